"""Polling: fetch updates until somebody ends it.

Not the library's `Updater`, for three of its habits (PTB 22.8): it never gives up when another
poller uses the token, its last request on stopping would cut off that other poller, and it goes
silent for good when the token is revoked.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.adapters.telegram.delivery import wait_of
from bot.adapters.telegram.wiring import ALLOWED, Bot

WAIT = 30
"""Seconds that Telegram holds a request while there is nothing new."""
LONGEST = 30.0
"""Seconds of the longest pause between two attempts without a network."""

_log = structlog.get_logger(__name__)


async def poll(
    application: Bot,
    beat: Callable[[], None],
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> NoReturn:
    """Feed a started application; `beat` is called each time that Telegram has answered.

    Raises:
        Conflict: when another process polls with the same token.
        InvalidToken: when the token counts no longer.
    """
    offset: int | None = None
    failures = 0
    try:
        while True:
            try:
                updates = await application.bot.get_updates(
                    offset, timeout=WAIT, allowed_updates=ALLOWED
                )
            except (Conflict, InvalidToken):
                offset = None
                raise
            except Exception as error:
                failures += 1
                await pause(_pause(error, failures))
                continue
            failures = 0
            beat()
            for update in updates:
                offset = update.update_id + 1
                await application.update_queue.put(update)
    finally:
        # Whatever was fetched is in hand, and must not come again after the next start.
        if offset is not None:
            with suppress(TelegramError):
                await application.bot.get_updates(offset, timeout=0, allowed_updates=ALLOWED)


def _pause(error: Exception, failures: int) -> float:
    """Return how long to wait after the n-th failure in a row, in seconds."""
    if isinstance(error, TimedOut):
        return 0.0
    _log.warning("polling_failed", error=type(error).__name__, why=str(error), failures=failures)
    if isinstance(error, RetryAfter):
        return wait_of(error).total_seconds()
    # An unreadable update is among the other errors: it comes again, so it must not come fast.
    return min(LONGEST, 1.5 ** (failures - 1))
