"""Answer -> the HTML that Telegram accepts.

Answers quote user text, which may contain anything; nothing in it becomes a link or command. The
only links are those to sources.
"""

import html as markup
import re
from collections.abc import Sequence

from bot.engine.answer import Answer
from bot.render.layout import Line, Style, fit, pages
from bot.render.reply import SCREEN, Reply, clean

_ALIVE = re.compile(
    r"""[@#\uff03$/:.\d](?:
    (?<=[@#\uff03])\w | (?<=\$)(?:[A-Z]|1INCH)                            # handles, tags
    | (?<=/)(?<![\w<>/]/)\w | (?<=:)//                                     # commands, schemes
    | (?<=\S\.)(?!js\b)(?:xn-- | [^\W\d_](?:[^\W\d_] | [^\x00-\x7f]))      # domains
    | (?<=\d)(?:\.\d{1,3}\.\d{1,3}\.\d | (?:[ -]*\d){12})                 # numbers
    )""",
    re.VERBOSE,
)
"""Characters that may make Telegram create a link by itself; a <code> entity prevents that."""
_WORD = re.compile(r"((?:[^\s“”]*\d(?:[ -]*\d){12,})+[^\s“”]*|[^\s“”]+)")
"""What Telegram turns into a link as a whole: a word, or the groups of a number."""
_OWN = frozenset({"/ask", "/picture"})
"""The only commands that answers mention; inside quotation marks they are user text."""
OPEN = frozenset({"findahelpline.com"})
"""Addresses that are meant to be opened; Telegram turns them into links."""
_SENTENCE = re.compile(r"[.!?“] ?")
"""What the bold lead of a line must not contain: the end of a sentence, or quoted user text."""


def escape(text: str) -> str:
    """Return text that Telegram shows as written, without links of its own making."""
    text = clean(text)
    if not _ALIVE.search(text):
        return markup.escape(text, quote=False)
    shown, quoted = [], 0
    for part in _WORD.split(text):
        quoted += part.count("“") - part.count("”")
        shown.append(_inert(part, quoted=quoted > 0))
    return "".join(shown)


def _inert(word: str, *, quoted: bool) -> str:
    inside = word.rstrip(".,;:!?")
    ours = inside in _OWN or inside.lower() in OPEN
    if not _ALIVE.search(word) or (ours and not quoted):
        return markup.escape(word, quote=False)
    return f"<code>{markup.escape(inside, quote=False)}</code>{word[len(inside) :]}"


def html(answer: Answer, limit: int = SCREEN) -> Reply:
    """Return the answer for Telegram, at most `limit` code points without the folded quote."""
    return fit(answer, limit, _write)


def html_pages(answer: Answer, limit: int = SCREEN) -> tuple[Reply, ...]:
    """Return the answer for Telegram, on several pages if it was asked for in full."""
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
        name = markup.escape(clean(line.label), quote=False)
        linked = f'<a href="{markup.escape(line.url)}">{name}</a>'
        label = linked if line.url else escape(line.label)
        return f"{label}: {text}"
    if line.style is Style.SMALL:
        return f"<i>{text}</i>"
    return text
