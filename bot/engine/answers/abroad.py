"""What is known of pay in a country that has no figure by job: the card of the topic on it."""

from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.engine.answers.conditions import in_place
from bot.engine.answers.desk import Desk, in_words, jobs, onwards
from bot.engine.answers.wordings import named
from bot.engine.language import text
from bot.engine.page import Card, Role
from bot.engine.reading import Reading


def pay_there(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer | None:
    """Return what is known of pay in the country asked about; None if no card is about it.

    Without roles, the question asks for a ranking of all. What names the level asked about comes
    first.
    """
    found = card(reading.place, desk)
    if found is None:
        return None
    place = in_place(reading.place, desk)
    none = (
        desk.say("pay_none_there", role=in_words(map(jobs, roles)), place=place)
        if roles
        else desk.say("pay_no_order", place=place)
    )
    every = (found.verdict, *found.lines)
    lines = sorted(every, key=lambda line: reading.level not in line.casefold())
    told = (none, *lines) if found.known else (found.verdict, *found.lines)  # says that by itself
    return Answer(
        reading,
        none,
        told[0],
        told[1:],
        doubts=desk.surety(found.sources),
        citations=desk.citations(found.sources),
        suggestions=onwards(desk.knowledge.advice[topic(desk)]),
        data={"topic": topic(desk), "country": reading.place},
    )


def topic(desk: Desk) -> str:
    """Return the topic about pay in other countries, "" if there is none."""
    known = desk.knowledge
    topics = known.topics_by("place")
    return next((one for one in topics if known.of_role.get(one) == known.ask_for("pay")), "")


def card(place: str, desk: Desk) -> Card | None:
    """Return the card whose wordings name a country, by its own names before its cities."""
    on_pay = topic(desk)
    if not on_pay:
        return None
    names = desk.knowledge.phrases.get("places", {}).get(place, ())
    for name in names:
        stems = {*text.key(name)}
        for one, wordings in named(on_pay, desk.knowledge):
            if stems and any(stems <= words for words in wordings):
                return one
    return None
