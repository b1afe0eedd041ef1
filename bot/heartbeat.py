"""Heartbeat: a file that a running `serve` keeps touching and `rolewise health` checks.

Each process has its own file, so that one that ends does not make another look dead.
"""

import os
import time
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

BEATS = 30.0
"""Seconds between two beats of a process that does not poll."""
FRESH = 90.0
"""Seconds after which the bot counts as dead; a beat comes at least every 30 s of polling."""


def beat(settings: "Settings") -> None:
    """Record that this process is alive, and delete the files of processes that were killed."""
    # If no file can be written, the bot counts as dead, but it keeps running.
    with suppress(OSError):
        settings.heartbeat.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whoever may write beside the store could put a link there, which leads anywhere.
        if not own(settings).is_symlink():
            own(settings).touch(0o600)
        for one in _every(settings):
            if not _fresh(one):
                one.unlink(missing_ok=True)


def rest(settings: "Settings") -> None:
    """Record that this process has stopped."""
    with suppress(OSError):
        own(settings).unlink(missing_ok=True)


def health(settings: "Settings") -> int:
    """Return 0 if the last beat of any process is fresh, else 1."""
    return 0 if any(map(_fresh, _every(settings))) else 1


def own(settings: "Settings") -> Path:
    """Return the file of this process."""
    return settings.heartbeat.with_name(f"{settings.heartbeat.name}.{os.getpid()}")


def _every(settings: "Settings") -> list[Path]:
    return list(settings.heartbeat.parent.glob(f"{escape(settings.heartbeat.name)}.*"))


def _fresh(file: Path) -> bool:
    try:
        age = time.time() - file.stat().st_mtime
    except OSError:
        return False
    # The clock may have been set back: a beat from the future proves nothing.
    return abs(age) < FRESH
