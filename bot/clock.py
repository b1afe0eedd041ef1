"""The clocks: the event loop's, for waits and limits, which tests may advance; and the calendar's,
for events that carry no date of their own."""

import asyncio
from datetime import UTC, datetime


def now() -> float:
    """Return the seconds of the running event loop."""
    return asyncio.get_running_loop().time()


def today() -> datetime:
    """Return the time of day and the date, UTC."""
    return datetime.now(UTC)
