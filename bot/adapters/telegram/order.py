"""Order: the updates of one person in one chat one after another, all others at the same time.

With a store that replicas share, one conversation's updates take turns across them all; and an
update that was dealt with once is not dealt with again, whoever it is delivered to. Where that
store fails, order is kept within this process.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.adapters.telegram import journal
from bot.stores import Shared

MOST = 1024
"""Updates in hand at once, those that wait for their turn among them."""
LINE = 40
"""Updates of one conversation that wait at once; beyond them it is a flood, which nobody answers,
so that it leaves room for others."""
REMEMBERED = 10_000
"""Updates known to be done."""

Receive = Callable[[Update], tuple[bool, Coroutine[Any, Any, None] | None]]
"""Tells whether an update is to be handled at all, and what is done about it at once."""


@dataclass(slots=True, weakref_slot=True)
class Line:
    """Those of one conversation who wait for their turn, and who has it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Ordered(BaseUpdateProcessor):
    """A line for each conversation; one in which nobody stands vanishes by itself."""

    def __init__(self, shared: Shared | None = None, receive: Receive | None = None) -> None:
        super().__init__(MOST)
        self._receive = receive
        self.lines: WeakValueDictionary[tuple[int, int], Line] = WeakValueDictionary()
        self._shared = shared
        self._done: OrderedDict[int, None] = OrderedDict()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when those before it in its conversation are done."""
        journal.taken()
        if not isinstance(update, Update):
            await coroutine
            return
        goes_on, begun = self._receive(update) if self._receive else (True, None)
        # What is done at once keeps nobody waiting: a pressed button spins until it is answered.
        answering = asyncio.create_task(_safely(update, begun)) if begun else None
        if goes_on:
            await self._in_line(update, coroutine)
        else:
            _drop(coroutine)
        if answering:
            await answering

    async def _in_line(self, update: Update, coroutine: Awaitable[Any]) -> None:
        key = _conversation(update)
        if key is None:
            await coroutine
            return
        line = self.lines.setdefault(key, Line())
        if line.length >= LINE:
            _drop(coroutine)
            return journal.crowded(update)
        line.length += 1
        try:
            await line.lock.acquire()
        except asyncio.CancelledError:
            _drop(coroutine)
            raise
        finally:
            line.length -= 1
        try:
            if self._shared is None:
                await self._once(update, coroutine)
            else:
                await self._with_others(self._shared, key, update, coroutine)
        finally:
            line.lock.release()

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    async def _with_others(
        self, shared: Shared, key: tuple[int, int], update: Update, coroutine: Awaitable[Any]
    ) -> None:
        """Process an update when the other replicas have done theirs of its conversation."""
        async with AsyncExitStack() as stack:
            await self._take_turn(stack, shared, key)
            done = await self._is_done(shared, update.update_id)
            await self._once(update, coroutine, done=done)
            await self._finish(shared, update.update_id)

    async def _once(
        self, update: Update, coroutine: Awaitable[Any], *, done: bool = False
    ) -> None:
        """Process an update unless it was dealt with before, here or by another replica."""
        if done or update.update_id in self._done:
            journal.duplicate(update)
            _drop(coroutine)
            return
        await coroutine
        self._done[update.update_id] = None
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)

    async def _take_turn(
        self, stack: AsyncExitStack, shared: Shared, key: tuple[int, int]
    ) -> None:
        try:
            await stack.enter_async_context(shared.turn(f"{key[0]}:{key[1]}"))
        except Exception as error:
            journal.store_failed(error)

    async def _is_done(self, shared: Shared, update_id: int) -> bool:
        try:
            return await shared.done(update_id)
        except Exception as error:
            journal.store_failed(error)
            return False

    async def _finish(self, shared: Shared, update_id: int) -> None:
        try:
            await shared.finish(update_id)
        except Exception as error:
            journal.store_failed(error)


async def _safely(update: Update, begun: Coroutine[Any, Any, None]) -> None:
    try:
        await begun
    except Exception as error:
        journal.failed(update.update_id, error)


def _drop(coroutine: Awaitable[Any]) -> None:
    """Leave something undone, without the warning that it was never awaited."""
    if isinstance(coroutine, Coroutine):
        coroutine.close()


def _conversation(update: Update) -> tuple[int, int] | None:
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id, sender.id) if chat and sender else None
