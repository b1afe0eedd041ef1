"""Does a role need something: the verdict first, by how much the role asks for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.engine import compare as algebra
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import conditions
from bot.engine.answers.desk import (
    LONGEST,
    UNTOLD,
    Desk,
    begin,
    in_words,
    job,
    jobs,
    unneeded,
)
from bot.engine.answers.explain import explain, onwards
from bot.engine.knowledge import TOOLS, WEIGHTS
from bot.engine.page import Point, Role
from bot.engine.reading import Reading

OTHERS = 3
"""Other roles that are named where this one does not ask for something."""
RANKS = (*WEIGHTS, UNTOLD, "not_needed")
"""Weights from the heaviest to the lightest."""
PARTS = 4
"""Parts of a subject that are named where it is not asked for itself."""
POINTING = ("It ", "They ", "This ", "That ", "These ", "Those ")
"""First words of sentences that refer to something before them."""


def check(reading: Reading, desk: Desk) -> Answer:
    """Return whether roles need items, the verdict first."""
    roles = desk.roles(reading.roles)
    untold = [item for item in reading.items if desk.weight(roles[0], item) == UNTOLD]
    if len(roles) == 1 and roles[0].nearest and untold:
        return _beside(reading, roles[0], untold, desk)
    if reading.enough and len(roles) == 1 and (told := _enough(reading, roles[0], desk)):
        return told
    if reading.either and len(roles) == 1:
        return _either(reading, roles[0], desk)
    if len(roles) == 1 and len(reading.items) == 1:
        return _one(reading, roles[0], reading.items[0], desk)
    pairs = [(role, item) for item in reading.items for role in roles]
    lines = tuple(dict.fromkeys(_line(role, item, desk) for role, item in pairs))
    if len(roles) > 1:
        verdict = _apart(reading, roles, desk)
    elif verdict := _alike(reading.items, roles[0], desk):  # what they have in common is said once
        lines = tuple(_told_of(roles[0], reading.items, desk))
    else:
        verdict = _by_weight(reading, roles[0], desk)
    sources = [source for role, item in pairs for source in _sources(role, item, desk)]
    return Answer(
        reading,
        f"{in_words(role.short_name for role in roles)}: {desk.items(reading.items)}",
        verdict,
        blocks=(Block("", tuple(one for one in lines if one != verdict), whole=len(roles) > 1),),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=tuple(desk.next_sections(roles, ()))[:4],
        data={"verdicts": [_data(role, item, desk) for role, item in pairs]},
    )


def _either(reading: Reading, role: Role, desk: Desk) -> Answer:
    """Return which of some items to take for a role: what comes first there, or counts most."""
    ranked = sorted(reading.items, key=lambda item: RANKS.index(desk.weight(role, item)))
    lines = tuple(line(role, item, desk) for item in ranked)
    sources = [source for item in ranked for source in _sources(role, item, desk)]
    first_tools = desk.knowledge.ask_for("first_tools")
    card = role.cards.get(first_tools)
    text: tuple[str, ...] = ()
    if first_tools in reading.asks and card and card.known:
        verdict, text = desk.card(card, role)
        sources = [*card.sources, *sources]
    else:
        verdict = _chosen(ranked, role, desk)
    return Answer(
        reading,
        f"{role.short_name}: {desk.items(reading.items, last='or')}",
        verdict,
        text,
        blocks=() if text else (Block("", lines),),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=onwards(role, (), desk)[:4],
        data={"verdicts": [_data(role, item, desk) for item in ranked]},
    )


def _chosen(ranked: Sequence[str], role: Role, desk: Desk) -> str:
    """Return in one sentence which of some items, ranked by weight, to take for a role."""
    first, last = (desk.weight(role, item) for item in (ranked[0], ranked[-1]))
    if first == last:
        return desk.say("either_same", items=desk.items(ranked), role=jobs(role))
    best = [item for item in ranked if desk.weight(role, item) == first]
    others = [item for item in ranked if item not in best]
    return desk.say(
        "either_one",
        items=desk.items(best),
        role=jobs(role),
        weight=desk.say(f"either_{first}"),
        others=desk.items(others),
        other=desk.say(f"either_{desk.weight(role, others[0])}"),
    )


def _beside(reading: Reading, role: Role, untold: Sequence[str], desk: Desk) -> Answer:
    """Return what the short page of a neighbour says, and what of the question it does not."""
    answer = explain(reading.with_(kind="explain"), desk)
    page = " ".join(point.text for _, point in role.points())
    silent = [
        item
        for item in untold
        if item not in desk.knowledge.of_items
        and not re.search(rf"(?<!\w){re.escape(desk.item(item))}(?!\w)", page, re.IGNORECASE)
    ]
    if not silent:
        return answer
    said = desk.say("check_untold", item=desk.items(silent, last="or"), role=jobs(role))
    return replace(answer, verdict=said, text=(answer.verdict, *answer.text))


def _enough(reading: Reading, role: Role, desk: Desk) -> Answer | None:
    """Return whether what somebody has is all that a role must have; None without any must."""
    had = {*reading.items, *reading.known.items, *reading.own.items}
    had -= {*reading.excluded, *reading.own.lacks, *reading.known.lacks}
    musts = [
        point.item
        for _, point in role.points(*desk.knowledge.learnt)
        if point.item and point.weight == "core" and desk.knowledge.items[point.item].kind in TOOLS
    ]
    musts = desk.without_general(list(dict.fromkeys(musts)))
    if not musts:
        return None
    lacking = [item for item in musts if item not in had]
    name = "enough_yes" if not lacking else "enough_no_many" if lacking[1:] else "enough_no"
    listed = desk.items((lacking or musts)[:PARTS])
    lines = tuple(
        line(role, item, desk) for item in reading.items if desk.weight(role, item) != UNTOLD
    )
    must = role.cards.get(desk.knowledge.ask_for("musts"))
    sources = [source for item in musts for source in _sources(role, item, desk)]
    return Answer(
        reading,
        f"{role.short_name}: {desk.items(reading.items)}",
        desk.say(name, items=listed, role=jobs(role)),
        (" ".join((must.verdict, *must.lines[:1])),) if must and must.known else (),
        blocks=(Block("", lines),) if lines else (),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=onwards(role, (), desk)[:4],
        data={"lacking": lacking},
    )


def _one(reading: Reading, role: Role, item: str, desk: Desk) -> Answer:
    ask = desk.knowledge.of_items.get(item, "")
    card = role.cards.get(ask)
    if not card and desk.weight(role, item) == UNTOLD and not _spoken(role, item, desk):
        # Nothing on the thing itself: what is asked of the role as a whole answers best.
        told = next((role.cards[one] for one in reading.asks if one in role.cards), None)
        card = told if told and told.known else None
    if card and card.known:
        verdict, text = desk.card(card, role)
        sources: Sequence[str] = card.sources
    else:
        verdict, text = line(role, item, desk), tuple(_behind(role, item, desk))
        if len(verdict) > LONGEST:
            verdict, text = desk.say("check_part_told"), (_spoken(role, item, desk), *text)
        sources = _sources(role, item, desk)
    untold = desk.weight(role, item) == UNTOLD and not (card and card.known)
    others = _who_else(item, role, desk) if untold else ""
    must = role.cards.get(desk.knowledge.ask_for("musts"))
    if untold and must and must.known:
        text = (*text, desk.say("what_counts", must=must.verdict))
    return Answer(
        reading,
        f"{role.short_name}: {desk.item(item)}",
        verdict,
        (*text, *([others] if others else [])),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=(
            *onwards(role, (), desk)[:3],
            Suggestion(desk.say("who_label", item=desk.item(item)), f"who uses {desk.item(item)}"),
        ),
        data={"verdicts": [_data(role, item, desk)]},
    )


def _line(role: Role, item: str, desk: Desk) -> str:
    """Return what is said of an item among several: the card of its ask before that of nothing."""
    card = role.cards.get(desk.knowledge.of_items.get(item, ""))
    if card and card.known and desk.weight(role, item) == UNTOLD:
        return desk.say("check_by_card", item=begin(desk.item(item)), told=card.verdict)
    return line(role, item, desk)


def _answered(role: Role, item: str, desk: Desk) -> bool:
    """Tell whether anything is known of an item for a role, by its page or by a card."""
    card = role.cards.get(desk.knowledge.of_items.get(item, ""))
    return desk.weight(role, item) != UNTOLD or bool(card and card.known)


def line(role: Role, item: str, desk: Desk) -> str:
    """Return in one sentence whether a role needs an item."""
    how = desk.weight(role, item)
    named = {"role": jobs(role), "item": desk.item(item)}
    if how != UNTOLD:
        point = desk.heaviest(role, item) or unneeded(role, item)
        return desk.say(f"check_{how}", reason=_reason(point, desk), **named)
    if told := _spoken(role, item, desk):
        return desk.say("check_told", text=told, **named)
    held = desk.knowledge.holdings[role.id]
    if item in held:
        return desk.say("check_named", **named)
    parts = [part for part in desk.parts([item])[1:] if part in held]
    if parts:
        return desk.say("check_part", parts=desk.items(parts[:PARTS]), **named)
    return desk.say("check_untold", **named)


def _spoken(role: Role, item: str, desk: Desk) -> str:
    """Return a sentence that names an item for a role, one of where it is asked for first."""
    home = desk.knowledge.home(item)
    told = [
        (name != home, point.text)
        for name, point in role.points()
        if item in point.mentions and not point.text.startswith(POINTING)
    ]
    return min(told, default=(True, ""), key=lambda one: one[0])[1]


def _reason(point: Point | None, desk: Desk) -> str:
    """Return what the sources add to an item, a share of ads first, to follow its name."""
    return f": {desk.inside(details(point)[0])}" if point and point.details else ""


def details(point: Point) -> list[str]:
    """Return what the sources add to an item, shares of ads first."""
    return sorted((one.text for one in point.details), key=lambda told: "%" not in told)


def _behind(role: Role, item: str, desk: Desk) -> Iterator[str]:
    """Yield what more is said of an item for a role, and for a tool what comes first."""
    point = desk.heaviest(role, item)
    if point and (more := details(point)[1:3]):
        yield desk.say("check_more", item=desk.item(item), told="; ".join(more))
    if not point and (spoken := _spoken(role, item, desk)) and unneeded(role, item):
        yield spoken
    card = role.cards.get(desk.knowledge.ask_for("first_tools"))
    if card and card.known and desk.knowledge.items[item].kind in TOOLS:
        yield desk.say("to_start", first=card.verdict)


def _who_else(item: str, role: Role, desk: Desk) -> str:
    """Return which other roles ask for an item, "" for none."""
    others = [
        one
        for one in desk.roles(desk.knowledge.holders[item])
        if one.id != role.id and desk.weight(one, item) in WEIGHTS
    ]
    others.sort(key=lambda one: WEIGHTS.index(desk.weight(one, item)))
    if not others:
        return ""
    return desk.say("check_others", roles=in_words(jobs(one) for one in others[:OTHERS]))


def _by_weight(reading: Reading, role: Role, desk: Desk) -> str:
    """Return which of several items a role needs most, in one sentence."""
    by: dict[str, list[str]] = {}
    for item in reading.items:
        if desk.weight(role, item) != UNTOLD or not _answered(role, item, desk):
            by.setdefault(desk.weight(role, item), []).append(item)
    if not by:
        return _line(role, reading.items[0], desk)
    told = [
        desk.say(f"items_{how}{_many(by[how], how)}", items=desk.items(by[how]))
        for how in (*WEIGHTS, "not_needed", UNTOLD)
        if how in by
    ]
    return desk.say("check_items", role=jobs(role), told="; ".join(told))


def _alike(items: Sequence[str], role: Role, desk: Desk) -> str:
    """Return whether a role needs some items, where it needs all of them alike; else ""."""
    weights = {desk.weight(role, item) for item in items}
    how = weights.pop() if len(weights) == 1 else UNTOLD
    if how == UNTOLD:
        return ""
    return desk.say(f"check_both_{how}", items=desk.items(items), role=jobs(role))


def _told_of(role: Role, items: Sequence[str], desk: Desk) -> Iterator[str]:
    """Yield what the sources add to each of some items."""
    for item in items:
        point = desk.heaviest(role, item) or unneeded(role, item)
        if point and point.details:
            yield f"{begin(desk.item(item))}: {desk.inside(details(point)[0])}"


def _many(items: Sequence[str], how: str) -> str:
    return "_many" if len(items) > 1 and how != UNTOLD else ""


def _apart(reading: Reading, roles: Sequence[Role], desk: Desk) -> str:
    """Return which of some roles needs an item most, in one sentence."""
    item = reading.items[0]
    ranked = sorted(roles, key=lambda role: RANKS.index(desk.weight(role, item)))
    first, last = desk.weight(ranked[0], item), desk.weight(ranked[-1], item)
    named = {"item": desk.item(item), "roles": in_words(jobs(role) for role in roles)}
    if first == last:
        return desk.say(f"check_all_{first}", **named)
    most = [job(role) for role in ranked if desk.weight(role, item) == first]
    return desk.say("check_most", most=in_words(most), **named)


def _sources(role: Role, item: str, desk: Desk) -> tuple[str, ...]:
    held = desk.knowledge.holdings[role.id].get(item)
    point = unneeded(role, item)
    return held.sources if held else point.sources if point else ()


def _data(role: Role, item: str, desk: Desk) -> dict[str, object]:
    """Return how much a role asks for an item, as JSON values."""
    found = algebra.agreement(role.id, item, desk.knowledge)
    return {
        "role": role.id,
        "item": item,
        "weight": desk.weight(role, item),
        "sources": list(found.named) or list(_sources(role, item, desk)),
    }
