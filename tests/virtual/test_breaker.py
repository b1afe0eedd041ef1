"""The breaker, alone and around a Redis that never answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.breaker import REST, Away, Breaker
from bot.engine.advisor import Advisor
from bot.replicas import ASKED, electing, sharing
from bot.stores.redis import PATIENCE, RedisStore
from tests.engine.tiny import tiny_knowledge
from tests.telegram.build import ANA, GROUP, PRIVATE
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Raw, Telegram, Wire


class Silent(Exception):
    """No answer."""


class Partner:
    """Somebody who may be asked, with patience, and whose answers are guarded."""

    def __init__(self) -> None:
        self.silent = False
        self.asked = 0
        self.breaker = Breaker("partner", (Silent,))

    async def call(self) -> None:
        with self.breaker.call():
            await self._answer()

    async def probe(self) -> None:
        with self.breaker.probe():
            await self._answer()

    async def _answer(self) -> None:
        self.asked += 1
        if self.silent:
            await asyncio.sleep(PATIENCE)
            raise Silent


@pytest.fixture(name="partner")
def _partner() -> Partner:
    return Partner()


async def _fails(partner: Partner) -> float:
    """Return how long a call took that failed."""
    begun = now()
    with pytest.raises(Away):
        await partner.call()
    return round(now() - begun, 3)


def _events(log: list[Any]) -> list[str]:
    return [line["event"] for line in log]


async def test_rest(partner: Partner, log: list[Any]) -> None:
    """After a failure calls fail at once; after a rest one tries again, and all is as before."""
    partner.silent = True
    assert [PATIENCE, 0, 0] == [await _fails(partner) for _ in range(3)]

    await asyncio.sleep(REST)
    assert [PATIENCE, 0, 0] == [await _fails(partner) for _ in range(3)]
    assert 2 == partner.asked
    assert ["partner_away"] == _events(log)

    partner.silent = False
    await asyncio.sleep(REST)
    await partner.call()
    await partner.call()
    assert ["partner_away", "partner_back"] == _events(log)


async def test_one_tries(partner: Partner) -> None:
    """After the rest one call is let through, however many there are."""
    partner.silent = True
    await _fails(partner)
    await asyncio.sleep(REST)

    waited = await asyncio.gather(*(_fails(partner) for _ in range(5)))

    assert [0, 0, 0, 0, PATIENCE] == sorted(waited)


async def test_given_up(partner: Partner) -> None:
    """Where the one that tries is given up, another does after a further rest."""
    partner.silent = True
    await _fails(partner)
    await asyncio.sleep(REST)
    trying = asyncio.create_task(partner.call())
    await asyncio.sleep(PATIENCE / 2)
    trying.cancel()
    partner.silent = False
    assert 0 == await _fails(partner)

    await asyncio.sleep(REST)
    await partner.call()


async def test_probe(partner: Partner) -> None:
    """A probe is never refused; its failure goes on with the rest, its answer ends it."""
    partner.silent = True
    await _fails(partner)
    for _ in range(5):
        await asyncio.sleep(REST - PATIENCE)
        with pytest.raises(Away):
            await partner.probe()
        assert 0 == await _fails(partner)

    partner.silent = False
    await partner.probe()
    await partner.call()


async def test_refusals(partner: Partner, log: list[Any]) -> None:
    """Who says no has answered."""
    partner.silent = True
    await _fails(partner)

    with pytest.raises(LookupError), partner.breaker.probe():
        raise LookupError

    assert ["partner_away", "partner_back"] == _events(log)


class Hanging:
    """A Redis that takes connections and says nothing."""

    def __init__(self) -> None:
        self.connections = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError):
            await reader.read()
        writer.close()


@asynccontextmanager
async def _hanging() -> AsyncIterator[tuple[Hanging, RedisStore]]:
    hanging = Hanging()
    async with await asyncio.start_server(hanging.take, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        store = RedisStore.open(f"redis://127.0.0.1:{port}/0", timedelta(days=30), "42")
        yield hanging, store
        await store.close()


def _somebody(number: int) -> dict[str, Raw]:
    return {"chat": {**PRIVATE, "id": 100 + number}, "sender": {**ANA, "id": 100 + number}}


async def test_hanging_store(log: list[Any]) -> None:
    """With a store that never answers one update waits for it, and once; the others do not.

    All are answered, what cannot be done is said not to be, and the log tells it once.
    """
    telegram = Telegram()
    waited: list[float] = []
    async with _hanging() as (_, store):
        talk = Talk(Advisor(tiny_knowledge()), store)
        bot = build(talk, "42:x", "https://x.invalid", Wire(telegram), shared=store.shared)
        await bot.initialize()
        conversation = Conversation(bot, telegram, store)
        for number in range(9):
            begun = now()
            chat = {"chat": GROUP} if number % 2 else {}
            text = "/ask bread engineer tools?"
            call = await conversation.gets(text, **{**_somebody(number), **chat})
            waited.append(round(now() - begun, 2))
            assert "One big oven" in call.text
        sorry = await conversation.gets("/forget", **_somebody(9))
        await bot.shutdown()

    assert PATIENCE == waited[0]
    assert max(waited[1:]) < 0.05
    assert "Sorry" in sorry.text
    assert ["store_away", *["answered"] * 9, "undone"] == _events(log)
    assert telegram.breaches == []


async def test_probed(log: list[Any]) -> None:
    """While replicas ask who is alive and who leads no call of an update has to wait."""
    async with (
        _hanging() as (hanging, store),
        sharing(Limiter(), store.shared),
        electing(store.shared, lambda: None),
    ):
        await asyncio.sleep(ASKED)
        for _ in range(100):
            begun = now()
            with pytest.raises(Away):
                await store.shared.done(5)
            assert now() - begun < 0.01
            await asyncio.sleep(0.3)

    assert hanging.connections >= 20
    assert 1 == _events(log).count("store_away")
    assert ASKED + PATIENCE < REST
