"""Reading + Knowledge -> Answer: what to say, one module for each family of kinds."""

from collections.abc import Callable

from bot.engine.answer import Answer
from bot.engine.compose import about, advice, items, talk
from bot.engine.compose.parts import Desk
from bot.engine.compose.receipt import receipted
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading

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
    return receipted(COMPOSERS[reading.kind](reading, desk), desk)
