"""Whether somebody can get into a role: yes, in steps, or hardly, and by which door."""

from bot.engine import suit
from bot.engine.answer import Answer, Suggestion
from bot.engine.answers import general, recommend
from bot.engine.answers.desk import Desk, a_job, article, question, sources_of, without_yes
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.page import Purpose, Role
from bot.engine.reading import Reading
from bot.engine.suit import Person

ENTRY: tuple[Purpose, ...] = ("start", "way_in", "chances")
"""What people ask who wonder whether a job is possible for them."""
MOST = 1.0
"""The level of an axis that is as high as it can be."""


def chance(reading: Reading, role: Role, desk: Desk) -> Answer | None:
    """Return whether the asker can get into a role; None if that is not what is asked.

    It needs something that they have told of themselves, else the cards know more.
    """
    entry = {desk.knowledge.ask_for(purpose) for purpose in ENTRY}
    if not (reading.possible and role.profile and entry.intersection(reading.asks[:1])):
        return None
    person = suit.person(reading, desk.knowledge)
    come_from = reading.known.trades or reading.own.trades or reading.outside
    if role.id in person.own or not (person.told or come_from):
        return None
    card = None if role.nearest else role.cards.get(desk.knowledge.ask_for("way_in"))
    trade = general.of_trade(reading.with_(own=reading.known.with_(reading.own)), desk)
    door = _door(reading, role, person, desk)
    bridge = without_yes(trade.verdict) if trade else ""
    text = [bridge, card.verdict if card and card.known else ""]
    if door:
        text.insert(0, desk.say("chance_door", role=a_job(door)))
    sources = [*(card.sources if card else ()), *(trade.sources if trade else ())]
    sources = sources or sources_of(desk.basics([role]))
    return Answer(
        reading,
        f"{role.name}: {desk.title(desk.knowledge.section_for('way_in')).lower()}",
        _verdict(role, person, desk),
        tuple(line for line in text if line),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=tuple(_suggestions(role, door, desk)),
        shown=(door.id,) if door else (),
        data={"door": door.id if door else None},
    )


def _verdict(role: Role, person: Person, desk: Desk) -> str:
    """Return whether it is possible, with the reason for that."""
    known = desk.knowledge
    entry, degree = known.axis_for("entry"), known.axis_for("degree")
    if role.id in person.near:
        return desk.say("chance_near", role=a_job(role))
    if suit.level(role, degree) == MOST and not person.degree:
        return desk.say("chance_study", why=desk.inside(role.profile[degree].why))
    if entry not in role.profile:
        return desk.say("chance_untold", role=a_job(role))
    name = "chance_open" if suit.level(role, entry) <= 0 else "chance_steps"
    return desk.say(name, why=desk.inside(role.profile[entry].why))


def _door(reading: Reading, role: Role, person: Person, desk: Desk) -> Role | None:
    """Return the role that is easier to enter and fits best; None if the one asked about is."""
    entry = desk.knowledge.axis_for("entry")
    if role.id in person.near or suit.level(role, entry) <= 0:
        return None
    every = [one.role for one in recommend.ranked(reading.with_(roles=()), person, desk)]
    near = [one for one in every if one.id in person.near]
    easier = (one for one in (*near, *every) if suit.level(one, entry) <= 0)
    return next((one for one in easier if one.id in desk.knowledge.roles), None)


def _suggestions(role: Role, door: Role | None, desk: Desk) -> list[Suggestion]:
    """Return how to become it, the easier door, and what there is to learn and to earn."""
    name = role.short_name
    found = [Suggestion(desk.say("how_label", role=name), f"how do I become {article(name)}")]
    if door:
        found.append(Suggestion(door.short_name, question([door], SECTION_OVERVIEW)))
    return [*found, *desk.next_sections([role], (desk.knowledge.section_for("start"),))[:3]]
