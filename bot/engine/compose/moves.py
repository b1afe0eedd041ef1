"""From one role to another: what is kept, added in a sensible order, and no longer needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.engine import fit
from bot.engine import pay as pay_engine
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compare import agreement
from bot.engine.compose.parts import WORK, Desk, names, question, sources_of
from bot.engine.knowledge import Knowledge, Role
from bot.engine.language import text
from bot.engine.memory import remembered
from bot.engine.reading import Reading

STEPS = {
    "foundations": ("field",),
    "languages": ("language",),
    "frameworks": ("framework", "tool", "platform"),
    "practice": ("skill", "practice", "industry"),
}
"""What is learnt before what -> the kinds of items in it."""
_STEP_OF = {kind: step for step, kinds in STEPS.items() for kind in kinds}
ASKED = frozenset({"skills", "tools", "education"})
"""Sections of what a role asks for."""
DEGREES = ("phd", "masters-degree", "bachelors-degree", "degree")
"""Degrees, the highest first."""
MOST = 8
"""Items of a step in one line; the most agreed upon come first."""


def transition(reading: Reading, desk: Desk) -> Answer:
    """Return what somebody keeps, adds and no longer needs between two roles.

    The first and the last role named are its ends; what was named besides is had already.
    """
    start, target = desk.roles((reading.roles[0], reading.roles[-1]))
    return _between(reading, start, target, desk)


def from_outside(reading: Reading, desk: Desk) -> Answer | None:
    """Return the way to a role from a job that no source here is on, or None where none is told.

    What was named counts as had, and so does what the nearest role has, as phrases/nearest.yaml
    judges it; the answer says so.
    """
    target = desk.knowledge.roles[reading.roles[-1]]
    near, job = nearest(reading.outside, desk.knowledge)
    if near and near != target.id:
        start = desk.knowledge.roles[near]
        # What the nearest role has is no proof that the asker has it.
        answer = _between(reading, start, target, desk, kept="shared")
        note = desk.say("transition_stands_in", job=job, role=start.short)
        title = desk.say("transition_title", start=job, target=target.short)
        return replace(answer, title=title, lead=note)
    return _from_items(reading, target, desk) if reading.background else None


def nearest(jobs: Iterable[str], knowledge: Knowledge) -> tuple[str, str]:
    """Return the role nearest to one of these jobs, and the job as it is listed; else ""."""
    listed = _jobs(knowledge)
    found = (listed.get(text.key(job)) for job in jobs)
    return next(filter(None, found), ("", ""))


@remembered
def _jobs(knowledge: Knowledge) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Return the jobs outside the knowledge as they are looked up, each with the nearest role."""
    jobs: dict[tuple[str, ...], tuple[str, str]] = {}
    for role, listed in knowledge.phrases.get("nearest", {}).items():
        for name in listed if role in knowledge.roles else ():
            jobs.setdefault(text.key(name), (role, name))
    return jobs


def _had(background: Iterable[str]) -> dict[str, None]:
    """Return what somebody has; whoever has a degree has those below it."""
    had = dict.fromkeys(background)
    highest = next((at for at, degree in enumerate(DEGREES) if degree in had), len(DEGREES))
    return had | dict.fromkeys(DEGREES[highest:])


def _between(
    reading: Reading, start: Role, target: Role, desk: Desk, kept: str = "transition_keep"
) -> Answer:
    known = desk.knowledge
    wants = _items(target.id, known)
    had = {**_done(start.id, known), **_had(reading.background)}
    held = known.holdings[target.id]
    told = [item for item in reading.background if item in held]
    keep = list(dict.fromkeys([*(item for item in wants if item in had), *told]))
    add = [item for item in wants if item not in had]
    left = [item for item in _items(start.id, known) if item not in held]
    stop = desk.without_general(left, keep)
    other = [item for item in reading.background if item not in held]
    via = fit.stepping_stone(start.id, target.id, known)
    blocks = [
        *names(desk.say(kept), _named(keep, desk), rank=0),
        *_steps(add, keep, target, desk),
        *names(desk.say("transition_unnamed"), _named(other, desk), rank=1),
        *names(desk.say("transition_stop", start=start.short), _named(stop, desk), rank=2),
        *_beside((start, target), desk),
    ]
    points = [p for r in (start, target) for _, p in r.points("skills", "tools", "education")]
    return Answer(
        reading,
        desk.say("transition_title", start=start.short, target=target.short),
        blocks=tuple(blocks),
        notes=(desk.say("transition_via", role=via.short),) if via else (),
        tip=_tip(target, desk),
        citations=desk.citations(sources_of(points)),
        suggestions=(
            Suggestion(f"{target.short} tips", question([target], "tips")),
            *([_way(start, via), _way(via, target)] if via else []),
            Suggestion("Compare", question([start, target])),
            Suggestion("The other way", f"from {target.short} to {start.short}"),
            *desk.next_sections([start, target], ())[:3],
        ),
        more=f"from {start.short} to {target.short} in full",
        data={
            "start": start.id,
            "target": target.id,
            "keep": keep,
            "add": _by_step(add, desk),
            "stop": stop,
            "gap": round(fit.gap(had, target.id, known), 3),
            "via": via.id if via else None,
        },
    )


def _from_items(reading: Reading, target: Role, desk: Desk) -> Answer:
    """Return the way from what somebody names, where the job itself is not known here."""
    wants = _items(target.id, desk.knowledge)
    held = desk.knowledge.holdings[target.id]
    keep = [item for item in reading.background if item in held]
    other = [item for item in reading.background if item not in held]
    had = _had(reading.background)
    add = [item for item in wants if item not in had]
    # A degree alone is near to no role more than to others.
    telling = [i for i in reading.background if desk.knowledge.items[i].kind != "degree"]
    near = fit.rank(telling, desk.knowledge.roles.values(), desk.knowledge)
    closest = next((one.role for one in near if one.role is not target), None)
    # What nobody understood is taken for the job that somebody leaves.
    notes = [desk.say("transition_outside")] if reading.outside else []
    if closest:
        notes.append(desk.say("transition_nearest", role=closest.short))
    points = [point for _, point in target.points("skills", "tools", "education")]
    return Answer(
        reading,
        desk.say("transition_title", start=desk.items(reading.background), target=target.short),
        blocks=(
            *names(desk.say("transition_keep"), _named(keep, desk)),
            *_steps(add, keep, target, desk),
            *names(desk.say("transition_unnamed"), _named(other, desk), rank=1),
            *_beside((target,), desk),
        ),
        notes=tuple(notes),
        tip=_tip(target, desk),
        citations=desk.citations(sources_of(points)),
        suggestions=(
            Suggestion(f"{target.short} tips", question([target], "tips")),
            *([_way(closest, target)] if closest else []),
            *desk.next_sections([target], ())[:3],
        ),
        data={
            "start": None,
            "target": target.id,
            "keep": keep,
            "add": _by_step(add, desk),
            "stop": other,
            "gap": round(fit.gap(had, target.id, desk.knowledge), 3),
            "via": None,
        },
    )


@remembered
def _items(role: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what a role asks for, what most of its sources agree upon first.

    Degrees are told beside it: which of them somebody has or needs, no list of names says.
    """
    held, items = knowledge.holdings[role], knowledge.items
    asked = [item for item, how in held.items() if not ASKED.isdisjoint(how.sections)]
    wanted = [item for item in asked if items[item].kind != "degree"]

    def place(item: str) -> tuple[float, str]:
        return -agreement(role, item, knowledge).share, knowledge.items[item].name

    return tuple(sorted(wanted, key=place))


@remembered
def _done(role: str, knowledge: Knowledge) -> Mapping[str, None]:
    """Return what whoever has a role works with, but for degrees."""
    held, items = knowledge.holdings[role], knowledge.items
    done = (item for item, how in held.items() if not WORK.isdisjoint(how.sections))
    return dict.fromkeys(item for item in done if items[item].kind != "degree")


def _steps(add: Sequence[str], keep: Sequence[str], target: Role, desk: Desk) -> Iterable[Block]:
    """Yield what is to be added, in the order in which it is learnt."""
    lines = []
    for step, items in _by_step(desk.without_general(add, keep), desk).items():
        if items:
            over = len(items) - MOST
            more = f" and {over} more" if over > 1 else ""
            listed = items if over <= 1 else items[:MOST]
            lines.append(desk.say(f"step_{step}", items=", ".join(map(desk.item, listed))) + more)
    if lines:
        yield Block(desk.say("transition_add", target=target.short), tuple(lines))


def _by_step(items: Iterable[str], desk: Desk) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {step: [] for step in STEPS}
    for item in items:
        steps[_STEP_OF[desk.knowledge.items[item].kind]].append(item)
    return steps


def _beside(roles: Sequence[Role], desk: Desk) -> Iterable[Block]:
    """Yield education and pay, role by role."""
    learnt = tuple(
        f"{role.short}: {role.sections['education'].gist}"
        for role in roles
        if "education" in role.sections
    )
    if learnt:
        yield Block(desk.title("education"), learnt, rank=1)
    paid = [(role, pay_engine.overall(role.id, desk.knowledge)) for role in roles]
    lines = tuple(
        desk.say(
            "transition_pay" if band.ads >= pay_engine.ENOUGH else "transition_pay_few",
            role=role.short,
            pay=f"{band.median:,}",
            ads=f"{band.ads:,}",
        )
        for role, band in paid
        if band
    )
    if lines:
        yield Block(desk.title("salary"), lines, rank=1)


def _tip(target: Role, desk: Desk) -> str:
    tips = target.sections["tips"].points if "tips" in target.sections else ()
    return next((desk.point(point) for point in tips if not point.item), "")


def _way(start: Role, target: Role) -> Suggestion:
    return Suggestion(f"{start.short} → {target.short}", f"from {start.short} to {target.short}")


def _named(items: Iterable[str], desk: Desk) -> list[str]:
    return [desk.item(item) for item in desk.without_general(list(items))]
