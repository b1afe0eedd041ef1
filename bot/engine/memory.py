"""Caching for pure functions of a knowledge."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from bot.engine.knowledge import Knowledge

P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Cache the results of a pure function in the knowledge that it is called with.

    The knowledge is the last argument; the arguments before it must be hashable.
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
