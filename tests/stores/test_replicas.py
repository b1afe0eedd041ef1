"""The whole bot on a Redis: several replicas, and while Redis is away."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.engine.advisor import Advisor
from bot.stores.redis import PATIENCE, PREFIX, RedisStore
from tests import redis_server
from tests.engine.tiny import tiny_knowledge
from tests.telegram.build import ANA, BEN, GROUP, PRIVATE, message, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram, Wire

TTL = timedelta(days=30)
BOT = "42"
OVEN = "One big oven"
"""What a bread engineer's tools are."""


@asynccontextmanager
async def _replica(url: str, telegram: Telegram) -> AsyncIterator[Conversation]:
    """Run the whole application, one of those that share a Redis."""
    store = RedisStore.open(url, TTL, BOT)
    talk = Talk(Advisor(tiny_knowledge()), store)
    application = build(talk, "42:x", "https://x.invalid", Wire(telegram), shared=store.shared)
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
        async with asyncio.timeout(10 * PATIENCE):
            while not await redis.llen(f"{PREFIX}{BOT}:line:7:7"):  # noqa: ASYNC110  # Redis tells nobody
                await asyncio.sleep(0)
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
        assert "For one job" in follow_up.text
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
