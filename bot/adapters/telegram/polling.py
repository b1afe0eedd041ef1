"""Polling: fetch updates until stopped.

Not the library's `Updater`, for three of its habits (PTB 22.8): it never gives up when another
poller uses the token, its last request on stopping would cut off that other poller, and it goes
silent for good when the token is revoked. Of two pollers the one that came later gives up.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn, Protocol

import structlog
from telegram import Update
from telegram.error import (
    Conflict,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import metrics
from bot.adapters.telegram import journal
from bot.adapters.telegram.limiter import wait_of
from bot.adapters.telegram.raw import Raw, call, is_update
from bot.adapters.telegram.wiring import ALLOWED, Bot
from bot.clock import now

WAIT = 30
"""Seconds that Telegram holds a request while there is nothing new."""
SLACK = 5.0
"""Seconds beyond it that its answer may take on the way."""
CONFLICTS = 3
HANDOVER = 4.0
"""Conflicts tolerated, and the seconds after each, in which replicas may hand over the lead
and another process may end."""
SETTLED = 60.0
"""Seconds after which a process that has polled alone stays, whatever conflicts follow."""
BREATH = 0.1
"""Seconds between two checks for room for more updates."""
APART = 45.0
"""Seconds left to another poller while nobody can say who leads: time for a whole request."""
LONGEST = 30.0
"""Seconds of the longest pause between two attempts without a network."""

_log = structlog.get_logger(__name__)


class Lead(Protocol):
    """Which replica may poll: only one may."""

    async def gate(self) -> None:
        """Return when this one may."""

    def undecided(self) -> bool:
        """Tell whether there is nobody to say who may."""

    async def give_way(self, seconds: float) -> None:
        """Leave polling to another for this long, or until it is decided who may poll."""


async def poll(
    application: Bot,
    beat: Callable[[], None],
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    lead: Lead | None = None,
) -> NoReturn:
    """Feed a started application; `beat` is called each time that Telegram has answered.

    Raises:
        Conflict: if another process polls with the same token and has done so for longer.
        InvalidToken: if the token is no longer valid.
    """
    poller = _Poller(application, beat, pause, lead)
    try:
        while True:
            await poller.round()
    finally:
        # Fetched updates are in progress, and must not come again after the next start.
        if poller.offset is not None:
            with suppress(TelegramError):
                await _fetch(application, poller.offset, 0)


@dataclass(slots=True)
class _Poller:
    application: Bot
    beat: Callable[[], None]
    pause: Callable[[float], Awaitable[None]]
    lead: Lead | None
    offset: int | None = None
    failures: int = 0
    """In a row."""
    conflicts: int = 0
    """Since it polled alone for a while."""
    alone_since: float | None = None
    settled: bool = False
    """It has polled alone for a while, so who comes later has to go."""

    async def round(self) -> None:
        """Fetch once, or wait for better times."""
        if self._in_hand() >= self.application.bot.rate_limiter.within_patience:
            # What is not fetched is lost in no crash, and waits as well there as here.
            self.beat()
            return await self.pause(BREATH)
        if self.lead:
            await self.lead.gate()
        begun = now()
        try:
            fetched = await _fetch(self.application, self.offset, WAIT)
        except Conflict as conflict:
            return await self._met_another(conflict)
        except InvalidToken:
            self.offset = None
            raise
        except Exception as error:
            self.failures += 1
            return await self.pause(_pause(error, self.failures))
        self._polled_alone(begun)
        self.beat()
        for raw in fetched:
            self.offset = raw["update_id"] + 1
            if update := _read(raw, self.application):
                await self.application.update_queue.put(update)

    def _in_hand(self) -> int:
        return self.application.update_processor.current_concurrent_updates

    def _polled_alone(self, since: float) -> None:
        self.failures = 0
        if self.alone_since is None:
            self.alone_since = since
        if now() - self.alone_since >= SETTLED:
            self.settled, self.conflicts = True, 0

    async def _met_another(self, conflict: Conflict) -> None:
        """Let the other go, or go; replicas may hand over the lead meanwhile."""
        # The final confirmation would cut off the process that polls now.
        self.offset = self.alone_since = None
        if self.lead and self.lead.undecided():
            self.beat()
            return await self.lead.give_way(APART)
        self.conflicts += 1
        if self.conflicts > CONFLICTS and not self.settled:
            raise conflict
        metrics.TELEGRAM_ERRORS.labels("Conflict").inc()
        _log.warning("another_polls", times=self.conflicts, stays=self.settled)
        self.beat()
        await self.pause(HANDOVER)


async def _fetch(application: Bot, offset: int | None, wait: int) -> list[Raw]:
    """Return raw updates, because the library would fail on a batch with one bad update.

    Raises:
        TelegramError: also when it is no update that came.
    """
    asked = {"timeout": wait, "allowed_updates": list(ALLOWED)}
    if offset is not None:
        asked["offset"] = offset
    fetched = await call(application.bot, "getUpdates", asked, patience=wait + SLACK)
    if not isinstance(fetched, list):
        raise TelegramError(f"fetched a {type(fetched).__name__} in place of updates")
    updates = [one for one in fetched if is_update(one)]
    if len(updates) < len(fetched):
        journal.unreadable(0, ValueError("fetched what is no update"))
        if not updates:
            # Nothing to confirm: at once it would come again.
            raise TelegramError("fetched no update")
    return updates


def _read(raw: Raw, application: Bot) -> Update | None:
    """Return an update, or None for one that cannot be parsed, which is skipped and logged."""
    try:
        return Update.de_json(raw, application.bot)
    except Exception as error:
        journal.unreadable(raw["update_id"], error)
        return None


def _pause(error: Exception, failures: int) -> float:
    """Return how long to wait after the n-th failure in a row, in seconds."""
    if isinstance(error, TimedOut):
        return 0.0
    _log.warning("polling_failed", error=type(error).__name__, why=str(error), failures=failures)
    if isinstance(error, RetryAfter):
        return wait_of(error).total_seconds()
    return min(LONGEST, 1.5 ** min(failures - 1, 20))
