"""Parts of the service that wait, in a loop whose seconds cost nothing."""

import asyncio
from collections.abc import Callable

from tests.telegram.clock import VirtualLoop


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let time pass in the loop alone: nobody really waits."""
    return {"virtual": VirtualLoop}
