"""Where the contexts of conversations are kept, and what is counted of all of them together.

The protocol stands in the package itself: every kind of store is a module in it, and they do
not know one another.

Laws of every store:

1. A store never reads the clock; the time of the message is handed in.
2. What one `put` holds is kept whole or not at all.
3. Nothing is kept for ever: each key has its time to live, and each store a bound, beyond which
   what was put longest ago goes.
4. What cannot be read any more (another version's, damaged) is as good as forgotten.
5. What came from one person's questions bears that person's id as its owner, and so does each turn
   in another's talk; so all of it can be forgotten at once, and what was in hand meanwhile is not
   kept. Counts have no owner: who counted is known by a mark that only the bot's token can make.
6. A key's first two parts (`chat:-5:`) are its room; prefixes are rooms. No call looks at more
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
"""How long the context of an answer is kept, or as long as a conversation if that is longer."""
ASKED = timedelta(minutes=10)
"""How long it is known that an answer was given in a group."""
VERSION = 5
"""Of the values that `dump` makes; those of another version are refused."""
_CONTEXTS = TypeAdapter(Context)
MOST_COUNTED = 2_000
"""Different things counted under one name; beyond them the rarest goes, the oldest of them."""
LONGEST_COUNTED = 120
"""Letters of what is counted."""
SHOWN_FROM = 3
"""Persons who must have asked a question before anybody is shown it."""
AGED = timedelta(days=90)
"""After this what was counted more rarely than that is dropped."""
MOST_FORGOTTEN = 10_000
"""People known to have asked to be forgotten, while what they had in hand comes to its end."""


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
        """The owner, and all others whose turns are in it."""
        others = sorted(self.context.askers - {self.owner, 0})
        return (*((self.owner,) if self.owner or others else ()), *others)


def without(kept: Kept, owner: int) -> Kept:
    """Return an entry of somebody else without one person's turns."""
    return replace(kept, context=kept.context.without(owner))


class Forgets:
    """How often somebody was forgotten in this process, and who at which time."""

    def __init__(self) -> None:
        self.number = 0
        self._last: OrderedDict[int, int] = OrderedDict()

    def add(self, owner: int) -> None:
        """Note that somebody has been forgotten."""
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

        `since`: the number of `forgets` when the question was taken in hand; nothing is kept of
        whom has been forgotten since.
        """

    async def forgets(self) -> int:
        """Return how often somebody has been forgotten."""

    async def forget(self, prefix: str) -> int:
        """Forget every key of a room, and return how many there were."""

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""

    async def move(self, prefix: str, to: str) -> int:
        """Let every key of a room go to another, and return how many there were."""

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        """Count one more of this under that name; of one asker once."""

    async def uncount(self, name: str, asker: Callable[[str], str]) -> None:
        """Take back what somebody counted; `asker` tells who that is for each key."""

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""

    async def ping(self) -> None:
        """Raise if the store cannot be read, or takes nothing more."""

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


def expiry(key: str, at: datetime, ttl: timedelta) -> datetime:
    """Return when a key put at that time expires."""
    if key.startswith("asked:"):
        return at + ASKED
    return at + (max(ANCHORS, ttl) if key.startswith("anchor:") else ttl)


def rarest(counts: Iterable[tuple[str, int, float]]) -> str:
    """Return the key that was counted least, and longest ago, of keys with how often and when."""
    return min(counts, key=lambda one: one[1:])[0]


def dump(context: Context) -> dict[str, Any]:
    """Return a context as JSON values; what is as always is left out, which is most of it."""
    values = _CONTEXTS.dump_python(context, mode="json", exclude_defaults=True)
    return {"version": VERSION, **values}


def load(values: Any) -> Context:
    """Return the context that was dumped.

    Raises:
        ValueError: when the values are of another version or no context at all.
    """
    if not isinstance(values, dict):
        raise ValueError("no context")
    if values.get("version") != VERSION:
        raise ValueError(f"a context of version {values.get('version')!r}")
    return _CONTEXTS.validate_json(json.dumps(values), strict=True)


def forgotten(error: Exception) -> None:
    """Tell that what was kept cannot be read any more, so that the talk begins anew."""
    _log.warning("context_forgotten", why=str(error))
