"""The log of updates: exactly one line for each."""

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
    """The log line of one update, created before the update waits for its turn."""

    update: Update
    begun: float = field(default_factory=time.perf_counter)

    def answered(self, surface: str, reading: Reading) -> None:
        """Log the reading of a question; the asker's words are not logged."""
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
        """Log why nothing was answered."""
        metrics.ignored(reason).inc()
        _log.info("ignored", update_id=self.update.update_id, reason=reason)


def duplicate(update: Update) -> None:
    """Log that an update was delivered again after it had been handled."""
    Entry(update).ignored("duplicate")


def undelivered(update_id: int | None, error: Exception) -> None:
    """Log that Telegram refused an answer: a matter of the chat or network, not of the code."""
    metrics.TELEGRAM_ERRORS.labels(type(error).__name__).inc()
    if isinstance(error, (RetryAfter, Stale)):
        metrics.RATE_LIMITED.inc()
    _log.warning("undelivered", update_id=update_id, error=type(error).__name__, why=str(error))


def failed(update_id: int | None, error: BaseException | None) -> None:
    """Log an error in the code with its trace."""
    metrics.FAILED.inc()
    _log.error("failed", update_id=update_id, exc_info=error)


def unreadable(update_id: int, error: Exception) -> None:
    """Log that an update was skipped because the library cannot parse it."""
    metrics.UNREADABLE.inc()
    _log.error("unreadable", update_id=update_id, error=type(error).__name__, why=str(error))


def store_failed(error: Exception, *, told: bool = False) -> None:
    """Log that the store failed to read or write, and that the bot went on without it."""
    metrics.STORE_ERRORS.inc()
    # The breaker logs a store that is away.
    if not told and not isinstance(error, Away):
        _log.error("store_failed", exc_info=error)


def undone(update_id: int | None, error: Away) -> None:
    """Log that a request cannot be done without the store; the asker is told as well."""
    metrics.STORE_ERRORS.inc()
    _log.warning("undone", update_id=update_id, why=str(error))
