"""Polling: fetch updates until somebody ends it.

Not the library's `Updater`, for three of its habits (PTB 22.8): it never gives up when another
poller uses the token, its last request on stopping would cut off that other poller, and it goes
silent for good when the token is revoked.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
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

from bot.adapters.telegram import journal
from bot.adapters.telegram.limiter import wait_of
from bot.adapters.telegram.raw import Raw, call
from bot.adapters.telegram.wiring import ALLOWED, Bot

WAIT = 30
"""Seconds that Telegram holds a request while there is nothing new."""
SLACK = 5.0
"""Seconds beyond it that its answer may take on the way."""
CONFLICTS = 3
HANDOVER = 4.0
"""Conflicts in a row, and the seconds between them, in which replicas may hand over the lead."""
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
        """Leave it to another for so long, or until it is decided who may."""


async def poll(
    application: Bot,
    beat: Callable[[], None],
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    lead: Lead | None = None,
) -> NoReturn:
    """Feed a started application; `beat` is called each time that Telegram has answered.

    Raises:
        Conflict: when another process polls with the same token.
        InvalidToken: when the token counts no longer.
    """
    offset: int | None = None
    failures = conflicts = 0
    try:
        while True:
            if lead:
                await lead.gate()
            try:
                fetched = await _fetch(application, offset, WAIT)
            except Conflict:
                # Whoever polls now would be cut off by what is confirmed at the end.
                offset = None
                conflicts = 0 if lead and lead.undecided() else conflicts + 1
                if lead is None or conflicts > CONFLICTS:
                    raise
                beat()
                # The lead may have changed hands while this replica was asking.
                await (pause(HANDOVER) if conflicts else lead.give_way(APART))
                continue
            except InvalidToken:
                offset = None
                raise
            except Exception as error:
                failures += 1
                await pause(_pause(error, failures))
                continue
            failures = conflicts = 0
            beat()
            for raw in fetched:
                offset = raw["update_id"] + 1
                if update := _read(raw, application):
                    await application.update_queue.put(update)
    finally:
        # Whatever was fetched is in hand, and must not come again after the next start.
        if offset is not None:
            with suppress(TelegramError):
                await _fetch(application, offset, 0)


async def _fetch(application: Bot, offset: int | None, wait: int) -> list[Raw]:
    """Return updates as they came: of a batch read by the library one bad one spoils all."""
    asked = {"timeout": wait, "allowed_updates": list(ALLOWED)}
    if offset is not None:
        asked["offset"] = offset
    fetched: list[Raw] = await call(application.bot, "getUpdates", asked, patience=wait + SLACK)
    return fetched


def _read(raw: Raw, application: Bot) -> Update | None:
    """Return an update, or None for one that cannot be read: it is passed over, and said so."""
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
