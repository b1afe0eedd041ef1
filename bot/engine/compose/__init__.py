"""Reading + Knowledge -> Answer: what to say, one module for each family of kinds."""

from collections.abc import Callable
from dataclasses import replace

from bot.engine.answer import Answer
from bot.engine.compose import about, advice, items, talk
from bot.engine.compose.parts import Desk
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Reading

COMPOSERS: dict[str, Callable[[Reading, Desk], Answer]] = {
    "explain": about.explain,
    "compare": about.compare,
    "check": items.check,
    "find": items.find,
    "recommend": advice.recommend,
    "transition": advice.transition,
    "roles": talk.roles,
    "help": talk.help_,
    "smalltalk": talk.smalltalk,
    "clarify": talk.clarify,
    "unknown": talk.unknown,
}


def compose(reading: Reading, knowledge: Knowledge) -> Answer:
    """Return the answer to a complete reading."""
    desk = Desk(knowledge)
    answer = COMPOSERS[reading.kind](reading, desk)
    if reading.unused and reading.roles and "outside" not in reading.hints and _doubtful(reading):
        words = ", ".join(f"“{word}”" for word in reading.unused[:3])
        answer = replace(answer, notes=(desk.say("unused", words=words), *answer.notes))
    return answer


def _doubtful(reading: Reading) -> bool:
    """Tell whether words that found no place may have been what the question turned on."""
    lonely = "compare" in reading.hints and len(reading.roles) == 1
    return lonely or reading.confidence < CONFIDENT or not reading.named_sections
