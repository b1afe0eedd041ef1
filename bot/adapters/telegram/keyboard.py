"""Suggestions -> buttons, and a pressed button -> its question or its vote.

The whole question travels in the button, so buttons need no memory, survive a restart, and may
be pressed by anybody. The prefix is the version of that form; data of another form is an older
bot's.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from bot.engine import commands
from bot.engine.answer import Suggestion
from bot.render.reply import Reply

QUESTION = "q1:"
VOTE = "v1:"
GOOD, BAD = "+", "-"
_VOTED = re.compile(rf"{VOTE}([+\-fnl])(.+)", re.DOTALL)
"""A thumb, or the first letter of a reason (`feedback_reasons` in knowledge/replies.yaml)."""
MORE = "More"
BACK = "‹ Back"
MORE_IN_PRIVATE = "More in private"
Widths = Mapping[int, int]
WIDTHS: Widths = {3: 12, 2: 20}
"""Buttons in a row -> letters that each shows whole on a phone."""
GROUP_WIDTHS: Widths = {3: 10, 2: 17}
"""The same in a group, where avatars take up some of the width."""
GROUP_MOST = 4
"""Buttons under an answer that many read."""
BESIDE = 3
"""Buttons in the row of what changes the question itself."""
ROOM = 64
"""Telegram's limit for the data of a button, in bytes of UTF-8."""


def keyboard(
    reply: Reply, *, handle: str = "", votes: Mapping[str, str] | None = None
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a reply, or None where it has none.

    With the bot's `handle` the place is everybody's: the buttons are few, and what was left out
    is a link into the private chat; without it the reply grows in place. `votes` are the labels
    of the thumbs, which share the last row with it. A question too long for a button is left out:
    whatever stands on one can be typed as well.
    """
    last = [*_more(reply, handle)]
    if reply.sources and not handle:
        last += _asking([reply.sources])
    if votes and reply.about and _room(VOTE + GOOD + reply.about):
        last += [_button(votes[mark], VOTE + mark + reply.about) for mark in (GOOD, BAD)]
    asked: Sequence[InlineKeyboardButton] = [*_asking(reply.suggestions)]
    if handle:
        asked = _shortest(asked, GROUP_MOST - len(last))
    elif tools := [*_asking(reply.tools)]:
        asked = [*asked[: BESIDE - len(tools)], *tools]
    widths = GROUP_WIDTHS if handle else WIDTHS
    wide = {one.label for one in reply.suggestions if one.wide}
    rows = _rows(asked, widths, wide)[: reply.rows - bool(last)]
    rows += [last] if last else []
    return InlineKeyboardMarkup(rows) if rows else None


def pressed(data: str | None) -> str | None:
    """Return the question of a pressed button, or None when this bot made no such button."""
    return data.removeprefix(QUESTION) or None if data and data.startswith(QUESTION) else None


def voted(data: str | None) -> tuple[str, str] | None:
    """Return the mark of a pressed thumb or reason, and what it is about; None for another."""
    match = _VOTED.fullmatch(data or "")
    return (match[1], match[2]) if match else None


def bears(markup: InlineKeyboardMarkup | None, data: str | None) -> bool:
    """Tell whether one of the buttons says this."""
    rows = markup.inline_keyboard if markup else ()
    return any(one.callback_data == data for row in rows for one in row)


def without_votes(markup: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """Return the buttons without the thumbs."""
    rows = (
        [one for one in row if not voted(str(one.callback_data))] for row in markup.inline_keyboard
    )
    return InlineKeyboardMarkup([row for row in rows if row])


def with_reasons(
    markup: InlineKeyboardMarkup, about: str, reasons: Mapping[str, str]
) -> InlineKeyboardMarkup:
    """Return the buttons with reasons for a dislike in the place of the thumbs."""
    asked = [_button(label, VOTE + mark + about) for mark, label in reasons.items()]
    kept = without_votes(markup).inline_keyboard
    return InlineKeyboardMarkup([*kept, *_rows(asked, WIDTHS)])


def _more(reply: Reply, handle: str) -> Iterable[InlineKeyboardButton]:
    """Yield the button for what was left out, or back from there."""
    if not handle:
        yield from _asking([Suggestion(MORE, reply.more)] if reply.more else [])
        yield from _asking([Suggestion(BACK, reply.back)] if reply.back else [])
    elif reply.more and (payload := commands.payload(reply.more)):
        yield InlineKeyboardButton(MORE_IN_PRIVATE, url=create_deep_linked_url(handle, payload))


def _asking(suggestions: Iterable[Suggestion]) -> Iterable[InlineKeyboardButton]:
    for one in suggestions:
        if _room(QUESTION + one.question):
            yield _button(one.label, QUESTION + one.question)


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def _room(data: str) -> bool:
    """Tell whether this fits into the data of a button."""
    return len(data.encode()) <= ROOM


def _rows(
    buttons: Sequence[InlineKeyboardButton], widths: Widths, wide: Collection[str] = ()
) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows in which every label can be read, in their order.

    Each label in `wide` has a row of its own.
    """
    rows = []
    left = list(buttons)
    while left:
        beside = list(takewhile(lambda one: one.text not in wide, left))
        size = next((n for n, most in widths.items() if _short(beside[:n], n, most)), 1)
        rows.append(left[:size])
        left = left[size:]
    return rows


def _shortest(
    buttons: Sequence[InlineKeyboardButton], most: int
) -> Sequence[InlineKeyboardButton]:
    """Return this many buttons, preferring those that share a row."""
    short = [one for one in buttons if len(one.text) <= GROUP_WIDTHS[BESIDE]][:BESIDE]
    return short if len(short) == most == BESIDE else buttons[:most]


def _short(buttons: Sequence[InlineKeyboardButton], size: int, most: int) -> bool:
    """Tell whether this many buttons fit into one row."""
    return len(buttons) == size and all(len(one.text) <= most for one in buttons)
