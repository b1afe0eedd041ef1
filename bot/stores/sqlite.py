"""Contexts in one SQLite file: the default, for a single process."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.engine.context import Context
from bot.stores import Kept, expiry


class SqliteStore:
    """One connection to one file; made by `open`."""

    def __init__(self, connection: aiosqlite.Connection, ttl: timedelta) -> None:
        self._connection = connection
        self._ttl = ttl
        # Statements of two coroutines would otherwise meet inside one transaction.
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path, ttl: timedelta) -> "SqliteStore":
        """Return the store in this file, which is made or brought up to date as needed.

        Raises:
            OSError, sqlite3.Error: when the file cannot be had or is no store.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        # Where this fails, aiosqlite would leave a thread that speaks to a closed loop.
        sqlite3.connect(path).close()
        connection = await aiosqlite.connect(path)
        try:
            await connection.execute("PRAGMA journal_mode = WAL")
            await connection.execute("PRAGMA synchronous = NORMAL")
            await _migrate(connection)
        except BaseException:
            await connection.close()
            raise
        return cls(connection, ttl)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        async with self._connection.execute(
            "SELECT context, answer FROM contexts"
            " WHERE key = ? AND (expires IS NULL OR expires > ?)",
            (key, at.timestamp()),
        ) as rows:
            row = await rows.fetchone()
        try:
            return Kept(Context.load(json.loads(row[0])), row[1]) if row else None
        except ValueError:
            return None

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time, and drop what has expired by then."""
        rows = [(key, *_row(kept), self._expires(key, at)) for key, kept in entries.items()]
        async with self._writing:
            try:
                await self._connection.executemany(
                    "INSERT OR REPLACE INTO contexts (key, context, answer, expires)"
                    " VALUES (?, ?, ?, ?)",
                    rows,
                )
                await self._connection.execute(
                    "DELETE FROM contexts WHERE expires <= ?", (at.timestamp(),)
                )
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""
        async with self._writing:
            gone = await self._connection.execute(
                "DELETE FROM contexts WHERE substr(key, 1, ?) = ?", (len(prefix), prefix)
            )
            await self._connection.commit()
        return gone.rowcount

    async def ping(self) -> None:
        """Raise if the file cannot be read."""
        await self._connection.execute("SELECT key FROM contexts LIMIT 1")

    async def close(self) -> None:
        """Close the file."""
        await self._connection.close()

    def _expires(self, key: str, at: datetime) -> float | None:
        expires = expiry(key, at, self._ttl)
        return expires.timestamp() if expires else None


def _row(kept: Kept) -> tuple[str, int | None]:
    return json.dumps(kept.context.dump(), separators=(",", ":")), kept.answer


async def m001_contexts(connection: aiosqlite.Connection) -> None:
    """Begin: one row for each key; `expires` in seconds of Unix time, NULL for never."""
    await connection.execute(
        "CREATE TABLE contexts"
        " (key TEXT PRIMARY KEY, context TEXT NOT NULL, answer INTEGER, expires REAL)"
        " WITHOUT ROWID"
    )
    await connection.execute(
        "CREATE INDEX contexts_by_expiry ON contexts (expires) WHERE expires IS NOT NULL"
    )


MIGRATIONS: tuple[Callable[[aiosqlite.Connection], Awaitable[None]], ...] = (m001_contexts,)
"""Append only: `PRAGMA user_version` counts those that a file has been through."""


async def _migrate(connection: aiosqlite.Connection) -> None:
    async with connection.execute("PRAGMA user_version") as rows:
        row = await rows.fetchone()
    done = row[0] if row else 0
    for number, migration in enumerate(MIGRATIONS[done:], done + 1):
        await connection.execute("BEGIN IMMEDIATE")
        await migration(connection)
        await connection.execute(f"PRAGMA user_version = {number}")
        await connection.commit()
