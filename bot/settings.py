"""The only reader of the environment: variables -> Settings, or one clear line for each error.

A plain dataclass and parsers: importing a settings library would take longer than everything
else that a command does.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import platformdirs

SQLITE = "sqlite:///"
MEMORY = "memory:"
MAX_PORT = 65_535
LISTEN = ("127.0.0.1", 8080)
"""Host and port of the webhook unless ROLEWISE_LISTEN says otherwise."""
MONTH = timedelta(days=30)
LEAST_SECRET = 16
"""Minimum length of a webhook secret, so that nobody guesses it."""
LEAST_HIDDEN = 4
"""Minimum length of a password that the log hides; a shorter one would hide other words too."""
LONGEST_TTL = 315_360_000
"""Ten years, in seconds."""


NO_HOME = "HOME must be an absolute path: what is kept by default is kept below it."


class Misconfigured(Exception):
    """The environment has values that are not allowed; `lines` has one line for each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _data() -> Path:
    return platformdirs.user_data_path("rolewise", appauthor=False)


def _history() -> Path:
    return platformdirs.user_state_path("rolewise", appauthor=False) / "history"


def _cache() -> Path:
    return platformdirs.user_cache_path("rolewise", appauthor=False) / "knowledge.cache"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says."""

    token: str | None = field(default=None, repr=False)
    api_url: str = field(default="https://api.telegram.org", repr=False)
    store: str = field(default_factory=lambda: f"{SQLITE}{_data() / 'rolewise.db'}", repr=False)
    knowledge: Path | None = None
    """A knowledge folder to use instead of the packaged one."""
    log_format: str = "text"
    log_level: str = "info"
    context_ttl: timedelta = MONTH
    """How long a conversation is remembered."""
    admins: frozenset[int] = frozenset()
    webhook_url: str | None = field(default=None, repr=False)
    """The address to which Telegram delivers updates; None to poll."""
    webhook_secret: str = field(default="", repr=False)
    """The secret that Telegram must send; by default derived from the token."""
    listen: tuple[str, int] | None = None
    """Host and port of the web side; with a webhook there is a default."""
    cache: Path = field(default_factory=_cache)
    """Where verified knowledge is cached between starts; not set by the environment."""
    history: Path = field(default_factory=_history)
    """Where typed lines of `rolewise chat` are kept; not set by the environment."""

    @property
    def secret(self) -> str:
        """The secret of the webhook: the same for every replica with the same token."""
        return self.webhook_secret or sha256(f"webhook {self.token}".encode()).hexdigest()

    @property
    def bot(self) -> str:
        """The bot's id, the first part of its token and no secret; "" if there is no token."""
        number, colon, _ = (self.token or "").partition(":")
        # Show nothing of a malformed token: it may be a real one with a part missing.
        return number if colon and number.isascii() and number.isdecimal() else ""

    @property
    def hidden(self) -> tuple[str, ...]:
        """What no log line may show: the token, the secret, passwords in addresses."""
        own = (self.secret, self.token) if self.token else ()
        said = (_password(one) for one in (self.api_url, self.store))
        passwords = {
            form for one in said if len(one) >= LEAST_HIDDEN for form in (one, unquote(one))
        }
        return (*own, *sorted(passwords))

    @property
    def heartbeat(self) -> Path:
        """The common prefix of the heartbeat files of all processes: next to the store, or in the
        user's data folder."""
        file = sqlite_file(self.store)
        return file.with_name(f"{file.name}.heartbeat") if file else _data() / "heartbeat"


def _password(url: str) -> str:
    """Return the password in an address, "" if it has none."""
    found = re.match(r"\w+://[^/]*?:(.*)@", url)
    return found[1] if found else ""


def sqlite_file(store: str) -> Path | None:
    """Return the file of an SQLite store, or None for another kind of store."""
    return Path(store.removeprefix(SQLITE)) if store.startswith(SQLITE) else None


def is_redis(store: str) -> bool:
    """Tell whether a store is a Redis, which several replicas may share."""
    return store.startswith(("redis://", "rediss://"))


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from an environment, by default the process's own.

    Raises:
        Misconfigured: with one line for each variable that is invalid or missing.
    """
    every = os.environ if environ is None else environ
    values, faults = {}, []
    for name, variable in VARIABLES.items():
        # A variable left empty, as compose files like to do, counts as not set.
        if given := every.get(name, "").strip():
            try:
                values[variable.field] = variable.parse(given)
            except ValueError:
                faults.append(_line(name, given))
    if faults:
        raise Misconfigured(faults)
    try:
        return Settings(**values)
    except RuntimeError:
        # There is no home folder: the user has no entry, as in containers.
        raise Misconfigured([NO_HOME]) from None


def _token(given: str) -> str:
    # It becomes part of an address; only Telegram can tell whether it is the right one.
    return _matching(r"[A-Za-z0-9:_-]+", given)


def _address(given: str) -> str:
    return _matching(r"https?://[^\s/]\S*", given).rstrip("/")


def _https(given: str) -> str:
    # These paths are the process's own.
    return _matching(r"https?://[^\s/?#]+/(?!(?:healthz|readyz|metrics)$)[!-\"$->@-~]+", given)


def _secret(given: str) -> str:
    return _matching(rf"[A-Za-z0-9_-]{{{LEAST_SECRET},256}}", given)


def _host_and_port(given: str) -> tuple[str, int]:
    host, _, port = _matching(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:\[\]@/]*):\d{1,5}", given).rpartition(
        ":"
    )
    if int(port) > MAX_PORT:
        raise ValueError(given)
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104  # an empty host means every interface


def _store(given: str) -> str:
    if given.startswith(SQLITE):
        return SQLITE + str(_path(given.removeprefix(SQLITE)))
    return given if given == MEMORY else _matching(r"rediss?://.+", given)


def _path(given: str) -> Path:
    # An address in the wrong variable may hold a password, and makes no sense as a path.
    if not given or "://" in given:
        raise ValueError(given)
    return Path(given)


def _matching(pattern: str, given: str) -> str:
    if not re.fullmatch(pattern, given):
        raise ValueError(given)
    return given


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda given: words[words.index(given.lower())]


def _seconds(given: str) -> timedelta:
    _matching("[0-9]{1,9}", given)
    if not 1 <= int(given) <= LONGEST_TTL:
        raise ValueError(given)
    return timedelta(seconds=int(given))


def _ids(given: str) -> frozenset[int]:
    return frozenset(int(one) for one in given.split(",") if one.strip())


class Variable(NamedTuple):
    """A variable of the environment."""

    field: str
    parse: Callable[[str], Any]
    """Returns the value, or raises ValueError."""
    allowed: str
    """What it may hold, as the error line says it."""


VARIABLES = {
    "TELEGRAM_BOT_TOKEN": Variable(
        "token", _token, "the token that @BotFather gave you, such as 123456:ABC-def"
    ),
    "TELEGRAM_API_URL": Variable("api_url", _address, "an http:// or https:// address"),
    "ROLEWISE_STORE": Variable(
        "store",
        _store,
        "sqlite:///relative/file, sqlite:////absolute/file, redis://host:port/0 or memory:",
    ),
    "ROLEWISE_WEBHOOK_URL": Variable(
        "webhook_url", _https, "the public https:// address that Telegram delivers to, with a path"
    ),
    "ROLEWISE_WEBHOOK_SECRET": Variable(
        "webhook_secret", _secret, f"{LEAST_SECRET} to 256 of A-Z, a-z, 0-9, _ and -"
    ),
    "ROLEWISE_LISTEN": Variable(
        "listen", _host_and_port, "host:port, such as 0.0.0.0:8080 or [::1]:8080"
    ),
    "ROLEWISE_KNOWLEDGE": Variable("knowledge", _path, "a folder of knowledge"),
    "ROLEWISE_LOG_FORMAT": Variable("log_format", _one_of("text", "json"), "text or json"),
    "ROLEWISE_LOG_LEVEL": Variable(
        "log_level",
        _one_of("debug", "info", "warning", "error"),
        "debug, info, warning or error",
    ),
    "ROLEWISE_CONTEXT_TTL": Variable(
        "context_ttl", _seconds, f"a whole number of seconds, 1 or more, at most {LONGEST_TTL}"
    ),
    "ROLEWISE_ADMINS": Variable("admins", _ids, "Telegram user ids separated by commas"),
}


SHOWN = frozenset({"ROLEWISE_LOG_FORMAT", "ROLEWISE_LOG_LEVEL", "ROLEWISE_CONTEXT_TTL"})
"""Variables whose values may be shown: any other may contain a password, if only by mistake."""


def _line(name: str, value: str) -> str:
    given = f", not {value!r:.40}" if name in SHOWN else ""
    return f"{name} must be {VARIABLES[name].allowed}{given}."
