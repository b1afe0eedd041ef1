"""Order: the updates of one person in one chat one after another, all others at the same time.

With a store that replicas share, one conversation's updates take turns across them all; and an
update that was dealt with once is not dealt with again, whoever it is delivered to. Where that
store fails, order is kept within this process.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Coroutine
from contextlib import AsyncExitStack
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.adapters.telegram import journal
from bot.stores import Shared

MOST = 256
"""Updates in hand at once, those that wait for their turn among them: generous, so that one
person's flood leaves room for the others."""
REMEMBERED = 10_000
"""Updates known to be done."""


class Ordered(BaseUpdateProcessor):
    """A lock for each conversation; one that nobody holds or waits for vanishes by itself."""

    def __init__(self, shared: Shared | None = None) -> None:
        super().__init__(MOST)
        self.locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        self._shared = shared
        self._done: OrderedDict[int, None] = OrderedDict()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when those before it in its conversation are done."""
        key = _conversation(update)
        if key is None or not isinstance(update, Update):
            await coroutine
            return
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            if self._shared is None:
                await self._once(update, coroutine)
                return
            async with AsyncExitStack() as stack:
                await self._take_turn(stack, self._shared, key)
                done = await self._is_done(self._shared, update.update_id)
                await self._once(update, coroutine, done=done)
                await self._finish(self._shared, update.update_id)

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    async def _once(
        self, update: Update, coroutine: Awaitable[Any], *, done: bool = False
    ) -> None:
        """Process an update unless it was dealt with before, here or by another replica."""
        if done or update.update_id in self._done:
            journal.duplicate(update)
            if isinstance(coroutine, Coroutine):
                coroutine.close()
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


def _conversation(update: object) -> tuple[int, int] | None:
    if not isinstance(update, Update):
        return None
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id, sender.id) if chat and sender else None
