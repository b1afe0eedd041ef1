"""What the replicas of one bot share: the send limits, and which of them polls."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import NoReturn
from uuid import uuid4

import structlog

from bot.adapters.telegram import journal
from bot.adapters.telegram.limiter import Limiter
from bot.clock import now
from bot.heartbeat import BEATS
from bot.stores import Shared

ASKED = 1.5
"""Seconds between two checks of how many replicas there are and which of them polls: fewer
than a breaker rests, so that no update has to find out whether the store is back."""
ALONE = 12.0
"""Seconds after which a replica polls if the store has not answered since it started."""
SPREAD = 6.0
"""Seconds over which replicas that started together are spread: polling at the same moment, all
of them would get the same updates."""

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def sharing(limiter: Limiter, shared: Shared) -> AsyncIterator[None]:
    """Keep the send limits at this replica's share while the block runs."""
    name = uuid4().hex

    async def count() -> None:
        limiter.share(await shared.alive(name))

    # If the store fails, the share stays as it was.
    counting = asyncio.create_task(_again_and_again(count))
    try:
        yield
    finally:
        counting.cancel()
        with suppress(Exception):
            await shared.resign(name)


class Leader:
    """Whether this replica polls. While the store fails, nothing changes.

    A replica that has never reached the store polls after a while anyway: it may be the only
    one, and if it is not, Telegram says so.
    """

    def __init__(self, shared: Shared, waiting: Callable[[], None]) -> None:
        self.name = uuid4().hex
        self._shared = shared
        self._waiting = waiting
        self._leads = asyncio.Event()
        self._alone_at = now() + ALONE + SPREAD * int(self.name[:4], 16) / 0x10000
        self._heard = False
        self._decided = asyncio.Event()
        self._decided.set()

    async def ask(self) -> None:
        """Ask the store who leads; asking also renews this replica's lead."""
        try:
            leads = await self._shared.lead(self.name)
        except Exception:
            self._decided.clear()
            if not (self._heard or self._leads.is_set()) and now() >= self._alone_at:
                _log.warning("polls_alone")
                self._leads.set()
            raise
        self._heard = True
        self._decided.set()
        if leads:
            self._leads.set()
        else:
            self._leads.clear()

    def undecided(self) -> bool:
        """Tell whether the store cannot say who leads."""
        return not self._decided.is_set()

    async def give_way(self, seconds: float) -> None:
        """Leave polling to another for this long, or until the store says who leads."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._decided.wait()

    async def gate(self) -> None:
        """Return when this replica leads; until then, keep the heartbeat."""
        while not self._leads.is_set():
            self._waiting()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEATS):
                    await self._leads.wait()


@asynccontextmanager
async def electing(shared: Shared, waiting: Callable[[], None]) -> AsyncIterator[Leader]:
    """Take part in choosing who polls while the block runs, and resign afterwards."""
    leader = Leader(shared, waiting)
    keeping = asyncio.create_task(_again_and_again(leader.ask))
    try:
        yield leader
    finally:
        keeping.cancel()
        with suppress(Exception):
            await shared.resign(leader.name)


async def _again_and_again(ask: Callable[[], Awaitable[None]]) -> NoReturn:
    """Ask the store forever; failures in a row are counted and logged once."""
    failing = False
    while True:
        try:
            await ask()
            failing = False
        except Exception as error:
            journal.store_failed(error, told=failing)
            failing = True
        await asyncio.sleep(ASKED)
