"""Messages: a question is answered, an edited one has its answer changed, all else is silence."""

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.adapters.telegram import place
from bot.adapters.telegram.address import NO_TEXT, Ignored, address
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.place import Target
from bot.adapters.telegram.talk import Talk
from bot.engine.context import EMPTY
from bot.stores import Kept


async def on_message(talk: Talk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a new or edited message that is addressed to the bot."""
    message = update.effective_message
    if message is None:
        return
    entry = Entry(update)
    asked = address(message, context.bot.bot)
    if isinstance(asked, Ignored):
        if asked.reason == NO_TEXT:
            await _text_only(talk, context.bot, message)
        return entry.ignored(asked.reason)
    earlier = await talk.earlier(asked)
    if earlier and not update.edited_message:
        return entry.ignored("album")
    before = earlier.context if earlier else await talk.context(asked)
    over = earlier.answer if earlier else None
    entry.answered(asked.surface, await talk.answer(context.bot, asked, before, over=over))


async def _text_only(talk: Talk, bot: Bot, message: Message) -> None:
    """Say once, also for an album, that a picture or a voice cannot be read."""
    if message.chat.type != ChatType.PRIVATE or not message.effective_attachment:
        return
    key = place.of(message).question(message.media_group_id or message.message_id)
    if await talk.recall(key, message.date):
        return
    target = Target(message.chat_id, place.thread(message))
    sent = await talk.post.deliver(bot, target, talk.words("text_only"))
    await talk.keep({key: Kept(EMPTY, sent.message)}, message.date)
