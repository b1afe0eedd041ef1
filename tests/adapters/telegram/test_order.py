"""In which order updates are handled, and how many of a group at once."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

import pytest
from telegram import Update

from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.order import Order
from tests.telegram.build import ANA, BEN, GROUP, PRIVATE, inline_query, message, update
from tests.telegram.wire import Raw


def _from(sender: Raw, chat: Raw = GROUP) -> Update:
    made = Update.de_json(update(message=message("x", chat=chat, sender=sender)))
    assert made is not None
    return made


class Done:
    """What was done, in its order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.go = asyncio.Event()

    def work(self, name: str, *, waits: bool = False) -> Callable[[], "asyncio.Future[None]"]:
        return lambda: asyncio.ensure_future(self._do(name, waits))

    async def _do(self, name: str, waits: bool) -> None:
        if waits:
            await self.go.wait()
        self.names.append(name)


@pytest.fixture(name="order")
def _order() -> Order:
    return Order(Limiter())


@pytest.fixture(name="done")
def _done() -> Done:
    return Done()


async def test_one_person(order: Order, done: Done) -> None:
    """The second message of a person waits for the first to be done."""
    both = asyncio.gather(
        order.take(_from(ANA), done.work("first", waits=True)),
        order.take(_from(ANA), done.work("second")),
    )
    await asyncio.sleep(1)
    assert done.names == []
    done.go.set()
    await both

    assert done.names == ["first", "second"]


async def test_two_people(order: Order, done: Done) -> None:
    """Nobody waits for another person: here the first ends after the second."""
    both = asyncio.gather(
        order.take(_from(ANA), done.work("ana", waits=True)),
        order.take(_from(BEN), done.work("ben")),
    )
    await asyncio.sleep(1)
    done.go.set()
    await both

    assert done.names == ["ben", "ana"]


async def test_nothing_left(order: Order, done: Done) -> None:
    """A line in which nobody stands is gone, and so is the count of a chat."""
    await asyncio.gather(*(order.take(_from(ANA), done.work("x")) for _ in range(3)))

    assert len(done.names) == 3
    assert len(order.lines) == 0
    assert len(order._in_hand) == 0


async def test_no_chat(order: Order, done: Done) -> None:
    """An update from no chat has no turn to wait for."""
    made = Update.de_json(update(inline_query=inline_query("x")))
    assert made is not None

    await order.take(made, done.work("x"))

    assert done.names == ["x"]


async def test_done_before(order: Order, done: Done) -> None:
    """What was dealt with, even in vain, is not dealt with again."""
    once = _from(ANA)

    async def fails() -> None:
        raise LookupError("a fault")

    with pytest.raises(LookupError):
        await order.take(once, fails)
    await order.take(once, done.work("again"))

    assert done.names == []


async def test_cancelled(order: Order, done: Done) -> None:
    """Who is told to stop leaves the line; what was not done is done when it comes again."""
    cut_off = _from(ANA)
    first = asyncio.create_task(order.take(cut_off, done.work("never", waits=True)))
    await asyncio.sleep(0)
    second = asyncio.create_task(order.take(_from(ANA), done.work("never")))
    await asyncio.sleep(0.1)
    for one in (second, first):
        one.cancel()
        with pytest.raises(asyncio.CancelledError):
            await one
    assert len(order.lines) == 0

    await order.take(cut_off, done.work("again"))

    assert done.names == ["again"]


@pytest.mark.parametrize(("replicas", "most"), [(1, 7), (2, 4), (5, 3)])
async def test_room(done: Done, replicas: int, most: int) -> None:
    """Of a group as many find room as it may be written to at once, and two that wait."""
    limiter = Limiter()
    limiter.share(replicas)
    order = Order(limiter)

    in_hand: list[asyncio.Task[None]] = []
    while order.has_room(GROUP["id"]) and len(in_hand) < 50:
        asked = _from({**ANA, "id": 1000 + len(in_hand)})
        in_hand.append(asyncio.create_task(order.take(asked, done.work("x", waits=True))))
        await asyncio.sleep(0)

    assert most == len(in_hand)
    assert order.has_room(PRIVATE["id"])

    done.go.set()
    await asyncio.gather(*in_hand)
    assert order.has_room(GROUP["id"])


class Away:
    """What replicas share, of which nothing answers."""

    async def done(self, _: int) -> bool:
        raise ConnectionError

    async def finish(self, _: int) -> None:
        raise ConnectionError

    def turn(self, _: str) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    async def alive(self, _: str) -> int:
        raise ConnectionError

    async def lead(self, _: str) -> bool:
        raise ConnectionError

    async def resign(self, _: str) -> None:
        raise ConnectionError


async def test_store_away(done: Done) -> None:
    """Where what replicas share is away this process still does nothing twice."""
    order, once = Order(Limiter(), Away()), _from(ANA)

    await order.take(once, done.work("once"))
    await order.take(once, done.work("twice"))

    assert done.names == ["once"]
