"""The file of SQLite: what outlives the process, its bounds, whose it is and who may read it."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import stores
from bot.engine.talk.context import Context, Turn
from bot.stores import Kept
from bot.stores.sqlite import SqliteStore

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TALK = Context((Turn("compare", ("a", "b"), ("tools",), ("c++",)),), at=NOW)
SHARED = Context((Turn("explain", ("a",), asker=7), Turn("explain", ("b",), asker=8)))


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


@pytest.mark.parametrize("version", [1, 2, 3])
async def test_older_file(file: Path, version: int) -> None:
    """Of an earlier version only thumbs are taken over: it did not tell whose each turn was."""
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "CREATE TABLE contexts (key TEXT PRIMARY KEY, context TEXT NOT NULL,"
            " answer INTEGER, expires REAL) WITHOUT ROWID"
        )
        connection.execute("INSERT INTO contexts VALUES ('chat:9:0:9', '{}', NULL, NULL)")
        if version > 1:
            connection.execute(
                "CREATE TABLE counts (name TEXT, key TEXT, times INTEGER NOT NULL,"
                " PRIMARY KEY (name, key)) WITHOUT ROWID"
            )
            connection.execute("INSERT INTO counts VALUES ('feedback', '+ a', 3)")
            connection.execute("INSERT INTO counts VALUES ('unanswered', 'ana', 3)")
        connection.execute(f"PRAGMA user_version = {version}")

    async with _opened(file) as store:
        assert await store.get("chat:9:0:9", NOW) is None
        assert await store.counts("feedback") == ({"+ a": 3} if version > 1 else {})
        assert await store.counts("unanswered") == {}
        await store.put({"chat:9:0:9": Kept(TALK)}, NOW)
    async with _opened(file) as store:
        assert await store.get("chat:9:0:9", NOW)


async def test_file_is_bounded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file is too large what was put longest ago goes, even the contexts of answers."""
    monkeypatch.setattr(stores.sqlite, "MOST_BYTES", 400_000)
    monkeypatch.setattr(stores.sqlite, "SWEPT", 1)
    monkeypatch.setattr(stores.sqlite, "DROPPED", 10)
    async with _opened(file) as store:
        for at in range(80):
            keys = {f"anchor:{at}:{number}": Kept(TALK) for number in range(50)}
            await store.put(keys, NOW)
        size = await stores.sqlite._size(store._connection)

        assert await store.get("anchor:0:1", NOW) is None
        assert await store.get("anchor:79:1", NOW)
    ((kept,),) = _rows(file, "SELECT count(*) FROM contexts")
    assert size <= 400_000
    assert isinstance(kept, int)
    assert 800 < kept < 4000


async def test_nothing_is_looked_through(file: Path) -> None:
    """No statement goes through a whole table: all use an index, however much is kept."""
    asked: set[str] = set()
    async with _opened(file) as store:
        await store._connection.set_trace_callback(asked.add)
        await _all_of_it(store)
        await stores.sqlite.SqliteStore._sweep(store, store._connection)

    words = ("SELECT", "DELETE", "UPDATE", "INSERT")
    statements = [one for one in asked if one.removeprefix("-- ").startswith(words)]
    assert len(statements) > 15
    for one in statements:
        plan = _rows(file, f"EXPLAIN QUERY PLAN {one.removeprefix('-- ')}")
        assert "SCAN" not in str([row[3] for row in plan]), one


async def _all_of_it(store: SqliteStore) -> None:
    """Ask everything of a store."""
    await store.put({"chat:1:0:8": Kept(SHARED, owner=8)}, NOW)
    await store.get("chat:1:0:8", NOW)
    await store.forget("anchor:1:")
    await store.forget_owner(7)
    await store.move("chat:1:", "chat:2:")
    await store.count("unanswered", "a", NOW, "x")
    await store.uncount("unanswered", lambda _: "x")
    await store.counts("unanswered")
    await store.ping()


async def test_another_bots_file(file: Path) -> None:
    """A file belongs to the bot that began it; who only looks may be anybody."""
    await (await SqliteStore.open(file, TTL, "42")).close()
    await (await SqliteStore.open(file, TTL, "42")).close()
    await (await SqliteStore.open(file, TTL)).close()

    with pytest.raises(sqlite3.DatabaseError, match=r"of the bot 42, and .* of the bot 43"):
        await SqliteStore.open(file, TTL, "43")


def test_nobody_elses(file: Path) -> None:
    """File and folder are their user's alone, and a file that was open to others is so no more."""

    async def used() -> list[int]:
        async with _opened(file) as store:
            await store.put({"chat:1:0:1": Kept(TALK)}, NOW)
            return [_mode(one) for one in file.parent.iterdir()]

    assert [0o600] * 3 == asyncio.run(used())
    assert [0o700] * 2 == [_mode(one) for one in list(file.parents)[:2]]
    file.chmod(0o644)
    asyncio.run(used())
    assert _mode(file) == 0o600


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_newer_file(file: Path) -> None:
    """A file of a newer version is refused, and left as it is."""
    async with _opened(file):
        pass
    _rows(file, "PRAGMA user_version = 99")

    with pytest.raises(sqlite3.DatabaseError, match="newer version"):
        async with _opened(file):
            pass
    assert [(99,)] == _rows(file, "PRAGMA user_version")


@pytest.mark.parametrize("kind", ["pipe", "link", "link to nothing", "folder"])
def test_no_file(tmp_path: Path, kind: str) -> None:
    """What is no ordinary file is refused and left as it was: no rights of it are changed."""
    file, elsewhere = tmp_path / "store.db", tmp_path / "elsewhere"
    if kind == "pipe":
        os.mkfifo(file, 0o644)
    elif kind == "folder":
        file.mkdir(0o755)
    else:
        file.symlink_to(elsewhere)
    if kind == "link":
        elsewhere.touch(0o644)
    before = {one.name: one.lstat().st_mode for one in tmp_path.iterdir()}

    with pytest.raises(OSError, match="no ordinary file"):
        asyncio.run(SqliteStore.open(file, TTL))
    assert before == {one.name: one.lstat().st_mode for one in tmp_path.iterdir()}


async def test_links_beside_it(file: Path, tmp_path: Path) -> None:
    """Of what stands beside it only ordinary files are shut: a link may lead anywhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch(0o644)
    elsewhere.chmod(0o644)
    file.parent.mkdir(parents=True)
    file.with_name(f"{file.name}-shm").symlink_to(elsewhere)

    with suppress(sqlite3.Error):
        async with _opened(file):
            pass

    assert _mode(elsewhere) == 0o644
