"""Redis between replicas, and without it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.breaker import Away
from bot.engine.talk.context import EMPTY
from bot.stores import Kept
from bot.stores.redis import PATIENCE, PREFIX, RedisStore
from bot.stores.redis.turns import LEASE, Turns
from tests import redis_server

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BOT = "42"
OURS = f"{PREFIX}{BOT}:"
LINE = f"{OURS}line:1:7"
OVEN = "One big oven"
"""What a bread engineer's tools are."""


@pytest.fixture(name="store")
async def _store(server: redis_server.Server, redis: Any) -> AsyncIterator[RedisStore]:
    assert await redis.dbsize() == 0
    store = RedisStore.open(server.url, TTL, BOT)
    yield store
    await store.close()


@pytest.fixture(name="two")
async def _two(
    server: redis_server.Server, store: RedisStore
) -> AsyncIterator[tuple[Turns, Turns]]:
    other = RedisStore.open(server.url, TTL, BOT)
    yield store.shared, other.shared
    await other.close()


Two = tuple[Turns, Turns]


async def _stand(redis: Any, people: int, line: str = LINE) -> None:
    """Wait until so many stand in a line."""
    async with asyncio.timeout(LEASE):
        while await redis.llen(line) != people:  # noqa: ASYNC110  # Redis tells nobody
            await asyncio.sleep(0)


async def test_turns(two: Two, redis: Any) -> None:
    """In one conversation it is first come, first served, whichever replica is asked."""
    done: list[int] = []

    async def work(number: int) -> None:
        async with two[number % 2].turn("1:7"):
            done.append(number)
            await asyncio.sleep(0)
            done.append(number)

    async with two[1].turn("1:7"):
        tasks = []
        for number in range(6):
            tasks.append(asyncio.create_task(work(number)))
            await _stand(redis, number + 2)
        assert done == []
    await asyncio.gather(*tasks)

    assert done == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert await redis.keys() == []


async def test_conversations_do_not_wait(two: Two, store: RedisStore) -> None:
    """Another conversation has another line, on the same replica and on another."""
    async with two[0].turn("1:7"), two[0].turn("1:8"), two[1].turn("2:7"):
        await store.ping()


async def test_dead_replica(two: Two, redis: Any) -> None:
    """Whose lease is over is passed over, and so are all that died with it."""
    await redis.rpush(LINE, "dead", "dead too")

    async with asyncio.timeout(LEASE), two[0].turn("1:7"):
        assert await redis.llen(LINE) == 1


async def test_living_replica(two: Two, redis: Any) -> None:
    """Whose lease is not over is waited for."""
    await redis.rpush(LINE, "alive")
    await redis.zadd(f"{OURS}leases", {"alive": "inf"})
    entered = asyncio.Event()

    async def work() -> None:
        async with two[0].turn("1:7"):
            entered.set()

    waiting = asyncio.create_task(work())
    await _stand(redis, 2)
    await asyncio.sleep(0.05)
    assert not entered.is_set()

    await redis.zrem(f"{OURS}leases", "alive")
    await waiting


async def test_whoever_gives_up(two: Two, redis: Any) -> None:
    """Whoever waits no longer leaves the line, and nobody waits for that one."""

    async def work() -> None:
        async with two[1].turn("1:7"):
            pass

    async with two[0].turn("1:7"):
        waiting = asyncio.create_task(work())
        await _stand(redis, 2)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await redis.llen(LINE) == 1
    assert await redis.keys() == []


async def test_nothing_goes_on(two: Two) -> None:
    """Once a turn is over nothing renews its lease any more."""
    before = len(asyncio.all_tasks())
    async with two[0].turn("1:7"):
        assert len(asyncio.all_tasks()) > before
    await asyncio.sleep(0)

    assert len(asyncio.all_tasks()) == before


async def test_fault_in_a_turn(two: Two, redis: Any) -> None:
    """A turn ends however its work ends."""
    with pytest.raises(LookupError):
        async with two[0].turn("1:7"):
            raise LookupError

    assert await redis.keys() == []


async def test_lease_is_renewed(two: Two, redis: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that takes long keeps its lease, and its line does not run out under it."""
    monkeypatch.setattr("bot.stores.redis.turns.RENEWED", 0.01)

    async with two[0].turn("1:7"):
        ticket = await redis.lindex(LINE, 0)
        await redis.zadd(f"{OURS}leases", {ticket: 0})
        await redis.zadd(f"{OURS}lines", {"1:7": 0})
        async with asyncio.timeout(LEASE):
            while not await redis.zscore(f"{OURS}lines", "1:7"):  # noqa: ASYNC110  # Redis tells nobody
                await asyncio.sleep(0.01)
        assert await redis.zscore(f"{OURS}leases", ticket) > time.time()


async def test_done(two: Two, redis: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one replica has dealt with all know, for as long as Telegram may deliver it again."""
    assert not await two[1].done(5)

    await two[0].finish(5)

    assert await two[1].done(5)
    assert not await two[1].done(50)
    await redis.zincrby(f"{OURS}done", -86_000, 5)
    await two[0].finish(6)
    assert await two[1].done(5)
    await redis.zincrby(f"{OURS}done", -500, 5)
    await two[0].finish(7)
    assert not await two[1].done(5)

    monkeypatch.setattr("bot.stores.redis.turns.MOST_DONE", 2)
    await two[0].finish(8)
    assert [False, True, True] == [await two[1].done(update) for update in (6, 7, 8)]


async def test_what_died_goes(two: Two, redis: Any) -> None:
    """Lines and leases of replicas that died are cleared away, those of the living stay."""
    await redis.rpush(LINE, "dead")
    await redis.zadd(f"{OURS}lines", {"1:7": 1})
    await redis.zadd(f"{OURS}leases", {"dead": 1})

    async with two[0].turn("2:8"):
        await two[1].alive("a")
        assert await redis.llen(f"{OURS}line:2:8") == 1
        assert await redis.zcard(f"{OURS}leases") == 1
    assert [f"{OURS}replicas"] == await redis.keys()


async def test_one_leads(two: Two, redis: Any) -> None:
    """One leads for as long as it asks; when its lease is over the next to ask does."""
    assert await two[0].lead("a")
    assert not await two[1].lead("b")

    soon = time.time() + 1
    await redis.hset(f"{OURS}poller", "ends", soon)
    assert await two[0].lead("a")
    assert float(await redis.hget(f"{OURS}poller", "ends")) > soon + 1

    await redis.hset(f"{OURS}poller", "ends", soon - 2)
    assert await two[1].lead("b")
    assert not await two[0].lead("a")


async def test_resign(two: Two) -> None:
    """Who resigns makes room at once; who does not lead takes it from nobody."""
    await two[0].lead("a")

    await two[1].resign("b")
    assert not await two[1].lead("b")

    await two[0].resign("a")
    assert await two[1].lead("b")


async def test_stopped() -> None:
    """Without Redis whatever is asked fails, and soon."""
    store = RedisStore.open("redis://127.0.0.1:1/0", TTL, BOT)

    async def turn() -> None:
        async with store.shared.turn("1:7"):
            raise AssertionError

    asked = (
        lambda: store.get("chat:1:0:7", NOW),
        lambda: store.put({"chat:1:0:7": Kept(EMPTY)}, NOW),
        lambda: store.shared.done(5),
        lambda: store.shared.lead("a"),
        store.ping,
        turn,
    )
    for ask in asked:
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(Away):
                await ask()
    await store.close()


async def test_redis_lost_in_a_turn(server: redis_server.Server, redis: Any) -> None:
    """A Redis that goes away during a turn does not hold up its end, nor those after it."""
    store = RedisStore.open(server.url, TTL, BOT)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(store.shared.turn("1:7"))
            assert await redis.llen(LINE) == 1
            server.stop()
    finally:
        server.start()
    await store.ping()
    async with asyncio.timeout(LEASE), store.shared.turn("1:7"):
        pass
    await store.close()


async def test_redis_started_again(server: redis_server.Server, redis: Any) -> None:
    """A Redis that was started again costs its clients nothing but what it had forgotten."""
    assert await redis.dbsize() == 0
    store = RedisStore.open(server.url, TTL, BOT)
    await store.shared.finish(5)
    server.stop()
    server.start()

    assert not await store.shared.done(5)
    await store.shared.finish(5)
    assert await store.shared.done(5)
    await store.close()


async def test_alive(server: redis_server.Server) -> None:
    """Replicas know how many they are; one that resigns counts no more."""
    store = RedisStore.open(server.url, TTL, BOT)
    try:
        assert await store.shared.alive("a") == 1
        assert await store.shared.alive("b") == 2
        assert await store.shared.alive("a") == 2
        await store.shared.resign("b")
        assert await store.shared.alive("a") == 1
    finally:
        await store.close()
