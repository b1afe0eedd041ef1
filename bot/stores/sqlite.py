"""Contexts in one SQLite file: the default, for a single process of one bot."""

import asyncio
import json
import os
import sqlite3
import stat
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite

from bot import metrics
from bot.breaker import Breaker
from bot.stores import (
    AGED,
    LONGEST_COUNTED,
    MOST_ASKERS,
    MOST_COUNTED,
    SHOWN_FROM,
    Forgets,
    Kept,
    dump,
    expiry,
    forgotten,
    load,
    without,
)

PATIENCE = 0.5
"""Seconds to wait while another process writes to the file; after that, writes fail at once for
a while, and only one waits again from time to time."""
MOST_BYTES = 300_000_000
"""Maximum bytes of the file; beyond that the oldest entries are dropped, answers' contexts too."""
SWEPT = 200
"""Puts between two checks of the file's size."""
DROPPED = 1_000
"""Rows dropped at a time."""
LOCKED = "another program keeps it locked; stop that one, or name another file"

_BEGINS = "key >= ?1 AND key < ?1 || '\U0010ffff'"


class Locked(sqlite3.OperationalError):
    """Another process has kept the file locked for longer than `PATIENCE`."""


class SqliteStore:
    """One connection to one file; made by `open`."""

    def __init__(self, connection: aiosqlite.Connection, ttl: timedelta) -> None:
        self._connection = connection
        self._ttl = ttl
        # Otherwise statements of two coroutines could end up in one transaction.
        self._writing = asyncio.Lock()
        self._breaker = Breaker("store", (Locked,))
        self._forgets = Forgets()
        self._puts = 0

    @classmethod
    async def open(cls, path: Path, ttl: timedelta, bot: str = "") -> "SqliteStore":
        """Return the store of a bot in this file, which is created or migrated as needed.

        `bot`: its id; "" accepts the file of any bot.

        Raises:
            OSError, sqlite3.Error: if the file cannot be opened, is no store, or is another bot's.
        """
        _make(path)
        # If this fails, aiosqlite would leave a thread that calls into a closed loop.
        sqlite3.connect(path).close()
        connection = await aiosqlite.connect(path, timeout=PATIENCE)
        try:
            with _telling():
                await connection.execute("PRAGMA journal_mode = WAL")
                await connection.execute("PRAGMA synchronous = NORMAL")
                await _bring_up_to_date(connection)
                await _prove_own(connection, bot)
        except BaseException:
            await connection.close()
            raise
        return cls(connection, ttl)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        row = await self._row(
            "SELECT context, answer, owner FROM contexts WHERE key = ? AND expires > ?",
            key,
            at.timestamp(),
        )
        try:
            return Kept(load(json.loads(row[0])), row[1], row[2]) if row else None
        except ValueError as error:
            forgotten(error)
            return None

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        """Keep the entries, as of that time, and drop those that have expired by then."""
        self._puts += 1
        async with self._transaction() as run:
            wanted = self._forgets.kept(entries, since).items()
            await run.executemany(
                "DELETE FROM contexts WHERE key = ?", [(key,) for key, _ in wanted]
            )
            await run.executemany(
                "INSERT INTO contexts (key, context, answer, owner, expires)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    (key, *_row(kept), expiry(key, at, self._ttl).timestamp())
                    for key, kept in wanted
                ],
            )
            if others := [(one, key) for key, kept in wanted for one in kept.owners[1:]]:
                await run.executemany("INSERT INTO others (owner, key) VALUES (?, ?)", others)
            await run.execute("DELETE FROM contexts WHERE expires <= ?", (at.timestamp(),))
            if self._puts % SWEPT == 0:
                await self._sweep(run)

    async def forgets(self) -> int:
        """Return how often anybody has been forgotten."""
        return self._forgets.number

    async def forget(self, *prefixes: str) -> int:
        """Forget every key of some rooms at once, and return how many there were."""
        async with self._transaction() as run:
            statement = f"DELETE FROM contexts WHERE {_BEGINS}"  # noqa: S608  # no words of others
            done = await run.executemany(statement, [(one,) for one in prefixes])
        return done.rowcount

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        async with self._transaction() as run:
            self._forgets.add(owner)
            gone = await run.execute(
                "DELETE FROM contexts WHERE owner = ? AND owner != 0", (owner,)
            )
            async with run.execute(
                "SELECT key, context, contexts.owner FROM others JOIN contexts USING (key)"
                " WHERE others.owner = ?",
                (owner,),
            ) as rows:
                shared = [(_without(row[1], row[2], owner), row[0]) async for row in rows]
            await run.executemany("UPDATE contexts SET context = ? WHERE key = ?", shared)
            await run.execute("DELETE FROM others WHERE owner = ?", (owner,))
        return gone.rowcount + len(shared)

    async def move(self, prefix: str, to: str) -> int:
        """Rename every key of a room to another room, and return how many there were."""
        new = "?2 || substr(key, ?3)"
        values = (prefix, to, len(prefix) + 1)
        async with self._transaction() as run:
            await run.execute(
                f"DELETE FROM contexts WHERE key IN (SELECT {new} FROM contexts WHERE {_BEGINS})",  # noqa: S608  # no words of others
                values,
            )
            await run.execute(f"UPDATE others SET key = {new} WHERE {_BEGINS}", values)  # noqa: S608  # no words of others
            done = await run.execute(f"UPDATE contexts SET key = {new} WHERE {_BEGINS}", values)  # noqa: S608  # no words of others
        return done.rowcount

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        """Add one to the count of `key` under `name`; at most once per asker."""
        key, now = key[:LONGEST_COUNTED], at.timestamp()
        async with self._transaction() as run:
            await run.execute(
                "DELETE FROM counts WHERE name = ? AND times < ? AND at <= ?",
                (name, SHOWN_FROM, now - AGED.total_seconds()),
            )
            if asker and not await self._add_asker(run, name, key, asker):
                return
            await run.execute(
                "INSERT INTO counts (name, key, times, at) VALUES (?, ?, 1, ?)"
                " ON CONFLICT (name, key) DO UPDATE SET times = times + 1, at = excluded.at",
                (name, key, now),
            )
            await run.execute(
                "DELETE FROM counts WHERE name = ?1 AND key ="
                " (SELECT key FROM counts WHERE name = ?1 AND key != ?2"
                " ORDER BY times, at LIMIT 1)"
                " AND (SELECT count(*) FROM counts WHERE name = ?1) > ?3",
                (name, key, MOST_COUNTED),
            )

    async def _add_asker(self, run: aiosqlite.Connection, name: str, key: str, asker: str) -> bool:
        """Record who asked; return False for somebody known, and where there are many already."""
        known = await self._row(
            "SELECT count(*) FROM askers WHERE name = ? AND key = ?", name, key
        )
        if known and known[0] >= MOST_ASKERS:
            return False
        added = await run.execute(
            "INSERT OR IGNORE INTO askers (name, key, asker) VALUES (?, ?, ?)", (name, key, asker)
        )
        return bool(added.rowcount)

    async def uncount(self, name: str, asker: Callable[[str], str]) -> None:
        """Take back somebody's counts; `asker` returns their mark for each key."""
        async with self._transaction() as run:
            async with run.execute("SELECT key FROM counts WHERE name = ?", (name,)) as rows:
                keys = [row[0] async for row in rows]
            for key in keys:
                gone = await run.execute(
                    "DELETE FROM askers WHERE name = ? AND key = ? AND asker = ?",
                    (name, key, asker(key)),
                )
                if gone.rowcount:
                    await run.execute(
                        "UPDATE counts SET times = times - 1 WHERE name = ? AND key = ?",
                        (name, key),
                    )
            await run.execute("DELETE FROM counts WHERE name = ? AND times = 0", (name,))

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        async with self._connection.execute(
            "SELECT key, times FROM counts WHERE name = ? ORDER BY times DESC, key", (name,)
        ) as rows:
            return {key: times async for key, times in rows}

    async def ping(self) -> None:
        """Raise if the file cannot be read or written."""
        await self._row("SELECT 1 FROM contexts WHERE key = ?", "")
        async with self._transaction(probe=True) as run:
            await run.execute("INSERT OR REPLACE INTO ready (one) VALUES (1)")

    async def close(self) -> None:
        """Close the file."""
        await self._connection.close()

    async def _row(self, statement: str, *values: str | float) -> sqlite3.Row | None:
        async with self._connection.execute(statement, values) as rows:
            return await rows.fetchone()

    @asynccontextmanager
    async def _transaction(self, *, probe: bool = False) -> AsyncIterator[aiosqlite.Connection]:
        """Run the block in a transaction.

        Raises:
            Away: if another process keeps the file locked for longer than `PATIENCE`.
        """
        guard = self._breaker.probe if probe else self._breaker.call
        async with self._writing:
            with guard(), _telling():
                try:
                    await self._connection.execute("BEGIN IMMEDIATE")
                    yield self._connection
                    await self._connection.commit()
                except BaseException:
                    await self._connection.rollback()
                    raise

    async def _sweep(self, run: aiosqlite.Connection) -> None:
        """Drop the oldest entries while the file is too large."""
        while await _size(run) > MOST_BYTES:
            done = await run.execute(
                "DELETE FROM contexts WHERE id <="
                " (SELECT id FROM contexts WHERE id > 0 ORDER BY id LIMIT 1) + ?",
                (DROPPED - 1,),
            )
            metrics.STORE_DROPPED.inc(done.rowcount)
            if not done.rowcount:
                return


async def _size(connection: aiosqlite.Connection) -> int:
    """Return the bytes of the file that are in use."""
    sizes = []
    for name in ("page_count", "freelist_count", "page_size"):
        async with connection.execute(f"PRAGMA {name}") as rows:
            row = await rows.fetchone()
        sizes.append(row[0] if row else 0)
    pages, free, size = sizes
    return int((pages - free) * size)


def _row(kept: Kept) -> tuple[str, int | None, int]:
    return json.dumps(dump(kept.context), separators=(",", ":")), kept.answer, kept.owner


def _without(context: str, owner: int, asker: int) -> str:
    """Return a dumped context without somebody's turns."""
    try:
        return _row(without(Kept(load(json.loads(context)), owner=owner), asker))[0]
    except ValueError as error:
        forgotten(error)
        return ""


@contextmanager
def _telling() -> Iterator[None]:
    """Turn SQLite's "locked" errors into `Locked`; others mean that the file cannot be used."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise Locked(LOCKED) from error


def _make(path: Path) -> None:
    """Make the file and its folders as needed, for this user alone.

    Raises:
        OSError: when it cannot be made, or is a link, a pipe or a device.
    """
    for folder in (*reversed(path.parent.parents), path.parent):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
    if os.path.lexists(path) and not _is_file(path):
        raise OSError("it is no ordinary file")
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    for suffix in ("", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        # If it belongs to somebody else, its permissions are theirs to set.
        with suppress(FileNotFoundError, PermissionError):
            if _is_file(beside):
                beside.chmod(0o600)


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


SCHEMA = 4
"""`PRAGMA user_version` of a file of this version."""
TABLES = (
    # `id` rises with each put: the lowest is the oldest entry.
    "CREATE TABLE contexts (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    " context TEXT NOT NULL, answer INTEGER, owner INTEGER NOT NULL, expires REAL NOT NULL)",
    "CREATE INDEX contexts_by_expiry ON contexts (expires)",
    "CREATE INDEX contexts_by_owner ON contexts (owner) WHERE owner != 0",
    # Other people with turns in a context.
    "CREATE TABLE others (owner INTEGER, key TEXT, PRIMARY KEY (owner, key)) WITHOUT ROWID",
    "CREATE INDEX others_by_key ON others (key)",
    "CREATE TRIGGER others_go AFTER DELETE ON contexts"
    " BEGIN DELETE FROM others WHERE key = OLD.key; END",
    "CREATE TABLE counts (name TEXT, key TEXT, times INTEGER NOT NULL, at REAL NOT NULL,"
    " PRIMARY KEY (name, key)) WITHOUT ROWID",
    "CREATE INDEX counts_by_rarity ON counts (name, times, at)",
    "CREATE TABLE askers (name TEXT, key TEXT, asker TEXT, PRIMARY KEY (name, key, asker))"
    " WITHOUT ROWID",
    "CREATE TRIGGER askers_go AFTER DELETE ON counts"
    " BEGIN DELETE FROM askers WHERE name = OLD.name AND key = OLD.key; END",
    "CREATE TABLE bot (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL)",
    "CREATE TABLE ready (one INTEGER PRIMARY KEY CHECK (one = 1))",
)


async def _bring_up_to_date(connection: aiosqlite.Connection) -> None:
    """Create the tables, replacing those of an earlier version.

    Those did not record whose each turn is, or who asked unanswered questions, so that data could
    not be forgotten properly; only thumbs are migrated.
    """
    async with connection.execute("PRAGMA user_version") as rows:
        row = await rows.fetchone()
    version = row[0] if row else 0
    if version > SCHEMA:
        raise sqlite3.DatabaseError("it was written by a newer version of Rolewise")
    if version == SCHEMA:
        return
    await connection.execute("BEGIN IMMEDIATE")
    if version:
        await connection.execute("DROP TABLE contexts")
    if version > 1:
        await connection.execute("ALTER TABLE counts RENAME TO former")
    for table in TABLES:
        await connection.execute(table)
    if version > 1:
        await connection.execute(
            "INSERT INTO counts (name, key, times, at)"
            " SELECT name, key, times, 0 FROM former WHERE name = 'feedback'"
        )
        await connection.execute("DROP TABLE former")
    await connection.execute(f"PRAGMA user_version = {SCHEMA}")
    await connection.commit()


async def _prove_own(connection: aiosqlite.Connection, bot: str) -> None:
    """Raise if the file belongs to another bot; claim it if it belongs to none."""
    async with connection.execute("SELECT id FROM bot WHERE one = 1") as rows:
        row = await rows.fetchone()
    if row and bot and row[0] != bot:
        raise sqlite3.DatabaseError(
            f"it is the store of the bot {row[0]}, and the token is that of the bot {bot}"
        )
    if bot and not row:
        await connection.execute("INSERT INTO bot (one, id) VALUES (1, ?)", (bot,))
        await connection.commit()
