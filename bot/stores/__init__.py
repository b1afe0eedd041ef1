"""Where the contexts of conversations are kept, and what is counted of all of them together.

The protocol stands in the package itself: every kind of store is a module in it, and they do
not know one another.

Laws of every store:

1. A store never reads the clock; the time of the message is handed in.
2. What one `put` holds is kept whole or not at all.
3. Conversations are forgotten after their time to live; an anchor, the context of one of the
   bot's answers, is kept as long as there is room: a reply to an answer does not expire.
4. What cannot be read any more (another version's, damaged) is as good as forgotten.
5. What came from one person's questions bears that person's id as its owner, so that all of it
   can be forgotten at once. Counts have no owner: nobody can be told from them.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from pydantic import TypeAdapter

from bot.engine.talk.context import Context

_log = structlog.get_logger(__name__)

ANCHOR = "anchor:"
LIVES: Mapping[str, timedelta | None] = {ANCHOR: None, "asked:": timedelta(minutes=10)}
"""Beginning of a key -> how long it is kept, None for ever; all others live as settings say."""
VERSION = 4
"""Of the values that `dump` makes; those of another version are refused."""
_CONTEXTS = TypeAdapter(Context)
MOST_COUNTED = 10_000
"""Different things counted under one name; what is new then has no place any more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under one key."""

    context: Context
    answer: int | None = None
    """For a question: the id of the message that answered it."""
    owner: int = 0
    """The sender whose question it came from, 0 for nobody."""


class Store(Protocol):
    """Where contexts are kept, by key."""

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""

    async def move(self, prefix: str, to: str) -> int:
        """Let every key that begins so begin otherwise, and return how many there were."""

    async def count(self, name: str, key: str) -> None:
        """Count one more of this under that name."""

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""

    async def ping(self) -> None:
        """Raise if the store cannot be used."""

    async def close(self) -> None:
        """Give back what the store holds open."""


class Shared(Protocol):
    """What keeps replicas out of each other's way; a store of one process needs none of it."""

    async def done(self, update_id: int) -> bool:
        """Tell whether some replica has dealt with an update."""

    async def finish(self, update_id: int) -> None:
        """Say that an update has been dealt with."""

    def turn(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Wait for this replica's turn in a conversation, first come, first served."""

    async def alive(self, replica: str) -> int:
        """Say that this replica is alive, and return how many are."""

    async def lead(self, replica: str) -> bool:
        """Tell whether this replica polls: it does as long as it asks, and no other does."""

    async def resign(self, replica: str) -> None:
        """Let another replica poll."""


def expiry(key: str, at: datetime, ttl: timedelta) -> datetime | None:
    """Return when a key put at that time expires, or None for never."""
    for prefix, life in LIVES.items():
        if key.startswith(prefix):
            return at + life if life else None
    return at + ttl


def dump(context: Context) -> dict[str, Any]:
    """Return a context as JSON values."""
    return {"version": VERSION, **_CONTEXTS.dump_python(context, mode="json")}


def load(values: Any) -> Context:
    """Return the context that was dumped.

    Raises:
        ValueError: when the values are of another version or no context at all.
    """
    if not isinstance(values, dict) or not {"version", "turns", "asked", "at"} <= values.keys():
        raise ValueError("no context")
    if values["version"] != VERSION:
        raise ValueError(f"a context of version {values['version']!r}")
    return _CONTEXTS.validate_json(json.dumps(values), strict=True)


def forgotten(error: Exception) -> None:
    """Tell that what was kept cannot be read any more, so that the talk begins anew."""
    _log.warning("context_forgotten", why=str(error))
