"""The clock of all that waits and limits: the event loop's, which tests may let leap."""

import asyncio


def now() -> float:
    """Return the seconds of the running event loop."""
    return asyncio.get_running_loop().time()
