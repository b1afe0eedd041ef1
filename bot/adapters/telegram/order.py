"""Order: the updates of one person in one chat one after another, all others at the same time.

With a store that replicas share, one conversation's updates take turns across them all; and an
update that was dealt with once is not dealt with again, whoever it is delivered to. Where that
store fails, order is kept within this process.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, nullcontext
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

Receive = Callable[[Update], Coroutine[Any, Any, bool]]
"""Begun before an update has its turn; tells whether it is to be handled at all."""


class Ordered(BaseUpdateProcessor):
    """A lock for each conversation; one that nobody holds or waits for vanishes by itself."""

    def __init__(self, shared: Shared | None = None, receive: Receive | None = None) -> None:
        super().__init__(MOST)
        self._receive = receive
        self.locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        self._shared = shared
        self._done: OrderedDict[int, None] = OrderedDict()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when those before it in its conversation are done."""
        journal.taken()
        if not isinstance(update, Update):
            await coroutine
            return
        received = self._begin(update)
        key = _conversation(update)
        lock = self.locks.setdefault(key, asyncio.Lock()) if key else nullcontext()
        async with lock:
            if received and not await _goes_on(update, received):
                _drop(coroutine)
            elif key is None:
                await coroutine
            elif self._shared is None:
                await self._once(update, coroutine)
            else:
                await self._with_others(self._shared, key, update, coroutine)

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""

    def _begin(self, update: Update) -> asyncio.Task[bool] | None:
        """Begin what cannot wait for its turn: a pressed button spins until it is answered."""
        if self._receive is None or update.callback_query is None:
            return None
        return asyncio.create_task(self._receive(update))

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


async def _goes_on(update: Update, received: asyncio.Task[bool]) -> bool:
    try:
        return await received
    except Exception as error:
        journal.failed(update.update_id, error)
        return True


def _drop(coroutine: Awaitable[Any]) -> None:
    """Leave something undone, without the warning that it was never awaited."""
    if isinstance(coroutine, Coroutine):
        coroutine.close()


def _conversation(update: object) -> tuple[int, int] | None:
    if not isinstance(update, Update):
        return None
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id, sender.id) if chat and sender else None
