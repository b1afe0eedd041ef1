"""Contexts in the memory of the process: for trying out and for tests, gone at the end."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.stores import Kept, expiry


class MemoryStore:
    """A dict; what has expired is skipped, and dropped only with its chat."""

    def __init__(self, ttl: timedelta) -> None:
        self._ttl = ttl
        self._entries: dict[str, tuple[Kept, datetime | None]] = {}

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        kept, expires = self._entries.get(key, (None, None))
        return None if expires is not None and expires <= at else kept

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""
        for key, kept in entries.items():
            self._entries[key] = (kept, expiry(key, at, self._ttl))

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""
        keys = [key for key in self._entries if key.startswith(prefix)]
        for key in keys:
            del self._entries[key]
        return len(keys)

    async def ping(self) -> None:
        """Memory is always there."""

    async def close(self) -> None:
        """Memory holds nothing open."""
