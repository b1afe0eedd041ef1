"""Suggestions -> buttons, and a pressed button -> its question.

The whole question travels in the button, so buttons need no memory and survive a restart. The
prefix is the version of that form; data of another form is an older bot's.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.engine.answer import Suggestion
from bot.render.reply import Reply

PREFIX = "q1:"
MORE = "More"
ROW = 3
WIDTH = 40
"""Letters that the buttons of one row show on a phone."""
ROOM = 64
"""Telegram's limit for the data of a button, in bytes of UTF-8."""


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply, or None where it has none.

    A question too long for a button is left out: whatever stands on one can be typed as well.
    """
    more = (Suggestion(MORE, reply.more),) if reply.more else ()
    buttons = [
        InlineKeyboardButton(suggestion.label, callback_data=PREFIX + suggestion.question)
        for suggestion in (*more, *reply.suggestions)
        if len((PREFIX + suggestion.question).encode()) <= ROOM
    ]
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        if rows and _fits(rows[-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def _fits(row: list[InlineKeyboardButton], button: InlineKeyboardButton) -> bool:
    """Tell whether a button's label can be read beside those of its row."""
    letters = sum(len(one.text) for one in (*row, button))
    return len(row) < ROW and letters <= WIDTH


def pressed(data: str | None) -> str | None:
    """Return the question of a pressed button, or None when this bot made no such button."""
    return data.removeprefix(PREFIX) or None if data and data.startswith(PREFIX) else None
