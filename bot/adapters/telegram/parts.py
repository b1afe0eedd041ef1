"""Messages that belong together, though Telegram delivers them one by one.

A text of more than 4,096 characters is sent as two messages, and a comment on a forwarded post
as a message before it. The first of two is answered at once; when the second comes, the answer
to both replaces the first answer. The data for that is held in the memory of this process only,
for seconds, and stored nowhere.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from telegram import Message

from bot.adapters.telegram import place
from bot.adapters.telegram.address import Asked
from bot.engine import ad

HELD = 10
"""Seconds for which a message is held that another may belong to."""
AT_ONCE = timedelta(seconds=3)
"""Messages that an app sends together are dated at most so far apart."""
FULL = 4000
"""Minimum letters of a message that Telegram has surely split; nobody types on so soon."""
HALF = 2000
"""Minimum letters of one that it may have split, at the end of a paragraph."""
COMMENT = 300
"""Letters of a comment on what is forwarded, at most."""


@dataclass(slots=True)
class Parts:
    """The latest messages that may be continued, one for each person in each place."""

    held: dict[str, Asked] = field(default_factory=dict)

    def hold(self, asked: Asked) -> None:
        """Hold a question for as long as the rest of it may be on its way."""
        letters = len(asked.question.text)
        if asked.guest or COMMENT < letters < HALF:
            return
        key = asked.place.conversation
        self.held[key] = asked
        asyncio.get_running_loop().call_later(HELD, self._drop, key, asked)

    def forget(self, sender: int) -> None:
        """Drop the messages of somebody who asks to be forgotten."""
        for key in [key for key, one in self.held.items() if one.place.sender == sender]:
            del self.held[key]

    def _drop(self, key: str, asked: Asked) -> None:
        if self.held.get(key) is asked:
            del self.held[key]

    def joined(self, message: Message, is_ad: Callable[[str], bool]) -> Asked | None:
        """Return what a message asks together with the one before it, None where it is alone."""
        text = message.text or message.caption
        first = self.held.pop(place.of(message).conversation, None)
        if not (first and text) or message.edit_date or message.guest_query_id:
            return None
        if _command(text) or message.date - first.at > AT_ONCE:
            return None
        if len(first.question.text) >= HALF:
            return _continued(first, message, text)
        if message.forward_origin and is_ad(text):
            question = replace(first.question, quoted=text)
            return replace(first, question=question)
        return None


def _continued(first: Asked, message: Message, text: str) -> Asked | None:
    """Return an ad joined with its second part; None if the message is a question about it."""
    whole = first.question.text
    asks = text.rstrip().endswith("?") or message.reply_to_message
    if len(whole) < FULL and asks:
        return None
    return replace(first, question=replace(first.question, text=f"{whole}\n{text}"))


def _command(text: str) -> bool:
    return text.startswith("/") or text[: len(ad.FORCED)].casefold() == ad.FORCED
