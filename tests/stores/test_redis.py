"""Redis between replicas, and without it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.breaker import Away
from bot.engine.advisor import Advisor
from bot.engine.talk.context import EMPTY
from bot.stores import Kept
from bot.stores.redis import LEASE, PATIENCE, POLLER, PREFIX, RedisStore
from tests import redis_server
from tests.engine.tiny import tiny_knowledge
from tests.telegram.build import ANA, BEN, GROUP, PRIVATE, message, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram, Wire

TTL = timedelta(days=30)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LINE = f"{PREFIX}line:1:7"
OVEN = "One big oven"
"""What a bread engineer's tools are."""


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[redis_server.Server]:
    with redis_server.running() as server:
        yield server


@pytest.fixture(name="redis")
async def _redis(server: redis_server.Server) -> AsyncIterator[Any]:
    async with Redis.from_url(server.url, decode_responses=True) as redis:
        await redis.flushall()
        yield redis


@pytest.fixture(name="two")
async def _two(
    server: redis_server.Server, redis: Any
) -> AsyncIterator[tuple[RedisStore, RedisStore]]:
    assert await redis.dbsize() == 0
    one, other = RedisStore.open(server.url, TTL), RedisStore.open(server.url, TTL)
    yield one, other
    await one.close()
    await other.close()


Two = tuple[RedisStore, RedisStore]


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


async def test_conversations_do_not_wait(two: Two) -> None:
    """Another conversation has another line, on the same replica and on another."""
    async with two[0].turn("1:7"), two[0].turn("1:8"), two[1].turn("2:7"):
        await two[0].ping()


async def test_dead_replica(two: Two, redis: Any) -> None:
    """Whose lease is over is passed over, and so are all that died with it."""
    await redis.rpush(LINE, "dead", "dead too")

    async with asyncio.timeout(LEASE), two[0].turn("1:7"):
        assert await redis.llen(LINE) == 1


async def test_living_replica(two: Two, redis: Any) -> None:
    """Whose lease is not over is waited for."""
    await redis.rpush(LINE, "alive")
    await redis.set(f"{PREFIX}lease:alive", 1)
    entered = asyncio.Event()

    async def work() -> None:
        async with two[0].turn("1:7"):
            entered.set()

    waiting = asyncio.create_task(work())
    await _stand(redis, 2)
    await asyncio.sleep(0.05)
    assert not entered.is_set()

    await redis.unlink(f"{PREFIX}lease:alive")
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
    monkeypatch.setattr("bot.stores.redis.RENEWED", 0.01)

    async with two[0].turn("1:7"):
        ticket = await redis.lindex(LINE, 0)
        await redis.unlink(f"{PREFIX}lease:{ticket}")
        await redis.expire(LINE, 1)
        async with asyncio.timeout(LEASE):
            while await redis.ttl(LINE) <= 1:  # noqa: ASYNC110  # Redis tells nobody
                await asyncio.sleep(0.01)
        assert await redis.exists(f"{PREFIX}lease:{ticket}")


async def test_done(two: Two, redis: Any) -> None:
    """What one replica has dealt with all know, for as long as Telegram may deliver it again."""
    assert not await two[1].done(5)

    await two[0].finish(5)

    assert await two[1].done(5)
    assert not await two[1].done(50)
    assert await redis.ttl(f"{PREFIX}done:5") > timedelta(hours=23).total_seconds()


async def test_one_leads(two: Two, redis: Any) -> None:
    """One leads for as long as it asks; when its lease is over the next to ask does."""
    assert await two[0].lead("a")
    assert not await two[1].lead("b")

    await redis.pexpire(POLLER, 100)
    assert await two[0].lead("a")
    assert await redis.pttl(POLLER) > 1000

    await redis.unlink(POLLER)
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
    store = RedisStore.open("redis://127.0.0.1:1/0", TTL)

    async def turn() -> None:
        async with store.turn("1:7"):
            raise AssertionError

    asked = (
        lambda: store.get("chat:1:0:7", NOW),
        lambda: store.put({"chat:1:0:7": Kept(EMPTY)}, NOW),
        lambda: store.done(5),
        lambda: store.lead("a"),
        store.ping,
        turn,
    )
    for ask in asked:
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(Away):
                await ask()
    await store.close()


@asynccontextmanager
async def _replica(url: str, telegram: Telegram) -> AsyncIterator[Conversation]:
    """Run the whole application, one of those that share a Redis."""
    store = RedisStore.open(url, TTL)
    talk = Talk(Advisor(tiny_knowledge()), store)
    application = build(talk, "42:x", "https://x.invalid", Wire(telegram), shared=store)
    await application.initialize()
    yield Conversation(application, telegram, store)
    await application.shutdown()
    await store.close()


def _events(log: list[Any]) -> list[str]:
    return [line.get("reason", line["event"]) for line in log]


async def test_replicas(server: redis_server.Server, redis: Any, log: list[Any]) -> None:
    """Whichever replica gets it, a follow-up is understood and a repetition not answered."""
    assert await redis.dbsize() == 0
    telegram = Telegram()
    again = update(message=message("and education?"))
    async with _replica(server.url, telegram) as one, _replica(server.url, telegram) as other:
        await one.gets("bread engineer tools?")
        (reply,) = await other.feed(again)
        assert await one.feed(again) == []

    assert "nobody asks for papers" in reply.text
    assert _events(log) == ["answered", "answered", "duplicate"]
    assert telegram.breaches == []


async def test_replicas_in_order(server: redis_server.Server, redis: Any) -> None:
    """A follow-up that another replica gets waits for the answer that it follows."""
    telegram = Telegram()
    flood = {"ok": False, "description": "Slow down", "parameters": {"retry_after": 1}}
    telegram.faults["sendMessage"].append((429, flood))
    async with _replica(server.url, telegram) as one, _replica(server.url, telegram) as other:
        first = asyncio.create_task(one.says("bread engineer tools?"))
        await _stand(redis, 1, f"{PREFIX}line:7:7")
        await other.says("and education?")
        await first

    answer, follow_up = telegram.sent()
    assert OVEN in answer.text
    assert "nobody asks for papers" in follow_up.text


async def test_redis_away(server: redis_server.Server, redis: Any, log: list[Any]) -> None:
    """While Redis is away questions are answered without memory; then all is as before.

    Nothing false is said meanwhile: not that something was forgotten, nor counted.
    """
    assert await redis.dbsize() == 0
    telegram = Telegram()
    async with _replica(server.url, telegram) as bot:
        assert OVEN in (await bot.gets("bread engineer tools?")).text

        server.stop()
        try:
            begun = time.monotonic()
            answer = await bot.gets("pastry scientist tools?")
            follow_up = await bot.gets("and education?")
            asked = "/ask bread engineer tools?"
            repeated = [await bot.gets(asked, chat=GROUP, sender=who) for who in (ANA, BEN)]
            sorry = await bot.gets("/forget")
            soon = time.monotonic() - begun < 20 * PATIENCE
        finally:
            server.start()

        assert "A whisk" in answer.text
        assert "for which job?" in follow_up.text
        assert [OVEN in one.text for one in repeated] == [True, True]
        assert "Sorry" in sorry.text
        assert soon
        await bot.store.ping()
        answered = ["answered"] * 4
        assert ["answered", "store_away", *answered, "undone", "store_back"] == _events(log)
        log.clear()

        private = {"chat": {**PRIVATE, "id": BEN["id"]}, "sender": BEN}
        await bot.gets("bread engineer tools?", **private)
        answer = await bot.gets("and education?", **private)
        assert "nobody asks for papers" in answer.text
        assert _events(log) == ["answered", "answered"]
    assert telegram.breaches == []


async def test_redis_lost_in_a_turn(server: redis_server.Server, redis: Any) -> None:
    """A Redis that goes away during a turn does not hold up its end, nor those after it."""
    store = RedisStore.open(server.url, TTL)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(store.turn("1:7"))
            assert await redis.llen(LINE) == 1
            server.stop()
    finally:
        server.start()
    await store.ping()
    async with asyncio.timeout(LEASE), store.turn("1:7"):
        pass
    await store.close()


async def test_redis_hangs(server: redis_server.Server, redis: Any, log: list[Any]) -> None:
    """While Redis hangs all but the first are answered at once; it is back without a word."""
    assert await redis.dbsize() == 0
    telegram = Telegram()
    waited = []
    async with _replica(server.url, telegram) as bot:
        await bot.gets("bread engineer tools?")
        with server.hanging():
            for number in range(5):
                begun = time.monotonic()
                who = {"chat": {**PRIVATE, "id": 100 + number}, "sender": {**ANA, "id": 100}}
                assert OVEN in (await bot.gets("bread engineer tools?", **who)).text
                waited.append(time.monotonic() - begun)
        await bot.store.ping()
        assert "nobody asks for papers" in (await bot.gets("and education?")).text

    assert waited[0] < 2 * PATIENCE
    assert sum(waited[1:]) < PATIENCE
    events = [*["answered"] * 5, "store_back", "answered"]
    assert ["answered", "store_away", *events] == _events(log)


async def test_redis_started_again(server: redis_server.Server, redis: Any) -> None:
    """A Redis that was started again costs its clients nothing but what it had forgotten."""
    assert await redis.dbsize() == 0
    store = RedisStore.open(server.url, TTL)
    await store.finish(5)
    server.stop()
    server.start()

    assert not await store.done(5)
    await store.finish(5)
    assert await store.done(5)
    await store.close()


async def test_alive(server: redis_server.Server) -> None:
    """Replicas know how many they are; one that resigns counts no more."""
    store = RedisStore.open(server.url, timedelta(days=30))
    try:
        assert await store.alive("a") == 1
        assert await store.alive("b") == 2
        assert await store.alive("a") == 2
        await store.resign("b")
        assert await store.alive("a") == 1
    finally:
        await store.close()
