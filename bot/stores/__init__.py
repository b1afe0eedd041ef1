"""Where the contexts of conversations are kept.

The protocol stands in the package itself: every kind of store is a module in it, and they do
not know one another.

Laws of every store:

1. A store never reads the clock; the time of the message is handed in.
2. What one `put` holds is kept whole or not at all.
3. Conversations are forgotten after their time to live; an anchor, the context of one of the
   bot's answers, is kept: a reply to an answer never expires.
4. What cannot be read any more (another version's, damaged) is as good as forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.engine.context import Context

ANCHOR = "anchor:"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under one key."""

    context: Context
    answer: int | None = None
    """For a question: the id of the message that answered it."""


class Store(Protocol):
    """Where contexts are kept, by key."""

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""

    async def ping(self) -> None:
        """Raise if the store cannot be used."""

    async def close(self) -> None:
        """Give back what the store holds open."""


def expiry(key: str, at: datetime, ttl: timedelta) -> datetime | None:
    """Return when a key put at that time expires, or None for never."""
    return None if key.startswith(ANCHOR) else at + ttl
