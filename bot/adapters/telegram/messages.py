"""Messages: a question is answered, an edited one has its answer changed, all else is silence."""

from functools import partial

from telegram import Bot, Message, Update
from telegram.ext import ContextTypes

from bot.adapters.telegram import delivery, notices, place, unread
from bot.adapters.telegram.address import NOTICES, PICTURE, Asked, Ignored, address
from bot.adapters.telegram.allowance import Verdict
from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.drawing import on_picture
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.order import Order, Work
from bot.adapters.telegram.talk import Talk
from bot.clock import now
from bot.engine.talk.context import EMPTY
from bot.stores import Kept


async def on_message(
    talk: Talk, order: Order, update: Update, context: ContextTypes.DEFAULT_TYPE
) -> None:
    """Answer a new or edited message that is addressed to the bot.

    Whatever makes the bot send something, or look into its store, is judged before its line.
    """
    message = update.effective_message
    if message is None:
        return
    entry = Entry(update)
    joined = talk.parts.joined(message, lambda typed: talk.advisor.decoder.looks_like_ad(typed))
    asked = joined or address(message, context.bot.bot)
    if isinstance(asked, Ignored):
        return entry.ignored(asked.reason)
    if not update.edited_message and (known := _heard(talk, update.update_id, message, asked)):
        return entry.ignored(known)
    verdict, why = _judged(talk, order, asked)
    if verdict is Verdict.IGNORE:
        return entry.ignored("too_many")
    if verdict is Verdict.TELL:
        work: Work = partial(_refuse, talk, context.bot, asked, why, entry)
    else:
        work = _work(talk, context.bot, message, asked, entry, joined=bool(joined))
    await order.take(update, work)


def _judged(talk: Talk, order: Order, asked: Asked) -> tuple[Verdict, str]:
    """Return the verdict on a question, and the name of the reply that refuses it."""
    verdict, chat = talk.verdict(asked), asked.place.chat
    if asked.surface == "group" and verdict is not Verdict.IGNORE and not order.has_room(chat):
        told = talk.crowds.take(chat, now()) is not Verdict.ANSWER
        return (Verdict.IGNORE if told else Verdict.TELL), "crowded"
    return verdict, "too_fast"


def _work(
    talk: Talk, bot: Bot, message: Message, asked: Asked, entry: Entry, *, joined: bool
) -> Work:
    """Return what a message asks for, and hold it for what may belong to it: that may be next."""
    if asked.notice in NOTICES or (asked.notice and _may_see(talk, asked)):
        return partial(_notice, talk, bot, asked, entry)
    if asked.notice == PICTURE:
        return partial(on_picture, talk, bot, asked, entry)
    if line := "" if joined else unread.unread(message, asked, talk.advisor):
        return partial(_tell_once, talk, bot, asked, line, entry)
    talk.parts.hold(asked)
    changed = joined or message.edit_date is not None
    return partial(_answer, talk, bot, asked, entry, again=changed)


async def _refuse(talk: Talk, bot: Bot, asked: Asked, why: str, entry: Entry) -> None:
    # People who only talk below an answer get no notice about limits.
    if asked.overheard and not talk.advisor.asks(asked.question, await talk.context(asked)):
        return entry.ignored("asks_nothing")
    await delivery.deliver(bot, asked.target, Post(talk.words(why)))
    entry.ignored("too_many")


async def _answer(talk: Talk, bot: Bot, asked: Asked, entry: Entry, *, again: bool) -> None:
    """Answer a question.

    `again`: it was answered before and has changed since, by an edit or by its second part.
    """
    since = await talk.forgets()
    # Only these can have been asked before; a new message costs no look.
    earlier = await talk.earlier(asked) if again or isinstance(asked.key, str) else None
    if earlier and not again:
        return entry.ignored("album")
    before = earlier.context if earlier else await talk.context(asked)
    if asked.overheard and not talk.advisor.asks(asked.question, before):
        return entry.ignored("asks_nothing")
    over = earlier.answer if earlier else None
    entry.answered(asked.surface, await talk.answer(bot, asked, before, since, over=over))


def _may_see(talk: Talk, asked: Asked) -> bool:
    return asked.private and asked.place.sender in talk.admins


def _heard(talk: Talk, update_id: int, message: Message, asked: Asked) -> str:
    """Return how a message came before by another update, or "".

    One to a guest comes to a member too, and an album as several messages.
    """
    chat, album = message.chat_id, message.media_group_id
    if album and talk.heard_before((chat, album), update_id):
        return "album"
    # Hashed, for the words of people are not kept.
    words = hash(message.text or message.caption)
    target = message.reply_to_message
    here = (chat, place.thread(message), asked.place.sender)
    which = (*here, message.date, words, target and target.message_id)
    return "duplicate" if not asked.private and talk.heard_before(which, update_id) else ""


async def _notice(talk: Talk, bot: Bot, asked: Asked, entry: Entry) -> None:
    """Say what the bot is or keeps, or forget the asker: done first, then said."""
    if asked.notice == "forget":
        await talk.forget_sender(asked)
    if asked.notice in NOTICES:
        text = notices.notice(talk, asked.notice)
    elif asked.notice == "reload":
        text = notices.reloaded(talk, await talk.reload())
    else:
        text = await talk.listing(asked.notice, asked.page)
    await delivery.deliver(bot, asked.target, Post(text))
    entry.ignored(asked.notice)


async def _tell_once(talk: Talk, bot: Bot, asked: Asked, name: str, entry: Entry) -> None:
    """Say what can be read instead of what is shown; of an album once."""
    key = asked.place.question(asked.key or asked.message)
    since = await talk.forgets()
    if not await talk.recall(key, asked.at):
        sent = await delivery.deliver(bot, asked.target, Post(talk.words(name)))
        await talk.keep({key: Kept(EMPTY, sent.message, asked.place.sender)}, asked.at, since)
    entry.ignored(asked.notice or name)
