"""In which order updates are handled."""

import asyncio

from telegram import Update

from bot.adapters.telegram.order import Ordered
from tests.telegram.build import ANA, BEN, GROUP, message, update
from tests.telegram.wire import Raw


def _from(sender: Raw) -> Update:
    made = Update.de_json(update(message=message("x", chat=GROUP, sender=sender)))
    assert made is not None
    return made


async def test_one_person() -> None:
    """The second message of a person waits for the first to be done."""
    done: list[str] = []
    go = asyncio.Event()

    async def first() -> None:
        await go.wait()
        done.append("first")

    async def second() -> None:
        done.append("second")
        go.set()

    order = Ordered()
    both = asyncio.gather(
        order.process_update(_from(ANA), first()), order.process_update(_from(ANA), second())
    )
    go.set()
    await both

    assert done == ["first", "second"]


async def test_two_people() -> None:
    """Nobody waits for another person: here the first can only end after the second."""
    done: list[str] = []
    go = asyncio.Event()

    async def first() -> None:
        await go.wait()
        done.append("ana")

    async def second() -> None:
        done.append("ben")
        go.set()

    order = Ordered()
    await asyncio.gather(
        order.process_update(_from(ANA), first()), order.process_update(_from(BEN), second())
    )

    assert done == ["ben", "ana"]


async def test_no_locks_left() -> None:
    """A lock that nobody holds or waits for is gone."""
    held: list[int] = []
    order = Ordered()

    async def work() -> None:
        held.append(len(order.locks))

    await asyncio.gather(*(order.process_update(_from(ANA), work()) for _ in range(3)))

    assert held == [1, 1, 1]

    assert len(order.locks) == 0


async def test_no_chat() -> None:
    """An update from no chat has no turn to wait for."""
    ran: list[int] = []

    async def work() -> None:
        ran.append(1)

    await Ordered().process_update(object(), work())

    assert ran == [1]
