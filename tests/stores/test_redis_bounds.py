"""What a Redis holds of a bot: bounded, each bot's own, and used on when it is full."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.exceptions import OutOfMemoryError

from bot import metrics
from bot.engine.talk.context import Context, Turn
from bot.stores import Kept
from bot.stores.redis import PREFIX, RedisStore
from tests import redis_server

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TALK = Context((Turn("compare", ("a", "b"), ("tools",), ("c++",)),) * 6, at=NOW)
KEPT = f"{PREFIX}42:kept:"


@pytest.fixture(name="store")
async def _store(
    server: redis_server.Server, redis: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RedisStore]:
    assert await redis.dbsize() == 0
    # How long a call or a turn may take is another test's matter: a busy machine is slow here.
    monkeypatch.setattr("bot.stores.redis.PATIENCE", 30.0)
    monkeypatch.setattr("bot.stores.redis.turns.LEASE", 600)
    store = RedisStore.open(server.url, TTL, "42")
    yield store
    await store.close()


async def _turn(store: RedisStore, number: int) -> None:
    """Keep what a question in a private chat leaves behind, as replicas do it."""
    kept = Kept(TALK.asked_by(number), number, owner=number)
    keys = (f"chat:{number}:0:{number}", f"last:{number}:0", f"question:{number}:1")
    async with store.shared.turn(f"{number}:{number}"):
        assert not await store.shared.done(number)
        await store.put({**dict.fromkeys(keys, kept), f"anchor:{number}:2": kept}, NOW)
        await store.shared.finish(number)


def _dropped() -> float:
    return metrics.REGISTRY.get_sample_value("rolewise_store_dropped_total") or 0.0


async def _times(redis: Any) -> dict[str, bool]:
    """Return which keys have a time to live."""
    return {key: await redis.ttl(key) > 0 for key in await redis.keys()}


async def test_only_memory_has_a_time(store: RedisStore, redis: Any) -> None:
    """What is remembered ends by itself, and only that may be dropped by Redis to make room."""
    await _turn(store, 7)
    await store.count("unanswered", "a", NOW, "x")
    await store.shared.alive("a")
    await store.shared.lead("a")
    await store.forget_owner(8)
    await store.ping()

    async with store.shared.turn("1:1"):
        times = await _times(redis)
    assert {key for key, ends in times.items() if ends} == {
        f"{KEPT}{key}" for key in ("chat:7:0:7", "last:7:0", "question:7:1", "anchor:7:2")
    }
    assert len(times) > 14


@pytest.mark.parametrize("policy", ["noeviction", "volatile-lru"])
async def test_full(store: RedisStore, redis: Any, policy: str) -> None:
    """A Redis that is full drops what is oldest and takes whatever comes, turns and leases too."""
    await _turn(store, 1)
    used = (await redis.info("memory"))["used_memory"]
    await redis.config_set("maxmemory-policy", policy)
    await redis.config_set("maxmemory", used + 4_000_000)
    before = _dropped()
    assert await store.shared.lead("a")

    async with store.shared.turn("1:7"):
        for first in range(2, 2000, 40):
            await asyncio.gather(*(_turn(store, first + number) for number in range(40)))
        await store.ping()
        assert await redis.lrange(f"{PREFIX}42:line:1:7", 0, -1)

    assert not await store.shared.lead("b")
    assert await store.get("anchor:1:2", NOW) is None
    assert await store.shared.done(1)
    if policy == "noeviction":  # else Redis chooses what is old enough, by the second
        assert _dropped() - before > 1000
        last = await store.get("chat:2001:0:2001", NOW)
        assert last
        assert last.context == TALK.asked_by(2001)
        # Of what is gone nothing points at it any more.
        assert not await redis.exists(f"{PREFIX}42:owner:1", f"{PREFIX}42:room:anchor:1:")
        assert await store.forget_owner(2001) == 4


async def test_full_of_others(store: RedisStore, redis: Any) -> None:
    """Where nothing of ours could make room the store says that it takes nothing more."""
    await redis.mset({f"other:{number}": "x" * 1000 for number in range(600)})
    used = (await redis.info("memory"))["used_memory"]
    await redis.config_set("maxmemory", used - 100_000)

    with pytest.raises(OutOfMemoryError):
        await store.ping()
    with pytest.raises(OutOfMemoryError):
        await store.put({"chat:1:0:7": Kept(TALK, owner=7)}, NOW)

    await redis.delete(*(f"other:{number}" for number in range(400)))
    await store.ping()


@pytest.mark.parametrize(("policy", "lines"), [("allkeys-lru", 1), ("volatile-lru", 0)])
async def test_dropped_by_redis(
    store: RedisStore, redis: Any, log: list[Any], policy: str, lines: int
) -> None:
    """A Redis that may drop turns and the lead by itself is told of, once."""
    await redis.config_set("maxmemory-policy", policy)

    assert [1, 1] == [await store.shared.alive("a") for _ in range(2)]
    assert ["store_may_drop_turns"] * lines == [line["event"] for line in log]


async def test_bounded_in_number(
    store: RedisStore, redis: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more entries than there is room for those put longest ago go, whatever they are."""
    monkeypatch.setattr("bot.stores.redis.MOST", 8)
    for number in range(1, 5):
        await _turn(store, number)
        for kind in ("talk", "anchor"):  # as if all that were some minutes ago
            age = f"{PREFIX}42:ages:{kind}"
            for member in await redis.zrange(age, 0, -1):
                await redis.zincrby(age, -60, member)

    assert len(await redis.keys(f"{KEPT}*")) == 8
    assert await store.get("chat:2:0:2", NOW) is None
    assert await store.get("question:3:1", NOW)


async def test_dead_leave(store: RedisStore, redis: Any) -> None:
    """What has died by itself is taken out of all that points at it, its owner's list too."""
    await _turn(store, 7)
    for key in await redis.keys(f"{KEPT}*"):
        await redis.unlink(key)
    for member in await redis.zrange(f"{PREFIX}42:ages:talk", 0, -1):
        await redis.zincrby(f"{PREFIX}42:ages:talk", -TTL.total_seconds() - 2, member)

    await _turn(store, 8)

    assert {"anchor:7:2"} == await redis.smembers(f"{PREFIX}42:owner:7")
    assert await redis.zcard(f"{PREFIX}42:ages:talk") == 3
    assert not await redis.exists(f"{PREFIX}42:room:chat:7:")


async def test_forgotten_leave(store: RedisStore, redis: Any) -> None:
    """Of who is forgotten nothing is left but that it was so."""
    await _turn(store, 7)
    await store.count("unanswered", "a", NOW, "x")

    assert await store.forget_owner(7) == 4
    await store.uncount("unanswered", lambda _: "x")

    left = {"done", "forgets", "forgot"}
    assert {f"{PREFIX}42:{name}" for name in left} == {*await redis.keys()}


async def test_nothing_is_looked_through(store: RedisStore, redis: Any) -> None:
    """Whatever is asked, the keys of all others are not looked through."""
    await redis.config_resetstat()
    await _turn(store, 7)
    await store.forget("anchor:7:")
    await store.move("chat:7:", "chat:8:")
    await store.forget_owner(7)
    asked = await redis.info("commandstats")

    assert "cmdstat_unlink" in asked
    assert not {"cmdstat_scan", "cmdstat_keys", "cmdstat_sscan"} & asked.keys()


async def test_two_bots(server: redis_server.Server, store: RedisStore) -> None:
    """Two bots on one database know nothing of each other."""
    other = RedisStore.open(server.url, TTL, "43")
    try:
        await _turn(store, 7)
        await store.count("unanswered", "a", NOW)

        assert not await other.shared.done(7)
        assert await other.get("chat:7:0:7", NOW) is None
        assert await other.counts("unanswered") == {}
        assert await other.forget_owner(7) == 0
        assert await other.forget("chat:7:") == 0
        assert [True, True] == [await one.shared.lead("a") for one in (store, other)]
        async with store.shared.turn("7:7"), other.shared.turn("7:7"):
            assert await store.get("chat:7:0:7", NOW)
    finally:
        await other.close()


@pytest.mark.parametrize(
    "behind",
    [
        ":port/0",
        ":99999/0",
        ":6379/zero",
        ":6379/-1",
        ":6379/0?socket_timeout=never",
        ":6379/0?decode_responses=0",
        ":6379/0?nonsense=1",
        ":6379/0?ssl_cert_reqs=perhaps",
        ":6379/0#1",
    ],
)
def test_no_address(behind: str) -> None:
    """What the library would misread, or find out at the first question, is no address."""
    scheme = "rediss" if "ssl" in behind else "redis"
    with pytest.raises(ValueError, match=r"^((?!hunter2).)*$"):
        RedisStore.open(f"{scheme}://:hunter2@localhost{behind}", TTL, "42")
