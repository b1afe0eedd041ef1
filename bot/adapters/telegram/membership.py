"""Membership: greet a group that added the bot; forget a chat that it has left."""

from functools import partial

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update
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
    change = update.my_chat_member
    if change is None:
        return
    greets = _enters(change) and _may_greet(talk, order, change)
    entry = Entry(update)
    await order.take(update, partial(_changed, talk, change, context.bot, entry, greets=greets))


async def _changed(
    talk: Talk, change: ChatMemberUpdated, bot: Bot, entry: Entry, *, greets: bool
) -> None:
    if _inside(change.old_chat_member) and not _inside(change.new_chat_member):
        await talk.forget(change.chat.id)
    entry.ignored("membership")
    if greets:
        # Mentions reach the bot only where privacy mode is off.
        name = "group_hello_all" if bot.can_read_all_group_messages else "group_hello"
        await delivery.deliver(bot, Target(change.chat.id), Post(talk.words(name)))


def _enters(change: ChatMemberUpdated) -> bool:
    """Tell whether the bot has come into a group in which it may write."""
    was, now = _inside(change.old_chat_member), _inside(change.new_chat_member)
    return now and not was and change.chat.type in _GROUPS and _speaks(change.new_chat_member)


def _may_greet(talk: Talk, order: Order, change: ChatMemberUpdated) -> bool:
    """Tell whether a hello is within what the group, and whoever added the bot, may cause."""
    who, at = change.from_user.id, change.date.timestamp()
    return order.has_room(change.chat.id) and talk.members.take(who, at) is Verdict.ANSWER


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
