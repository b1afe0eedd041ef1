"""Which roles have or have not something: a conclusion, then at most five with the reason."""

from collections.abc import Iterable, Sequence

from bot.engine import pay as pay_engine
from bot.engine.answer import Answer, Block
from bot.engine.answers import axes, counted, near, pay_rank, picker, recommend
from bot.engine.answers.check import details, line
from bot.engine.answers.desk import (
    Desk,
    begin,
    in_words,
    job,
    jobs,
    lacks,
    next_roles,
    sentence,
    sources_of,
    unneeded,
)
from bot.engine.knowledge import WEIGHTS
from bot.engine.page import Role
from bot.engine.reading import Reading

SHOWN = 5
"""Roles shown at once."""
HAD = frozenset({"degree"})
"""Kinds of items that a role has without a weight."""


def find(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that a question looks for."""
    if reading.similar:
        return near.similar(reading, desk)
    asked = axes.asked(reading, desk)
    paid = desk.knowledge.section_for("pay") in reading.named_sections
    ranked = reading.superlative or reading.negated or reading.avoids or reading.wants
    if asked and ranked and not paid:
        if len(asked) > 1:
            return recommend.recommend(reading.with_(kind="recommend", items=()), desk)
        return axes.ranking(reading, asked[0], desk)
    if paid and (reading.superlative or not reading.items):
        return _paid(reading, desk)
    if not reading.items:
        known = counted.counted(reading, among(reading, desk), desk)
        return known or _by_section(reading, desk)
    return _without(reading, desk) if reading.negated else _with(reading, desk)


def among(reading: Reading, desk: Desk) -> list[Role]:
    """Return the roles that are looked at, those with most ads first."""
    every = reading.roles or pay_engine.by_ads(desk.knowledge)
    return [role for role in desk.roles(every) if role.id not in reading.excluded]


def _with(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that have what a question names, those that have most of it first."""
    put_aside = [item for item in lacks(reading, desk) if item not in reading.items]
    hits = _hits(reading, put_aside, desk)
    titled = desk.say("find_title", items=desk.items(reading.items))
    if not hits:
        named = desk.items(reading.items, last="or")
        return Answer(reading, titled, desk.say("find_none", items=named))
    roles = [role for _, role in hits]
    shown = roles if reading.full else roles[:SHOWN]
    rest = {role.id: _hit(role, reading, desk) for role in roles[SHOWN:]}
    whole = hits[0][0] == len(reading.items)
    name = "find_verdict_not" if put_aside else "find_verdict" if whole else "find_partly"
    firsts = in_words(jobs(role) for role in roles[:3])
    sources = _sources(shown, reading.items, desk)
    left = len(roles) - len(shown)
    return Answer(
        reading,
        titled,
        desk.say(
            name,
            items=desk.items(reading.items),
            roles=firsts if name == "find_partly" else begin(firsts),
            aside=desk.items(put_aside, last="or"),
        ),
        blocks=(
            Block("", tuple(_hit(role, reading, desk) for role in roles[:SHOWN])),
            *(picker.by_family(rest, desk, rank=1) if reading.full else ()),
        ),
        asides=(desk.say("find_more", count=left),) if left else (),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=next_roles(roles[:4], ""),
        shown=tuple(role.id for role in roles),
        more=f"who uses {desk.items(reading.items)} in full" if len(roles) > SHOWN else "",
        data={"hits": [role.id for role in roles]},
    )


def _hits(reading: Reading, put_aside: Sequence[str], desk: Desk) -> list[tuple[int, Role]]:
    """Return the roles that ask for an item, each with how many of the items it has."""
    aside = _having(put_aside, desk)
    every = [role for role in among(reading, desk) if role.id not in aside]
    counted = [
        (sum(item in desk.knowledge.holdings[role.id] for item in reading.items), role)
        for role in every
    ]
    hits = [(named, role) for named, role in counted if named and _asks(role, reading, desk)]
    return sorted(hits, key=lambda hit: (-hit[0], _place(hit[1], reading.items[0], desk)))


def _sources(roles: Sequence[Role], items: Sequence[str], desk: Desk) -> list[str]:
    """Return what it rests on that these roles have these items."""
    return [
        source
        for role in roles
        for item in items
        if item in desk.knowledge.holdings[role.id]
        for source in desk.knowledge.holdings[role.id][item].sources
    ]


def _asks(role: Role, reading: Reading, desk: Desk) -> bool:
    """Tell whether a role asks for one of the items, or at least has it, as it has an industry."""
    held = desk.knowledge.holdings[role.id]
    return any(
        role.id in desk.knowledge.holders[item]
        or (desk.knowledge.items[item].kind in HAD and item in held and not unneeded(role, item))
        for item in reading.items
    )


def _place(role: Role, item: str, desk: Desk) -> int:
    """Return how little a role asks for an item: 0 is most."""
    need = role.profile.get(desk.knowledge.axis_for("degree"))
    if desk.knowledge.items[item].kind in HAD and need:
        return -need.score
    how = desk.weight(role, item)
    return WEIGHTS.index(how) if how in WEIGHTS else len(WEIGHTS)


def _hit(role: Role, reading: Reading, desk: Desk) -> str:
    told = []
    for item in reading.items:
        point = desk.heaviest(role, item)
        if point:
            how = desk.say(f"how_{point.weight}")
            named = f"{desk.item(item)} " if len(reading.items) > 1 else ""
            reason = f", {desk.inside(details(point)[0])}" if point.details else ""
            told.append(f"{named}{how}{reason}")
    return f"{begin(job(role))}: {'; '.join(told) or desk.say('how_named')}"


def _having(items: Iterable[str], desk: Desk) -> set[str]:
    """Return the roles that ask for any of the items, or for a part of one."""
    return {role for item in desk.parts(items) for role in desk.knowledge.holders[item]}


def _without(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that do not ask for any of the items; where none, those that ask least."""
    had = _having(reading.items, desk)
    every = among(reading, desk)
    named = desk.items(reading.items, last="or")
    lacking = [role for role in every if role.id not in had]
    lacking.sort(key=lambda role: desk.weight(role, reading.items[0]) != "not_needed")
    titled = desk.say("without_title", items=named)
    if not lacking:
        least = sorted(every, key=lambda role: -_place(role, reading.items[0], desk))[:SHOWN]
        firsts = begin(in_words(jobs(role) for role in least[:3]))
        lines = tuple(line(role, reading.items[0], desk) for role in least)
        return Answer(
            reading,
            titled,
            desk.say("without_none", items=named, roles=firsts),
            blocks=(Block("", lines),),
            suggestions=next_roles(least[:4], ""),
            shown=tuple(role.id for role in least),
            data={"without": []},
        )
    firsts = begin(in_words(jobs(role) for role in lacking[:3]))
    ask = desk.knowledge.of_items.get(reading.items[0], "")
    what = desk.knowledge.section_for("what")
    lines = tuple(_told(role, what, ask) for role in lacking[:SHOWN])
    return Answer(
        reading,
        titled,
        desk.say("without_verdict", items=named, roles=firsts),
        blocks=(Block("", lines),),
        doubts=(desk.say("without_doubt"),),
        citations=desk.citations(sources_of(desk.basics(lacking[:SHOWN]))),
        suggestions=next_roles(lacking[:4], ""),
        shown=tuple(role.id for role in lacking),
        data={"without": [role.id for role in lacking]},
    )


def _paid(reading: Reading, desk: Desk) -> Answer:
    """Return the roles by pay: all, or those that ask for the items, or that do not."""
    every = among(reading, desk)
    if reading.items:
        had = _having(reading.items, desk)
        every = [role for role in every if (role.id in had) is not reading.negated]
    aside = _having(lacks(reading, desk), desk) if not reading.negated else set()
    roles = tuple(
        role.id for role in every if role.id not in aside and role.id in desk.knowledge.roles
    )
    if not roles:
        return _by_section(reading.with_(sections=()), desk)
    answer = pay_rank.ranking(reading.with_(roles=roles), desk)
    if not reading.items:
        return answer
    name = "without_title" if reading.negated else "find_title"
    listed = desk.items(reading.items, last="or" if reading.negated else "and")
    said = desk.say(name, items=listed)
    return Answer(
        reading,
        f"{said}: {desk.title(desk.knowledge.section_for('pay')).lower()}",
        answer.verdict,
        (),
        answer.blocks,
        (desk.say("find_among", who=said), *answer.asides),
        answer.doubts,
        answer.citations,
        answer.suggestions,
        shown=answer.shown,
        data=answer.data,
    )


def _by_section(reading: Reading, desk: Desk) -> Answer:
    """Return what is known of each role where nothing ranks them.

    Askers who described themselves are advised instead: their description ranks the roles.
    """
    if not reading.roles and (reading.personal or reading.outside):
        return recommend.recommend(reading.with_(kind="recommend"), desk)
    section = next(iter(reading.named_sections), desk.knowledge.section_for("demand"))
    known = [role for role in among(reading, desk) if section in role.sections]
    if not known:
        return Answer(reading, desk.say("no_ranking"))
    shown = known[: SHOWN * (3 if reading.full else 1)]
    ask = next(iter(reading.asks), "")
    points = [point for role in shown for _, point in list(role.points(section))[:2]]
    return Answer(
        reading,
        desk.title(section),
        desk.say("no_ranking"),
        blocks=(Block("", tuple(_told(role, section, ask) for role in shown)),),
        doubts=desk.surety(sources_of(points)),
        citations=desk.citations(sources_of(points)),
        suggestions=next_roles(known[:4], section),
        shown=tuple(role.id for role in known),
        data={"section": section},
    )


def _told(role: Role, section: str, ask: str) -> str:
    card = role.cards.get(ask)
    gist = role.sections[section].gist if section in role.sections else ""
    said = card.verdict if card and card.known else next(sentence(gist), "")
    return f"{begin(job(role))}: {said}"
