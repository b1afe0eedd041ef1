"""Careers in general: no role is meant."""

from rapidfuzz import fuzz, process

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import conditions
from bot.engine.answers.desk import Desk, sources_of
from bot.engine.knowledge import Card, Topic
from bot.engine.language import text
from bot.engine.reading import Reading

LIKE = 60
"""How like (0 to 100) a question must be to a wording of a card to choose it."""
CHANGE = "career_change"
POINTS = 3
"""Sentences shown where no card answers."""


def general(reading: Reading, desk: Desk) -> Answer:
    """Return what is said to a question on careers in general."""
    topic = desk.knowledge.advice.get(reading.topic)
    if topic is None:
        return Answer(reading, desk.say("no_topic"))
    card = chosen(topic, reading.words)
    if card is None or reading.full:
        return _whole(reading, topic, card, desk)
    verdict, lines = desk.card(card)
    return Answer(
        reading,
        topic.title,
        verdict,
        lines,
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=_next(topic),
        more=f"{topic.title} in full" if card.more or topic.points else "",
        data={"topic": reading.topic},
    )


def _whole(reading: Reading, topic: Topic, card: Card | None, desk: Desk) -> Answer:
    points = topic.points if reading.full else topic.points[:POINTS]
    more = card.more if card else ()
    return Answer(
        reading,
        topic.title,
        card.verdict if card else topic.gist,
        card.lines if card else (),
        blocks=(Block("", (*more, *desk.told(points))),),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources_of(topic.points)),
        citations=desk.citations(sources_of(topic.points)),
        suggestions=_next(topic),
        more=f"{topic.title} in full",
        data={"topic": reading.topic},
    )


def chosen(topic: Topic, words: str) -> Card | None:
    """Return the card of a topic that a question asks for, by its wordings; else the first."""
    wordings = {asked: card for card in topic.cards for asked in card.asked}
    hit = process.extractOne(words, list(wordings), scorer=fuzz.token_set_ratio, score_cutoff=LIKE)
    return wordings[hit[0]] if hit else next(iter(topic.cards), None)


def of_trade(reading: Reading, desk: Desk) -> Card | None:
    """Return what is said to people of the trade that somebody comes from, None for nothing."""
    topic = desk.knowledge.advice.get(CHANGE)
    if topic is None or not reading.outside:
        return None
    for card in topic.cards:
        words = {word for asked in card.asked for word in text.key(asked)}
        if any({*text.key(job)} <= words for job in reading.outside):
            return card
    return None


def _next(topic: Topic) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(question, question) for question in topic.next)
