"""Updates as Telegram sends them, with true entities and a default for each part."""

from inspect import signature
from itertools import count
from typing import Any

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted

from tests.telegram import tdlib
from tests.telegram.wire import ME, Raw

PRIVATE: Raw = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP: Raw = {"id": -200, "type": "group", "title": "Careers"}
FORUM: Raw = {"id": -1001, "type": "supergroup", "title": "Forum", "is_forum": True}

ANA: Raw = {"id": 7, "is_bot": False, "first_name": "Ana"}
BEN: Raw = {"id": 8, "is_bot": False, "first_name": "Ben"}
CHI: Raw = {"id": 9, "is_bot": False, "first_name": "Chi"}
ADMIN: Raw = {"id": 99, "is_bot": False, "first_name": "Ada"}
OTHER_BOT: Raw = {"id": 50, "is_bot": True, "first_name": "Other", "username": "Other_Bot"}
ANONYMOUS_ADMIN: Raw = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}

DATE = 1_790_000_000
_update_ids = count(1)
_message_ids = count(1)
_query_ids = count(1)


def update(**content: Raw) -> Raw:
    """Return an update with a new id: `update(message=...)`."""
    return {"update_id": next(_update_ids), **content}


def message(
    text: str | None = None, *, chat: Raw = PRIVATE, sender: Raw = ANA, **more: Any
) -> Raw:
    """Return a message; `more` are further fields of the Bot API, such as `caption`."""
    made: Raw = {
        "message_id": next(_message_ids),
        "date": DATE,
        "chat": chat,
        "from": sender,
        **more,
    }
    if text is not None:
        made |= {"text": text, "entities": tdlib.entities(text)}
    if caption := more.get("caption"):
        made["caption_entities"] = tdlib.entities(caption)
    return made


def in_topic(thread: int, text: str, *, opener: Raw | None = None, **more: Any) -> Raw:
    """Return a message of a forum topic, which replies to the topic's opening by itself."""
    opening = message(
        chat=FORUM, sender=opener or BEN, forum_topic_created={"name": "T", "icon_color": 0}
    )
    opening |= {"message_id": thread, "message_thread_id": thread, "is_topic_message": True}
    fields = {"reply_to_message": opening, **more}
    return message(text, chat=FORUM, message_thread_id=thread, is_topic_message=True, **fields)


def edited(original: Raw, text: str, **more: Any) -> Raw:
    """Return a message with other words, edited a minute later."""
    changed = {**original, "edit_date": original["date"] + 60, **more}
    return changed | {"text": text, "entities": tdlib.entities(text)}


def guest(text: str | None = None, *, chat: Raw = GROUP, sender: Raw = ANA, **more: Any) -> Raw:
    """Return a message that calls the bot into a chat in which it is no member."""
    query = f"guest-{next(_query_ids)}"
    return message(text, chat=chat, sender=sender, **{"guest_query_id": query, **more})


def inline_query(typed: str, *, sender: Raw = ANA) -> Raw:
    """Return what is typed behind the bot's name in any chat, one of many keystrokes."""
    return {"id": f"inline-{next(_query_ids)}", "from": sender, "query": typed, "offset": ""}


def press(data: str, under: Raw | str | None, *, sender: Raw = ANA) -> Raw:
    """Return the press of a button under a message of the bot, or under an inline message."""
    query: Raw = {
        "id": f"press-{next(_query_ids)}",
        "from": sender,
        "chat_instance": "1",
        "data": data,
    }
    if under is None:
        return query
    return query | {"inline_message_id" if isinstance(under, str) else "message": under}


def membership(was: str, now: str, *, chat: Raw = GROUP, sender: Raw = ANA, **rights: bool) -> Raw:
    """Return the news that the bot's own membership in a chat has changed, and with which rights.

    A right that is not named is given: `can_send_messages=False` takes one away.
    """
    return {
        "chat": chat,
        "from": sender,
        "date": DATE,
        "old_chat_member": _member(was),
        "new_chat_member": {**_member(now), **rights},
    }


def _member(status: str) -> Raw:
    more: Raw = {}
    if status == "kicked":
        more = {"until_date": 0}
    if status == "restricted":
        more = {"is_member": True, "until_date": 0, **_rights(ChatMemberRestricted)}
    if status == "administrator":
        more = {"can_be_edited": False, "is_anonymous": False, **_rights(ChatMemberAdministrator)}
    return {"status": status, "user": ME, **more}


def _rights(kind: type[ChatMember]) -> Raw:
    """Return every right of a kind of member, whatever the Bot API adds to them."""
    return {name: True for name in signature(kind).parameters if name.startswith("can_")}
