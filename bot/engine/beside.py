"""What else is answered than the first reading of a message: beside it, or in its place."""

from collections.abc import Iterator

from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Reading
from bot.engine.talk.context import Context

SAID = frozenset({"explain", "compare", "check", "general", "transition", "recommend", "find"})
"""Kinds of questions for which nobody wants the same answer twice."""
FURTHER = SAID - {"recommend"}
"""Kinds of questions that may be answered in addition to another."""


def adds(other: Reading, advice: Reading) -> bool:
    """Tell whether the question in a message asks more than for advice: "which pays most?"."""
    sections = {*other.named_sections} - {*advice.sections}
    asks = other.kind in FURTHER - {"compare", "transition"} and other.confidence >= CONFIDENT
    return asks and bool(sections) and not (other.held or other.personal)


def of_its_role(reading: Reading, knowledge: Knowledge) -> Iterator[Reading]:
    """Yield what else is answered of a role where the same would be said again."""
    way = reading.asks if reading.kind == "transition" else ()
    instead = knowledge.instead.get(reading.kind, "")
    asks = (*way, *reading.asks_else, *((instead,) if instead else ()))
    for ask in asks if reading.roles and not reading.held else ():
        yield Reading.of_ask(reading.roles[-1], ask)


def stays(answer: Answer, talk: Context) -> bool:
    """Tell whether an answer advises, of all jobs, what was advised before."""
    reading = answer.reading
    advises = reading.kind == "recommend" and not (reading.manner or reading.ad)
    among = not {*reading.roles} - {talk.advised}
    return advises and among and bool(talk.advised) and answer.shown[:1] == (talk.advised,)


def way(reading: Reading, knowledge: Knowledge) -> Reading:
    """Return a question about a way as what it asks: why to go it, or where to go at all.

    "Why should I?" asks if the job is worth it; "web developer, want to get into AI" names none.
    """
    if reading.kind != "transition" or not reading.roles:
        return reading
    ask = knowledge.instead.get(reading.kind, "")
    if reading.manner == "why" and ask and len(reading.roles) > 1:
        worth = Reading.of_ask(reading.roles[-1], ask)
        same = {"roles": worth.roles, "sections": worth.sections, "asks": worth.asks}
        return reading.with_(kind=worth.kind, manner="", full=False, **same)
    own = {*reading.own.roles, *reading.known.roles}
    if len(reading.roles) > 1 or not own.issuperset(reading.roles):
        return reading
    return reading.with_(kind="recommend", roles=(), background_roles=reading.roles)
