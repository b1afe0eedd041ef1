"""Answer -> plain text, for the terminal and for programs."""

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit
from bot.render.reply import MESSAGE, Reply


def plain(answer: Answer, limit: int | None = None) -> Reply:
    """Return the answer as plain text, at most `limit` characters."""
    return fit(answer, limit or MESSAGE, _style)


def _style(line: Line) -> str:
    if line.style is Style.LABEL:
        return f"{line.text}:"
    if line.style is Style.NAMES:
        return f"{line.label}: {line.text}" if line.label else line.text
    if line.style is Style.POINT:
        return f"- {line.text}"
    return line.text
