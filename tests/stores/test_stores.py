"""Every store, by one suite."""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot import stores
from bot.engine.talk.context import Context, Turn
from bot.stores import Kept, Store, dump
from bot.stores.memory import MemoryStore
from bot.stores.redis import RedisStore
from bot.stores.sqlite import SqliteStore
from tests import redis_server

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TALK = Context((Turn("compare", ("a", "b"), ("tools",), ("c++",)),), at=NOW)
OTHER = Context((Turn("explain", ("a",)),), outside=True, at=NOW)
FORMER = {
    "version": 2,
    "turns": [
        {
            **{"kind": "explain", "roles": ["a"], "sections": ["tools"], "items": [], "shown": []},
            **{"excluded": [], "head": "", "manner": "", "background": [], "job": ""},
        }
    ],
    **{"asked": None, "outside": False, "at": NOW.isoformat()},
}
"""A context as it was kept before questions were read by what was learned."""


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[redis_server.Server]:
    with redis_server.running() as server:
        yield server


@pytest.fixture(name="store", params=["memory", "sqlite", "redis"])
async def _store(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore(TTL)
    elif request.param == "redis":
        server: redis_server.Server = request.getfixturevalue("server")
        shared = RedisStore.open(server.url, TTL)
        async with Redis.from_url(server.url) as redis:
            await redis.flushall()
        yield shared
        await shared.close()
    else:
        async with _opened(file) as store:
            yield store


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "a" / "b" / "contexts.db"


@asynccontextmanager
async def _opened(file: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(file, TTL)
    try:
        yield store
    finally:
        await store.close()


def _rows(file: Path, statement: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement, values).fetchall()


async def test_nothing(store: Store) -> None:
    """Under a key that was never put there is nothing."""
    assert await store.get("chat:1:0:1", NOW) is None


async def test_put_and_get(store: Store) -> None:
    """What was put comes back as it was."""
    entries = {"chat:1:0:1": Kept(TALK), "question:1:5": Kept(OTHER, 6)}

    await store.put(entries, NOW)

    assert entries == {key: await store.get(key, NOW) for key in entries}


async def test_put_again(store: Store) -> None:
    """The latest counts."""
    await store.put({"chat:1:0:1": Kept(TALK, 5)}, NOW)
    await store.put({"chat:1:0:1": Kept(OTHER)}, NOW)

    assert Kept(OTHER) == await store.get("chat:1:0:1", NOW)


async def test_expires(store: Store) -> None:
    """A conversation lives for its time, and each put begins that anew."""
    await store.put({"chat:1:0:1": Kept(TALK)}, NOW - TTL)
    assert await store.get("chat:1:0:1", NOW - timedelta(seconds=1))
    assert await store.get("chat:1:0:1", NOW) is None

    await store.put({"chat:1:0:1": Kept(TALK)}, NOW)
    assert await store.get("chat:1:0:1", NOW)


async def test_anchor_stays(store: Store) -> None:
    """The context of an answer does not expire, whatever is put later."""
    await store.put({"anchor:1:5": Kept(TALK)}, NOW - 100 * TTL)
    await store.put({"chat:1:0:1": Kept(OTHER)}, NOW)

    assert Kept(TALK) == await store.get("anchor:1:5", NOW)


async def test_forget(store: Store) -> None:
    """Forgotten is what begins with the prefix, and nothing else."""
    entries = {key: Kept(TALK) for key in ("chat:1:0:1", "chat:1:2:3", "chat:11:0:1")}
    await store.put(entries, NOW)

    assert await store.forget("chat:1:") == 2
    assert await store.get("chat:1:2:3", NOW) is None
    assert await store.get("chat:11:0:1", NOW)


async def test_forget_takes_signs_as_they_are(store: Store) -> None:
    """No sign in a prefix stands for others."""
    await store.put({"chat:1:0:1": Kept(TALK)}, NOW)

    assert await store.forget("chat:%") == 0
    assert await store.forget("chat_") == 0
    assert await store.forget("chat:?") == 0


async def test_ping(store: Store) -> None:
    """A store that is well says nothing."""
    await store.ping()


async def test_survives(file: Path) -> None:
    """What SQLite keeps outlives the process, in folders made as needed."""
    async with _opened(file) as store:
        await store.put({"chat:1:0:1": Kept(TALK)}, NOW)

    async with _opened(file) as store:
        assert Kept(TALK) == await store.get("chat:1:0:1", NOW)


async def test_damaged(file: Path) -> None:
    """A context that is damaged is as good as forgotten."""
    async with _opened(file) as store:
        await store.put({"chat:1:0:1": Kept(TALK)}, NOW)
        _rows(file, "UPDATE contexts SET context = ?", "no json")

        assert await store.get("chat:1:0:1", NOW) is None


async def _put_by_another(store: Store, values: object) -> None:
    """Put what another version of the program makes of a context."""
    with pytest.MonkeyPatch.context() as other:
        for module in (stores.sqlite, stores.redis):
            other.setattr(module, "dump", lambda _: values)
        await store.put({"chat:1:0:77": Kept(TALK, owner=77)}, NOW)


@pytest.mark.parametrize("store", ["sqlite", "redis"], indirect=True)
@pytest.mark.parametrize("values", [FORMER, {**FORMER, "version": 99}, {"version": 3}, [], None])
async def test_unreadable(store: Store, values: object) -> None:
    """What another version kept is as good as forgotten, and its place can be taken."""
    await _put_by_another(store, values)
    assert await store.get("chat:1:0:77", NOW) is None

    await store.put({"chat:1:0:77": Kept(OTHER)}, NOW)
    assert Kept(OTHER) == await store.get("chat:1:0:77", NOW)


@pytest.mark.parametrize("store", ["sqlite", "redis"], indirect=True)
async def test_forgetting_is_told(store: Store, log: list[Any]) -> None:
    """The log says in one line that a context was forgotten and why, and not whose it was."""
    await _put_by_another(store, FORMER)
    await store.get("chat:1:0:77", NOW)

    (line,) = log
    assert "context_forgotten" == line["event"]
    assert "version 2" in line["why"]
    assert "77" not in str(line)


@pytest.mark.parametrize("store", ["sqlite", "redis"], indirect=True)
async def test_unreadable_has_an_owner(store: Store) -> None:
    """What cannot be read can still be forgotten with all else that is its owner's."""
    await _put_by_another(store, FORMER)

    assert await store.forget_owner(77) == 1


async def test_sweeps(file: Path) -> None:
    """SQLite drops what has expired, so the file does not grow for ever."""
    async with _opened(file) as store:
        await store.put({"chat:1:0:1": Kept(TALK)}, NOW - TTL)
        await store.put({"chat:2:0:2": Kept(TALK)}, NOW)

    assert _rows(file, "SELECT key FROM contexts") == [("chat:2:0:2",)]


async def test_put_is_whole(file: Path) -> None:
    """Of a put that fails nothing is kept, and the store works on."""
    broken = Kept(TALK, answer=object())  # type: ignore[arg-type]  # SQLite refuses it
    async with _opened(file) as store:
        with pytest.raises(sqlite3.Error):
            await store.put({"chat:1:0:1": Kept(TALK), "chat:2:0:2": broken}, NOW)

        assert await store.get("chat:1:0:1", NOW) is None
        await store.put({"chat:1:0:1": Kept(TALK)}, NOW)
        assert await store.get("chat:1:0:1", NOW)


@pytest.fixture(name="letter")
def _letter(tmp_path: Path) -> Path:
    letter = tmp_path / "letter.db"
    letter.write_text("a letter to my aunt, " * 100)
    return letter


async def test_no_store(letter: Path) -> None:
    """A file that is something else is refused."""
    with pytest.raises(sqlite3.Error):
        await SqliteStore.open(letter, TTL)


async def test_asked_is_short_lived(store: Store) -> None:
    """That a question was asked in a group is of no use after ten minutes."""
    await store.put({"asked:1:0:x": Kept(TALK, 5)}, NOW)

    assert await store.get("asked:1:0:x", NOW + timedelta(minutes=9))
    assert await store.get("asked:1:0:x", NOW + timedelta(minutes=10)) is None


async def test_forget_owner(store: Store) -> None:
    """All that came from one sender goes, under whatever key; nothing of another's does."""
    mine = {"chat:1:0:7": Kept(TALK, owner=7), "anchor:2:5": Kept(TALK, 5, owner=7)}
    await store.put(mine, NOW)
    await store.put({"chat:1:0:8": Kept(OTHER, owner=8), "last:1:0": Kept(OTHER, owner=8)}, NOW)

    assert await store.forget_owner(7) == 2
    assert [None, None] == [await store.get(key, NOW) for key in mine]
    assert await store.get("chat:1:0:8", NOW)


async def test_move(store: Store) -> None:
    """What moves is found under its new key alone, and takes the place of what was there."""
    await store.put({"chat:1:0:7": Kept(TALK), "chat:2:0:7": Kept(OTHER)}, NOW)
    await store.put({"chat:11:0:7": Kept(OTHER)}, NOW)

    assert await store.move("chat:1:", "chat:2:") == 1
    assert await store.get("chat:1:0:7", NOW) is None
    assert Kept(TALK) == await store.get("chat:2:0:7", NOW)
    assert await store.get("chat:11:0:7", NOW)


async def test_counts(store: Store) -> None:
    """Counts are kept by name and key, the most frequent first."""
    for key in ("a", "b", "b"):
        await store.count("unanswered", key)
    await store.count("feedback", "a")

    assert [("b", 2), ("a", 1)] == list((await store.counts("unanswered")).items())
    assert {"a": 1} == await store.counts("feedback")
    assert {} == await store.counts("nothing")


async def test_counts_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many different things were counted, only those known already go on."""
    monkeypatch.setattr(f"{type(store).__module__}.MOST_COUNTED", 2)
    for key in ("a", "b", "c", "b"):
        await store.count("unanswered", key)

    assert {"b": 2, "a": 1} == await store.counts("unanswered")


async def test_memory_is_bounded() -> None:
    """Of more entries than there is room for, those put longest ago are dropped."""
    store = MemoryStore(TTL, most=2)
    for number in range(3):
        await store.put({f"chat:{number}:0:1": Kept(TALK)}, NOW)

    assert await store.get("chat:0:0:1", NOW) is None
    assert await store.get("chat:2:0:1", NOW)


async def test_older_file(file: Path) -> None:
    """A file of the first version is brought up to date, and tells whose its rows are."""
    context = json.dumps(dump(TALK))
    keys = ("chat:-5:0:7", "chat:9:0:9", "anchor:9:3", "last:-5:0")
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "CREATE TABLE contexts (key TEXT PRIMARY KEY, context TEXT NOT NULL,"
            " answer INTEGER, expires REAL) WITHOUT ROWID"
        )
        rows = [(key, context) for key in keys]
        connection.executemany("INSERT INTO contexts VALUES (?, ?, NULL, NULL)", rows)
        connection.execute("PRAGMA user_version = 1")

    async with _opened(file) as store:
        kept = [await store.get(key, NOW) for key in keys]

    assert [TALK] * 4 == [one.context for one in kept if one]
    assert [7, 9, 9, 0] == [one.owner for one in kept if one]


async def test_file_is_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many rows those put longest ago go, even the contexts of answers."""
    monkeypatch.setattr(stores.sqlite, "MOST", 3)
    monkeypatch.setattr(stores.sqlite, "SWEPT", 1)
    async with _opened(file) as store:
        for number in range(6):
            await store.put({f"anchor:1:{number}": Kept(TALK)}, NOW + timedelta(minutes=number))

    assert [("anchor:1:3",), ("anchor:1:4",), ("anchor:1:5",)] == _rows(
        file, "SELECT key FROM contexts ORDER BY put"
    )


async def test_newer_file(file: Path) -> None:
    """A file of a newer version is refused, and left as it is."""
    async with _opened(file):
        pass
    _rows(file, "PRAGMA user_version = 99")

    with pytest.raises(sqlite3.DatabaseError, match="newer version"):
        async with _opened(file):
            pass
    assert [(99,)] == _rows(file, "PRAGMA user_version")
