"""Which role has most or least of something: answers from the axes of the roles' profiles."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.engine import pay
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers.desk import (
    Desk,
    begin,
    in_words,
    job,
    jobs,
    next_roles,
    question,
    sources_of,
)
from bot.engine.page import Axis, Role
from bot.engine.reading import Cue, Reading

SHOWN = 4
"""Roles shown with their reasons."""
ENDS = 3
"""Roles named at the other end."""
MOST = 2
"""Maximum axes in one answer."""
FAR = 2
"""Points of a score from which on two roles are clearly apart."""


def asked(reading: Reading, desk: Desk) -> list[Axis]:
    """Return the axes that a question is about: by its wishes, all that it names, or its ask."""
    axes = desk.knowledge.axes
    wished = dict.fromkeys((*reading.avoids, *reading.wants, *reading.axes))
    by_item = [axis for axis in axes.values() if {*reading.items} & {*axis.items}]
    told = {item for axis in by_item for item in axis.items}
    if reading.items and not {*reading.items} <= told:
        return []
    found = [*(axes[name] for name in wished if name in axes), *by_item]
    if not found and reading.asks:
        found = [axis for axis in axes.values() if reading.asks[0] in axis.asks]
    return [axes[name] for name in dict.fromkeys(axis.id for axis in found)]


def wants_least(reading: Reading, axis: Axis) -> bool:
    """Tell whether the low end of an axis is asked for."""
    if axis.id in reading.avoids or reading.negated:
        return True
    if axis.id in reading.wants:
        return False
    least = reading.superlative == "least" or Cue.LEAST in reading.cues
    return least is not (axis.best == "least")


def ranking(reading: Reading, axis: Axis, desk: Desk) -> Answer:
    """Return which role has most or least of something, and the next with their reasons."""
    least = wants_least(reading, axis)
    among = reading.roles or desk.knowledge.roles
    often = pay.by_ads(desk.knowledge)  # of like roles the one is named that most people mean
    known = sorted(among, key=lambda name: often.index(name) if name in often else len(often))
    roles = [one for one in desk.roles(known) if one.id not in reading.excluded]
    order = ordered(roles, axis, least=least)
    if not order:
        return Answer(reading, desk.say("no_ranking"))
    best = order[0].profile[axis.id].score
    level = [role for role in order if role.profile[axis.id].score == best][:ENDS]
    end = axis.least if least else axis.most
    far = ordered(roles, axis, least=not least)[:ENDS] if len(order) > SHOWN + ENDS else []
    other = axis.most if least else axis.least
    points = [p for one in order[:SHOWN] for _, p in list(one.points())[:2]]
    return Answer(
        reading,
        end,
        desk.say("axis_end", end=end, roles=in_words(job(role) for role in level)),
        blocks=(Block("", tuple(_reasons(order[:SHOWN], axis))),),
        asides=(desk.say("axis_far", end=other, roles=in_words(job(r) for r in far)),)
        if far
        else (),
        doubts=(desk.say("axis_doubt"),),
        citations=desk.citations(sources_of(points)),
        suggestions=next_roles(order[:SHOWN], ""),
        shown=tuple(role.id for role in order[:SHOWN]),
        data={"axis": axis.id, "scores": {r.id: r.profile[axis.id].score for r in order}},
    )


def between(
    reading: Reading, roles: Sequence[Role], axes: Sequence[Axis], desk: Desk
) -> Answer | None:
    """Return which of some roles has more of one thing or two, None where one has no score."""
    told = [one for axis in axes[:MOST] if (one := _between(reading, roles, axis, desk))]
    if not told:
        return None
    first, *others = told
    lines = [line for one in others for line in (one.verdict, *one.blocks[0].lines)]
    block = replace(first.blocks[0], lines=(*first.blocks[0].lines, *lines))
    return replace(first, blocks=(block,))


def _between(reading: Reading, roles: Sequence[Role], axis: Axis, desk: Desk) -> Answer | None:
    least = wants_least(reading, axis)
    order = ordered(roles, axis, least=least)
    if len(order) < 2:
        return None
    unknown = [role for role in roles if role not in order]
    roles = order if unknown else roles
    first, second = (role.profile[axis.id].score for role in order[:2])
    end = axis.least if least else axis.most
    if first == second:
        named = in_words(jobs(role) for role in order)
        verdict = desk.say("axis_same", roles=named, end=end)
    else:
        by = "axis_clearly" if abs(first - second) >= FAR else "axis_slightly"
        verdict = desk.say(by, end=end, role=job(order[0]))
    wanted = [*(ask for ask in reading.asks if ask in axis.asks), *axis.asks]
    asks = [ask for ask in wanted if all(ask in role.cards for role in roles)]
    lines = tuple(_reasons(order, axis))
    if asks:
        lines = tuple(f"{begin(job(role))}: {role.cards[asks[0]].verdict}" for role in order)
    sources = [s for role in order for ask in asks[:1] for s in role.cards[ask].sources]
    return Answer(
        reading,
        f"{' vs '.join(role.short_name for role in roles)}: {end.lower()}",
        verdict,
        blocks=(Block("", lines, whole=True),),
        asides=(desk.say("not_weighed", roles=in_words(map(jobs, unknown))),) if unknown else (),
        doubts=(desk.say("axis_doubt"), *desk.surety(sources)),
        citations=desk.citations(sources),
        suggestions=(
            *desk.next_sections(roles, ())[:4],
            Suggestion(desk.say("compare_label"), question(roles)),
        ),
        shown=tuple(role.id for role in order),
        data={"axis": axis.id, "scores": {r.id: r.profile[axis.id].score for r in order}},
    )


def ordered(roles: Sequence[Role], axis: Axis, *, least: bool) -> list[Role]:
    """Return the roles that have a score on an axis, those with most (or least) first."""
    known = [role for role in roles if axis.id in role.profile]
    sign = 1 if least else -1
    return sorted(known, key=lambda role: sign * role.profile[axis.id].score)


def _reasons(roles: Sequence[Role], axis: Axis) -> Iterator[str]:
    """Yield the reason of each role, in one line where that of several is the same."""
    for why, same in groupby(roles, key=lambda role: role.profile[axis.id].why):
        yield f"{begin(in_words(map(job, same)))}: {why}"
