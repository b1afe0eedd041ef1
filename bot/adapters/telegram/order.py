"""Order: the updates of one person in one chat one after another, all others at the same time."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST = 256
"""Updates in hand at once, those that wait for their turn among them: generous, so that one
person's flood leaves room for the others."""


class Ordered(BaseUpdateProcessor):
    """A lock for each conversation; one that nobody holds or waits for vanishes by itself."""

    def __init__(self) -> None:
        super().__init__(MOST)
        self.locks: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when those before it in its conversation are done."""
        key = _conversation(update)
        if key is None:
            await coroutine
            return
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""


def _conversation(update: object) -> tuple[int, int] | None:
    if not isinstance(update, Update):
        return None
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id, sender.id) if chat and sender else None
