"""Replies as wide as the window, on a terminal that shows bold; imports rich, so loaded late."""

from collections.abc import Sequence
from shutil import get_terminal_size

from rich.columns import Columns
from rich.console import Console, ConsoleDimensions
from rich.text import Text

from bot.render.plain import INDENT, POINT
from bot.render.reply import clean

NARROW = 20
"""Minimum columns per line, however narrow the window."""
APART = 3
"""Columns between two numbered labels."""


class Screen:
    """A window to write to; styles that it cannot show, such as bold, are left out."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        if self._console.is_dumb_terminal:  # of which rich does not ask the width
            self._console.size = ConsoleDimensions(*get_terminal_size())

    def write(self, text: str) -> None:
        """Write a text whose only control sequences are those of `bot.render.plain.styled`.

        Lines are wrapped between words; continuation lines align with the first word.
        """
        for line in text.split("\n"):
            mark = next((one for one in (INDENT, POINT) if line.startswith(one)), "")
            words = Text.from_ansi(line.removeprefix(mark))
            room = max(self._console.width - len(mark), NARROW)
            for number, part in enumerate(words.wrap(self._console, room)):
                begun = " " * len(mark) if number else mark
                self._console.print(Text.assemble(begun, part), soft_wrap=True)

    def number(self, labels: Sequence[str]) -> None:
        """Write numbered labels, as many per line as fit."""
        numbered = (
            Text.assemble((str(number), "bold"), f" {clean(label)}")
            for number, label in enumerate(labels, 1)
        )
        self._console.print(Columns(numbered, padding=(0, APART)))
