"""What a message asks beside its first reading, or in place of it."""

from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Reading
from bot.engine.talk.context import Context

SAID = frozenset({"explain", "compare", "check", "general", "transition", "recommend", "find"})
"""Kinds of questions for which nobody wants the same answer twice."""
PERHAPS = 0.55
"""Confidence below which a question about somebody's own job may be about the way on from it; such
readings are wrong about as often as right."""
FURTHER = SAID - {"recommend"}
"""Kinds of questions that may be answered in addition to another."""


def adds(other: Reading, advice: Reading) -> bool:
    """Tell whether the question in a message asks more than for advice: "which pays most?"."""
    sections = {*other.named_sections} - {*advice.sections}
    asks = other.kind in FURTHER - {"compare", "transition"} and other.confidence >= CONFIDENT
    return asks and bool(sections) and not (other.held or other.personal)


def stays(answer: Answer, talk: Context) -> bool:
    """Tell whether an answer advises, of all jobs, what was advised before."""
    reading = answer.reading
    advises = reading.kind == "recommend" and not (reading.manner or reading.ad)
    among = not {*reading.roles} - {talk.advised}
    return advises and among and bool(talk.advised) and answer.shown[:1] == (talk.advised,)


def as_meant(reading: Reading, knowledge: Knowledge) -> Reading:
    """Return a question about a way, or by what somebody has, as what it asks.

    "Why should I?" asks if the job is worth it; "web developer, want to get into AI" names none;
    "PhD in physics, which jobs?" looks for none that need a PhD.
    """
    own = {*reading.own.items, *reading.own.lacks}
    if reading.kind == "find" and reading.items and not reading.superlative:
        told = own.issuperset(reading.items) and not reading.negated
        return reading.with_(kind="recommend", roles=()) if told else reading
    doubtful = reading.kind == "explain" and reading.confidence < PERHAPS
    if doubtful and {*reading.roles} <= {*reading.own.roles}:  # who tells their job asks no more
        ways = (one for one in reading.instead if one.kind == "transition")
        reading = reading.with_(kind="transition") if next(ways, None) else reading
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
