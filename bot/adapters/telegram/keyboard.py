"""Suggestions -> buttons, and a pressed button -> its question or its vote.

The whole question travels in the button, so buttons need no memory, survive a restart, and may
be pressed by anybody. The prefix is the version of that form; data of another form is an older
bot's.
"""

from collections.abc import Iterable, Mapping

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from bot.engine import commands
from bot.engine.answer import Suggestion
from bot.render.reply import Reply

QUESTION = "q1:"
VOTE = "v1:"
GOOD, BAD = "+", "-"
MORE = "More"
MORE_IN_PRIVATE = "More in private"
SOURCES = "Sources"
MOST = 6
"""Suggestions that become buttons; a phone shows their rows at a glance."""
ROW = 3
WIDTH = 40
"""Letters that the buttons of one row show on a phone."""
ROOM = 64
"""Telegram's limit for the data of a button, in bytes of UTF-8."""


def keyboard(
    reply: Reply, *, handle: str = "", votes: Mapping[str, str] | None = None
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply, or None where it has none.

    With the bot's `handle` what was left out is a link into the private chat, as a group's room
    is everybody's; without it the reply grows in place. `votes` are the labels of the thumbs. A
    question too long for a button is left out: whatever stands on one can be typed as well.
    """
    buttons = [*_more(reply, handle)]
    asked = [*reply.suggestions[:MOST]]
    if reply.asked:
        asked.append(Suggestion(SOURCES, f"{reply.asked} sources"))
    buttons += [_button(one.label, QUESTION + one.question) for one in asked if _fits(one)]
    rows = _rows(buttons)
    if votes and reply.asked and len((VOTE + GOOD + reply.asked).encode()) <= ROOM:
        rows.append([_button(votes[mark], VOTE + mark + reply.asked) for mark in (GOOD, BAD)])
    return InlineKeyboardMarkup(rows) if rows else None


def pressed(data: str | None) -> str | None:
    """Return the question of a pressed button, or None when this bot made no such button."""
    return data.removeprefix(QUESTION) or None if data and data.startswith(QUESTION) else None


def voted(data: str | None) -> tuple[str, str] | None:
    """Return the mark of a pressed thumb and what it is about, or None for another button."""
    if data is None or not data.startswith((VOTE + GOOD, VOTE + BAD)):
        return None
    mark, about = data[len(VOTE)], data[len(VOTE) + 1 :]
    return (mark, about) if about else None


def without_votes(markup: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """Return the buttons without the thumbs."""
    rows = (
        [one for one in row if not voted(str(one.callback_data))] for row in markup.inline_keyboard
    )
    return InlineKeyboardMarkup([row for row in rows if row])


def _more(reply: Reply, handle: str) -> Iterable[InlineKeyboardButton]:
    """Yield the button for what was left out."""
    if not reply.more:
        return
    if not handle:
        more = Suggestion(MORE, reply.more)
        if _fits(more):
            yield _button(MORE, QUESTION + reply.more)
    elif payload := commands.payload(reply.more):
        yield InlineKeyboardButton(MORE_IN_PRIVATE, url=create_deep_linked_url(handle, payload))


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def _fits(suggestion: Suggestion) -> bool:
    return len((QUESTION + suggestion.question).encode()) <= ROOM


def _rows(buttons: Iterable[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows in which every label can be read."""
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        row = rows[-1] if rows else []
        letters = sum(len(one.text) for one in (*row, button))
        if row and len(row) < ROW and letters <= WIDTH:
            row.append(button)
        else:
            rows.append([button])
    return rows
