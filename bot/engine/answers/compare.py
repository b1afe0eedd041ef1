"""Comparisons of roles: what decides between them, then how they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.engine import compare as algebra
from bot.engine import suit
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import axes, conditions, counted, pay, recommend
from bot.engine.answers.desk import (
    Desk,
    begin,
    in_words,
    job,
    jobs,
    names,
    question,
    sources_of,
    unneeded,
)
from bot.engine.knowledge import SECTION_OVERVIEW, WEIGHTS
from bot.engine.page import Card, Role
from bot.engine.reading import CONFIDENT, Cue, Reading

MOST = 8
"""Roles that one comparison holds."""
LONGEST = 170
"""Letters of a verdict."""
LONG_NAMES = 40
"""Letters of two roles' names from which on fewer items fit next to them."""
SHOWN = 6
"""Items of one role or of all that are named in a line."""
OPENERS = frozenset({"Yes", "No", "Usually"})
"""First words of a verdict that may hold for several roles at once."""


def compare(reading: Reading, desk: Desk) -> Answer:
    """Return what sets two roles or more apart, on the whole or in what is asked."""
    roles = desk.roles(reading.roles[:MOST])
    section = next(iter(reading.named_sections), SECTION_OVERVIEW)
    ordered = reading.has(Cue.MOST, Cue.LEAST)
    several = len({*reading.avoids, *reading.wants}) > 1
    chooses = Cue.CHOOSE in reading.cues and not (ordered or reading.full)
    shy = any({*axis.shunned_by} & {*reading.traits} for axis in desk.knowledge.axes.values())
    wished = shy or reading.own.avoids or reading.own.wants or reading.own.lacks
    apart = desk.knowledge.ask_for("difference") in reading.asks
    by_choice = section == SECTION_OVERVIEW or desk.knowledge.headings[section].chooses
    skilled = reading.own.items and not apart and by_choice
    asks = Cue.CHOOSE in reading.cues or by_choice or shy
    paid = section == desk.knowledge.section_for("pay")
    if (wished or skilled) and asks and not (ordered or reading.full or paid):
        return _choice(reading, roles, desk)
    if several or (chooses and (by_choice or reading.held)):
        return _choice(reading, roles, desk)
    if paid and not any(role.nearest for role in roles):
        return pay.compared(reading, roles, desk)
    each = any(desk.knowledge.asks[ask].each for ask in reading.asks[:1])
    card = None if each else pair_card(roles, section, desk)
    asked = axes.asked(reading, desk) if not reading.full else []
    wished = reading.avoids or reading.wants or reading.axes
    ranked = reading.has(Cue.MOST, Cue.LEAST, Cue.WHICH, Cue.CHOOSE) or wished or not card
    told = axes.between(reading, roles, asked, desk) if asked and ranked else None
    counts = counted.counted(reading, roles, desk) if not reading.full else None
    if answer := told or counts:
        return answer
    if card and not reading.full:
        return _by_card(reading, roles, section, card, desk)
    if section == SECTION_OVERVIEW:
        return _overview(reading, roles, card, desk)
    return _of_section(reading, roles, section, card, desk)


def pair_card(roles: Sequence[Role], section: str, desk: Desk) -> Card | None:
    """Return what we wrote of two roles in a section."""
    if len(roles) != 2:
        return None
    return desk.knowledge.pairs.get(frozenset(role.id for role in roles), {}).get(section)


def _by_card(
    reading: Reading, roles: Sequence[Role], section: str, card: Card, desk: Desk
) -> Answer:
    verdict, text = desk.card(card)
    return Answer(
        reading,
        title(roles, section, desk),
        verdict,
        text,
        blocks=tuple(choose(card, roles, desk)),
        asides=_asides(reading, desk),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=onwards(roles, (section,), desk),
        more=question(roles, "" if section == SECTION_OVERVIEW else section, "in full"),
        data={"pair": [role.id for role in roles]},
    )


def choose(card: Card | None, roles: Sequence[Role], desk: Desk) -> Iterator[Block]:
    """Yield for whom each of two roles is the better choice."""
    if card and card.choose:
        lines = [f"{begin(job(role))}: {card.choose[role.id]}" for role in roles]
        yield Block(desk.say("choose"), tuple(lines), whole=True)


def _overview(reading: Reading, roles: Sequence[Role], card: Card | None, desk: Desk) -> Answer:
    decisive = card.verdict if card else _versus(roles)
    told = decisive if not card and len(decisive) > LONGEST else ""
    decisive = "" if told else decisive
    first = desk.knowledge.section_for("what")
    work = desk.knowledge.about("work")
    shown = [_gists(roles, one, desk, alone=False) for one in work if one != first]
    what = _gists(roles, first, desk, alone=True)
    few = len(roles) == 2 or reading.full
    blocks = [*choose(card, roles, desk), what, *(shown if few else ())]
    sources = [
        source
        for role in roles
        for section in work
        for source in sources_of(point for _, point in list(role.points(section))[:2])
    ]
    verdict = decisive or desk.say("compare_many", roles=in_words(jobs(role) for role in roles))
    return Answer(
        reading,
        title(roles, SECTION_OVERVIEW, desk),
        verdict,
        card.lines if card else (told,) if told else (),
        blocks=tuple(block for block in blocks if block.lines),
        asides=(*_left_out(reading, desk), *_asides(reading, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=onwards(roles, (), desk),
        more=question(roles, tail="in full"),
    )


def _versus(roles: Sequence[Role]) -> str:
    """Return in one sentence what tells two roles apart, "" where nobody has said it."""
    if len(roles) != 2:
        return ""
    one, other = roles
    said = one.versus.get(other.id) or other.versus.get(one.id)
    return said.text if said else ""


def _gists(roles: Sequence[Role], section: str, desk: Desk, *, alone: bool) -> Block:
    lines = tuple(
        f"{begin(job(role))}: {role.sections[section].gist}"
        for role in roles
        if section in role.sections
    )
    return Block("" if alone else desk.title(section), lines, rank=0 if alone else 1, whole=True)


def _of_section(
    reading: Reading, roles: Sequence[Role], section: str, card: Card | None, desk: Desk
) -> Answer:
    points = [point for role in roles for _, point in role.points(section)]
    silent = [jobs(role) for role in roles if section not in role.sections]
    asides = [*_left_out(reading, desk), *_asides(reading, desk)]
    if silent:
        named = desk.title(section).lower()
        asides.append(desk.say("no_section", section=named, role=in_words(silent)))
    blocks: list[Block] = []
    verdict = card.verdict if card else ""
    if not verdict and len(roles) == 2 and desk.knowledge.headings[section].holds:
        verdict = _items_verdict(roles, section, desk)
    if desk.knowledge.headings[section].as_names:
        blocks += _items(roles, section, desk)
    cards = _side_by_side(reading, roles)
    alike = _same_opener(cards, desk) if reading.confidence >= CONFIDENT else ""
    verdict = verdict or alike or _openings(reading, roles, section, desk)
    verdict = verdict or desk.say("compare_open")
    blocks.append(cards if cards.lines else _gists(roles, section, desk, alone=True))
    return Answer(
        reading,
        title(roles, section, desk),
        verdict,
        card.lines if card else (),
        blocks=tuple(block for block in blocks if block.lines),
        asides=tuple(asides),
        doubts=(*desk.surety(sources_of(points)), *desk.disagreements(roles, (section,))),
        citations=desk.citations(sources_of(points)),
        suggestions=onwards(roles, (section,), desk),
        more=question(roles, section, "in full"),
    )


def _openings(reading: Reading, roles: Sequence[Role], section: str, desk: Desk) -> str:
    """Return which role has more openings, for what nobody has counted: how safe they are.

    "" if the section is not the one on demand, or there are no counts.
    """
    demand = desk.knowledge.ask_for("demand")
    if section != demand.partition("/")[0] or reading.full:
        return ""
    counts = counted.counted(reading.with_(asks=(demand,)), roles, desk)
    return counts.verdict if counts else ""


def _side_by_side(reading: Reading, roles: Sequence[Role]) -> Block:
    """Return what the card of each role decides on what is asked, role by role."""
    cards = [
        (role, card)
        for role in roles
        if reading.asks and (card := role.cards.get(reading.asks[0])) and card.known
    ]
    listed = [f"{begin(job(role))}: {card.verdict}" for role, card in cards]
    return Block("", tuple(listed) if len(cards) == len(roles) else (), whole=True)


def _same_opener(cards: Block, desk: Desk) -> str:
    """Return what the cards of several roles say alike: "No, in both."; "" for nothing."""
    said = [line.partition(": ")[2] for line in cards.lines]
    firsts = {line.partition(",")[0] for line in said}
    if len(firsts) != 1 or not firsts <= OPENERS:
        return ""
    word = firsts.pop()
    return desk.say("alike" if len(cards.lines) == 2 else "alike_all", word=word)


def _choice(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer:
    """Return which role to choose: by what the asker said, otherwise the one easier to enter."""
    person = suit.person(reading.with_(roles=()), desk.knowledge)
    known = [role for role in roles if role.profile]
    if person.told and len(known) > 1:
        return recommend.recommend(reading.with_(kind="recommend"), desk)
    card = pair_card(roles, SECTION_OVERVIEW, desk)
    answer = _overview(reading, roles, card, desk)
    whole = len(known) == len(roles)
    hard = desk.knowledge.axes.get(desk.knowledge.axis_for("entry"))
    easy = axes.ordered(roles, hard, least=True) if whole and hard else []
    if not (easy and hard):
        return answer
    first = easy[0]
    verdict = desk.say("choose_blind", role=job(first))
    why = desk.say("choose_why", why=first.profile[hard.id].why)
    text = (f"{why} {answer.verdict}", *answer.text[:1])
    asides = (*answer.asides, desk.say("choose_tell"))
    return replace(answer, verdict=verdict, text=text, asides=asides)


def asked_for(role: Role, section: str, desk: Desk) -> dict[str, str]:
    """Return the items that a role asks for in a section with their weights, the most first."""
    every = algebra.items_of(role, section, desk.knowledge)
    found = {item: point.weight for item in every if (point := desk.heaviest(role, item))}
    return dict(sorted(found.items(), key=lambda pair: WEIGHTS.index(pair[1])))


def _items_verdict(roles: Sequence[Role], section: str, desk: Desk) -> str:
    """Return in one sentence which items two roles share and which each adds."""
    shared, only = _split(roles, section, desk)
    one, other = roles
    most = 2 if len(one.name) + len(other.name) > LONG_NAMES else 3
    firsts = [desk.items(items[:most]) for items in (only[one.id], only[other.id])]
    if not all(firsts):
        return ""
    name = "compare_items" if shared else "compare_items_apart"
    told = desk.say(
        name,
        shared=desk.items(shared[:most]),
        one=jobs(one),
        other=jobs(other),
        ones=firsts[0],
        others=firsts[1],
    )
    return begin(told) if len(told) <= LONGEST else ""


def _asked_anywhere(role: Role, item: str, desk: Desk) -> bool:
    """Tell whether any section of a role's page asks for an item."""
    return item in desk.knowledge.holdings.get(role.id, ())


def _split(
    roles: Sequence[Role], section: str, desk: Desk
) -> tuple[list[str], dict[str, list[str]]]:
    """Return the items that all the roles ask for, and those that one alone asks for."""
    has = {role.id: asked_for(role, section, desk) for role in roles}
    first, *rest = has.values()
    shared = [item for item in first if all(item in other for other in rest)]
    only = {
        role.id: [
            item
            for item, weight in has[role.id].items()
            if weight != "bonus"
            and not any(_asked_anywhere(other, item, desk) for other in roles if other is not role)
        ]
        for role in roles
    }
    kept = {name: desk.without_general(items, shared) for name, items in only.items()}
    return desk.without_general(shared), kept


def _items(roles: Sequence[Role], section: str, desk: Desk) -> Iterator[Block]:
    """Yield what only one of the roles asks for, then what all do."""
    shared, only = _split(roles, section, desk)
    most = MOST if len(roles) == 2 else SHOWN
    for role in roles:
        listed = [desk.item(item) for item in only[role.id][:most]]
        yield from names(desk.say("only", role=jobs(role)), listed)
    everyone = desk.say("shared" if len(roles) == 2 else "shared_all")
    yield from names(everyone, [desk.item(item) for item in shared[:most]])
    for role in roles:
        out = [
            desk.item(item)
            for other in roles
            for item in only[other.id]
            if other is not role and unneeded(role, item)
        ]
        yield from names(desk.say("not_needed_for", role=jobs(role)), out, rank=1)


def _left_out(reading: Reading, desk: Desk) -> Iterator[str]:
    """Yield what is said where more roles were named than one answer holds."""
    if left := desk.roles(reading.roles[MOST:]):
        yield desk.say("too_many", most=MOST, roles=in_words(job(role) for role in left))


def _asides(reading: Reading, desk: Desk) -> tuple[str, ...]:
    return tuple(conditions.unserved(reading, desk))


def title(roles: Sequence[Role], section: str, desk: Desk) -> str:
    """Return what a comparison is about: "Data Engineer vs Data Analyst: tools"."""
    named = " vs ".join(role.short_name for role in roles)
    return named if section == SECTION_OVERVIEW else f"{named}: {desk.title(section).lower()}"


def onwards(roles: Sequence[Role], done: Sequence[str], desk: Desk) -> tuple[Suggestion, ...]:
    """Return the next questions: other sections, one of the roles alone, or one more role."""
    sections = desk.next_sections(roles, done)
    present = {role.id for role in roles}
    near = [
        other.role
        for role in roles
        for other in role.confused_with
        if other.role and other.role not in present
    ]
    added = [
        Suggestion(f"+ {other.short_name}", question([*roles, other]))
        for other in desk.roles(near[:1])
        if len(roles) == 2
    ]
    return (*sections[:4], *added, *sections[4:])
