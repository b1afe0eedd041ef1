"""One role explained: by the card that answers, else by what its page holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.engine import suit
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import chance, conditions, pay, recommend
from bot.engine.answers.desk import (
    Desk,
    a_job,
    names,
    question,
    sentence,
    sources_of,
)
from bot.engine.knowledge import WEIGHTS
from bot.engine.page import Card, Point, Role
from bot.engine.reading import LATE, Reading

ASKS = 2
"""Questions that one message may hold."""
POINTS = 4
"""Sentences of a section shown where no card answers."""
FIRST = 4
"""Sections offered next, before a comparison."""
NEXT = 2


def explain(reading: Reading, desk: Desk) -> Answer:
    """Return what is asked of one role or neighbour."""
    role = desk.knowledge.pages[reading.roles[0]]
    if reading.full:
        return _in_full(reading, role, desk)
    known, sections = desk.knowledge, {*reading.sections}
    paid = known.section_for("pay") in sections
    if paid and pay.asks_figure(reading, role, desk):
        return pay.of_role(reading, role, desk)
    listed = {*known.learnt, *known.holding("practice")}
    if reading.few and listed & sections and (told := _first_few(reading, role, desk)):
        return told
    wishes = reading.avoids or reading.wants or reading.traits
    of_person = {ask.partition("/")[0] for ask in reading.asks[:1]} & {*known.about("person")}
    if wishes and role.profile and of_person:
        return recommend.recommend(reading.with_(kind="recommend"), desk)
    if told := chance.chance(reading, role, desk):
        return told
    if found := list(_cards(reading, role, desk)):
        if role.nearest and paid and conditions.abroad(reading):
            return _paid_elsewhere(reading, role, found, desk)
        return _by_cards(reading, role, found, desk)
    return _by_points(reading, role, desk)


def _first_few(reading: Reading, role: Role, desk: Desk) -> Answer | None:
    """Return the few things that a role asks for most, None where it names too few."""
    items = recommend.to_add(role, suit.person(reading, desk.knowledge), reading, desk)
    if len(items) < reading.few:
        return None
    points = [point for item in items if (point := desk.heaviest(role, item))]
    lines = (desk.point(point) for point in points if point.details)
    return Answer(
        reading,
        f"{role.name}: {desk.say('first_few_title').lower()}",
        desk.say("first_few", items=desk.items(items), role=a_job(role)),
        blocks=tuple(block for block in (Block("", tuple(lines)),) if block.lines),
        doubts=desk.surety(sources_of(points)),
        citations=desk.citations(sources_of(points)),
        suggestions=onwards(role, reading.named_sections, desk),
        more=question([role], reading.named_sections[0], "in full"),
        data={"first": items},
    )


def _cards(reading: Reading, role: Role, desk: Desk) -> Iterator[tuple[str, Card]]:
    """Yield the cards of what is asked, each with its ask; of one section none twice."""
    known = desk.knowledge
    asks = reading.asks or (known.ask_for("what"),)
    if 0 < reading.age < LATE:  # nobody that young wonders whether it is too late
        too_late = known.told.get("age")
        asks = tuple(known.ask_for("start") if ask == too_late else ask for ask in asks)
    if role.id in {*reading.own.roles, *reading.known.roles}:  # they are in it already
        asks = tuple(known.asks[ask].inside or ask if ask in known.asks else ask for ask in asks)
    by_section = {ask.partition("/")[0]: ask for ask in reversed(asks)}
    for section, ask in [*reversed(by_section.items())][:ASKS]:
        near = (name for name in role.cards if name.partition("/")[0] == section)
        chosen = ask if ask in role.cards else next(near, "")
        if chosen:
            yield chosen, role.cards[chosen]


def _by_cards(
    reading: Reading, role: Role, found: Sequence[tuple[str, Card]], desk: Desk
) -> Answer:
    (first, card), *others = found
    verdict, text = desk.card(card, role)
    done = {ask for ask, _ in found}
    # An order begins behind what somebody has.
    ordered = first in {desk.knowledge.ask_for("first_tools"), desk.knowledge.ask_for("start")}
    if ordered and (had := _had(reading, role, desk)):
        verdict, text = had, (verdict, *text)
    if first == desk.knowledge.told.get("hours") and 0 < reading.hours < conditions.FULL:
        verdict, text = desk.say("hours_few", hours=reading.hours), (verdict, *text)
    titles = {ask: desk.knowledge.asks[ask].title for ask, _ in others}
    beside = [Block(titles[ask], (one.verdict,)) for ask, one in others if one.known]
    asked = next(iter(reading.named_sections), first.partition("/")[0])
    what = desk.knowledge.section_for("what")
    return Answer(
        reading,
        f"{role.name}: {desk.title(asked).lower()}",
        verdict,
        text,
        blocks=tuple(beside),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=onwards(role, reading.named_sections or (what,), desk),
        more=question([role], asked, "in full"),
        data={"asks": list(done), "known": card.known},
    )


def _had(reading: Reading, role: Role, desk: Desk) -> str:
    """Return what to learn after what the asker already has, "" if they have none of it."""
    person = suit.person(reading, desk.knowledge)
    had = [item for item in person.items if desk.weight(role, item) == WEIGHTS[0]]
    next_ = recommend.to_add(role, person, reading, desk)[:NEXT] if had else []
    if not next_:
        return ""
    return desk.say("have_already", items=desk.items(had), next=desk.items(next_))


def _paid_elsewhere(
    reading: Reading, role: Role, found: Sequence[tuple[str, Card]], desk: Desk
) -> Answer:
    """Return that there is no figure for a country, then what is known of the pay elsewhere."""
    answer = _by_cards(reading, role, found, desk)
    said = desk.say("no_place", place=conditions.in_place(reading.place, desk))
    scale = desk.say("no_place_then", figure=answer.verdict)
    return replace(answer, verdict=said, text=(scale, *answer.text[:1]))


def _by_points(reading: Reading, role: Role, desk: Desk) -> Answer:
    """Return the gist of a section with its first points; for what has no card."""
    sections = [name for name in reading.named_sections if name in role.sections]
    asked = [*reading.named_sections]
    if not sections and not asked:
        sections = [name for name in desk.knowledge.described if name in role.sections]
    if not sections:
        return _nearest(reading, role, desk)
    points = [point for name in sections for _, point in role.points(name)]
    gists = {role.sections[name].gist.rstrip(".") for name in sections}
    said = [one for one in points if not one.item and one.text.rstrip(".") not in gists]
    head, *rest = sections
    blocks = [block for name in sections for block in weighed(role, name, desk)]
    return Answer(
        reading,
        f"{role.name}: {desk.title(head).lower()}",
        next(sentence(role.sections[head].gist)),
        tuple(line for name in rest for line in sentence(role.sections[name].gist)),
        blocks=(*blocks, *((Block("", desk.told(said[:POINTS])),) if said else ())),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=(*desk.surety(sources_of(points)), *desk.disagreements([role], sections)),
        citations=desk.citations(sources_of(points)),
        suggestions=onwards(role, sections, desk),
        more=question([role], head, "in full"),
    )


def _nearest(reading: Reading, role: Role, desk: Desk) -> Answer:
    """Return that a page says nothing of what is asked; the nearest role's is a tap away."""
    section = next(iter(reading.named_sections), desk.knowledge.section_for("what"))
    others = [one for one in desk.roles(role.nearest) if section in one.sections]
    said = desk.say("no_section", section=desk.title(section).lower(), role=a_job(role))
    text = (desk.say("nearest_has", role=a_job(others[0])),) if others else ()
    near = [Suggestion(one.short_name, question([one], section)) for one in others[:1]]
    return Answer(
        reading, said, said, text, suggestions=(*near, *onwards(role, (section,), desk)[:3])
    )


def _in_full(reading: Reading, role: Role, desk: Desk) -> Answer:
    """Return all that the page holds on what is asked, the card's own further lines first."""
    sections = [name for name in reading.named_sections if name in role.sections]
    sections = sections or (list(role.sections) if not reading.named_sections else [])
    if not sections:
        return _by_points(reading.with_(full=False), role, desk)
    cards = [card for _, card in _cards(reading, role, desk)]
    verdict, text = desk.card(cards[0], role) if cards else ("", ())
    blocks = [Block("", tuple(line for card in cards for line in card.more))]
    if desk.knowledge.section_for("pay") in sections and not role.nearest:
        blocks += pay.tables([role], reading, desk)
    for name in sections:
        label = desk.title(name) if len(sections) > 1 else ""
        blocks += weighed(role, name, desk)
        told = [one for _, one in role.points(name) if not one.item or one.details]
        blocks.append(Block(label, desk.told(told)))
    points = [point for name in sections for _, point in role.points(name)]
    return Answer(
        reading,
        f"{role.name}: {' and '.join(desk.title(name).lower() for name in sections[:3])}",
        verdict or next(sentence(role.sections[sections[0]].gist)),
        text,
        blocks=tuple(block for block in blocks if block.lines),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=(*desk.surety(sources_of(points)), *desk.disagreements([role], sections)),
        citations=desk.citations(sources_of(points)),
        suggestions=onwards(role, sections, desk),
        more=question([role], " ".join(reading.named_sections), "in full"),
    )


def weighed(role: Role, section: str, desk: Desk) -> Iterator[Block]:
    """Yield the items of a section by how much a role asks for them."""
    points: Sequence[Point] = role.sections[section].points
    for weight in WEIGHTS:
        items = [point.item for point in points if point.item and point.weight == weight]
        listed = [desk.item(item) for item in items]
        yield from names(desk.say(f"weight_{weight}"), listed, rank=int(weight == "bonus"))
    plain = [one.item for one in points if one.item and not one.weight]
    yield from names(desk.say("weight_untold"), [desk.item(item) for item in plain])
    out = [one.item for one in role.sections[section].unneeded if one.item]
    yield from names(desk.say("weight_not_needed"), [desk.item(item) for item in out], rank=1)


def onwards(role: Role, sections: Sequence[str], desk: Desk) -> tuple[Suggestion, ...]:
    """Return the next questions: other sections, and a comparison with a confusable role."""
    others = [other.role for other in role.confused_with if other.role] or [*role.nearest]
    versus = [
        Suggestion(f"vs {other.short_name}", question([role, other]))
        for other in desk.roles(others[:1])
    ]
    return (*desk.next_sections([role], sections)[:FIRST], *versus)
