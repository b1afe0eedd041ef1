"""The whole service, as the command runs it, with something that goes on beside it."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import count, islice
from pathlib import Path
from threading import Event

from bot.settings import Settings, read
from tests.telegram.server import TOKEN, Server

NOWHERE = "http://127.0.0.1:1"
NO_REDIS = "redis://127.0.0.1:1/0"
SMALL = Path(__file__).parent / "engine" / "knowledge"
FIRST_PORT, PORTS, WORKERS = 20_000, 750, 16
"""The ports of the tests' workers: where they begin, how many each has, and for how many."""


def _ports() -> Iterator[int]:
    """Yield the ports of this worker, round and round."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    first = FIRST_PORT + worker * PORTS
    begun = os.getpid() % PORTS  # of several runs at once each begins elsewhere
    return (first + (begun + at) % PORTS for at in count())


_PORTS = _ports()


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
    """Return a port of this machine that nobody listens on.

    It lies below those that the system gives to connections, and each worker of the tests has its
    own: else another may take it before it is listened on.
    """
    for port in islice(_PORTS, PORTS):
        with closing(socket.socket()) as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


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
