"""Reply: an Answer rendered for one place, and how it is cut to the room there is.

Rendering is a fold: `parts` puts an Answer into lines by importance, `fit` leaves out the least
important until the text fits, a language of markup (`html`, `plain`) writes each line.
"""

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
    rows: int = 2
    """Rows of buttons under it, at most."""
    asked: str = ""
    """The shortest question that is answered so; "" for small talk and the like."""
    about: str = ""
    """By what thumbs are counted: what was asked, or how it was read; "" where none are."""
