"""Buttons: a press asks the button's question and changes the message that has the button.

In a group this works for the asker only; anybody else is led into a private chat, so that nobody
changes what another person reads.
"""

import asyncio
from contextlib import suppress
from functools import partial

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes
from telegram.helpers import create_deep_linked_url

from bot.adapters.telegram import place, votes
from bot.adapters.telegram.address import Asked
from bot.adapters.telegram.allowance import Verdict
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.keyboard import BAD, pressed
from bot.adapters.telegram.order import Order
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.talk import Talk
from bot.clock import now
from bot.engine import commands
from bot.engine.answers import SOURCES
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.reply import GROUP, SCREEN


async def on_button(
    talk: Talk, order: Order, update: Update, context: ContextTypes.DEFAULT_TYPE
) -> None:
    """Answer a pressed button by changing its message; the press itself is answered at once."""
    query = update.callback_query
    if query is None:
        return
    entry = Entry(update)
    refused = _refused(talk, order, query)
    # Neither waits for the other: a pressed button spins until the press is answered.
    answer = _refuse(talk, query, refused) if refused else _at_once(talk, query)
    answering = asyncio.create_task(answer)
    talk.answering.add(answering)
    answering.add_done_callback(talk.answering.discard)
    if refused:
        return entry.ignored("too_many")
    await order.take(update, partial(_press, talk, query, context.bot, entry))


def _refused(talk: Talk, order: Order, query: CallbackQuery) -> str | None:
    """Return why a press has to come later, or None."""
    if talk.presses.take(query.from_user.id, now()) is not Verdict.ANSWER:
        return talk.words("too_fast")
    chat = query.message.chat if query.message else None
    if chat and chat.type != ChatType.PRIVATE and not order.has_room(chat.id):
        return talk.words("crowded")
    return None


async def _refuse(talk: Talk, query: CallbackQuery, words: str) -> None:
    async with talk.refusing:
        await _answer(query, words)


async def _at_once(talk: Talk, query: CallbackQuery) -> None:
    if await _anothers(talk, query):
        async with talk.refusing:
            return await _lead_away(talk, query)
    await _answer(query, _toast(talk, query))


async def _answer(query: CallbackQuery, toast: str | None) -> None:
    # A press too old to be answered still counts.
    with suppress(TelegramError):
        await query.answer(toast)


async def _lead_away(talk: Talk, query: CallbackQuery) -> None:
    """Lead somebody who presses a button under another person's answer into a private chat."""
    payload = commands.payload(pressed(query.data) or "")
    with suppress(TelegramError):
        if payload:
            link = create_deep_linked_url(query.get_bot().username, payload)
            await query.answer(url=link)
        else:
            await query.answer(talk.words("not_yours"), show_alert=True)


async def _anothers(talk: Talk, query: CallbackQuery) -> bool:
    """Tell whether somebody presses in a group under an answer that another person asked for."""
    message = query.message
    if message is None or message.chat.type == ChatType.PRIVATE:
        return False
    here = _place(query, message)
    kept = await talk.recall(here.anchor(message.message_id), message.date)
    return kept is not None and kept.owner not in {0, here.sender}


def _toast(talk: Talk, query: CallbackQuery) -> str | None:
    """Return the pop-up for whoever presses, or None if the answer says it all."""
    if vote := votes.vote_of(query, talk.advisor):
        return talk.words("feedback_why" if vote[0] == BAD else "feedback_thanks")
    return None if _question(query) else talk.words("stale_button")


async def _press(talk: Talk, query: CallbackQuery, bot: Bot, entry: Entry) -> None:
    if query.message and (vote := votes.vote_of(query, talk.advisor)):
        await votes.count(talk, _place(query, query.message), query, vote)
        return entry.ignored("vote")
    asked = _question(query)
    if asked is None:
        return entry.ignored("stale_button")
    if await _anothers(talk, query):
        return entry.ignored("anothers")
    # A message too old to be changed is followed by a new one. Its type does not tell: PTB 22.8
    # makes every message of a press a `Message`.
    reachable = query.message is not None and query.message.is_accessible
    beside = asked.question.text.endswith(f" {SOURCES}")  # they replace no answer
    over = asked.message if reachable and not beside else None
    reading = await talk.answer(bot, asked, EMPTY, await talk.forgets(), over=over)
    entry.answered(asked.surface, reading)


def _question(query: CallbackQuery) -> Asked | None:
    """Return the question of a press, or None if it is not this bot's or has no message."""
    question = pressed(query.data)
    if question is None:
        return None
    # A press has no date of its own, and its question needs no context.
    message = query.message
    if message is not None:
        private = message.chat.type == ChatType.PRIVATE
        return Asked(
            Question(question),
            message.date,
            _place(query, message),
            surface="callback",
            limit=SCREEN if private else GROUP,
            message=message.message_id,
            private=private,
        )
    if query.inline_message_id:
        return Asked(
            Question(question),
            place.NEVER,
            Place(0, 0, query.from_user.id, place.INLINE),
            surface="callback",
            limit=GROUP,
            message=0,
            inline=query.inline_message_id,
        )
    return None


def _place(query: CallbackQuery, message: MaybeInaccessibleMessage) -> Place:
    return Place(message.chat.id, place.thread(message) or 0, query.from_user.id)
