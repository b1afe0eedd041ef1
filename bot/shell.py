"""What the commands share: settings and knowledge, or one line that says what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.engine.knowledge import Knowledge
    from bot.settings import Settings


def settings() -> "Settings":
    """Return the settings, or print what is wrong with them and exit."""
    from bot import settings as read

    try:
        return read.read()
    except read.Misconfigured as wrong:
        fail(str(wrong), 2)


def folder() -> Path:
    """Return the folder of the knowledge."""
    from bot.files import packaged

    return settings().knowledge or packaged()


def knowledge(*, anew: bool = False, fitted: bool = True) -> "Knowledge":
    """Return the knowledge, or print its Problems and exit.

    `anew` bypasses the cache; without `fitted` the weights are not loaded.
    """
    from bot.files import Broken, load, load_cached

    try:
        if anew:
            return load(folder(), fitted=fitted)
        return load_cached(folder(), settings().cache)
    except Broken as broken:
        for problem in broken.problems:
            typer.echo(str(problem))
        raise typer.Exit(1) from None


def print_all(lines: Iterator[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        typer.echo(line)


def fail(message: str, code: int) -> NoReturn:
    """Print a message to stderr and exit with this code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
