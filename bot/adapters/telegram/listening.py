"""The port: a limited number of connections and time per request, and nothing but HTTP.

No connection may take longer than `WHOLE_WITHIN` per request. If there are too many, the one that
has sent none for the longest time makes room, so that silent clients lock nobody out.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 256
"""Telegram opens at most a hundred, and a proxy as many for it."""
WAITING = 100
"""Connections that the kernel keeps, and that are accepted in a row."""
WHOLE_WITHIN = 10.0
"""Seconds for a request, from its first letter, or the connection, to its end."""
DRAIN = 5
"""Seconds that requests in progress get to finish when the process is told to stop."""


class Connection(H11Protocol):
    """One connection."""

    _since = 0.0
    """When it was made, or its latest request was whole."""
    _deadline: asyncio.TimerHandle | None = None
    """Set while no whole request has come."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer; if all places are taken, close the connection silent for longest."""
        if len(self.connections) >= MOST_CONNECTIONS:
            every = [one for one in self.connections if isinstance(one, Connection)]
            idle = [one for one in every if not one.in_hand]
            longest = min(idle, key=lambda one: one._since, default=None)
            (longest.transport if longest else transport).abort()
        super().connection_made(transport)
        self._since = self.loop.time()
        self._wait()

    @property
    def in_hand(self) -> bool:
        """A complete request has arrived and is not answered yet."""
        return not self._deadline and bool(self.cycle) and not self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """Go on waiting until the request is whole."""
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._wait()
        else:
            self._since = self.loop.time()
            self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if not self._deadline:
            self._deadline = self.loop.call_later(WHOLE_WITHIN, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = None


class Server(uvicorn.Server):
    """Serves in the loop of the bot, which has signal handlers of its own."""

    def __init__(self, app: Any, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host,
                port,
                http=Connection,
                interface="asgi3",
                ws="none",
                backlog=WAITING,
                log_config=None,
                access_log=False,
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=DRAIN,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the bot."""
        yield

    async def run_until_told(self) -> None:
        """Serve until `should_exit` is set, then finish the requests in progress.

        Raises:
            OSError: when the address cannot be listened on.
        """
        host, port = self.config.host, self.config.port
        # uvicorn's own would end the process, with a line of its own.
        try:
            listening = socket.create_server(
                (host, port),
                family=socket.AF_INET6 if ":" in host else socket.AF_INET,
                backlog=WAITING,
                dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6(),
            )
        except OSError as error:
            shown = f"[{host}]" if ":" in host else host
            raise OSError(f"{shown}:{port} cannot be listened on: {error.strerror}") from None
        await self.serve([listening])
