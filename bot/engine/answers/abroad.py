"""What is known of pay in a country that has no figure by job: the card of the topic on it."""

from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.engine.answers.conditions import in_place
from bot.engine.answers.desk import Desk, in_words, jobs
from bot.engine.answers.general import next_
from bot.engine.answers.wordings import named
from bot.engine.language import text
from bot.engine.page import Card, Role
from bot.engine.reading import Reading

TOPIC = "pay_outside_us"


def pay_there(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer | None:
    """Return what is known of pay in the country asked about; None where no card is on it."""
    card = _card(reading.place, desk)
    if card is None:
        return None
    place = in_place(reading.place, desk)
    none = desk.say("pay_none_there", role=in_words(map(jobs, roles)), place=place)
    told = (none, card.verdict) if card.known else (card.verdict,)  # which says that by itself
    return Answer(
        reading,
        none,
        told[0],
        (*told[1:], *card.lines),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=next_(desk.knowledge.advice[TOPIC]),
        data={"topic": TOPIC, "country": reading.place},
    )


def _card(place: str, desk: Desk) -> Card | None:
    """Return the card whose wordings name a country, by its own names before its cities."""
    if TOPIC not in desk.knowledge.advice:
        return None
    names = desk.knowledge.phrases.get("places", {}).get(place, ())
    for name in names:
        stems = {*text.key(name)}
        for card, wordings in named(TOPIC, desk.knowledge):
            if stems and any(stems <= words for words in wordings):
                return card
    return None
