"""Messages: a question is answered, an edited one has its answer changed, all else is silence."""

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.adapters.telegram import delivery, place, unread
from bot.adapters.telegram.address import NO_TEXT, NOTICES, Asked, Ignored, address
from bot.adapters.telegram.allowance import Verdict
from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.place import Target
from bot.adapters.telegram.talk import Talk
from bot.engine.reading import Reading
from bot.engine.talk.context import EMPTY
from bot.stores import Kept


async def on_message(talk: Talk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a new or edited message that is addressed to the bot."""
    message = update.effective_message
    if message is None:
        return
    entry = Entry(update)
    joined = talk.parts.joined(message, lambda typed: talk.advisor.decoder.looks_like_ad(typed))
    asked = joined or address(message, context.bot.bot)
    if isinstance(asked, Ignored):
        if asked.reason == NO_TEXT:
            await _text_only(talk, context.bot, message)
        return entry.ignored(asked.reason)
    if asked.notice in NOTICES or (asked.notice and _may_see(talk, asked)):
        await _notice(talk, context.bot, asked)
        return entry.ignored(asked.notice)
    if update.edited_message is None and not asked.private and _heard(talk, message, asked):
        return entry.ignored("duplicate")
    verdict = talk.verdict(asked)
    if verdict is not Verdict.ANSWER:
        if verdict is Verdict.TELL:
            await delivery.deliver(context.bot, asked.target, Post(talk.words("too_fast")))
        return entry.ignored("too_many")
    again = bool(update.edited_message or joined)
    done = await _answer(talk, context.bot, message, asked, again=again)
    if isinstance(done, Ignored):
        return entry.ignored(done.reason)
    entry.answered(asked.surface, done)


async def _answer(
    talk: Talk, bot: Bot, message: Message, asked: Asked, *, again: bool
) -> Reading | Ignored:
    """Answer a question, and return how it was read, or why nothing was answered.

    `again`: it was answered before and has changed since, by an edit or by its second part.
    """
    # Only these can have been asked before; a new message costs no look.
    earlier = await talk.earlier(asked) if again or message.media_group_id else None
    if earlier and not again:
        return Ignored("album")
    second = again and not message.edit_date
    if name := "" if second else unread.unread(message, asked, talk.advisor):
        await _tell_once(talk, bot, message, asked.target, name)
        return Ignored(name)
    before = earlier.context if earlier else await talk.context(asked)
    talk.parts.hold(asked)
    if asked.overheard and not talk.advisor.asks(asked.question, before):
        return Ignored("asks_nothing")
    return await talk.answer(bot, asked, before, over=earlier.answer if earlier else None)


def _may_see(talk: Talk, asked: Asked) -> bool:
    return asked.private and asked.place.sender in talk.admins


def _heard(talk: Talk, message: Message, asked: Asked) -> bool:
    """Tell whether a message came before by another way: to a guest, and to a member."""
    # Hashed, for the words of people are not kept.
    words = hash(message.text or message.caption)
    here = (message.chat_id, place.thread(message), asked.place.sender)
    target = message.reply_to_message
    return talk.heard_before((*here, message.date, words, target and target.message_id))


async def _notice(talk: Talk, bot: Bot, asked: Asked) -> None:
    """Say what the bot is or keeps, or forget the asker: done first, then said."""
    if asked.notice == "forget":
        await talk.forget_sender(asked)
    if asked.notice in NOTICES:
        text = talk.notice(asked.notice)
    elif asked.notice == "reload":
        text = talk.reloaded(await talk.reload())
    else:
        text = await talk.listing(asked.notice)
    await delivery.deliver(bot, asked.target, Post(text))


async def _text_only(talk: Talk, bot: Bot, message: Message) -> None:
    """Say that a picture or a voice without words cannot be read."""
    if message.chat.type != ChatType.PRIVATE or not unread.shown(message):
        return
    target = Target(message.chat_id, place.thread(message))
    await _tell_once(talk, bot, message, target, unread.TEXT_ONLY)


async def _tell_once(talk: Talk, bot: Bot, message: Message, target: Target, name: str) -> None:
    """Say what can be read instead; of an album once."""
    here = place.of(message)
    key = here.question(message.media_group_id or message.message_id)
    if await talk.recall(key, message.date):
        return
    sent = await delivery.deliver(bot, target, Post(talk.words(name)))
    await talk.keep({key: Kept(EMPTY, sent.message, here.sender)}, message.date)
