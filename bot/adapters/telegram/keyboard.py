"""Suggestions -> buttons, and a pressed button -> its question or its vote.

The whole question travels in the button, so buttons need no memory, survive a restart, and may
be pressed by anybody. The prefix is the version of that form; data of another form is an older
bot's.
"""

from collections.abc import Iterable, Mapping, Sequence

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
WIDTHS = {3: 12, 2: 20}
"""Buttons in a row -> letters that each shows whole on a phone."""
ROOM = 64
"""Telegram's limit for the data of a button, in bytes of UTF-8."""


def keyboard(
    reply: Reply, *, handle: str = "", votes: Mapping[str, str] | None = None
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply, or None where it has none.

    With the bot's `handle` what was left out is a link into the private chat, as a group's room
    is everybody's; without it the reply grows in place. `votes` are the labels of the thumbs,
    which share the last row with it. A question too long for a button is left out: whatever
    stands on one can be typed as well.
    """
    last = [*_more(reply, handle)]
    if votes and reply.asked and len((VOTE + GOOD + reply.asked).encode()) <= ROOM:
        last += [_button(votes[mark], VOTE + mark + reply.asked) for mark in (GOOD, BAD)]
    asked = [
        _button(one.label, QUESTION + one.question) for one in reply.suggestions if _fits(one)
    ]
    rows = _rows(asked)[: reply.rows - bool(last)]
    rows += [last] if last else []
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


def _rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows in which every label can be read, in their order."""
    rows = []
    left = list(buttons)
    while left:
        size = next((n for n, most in WIDTHS.items() if _short(left[:n], n, most)), 1)
        rows.append(left[:size])
        left = left[size:]
    return rows


def _short(buttons: Sequence[InlineKeyboardButton], size: int, most: int) -> bool:
    """Tell whether so many buttons have room beside one another."""
    return len(buttons) == size and all(len(one.text) <= most for one in buttons)
