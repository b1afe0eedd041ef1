"""SQLite in trouble: the talk goes on, and so does the memory when the trouble is over."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.engine.advisor import Advisor
from bot.engine.talk.context import EMPTY
from bot.service import Ended, open_store
from bot.settings import SQLITE, Settings
from bot.stores import Kept
from bot.stores.sqlite import SqliteStore
from tests.engine.tiny import tiny_knowledge
from tests.telegram.build import ANA, PRIVATE
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Raw, Telegram, Wire

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "rolewise.db"


@pytest.fixture(name="bot")
async def _bot(file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Conversation]:
    """Return the whole bot, whose store waits for nobody for long."""
    monkeypatch.setattr("bot.stores.sqlite.PATIENCE", 0.02)
    store = await SqliteStore.open(file, TTL)
    telegram = Telegram()
    talk = Talk(Advisor(tiny_knowledge()), store)
    application = build(talk, "42:x", "https://x.invalid", Wire(telegram))
    await application.initialize()
    yield Conversation(application, telegram, store)
    await application.shutdown()
    await store.close()
    assert telegram.breaches == []


def _somebody(number: int) -> dict[str, Raw]:
    """Return a private chat of its own: in one chat the bot would have to wait."""
    return {"chat": {**PRIVATE, "id": 100 + number}, "sender": {**ANA, "id": 100 + number}}


def _events(log: list[Any]) -> list[str]:
    return [line["event"] for line in log]


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Let another process write, and not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_locked(file: Path, bot: Conversation, log: list[Any]) -> None:
    """While another process writes questions are answered by what is known; nothing is kept."""
    await bot.gets("bread engineer tools?")
    log.clear()

    with _locked(file):
        follow_up = await bot.gets("and education?")
        other = await bot.gets("pastry scientist tools?")
        sorry = await bot.gets("/forget")
    assert "nobody asks for papers" in follow_up.text
    assert "Pastry Scientist" in other.text
    assert "Sorry" in sorry.text
    assert _events(log) == ["store_away", "answered", "answered", "undone"]
    assert "another program keeps it locked" in log[0]["why"]

    log.clear()
    await bot.store.ping()
    await bot.gets("pastry scientist tools?", **_somebody(1))
    assert "Pastry Scientist" in (await bot.gets("and education?", **_somebody(1))).text
    assert _events(log) == ["store_back", "answered", "answered"]


async def _limit(store: SqliteStore, pages: int) -> None:
    """Give the file room for so many pages: at least for those it has."""
    async with store._connection.execute(f"PRAGMA max_page_count = {pages}") as rows:
        await rows.fetchone()


async def _fill(store: SqliteStore) -> None:
    for number in range(1000):
        await store.put({f"anchor:{number}:{'x' * 1000}": Kept(EMPTY)}, NOW)


async def test_full(bot: Conversation, log: list[Any]) -> None:
    """On a full disk questions are answered without memory, until there is room again."""
    store = bot.store
    assert isinstance(store, SqliteStore)
    await bot.gets("bread engineer tools?")
    await _limit(store, 1)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await _fill(store)
    log.clear()

    for number, text in enumerate(("bread engineer tools?", "pastry scientist tools?") * 5):
        await bot.gets(text, **_somebody(number))
    assert "store_failed" in _events(log)
    assert "failed" not in _events(log)
    assert _events(log).count("answered") == 10

    await _limit(store, 100_000)
    log.clear()
    await bot.gets("pastry scientist tools?")
    assert "Pastry Scientist" in (await bot.gets("and education?")).text
    assert _events(log) == ["answered", "answered"]


async def test_damaged(file: Path, bot: Conversation, log: list[Any]) -> None:
    """A file that is damaged while it serves costs the memory, and not the answers."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("DROP TABLE contexts")
        other.execute("DROP TABLE counts")

    assert "Bread" in (await bot.gets("bread engineer tools?")).text
    assert "Pastry" in (await bot.gets("pastry scientist tools?")).text
    assert {"store_failed", "answered"} == set(_events(log))
    with pytest.raises(sqlite3.Error):
        await bot.store.ping()


@pytest.mark.parametrize("rubbish", [b"\x00\xff" * 5000, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_no_database(file: Path, rubbish: bytes) -> None:
    """A file that is no database is named, and left as it is."""
    file.write_bytes(rubbish)

    with pytest.raises(Ended) as ended:
        asyncio.run(open_store(Settings(store=f"{SQLITE}{file}")))

    (line,) = str(ended.value).splitlines()
    assert line.startswith(f"ROLEWISE_STORE: {file} cannot be used: ")
    assert file.read_bytes() == rubbish
    assert [file] == list(file.parent.iterdir())


async def test_somebody_elses(file: Path) -> None:
    """A database that is something else's is refused, and left as it is."""
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE contexts (mine TEXT)")
        other.execute("INSERT INTO contexts VALUES ('dear')")

    with pytest.raises(Ended, match="contexts"):
        await open_store(Settings(store=f"{SQLITE}{file}"))

    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT * FROM contexts").fetchall() == [("dear",)]
        assert other.execute("PRAGMA user_version").fetchone() == (0,)


async def test_locked_at_the_start(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file that somebody else writes to is not waited for without end."""
    monkeypatch.setattr("bot.stores.sqlite.PATIENCE", 0.02)

    with _locked(file), pytest.raises(Ended, match="locked"):
        await open_store(Settings(store=f"{SQLITE}{file}"))
