"""What roles are: one role explained, several compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.engine import compare as algebra
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose import axes, moves, pay
from bot.engine.compose.parts import (
    WEIGHTS,
    Desk,
    begin,
    in_words,
    lines,
    names,
    question,
    shown,
    sources_of,
)
from bot.engine.knowledge import SECTION_OVERVIEW, Point, Role
from bot.engine.reading import Reading

OVERVIEW = ("responsibilities", "skills", "education", "tools", "industries", "outlook")
"""The sections whose gists make an overview, the most asked for first."""
MOST = 8
"""Roles that one comparison holds."""
FEW = 3
"""Roles whose every grouping is worth a line; of more only what all and what one has."""
LEADING = 2
"""Points of a section on which its gist rests."""
FIRST = 3
"""Other sections that are offered before other roles."""
TIP_KINDS = {
    "skills": ("skill", "language"),
    "education": ("degree", "field"),
    "tools": ("language", "framework", "platform", "tool"),
    "industries": ("practice",),
    "outlook": ("practice",),
    "responsibilities": ("practice",),
}
"""Section -> the kinds of items that a tip beside it had best speak of."""


def explain(reading: Reading, desk: Desk) -> Answer:
    """Return what one role is, or what one or more of its sections say."""
    role = desk.knowledge.pages[reading.roles[0]]
    sections = reading.named_sections
    if sections == ("tips",) and not role.nearest and (way := moves.from_outside(reading, desk)):
        return way
    if not sections:
        return _overview(reading, role, desk)
    held = [section for section in sections if section in role.sections]
    missing = [section for section in sections if section not in role.sections]
    title = f"{shown(role)} · {' and '.join(desk.title(section) for section in sections)}"
    points = [point for section in held for _, point in role.points(section)]
    blocks = [
        block for section in held for block in _section(role, section, desk, alone=len(held) == 1)
    ]
    if "salary" in sections and not role.nearest:
        official = [replace(block, rank=max(block.rank, 1)) for block in blocks]
        blocks = [*pay.blocks([role], reading, desk), *official]
    return Answer(
        reading,
        title,
        lead=role.sections[held[0]].gist if len(held) == 1 else "",
        blocks=tuple(blocks),
        legend=desk.legend(blocks),
        notes=(
            *_silence([role], missing, desk),
            *_foreign(reading, desk),
            *desk.character(reading),
            *(pay.notes([role], desk) if "salary" in sections else ()),
            *desk.weakness(points),
            *desk.disagreements([role], held),
            *_age(points, desk),
        ),
        tip=_tip([role], sections, desk) if held else "",
        citations=desk.citations([*sources_of(points), *_survey(sections, desk)]),
        suggestions=(*_against(role, desk, sections), *desk.next_sections([role], sections)),
        more=question([role], " ".join(sections), "in full"),
    )


def compare(reading: Reading, desk: Desk) -> Answer:
    """Return the difference of roles: gists first, then what all, some and only one has."""
    roles = desk.roles(reading.roles[:MOST])
    sections = reading.named_sections
    if not sections:
        return _overviews(reading, roles, desk)
    blocks: list[Block] = []
    missing = []
    for section in sections:
        if section == "salary" and desk.knowledge.pay:
            blocks += pay.blocks(roles, reading, desk)
            blocks += [replace(block, rank=2) for block in _sentences(roles, section, desk)]
        elif any(section in role.sections for role in roles):
            blocks += _difference(roles, section, desk, alone=len(sections) == 1)
        else:
            missing.append(section)
    points = [p for role in roles for name in sections for _, p in role.points(name)]
    axis = axes.asked(reading, desk)
    return Answer(
        reading,
        f"{_versus(roles)} · {' and '.join(desk.title(section) for section in sections)}",
        lead=axes.verdict(roles, axis, desk) if axis else "",
        blocks=tuple(blocks),
        legend=desk.legend(blocks),
        notes=(
            *_left_out(reading, desk),
            *_silence(roles, missing, desk),
            *_foreign(reading, desk),
            *desk.character(reading),
            *(pay.notes(roles, desk) if "salary" in sections else ()),
            *desk.weakness(points),
            *desk.disagreements(roles, sections),
            *_age(points, desk),
        ),
        tip=_tip(roles, sections, desk) if points else "",
        citations=desk.citations([*sources_of(points), *_survey(sections, desk)]),
        suggestions=_onwards(roles, sections, desk),
        more=question(roles, " ".join(sections), "in full"),
    )


def _overview(reading: Reading, role: Role, desk: Desk) -> Answer:
    gists = tuple(
        f"{desk.title(section)}: {role.sections[section].gist}"
        for section in OVERVIEW
        if section in role.sections
    )
    confusions = tuple(f"{other.title}: {other.note}" for other in role.confused_with)
    blocks = [Block("", gists), Block(desk.say("confused"), confusions, rank=1)]
    if reading.full:
        blocks = [
            *blocks[:1],
            *(
                block
                for section in role.sections
                for block in _section(role, section, desk, alone=False)
            ),
        ]
    sections = role.sections if reading.full else ("definition", *OVERVIEW)
    points = [point for section in sections for _, point in role.points(section)]
    return Answer(
        reading,
        shown(role),
        lead=role.sections["definition"].gist if "definition" in role.sections else "",
        blocks=tuple(blocks),
        notes=(
            *_foreign(reading, desk),
            *desk.character(reading),
            *desk.weakness(points),
            *desk.disagreements([role], ("definition",)),
            desk.say("titles"),
        ),
        citations=desk.citations(sources_of(points)),
        suggestions=(*desk.next_sections([role], ()), *_against(role, desk, ())),
        more=question([role], tail="in full"),
    )


def _overviews(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer:
    lead = _decisive(roles)
    blocks = [_gists(roles, "definition", "", rank=1 if lead else 0)]
    for rank, section in enumerate(OVERVIEW):
        if len(roles) <= FEW or reading.full:
            blocks.append(_gists(roles, section, desk.title(section), rank=1 if rank < 3 else 2))
    sections = ("definition", *OVERVIEW)
    points = [p for one in roles for s in sections for _, p in list(one.points(s))[:LEADING]]
    return Answer(
        reading,
        _versus(roles),
        lead=lead,
        blocks=tuple(block for block in blocks if block.lines),
        notes=(*_left_out(reading, desk), *_foreign(reading, desk), desk.say("titles")),
        tip=_tip(roles, (), desk),
        citations=desk.citations(sources_of(points)),
        suggestions=_onwards(roles, (), desk),
        more=question(roles, tail="in full"),
    )


def _versus(roles: Sequence[Role]) -> str:
    return " vs ".join(shown(role) if len(roles) < 3 else role.short for role in roles)


def _gists(roles: Sequence[Role], section: str, label: str, *, rank: int = 0) -> Block:
    return Block(
        label,
        tuple(
            f"{role.short}: {role.sections[section].gist}"
            for role in roles
            if section in role.sections
        ),
        rank=rank,
        whole=True,
    )


def _section(role: Role, section: str, desk: Desk, *, alone: bool) -> Iterator[Block]:
    """Yield one section of one role: items by shelf, statements as lines."""
    points = desk.in_order(role.sections[section].points, section)
    heading = desk.knowledge.headings[section]
    label = "" if alone else heading.title
    has = algebra.items_of(role, section, desk.knowledge)
    if not heading.as_names:
        told = desk.told([point for point in points if not point.item or point.details])
        every = [point.item for point in points if point.item]
        bare = [point.item for point in points if point.item and not point.details]
        if 2 * len(bare) > len(every) and told:
            # Most items are mere names: these first, what is added to a few of them after.
            yield from names(label, desk.counted(role, every, has))
            yield from lines("", told, rank=1)
            return
        if told:
            yield Block(label, told)
        yield from names("" if told else label, desk.counted(role, bare, has))
        return
    standing = {point.item for point in points} if not heading.gathers else set(has)
    listed = algebra.ranked([item for item in has if item in standing], [has], desk.knowledge)
    if label:
        yield Block(label, (role.sections[section].gist,))
    if any(point.weight for point in points):
        yield from _weighed(role, section, points, desk)
        return
    shelves: dict[str, list[str]] = {}
    for item in desk.without_general(listed):
        shelves.setdefault(desk.knowledge.items[item].category, []).append(item)
    for shelf, items in shelves.items():
        yield from names(begin(shelf), desk.counted(role, items, has))
    yield from lines("", desk.told([point for point in points if not point.item]), rank=1)
    details = desk.told([point for point in points if point.item and point.details])
    yield from lines("", details, rank=3)


def _weighed(role: Role, section: str, points: Sequence[Point], desk: Desk) -> Iterator[Block]:
    """Yield the items of a section by how much a role asks for them, then its sentences."""
    for weight in WEIGHTS:
        items = [point.item for point in points if point.item and point.weight == weight]
        listed = [desk.item(item) for item in items]
        yield from names(desk.say(f"weight_{weight}"), listed, rank=0 if weight != "bonus" else 1)
    named = [desk.item(one.item) for one in points if one.item and not one.weight]
    yield from names(desk.say("weight_untold"), named, rank=3)
    unneeded = [desk.item(one.item) for one in role.sections[section].unneeded if one.item]
    yield from names(desk.say("weight_not_needed"), unneeded, rank=1)
    yield from lines("", desk.told([point for point in points if not point.item]), rank=1)
    details = desk.told([point for point in points if point.item and point.details])
    yield from lines("", details, rank=3)


def _decisive(roles: Sequence[Role]) -> str:
    """Return in one sentence what tells two roles apart, "" where nobody has said it."""
    if len(roles) != 2:
        return ""
    one, other = roles
    said = one.versus.get(other.id) or other.versus.get(one.id)
    return said.text if said else ""


def _difference(
    roles: Sequence[Role], section: str, desk: Desk, *, alone: bool
) -> Iterator[Block]:
    """Yield one section of several roles."""
    split = algebra.split(roles, section, desk.knowledge)
    listed = {
        item
        for role in roles
        for _, point in role.points(section, *desk.knowledge.headings[section].looks_in)
        if (item := point.item)
    }
    yield _gists(
        roles,
        section,
        "" if alone else desk.title(section),
        rank=1 if listed and len(roles) > FEW else 0,
    )
    if not listed & {*split.shared, *(i for only in split.only.values() for i in only)}:
        yield from _sentences(roles, section, desk)
        return
    everyone = desk.say("shared") if len(roles) == 2 else desk.say("shared_all", count=len(roles))

    def kept(items: Sequence[str]) -> list[str]:
        return desk.without_general([item for item in items if item in listed], listed)

    def shown_names(items: Sequence[str], who: Sequence[Role]) -> list[str]:
        return [desk.shared_count(item, who, section) for item in kept(items)]

    yield from names(everyone, shown_names(split.shared, roles))
    for who, items in split.some.items():
        label = " + ".join(role.short for role in desk.roles(who))
        rank = 0 if len(roles) <= FEW else 1
        yield from names(label, shown_names(items, desk.roles(who)), rank=rank)
    for role in roles:
        label = desk.say("only", role=role.short)
        has = algebra.items_of(role, section, desk.knowledge)
        yield from names(label, desk.counted(role, kept(split.only[role.id]), has))


def _sentences(roles: Sequence[Role], section: str, desk: Desk) -> Iterator[Block]:
    """Yield what the roles' sentences have in common, then the first of each."""
    told = [
        {p.text: p for p in desk.in_order(role.sections[section].points, section)}
        if section in role.sections
        else {}
        for role in roles
    ]
    common = [text for text in told[0] if all(text in points for points in told)]
    everyone = desk.say("shared") if len(roles) == 2 else desk.say("shared_all", count=len(roles))
    if common:
        yield Block(everyone, tuple(desk.point(told[0][text]) for text in common))
    for role, points in zip(roles, told, strict=True):
        own = desk.told([point for text, point in points.items() if text not in common])
        if own:
            label = desk.say("only", role=role.short) if common else role.short
            yield Block(label, own, rank=0 if len(roles) <= FEW else 1)


def _left_out(reading: Reading, desk: Desk) -> Iterator[str]:
    """Yield what is said where more roles were named than one answer holds."""
    if left := desk.roles(reading.roles[MOST:]):
        yield desk.say("too_many", most=MOST, roles=in_words(role.short for role in left))


def _silence(roles: Sequence[Role], sections: Sequence[str], desk: Desk) -> Iterator[str]:
    named = " and ".join(role.short for role in roles)
    for section in sections:
        if section != "salary":
            yield desk.say("no_section", section=desk.title(section).lower(), role=named)


def _survey(sections: Sequence[str], desk: Desk) -> list[str]:
    """Return the survey as a source where pay is asked for and there is a survey."""
    source = desk.knowledge.pay_source
    return [source] if source and "salary" in sections else []


def _foreign(reading: Reading, desk: Desk) -> Iterator[str]:
    """Yield what is said of titles that the question named and nobody here knows."""
    if reading.outside:
        words = ", ".join(f"“{word}”" for word in reading.outside[:2])
        yield desk.say("not_covered", words=words)


def _age(points: Sequence[Point], desk: Desk) -> Iterator[str]:
    if any(point.superseded for point in points):
        yield desk.say("old_figure")


def _tip(roles: Sequence[Role], sections: Sequence[str], desk: Desk) -> str:
    """Return a tip that suits the sections, one that all the roles share where there is one."""
    if "tips" in sections:
        return ""
    kinds = {kind for section in sections for kind in TIP_KINDS.get(section, ())}
    tips = [
        {desk.point(point): point for _, point in role.points("tips") if not point.item}
        for role in roles
    ]
    if not tips[0]:
        return ""

    def suits(tip: str) -> tuple[bool, bool]:
        told = {desk.knowledge.items[item].kind for item in tips[0][tip].mentions}
        return not kinds & told, not all(tip in other for other in tips)

    best = min(tips[0], key=suits)
    shared = all(best in other for other in tips)
    return best if shared else desk.say("tip_of", role=roles[0].short, tip=best)


def _onwards(roles: Sequence[Role], sections: Sequence[str], desk: Desk) -> tuple[Suggestion, ...]:
    """Return other sections of a comparison, and the same of other roles."""
    others = desk.next_sections(roles, sections)
    return (*others[:FIRST], *_varied(roles, sections, desk), *others[FIRST:])


def _varied(roles: Sequence[Role], sections: Sequence[str], desk: Desk) -> Iterator[Suggestion]:
    """Yield the same comparison with a role that these are confused with: added, and swapped."""
    present = {role.id for role in roles}
    near = (
        other.role
        for role in roles
        for other in role.confused_with
        if other.role and other.role not in present
    )
    *kept, last = roles
    named = " ".join(sections)
    for other in desk.roles(list(near)[:1]):
        if len(roles) < FEW:
            yield Suggestion(f"+ {other.short}", question([*roles, other], named))
        label = f"{other.short} instead of {last.short}"
        yield Suggestion(label, question([*kept, other], named))


def _against(role: Role, desk: Desk, sections: Sequence[str]) -> Iterator[Suggestion]:
    """Yield comparisons with the titles a role is most confused with."""
    others = [other.role for other in role.confused_with if other.role]
    for other in desk.roles(others[:2]):
        section = sections[0] if sections else SECTION_OVERVIEW
        yield Suggestion(f"vs {other.short}", question([role, other], section))
