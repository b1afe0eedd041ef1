"""In which order updates are handled."""

import asyncio
from typing import Any

from telegram import Update

from bot.adapters.telegram.order import Ordered
from tests.telegram.build import ANA, BEN, GROUP, message, press, update
from tests.telegram.wire import Raw


def _from(sender: Raw) -> Update:
    made = Update.de_json(update(message=message("x", chat=GROUP, sender=sender)))
    assert made is not None
    return made


def _press() -> Update:
    made = Update.de_json(update(callback_query=press("q1:x", message("x", chat=GROUP))))
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


async def test_received_before_its_turn() -> None:
    """A press is answered while the update before it is still in hand, and done after it."""
    done: list[str] = []
    go = asyncio.Event()

    async def message_() -> None:
        await go.wait()
        done.append("message")

    async def press_() -> None:
        done.append("press")

    async def receive(_: Update) -> bool:
        done.append("received")
        go.set()
        return True

    order = Ordered(receive=receive)
    await asyncio.gather(
        order.process_update(_from(ANA), message_()), order.process_update(_press(), press_())
    )

    assert done == ["received", "message", "press"]


async def test_received_and_left() -> None:
    """What is not to be handled is not."""
    ran: list[int] = []

    async def receive(_: Update) -> bool:
        return False

    async def work() -> None:
        ran.append(1)

    await Ordered(receive=receive).process_update(_press(), work())

    assert ran == []


async def test_receiving_fails(log: list[Any]) -> None:
    """A fault on receiving is logged, and the update handled all the same."""
    ran: list[int] = []

    async def receive(_: Update) -> bool:
        raise LookupError("a fault")

    async def work() -> None:
        ran.append(1)

    await Ordered(receive=receive).process_update(_press(), work())

    assert ran == [1]
    assert ["failed"] == [line["event"] for line in log]
