"""Careers in general: no role is meant."""

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose.parts import Desk, sources_of
from bot.engine.reading import Reading


def general(reading: Reading, desk: Desk) -> Answer:
    """Return what is said to a question on careers in general."""
    topic = desk.knowledge.advice[reading.topic]
    return Answer(
        reading,
        topic.title,
        topic.gist,
        blocks=(Block("", desk.told(topic.points)),),
        notes=desk.weakness(topic.points),
        citations=desk.citations(sources_of(topic.points)),
        suggestions=tuple(Suggestion(question, question) for question in topic.next),
    )
