"""The knowledge that travels with the program, loaded once."""

from functools import cache

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.files import load, packaged


@cache
def knowledge() -> Knowledge:
    """Return the packaged knowledge; it is immutable, so once is enough."""
    return load(packaged())


@cache
def advisor() -> Advisor:
    """Return the adviser of that knowledge, who remembers no question."""
    return Advisor(knowledge())
