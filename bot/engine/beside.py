"""What else is answered than the first reading of a message: beside it, or in its place."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from zlib import crc32

from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Reading
from bot.engine.talk.context import Context

SAID = frozenset({"explain", "compare", "check", "general", "transition", "recommend", "find"})
"""Kinds of questions for which nobody wants the same answer twice."""
NEXT_CARDS = 4
"""How many cards that fit a text best are looked at for one that was not shown yet."""
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


def checksum(answer: Answer) -> int:
    """Return a checksum of what an answer says: of its card, however its words were fitted in."""
    card = answer.data.get("card")
    said = (answer.data["topic"], card) if card else (answer.title, answer.verdict, *answer.text)
    return crc32("\n".join(map(str, said)).encode())


def heard(answer: Answer, talk: Context, *, named: bool) -> bool:
    """Tell whether an answer was given earlier in a talk and should not be repeated.

    People who name a job or a section may want its old answer again; others mean something new.
    """
    said = checksum(answer)
    if not any(turn.said == said for turn in talk.turns):
        return False
    return talk.turns[-1].said == said or "card" in answer.data or not named


def otherwise(
    reading: Reading,
    talk: Context,
    kept: Mapping[str, object],
    answer: Callable[[Reading], Answer],
    knowledge: Knowledge,
) -> tuple[Reading, Answer]:
    """Return what else may have been meant with its answer, else more on the same.

    The next best card on careers comes first. What else may be asked of the same role is answered
    too, and leaves the talk as it is; alternatives keep the fields in `kept`.
    """
    told = {turn.said for turn in talk.turns}
    if other := _next_card(reading, told, answer):
        return reading, other
    again = reading.with_(again=True)
    others = [(one.with_(**kept), one.with_(**kept)) for one in reading.instead]
    others += [(again, one.with_(**kept)) for one in of_its_role(reading, knowledge)]
    for meant, answered in others:
        found = answer(answered)
        if checksum(found) not in told:
            return meant, replace(found, reading=meant)
    return again, answer(again)


def _next_card(
    reading: Reading, told: Collection[int], answer: Callable[[Reading], Answer]
) -> Answer | None:
    """Return the answer by the card that fits next best, None if all such were shown."""
    shown: list[str] = []
    for _ in range(NEXT_CARDS):
        found = answer(reading.with_(heard=tuple(shown)))
        if "card" not in found.data:
            return None
        if checksum(found) not in told:
            return found if shown else None
        shown.append(f"{found.data['topic']}/{found.data['card']}")
    return None


def way(reading: Reading, knowledge: Knowledge) -> Reading:
    """Return a question about a way as what it asks: why to go it, or where to go at all.

    "Why should I?" asks if the job is worth it; "web developer, want to get into AI" names none;
    "PhD in physics, which jobs?" looks for none that need a PhD.
    """
    own = {*reading.own.items, *reading.own.lacks}
    if reading.kind == "find" and reading.items and not reading.superlative:
        told = own.issuperset(reading.items) and not reading.negated
        return reading.with_(kind="recommend", roles=()) if told else reading
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
