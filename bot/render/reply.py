"""Reply: an Answer rendered for one place, and how it is cut to the room there is.

Rendering is a fold: `parts` puts an Answer into lines by importance, `fit` leaves out the least
important until the text fits, a language of markup (`html`, `plain`) writes each line.
"""

import re
from dataclasses import dataclass

from bot.engine.answer import Suggestion

SCREEN = 700
"""Characters of an answer in a private chat, most of a phone's screen."""
GROUP = 500
"""Characters of an answer in a group or inline."""
FOLDED = (300, 500)
"""Characters of the folded quote beside it: in a group, and in a private chat."""
MESSAGE = 4096
"""Telegram's limit, counted in code points of the parsed text."""
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u030a\u0333\u033f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    r"\ufeff\ud800-\udfff]"
)
"""What steers a terminal or the direction of writing, what Telegram takes out of a text and might
join words by, and halves of characters."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Words for one place."""

    text: str
    """Ready to send: HTML for Telegram, plain text elsewhere."""
    length: int
    """Code points after Telegram's parser: what its limits count."""
    suggestions: tuple[Suggestion, ...] = ()
    """The next questions, also as buttons."""
    more: str = ""
    """The question that brings what was left out; "" when nothing was."""
    back: str = ""
    """The question whose short answer this one is the whole of; "" for none."""
    tools: tuple[Suggestion, ...] = ()
    """What changes the question itself, beside what leads on from the answer."""
    sources: Suggestion | None = None
    """What tells all that it rests on."""
    rows: int = 2
    """Rows of buttons under it, at most."""
    asked: str = ""
    """The shortest question that is answered so; "" for small talk and the like."""
    about: str = ""
    """By what thumbs are counted: what was asked, or how it was read; "" where none are."""


def clean(text: str) -> str:
    """Return text with a space for each character that is there to be obeyed, not to be seen."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(" ", text)
