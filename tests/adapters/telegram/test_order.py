"""In which order updates are handled."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.adapters.telegram.order import LINE, Line, Ordered
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

    order = Ordered()
    both = asyncio.gather(
        order.process_update(_from(ANA), first()), order.process_update(_from(ANA), second())
    )
    await asyncio.sleep(1)
    assert done == []
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
        held.append(len(order.lines))

    await asyncio.gather(*(order.process_update(_from(ANA), work()) for _ in range(3)))

    assert held == [1, 1, 1]

    assert len(order.lines) == 0


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

    async def answer() -> None:
        done.append("answered")
        go.set()

    order = Ordered(receive=lambda update: (True, answer() if update.callback_query else None))
    await asyncio.gather(
        order.process_update(_from(ANA), message_()), order.process_update(_press(), press_())
    )

    assert done == ["answered", "message", "press"]


async def test_slow_answer() -> None:
    """What a press asks for does not wait for the answer to the press itself."""
    done: list[str] = []

    async def press_() -> None:
        done.append("press")

    async def answer() -> None:
        await asyncio.sleep(5)
        done.append("answered")

    await Ordered(receive=lambda _: (True, answer())).process_update(_press(), press_())

    assert done == ["press", "answered"]


async def test_received_and_left() -> None:
    """What is not to be handled is not, and stands in no line."""
    done: list[str] = []

    async def answer() -> None:
        done.append("answered")

    async def work() -> None:
        done.append("done")

    order = Ordered(receive=lambda _: (False, answer()))
    line = order.lines.setdefault((GROUP["id"], ANA["id"]), Line())
    async with line.lock:
        await order.process_update(_press(), work())

    assert done == ["answered"]


async def test_receiving_fails(log: list[Any]) -> None:
    """A fault on receiving is logged, and the update handled all the same."""
    ran: list[int] = []

    async def answer() -> None:
        raise LookupError("a fault")

    async def work() -> None:
        ran.append(1)

    await Ordered(receive=lambda _: (True, answer())).process_update(_press(), work())

    assert ran == [1]
    assert ["failed"] == [line["event"] for line in log]


async def test_long_line(log: list[Any]) -> None:
    """Of a flood so many wait as may, and the rest is left at once."""
    ran: list[int] = []
    go = asyncio.Event()

    async def work(number: int) -> None:
        await go.wait()
        ran.append(number)

    order = Ordered()
    flood = asyncio.gather(
        *(order.process_update(_from(ANA), work(number)) for number in range(LINE + 10))
    )
    await asyncio.sleep(1)
    assert ["too_many"] * 9 == [line["reason"] for line in log]
    go.set()
    await flood

    assert [*range(LINE + 1)] == ran


async def test_cancelled_in_line() -> None:
    """Who is told to stop while waiting leaves the line, and nothing half begun behind."""

    async def work() -> None:
        await asyncio.sleep(1)

    order = Ordered()
    first = asyncio.create_task(order.process_update(_from(ANA), work()))
    await asyncio.sleep(0)
    second = asyncio.create_task(order.process_update(_from(ANA), work()))
    await asyncio.sleep(0.1)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    await first

    assert len(order.lines) == 0
