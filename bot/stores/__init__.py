"""Where the contexts of conversations are stored, and anonymous counts across all of them.

The protocols are in the package itself; every kind of store is a module in it, and these do
not know one another.

Laws of every store:

1. A store never reads the clock; callers pass the time of the message.
2. A `put` is atomic: all of its entries are kept, or none.
3. Nothing is kept forever: each key has its time to live, and each store a limit, beyond which
   the entries put longest ago are dropped.
4. An entry that cannot be read (damaged, or of another version) counts as forgotten.
5. What came from a person's questions has that person's id as its owner, and so has each turn in
   another person's talk. So all of it can be forgotten at once, and updates in progress meanwhile
   leave nothing. Counts have no owner: who asked is known by a mark derived from the bot's token.
6. A key's first two parts (`chat:-5:`) are its room; prefixes are rooms. No call touches more
   than the room, the owner or the key that it is about.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from pydantic import TypeAdapter

from bot.engine.talk.context import Context

_log = structlog.get_logger(__name__)

ANCHORS = timedelta(days=400)
"""How long the context of an answer is kept; as long as a conversation if that is longer."""
ASKED = timedelta(minutes=10)
"""How long a group's store remembers that an answer was given."""
VERSION = 5
"""Version of the values that `dump` makes; others are refused."""
_CONTEXTS = TypeAdapter(Context)
MOST_COUNTED = 2_000
"""Different keys counted per name; beyond that the rarest is dropped, the oldest first."""
MOST_ASKERS = 200
"""Askers counted per key; whoever comes later adds nothing, so that no key grows forever."""
LONGEST_COUNTED = 120
"""Maximum letters of a counted key."""
SHOWN_FROM = 3
"""How many persons must have asked a question before it is shown to anybody."""
AGED = timedelta(days=90)
"""How long a key stays that was counted fewer than `SHOWN_FROM` times."""
MOST_FORGOTTEN = 10_000
"""People remembered as forgotten, until their updates in progress are finished."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under one key."""

    context: Context
    answer: int | None = None
    """For a question: the id of the message that answered it."""
    owner: int = 0
    """The sender whose question it came from, 0 for nobody."""

    @property
    def owners(self) -> tuple[int, ...]:
        """The owner, and everybody else whose turns are in it."""
        others = sorted(self.context.askers - {self.owner, 0})
        return (*((self.owner,) if self.owner or others else ()), *others)


def without(kept: Kept, owner: int) -> Kept:
    """Return another person's entry without this owner's turns."""
    return replace(kept, context=kept.context.without(owner))


class Forgets:
    """How often people were forgotten in this process, and each person's latest number."""

    def __init__(self) -> None:
        self.number = 0
        self._last: OrderedDict[int, int] = OrderedDict()

    def add(self, owner: int) -> None:
        """Record that somebody has been forgotten."""
        self.number += 1
        self._last[owner] = self.number
        self._last.move_to_end(owner)
        if len(self._last) > MOST_FORGOTTEN:
            self._last.popitem(last=False)

    def kept(self, entries: Mapping[str, Kept], since: int | None) -> Mapping[str, Kept]:
        """Return the entries none of whose owners has been forgotten since."""
        if since is None or since == self.number:
            return entries
        gone = {owner for owner, number in self._last.items() if number > since}
        return {key: one for key, one in entries.items() if gone.isdisjoint(one.owners)}


class Store(Protocol):
    """Where contexts are kept, by key."""

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        """Keep the entries, as of that time.

        `since`: the value of `forgets()` when work on the question began; nothing is kept of
        anybody who has been forgotten since.
        """

    async def forgets(self) -> int:
        """Return how often anybody has been forgotten."""

    async def forget(self, *prefixes: str) -> int:
        """Forget every key of some rooms at once, and return how many there were."""

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""

    async def move(self, prefix: str, to: str) -> int:
        """Rename every key of a room to another room, and return how many there were."""

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        """Add one to the count of `key` under `name`; at most once per asker, and for so many."""

    async def uncount(self, name: str, asker: Callable[[str], str]) -> None:
        """Take back somebody's counts; `asker` returns their mark for each key."""

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""

    async def ping(self) -> None:
        """Raise if the store cannot be read or written."""

    async def close(self) -> None:
        """Release the store's resources."""


class Shared(Protocol):
    """What coordinates replicas; a store for one process needs none of it."""

    async def done(self, update_id: int) -> bool:
        """Tell whether some replica has handled an update."""

    async def finish(self, update_id: int) -> None:
        """Record that an update has been handled."""

    def turn(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Wait for this replica's turn in a conversation, first come, first served."""

    async def alive(self, replica: str) -> int:
        """Record that this replica is alive, and return how many are."""

    async def lead(self, replica: str) -> bool:
        """Claim or renew the lead; return whether this replica holds it and so polls."""

    async def resign(self, replica: str) -> None:
        """Give up the lead, so that another replica may poll."""


def expiry(key: str, at: datetime, ttl: timedelta) -> datetime:
    """Return when a key put at that time expires."""
    if key.startswith("asked:"):
        return at + ASKED
    return at + (max(ANCHORS, ttl) if key.startswith("anchor:") else ttl)


def rarest(counts: Iterable[tuple[str, int, float]]) -> str:
    """Return the key with the lowest count, of equals the oldest, from (key, count, time)."""
    return min(counts, key=lambda one: one[1:])[0]


def dump(context: Context) -> dict[str, Any]:
    """Return a context as JSON values; fields with default values, most of them, are left out."""
    values = _CONTEXTS.dump_python(context, mode="json", exclude_defaults=True)
    return {"version": VERSION, **values}


def load(values: Any) -> Context:
    """Return the context from values made by `dump`.

    Raises:
        ValueError: if the values are of another version or not a context at all.
    """
    if not isinstance(values, dict):
        raise ValueError("no context")
    if values.get("version") != VERSION:
        raise ValueError(f"a context of version {values.get('version')!r}")
    return _CONTEXTS.validate_json(json.dumps(values), strict=True)


def forgotten(error: Exception) -> None:
    """Log that an entry cannot be read any more, so that its conversation starts over."""
    _log.warning("context_forgotten", why=str(error))
