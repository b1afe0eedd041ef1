"""Every store, by one suite."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot import stores
from bot.engine.talk.context import Context, Turn
from bot.stores import AGED, LONGEST_COUNTED, Kept, Store
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


@pytest.fixture(name="store", params=["memory", "sqlite", "redis"])
async def _store(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield MemoryStore(TTL)
    elif request.param == "redis":
        server: redis_server.Server = request.getfixturevalue("server")
        shared = RedisStore.open(server.url, TTL, "42")
        async with Redis.from_url(server.url) as redis:
            await redis.flushall()
        yield shared
        await shared.close()
    else:
        store = await SqliteStore.open(file, TTL)
        yield store
        await store.close()


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "a" / "b" / "contexts.db"


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
    """The context of an answer outlives its talk by far, but is not kept for ever either."""
    await store.put({"anchor:1:5": Kept(TALK)}, NOW - timedelta(days=399))
    await store.put({"chat:1:0:1": Kept(OTHER)}, NOW)

    assert Kept(TALK) == await store.get("anchor:1:5", NOW)
    assert await store.get("anchor:1:5", NOW + timedelta(days=2)) is None


async def test_forget(store: Store) -> None:
    """Forgotten is what begins with the prefix, and nothing else."""
    entries = {key: Kept(TALK) for key in ("chat:1:0:1", "chat:1:2:3", "chat:11:0:1")}
    await store.put(entries, NOW)

    assert await store.forget("chat:1:") == 2
    assert await store.get("chat:1:2:3", NOW) is None
    assert await store.get("chat:11:0:1", NOW)


async def test_forget_rooms(store: Store) -> None:
    """All rooms of a chat are forgotten at once."""
    kept = Kept(TALK)
    keys = ("chat:1:0:7", "chat:1:0:8", "last:1:0", "chat:10:0:7", "anchor:10:1")
    await store.put(dict.fromkeys(keys, kept), NOW)

    assert await store.forget("chat:1:", "last:1:", "anchor:1:") == 3
    assert await store.get("chat:10:0:7", NOW) == kept
    assert await store.forget() == 0


async def test_forget_takes_signs_as_they_are(store: Store) -> None:
    """No sign in a prefix stands for others."""
    await store.put({"chat:1:0:1": Kept(TALK)}, NOW)

    assert await store.forget("chat:%") == 0
    assert await store.forget("chat_") == 0
    assert await store.forget("chat:?") == 0


async def test_ping(store: Store) -> None:
    """A store that is well says nothing."""
    await store.ping()


async def _put_by_another(store: Store, values: object) -> None:
    """Put what another version of the program makes of a context."""
    with pytest.MonkeyPatch.context() as other:
        for module in (stores.sqlite, stores.redis):
            other.setattr(module, "dump", lambda _: values)
        await store.put({"chat:1:0:77": Kept(TALK, owner=77)}, NOW)


@pytest.mark.parametrize("store", ["sqlite", "redis"], indirect=True)
@pytest.mark.parametrize("values", [FORMER, {**FORMER, "version": 99}, {"version": 4}, [], None])
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
        await store.count("unanswered", key, NOW)
    await store.count("feedback", "a", NOW)

    assert [("b", 2), ("a", 1)] == list((await store.counts("unanswered")).items())
    assert {"a": 1} == await store.counts("feedback")
    assert {} == await store.counts("nothing")


async def test_counted_by_persons(store: Store) -> None:
    """Who is known by a mark counts once; with the mark the count goes, and at last the key."""
    for asker in ("x", "y", "x"):
        await store.count("unanswered", "a", NOW, asker)
    await store.count("unanswered", "b", NOW, "x")
    assert {"a": 2, "b": 1} == await store.counts("unanswered")

    await store.uncount("unanswered", lambda _: "x")
    assert {"a": 1} == await store.counts("unanswered")
    await store.count("unanswered", "a", NOW, "x")
    assert {"a": 2} == await store.counts("unanswered")


async def test_many_ask_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of how many people ask the same there is a limit; who counts and is forgotten makes room."""
    monkeypatch.setattr(f"{type(store).__module__}.MOST_ASKERS", 3)
    for asker in "uvwxyz":
        await store.count("unanswered", "a", NOW, asker)
    assert {"a": 3} == await store.counts("unanswered")

    await store.uncount("unanswered", lambda _: "v")
    for asker in "uz":
        await store.count("unanswered", "a", NOW, asker)
    assert {"a": 3} == await store.counts("unanswered")


async def test_rarest_makes_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too many different things were counted the rarest goes, the oldest of several."""
    monkeypatch.setattr(f"{type(store).__module__}.MOST_COUNTED", 3)
    for hour, key in enumerate(("a", "b", "c", "a", "d", "e")):
        await store.count("unanswered", key, NOW + timedelta(hours=hour), "x" + str(hour))

    assert {"a": 2, "d": 1, "e": 1} == await store.counts("unanswered")


async def test_rare_things_age(store: Store) -> None:
    """What fewer persons have asked than it is shown for is dropped in time; the rest stays."""
    for key in ("a", "a", "a", "b", "b"):
        await store.count("unanswered", key, NOW - AGED)
    await store.count("unanswered", "c", NOW)

    assert {"a": 3, "c": 1} == await store.counts("unanswered")


async def test_counted_keys_are_short(store: Store) -> None:
    """However long a thing is, it is counted by its beginning."""
    await store.count("unanswered", "a" * 1000, NOW)

    assert {"a" * LONGEST_COUNTED: 1} == await store.counts("unanswered")


ANAS = Turn("explain", ("a",), asker=7)
BENS = Turn("explain", ("b",), asker=8)


async def test_forget_turns(store: Store) -> None:
    """Who is forgotten is so in others' talks too: of these the other turns stay."""
    shared = Context((ANAS, BENS), asked=ANAS, at=NOW)
    await store.put({"chat:1:0:8": Kept(shared, 5, owner=8)}, NOW)
    await store.put({"chat:1:0:9": Kept(Context((BENS,)), owner=8)}, NOW)

    assert await store.forget_owner(7) == 1
    assert Kept(Context((BENS,), at=NOW), 5, 8) == await store.get("chat:1:0:8", NOW)
    assert await store.forget_owner(7) == 0
    assert await store.forget_owner(8) == 2
    assert await store.get("chat:1:0:8", NOW) is None


async def test_put_again_by_another(store: Store) -> None:
    """What another has taken over is no more its first owner's."""
    await store.put({"last:1:0": Kept(Context((ANAS,)), owner=7)}, NOW)
    await store.put({"last:1:0": Kept(Context((BENS,)), owner=8)}, NOW)

    assert await store.forget_owner(7) == 0
    assert await store.get("last:1:0", NOW)


async def test_in_hand_when_forgotten(store: Store) -> None:
    """What was in hand when somebody was forgotten is not kept of him, nor are his turns."""
    since = await store.forgets()
    await store.forget_owner(7)
    shared = Kept(Context((ANAS, BENS)), owner=8)
    entries = {"chat:1:0:7": Kept(TALK, owner=7), "last:1:0": shared}

    await store.put({**entries, "chat:1:0:9": Kept(TALK, owner=9)}, NOW, since)
    assert [None, None] == [await store.get(key, NOW) for key in entries]
    assert await store.get("chat:1:0:9", NOW)

    await store.put(entries, NOW, await store.forgets())
    assert await store.get("chat:1:0:7", NOW)


async def test_moved_turns(store: Store) -> None:
    """Who is forgotten is so in what has moved."""
    await store.put({"chat:1:0:8": Kept(Context((ANAS, BENS)), owner=8)}, NOW)
    await store.put({"chat:2:0:8": Kept(Context((ANAS,)), owner=7)}, NOW)
    await store.move("chat:1:", "chat:2:")

    assert await store.forget_owner(7) == 1
    kept = await store.get("chat:2:0:8", NOW)
    assert kept
    assert kept.context.turns == (BENS,)
    assert await store.forget("chat:2:") == 1


async def test_memory_is_bounded() -> None:
    """Of more entries than there is room for, those put longest ago are dropped."""
    store = MemoryStore(TTL, most=2)
    for number in range(3):
        await store.put({f"chat:{number}:0:1": Kept(TALK)}, NOW)

    assert await store.get("chat:0:0:1", NOW) is None
    assert await store.get("chat:2:0:1", NOW)
