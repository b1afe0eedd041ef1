"""The environment."""

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
        ("ROLEWISE_WEBHOOK_SECRET", "no spaces", "1 to 256"),
        ("ROLEWISE_LISTEN", "8080", "host:port"),
        ("ROLEWISE_LISTEN", "0.0.0.0:80800", "host:port"),
        ("ROLEWISE_LOG_FORMAT", "xml", "text or json"),
        ("ROLEWISE_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("ROLEWISE_CONTEXT_TTL", "0", "1 or more"),
        ("ROLEWISE_CONTEXT_TTL", "a month", "seconds"),
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
    assert read({**given, "ROLEWISE_WEBHOOK_SECRET": "mine"}).secret == "mine"
    assert "mine" not in repr(read({"ROLEWISE_WEBHOOK_SECRET": "mine"}))


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
