"""Membership: greet a group that added the bot; forget a chat that it has left."""

from functools import partial

from telegram import Bot, ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.adapters.telegram import delivery
from bot.adapters.telegram.allowance import Verdict
from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.order import Order
from bot.adapters.telegram.place import Target
from bot.adapters.telegram.talk import Talk

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


async def on_membership(
    talk: Talk, order: Order, update: Update, context: ContextTypes.DEFAULT_TYPE
) -> None:
    """Greet a group once when the bot enters it; forget a chat that it has left."""
    await order.take(update, partial(_changed, talk, update, context.bot))


async def _changed(talk: Talk, update: Update, bot: Bot) -> None:
    change = update.my_chat_member
    if change is None:
        return
    was, now = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if was and not now:
        await talk.forget(change.chat.id)
    Entry(update).ignored("membership")
    new = now and not was and change.chat.type in _GROUPS and _speaks(change.new_chat_member)
    # Adding the bot to many groups is rate-limited like asking.
    if new and talk.members.take(change.from_user.id, change.date.timestamp()) is Verdict.ANSWER:
        # Mentions reach the bot only where privacy mode is off.
        name = "group_hello_all" if bot.can_read_all_group_messages else "group_hello"
        await delivery.deliver(bot, Target(change.chat.id), Post(talk.words(name)))


async def on_migration(
    talk: Talk, order: Order, update: Update, _: ContextTypes.DEFAULT_TYPE
) -> None:
    """Keep the conversations of a group that has become a supergroup."""
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        await order.take(update, partial(talk.move, message.chat_id, message.migrate_to_chat_id))
    Entry(update).ignored("migration")


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _INSIDE


def _speaks(member: ChatMember) -> bool:
    return not isinstance(member, ChatMemberRestricted) or member.can_send_messages
