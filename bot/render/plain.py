"""Answer -> plain text, for the terminal and for programs."""

from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit
from bot.render.reply import MESSAGE, Reply, clean

INDENT, POINT = "  ", "- "
"""What a line of doubts and sources, and an item of a list, begins with."""
BOLD, DIM, END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
LINK = "\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"
"""A hyperlink in terminals that support it (OSC 8); others show the text."""


def plain(answer: Answer, limit: int | None = None) -> Reply:
    """Return the answer as plain text, at most `limit` characters without its sources.

    Sources have their addresses if they were asked for.
    """
    sourced = answer.reading.manner == "source"
    return fit(answer, limit or MESSAGE, _write_addressed if sourced else _write)


def styled(answer: Answer, limit: int | None = None) -> Reply:
    """Return the same text styled for a terminal: heads bold, doubts and sources dim.

    Its only control sequences are those for bold, dim and links to sources.
    """
    return fit(answer, limit or MESSAGE, _write_styled)


def _write_addressed(lines: Sequence[Line], quote: Sequence[Line]) -> str:
    return _joined(lines, [_style(line) for line in lines], [_addressed(line) for line in quote])


def _addressed(line: Line) -> str:
    """Return a source with its address, if the sources were asked for."""
    return f"{_style(line)} {clean(line.url)}" if line.url else _style(line)


def _write(lines: Sequence[Line], quote: Sequence[Line]) -> str:
    return _joined(lines, [_style(line) for line in lines], [_style(line) for line in quote])


def _write_styled(lines: Sequence[Line], quote: Sequence[Line]) -> str:
    folded = [f"{DIM}{_styled(line)}{END}" for line in quote]
    return _joined(lines, [_styled(line) for line in lines], folded)


def _joined(lines: Sequence[Line], written: Sequence[str], folded: Sequence[str]) -> str:
    gaps = ("\n" if line.gap else "" for line in lines)
    text = "\n".join(gap + one for gap, one in zip(gaps, written, strict=True))
    quote = "\n".join(f"{INDENT}{one}" for one in folded)
    return f"{text}\n\n{quote}" if quote else text


def _style(line: Line) -> str:
    text, label = clean(line.text), clean(line.label)
    if line.style is Style.LABEL:
        return f"{text}:"
    if line.style is Style.NAMES:
        return f"{label}: {text}" if label else text
    if line.style is Style.POINT:
        return f"{POINT}{text}"
    if line.style is Style.SOURCE:
        return f"{label}: {text}"
    return text


def _styled(line: Line) -> str:
    written = _style(line)
    if line.style in {Style.HEAD, Style.LABEL}:
        return f"{BOLD}{written}{END}"
    label = clean(line.label)
    if line.style is Style.NAMES and label:
        return f"{BOLD}{label}:{END}{written[len(label) + 1 :]}"
    if line.style is Style.SOURCE and line.url:
        return LINK.format(url=clean(line.url), text=label) + written[len(label) :]
    return written
