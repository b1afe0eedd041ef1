"""Items and roles: does this role need it, which roles do."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.engine import compare as algebra
from bot.engine import pay as pay_engine
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compare import Agreement
from bot.engine.compose import advice, axes, near, pay
from bot.engine.compose.parts import WEIGHTS, Desk, in_words, question
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

FIRM_NOT = ((), ("tips",))
"""Where a subject stands of which its parts say more."""
RANKED_BY = "outlook"
"""The section by which roles are ranked where none is named."""
PARTS = 4
"""Parts of a subject shown where it is not named itself."""


def check(reading: Reading, desk: Desk) -> Answer:
    """Return for each role and item whether the sources name it, and how many do."""
    roles = desk.roles(reading.roles)
    data: list[dict[str, object]] = []
    lines: list[str] = []
    sources: list[str] = []
    details: list[str] = []
    for item in reading.items:
        for role in roles:
            found = algebra.agreement(role.id, item, desk.knowledge)
            parts = [] if desk.weighed(role, item) else _part(role, item, desk)
            verdict = [] if parts and not found.named else _verdict(role, item, found, desk)
            lines += [*verdict, *parts]
            data.append(_data(role, item, found, desk))
            sources += _named(role, item, desk) or desk.knowledge.read_whole[role.id]
            details += [] if desk.weighed(role, item) else _details(role, item, desk)
    silent = [
        item
        for item in reading.items
        if any(not (desk.places(role, item) or desk.weighed(role, item)) for role in roles)
    ]
    others = [line for item in silent for line in _others(item, reading.roles, desk)]
    weighed = all(desk.weighed(role, item) for role in roles for item in reading.items)
    return Answer(
        reading,
        f"{' and '.join(role.short for role in roles)} · {desk.items(reading.items)}",
        blocks=tuple(
            block
            for block in (
                Block("", tuple(lines)),
                Block("", tuple(dict.fromkeys(details)), rank=1),
                Block(desk.say("check_others"), tuple(dict.fromkeys(others)), rank=1),
            )
            if block.lines
        ),
        notes=(desk.say("check_named"),) if sources and not weighed else (),
        citations=desk.citations(sources),
        suggestions=(
            *(
                Suggestion(f"Who else: {desk.item(item)}", f"which roles: {desk.item(item)}?")
                for item in reading.items[:2]
            ),
            *desk.next_sections(roles, ())[:4],
        ),
        data={"verdicts": data},
    )


def find(reading: Reading, desk: Desk) -> Answer:
    """Return the roles whose sources name the items, or what they say where nothing ranks."""
    if reading.similar:
        return near.similar(reading, desk)
    axis = axes.asked(reading, desk)
    paid = "salary" in reading.named_sections
    if axis and (reading.superlative or reading.negated) and not paid:
        turned = (reading.superlative == "least") is not (axis.best == "least")
        least = reading.negated or turned
        return axes.ranking(reading, axis, desk, least=least)
    if not reading.items:
        return _superlative(reading, desk)
    if paid and reading.superlative and (answer := _paid(reading, desk)):
        return answer
    if reading.negated:
        return _without(reading, desk)
    holding = dict.fromkeys(role for i in reading.items for role in desk.knowledge.holders[i])
    among = {role.id for role in _among(reading, desk)}
    holding = {role: None for role in holding if role in among}
    aside = _aside(reading, desk)
    had = _having(aside, desk)
    hits = []
    for role in desk.roles(role for role in holding if role not in had):
        found = [algebra.agreement(role.id, item, desk.knowledge) for item in reading.items]
        named = sum(bool(agreement.named) for agreement in found)
        if named:
            hits.append((named, sum(agreement.share for agreement in found), role, found))
    hits.sort(key=lambda hit: (-hit[0], _rank(hit[2], reading), -hit[1], hit[2].name))
    titled = {"items": desk.items(reading.items), "aside": _either(aside, desk)}
    lead = "find_none_not" if holding else "find_none"
    lead += "_of" if reading.roles else ""
    if hits:
        lead = "find_lead" if hits[0][0] == len(reading.items) else "find_partly"
    return Answer(
        reading,
        desk.say("find_title_not" if aside else "find_title", **titled),
        lead=desk.say(
            lead,
            items=desk.items(reading.items) if hits else _either(reading.items, desk),
            aside=_or_parts(aside, holding, desk),
            roles=in_words((role.short for role in desk.roles(reading.roles)), last="or"),
        ),
        blocks=(Block("", tuple(_hit(role, found, reading, desk) for *_, role, found in hits)),),
        citations=desk.citations(s for *_, found in hits for one in found for s in one.named),
        suggestions=tuple(Suggestion(role.short, question([role])) for *_, role, _ in hits[:3]),
        shown=tuple(role.id for *_, role, _ in hits),
        data={
            "hits": [
                _data(role, item, agreement, desk)
                for *_, role, found in hits
                for item, agreement in zip(reading.items, found, strict=True)
                if agreement.named
            ]
        },
    )


def _rank(role: Role, reading: Reading) -> int:
    """Return how little a role asks for the first of the items: 0 is most."""
    weights = [
        point.weight
        for section in role.sections.values()
        for point in section.points
        if point.item == reading.items[0] and point.weight
    ]
    return min(map(WEIGHTS.index, weights), default=len(WEIGHTS))


def _among(reading: Reading, desk: Desk) -> list[Role]:
    """Return the roles that are looked at: those asked about or all, without those put aside."""
    every = desk.roles(reading.roles or desk.knowledge.roles)
    return [role for role in every if role.id not in reading.excluded]


def _aside(reading: Reading, desk: Desk) -> list[str]:
    """Return the items that the roles asked for are not to have."""
    return [item for item in reading.excluded if item in desk.knowledge.items]


def _having(items: Iterable[str], desk: Desk) -> set[str]:
    """Return the roles for which any of the items is named, or a part of it."""
    return {role for item in desk.parts(items) for role in desk.knowledge.holders[item]}


def _either(items: Iterable[str], desk: Desk) -> str:
    return desk.items(items, last="or")


def _or_parts(items: Sequence[str], roles: Iterable[str], desk: Desk) -> str:
    """Return the items of which each role has one, or else a part of one, and say which."""
    whole = all(any(i in desk.knowledge.holdings[role] for i in items) for role in roles)
    named = _either(items, desk)
    return named if whole else desk.say("or_part", items=named)


def _paid(reading: Reading, desk: Desk) -> Answer | None:
    """Return the roles that have the items, or have them not, by median pay; None for no role."""
    aside = _aside(reading, desk)
    among = {role.id for role in _among(reading, desk)} - _having(aside, desk)
    if reading.negated:
        among -= _having(reading.items, desk)
    else:
        among.intersection_update(*(desk.knowledge.holders[item] for item in reading.items))
    if not among:
        return None
    name = "without_title" if reading.negated else "find_title_not" if aside else "find_title"
    roles = tuple(role for role in desk.knowledge.roles if role in among)
    answer = pay.ranking(reading.with_(roles=roles), desk)
    listed = _either(reading.items, desk) if reading.negated else desk.items(reading.items)
    title = f"{desk.say(name, items=listed, aside=_either(aside, desk))} · {answer.title}"
    return replace(answer, reading=reading, title=title)


def _without(reading: Reading, desk: Desk) -> Answer:
    """Return the roles for which no source names any of the items."""
    had = _having(reading.items, desk)
    among = [
        role
        for role in reading.roles or pay_engine.by_ads(desk.knowledge)
        if role not in reading.excluded
    ]
    lacking = [role for role in desk.roles(among) if role.id not in had]
    if not lacking:
        return _asking_least(reading, among, desk)
    named = _either(reading.items, desk)
    return Answer(
        reading,
        desk.say("without_title", items=named),
        desk.say("without_lead", items=named),
        blocks=(Block("", tuple(role.name for role in lacking), names=True),),
        suggestions=tuple(Suggestion(role.short, question([role])) for role in lacking[:3]),
        shown=tuple(role.id for role in lacking),
        data={"without": [role.id for role in lacking]},
    )


def _asking_least(reading: Reading, among: Sequence[str], desk: Desk) -> Answer:
    """Return that each role has the items, and which of them ask least for them."""
    nobody = desk.say(
        "without_none_of" if reading.roles else "without_none",
        items=_or_parts(reading.items, among, desk),
        roles=in_words(role.short for role in desk.roles(reading.roles)),
    )
    roles = [name for name in reading.excluded if name in desk.knowledge.roles]
    excluded = (*roles, *reading.items)
    least = advice.recommend(reading.with_(items=(), excluded=excluded), desk)
    data = {"without": [], **least.data}
    return replace(least, reading=reading, lead=f"{nobody} {least.lead}", data=data)


def _verdict(role: Role, item: str, found: Agreement, desk: Desk) -> list[str]:
    """Return who names an item for a role; of studies that nobody names, what is said instead."""
    places = desk.places(role, item)
    if weighed := desk.weighed(role, item):
        return [weighed]
    verdict = "check_useful" if places == ("tips",) else "check_yes" if places else "check_no"
    told = desk.say(
        verdict,
        role=role.short,
        item=desk.item(item),
        agreement=desk.agreement(found),
        sections=", ".join(desk.title(section).lower() for section in places),
    )
    study = role.sections.get("education")
    asked = places in FIRM_NOT and study and desk.knowledge.items[item].kind in {"degree", "field"}
    return [told, f"{role.short}: {study.gist}"] if asked and study else [told]


def _named(role: Role, item: str, desk: Desk) -> list[str]:
    """Return the sources that name an item for a role, or else a part of it."""
    held = desk.knowledge.holdings[role.id]
    items = [item] if item in held else [part for part in desk.parts([item]) if part in held]
    return [source for one in items[:PARTS] for source in held[one].sources]


def _part(role: Role, item: str, desk: Desk) -> list[str]:
    """Return what is named for a role of a subject that is not named itself."""
    held = desk.knowledge.holdings[role.id]
    parts = [part for part in desk.parts([item])[1:] if part in held]
    if not parts or desk.places(role, item) not in FIRM_NOT:
        return []
    listed = "; ".join(
        f"{desk.item(part)}, {desk.agreement(algebra.agreement(role.id, part, desk.knowledge))}"
        for part in parts[:PARTS]
    )
    return [desk.say("check_part", role=role.short, items=listed, item=desk.item(item))]


def _data(role: Role, item: str, found: Agreement, desk: Desk) -> dict[str, object]:
    """Return who says that a role has an item, as JSON values."""
    return {
        "role": role.id,
        "item": item,
        "sources": list(found.named),
        "whole": found.whole,
        "of": found.of,
        "sections": list(desk.places(role, item)),
    }


def _details(role: Role, item: str, desk: Desk) -> list[str]:
    return [
        f"{role.short}, {desk.point(point)}"
        for _, point in role.points()
        if point.item == item and point.details
    ]


def _others(item: str, asked: tuple[str, ...], desk: Desk) -> list[str]:
    others = [role for role in desk.knowledge.holders[item] if role not in asked]
    lines = []
    for role in desk.roles(others):
        if weighed := desk.weighed(role, item):
            lines.append(weighed)
            continue
        found = desk.agreement(algebra.agreement(role.id, item, desk.knowledge))
        places = ", ".join(desk.title(section).lower() for section in desk.places(role, item))
        lines.append(f"{role.short}: {desk.item(item)}, {found} ({places})")
    return lines


def _hit(role: Role, found: list[Agreement], reading: Reading, desk: Desk) -> str:
    if weighed := [line for item in reading.items if (line := desk.asked(role, item))]:
        return f"{role.name}: {'; '.join(weighed)}"
    named = [f"{desk.item(item)} " if len(reading.items) > 1 else "" for item in reading.items]
    parts = []
    for item, label, agreement in zip(reading.items, named, found, strict=True):
        if agreement.named:
            sections = ", ".join(
                desk.title(section).lower() for section in desk.places(role, item)
            )
            parts.append(f"{label}{desk.agreement(agreement)} ({sections})")
    return f"{role.short}: {'; '.join(parts)}"


def _superlative(reading: Reading, desk: Desk) -> Answer:
    section = next(iter(reading.named_sections), RANKED_BY)
    aside = _aside(reading, desk)
    had = _having(aside, desk)
    among = {role.id for role in _among(reading, desk)} - had
    roles = desk.roles(r for r in reading.roles or pay_engine.by_ads(desk.knowledge) if r in among)
    if section == "salary" and desk.knowledge.pay:
        within = among if reading.excluded else reading.roles
        order = tuple(role for role in desk.knowledge.roles if role in within)
        answer = pay.ranking(reading.with_(roles=order), desk)
        without = f"{desk.say('without_title', items=_either(aside, desk))} · " if aside else ""
        return replace(answer, reading=reading, title=without + answer.title)
    known = [role for role in roles if section in role.sections]
    title = desk.title(section)
    if not known:
        lead = desk.say("no_salary", roles="any role")
        return Answer(reading, title, lead, suggestions=tuple(desk.next_sections(roles[:2], ())))
    sources = [s for role in known for _, point in role.points(section) for s in point.sources]
    return Answer(
        reading,
        title,
        desk.say("no_ranking", section=title.lower()),
        blocks=(Block("", tuple(f"{r.short}: {r.sections[section].gist}" for r in known)),),
        citations=desk.citations(sources),
        suggestions=tuple(Suggestion(r.short, question([r], section)) for r in known[:5]),
        shown=tuple(role.id for role in known),
        data={"section": section, "gists": {r.id: r.sections[section].gist for r in known}},
    )
