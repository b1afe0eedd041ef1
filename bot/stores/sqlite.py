"""Contexts in one SQLite file: the default, for a single process."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.stores import MOST_COUNTED, Kept, dump, expiry, forgotten, load

PATIENCE = 0.5
"""Seconds to wait for another process that writes to the file; all who ask wait with it."""


MOST = 1_000_000
"""Rows kept, some 300 MB; beyond them those put longest ago go, answers' contexts too."""
SWEPT = 1_000
"""Puts between two looks at how many rows there are."""
_OLDEST = (
    "DELETE FROM contexts WHERE key IN (SELECT key FROM contexts ORDER BY put"
    " LIMIT max(0, (SELECT count(*) FROM contexts) - ?))"
)


class SqliteStore:
    """One connection to one file; made by `open`."""

    def __init__(self, connection: aiosqlite.Connection, ttl: timedelta) -> None:
        self._connection = connection
        self._ttl = ttl
        # Statements of two coroutines would otherwise meet inside one transaction.
        self._writing = asyncio.Lock()
        self._puts = 0

    @classmethod
    async def open(cls, path: Path, ttl: timedelta) -> "SqliteStore":
        """Return the store in this file, which is made or brought up to date as needed.

        Raises:
            OSError, sqlite3.Error: when the file cannot be had or is no store.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        # Where this fails, aiosqlite would leave a thread that speaks to a closed loop.
        sqlite3.connect(path).close()
        connection = await aiosqlite.connect(path, timeout=PATIENCE)
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
            "SELECT context, answer, owner FROM contexts"
            " WHERE key = ? AND (expires IS NULL OR expires > ?)",
            (key, at.timestamp()),
        ) as rows:
            row = await rows.fetchone()
        try:
            return Kept(load(json.loads(row[0])), row[1], row[2]) if row else None
        except ValueError as error:
            forgotten(error)
            return None

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time, and drop what has expired by then."""
        now = at.timestamp()
        rows = [(key, *_row(kept), self._expires(key, at), now) for key, kept in entries.items()]
        self._puts += 1
        async with self._writing:
            try:
                await self._connection.executemany(
                    "INSERT OR REPLACE INTO contexts (key, context, answer, owner, expires, put)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    rows,
                )
                await self._connection.execute("DELETE FROM contexts WHERE expires <= ?", (now,))
                if self._puts % SWEPT == 0:
                    await self._connection.execute(_OLDEST, (MOST,))
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""
        return await self._write(
            "DELETE FROM contexts WHERE substr(key, 1, ?) = ?", len(prefix), prefix
        )

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        return await self._write("DELETE FROM contexts WHERE owner = ?", owner)

    async def move(self, prefix: str, to: str) -> int:
        """Let every key that begins so begin otherwise, and return how many there were."""
        return await self._write(
            "UPDATE OR REPLACE contexts SET key = ? || substr(key, ?) WHERE substr(key, 1, ?) = ?",
            to,
            len(prefix) + 1,
            len(prefix),
            prefix,
        )

    async def count(self, name: str, key: str) -> None:
        """Count one more of this under that name."""
        await self._write(
            "INSERT INTO counts (name, key, times) SELECT ?1, ?2, 1"
            " WHERE (SELECT count(*) FROM counts WHERE name = ?1) < ?3"
            " OR EXISTS (SELECT 1 FROM counts WHERE name = ?1 AND key = ?2)"
            " ON CONFLICT (name, key) DO UPDATE SET times = times + 1",
            name,
            key,
            MOST_COUNTED,
        )

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        async with self._connection.execute(
            "SELECT key, times FROM counts WHERE name = ? ORDER BY times DESC, key", (name,)
        ) as rows:
            return {key: times async for key, times in rows}

    async def ping(self) -> None:
        """Raise if the file cannot be read."""
        async with self._connection.execute("SELECT key FROM contexts LIMIT 1") as rows:
            await rows.fetchone()

    async def close(self) -> None:
        """Close the file."""
        await self._connection.close()

    async def _write(self, statement: str, *values: str | int) -> int:
        """Carry out one statement and return how many rows it changed."""
        async with self._writing:
            try:
                done = await self._connection.execute(statement, values)
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise
        return done.rowcount

    def _expires(self, key: str, at: datetime) -> float | None:
        expires = expiry(key, at, self._ttl)
        return expires.timestamp() if expires else None


def _row(kept: Kept) -> tuple[str, int | None, int]:
    return json.dumps(dump(kept.context), separators=(",", ":")), kept.answer, kept.owner


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


async def m002_owners_and_counts(connection: aiosqlite.Connection) -> None:
    """Whose each row is (0: nobody's), where its key tells; and counts that have no owner."""
    await connection.execute("ALTER TABLE contexts ADD COLUMN owner INTEGER NOT NULL DEFAULT 0")
    # chat:<chat>:<thread>:<sender>; a private chat has the id of the one person in it.
    await connection.execute(
        "UPDATE contexts SET owner = CAST(replace(key, rtrim(key, '-0123456789'), '') AS INTEGER)"
        " WHERE key LIKE 'chat:%'"
    )
    await connection.execute(
        "UPDATE contexts SET owner = CAST(substr(key, instr(key, ':') + 1) AS INTEGER)"
        " WHERE CAST(substr(key, instr(key, ':') + 1) AS INTEGER) > 0"
    )
    await connection.execute("CREATE INDEX contexts_by_owner ON contexts (owner) WHERE owner != 0")
    await connection.execute(
        "CREATE TABLE counts (name TEXT, key TEXT, times INTEGER NOT NULL,"
        " PRIMARY KEY (name, key)) WITHOUT ROWID"
    )


async def m003_times(connection: aiosqlite.Connection) -> None:
    """When each row was put, so that the oldest can go when there are too many."""
    await connection.execute("ALTER TABLE contexts ADD COLUMN put REAL NOT NULL DEFAULT 0")
    await connection.execute("CREATE INDEX contexts_by_time ON contexts (put)")


MIGRATIONS: tuple[Callable[[aiosqlite.Connection], Awaitable[None]], ...] = (
    m001_contexts,
    m002_owners_and_counts,
    m003_times,
)
"""Append only: `PRAGMA user_version` counts those that a file has been through."""


async def _migrate(connection: aiosqlite.Connection) -> None:
    async with connection.execute("PRAGMA user_version") as rows:
        row = await rows.fetchone()
    done = row[0] if row else 0
    if done > len(MIGRATIONS):
        raise sqlite3.DatabaseError("it was written by a newer version of Rolewise")
    for number, migration in enumerate(MIGRATIONS[done:], done + 1):
        await connection.execute("BEGIN IMMEDIATE")
        await migration(connection)
        await connection.execute(f"PRAGMA user_version = {number}")
        await connection.commit()
