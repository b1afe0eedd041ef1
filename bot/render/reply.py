"""Reply: an Answer rendered for one place and cut to its limits.

Rendering has three steps: `layout` turns an Answer into lines by importance, leaves out the least
important until the text fits, and a markup (`html`, `plain`) writes each line.
"""

import re
from dataclasses import dataclass

from bot.engine.answer import Suggestion

SCREEN = 700
"""Characters of an answer in a private chat: most of a phone's screen."""
GROUP = 500
"""Characters of an answer in a group or inline."""
FOLDED = (300, 500)
"""Characters of its folded quote: in a group, and in a private chat."""
MESSAGE = 4096
"""Telegram's limit, counted in code points of the parsed text."""
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u030a\u0333\u033f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    r"\ufeff\ud800-\udfff]"
)
"""Characters that control a terminal or the writing direction, those that Telegram removes so that
words might join, and unpaired surrogates."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A rendered answer for one place."""

    text: str
    """Ready to send: HTML for Telegram, plain text elsewhere."""
    length: int
    """Code points after Telegram's parsing, which its limits count."""
    suggestions: tuple[Suggestion, ...] = ()
    """The next questions, shown as buttons where possible."""
    more: str = ""
    """The question that brings what was left out; "" if nothing was."""
    back: str = ""
    """For a full answer, the question that leads back to the short one; else ""."""
    tools: tuple[Suggestion, ...] = ()
    """Buttons that change the question itself, such as adding a role."""
    sources: Suggestion | None = None
    """The button that lists all its sources."""
    rows: int = 2
    """Maximum rows of buttons under it."""
    asked: str = ""
    """The shortest question with this answer; "" for small talk and the like."""
    about: str = ""
    """The key for counting thumbs: the question or its reading; "" if there are none."""


def clean(text: str) -> str:
    """Return text with a space in place of each control character."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(" ", text)
