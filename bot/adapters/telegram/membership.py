"""Membership: hello to a group that took the bot in; what was said elsewhere is forgotten."""

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.place import Target
from bot.adapters.telegram.talk import Talk

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


async def on_membership(talk: Talk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet a group once when the bot enters it; forget a chat that it has left."""
    change = update.my_chat_member
    if change is None:
        return
    was, now = _inside(change.old_chat_member), _inside(change.new_chat_member)
    if now and not was and change.chat.type in _GROUPS:
        # Mentions reach the bot only where privacy mode is off.
        name = "group_hello_all" if context.bot.can_read_all_group_messages else "group_hello"
        await talk.post.deliver(context.bot, Target(change.chat.id), talk.words(name))
    if was and not now:
        await talk.forget(change.chat.id)
    Entry(update).ignored("membership")


async def on_migration(talk: Talk, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Forget a group that became a supergroup: there every message has a new id."""
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        await talk.forget(message.chat_id)
    Entry(update).ignored("migration")


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _INSIDE
