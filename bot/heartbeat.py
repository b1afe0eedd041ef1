"""Heartbeat: a file that a living `serve` keeps touching, and `rolewise health` looks at."""

import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

BEATS = 30.0
"""Seconds between two beats of one that does not poll."""
FRESH = 90.0
"""Seconds after which the bot counts as dead; a beat comes at least every 30 s of polling."""


def beat(settings: "Settings") -> None:
    """Say that the bot is alive."""
    # Where no file can be written the bot counts as dead, but it need not die of that.
    with suppress(OSError):
        settings.heartbeat.parent.mkdir(parents=True, exist_ok=True)
        settings.heartbeat.touch()


def rest(settings: "Settings") -> None:
    """Say that the bot has stopped."""
    with suppress(OSError):
        settings.heartbeat.unlink(missing_ok=True)


def health(settings: "Settings") -> int:
    """Return 0 if the last beat is fresh, else 1."""
    try:
        age = time.time() - settings.heartbeat.stat().st_mtime
    except OSError:
        return 1
    # The clock may have been set back: a beat of the future says nothing of the present.
    return 0 if abs(age) < FRESH else 1
