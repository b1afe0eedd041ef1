"""The environment."""

import pwd
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Misconfigured, is_redis, read, sqlite_file


def test_nothing_set() -> None:
    """Every variable may be left out or empty."""
    settings = read({"TELEGRAM_BOT_TOKEN": "", "ROLEWISE_LOG_LEVEL": " "})

    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert timedelta(days=30) == settings.context_ttl
    assert settings.store.endswith("/rolewise.db")


def test_all_set() -> None:
    """Every variable is read, in any case where words have none."""
    settings = read(
        {
            "TELEGRAM_BOT_TOKEN": "42:secret\n",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "ROLEWISE_STORE": "memory:",
            "ROLEWISE_KNOWLEDGE": "somewhere",
            "ROLEWISE_LOG_FORMAT": "JSON",
            "ROLEWISE_LOG_LEVEL": "Warning",
            "ROLEWISE_CONTEXT_TTL": "60",
            "ROLEWISE_ADMINS": "7, 8,",
            "PATH": "/bin",
        }
    )

    assert settings.token == "42:secret"
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.store == "memory:"
    assert Path("somewhere") == settings.knowledge
    assert settings.log_format == "json"
    assert settings.log_level == "warning"
    assert timedelta(minutes=1) == settings.context_ttl
    assert {7, 8} == settings.admins


def test_token_is_hidden() -> None:
    """No print of the settings shows the token."""
    assert "secret" not in repr(read({"TELEGRAM_BOT_TOKEN": "42:secret"}))


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("TELEGRAM_BOT_TOKEN", "42:sec ret", "@BotFather"),
        ("TELEGRAM_API_URL", "api.telegram.org", "https://"),
        ("ROLEWISE_STORE", "postgres://x", "memory:"),
        ("ROLEWISE_STORE", "sqlite:///", "sqlite:///relative"),
        ("ROLEWISE_STORE", "redis:localhost", "redis://host:port/0"),
        ("ROLEWISE_WEBHOOK_URL", "https://bot.example", "with a path"),
        ("ROLEWISE_WEBHOOK_SECRET", "no spaces", "16 to 256"),
        ("ROLEWISE_WEBHOOK_SECRET", "x" * 15, "16 to 256"),
        ("ROLEWISE_WEBHOOK_URL", "https://bot.example/büro", "with a path"),
        ("ROLEWISE_LISTEN", "8080", "host:port"),
        ("ROLEWISE_LISTEN", "::1:8080", "[::1]:8080"),
        ("ROLEWISE_LISTEN", "[::1]", "[::1]:8080"),
        ("ROLEWISE_CONTEXT_TTL", "9" * 20, "at most"),
        ("ROLEWISE_LISTEN", "0.0.0.0:80800", "host:port"),
        ("ROLEWISE_LOG_FORMAT", "xml", "text or json"),
        ("ROLEWISE_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("ROLEWISE_CONTEXT_TTL", "0", "1 or more"),
        ("ROLEWISE_CONTEXT_TTL", "a month", "seconds"),
        ("ROLEWISE_CONTEXT_TTL", "1e3", "whole number"),
        ("ROLEWISE_CONTEXT_TTL", "1_000", "whole number"),
        ("ROLEWISE_CONTEXT_TTL", "٣٠", "whole number"),
        ("ROLEWISE_ADMINS", "ana", "user ids"),
    ],
)
def test_not_allowed(name: str, value: str, allowed: str) -> None:
    """A value that is not allowed gets one line: the variable and what it may hold."""
    with pytest.raises(Misconfigured) as error:
        read({name: value})

    (line,) = error.value.lines
    assert name in line
    assert allowed in line
    assert "sec ret" not in line


@pytest.mark.parametrize(
    ("name", "begins"), [("ROLEWISE_STORE", "sqlite:///"), ("ROLEWISE_KNOWLEDGE", "")]
)
def test_no_address_in_place_of_a_path(name: str, begins: str) -> None:
    """An address where a path belongs is refused and not shown, and no folder is made of it."""
    with pytest.raises(Misconfigured) as error:
        read({name: f"{begins}redis://ana:hunter2@host/0"})

    (line,) = error.value.lines
    assert name in line
    assert "hunter2" not in line


def test_several_faults() -> None:
    """Every fault is told at once."""
    with pytest.raises(Misconfigured) as error:
        read({"ROLEWISE_CONTEXT_TTL": "soon", "ROLEWISE_LOG_FORMAT": "xml"})

    assert len(error.value.lines) == 2


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///relative/file.db", Path("relative/file.db")),
        ("sqlite:////absolute/file.db", Path("/absolute/file.db")),
        ("memory:", None),
    ],
)
def test_sqlite_file(url: str, file: Path | None) -> None:
    """Three slashes begin a relative path, four an absolute one."""
    assert file == sqlite_file(url)


def test_webhook() -> None:
    """A webhook has its address, and a secret that every replica with the token has too."""
    given = {
        "TELEGRAM_BOT_TOKEN": "42:token",
        "ROLEWISE_WEBHOOK_URL": "https://bot.example/hook/",
        "ROLEWISE_LISTEN": ":8080",
    }
    one, other = read(given), read(given)

    assert one.webhook_url == "https://bot.example/hook/"
    assert one.listen == ("0.0.0.0", 8080)  # noqa: S104  # an empty host is every interface
    assert one.secret == other.secret != read({"TELEGRAM_BOT_TOKEN": "42:other"}).secret
    assert "token" not in one.secret
    assert (
        read({**given, "ROLEWISE_WEBHOOK_SECRET": "mine-and-no-others"}).secret
        == "mine-and-no-others"
    )
    assert "mine-and" not in repr(read({"ROLEWISE_WEBHOOK_SECRET": "mine-and-no-others"}))


def test_secret_is_not_told() -> None:
    """A secret that is not allowed is not shown in the line that says so."""
    with pytest.raises(Misconfigured) as error:
        read({"ROLEWISE_WEBHOOK_SECRET": "no spaces"})

    assert "no spaces" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "shared"),
    [("redis://host:6379/0", True), ("rediss://host/0", True), ("memory:", False)],
)
def test_is_redis(url: str, shared: bool) -> None:
    """A Redis, with TLS or without, is a store for several; its heartbeat lies among user data."""
    settings = read({"ROLEWISE_STORE": url})

    assert is_redis(settings.store) == shared
    assert sqlite_file(url) is None
    assert settings.heartbeat.name == "heartbeat"


def test_heartbeat() -> None:
    """The heartbeat lies beside the store's file, or where files of the user's data lie."""
    beside = read({"ROLEWISE_STORE": "sqlite:////data/rolewise.db"}).heartbeat
    elsewhere = read({"ROLEWISE_STORE": "memory:"}).heartbeat

    assert Path("/data/rolewise.db.heartbeat") == beside
    assert "rolewise" in str(elsewhere)


def test_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an environment handed in, the process's own is read."""
    monkeypatch.setenv("ROLEWISE_STORE", "memory:")

    assert read().store == "memory:"


@pytest.mark.parametrize(
    "name",
    [
        *("TELEGRAM_API_URL", "ROLEWISE_STORE", "ROLEWISE_WEBHOOK_URL", "ROLEWISE_LISTEN"),
        *("ROLEWISE_ADMINS", "TELEGRAM_BOT_TOKEN", "ROLEWISE_WEBHOOK_SECRET"),
    ],
)
@pytest.mark.parametrize(
    "value", ["redis:/ana:hunter2@host:6379", "http//ana:hunter2@host", "hunter2 "]
)
def test_a_mistyped_address_is_not_told(name: str, value: str) -> None:
    """Whatever may hold a password is not shown in the line that says it is wrong."""
    try:
        told = repr(read({name: f"{value} x"}))
    except Misconfigured as error:
        told = str(error)

    assert "hunter2" not in told


@pytest.mark.parametrize("name", ["TELEGRAM_API_URL", "ROLEWISE_STORE", "ROLEWISE_WEBHOOK_URL"])
def test_addresses_are_hidden(name: str) -> None:
    """No print of the settings shows an address, nor does the log show its password."""
    begins = "redis" if name == "ROLEWISE_STORE" else "https"
    given = {name: f"{begins}://ana:hunt%2Fer2@host/path"}

    assert "er2" not in repr(read(given))
    if name != "ROLEWISE_WEBHOOK_URL":
        assert ("hunt%2Fer2", "hunt/er2") == read(given).hidden


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("[::1]:8080", ("::1", 8080)),
        ("[::]:80", ("::", 80)),
        ("localhost:80", ("localhost", 80)),
    ],
)
def test_listen(given: str, expected: tuple[str, int]) -> None:
    """Addresses of six parts stand in brackets, as in a browser."""
    assert expected == read({"ROLEWISE_LISTEN": given}).listen


def test_history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is typed in a terminal is kept among the user's state, no setting moves it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert tmp_path / "rolewise" / "history" == read({}).history


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody's home is known that is one line, for nothing could be kept."""
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(Misconfigured, match="HOME must be an absolute path"):
        read({})


@pytest.mark.parametrize(
    ("token", "bot"), [("42:made-up", "42"), ("made-up", ""), ("made:up", ""), ("42", "")]
)
def test_bot(token: str, bot: str) -> None:
    """The number before the colon is the bot's, and nothing else of what is set is shown."""
    assert bot == read({"TELEGRAM_BOT_TOKEN": token}).bot


def test_no_bot() -> None:
    """Without a token there is no bot."""
    assert read({}).bot == ""
