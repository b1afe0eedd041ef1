"""The clocks: the event loop's, of all that waits and limits, which tests may let leap; and the
day's, of what bears no date of its own."""

import asyncio
from datetime import UTC, datetime


def now() -> float:
    """Return the seconds of the running event loop."""
    return asyncio.get_running_loop().time()


def today() -> datetime:
    """Return the time of day and the date, UTC."""
    return datetime.now(UTC)
