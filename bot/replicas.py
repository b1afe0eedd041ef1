"""What the replicas of one bot share: the limits of sending, and which of them polls."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import NoReturn
from uuid import uuid4

from bot.adapters.telegram import journal
from bot.adapters.telegram.limiter import Limiter
from bot.heartbeat import BEATS
from bot.stores import Shared

COUNTED = 5.0
"""Seconds between two looks at how many replicas there are."""
LEADS = 1.5
"""Seconds between two looks at which replica polls."""


@asynccontextmanager
async def sharing(limiter: Limiter, shared: Shared) -> AsyncIterator[None]:
    """Keep the limits of sending to this replica's share while the block runs."""
    name = uuid4().hex

    async def count() -> NoReturn:
        while True:
            # Where the store fails, the share stays what it was.
            with suppress(Exception):
                limiter.share(await shared.alive(name))
            await asyncio.sleep(COUNTED)

    counting = asyncio.create_task(count())
    try:
        yield
    finally:
        counting.cancel()
        with suppress(Exception):
            await shared.resign(name)


class Leader:
    """Whether this replica polls. While the store fails, all stay what they were."""

    def __init__(self, shared: Shared, waiting: Callable[[], None]) -> None:
        self.name = uuid4().hex
        self._shared = shared
        self._waiting = waiting
        self._leads = asyncio.Event()

    async def keep(self) -> NoReturn:
        """Ask again and again, which also keeps the lead."""
        failing = False
        while True:
            try:
                if await self._shared.lead(self.name):
                    self._leads.set()
                else:
                    self._leads.clear()
                failing = False
            except Exception as error:
                if not failing:
                    journal.store_failed(error)
                failing = True
            await asyncio.sleep(LEADS)

    async def gate(self) -> None:
        """Return when this replica leads; until then it is alive all the same."""
        while not self._leads.is_set():
            self._waiting()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEATS):
                    await self._leads.wait()


@asynccontextmanager
async def electing(shared: Shared, waiting: Callable[[], None]) -> AsyncIterator[Leader]:
    """Take part in choosing who polls while the block runs, and make room afterwards."""
    leader = Leader(shared, waiting)
    keeping = asyncio.create_task(leader.keep())
    try:
        yield leader
    finally:
        keeping.cancel()
        with suppress(Exception):
            await shared.resign(leader.name)
