"""Error handling: whatever a handler raises is logged once, and the asker gets one kind line."""

from contextlib import suppress

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.adapters.telegram import delivery, journal, place
from bot.adapters.telegram.address import NO_TEXT, Asked, address
from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.order import Order
from bot.adapters.telegram.place import Target
from bot.adapters.telegram.talk import Talk
from bot.breaker import Away


async def on_error(
    talk: Talk, order: Order, update: object, context: ContextTypes.DEFAULT_TYPE
) -> None:
    """Log an exception, and say sorry where somebody waits for an answer."""
    error = context.error
    update_id = update.update_id if isinstance(update, Update) else None
    unreachable = isinstance(error, TelegramError) and not isinstance(error, BadRequest)
    if error and (unreachable or delivery.closed(error)):
        # Blocked, closed, flooded, or no network: another message would meet the same.
        return journal.undelivered(update_id, error)
    away = error if isinstance(error, Away) else None
    if away:
        journal.undone(update_id, away)
    else:
        journal.failed(update_id, error)
    # The last resort: a failure here cannot be reported anywhere else.
    with suppress(Exception):
        if isinstance(update, Update) and (target := _asker(update, context.bot)):
            await _say_sorry(talk, order, context.bot, target)
    if not away:
        with suppress(Exception):
            await talk.tell_operators(context.bot, error)


async def _say_sorry(talk: Talk, order: Order, bot: Bot, target: Target) -> None:
    """Say it, but in a busy group not to everybody: whoever waits to be told holds a place."""
    private = target.chat > 0 or target.guest
    if private or order.has_room(target.chat):
        with order.in_hand(target.chat):
            await delivery.deliver(bot, target, Post(talk.words("sorry")))


def _asker(update: Update, bot: Bot) -> Target | None:
    """Return where an answer is waited for, or None: an error is no reason to speak up."""
    if update.callback_query and (pressed := update.callback_query.message):
        return Target(pressed.chat.id, place.thread(pressed))
    message = update.message or update.edited_message or update.guest_message
    asked = address(message, bot.bot) if message else None
    return asked.target if isinstance(asked, Asked) and asked.notice != NO_TEXT else None
