"""What the log says of an update: exactly one line for each."""

import time
from dataclasses import dataclass, field

import structlog
from telegram import Update
from telegram.error import RetryAfter

from bot import metrics
from bot.adapters.telegram.limiter import Stale
from bot.breaker import Away
from bot.engine.reading import Reading

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """The line of one update, begun when the update is taken in hand: it may wait for its turn."""

    update: Update
    begun: float = field(default_factory=time.perf_counter)

    def answered(self, surface: str, reading: Reading) -> None:
        """Say what was understood; the words of the asker are not kept."""
        taken = time.perf_counter() - self.begun
        metrics.answered(surface, reading.kind).inc()
        metrics.update_seconds(surface).observe(taken)
        _log.info(
            "answered",
            update_id=self.update.update_id,
            surface=surface,
            kind=reading.kind,
            roles=list(reading.roles),
            sections=list(reading.sections),
            items=list(reading.items),
            confidence=round(reading.confidence, 3),
            ms=round(taken * 1000, 1),
        )

    def ignored(self, reason: str) -> None:
        """Say why nothing was answered."""
        metrics.ignored(reason).inc()
        _log.info("ignored", update_id=self.update.update_id, reason=reason)


def duplicate(update: Update) -> None:
    """Say that an update was delivered once more after it had been dealt with."""
    Entry(update).ignored("duplicate")


def undelivered(update_id: int | None, error: Exception) -> None:
    """Say that Telegram took no answer: a matter of the chat or the network, not of the code."""
    metrics.TELEGRAM_ERRORS.labels(type(error).__name__).inc()
    if isinstance(error, (RetryAfter, Stale)):
        metrics.RATE_LIMITED.inc()
    _log.warning("undelivered", update_id=update_id, error=type(error).__name__, why=str(error))


def failed(update_id: int | None, error: BaseException | None) -> None:
    """Say, with its trace, what went wrong in the code."""
    metrics.FAILED.inc()
    _log.error("failed", update_id=update_id, exc_info=error)


def unreadable(update_id: int, error: Exception) -> None:
    """Say that an update was passed over because the library cannot read it."""
    metrics.UNREADABLE.inc()
    _log.error("unreadable", update_id=update_id, error=type(error).__name__, why=str(error))


def store_failed(error: Exception, *, told: bool = False) -> None:
    """Say that the store could not give or keep something, and all went on without it."""
    metrics.STORE_ERRORS.inc()
    # Of one that is away the breaker tells.
    if not told and not isinstance(error, Away):
        _log.error("store_failed", exc_info=error)


def undone(update_id: int | None, error: Away) -> None:
    """Say that what was asked for cannot be done without the store; the asker is told as well."""
    metrics.STORE_ERRORS.inc()
    _log.warning("undone", update_id=update_id, why=str(error))
