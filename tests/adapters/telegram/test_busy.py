"""However busy one chat or one person is, somebody else is answered at once.

`pytest -s` prints how long the stranger waits. The loop's time is virtual, and each call of
Telegram takes a tenth of a second of it.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import chain
from typing import Any

import pytest
from telegram import Update

from bot.adapters.telegram.polling import poll
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import Bot, build
from bot.breaker import Away
from bot.service import CONNECTIONS
from tests.telegram.build import ANA, GROUP, membership, message, press, update
from tests.telegram.clock import now
from tests.telegram.wire import FETCHED, Raw, Telegram, Wire

WAY = 0.1
"""Seconds of a call."""
AT_ONCE = 1.0
"""Seconds within which a stranger is answered."""
STRANGER: Raw = {"id": 5, "is_bot": False, "first_name": "Eve"}
HIS_CHAT: Raw = {"id": 5, "type": "private", "first_name": "Eve"}
BURST = 2_000
"""Questions that come at once."""
NOTICES = ("/about", "/privacy", "/forget", "/ask MLE tools?")


class Far(Wire):
    """A network that takes its time, and notes when the stranger had an answer."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.answered = asyncio.Event()

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        await asyncio.sleep(WAY)
        answer = await super().do_request(*args, **more)
        if self.telegram.calls[-1].params.get("chat_id") == STRANGER["id"]:
            self.answered.set()
        return answer


Deliver = Callable[[Raw], Awaitable[None]]


class Polled:
    """Hands updates over as they were fetched."""

    def __init__(self, application: Bot) -> None:
        self._application = application

    async def __call__(self, raw: Raw) -> None:
        await self._application.update_queue.put(Update.de_json(raw, self._application.bot))


class Hooked:
    """Delivers as Telegram does: one update of a chat, or of whoever presses, at a time."""

    def __init__(self, application: Bot) -> None:
        self._application = application
        self._connections = asyncio.Semaphore(CONNECTIONS)
        self._queues: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(self, raw: Raw) -> None:
        one = Update.de_json(raw, self._application.bot)
        of = one.effective_user if one.callback_query or one.inline_query else one.effective_chat
        assert of is not None
        async with self._queues[of.id], self._connections:
            await self._application.update_processor.process_update(
                one, self._application.process_update(one)
            )


MODES = ("polling", "webhook")


def _person(number: int) -> Raw:
    return {"id": 1000 + number, "is_bot": False, "first_name": "P"}


def _group(number: int) -> Raw:
    return {**GROUP, "id": -1000 - number}


def _presses(times: int) -> Iterator[Raw]:
    under = message("x", chat=GROUP)
    for number in range(times):
        yield update(callback_query=press("q1:DLE tools", under, sender=_person(number)))


def _crowd(times: int) -> Iterator[Raw]:
    for number in range(times):
        asked = message(f"/ask DE vs MLE {'?' * number}", chat=GROUP, sender=_person(number))
        yield update(message=asked)


def _one_in_all_groups() -> Iterator[Raw]:
    for line in range(27):
        for number in range(40):
            said = message(NOTICES[line % 4], chat=_group(number), sender=ANA)
            yield update(message=said)


def _greeted() -> Iterator[Raw]:
    for number in range(300):
        yield update(my_chat_member=membership("left", "member", chat=_group(number)))


def _added_again() -> Iterator[Raw]:
    for number in range(2400):
        news = membership("left", "member", sender=_person(number % 200))
        yield update(my_chat_member=news)


def _in_private() -> Iterator[Raw]:
    for line in range(1200):
        if line % 5:
            yield update(message=message(NOTICES[line % 3], sender=ANA))
        else:
            yield update(message=message(sender=ANA, dice={"emoji": "🎲", "value": 1}))


LOADS: dict[str, Callable[[], Iterator[Raw]]] = {
    "1,000 press in a group": lambda: _presses(1000),
    "300 ask in a group": lambda: _crowd(300),
    "one asks in 40 groups": _one_in_all_groups,
    "one adds it to 300 groups": _greeted,
    "200 add it to one group": _added_again,
    "one floods in private": _in_private,
    "all of it": lambda: chain(_presses(100), _crowd(300), _one_in_all_groups(), _greeted()),
}


def _burst() -> Iterator[Raw]:
    for number in range(BURST):
        chat = {"id": 1000 + number, "type": "private", "first_name": "P"}
        yield update(message=message("MLE tools?", chat=chat, sender=_person(number)))


@asynccontextmanager
async def _busy(talk: Talk, wire: Far, mode: str) -> AsyncIterator[Deliver]:
    application = build(talk, "42:x", "https://telegram.invalid", wire)
    async with application:
        await application.start()
        yield Polled(application) if mode == "polling" else Hooked(application)
        await application.stop()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("load", LOADS)
async def test_stranger(talk: Talk, telegram: Telegram, load: str, mode: str) -> None:
    """Whatever one chat or one person brings, a stranger is answered within a second."""
    waited = await _waited(talk, telegram, mode, [*LOADS[load]()])
    print(f"{mode}, {load}: the stranger waits {waited:.1f} s")

    assert waited < AT_ONCE
    assert telegram.queries == set()


async def _waited(
    talk: Talk, telegram: Telegram, mode: str, updates: list[Raw], apart: float = 0.0
) -> float:
    """Return how long a stranger waits who asks when these updates have come, so far apart."""
    wire = Far(telegram)
    async with _busy(talk, wire, mode) as deliver:
        for raw in updates:
            telegram.receive(raw)
        flood = []
        for raw in updates:
            flood.append(asyncio.ensure_future(deliver(raw)))
            await asyncio.sleep(apart)
        await asyncio.sleep(0.3)
        asked = update(message=message("DSE tools?", chat=HIS_CHAT, sender=STRANGER))
        telegram.receive(asked)
        begun = now()
        his = asyncio.ensure_future(deliver(asked))
        await wire.answered.wait()
        waited = now() - begun
        await asyncio.gather(*flood, his)
        await asyncio.gather(*talk.answering)
    return waited


@pytest.mark.parametrize("mode", MODES)
async def test_store_is_away(
    talk: Talk, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """A group in which hundreds ask for what cannot be done now holds up nobody else."""
    monkeypatch.setattr(talk.store, "forget_owner", _away)
    forgets = [
        update(message=message(f"/forget {number}", chat=GROUP, sender=_person(number % 200)))
        for number in range(2400)
    ]

    assert await _waited(talk, telegram, mode, forgets, apart=0.01) < AT_ONCE


async def _away(_: int) -> int:
    raise Away("gone")


@pytest.mark.parametrize("mode", MODES)
async def test_burst(talk: Talk, telegram: Telegram, mode: str) -> None:
    """Of many questions at once none stays without its answer, however late it comes."""
    async with _busy(talk, Far(telegram), mode) as deliver:
        updates = [*_burst()]
        for raw in updates:
            telegram.receive(raw)
        begun = now()
        await asyncio.gather(*map(deliver, updates))
    print(f"{mode}: {len(telegram.sent())} of {BURST} answered in {now() - begun:.0f} s")

    assert len(updates) == len(telegram.sent())


@pytest.mark.parametrize("mode", MODES)
async def test_crowd(talk: Talk, telegram: Telegram, mode: str) -> None:
    """Of forty questions in one group all are answered, or the group is told."""
    async with _busy(talk, Far(telegram), mode) as deliver:
        updates = [*_crowd(40)]
        for raw in updates:
            telegram.receive(raw)
        await asyncio.gather(*map(deliver, updates))
    said = [call.text for call in telegram.sent()]

    assert len(said) == 40 or said.count(talk.words("crowded")) == 1


async def test_taken_in(talk: Talk, telegram: Telegram) -> None:
    """No more is fetched than can be answered while it is worth that; the rest comes later."""
    application = build(talk, "42:x", "https://telegram.invalid", Far(telegram))
    updates = [*_burst()]
    for raw in updates:
        telegram.receive(raw)
    telegram.updates = [*updates]
    most = 0

    def beat() -> None:
        nonlocal most
        most = max(most, application.update_processor.current_concurrent_updates)
        if len(telegram.sent()) == BURST:
            raise _All

    async with application:
        await application.start()
        with pytest.raises(_All):
            await poll(application, beat)
        await application.stop()

    limiter = application.bot.rate_limiter
    assert limiter.within_patience <= most <= limiter.within_patience + 2 * FETCHED


class _All(Exception):
    """Everybody has been answered."""
