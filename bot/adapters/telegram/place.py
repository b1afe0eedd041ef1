"""Places: where in Telegram somebody talks, under which keys that is kept, and where to answer."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Message

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The time for events without one, if nothing is kept."""
GUEST = "guest-"
"""Realm of chats of which the bot is no member: their ids may clash with those of others."""
INLINE = "inline-"
"""Realm of inline results, about which nothing is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """One person (or chat in a person's role) in one topic of one chat."""

    chat: int
    thread: int
    """The topic, 0 where there is none."""
    sender: int
    """The effective sender: for an anonymous admin the chat, never the shared stand-in user."""
    realm: str = ""
    """A prefix that separates its keys from those of chats that the bot is a member of."""

    @property
    def conversation(self) -> str:
        """The key of what this person talks about here."""
        return f"{self.realm}chat:{self.chat}:{self.thread}:{self.sender}"

    @property
    def last(self) -> str:
        """The key of what anybody talked about last in this topic."""
        return f"{self.realm}last:{self.chat}:{self.thread}"

    def anchor(self, message: int) -> str:
        """Return the key of the context that an answer of the bot leaves behind."""
        return f"anchor:{self.realm}{self.chat}:{message}"

    def question(self, message: int | str) -> str:
        """Return the key of a question: the context before it, and the id of its answer."""
        return f"{self.realm}question:{self.chat}:{message}"

    def page(self, message: int, number: int) -> str:
        """Return the key of a further message of an answer that takes several."""
        return f"page:{self.chat}:{message}:{number}"

    def vote(self, message: int, about: str) -> str:
        """Return the key that records a vote on an answer."""
        return f"vote:{self.chat}:{message}:{about}"

    def asked(self, digest: str) -> str:
        """Return the key of an answer lately given in this topic."""
        return f"asked:{self.realm}{self.chat}:{self.thread}:{digest}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reply goes."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None
    """The message it answers, in groups."""
    over: int | None = None
    """The earlier message whose place it takes."""
    needed: bool = False
    """Useless without the message that it answers."""
    inline: str | None = None
    """The inline message whose place it takes, in a chat that is not known."""
    guest: str | None = None
    """The guest query that it answers."""


def of(message: Message, realm: str = "") -> Place:
    """Return where a message was written, and by whom."""
    sender = message.sender_chat or message.from_user
    return Place(message.chat_id, thread(message) or 0, sender.id if sender else 0, realm)


def thread(message: object) -> int | None:
    """Return the topic to answer in.

    In a group without topics the thread id marks a chain of replies and must not be sent; the
    General topic has none; a message too old to be read tells nothing.
    """
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def prefixes(chat: int) -> tuple[str, ...]:
    """Return the prefixes of all keys of a chat."""
    kinds = ("chat", "last", "anchor", "question", "page", "asked", "vote")
    return tuple(f"{kind}:{chat}:" for kind in kinds)


def moving(chat: int, to: int) -> dict[str, str]:
    """Return the key prefixes that move when a group gets a new id: old -> new.

    Messages get other ids there, so keys of single messages do not move.
    """
    return {f"{kind}:{chat}:": f"{kind}:{to}:" for kind in ("chat", "last")}
