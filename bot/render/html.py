"""Answer -> the HTML that Telegram accepts."""

import html as markup
import re

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit, pages
from bot.render.reply import SCREEN, Reply

_LINKED = re.compile(r"(?<![\w@./-])((?:[\w-]+\.)+(?!js\b)[a-z]{2,})\b", re.IGNORECASE)
"""What Telegram might turn into a link by itself: "aijobs.net"; a <code> entity wins over it."""


def escape(text: str) -> str:
    """Return text that Telegram shows as written, with no links of its own making."""
    shown = markup.escape(text, quote=False)
    return _LINKED.sub(r"<code>\1</code>", shown) if "." in shown else shown


def html(answer: Answer, limit: int = SCREEN) -> Reply:
    """Return the answer for Telegram, at most `limit` code points as Telegram counts them."""
    return fit(answer, limit, _style)


def html_pages(answer: Answer, limit: int = SCREEN) -> tuple[Reply, ...]:
    """Return the answer for Telegram, on several pages where it was asked for in full."""
    return pages(answer, limit, _style)


def _style(line: Line) -> str:
    text = escape(line.text)
    if line.style is Style.TITLE:
        return f"<b>{text}</b>"
    if line.style is Style.LABEL:
        return f"<b>{text}:</b>"
    if line.style is Style.NAMES:
        return f"<b>{escape(line.label)}:</b> {text}" if line.label else text
    if line.style is Style.POINT:
        head, colon, rest = text.partition(": ")
        return f"• <b>{head}:</b> {rest}" if colon and len(head) <= 12 else f"• {text}"
    if line.style is Style.SMALL:
        return f"<i>{text}</i>"
    return text
