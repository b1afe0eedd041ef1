"""Our Telegram behind a real HTTP server on this machine, for `TELEGRAM_API_URL`."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from urllib.parse import parse_qsl

from tests.telegram.wire import Answer, Raw, Telegram, decoded

TOKEN = "42:made-up-token"
UNAUTHORIZED = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


class Server(ThreadingHTTPServer):
    """Serves one Telegram; `on_call` is told of each call once it is answered."""

    daemon_threads = True

    def __init__(self, telegram: Telegram, on_call: Callable[[str], None]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.telegram = telegram
        self.on_call = on_call
        self.changed = Condition()
        self.closing = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, token: str, method: str, params: Raw) -> Answer:
        """Answer a call; a poll is held while there is nothing new, as Telegram does."""
        if token != TOKEN:
            return UNAUTHORIZED
        with self.changed:
            status, body = self.telegram.call(method, params)
            if method == "getUpdates" and params["timeout"] and body.get("result") == []:
                self.changed.wait_for(lambda: self.closing)
        return status, body


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer `/bot<token>/<method>`."""
        _, token, method = self.path.split("/")
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        params = decoded(dict(parse_qsl(form)))
        status, body = self.server.answer(token.removeprefix("bot"), method, params)
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
            with server.changed:
                server.closing = True
                server.changed.notify_all()
            thread.join()
