"""Send a reply or put it in the place of an earlier one, whatever Telegram says to it.

What is tried again, and what never:

1. A group that became a supergroup is answered under its new id.
2. An earlier answer that cannot be edited any more is followed by a new message.
3. A BadRequest will be one again, so it is not repeated.
4. A flood limit, and what did not arrive, are the rate limiter's business (`limiter`).
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.adapters.telegram.place import Target
from bot.adapters.telegram.raw import Raw, call

GUEST_RESULT = "answer"
GUEST_TITLE = "Rolewise"
"""What a guest answer is called where a client shows that; the id need only be unique."""

_NO_PREVIEW = json.dumps({"is_disabled": True})
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_UNANSWERABLE = "message to be replied not found"
_CLOSED = (
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "chat not found",
    "chat_restricted",
    "query is too old",
)
"""What Telegram says where nobody may write, or nobody waits any more."""


@dataclass(frozen=True, slots=True)
class Post:
    """One thing to deliver: HTML, and the buttons under it."""

    text: str
    markup: InlineKeyboardMarkup | None = None
    written: str | None = field(init=False, repr=False)
    """The buttons as JSON, written out once however often they are sent."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "written", self.markup.to_json() if self.markup else None)


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply that has arrived."""

    chat: int
    message: int | None
    """Its id; None where Telegram does not tell, inline and for guests."""
    at: datetime | None = None
    """When, as Telegram says; None if the message stayed as it was."""


async def deliver(bot: Bot, target: Target, post: Post) -> Sent:
    """Deliver a reply and return where it is.

    Raises:
        TelegramError: when it was not delivered, or may not have been.
    """
    if target.guest:
        return await _answer_guest(bot, target, post)
    try:
        return await _once(bot, target, post)
    except ChatMigrated as moved:
        return await _once(bot, replace(target, chat=moved.new_chat_id, over=None), post)


async def point(bot: Bot, target: Target, post: Post) -> Sent | None:
    """Deliver what makes sense only as a reply to another message; None where that is gone."""
    try:
        return await deliver(bot, replace(target, needed=True), post)
    except BadRequest as error:
        if not says(error, _UNANSWERABLE):
            raise
        return None


async def show(bot: Bot, target: Target, photo: bytes | str, caption: str) -> tuple[Sent, str]:
    """Send a picture (bytes, or an id that Telegram knows), and return the message and the id.

    Raises:
        TelegramError: when it was not delivered, or may not have been.
    """
    said: Raw = {"photo": photo, "caption": caption, "parse_mode": ParseMode.HTML}
    if target.reply_to:
        said["reply_parameters"] = ReplyParameters(
            target.reply_to, allow_sending_without_reply=True
        )
    try:
        shown = await bot.send_photo(target.chat, message_thread_id=target.thread, **said)
    except ChatMigrated as moved:
        shown = await bot.send_photo(moved.new_chat_id, **said)
    return Sent(shown.chat_id, shown.message_id, shown.date), shown.photo[-1].file_id


async def take_back(bot: Bot, chat: int, message: int) -> None:
    """Delete one of the bot's messages, if it is there and young enough."""
    with suppress(TelegramError):
        await bot.delete_message(chat, message)


async def _once(bot: Bot, target: Target, post: Post) -> Sent:
    if target.over is not None or target.inline:
        try:
            return await _edit(bot, target, post)
        except BadRequest as error:
            if target.inline or not says(error, *_GONE):
                raise
    said = {"chat_id": target.chat, "message_thread_id": target.thread, **_words(post)}
    if target.reply_to:
        said["reply_parameters"] = {
            "message_id": target.reply_to,
            "allow_sending_without_reply": not target.needed,
        }
    return _sent(await call(bot, "sendMessage", said))


async def _edit(bot: Bot, target: Target, post: Post) -> Sent:
    which: Raw = {"chat_id": target.chat, "message_id": target.over}
    if target.inline:
        which = {"inline_message_id": target.inline}
    try:
        edited = await call(bot, "editMessageText", {**which, **_words(post)})
    except BadRequest as error:
        if not says(error, _UNCHANGED):
            raise
        edited = True
    # Of an inline message Telegram says no more than that it was done.
    return Sent(target.chat, target.over) if edited is True else _sent(edited)


def _words(post: Post) -> Raw:
    return {
        "text": post.text,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": post.written,
    }


def _sent(message: Raw) -> Sent:
    at = datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC)
    return Sent(message["chat"]["id"], message["message_id"], at)


async def _answer_guest(bot: Bot, target: Target, post: Post) -> Sent:
    result = InlineQueryResultArticle(
        GUEST_RESULT,
        GUEST_TITLE,
        content(post.text),
        reply_markup=post.markup,
    )
    await bot.answer_guest_query(target.guest or "", result)
    return Sent(target.chat, None)


def content(text: str) -> InputTextMessageContent:
    """Return HTML as the words of an inline result; PTB's defaults do not reach all of these."""
    return InputTextMessageContent(
        text, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )


def says(error: BadRequest, *texts: str) -> bool:
    """Tell whether an error is one of those, by Telegram's own words."""
    return any(text in error.message.casefold() for text in texts)


def closed(error: BaseException | None) -> bool:
    """Tell whether an error says that nothing can be written there, whatever is sent."""
    return isinstance(error, BadRequest) and says(error, *_CLOSED)
