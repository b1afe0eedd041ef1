"""Our Telegram behind a real HTTP server on this machine, for `TELEGRAM_API_URL`."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qsl

from tests.telegram.wire import Answer, Raw, Telegram, decoded

TOKEN = "42:made-up-token"
UNAUTHORIZED = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
CONFLICT = (409, {"ok": False, "description": "Conflict: terminated by other getUpdates request"})
PATIENCE = 20.0
"""Seconds after which a test gives up; a bot that works is never waited for so long."""


class Server(ThreadingHTTPServer):
    """Serves one Telegram; `on_call` is told of each call once it is answered."""

    daemon_threads = True
    request_queue_size = 256  # the bot opens many connections at once

    def __init__(self, telegram: Telegram, on_call: Callable[[str], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.telegram = telegram
        self.on_call = on_call
        self.changed = Condition()
        self.polls = 0
        """How often somebody has polled."""
        self.closing = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, token: str, method: str, params: Raw) -> Answer:
        """Answer a call; a poll is held while there is nothing new, as Telegram does.

        Raises:
            ConnectionError: when it is time to hang up.
        """
        if token != TOKEN:
            return UNAUTHORIZED
        with self.changed:
            if method == "getUpdates":
                self.polls += 1
            try:
                status, body = self.telegram.call(method, params)
            finally:
                self.changed.notify_all()
            if method == "getUpdates" and params["timeout"] and body.get("result") == []:
                return self._hold()
        return status, body

    def receive(self, *updates: Raw) -> None:
        """Let people do something: a poll that is held learns of it at once."""
        with self.changed:
            for update in updates:
                self.telegram.receive(update)
            self.telegram.updates = [*self.telegram.updates, *updates]
            self.changed.notify_all()

    def wait(self, done: Callable[[], bool]) -> None:
        """Return when something is so, which is looked at after each call.

        Raises:
            TimeoutError: when it never is.
        """
        with self.changed:
            self.changed.wait_for(lambda: self.closing or done(), PATIENCE)
            if not done():
                raise TimeoutError([call.method for call in self.telegram.calls])

    def end(self) -> None:
        """Let nobody wait any more."""
        with self.changed:
            self.closing = True
            self.changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a bot that hangs up, and everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def _hold(self) -> Answer:
        """Answer a poll when there is something new; another poll ends it."""
        mine = self.polls
        self.changed.wait_for(
            lambda: self.closing or self.polls != mine or bool(self.telegram.updates)
        )
        if self.polls != mine:
            return CONFLICT
        return 200, {"ok": True, "result": self.telegram.updates}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer `/bot<token>/<method>`."""
        _, token, method = self.path.split("/")
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        params = decoded(dict(parse_qsl(form)))
        try:
            status, body = self.server.answer(token.removeprefix("bot"), method, params)
        except ConnectionError:
            self.close_connection = True
            return
        payload = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        # A bot that stops hangs up on its poll.
        with suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(payload)
        self.server.on_call(method)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(
    telegram: Telegram, on_call: Callable[[str], None] = lambda _: None
) -> Iterator[Server]:
    """Serve a Telegram while the block runs."""
    with Server(telegram, on_call) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            server.end()
            thread.join()
