"""Draw the conversation in the README as the terminal shows it: docs/talk.svg (`make picture`)."""

import re
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.adapters.console.screen import Screen
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.files import load, packaged
from bot.render.plain import styled

WIDTH = 84
"""Columns of the drawn window."""
_OUTSIDE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""The parts of the SVG that would load anything from elsewhere."""
_FONTS = {
    "Fira Code, monospace": "ui-monospace, Menlo, Consolas, monospace",
    "arial": "sans-serif",
}


def drawn(readme: str) -> str:
    """Return an SVG of the bot's answers to the questions in a README's conversation."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    screen, context, advisor = Screen(console), EMPTY, Advisor(load(packaged()))
    for asked in re.findall(r"^you> (.*)$", readme, re.MULTILINE):
        answer, context = advisor.ask(Question(asked), context)
        console.print(Text.assemble(("you> ", "bold green"), asked))
        screen.write(styled(replace(answer, doubts=(), citations=())).text)
        console.print()
    picture = _OUTSIDE.sub("", console.export_svg(title="rolewise chat"))
    for theirs, ours in _FONTS.items():
        picture = picture.replace(theirs, ours)
    return picture


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.write_text(drawn(source.read_text(encoding="utf-8")), encoding="utf-8")
