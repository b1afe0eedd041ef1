"""Pure functions of a knowledge, each worked out once for the same things."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from bot.engine.knowledge import Knowledge

P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Let a knowledge remember what a pure function of it returns.

    The knowledge is the last argument; those before it must be hashable.
    """

    @wraps(function)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        memory = cast("Knowledge", args[-1]).memory
        key = (function, *args[:-1])
        try:
            return cast("R", memory[key])
        except KeyError:
            found = memory[key] = function(*args, **kwargs)
            return found

    return remembering
