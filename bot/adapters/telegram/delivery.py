"""Send a reply or put it in the place of an earlier one, whatever Telegram says to it.

What is tried again, and what never:

1. A flood limit says that nothing was sent, and how long to wait: waited for once.
2. A group that became a supergroup is answered under its new id.
3. An earlier answer that cannot be edited any more is followed by a new message.
4. A timeout may have delivered, a BadRequest will be one again: neither is repeated.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, RetryAfter

from bot.adapters.telegram.keyboard import keyboard
from bot.adapters.telegram.place import Target
from bot.render.reply import Reply

PATIENCE = timedelta(seconds=30)
"""An answer that would come later than this is not worth its place in a chat."""

_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply that has arrived."""

    chat: int
    message: int
    at: datetime | None
    """When, as Telegram says; None if the message stayed as it was."""


@dataclass(frozen=True, slots=True)
class Post:
    """Delivers replies."""

    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def deliver(self, bot: Bot, target: Target, reply: Reply) -> Sent:
        """Deliver a reply and return where it is.

        Raises:
            TelegramError: when it was not delivered, or may not have been.
        """
        try:
            return await _once(bot, target, reply)
        except ChatMigrated as moved:
            return await _once(bot, replace(target, chat=moved.new_chat_id, over=None), reply)
        except RetryAfter as flood:
            wait = wait_of(flood)
            if wait > PATIENCE:
                raise
            await self.pause(wait.total_seconds())
            return await _once(bot, target, reply)


async def _once(bot: Bot, target: Target, reply: Reply) -> Sent:
    if target.over is not None:
        try:
            return await _edit(bot, target.chat, target.over, reply)
        except BadRequest as error:
            if not _says(error, *_GONE):
                raise
    message = await bot.send_message(
        target.chat,
        reply.text,
        message_thread_id=target.thread,
        reply_parameters=ReplyParameters(target.reply_to) if target.reply_to else None,
        reply_markup=keyboard(reply),
    )
    return Sent(message.chat_id, message.message_id, message.date)


async def _edit(bot: Bot, chat: int, message: int, reply: Reply) -> Sent:
    try:
        edited = await bot.edit_message_text(
            reply.text, chat, message, reply_markup=keyboard(reply)
        )
    except BadRequest as error:
        if not _says(error, _UNCHANGED):
            raise
        return Sent(chat, message, None)
    at = edited.edit_date or edited.date if isinstance(edited, Message) else None
    return Sent(chat, message, at)


def _says(error: BadRequest, *texts: str) -> bool:
    return any(text in error.message.casefold() for text in texts)


def wait_of(flood: RetryAfter) -> timedelta:
    """Return how long to wait; the type depends on a setting of the library's own."""
    wait = flood.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
