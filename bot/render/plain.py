"""Answer -> plain text, for the terminal and for programs."""

from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit
from bot.render.reply import MESSAGE, Reply, clean


def plain(answer: Answer, limit: int | None = None) -> Reply:
    """Return the answer as plain text, at most `limit` characters beside its sources."""
    return fit(answer, limit or MESSAGE, _write)


def _write(lines: Sequence[Line], quote: Sequence[Line]) -> str:
    text = "\n".join(("\n" if line.gap else "") + _style(line) for line in lines)
    folded = "\n".join(f"  {_style(line)}" for line in quote)
    return clean(f"{text}\n\n{folded}" if folded else text)


def _style(line: Line) -> str:
    if line.style is Style.LABEL:
        return f"{line.text}:"
    if line.style is Style.NAMES:
        return f"{line.label}: {line.text}" if line.label else line.text
    if line.style is Style.POINT:
        return f"- {line.text}"
    if line.style is Style.SOURCE:
        return f"{line.label}: {line.text}"
    return line.text
