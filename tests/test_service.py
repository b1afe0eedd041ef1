"""The whole service, against a Telegram on this machine."""

import json
import logging
import os
import signal
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot.heartbeat import FRESH
from bot.service import health, serve
from bot.settings import Settings, read
from tests.telegram.build import PRIVATE, message, update
from tests.telegram.server import TOKEN, serving
from tests.telegram.wire import Telegram

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def _settings(tmp_path: Path, **environ: str) -> Settings:
    store = f"sqlite:///{tmp_path / 'rolewise.db'}"
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": NOWHERE, "ROLEWISE_STORE": store}
    return read({**given, **environ})


def _line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line that was printed."""
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert TOKEN not in line
    return line


def test_no_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a token one line says where to get one."""
    assert serve(_settings(tmp_path, TELEGRAM_BOT_TOKEN="")) == 2

    line = _line(capsys)
    assert "TELEGRAM_BOT_TOKEN is not set" in line
    assert "@BotFather" in line


def test_wrong_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A token that Telegram refuses gets one line, which does not show it."""
    wrong = "42:wrong"
    with serving(Telegram()) as server:
        settings = _settings(tmp_path, TELEGRAM_API_URL=server.url, TELEGRAM_BOT_TOKEN=wrong)
        assert serve(settings) == 2

    line = _line(capsys)
    assert "does not accept the token" in line
    assert wrong not in line


def test_no_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where Telegram cannot be reached one line says so."""
    assert serve(_settings(tmp_path)) == 2

    assert f"Telegram cannot be reached at {NOWHERE}" in _line(capsys)


def test_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store that cannot be opened gets one line with its file."""
    assert serve(_settings(tmp_path, ROLEWISE_STORE=f"sqlite:///{tmp_path}")) == 2

    line = _line(capsys)
    assert "ROLEWISE_STORE" in line
    assert str(tmp_path) in line


def test_no_knowledge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Broken knowledge gets one line that names its first fault and the command for all."""
    assert serve(_settings(tmp_path, ROLEWISE_KNOWLEDGE=str(tmp_path / "none"))) == 2

    assert "rolewise check" in _line(capsys)


def test_json_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With json the line of a failed start is an object like any other."""
    serve(_settings(tmp_path, TELEGRAM_BOT_TOKEN="", ROLEWISE_LOG_FORMAT="json"))

    assert "TELEGRAM_BOT_TOKEN" in json.loads(_line(capsys))["event"]


def test_round_trip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question is fetched, answered and kept; a signal then ends the service cleanly.

    Its log is one object a line, and nowhere in it is the token.
    """
    telegram = Telegram()
    raw = update(message=message("MLE vs MLSE tools?"))
    telegram.receive(raw)
    telegram.updates = [raw]
    well: list[int] = []

    def stop_after_the_answer(method: str) -> None:
        if method == "sendMessage":
            well.append(health(settings))
            os.kill(os.getpid(), signal.SIGTERM)

    with serving(telegram, stop_after_the_answer) as server:
        settings = _settings(tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_LOG_FORMAT="json")
        assert serve(settings) == 0

    (answer,) = telegram.sent()
    assert "MLSE" in answer.text
    assert telegram.breaches == []
    assert well == [0]
    assert health(settings) == 1
    err = capsys.readouterr().err
    events = [json.loads(line)["event"] for line in err.splitlines()]
    assert events.count("answered") == 1
    assert events[-1] == "stopped"
    assert TOKEN not in err
    with closing(sqlite3.connect(tmp_path / "rolewise.db")) as store:
        keys = [key for (key,) in store.execute("SELECT key FROM contexts")]
    assert f"chat:{PRIVATE['id']}:0:{PRIVATE['id']}" in keys


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(409, 3, "only one may poll"), (401, 2, "does not accept the token")],
)
def test_ended_by_telegram(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    status: int,
    code: int,
    words: str,
) -> None:
    """A second poller, or a token revoked in the middle, ends the service with one line."""
    telegram = Telegram()
    telegram.faults["getUpdates"].append((status, {"ok": False, "description": "x"}))

    with serving(telegram) as server:
        settings = _settings(tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_LOG_LEVEL="error")
        assert code == serve(settings)

    assert words in _line(capsys)
    assert telegram.calls[-1].method == "getUpdates"


def test_text_log_hides_the_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever logs the token, and in an exception too: the log does not show it."""
    serve(_settings(tmp_path))
    capsys.readouterr()

    try:
        raise LookupError(f"https://x/bot{TOKEN}/getMe")
    except LookupError:
        logging.getLogger("somebody").exception("called %s", TOKEN)
    structlog.get_logger("us").error("failed", exc_info=LookupError(TOKEN))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(TOKEN, stacklevel=1)

    err = capsys.readouterr().err
    assert err.count("<secret>") >= 4
    assert TOKEN not in err


def test_health(tmp_path: Path) -> None:
    """The bot counts as dead without a heartbeat, and with an old one."""
    settings = _settings(tmp_path)
    assert health(settings) == 1

    settings.heartbeat.touch()
    assert health(settings) == 0

    beaten = settings.heartbeat.stat().st_mtime - FRESH - 1
    os.utime(settings.heartbeat, (beaten, beaten))
    assert health(settings) == 1
