"""The whole service, as the command runs it, with something that goes on beside it."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

from bot.settings import Settings, read
from tests.telegram.server import TOKEN, Server

NOWHERE = "http://127.0.0.1:1"
NO_REDIS = "redis://127.0.0.1:1/0"
SMALL = Path(__file__).parent / "engine" / "knowledge"


def configured(folder: Path, **environ: str) -> Settings:
    """Return the settings of a service whose files are in a folder; it reaches nobody."""
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": NOWHERE,
        "ROLEWISE_STORE": f"sqlite:///{folder / 'rolewise.db'}",
    }
    return read({**given, **environ})


def small(server: Server) -> dict[str, str]:
    """Return what makes the service one of that server and of the tests' small knowledge."""
    return {"TELEGRAM_API_URL": server.url, "ROLEWISE_KNOWLEDGE": str(SMALL)}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def polls(server: Server) -> None:
    """Return when the service has polled."""
    server.wait(lambda: server.polls > 0)


@contextmanager
def beside(
    server: Server,
    live: Callable[[], object],
    begun: Callable[[Server], object] = polls,
    *,
    within: float = 0.0,
) -> Iterator[None]:
    """Let something go on beside the service once that has begun.

    A service that has not ended by itself so many seconds later is told to stop.
    """
    ended = Event()

    def go_on() -> None:
        try:
            begun(server)
            live()
        finally:
            # Once the service has ended a signal would end the tests.
            if not ended.wait(within):
                os.kill(os.getpid(), signal.SIGTERM)

    with ThreadPoolExecutor(1) as pool:
        lived = pool.submit(go_on)
        try:
            yield
        finally:
            ended.set()
            server.end()
        lived.result()
