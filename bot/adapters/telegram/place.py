"""Places: where in Telegram somebody talks, under which keys that is kept, and where to answer."""

from dataclasses import dataclass

from telegram import Message


@dataclass(frozen=True, slots=True)
class Place:
    """One person (or chat in a person's role) in one topic of one chat."""

    chat: int
    thread: int
    """The topic, 0 where there is none."""
    sender: int
    """The effective sender: for an anonymous admin the chat, never the shared stand-in user."""

    @property
    def conversation(self) -> str:
        """The key of what this person talks about here."""
        return f"chat:{self.chat}:{self.thread}:{self.sender}"

    @property
    def last(self) -> str:
        """The key of what anybody talked about last in this topic."""
        return f"last:{self.chat}:{self.thread}"

    def anchor(self, message: int) -> str:
        """Return the key of the context that an answer of the bot leaves behind."""
        return f"anchor:{self.chat}:{message}"

    def question(self, message: int | str) -> str:
        """Return the key of a question: the context before it, and the id of its answer."""
        return f"question:{self.chat}:{message}"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reply goes."""

    chat: int
    thread: int | None = None
    reply_to: int | None = None
    """The message it answers, in groups."""
    over: int | None = None
    """The earlier message whose place it takes."""


def of(message: Message) -> Place:
    """Return where a message was written, and by whom."""
    sender = message.sender_chat or message.from_user
    return Place(message.chat_id, thread(message) or 0, sender.id if sender else 0)


def thread(message: object) -> int | None:
    """Return the topic to answer in.

    In a group without topics the thread id marks a chain of replies and must not be sent; the
    General topic has none; a message too old to be read tells nothing.
    """
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def prefixes(chat: int) -> tuple[str, ...]:
    """Return what every key of a chat begins with."""
    return tuple(f"{kind}:{chat}:" for kind in ("chat", "last", "anchor", "question"))
