"""What replicas share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

import pytest

from bot import metrics
from bot.adapters.telegram.limiter import Limiter
from bot.heartbeat import BEATS
from bot.replicas import ALONE, ASKED, SPREAD, Leader, electing, sharing
from tests.telegram.clock import now


class Fake:
    """What replicas share, in this process; it may be away."""

    def __init__(self) -> None:
        self.away = False
        self.asked: list[float] = []
        """When somebody asked who leads."""
        self.poller: str | None = None
        self.replicas: set[str] = set()

    async def done(self, _: int) -> bool:
        return False

    async def finish(self, _: int) -> None:
        """It is not looked at."""

    def turn(self, _: str) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    async def alive(self, replica: str) -> int:
        self._answer()
        self.replicas.add(replica)
        return len(self.replicas)

    async def lead(self, replica: str) -> bool:
        self.asked.append(now())
        self._answer()
        self.poller = self.poller or replica
        return self.poller == replica

    async def resign(self, replica: str) -> None:
        self._answer()
        self.replicas.discard(replica)
        if self.poller == replica:
            self.poller = None

    def _answer(self) -> None:
        if self.away:
            raise ConnectionError


@pytest.fixture(name="fake")
def _fake() -> Fake:
    return Fake()


class Beats:
    """Counts the signs of life of one that waits."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


class Shares(Limiter):
    """A limiter that notes how many replicas it was told of."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def share(self, replicas: int) -> None:
        self.told.append(replicas)


@asynccontextmanager
async def _waiting(leader: Leader) -> AsyncIterator[asyncio.Task[None]]:
    """Wait for the lead beside the block."""
    task = asyncio.create_task(leader.gate())
    yield task
    task.cancel()


async def test_first_leads(fake: Fake) -> None:
    """The first to ask leads at once."""
    async with electing(fake, Beats()) as leader, asyncio.timeout(ASKED):
        await leader.gate()


async def test_followers_live(fake: Fake) -> None:
    """Who waits for the lead is alive too, and begins when the leader has made room."""
    beats = Beats()
    async with electing(fake, beats) as follower:
        async with electing(fake, Beats()) as leader:
            fake.poller = leader.name
            await asyncio.sleep(ASKED)
            async with _waiting(follower) as waiting:
                await asyncio.sleep(2.5 * BEATS)
                assert not waiting.done()
        assert 3 == beats.count

        async with asyncio.timeout(2 * ASKED):
            await follower.gate()


async def test_stays_what_it_was(fake: Fake) -> None:
    """While the store fails the leader leads on and the follower waits."""
    async with electing(fake, Beats()) as leader, electing(fake, Beats()) as follower:
        await leader.gate()
        await asyncio.sleep(ASKED)
        fake.away = True
        await asyncio.sleep(100 * ASKED)

        await leader.gate()
        async with _waiting(follower) as waiting:
            await asyncio.sleep(100 * ASKED)
            assert not waiting.done()


async def test_alone(fake: Fake, log: list[Any]) -> None:
    """One that the store has never told anything polls after a while; the log says so, once."""
    fake.away = True
    async with electing(fake, Beats()) as leader:
        assert not leader.undecided()
        begun = now()
        await leader.gate()
        assert ALONE <= now() - begun <= ALONE + SPREAD + ASKED
        await asyncio.sleep(ALONE)
        assert leader.undecided()

    assert ["store_failed", "polls_alone"] == [line["event"] for line in log]


async def test_failures_count(fake: Fake) -> None:
    """The figures show that the store is away, also while nobody asks anything."""
    before = _failures()
    fake.away = True
    async with sharing(Limiter(), fake), electing(fake, Beats()):
        await asyncio.sleep(10 * ASKED)

    assert 20 <= _failures() - before <= 22


def _failures() -> float:
    return metrics.REGISTRY.get_sample_value("rolewise_store_errors_total") or 0.0


async def test_alone_no_more(fake: Fake) -> None:
    """Of several that poll by themselves one goes on when the store is back, as it decides."""
    fake.away = True
    async with electing(fake, Beats()) as one, electing(fake, Beats()) as other:
        await one.gate()
        await other.gate()
        fake.away = False
        fake.poller = other.name
        await asyncio.sleep(ASKED)

        await other.gate()
        assert not one.undecided()
        async with _waiting(one) as waiting:
            await asyncio.sleep(ALONE)
            assert not waiting.done()


async def test_gives_way(fake: Fake) -> None:
    """One that leaves polling to another does so for a while, and not when it is decided."""
    fake.away = True
    async with electing(fake, Beats()) as leader:
        await leader.gate()
        begun = now()
        await leader.give_way(45)
        assert 45 == round(now() - begun, 3)

        fake.away = False
        await leader.give_way(45)
        assert now() - begun <= 45 + ASKED


async def test_not_alone(fake: Fake) -> None:
    """One that was told to wait waits on, however long the store is away."""
    fake.poller = "another"
    async with electing(fake, Beats()) as leader, _waiting(leader) as waiting:
        await asyncio.sleep(ASKED)
        fake.away = True
        await asyncio.sleep(10 * ALONE)
        assert not waiting.done()
        assert leader.undecided()


async def test_share(fake: Fake) -> None:
    """Each keeps to its share of the limits, which stays what it was while the store fails."""
    one, other = Shares(), Shares()

    async with sharing(one, fake):
        async with sharing(other, fake):
            await asyncio.sleep(1.5 * ASKED)
            fake.away = True
            await asyncio.sleep(10 * ASKED)
            fake.away = False
        await asyncio.sleep(ASKED)

    assert [1, 2, 1] == one.told
    assert [2, 2] == other.told
    assert set() == fake.replicas
