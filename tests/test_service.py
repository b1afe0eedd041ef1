"""The whole service, against a Telegram on this machine."""

import asyncio
import json
import logging
import os
import re
import shutil
import signal
import sqlite3
import time
import warnings
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
import structlog

from bot.adapters.telegram.polling import CONFLICTS
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.heartbeat import FRESH, beat, own, rest
from bot.service import health, serve
from bot.settings import Settings
from bot.stores.sqlite import SqliteStore
from tests.engine.tiny import FOLDER, tiny_knowledge
from tests.serving import NO_REDIS, NOWHERE, SMALL, beside, configured
from tests.telegram.build import BEN, GROUP, PRIVATE, inline_query, message, press, update
from tests.telegram.server import PATIENCE, TOKEN, Server, serving
from tests.telegram.wire import Call, Raw, Telegram

pytestmark = pytest.mark.usefixtures("own_logging")


def _settings(folder: Path, **environ: str) -> Settings:
    """Return the settings of a service of the tests' small knowledge."""
    return configured(folder, **{"ROLEWISE_KNOWLEDGE": str(SMALL), **environ})


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


def test_another_bots_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that another bot has begun gets one line, which names both, and exit code 2."""
    file = tmp_path / "rolewise.db"
    asyncio.run(_begun(file, "43"))

    assert serve(_settings(tmp_path, ROLEWISE_STORE=f"sqlite:///{file}")) == 2

    line = _line(capsys)
    assert f"{file} cannot be used: it is the store of the bot 43" in line


async def _begun(file: Path, bot: str) -> None:
    await (await SqliteStore.open(file, timedelta(days=1), bot)).close()


@pytest.mark.parametrize(
    "address",
    [
        ":hidden/@here/0",
        "here:hidden/0",
        "here/0?db=hidden",
        ":hidden@here/0?socket_timeout=never",
        ":hidden@here/0?nonsense=1",
        ":hidden@here/zero",
        ":hidden@/0",
    ],
)
def test_no_address(tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str) -> None:
    """An address of a Redis that cannot be read gets one line, which shows nothing of it."""
    assert serve(_settings(tmp_path, ROLEWISE_STORE=f"redis://{address}")) == 2

    line = _line(capsys)
    assert "ROLEWISE_STORE" in line
    assert "hidden" not in line


@pytest.mark.parametrize(
    "proxy", ["socks5://ana:hidden@here:1", "odd://ana:hidden@here", "http://ana:hidden@[::1"]
)
def test_no_proxy(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    proxy: str,
) -> None:
    """A proxy that cannot be used, for want of a library too, is one line without its password."""
    monkeypatch.setenv("ALL_PROXY", proxy)

    assert 2 == serve(_settings(tmp_path))
    line = _line(capsys)
    assert "ALL_PROXY" in line
    assert "hidden" not in line


def test_no_password_in_the_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """That Telegram cannot be reached is told without the password of its address."""
    url = NOWHERE.replace("//", "//ana:hidden@")

    assert 2 == serve(_settings(tmp_path, TELEGRAM_API_URL=url))
    assert "hidden" not in _line(capsys)


def test_no_knowledge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Broken knowledge gets one line that names its first fault and the command for all."""
    assert serve(_settings(tmp_path, ROLEWISE_KNOWLEDGE=str(tmp_path / "none"))) == 2

    assert "rolewise check" in _line(capsys)


def test_json_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With json the line of a failed start is an object like any other."""
    serve(_settings(tmp_path, TELEGRAM_BOT_TOKEN="", ROLEWISE_LOG_FORMAT="json"))

    assert "TELEGRAM_BOT_TOKEN" in json.loads(_line(capsys))["event"]


def test_round_trip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A question is fetched, answered of all we know and kept; a signal then ends the service.

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
        settings = configured(tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_LOG_FORMAT="json")
        assert serve(settings) == 0

    (answer,) = telegram.sent()
    assert "software engineer" in answer.open
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


def test_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A token revoked in the middle ends the service with one line."""
    telegram = Telegram()
    telegram.faults["getUpdates"].append((401, {"ok": False, "description": "x"}))

    with serving(telegram) as server:
        settings = _settings(tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_LOG_LEVEL="error")
        assert 2 == serve(settings)

    assert "does not accept the token" in _line(capsys)
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
    """The bot counts as dead without a heartbeat, with an old one, and with one of the future."""
    settings = _settings(tmp_path)
    assert health(settings) == 1

    beat(settings)
    assert health(settings) == 0

    beaten = own(settings).stat().st_mtime
    for other in (beaten - FRESH - 1, beaten + FRESH + 10):
        os.utime(own(settings), (other, other))
        assert health(settings) == 1


def test_heartbeats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends takes no other's life away; what the killed left is cleared away."""
    settings = _settings(tmp_path)
    beat(settings)
    first = own(settings)
    monkeypatch.setattr(os, "getpid", lambda: 7)
    beat(settings)
    second = own(settings)

    rest(settings)
    assert health(settings) == 0
    assert [first] == [*tmp_path.iterdir()]

    os.utime(first, (0, 0))
    beat(settings)
    assert [second] == [*tmp_path.iterdir()]


def test_beat_through_no_link(tmp_path: Path) -> None:
    """A link that stands in the place of a heartbeat is not followed."""
    settings, elsewhere = _settings(tmp_path), tmp_path / "elsewhere"
    own(settings).symlink_to(elsewhere)

    beat(settings)

    assert not elsewhere.exists()
    assert health(settings) == 1


@dataclass
class People:
    """Those who talk to a bot that is being served, one thing after another."""

    server: Server
    expected: list[tuple[int, str]] = field(default_factory=list)
    """Update -> what its line in the log shall say."""

    def do(self, calls: int, *done: tuple[str, Raw]) -> None:
        """Do some things at once, and wait for the calls that the bot makes of them."""
        so_far = len(self.calls())
        self.expected += [(raw["update_id"], event) for event, raw in done]
        self.server.receive(*(raw for _, raw in done))
        self.server.wait(lambda: len(self.calls()) >= so_far + calls)

    def calls(self) -> list[Call]:
        """Return what the bot asked of Telegram because of people."""
        asked = ("send", "edit", "answer")
        return [call for call in self.server.telegram.calls if call.method.startswith(asked)]


def _firsts(*questions: str) -> list[str]:
    """Return what each question is answered with first."""
    advisor = Advisor(tiny_knowledge())
    return [advisor.answer(advisor.read(Question(one))[0]).verdict for one in questions]


def test_conversation_with_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever goes wrong on the way, each update is answered once, or its trouble logged once.

    What may have arrived is not sent again, one unreadable update spoils none beside it, and
    nothing is left of whoever wants to be forgotten.
    """
    telegram = Telegram()
    faults = telegram.faults["sendMessage"]
    telegram.faults["getUpdates"].append(ConnectionResetError())
    flood = {"ok": False, "description": "Slow down", "parameters": {"retry_after": 1}}
    private = {**PRIVATE, "id": BEN["id"]}

    def live() -> None:
        people.do(1, ("answered", update(message=message("PE vs PSE tools?"))))
        people.do(1, ("answered", update(message=message("and education?"))))
        shown = telegram.sent()[-1].result
        people.do(2, ("answered", update(callback_query=press("q1:BRE tools", shown))))
        faults.append((429, flood))
        people.do(
            3,
            ("answered", update(message=message("/ask PS tools", chat=GROUP, sender=BEN))),
            ("unreadable", update(message={"message_id": 1})),
            ("answered", update(inline_query=inline_query("pe tools", sender=BEN))),
        )
        faults.append(ConnectionResetError())
        lost = message("PE pay?", chat=private, sender=BEN)
        people.do(1, ("undelivered", update(message=lost)))
        faults.append((502, {"ok": False}))
        failed = message("PE pay?", chat=private, sender=BEN)
        people.do(2, ("answered", update(message=failed)))
        faults.append((400, {"ok": False, "description": "Bad Request: x"}))
        refused = message("PE tools?", chat=private, sender=BEN)
        people.do(2, ("failed", update(message=refused)))
        people.do(1, ("ignored", update(message=message("/forget"))))

    with serving(telegram) as server, beside(server, live):
        people = People(server)
        settings = _settings(tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_LOG_FORMAT="json")
        assert serve(settings) == 0

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logged = [(line["update_id"], line["event"]) for line in lines if "update_id" in line]
    assert people.expected == sorted(logged)
    assert len(people.calls()) == 13
    assert not any(telegram.faults.values())
    assert (telegram.breaches, telegram.updates, telegram.queries) == ([], [], set())
    asked = ("PE vs PSE tools", "PE vs PSE education", "BRE tools", "PS tools", "PE pay")
    said = [*_firsts(*asked), "Sorry", "Done: I have removed everything"]
    shown = [call.open for call in telegram.sent()]
    assert [] == [first for first, text in zip(said, shown, strict=True) if first not in text]
    with closing(sqlite3.connect(tmp_path / "rolewise.db")) as store:
        owners = {owner for (owner,) in store.execute("SELECT owner FROM contexts")}
    assert owners == {BEN["id"]}


def test_help_with_privacy_off(tmp_path: Path) -> None:
    """Where Telegram delivers mentions the help speaks of them."""
    telegram = Telegram()
    telegram.me["can_read_all_group_messages"] = True

    def live() -> None:
        People(server).do(1, ("answered", update(message=message("/help"))))

    with serving(telegram) as server, beside(server, live):
        assert serve(_settings(tmp_path, TELEGRAM_API_URL=server.url)) == 0

    (reply,) = telegram.sent()
    assert "mention me" in reply.text


def _poll(server: Server) -> None:
    """Poll as another process would, which ends the poll that is held."""
    form = b"timeout=0&allowed_updates=[]"
    urlopen(f"{server.url}/bot{TOKEN}/getUpdates", form).close()  # noqa: S310  # our own


def _polled(server: Server, times: int) -> bool:
    return server.polls >= times


def test_second_poller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another process polls on, the one that came later ends, and leaves it alone then."""
    monkeypatch.setattr("bot.adapters.telegram.polling.HANDOVER", 0.01)
    telegram = Telegram()

    def live() -> None:
        server.receive(update(message=message("/help")))
        server.wait(lambda: len(telegram.sent()) == 1 and not telegram.updates)
        _cut_off(server, CONFLICTS)
        _poll(server)

    with serving(telegram) as server, beside(server, live, within=PATIENCE):
        settings = _settings(tmp_path, ROLEWISE_LOG_LEVEL="error", TELEGRAM_API_URL=server.url)
        assert serve(settings) == 3

    assert "only one may poll" in _line(capsys)
    assert telegram.calls[-1].params == {"timeout": 0, "allowed_updates": []}


def test_first_poller(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever polled first stays, however often it is cut off, and answers on."""
    monkeypatch.setattr("bot.adapters.telegram.polling.HANDOVER", 0.01)
    monkeypatch.setattr("bot.adapters.telegram.polling.SETTLED", 0.0)
    telegram = Telegram()

    def live() -> None:
        server.receive(update(message=message("/help")))
        server.wait(lambda: len(telegram.sent()) == 1 and not telegram.updates)
        _cut_off(server, 3 * CONFLICTS)
        server.receive(update(message=message("/help")))
        server.wait(lambda: len(telegram.sent()) == 2)

    with serving(telegram) as server, beside(server, live):
        assert (
            serve(_settings(tmp_path, ROLEWISE_LOG_FORMAT="json", TELEGRAM_API_URL=server.url))
            == 0
        )

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert 3 * CONFLICTS == sum(line["event"] == "another_polls" for line in lines)


def _cut_off(server: Server, times: int) -> None:
    """End the poll that is held so many times, each as soon as there is one again."""
    for _ in range(times):
        _poll(server)
        polls = server.polls
        server.wait(partial(_polled, server, polls + 1))


def test_polls_without_redis(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its Redis away from the start it polls after a while, and lets another do so too."""
    monkeypatch.setattr("bot.replicas.ALONE", 0.1)
    monkeypatch.setattr("bot.replicas.SPREAD", 0.1)
    monkeypatch.setattr("bot.replicas.ASKED", 0.05)
    monkeypatch.setattr("bot.adapters.telegram.polling.APART", 0.1)
    telegram = Telegram()

    def live() -> None:
        people.do(1, ("answered", update(message=message("bread engineer tools?"))))
        for polls in range(1, 10, 2):
            server.wait(partial(_polled, server, polls))
            _poll(server)
        server.wait(partial(_polled, server, 11))
        people.do(1, ("answered", update(message=message("pastry scientist tools?"))))

    with serving(telegram) as server, beside(server, live):
        people = People(server)
        alone = {"ROLEWISE_STORE": NO_REDIS, "ROLEWISE_LOG_FORMAT": "json"}
        alone["TELEGRAM_API_URL"] = server.url
        assert serve(_settings(tmp_path, **alone)) == 0

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logged = [(line["update_id"], line["event"]) for line in lines if "update_id" in line]
    assert people.expected == sorted(logged)
    events = [line["event"] for line in lines]
    assert (events.count("store_away"), events.count("polls_alone")) == (1, 1)


@pytest.mark.parametrize(
    ("edit", "event"), [('"A"', "knowledge_loaded"), ('"A', "knowledge_kept")]
)
def test_hangup(tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str, event: str) -> None:
    """SIGHUP has the knowledge read anew; one with problems is not taken, and they are named."""
    folder = tmp_path / "knowledge"
    shutil.copytree(FOLDER, folder)
    replies = folder / "replies.yaml"
    changed = re.sub(r"^thanks: .*$", f"thanks: {edit}", replies.read_text(), flags=re.MULTILINE)
    telegram = Telegram()

    def hang_up() -> None:
        replies.write_text(changed)
        os.kill(os.getpid(), signal.SIGHUP)
        # The log is where it shows; a question afterwards would tell no more.
        for _ in range(400):
            if event in (lines := capsys.readouterr().err):
                told.append(lines)
                return
            time.sleep(0.01)

    told: list[str] = []
    with serving(telegram) as server:
        settings = configured(
            tmp_path, TELEGRAM_API_URL=server.url, ROLEWISE_KNOWLEDGE=str(folder)
        )
        with beside(server, hang_up):
            assert serve(settings) == 0

    (lines,) = told
    assert ("replies.yaml" in lines) == (event == "knowledge_kept")
