"""Buttons: the question of a pressed one is answered in the message that bears it."""

from contextlib import suppress

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.adapters.telegram import place
from bot.adapters.telegram.address import Asked
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.keyboard import pressed
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.talk import Talk
from bot.engine.context import EMPTY
from bot.engine.reading import Question
from bot.render.reply import GROUP, SCREEN


async def on_button(talk: Talk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a pressed button by changing its message; the press itself exactly once."""
    query = update.callback_query
    if query is None:
        return
    entry = Entry(update)
    question = pressed(query.data)
    stale = question is None or query.message is None
    # First of all, for until then the button spins; a press too old to be answered still counts.
    with suppress(TelegramError):
        await query.answer(talk.words("stale_button").text if stale else None)
    if question is None or query.message is None:
        return entry.ignored("stale_button")
    asked = _asked(question, query, query.message)
    # A message too old to be changed is followed by a new one. Its type does not tell: PTB 22.8
    # makes every message of a press a `Message`.
    over = asked.message if query.message.is_accessible else None
    reading = await talk.answer(context.bot, asked, EMPTY, over=over)
    entry.answered(asked.surface, reading)


def _asked(question: str, query: CallbackQuery, message: MaybeInaccessibleMessage) -> Asked:
    private = message.chat.type == ChatType.PRIVATE
    return Asked(
        # A press has no date of its own, and its question needs no context.
        Question(question),
        message.date,
        Place(message.chat.id, place.thread(message) or 0, query.from_user.id),
        surface="callback",
        limit=SCREEN if private else GROUP,
        message=message.message_id,
    )
