"""Contexts in the memory of the process: for trying out and for tests, gone at the end."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.stores import MOST_COUNTED, Kept, expiry

MOST = 30_000
"""Entries kept; beyond them the one that was put longest ago goes."""


class MemoryStore:
    """A dict; what has expired is skipped, and dropped with its chat or when there is no room."""

    def __init__(self, ttl: timedelta, most: int = MOST) -> None:
        self._ttl = ttl
        self._most = most
        self._entries: OrderedDict[str, tuple[Kept, datetime | None]] = OrderedDict()
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        kept, expires = self._entries.get(key, (None, None))
        return None if expires is not None and expires <= at else kept

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""
        for key, kept in entries.items():
            self._entries[key] = (kept, expiry(key, at, self._ttl))
            self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""
        return self._drop(lambda key, _: key.startswith(prefix))

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        return self._drop(lambda _, kept: kept.owner == owner)

    async def move(self, prefix: str, to: str) -> int:
        """Let every key that begins so begin otherwise, and return how many there were."""
        keys = [key for key in self._entries if key.startswith(prefix)]
        for key in keys:
            self._entries[to + key.removeprefix(prefix)] = self._entries.pop(key)
        return len(keys)

    async def count(self, name: str, key: str) -> None:
        """Count one more of this under that name."""
        counted = self._counts[name]
        if key in counted or len(counted) < MOST_COUNTED:
            counted[key] += 1

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        return dict(self._counts[name].most_common())

    async def ping(self) -> None:
        """Memory is always there."""

    async def close(self) -> None:
        """Memory holds nothing open."""

    def _drop(self, unwanted: Callable[[str, Kept], bool]) -> int:
        keys = [key for key, (kept, _) in self._entries.items() if unwanted(key, kept)]
        for key in keys:
            del self._entries[key]
        return len(keys)
