"""The whole service behind a webhook, against a Telegram on this machine."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.adapters.telegram.wiring import ALLOWED
from bot.heartbeat import health
from bot.service import serve
from bot.settings import Settings
from tests.serving import NO_REDIS, beside, configured, free_port, small
from tests.telegram.build import BEN, PRIVATE, message, update
from tests.telegram.server import PATIENCE, TOKEN, Server, serving
from tests.telegram.wire import Raw, Telegram

SECRET = "a-made-up-secret"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


pytestmark = pytest.mark.usefixtures("own_logging")


@dataclass
class Hooked:
    """A service behind a webhook, and the Telegram that delivers to it."""

    port: int
    folder: Path
    telegram: Telegram = field(default_factory=Telegram)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self, server: Server, **environ: str) -> Settings:
        given = {
            **small(server),
            "ROLEWISE_WEBHOOK_URL": f"{self.address}/hook",
            "ROLEWISE_WEBHOOK_SECRET": SECRET,
            "ROLEWISE_LISTEN": f"127.0.0.1:{self.port}",
            "ROLEWISE_LOG_FORMAT": "json",
        }
        return configured(self.folder, **{**given, **environ})

    def deliver(self, raw: Raw) -> int:
        """Deliver an update where and as the webhook was set, and return the status."""
        self.telegram.receive(raw)
        told = self.telegram.webhook
        headers = {SECRET_HEADER: told["secret_token"]}
        return httpx.post(told["url"], json=raw, headers=headers, timeout=PATIENCE).status_code

    def says(self, text: str, **more: Raw) -> int:
        """Deliver what somebody writes."""
        return self.deliver(update(message=message(text, **more)))

    def methods(self) -> list[str]:
        """Return what the bot asked of Telegram."""
        return [call.method for call in self.telegram.calls]

    def listens(self) -> bool:
        """Tell whether anybody can be reached at the address."""
        with closing(socket.socket()) as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def serve(self, live: Callable[[], object] = lambda: None, **environ: str) -> int:
        """Serve, have something go on beside it once it can be reached, and tell it to stop."""
        with serving(self.telegram) as server, beside(server, live, self._reachable):
            return serve(self.settings(server, **environ))

    def _reachable(self, server: Server) -> None:
        server.wait(lambda: bool(self.telegram.webhook))
        _until(lambda: self.listens() or server.closing)


@pytest.fixture(name="hooked")
def _hooked(tmp_path: Path) -> Hooked:
    return Hooked(free_port(), tmp_path)


def _until(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.005)


def _events(capsys: pytest.CaptureFixture[str]) -> list[str]:
    err = capsys.readouterr().err
    assert TOKEN not in err
    assert SECRET not in err
    return [json.loads(line)["event"] for line in err.splitlines()]


def test_round_trip(hooked: Hooked, capsys: pytest.CaptureFixture[str]) -> None:
    """A question is delivered, answered and acknowledged; the service never polls."""
    seen: dict[str, object] = {}

    def live() -> None:
        seen["status"] = hooked.says("bread engineer tools?")
        seen["ready"] = httpx.get(f"{hooked.address}/readyz").json()
        seen["figures"] = httpx.get(f"{hooked.address}/metrics").text

    assert hooked.serve(live) == 0

    (answer,) = hooked.telegram.sent()
    assert "Bread" in answer.text
    assert seen["status"] == 200
    assert seen["ready"] == {"telegram": "ok", "store": "ok", "knowledge": "ok"}
    assert "rolewise_knowledge_info{version=" in str(seen["figures"])
    assert "rolewise_queue_depth 0.0" in str(seen["figures"])
    assert {"getUpdates", "deleteWebhook"}.isdisjoint(hooked.methods())
    assert hooked.telegram.breaches == []
    events = _events(capsys)
    assert events.count("answered") == 1
    assert events[-1] == "stopped"


def test_set_once(hooked: Hooked) -> None:
    """The webhook is set with its secret and kinds of updates; whoever finds it so leaves it."""
    assert hooked.serve() == 0

    (told,) = (call.params for call in hooked.telegram.calls if call.method == "setWebhook")
    assert told["url"].startswith(f"{hooked.address}/hook?v=")
    assert SECRET not in told["url"]
    assert told["secret_token"] == SECRET
    assert set(ALLOWED) == set(told["allowed_updates"])
    assert told["max_connections"] == 100

    assert hooked.serve() == 0
    assert hooked.methods().count("setWebhook") == 1


def test_set_again(hooked: Hooked) -> None:
    """With another secret it is set anew, though Telegram does not tell the one that it has."""
    hooked.telegram.on_setWebhook(f"{hooked.address}/hook?v=12345678", "old", list(ALLOWED), 100)

    assert hooked.serve(lambda: _until(lambda: "setWebhook" in hooked.methods())) == 0

    assert hooked.telegram.webhook["secret_token"] == SECRET


class Slow(Telegram):
    """A Telegram that takes a message only when nobody can reach the bot any more."""

    def on_sendMessage(self, *args: object, **more: object) -> Raw:
        os.kill(os.getpid(), signal.SIGTERM)
        _until(lambda: not self.reachable())
        return super().on_sendMessage(*args, **more)  # type: ignore[arg-type]

    reachable: Callable[[], bool]


def test_told_to_stop(hooked: Hooked, capsys: pytest.CaptureFixture[str]) -> None:
    """Told to stop, the service takes nothing new, ends the answer in hand, and then itself."""
    slow = hooked.telegram = Slow()
    slow.reachable = hooked.listens
    statuses: list[int] = []

    with serving(slow) as server, ThreadPoolExecutor(1) as pool:

        def deliver() -> None:
            server.wait(lambda: bool(slow.webhook))
            statuses.append(hooked.says("bread engineer tools?"))

        delivered = pool.submit(deliver)
        settings = hooked.settings(server)
        assert serve(settings) == 0
        delivered.result()

    assert statuses == [200]
    assert len(slow.sent()) == 1
    assert health(settings) == 1
    events = _events(capsys)
    assert events.count("answered") == 1
    assert events[-1] == "stopped"


def test_never_ending(
    hooked: Hooked, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer that takes too long does not hold up the end; it is given after the next start."""
    monkeypatch.setattr("bot.adapters.telegram.listening.DRAIN", 0.05)
    flood = {"ok": False, "description": "Slow down", "parameters": {"retry_after": 25}}
    hooked.telegram.faults["sendMessage"].append((429, flood))
    raw = update(message=message("bread engineer tools?"))
    statuses: list[int] = []

    with ThreadPoolExecutor(1) as pool:

        def live() -> None:
            pool.submit(lambda: statuses.append(hooked.deliver(raw)))
            _until(lambda: "sendMessage" in hooked.methods())

        assert hooked.serve(live) == 0
    assert statuses in ([], [500])
    assert "answered" not in _events(capsys)

    assert hooked.serve(lambda: statuses.append(hooked.deliver(raw))) == 0
    assert statuses[-1] == 200
    assert len(hooked.telegram.sent()) == 1


def test_address_in_use(hooked: Hooked, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that somebody else listens on ends the service with one line."""
    with closing(socket.socket()) as other, serving(hooked.telegram) as server:
        other.bind(("127.0.0.1", hooked.port))
        other.listen()
        assert serve(hooked.settings(server, ROLEWISE_LOG_LEVEL="error")) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert "ROLEWISE_LISTEN" in line
    assert str(hooked.port) in line
    assert "setWebhook" not in hooked.methods()


def test_without_redis(hooked: Hooked, capsys: pytest.CaptureFixture[str]) -> None:
    """With its Redis away the service starts and answers, without memory, and says so."""
    ready: list[httpx.Response] = []

    def live() -> None:
        assert hooked.says("bread engineer tools?") == 200
        assert hooked.says("bread engineer tools?", chat={**PRIVATE, "id": 8}, sender=BEN) == 200
        ready.append(httpx.get(f"{hooked.address}/readyz"))

    assert hooked.serve(live, ROLEWISE_STORE=NO_REDIS) == 0

    assert ["Bread" in answer.text for answer in hooked.telegram.sent()] == [True, True]
    (told,) = ready
    assert told.status_code == 503
    assert told.json() == {"telegram": "ok", "store": "ConnectionError", "knowledge": "ok"}
    events = _events(capsys)
    assert events.count("answered") == 2
    assert events.count("store_away") == 1
    assert {"store_failed", "failed"}.isdisjoint(events)
