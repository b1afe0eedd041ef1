"""Telegram as a test meets it: the rules of the Bot API, and a wire that leads to them.

`Telegram` records every call, refuses what Telegram refuses with Telegram's words, and fails
the test on what it does not know. `Wire` puts it in the place of PTB's network.
"""

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.telegram import tdlib

ME = {
    "id": 42,
    "is_bot": True,
    "first_name": "Rolewise",
    "username": "Rolewise_Bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}
Raw = dict[str, Any]
Answer = tuple[int, Raw]

FETCHED = 100
"""Updates that are fetched at once, at most."""

_DEEP_LINK = re.compile(r"https://t\.me/\w+\?start=[\w-]{1,64}$")


class Refusal(Exception):
    """Telegram says no, with a 400."""


@dataclass
class Call:
    """One request of the bot."""

    method: str
    params: Raw
    result: Any = None
    """What Telegram gave back, or None when it refused."""

    @property
    def text(self) -> str:
        """The words as people see them, without markup."""
        content = self.params.get("result", {}).get("input_message_content", {})
        return str(tdlib.parse(self.params.get("text") or content["message_text"])["text"])

    @property
    def open(self) -> str:
        """The words that are seen without a tap: the folded quote at the end is left out."""
        content = self.params.get("result", {}).get("input_message_content", {})
        return unfolded(self.params.get("text") or content["message_text"])

    @property
    def buttons(self) -> list[Raw]:
        """The buttons, all rows in one list."""
        bearer = self.params.get("result", self.params)
        rows = bearer.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass
class Telegram:
    """The Bot API, strict."""

    me: Raw = field(default_factory=lambda: dict(ME))
    now: int = 1_790_000_000
    calls: list[Call] = field(default_factory=list)
    faults: defaultdict[str, deque[Answer | Exception | None]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    """Method -> what happens to its next calls instead: a status with a body, an exception, or
    None for nothing out of the common."""
    breaches: list[str] = field(default_factory=list)
    """What no refusal of Telegram's tells: calls that the tests do not expect at all."""
    updates: list[Raw] = field(default_factory=list)
    chats: dict[int, Raw] = field(default_factory=dict)
    topics: set[tuple[int, int]] = field(default_factory=set)
    messages: dict[tuple[int, int], Raw] = field(default_factory=dict)
    deleted: set[tuple[int, int]] = field(default_factory=set)
    """Messages that are gone before the bot can reply to them."""
    queries: set[str] = field(default_factory=set)
    """Presses of buttons, and inline and guest queries, that wait for their one answer."""
    inline: dict[str, Raw] = field(default_factory=dict)
    """Messages of which only the inline id is known."""
    shown: dict[str, Any] = field(default_factory=dict)
    """What people see of the bot: menus by scope, descriptions, the menu button."""
    photos: set[str] = field(default_factory=set)
    """Ids of the pictures that are there."""
    webhook: Raw = field(default_factory=dict)
    """What the webhook was set to; empty where there is none."""
    last_id: int = 100

    def call(self, method: str, params: Raw) -> Answer:
        """Return status and body for one request."""
        call = Call(method, params)
        self.calls.append(call)
        fault = self.faults[method].popleft() if self.faults[method] else None
        if isinstance(fault, Exception):
            raise fault
        if fault:
            return fault
        handle = getattr(self, f"on_{method}", None)
        if handle is None:
            self.breaches.append(f"unexpected method {method}")
            return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
        try:
            call.result = handle(**params)
        except Refusal as refusal:
            description = f"Bad Request: {refusal}"
            return 400, {"ok": False, "error_code": 400, "description": description}
        except TypeError as error:
            self.breaches.append(f"{method}: {error}")
            return 400, {"ok": False, "error_code": 400, "description": str(error)}
        return 200, {"ok": True, "result": call.result}

    def receive(self, update: Raw) -> None:
        """Learn what people sent: the chats, topics, messages and presses of an update."""
        for content in update.values():
            if not isinstance(content, dict):
                continue
            message = content.get("message", content)
            if "data" in content or "query" in content:
                self.queries.add(content["id"])
            if "guest_query_id" in content:
                self.queries.add(content["guest_query_id"])
            chat = message.get("chat", {})
            if chat:
                self.chats[chat["id"]] = chat
            if message.get("is_topic_message"):
                self.topics.add((chat["id"], message["message_thread_id"]))
            key = (chat.get("id", 0), message.get("message_id", 0))
            if message.get("date") and key not in self.deleted:
                self.messages.setdefault(key, message)

    def choose(self, result: Raw) -> str:
        """Return the id of the message that somebody makes of an inline result."""
        name = f"inline-{self.next_id()}"
        self.inline[name] = {"from": self.me, **self._result(result)}
        return name

    def next_id(self) -> int:
        """Return an id that no message has."""
        self.last_id += 1
        return self.last_id

    def sent(self) -> list[Call]:
        """Return the calls that put words before people, those refused left out."""
        shown = {"sendMessage", "sendPhoto", "editMessageText", "answerGuestQuery"}
        return [call for call in self.calls if call.method in shown and call.result]

    # One method for each method of the Bot API; their parameters are the ones allowed.

    def on_getMe(self) -> Raw:
        return self.me

    def on_deleteWebhook(self) -> bool:
        self.webhook = {}
        return True

    def on_getWebhookInfo(self) -> Raw:
        # The secret is not told.
        told = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return told | {name: self.webhook[name] for name in self.webhook if name != "secret_token"}

    def on_setWebhook(
        self, url: str, secret_token: str, allowed_updates: list[str], max_connections: int = 40
    ) -> bool:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret_token):
            raise Refusal("secret token contains unallowed characters")
        self.webhook = {
            "url": url,
            "secret_token": secret_token,
            "allowed_updates": allowed_updates,
            "max_connections": max_connections,
        }
        return True

    def on_getUpdates(
        self, timeout: int, allowed_updates: list[str], offset: int = 0
    ) -> list[Raw]:
        del timeout, allowed_updates
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        return self.updates[:FETCHED]

    def on_getMyCommands(self, scope: Raw) -> list[Raw]:
        return list(self.shown.get(f"commands {scope}", []))

    def on_setMyCommands(self, commands: list[Raw], scope: Raw) -> bool:
        if scope["type"] == "chat" and scope["chat_id"] not in self.chats:
            raise Refusal("chat not found")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refusal("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refusal("BOT_COMMAND_DESCRIPTION_INVALID")
        self.shown[f"commands {scope}"] = commands
        return True

    def on_getMyDescription(self) -> Raw:
        return {"description": self.shown.get("description", "")}

    def on_setMyDescription(self, description: str) -> bool:
        return self._describe("description", description, 512)

    def on_getMyShortDescription(self) -> Raw:
        return {"short_description": self.shown.get("short_description", "")}

    def on_setMyShortDescription(self, short_description: str) -> bool:
        return self._describe("short_description", short_description, 120)

    def _describe(self, name: str, text: str, room: int) -> bool:
        if len(text) > room:
            raise Refusal(f"{name} is too long")
        self.shown[name] = text
        return True

    def on_getChatMenuButton(self) -> Raw:
        return dict(self.shown.get("menu_button", {"type": "default"}))

    def on_setChatMenuButton(self, menu_button: Raw) -> bool:
        self.shown["menu_button"] = menu_button
        return True

    def on_answerInlineQuery(
        self,
        inline_query_id: str,
        results: list[Raw],
        cache_time: int,
        button: Raw | None = None,
        is_personal: bool = False,
    ) -> bool:
        del cache_time
        self._answered(inline_query_id)
        if is_personal and results:
            self.breaches.append("results of a stateless query are for everybody")
        if len(results) > 50:
            raise Refusal("too many inline query results specified")
        if len({result["id"] for result in results}) < len(results):
            raise Refusal("RESULT_ID_DUPLICATE")
        if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
            raise Refusal("unallowed characters in start_parameter are used")
        for result in results:
            self._result(result)
        return True

    def on_answerGuestQuery(self, guest_query_id: str, result: Raw) -> Raw:
        self._answered(guest_query_id)
        return {"inline_message_id": self.choose(result)}

    def _answered(self, query: str) -> None:
        """Take the one answer that a query may have."""
        if query not in self.queries:
            raise Refusal("query is too old and response timeout expired or query ID is invalid")
        self.queries.remove(query)

    def _result(self, result: Raw) -> Raw:
        """Return the message that an inline result becomes."""
        if not 1 <= len(result["id"].encode()) <= 64:
            raise Refusal("RESULT_ID_INVALID")
        if not result["title"].strip():
            raise Refusal("RESULT_TITLE_EMPTY")
        content = dict(result["input_message_content"])
        text = content.pop("message_text")
        return self._shown(text, result.get("reply_markup"), content)

    def on_sendMessage(
        self,
        chat_id: int,
        text: str,
        message_thread_id: int = 0,
        reply_parameters: Raw | None = None,
        reply_markup: Raw | None = None,
        **form: Any,
    ) -> Raw:
        if chat_id not in self.chats:
            raise Refusal("chat not found")
        if message_thread_id and (chat_id, message_thread_id) not in self.topics:
            raise Refusal("message thread not found")
        if reply_parameters:
            target = (chat_id, reply_parameters["message_id"])
            may_lack = reply_parameters.get("allow_sending_without_reply")
            if target not in self.messages and not may_lack:
                raise Refusal("message to be replied not found")
        message = {
            "message_id": self.next_id(),
            "date": self.now,
            "chat": self.chats[chat_id],
            "from": self.me,
            **self._shown(text, reply_markup, form),
        }
        if message_thread_id:
            message |= {"message_thread_id": message_thread_id, "is_topic_message": True}
        self.messages[chat_id, message["message_id"]] = message
        return message

    def on_sendPhoto(
        self, chat_id: int, caption: str, parse_mode: str, photo: str = "", **where: Any
    ) -> Raw:
        """Take a picture that comes beside the parameters, or the id of one taken before."""
        if photo and photo not in self.photos:
            raise Refusal("wrong file identifier/HTTP URL specified")
        name = photo or f"photo-{self.next_id()}"
        self.photos.add(name)
        form: Raw = {"parse_mode": parse_mode, "link_preview_options": {"is_disabled": True}}
        if len(tdlib.parse(caption)["text"]) > 1024:
            raise Refusal("message caption is too long")
        message = self.on_sendMessage(chat_id, caption, **where, **form)
        size = {"file_id": name, "file_unique_id": name, "width": 900, "height": 900}
        message |= {"caption": message.pop("text"), "photo": [size]}
        return message

    def on_deleteMessage(self, chat_id: int, message_id: int) -> bool:
        if (chat_id, message_id) not in self.messages:
            raise Refusal("message to delete not found")
        del self.messages[chat_id, message_id]
        return True

    def on_editMessageText(
        self,
        text: str,
        chat_id: int = 0,
        message_id: int = 0,
        inline_message_id: str = "",
        reply_markup: Raw | None = None,
        **form: Any,
    ) -> Raw | bool:
        message = self._own(chat_id, message_id, inline_message_id)
        shown = self._shown(text, reply_markup, form)
        if all(message.get(name) == value for name, value in shown.items()):
            raise Refusal(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.pop("reply_markup", None)
        message |= {**shown, "edit_date": self.now}
        return True if inline_message_id else dict(message)

    def on_editMessageReplyMarkup(
        self, chat_id: int, message_id: int, reply_markup: Raw | None = None, parse_mode: str = ""
    ) -> Raw:
        del parse_mode  # the library's defaults come along, and mean nothing here
        message = self._own(chat_id, message_id, "")
        if reply_markup:
            _check_buttons(reply_markup["inline_keyboard"])
        if message.get("reply_markup") == reply_markup:
            raise Refusal("message is not modified")
        message |= {"reply_markup": reply_markup or {"inline_keyboard": []}}
        return dict(message)

    def _own(self, chat: int, number: int, inline: str) -> Raw:
        """Return a message of the bot's own, to be changed."""
        message = self.inline.get(inline) if inline else self.messages.get((chat, number))
        if message is None:
            raise Refusal("MESSAGE_ID_INVALID" if inline else "message to edit not found")
        if message.get("from", {}).get("id") != self.me["id"]:
            raise Refusal("message can't be edited")
        return message

    def on_answerCallbackQuery(
        self, callback_query_id: str, text: str = "", url: str = "", show_alert: bool = False
    ) -> bool:
        if len(text) > 200 or (show_alert and not text):
            raise Refusal("MESSAGE_TOO_LONG")
        if url and not _DEEP_LINK.match(url):
            raise Refusal("URL_INVALID")
        self._answered(callback_query_id)
        return True

    def _shown(self, html: str, reply_markup: Raw | None, form: Raw) -> Raw:
        """Return the parts of a message that people see, refused as Telegram refuses them."""
        if form != {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}:
            self.breaches.append(f"sent in an unexpected form: {form}")
        try:
            text = tdlib.parse(html)["text"].strip()
        except tdlib.Unparsable as error:
            raise Refusal(str(error)) from error
        if not text:
            raise Refusal("message text is empty")
        # Code points of the parsed text, neither bytes nor UTF-16 units.
        if len(text) > 4096:
            raise Refusal("message is too long")
        if not reply_markup:
            return {"text": text}
        _check_buttons(reply_markup["inline_keyboard"])
        return {"text": text, "reply_markup": reply_markup}


def _check_buttons(rows: list[list[Raw]]) -> None:
    for row in rows:
        if not 1 <= len(row) <= 8:
            raise Refusal("reply markup is invalid")
        for button in row:
            if "url" in button and not _DEEP_LINK.match(button["url"]):
                raise Refusal("BUTTON_URL_INVALID")
            if "url" not in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refusal("BUTTON_DATA_INVALID")
            if not button["text"].strip():
                raise Refusal("BUTTON_TEXT_EMPTY")


def unfolded(html: str) -> str:
    """Return what people see of a text before they open the quote that is folded at its end."""
    parsed = tdlib.parse(html)
    text = str(parsed["text"])
    for one in parsed["entities"]:
        if one["type"]["@type"] == "textEntityTypeExpandableBlockQuote":
            # Telegram counts in units of UTF-16.
            before = text.encode("utf-16-le")[: 2 * one["offset"]]
            return before.decode("utf-16-le").rstrip()
    return text


class Wire(BaseRequest):
    """The network of PTB, leading to our Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answer a request as Telegram would."""
        del method
        params = decoded(dict(request_data.json_parameters) if request_data else {})
        status, body = self.telegram.call(url.rsplit("/", 1)[1], params)
        return status, json.dumps(body).encode()


_TEXTS = frozenset(
    {
        "text",
        "caption",
        "photo",
        "parse_mode",
        "callback_query_id",
        "inline_query_id",
        "guest_query_id",
        "inline_message_id",
        "description",
        "short_description",
        "url",
        "secret_token",
    }
)


def decoded(params: dict[str, str]) -> Raw:
    """Return parameters as values: on the wire all are strings, the nested ones JSON."""
    return {name: value if name in _TEXTS else json.loads(value) for name, value in params.items()}
