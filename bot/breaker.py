"""A circuit breaker: after a failure, calls fail at once for a while instead of waiting.

1. The first failure begins a rest, during which every call fails at once.
2. After the rest one call is let through; the others go on failing until it is answered.
3. A probe is never refused. If probes come at intervals shorter than a rest, they alone find
   out that the partner is back, and no call has to.
4. Any answer ends the rest. The log has one line when it begins and one when it has ended.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.clock import now

REST = 2.5
"""Seconds that a rest lasts."""

_log = structlog.get_logger(__name__)


class Away(Exception):
    """The partner did not answer; the breaker's own log lines say more."""


class Breaker:
    """Guards calls of one partner; time is that of the event loop."""

    def __init__(self, partner: str, failures: tuple[type[Exception], ...]) -> None:
        self._partner = partner
        self._failures = failures
        self._away_since: float | None = None
        self._rests_until = 0.0

    @contextmanager
    def call(self) -> Iterator[None]:
        """Guard a call, or refuse it.

        Raises:
            Away: if there was no answer, or the breaker is resting.
        """
        if self._away_since is not None:
            if now() < self._rests_until:
                raise Away(f"{self._partner} has not answered")
            # However this call ends, the others need not wait for it.
            self._rests_until = now() + REST
        with self.probe():
            yield

    @contextmanager
    def probe(self) -> Iterator[None]:
        """Guard a call that is made in any case.

        Raises:
            Away: if there was no answer.
        """
        try:
            yield
        except self._failures as error:
            self._failed(error)
            raise Away(f"{self._partner} has not answered: {error}") from error
        except Exception:
            # A refusal is an answer too.
            self._answered()
            raise
        self._answered()

    def _failed(self, error: Exception) -> None:
        if self._away_since is None:
            self._away_since = now()
            _log.error(f"{self._partner}_away", error=type(error).__name__, why=str(error))
        self._rests_until = now() + REST

    def _answered(self) -> None:
        if self._away_since is not None:
            _log.warning(f"{self._partner}_back", seconds=round(now() - self._away_since, 1))
            self._away_since = None
