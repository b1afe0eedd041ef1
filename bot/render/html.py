"""Answer -> the HTML that Telegram accepts."""

import html as markup
import re
from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit, pages
from bot.render.reply import SCREEN, Reply

_LINKED = re.compile(r"(?<![\w@./-])((?:[\w-]+\.)+(?!js\b)[a-z]{2,})\b", re.IGNORECASE)
"""What Telegram might turn into a link by itself: "aijobs.net"; a <code> entity wins over it."""

OPEN = frozenset({"findahelpline.com"})
"""Addresses that are there to be opened; Telegram makes links of them."""
_SENTENCE = re.compile(r"[.!?“] ?")
"""What no head before a line holds: a sentence that ends, or somebody's words."""


def escape(text: str) -> str:
    """Return text that Telegram shows as written, with no links of its own making."""
    shown = markup.escape(text, quote=False)
    return _LINKED.sub(_still, shown) if "." in shown else shown


def _still(match: re.Match[str]) -> str:
    return match[0] if match[0].lower() in OPEN else f"<code>{match[0]}</code>"


def html(answer: Answer, limit: int = SCREEN) -> Reply:
    """Return the answer for Telegram, at most `limit` code points beside its folded quote."""
    return fit(answer, limit, _write)


def html_pages(answer: Answer, limit: int = SCREEN) -> tuple[Reply, ...]:
    """Return the answer for Telegram, on several pages where it was asked for in full."""
    return pages(answer, limit, _write)


def _write(lines: Sequence[Line], quote: Sequence[Line]) -> str:
    text = "\n".join(("\n" if line.gap else "") + _style(line) for line in lines)
    if not quote:
        return text
    folded = "\n".join(_style(line) for line in quote)
    return f"{text}\n<blockquote expandable>{folded}</blockquote>"


def _style(line: Line) -> str:
    text = escape(line.text)
    if line.style is Style.HEAD:
        return f"<b>{text}</b>"
    if line.style is Style.LABEL:
        return f"<b>{text}:</b>"
    if line.style is Style.NAMES:
        return f"<b>{escape(line.label)}:</b> {text}" if line.label else text
    if line.style is Style.POINT:
        head, colon, rest = text.partition(": ")
        heads = colon and not _SENTENCE.search(head)
        return f"• <b>{head}:</b> {rest}" if heads else f"• {text}"
    if line.style is Style.SOURCE:
        name = markup.escape(line.label, quote=False)
        linked = f'<a href="{markup.escape(line.url)}">{name}</a>'
        label = linked if line.url else escape(line.label)
        return f"{label}: {text}"
    if line.style is Style.SMALL:
        return f"<i>{text}</i>"
    return text
