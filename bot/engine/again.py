"""An answer that a talk has heard already, and what comes in its place."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from zlib import crc32

from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from bot.engine.talk.context import Context

NEXT_CARDS = 4
"""How many cards that fit a text best are looked at for one that was not shown yet."""


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
    others += [(again, one.with_(**kept)) for one in _of_its_role(reading, knowledge)]
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


def _of_its_role(reading: Reading, knowledge: Knowledge) -> Iterator[Reading]:
    """Yield what else is answered of a role where the same would be said again."""
    way = reading.asks if reading.kind == "transition" else ()
    instead = knowledge.instead.get(reading.kind, "")
    asks = (*way, *reading.asks_else, *((instead,) if instead else ()))
    for ask in asks if reading.roles and not reading.held else ():
        yield Reading.of_ask(reading.roles[-1], ask)
