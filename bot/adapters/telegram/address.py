"""Is a message addressed to the bot, and what does it ask? Pure: a message in, values out.

Laws of this module:

1. In a private chat every text is a question. In a group only a command, a mention anywhere in
   text or caption, and a reply to one of the bot's messages are.
2. What no person wrote is never a question: other bots, posts forwarded from the linked
   channel, texts made by the bot's own inline results.
3. A guest message was delivered because it mentions the bot, so it is a question always.
4. A message that only replies to one of the bot's may be meant for people; whether it asks
   anything is decided once its context is known.
5. Each message of a topic carries the topic's first message as the one it replies to; that is
   no reply to the bot, even where the bot opened the topic.
6. Entities count in UTF-16 units; handles are compared without case.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from telegram import Message, MessageEntity, User
from telegram.constants import ChatID, ChatType

from bot.adapters.telegram import place
from bot.adapters.telegram.place import Place, Target
from bot.engine import commands
from bot.engine.reading import Question
from bot.render.reply import GROUP, SCREEN

NO_TEXT = "no_text"
NOTICES = frozenset({"about", "privacy", "forget"})
"""Commands about the bot itself and what it keeps: no questions."""
PICTURE = "picture"
"""The command that asks for a picture instead of text."""
ADMINS = frozenset({"unanswered", "feedback", "reload"})
"""Commands of the operators, in their private chats; from others they are questions."""

_NO_QUESTIONS = NOTICES | ADMINS | {PICTURE}
_MENTIONS = frozenset({MessageEntity.MENTION, MessageEntity.TEXT_MENTION})
_STAND_INS = frozenset({ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL})
"""Users that are bots by name, but speak for a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the bot."""

    question: Question
    at: datetime
    place: Place
    surface: str
    """private, group, callback or guest."""
    limit: int
    """How long an answer may be here."""
    message: int
    """The message that asks, or that has the button."""
    key: int | str | None = None
    """What the question is known by: its message, or the album that it is a part of."""
    answer: int | None = None
    """The message of the bot that it replies to."""
    pointed: int | None = None
    """The message of another person that it points at."""
    pointed_at: int = 0
    """That person, where it is not the asker."""
    private: bool = False
    """Only the asker can read the chat."""
    overheard: bool = False
    """In a group, and only a reply: perhaps people talk among themselves."""
    notice: str = ""
    """One of `NOTICES` or `ADMINS`, `PICTURE`, or `NO_TEXT` for a message without text."""
    page: int = 1
    """Which part of a list is asked for."""
    guest: str | None = None
    """The guest query that waits for its one answer."""
    inline: str | None = None
    """The inline message that has the button."""

    @property
    def target(self) -> Target:
        """Where its answer goes; in a group it shows what it answers."""
        reply_to = self.message if self.surface == "group" else None
        thread = self.place.thread or None
        return Target(self.place.chat, thread, reply_to, inline=self.inline, guest=self.guest)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A message that is not for the bot."""

    reason: str


def address(message: Message, me: User) -> Asked | Ignored:
    """Return the question that a message puts to the bot, or why it puts none."""
    guest = message.guest_query_id
    private = message.chat.type == ChatType.PRIVATE and not guest
    reason = _unasked(message, me) or ("" if private or guest else _elsewhere(message, me))
    wordless = reason == NO_TEXT and private and shown(message)
    if reason and not wordless:
        return Ignored(reason)
    target = _target(message)
    quoted = _quoted(message, target, me)
    at = message.edit_date or message.date
    name = _command(message).partition("@")[0].casefold()
    notice = name if name in _NO_QUESTIONS and not guest else ""
    said = _text(message)
    typed = commands.question(said) or "start"
    as_before = not private or message.edit_date is not None
    return Asked(
        Question(typed, at, quoted, as_before, linked=commands.linked(said)),
        at,
        place.of(message, place.GUEST if guest else ""),
        surface="guest" if guest else "private" if private else "group",
        limit=SCREEN if private else GROUP,
        message=message.message_id,
        key=None if guest else message.media_group_id or message.message_id,
        answer=target.message_id if target and not guest and _is(target.from_user, me) else None,
        pointed=target.message_id if target and quoted else None,
        pointed_at=_writer(target, message) if target and quoted else 0,
        private=private,
        overheard=not (private or guest) and _only_replies(message, me),
        notice=NO_TEXT if wordless else notice,
        page=_number(said) if notice in ADMINS else 1,
        guest=guest,
    )


def shown(message: Message) -> bool:
    """Tell whether a message has any visible content besides its text."""
    strange = "rich_message" in message.api_kwargs  # of a later Bot API than the library's
    return bool(message.effective_attachment or message.checklist or strange)


def _unasked(message: Message, me: User) -> str:
    """Return why no message of this kind is ever answered, or ""."""
    sender = message.from_user
    if message.is_automatic_forward:
        return "automatic_forward"
    if _is(message.via_bot, me):
        return "own_inline_result"
    if sender and sender.is_bot and sender.id not in _STAND_INS:
        return "bot"
    if not (message.text or message.caption):
        return NO_TEXT
    return ""


def _elsewhere(message: Message, me: User) -> str:
    """Return why a message in a group is not for the bot, or ""."""
    _, _, target = _command(message).casefold().partition("@")
    if target and target != _handle(me):
        return "command_for_another_bot"
    if not _only_replies(message, me):
        return ""
    replied = _target(message)
    if not (replied and _is(replied.from_user, me)):
        return "not_addressed"
    return "to_somebody_else" if any(True for _ in _entities(message, _MENTIONS)) else ""


def _only_replies(message: Message, me: User) -> bool:
    """Tell whether neither a command nor a mention addresses the bot."""
    name, _, target = _command(message).casefold().partition("@")
    called = target or name in {*commands.COMMANDS, *NOTICES}
    return not (called or any(_mentions(message, me)))


def _command(message: Message) -> str:
    """Return the command that a message begins with, without its slash."""
    for entity, text in _entities(message, [MessageEntity.BOT_COMMAND]):
        if entity.offset == 0:
            return text[1:]
    return ""


def _mentions(message: Message, me: User) -> Iterator[bool]:
    for entity, text in _entities(message, _MENTIONS):
        yield _is(entity.user, me) or text.casefold() == f"@{_handle(me)}"


def _writer(target: Message, message: Message) -> int:
    """Return who wrote the message that another points at, 0 for the one who points."""
    writer, sender = (place.of(one).sender for one in (target, message))
    return 0 if writer == sender else writer


def _number(said: str) -> int:
    """Return the number after a command, 1 if there is none."""
    last = said.split()[-1]
    return int(last) if re.fullmatch(r"[1-9][0-9]{0,3}", last) else 1


def _target(message: Message) -> Message | None:
    """Return the message that this one replies to on purpose."""
    target = message.reply_to_message
    if target is None or target.forum_topic_created:
        return None
    if message.is_topic_message and target.message_id == message.message_thread_id:
        return None
    return target


def _quoted(message: Message, target: Message | None, me: User) -> str | None:
    """Return the words of another person that a message points at."""
    if target and _is(target.from_user, me):
        return None
    if message.quote:
        return whole(message.quote.text)
    return (_text(target) or None) if target else None


def _text(message: Message) -> str:
    """Return what a message says, without the handles in it."""
    said = message.text or message.caption or ""
    mentions = [entity for entity, _ in _entities(message, _MENTIONS)]
    if not mentions:
        return whole(said).strip()
    raw = _units(said)
    for entity in sorted(mentions, key=lambda entity: -entity.offset):
        begin, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        raw = raw[:begin] + " ".encode("utf-16-le") + raw[end:]
    return raw.decode("utf-16-le", errors="replace").strip()


def whole(text: str) -> str:
    """Return a text without unpaired surrogates, which can be neither stored nor sent."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _units(text: str) -> bytes:
    """Return a text in the units in which entities count, two bytes each."""
    return text.encode("utf-16-le", errors="surrogatepass")


def _entities(message: Message, types: Iterable[str]) -> Iterator[tuple[MessageEntity, str]]:
    """Yield the entities of these types and their words; the library's own fails at a half."""
    entities = message.entities if message.text else message.caption_entities
    found = [one for one in entities if one.type in types]
    raw = _units(message.text or message.caption or "") if found else b""
    for one in found:
        word = raw[2 * one.offset : 2 * (one.offset + one.length)]
        yield one, word.decode("utf-16-le", errors="replace")


def _is(user: User | None, me: User) -> bool:
    return user is not None and user.id == me.id


def _handle(me: User) -> str:
    return (me.username or "").casefold()
