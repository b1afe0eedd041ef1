"""Contexts in the memory of the process, for trials and tests; lost when it ends."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import metrics
from bot.stores import (
    AGED,
    LONGEST_COUNTED,
    MOST_ASKERS,
    MOST_COUNTED,
    SHOWN_FROM,
    Forgets,
    Kept,
    expiry,
    rarest,
    without,
)

MOST = 30_000
"""Entries kept; beyond that the oldest is dropped."""


@dataclass(slots=True)
class _Counted:
    """How often a key was counted, when last, and by whom."""

    times: int = 0
    at: float = 0.0
    askers: set[str] = field(default_factory=set)


class MemoryStore:
    """A dict; expired entries are skipped, and dropped with their chat or for lack of room."""

    def __init__(self, ttl: timedelta, most: int = MOST) -> None:
        self._ttl = ttl
        self._most = most
        self._entries: OrderedDict[str, tuple[Kept, datetime]] = OrderedDict()
        self._counts: defaultdict[str, dict[str, _Counted]] = defaultdict(dict)
        self._forgets = Forgets()

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        kept, expires = self._entries.get(key, (None, at))
        return kept if expires > at else None

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        """Keep the entries, as of that time."""
        for key, kept in self._forgets.kept(entries, since).items():
            self._entries[key] = (kept, expiry(key, at, self._ttl))
            self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)
            metrics.STORE_DROPPED.inc()

    async def forgets(self) -> int:
        """Return how often anybody has been forgotten."""
        return self._forgets.number

    async def forget(self, *prefixes: str) -> int:
        """Forget every key of some rooms at once, and return how many there were."""
        return self._drop(lambda key, _: key.startswith(prefixes))

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        self._forgets.add(owner)
        gone = self._drop(lambda _, kept: kept.owner == owner)
        shared = [key for key, (kept, _) in self._entries.items() if owner in kept.owners]
        for key in shared:
            kept, expires = self._entries[key]
            self._entries[key] = (without(kept, owner), expires)
        return gone + len(shared)

    async def move(self, prefix: str, to: str) -> int:
        """Rename every key of a room to another room, and return how many there were."""
        keys = [key for key in self._entries if key.startswith(prefix)]
        for key in keys:
            self._entries[to + key.removeprefix(prefix)] = self._entries.pop(key)
        return len(keys)

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        """Add one to the count of `key` under `name`; at most once per asker."""
        counted, key, now = self._counts[name], key[:LONGEST_COUNTED], at.timestamp()
        aged = now - AGED.total_seconds()
        for old in [old for old, one in counted.items() if one.at <= aged]:
            if counted[old].times < SHOWN_FROM:
                del counted[old]
        askers = counted[key].askers if key in counted else set()
        if asker and (asker in askers or len(askers) >= MOST_ASKERS):
            return
        if key not in counted and len(counted) >= MOST_COUNTED:
            del counted[rarest((key, one.times, one.at) for key, one in counted.items())]
        one = counted.setdefault(key, _Counted())
        one.times, one.at = one.times + 1, now
        if asker:
            one.askers.add(asker)

    async def uncount(self, name: str, asker: Callable[[str], str]) -> None:
        """Take back somebody's counts; `asker` returns their mark for each key."""
        for key, one in list(self._counts[name].items()):
            if asker(key) in one.askers:
                one.askers.remove(asker(key))
                one.times -= 1
                if not one.times:
                    del self._counts[name][key]

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        every = self._counts[name].items()
        return {key: one.times for key, one in sorted(every, key=lambda pair: -pair[1].times)}

    async def ping(self) -> None:
        """Memory is always there."""

    async def close(self) -> None:
        """There is nothing to release."""

    def _drop(self, unwanted: Callable[[str, Kept], bool]) -> int:
        keys = [key for key, (kept, _) in self._entries.items() if unwanted(key, kept)]
        for key in keys:
            del self._entries[key]
        return len(keys)
