"""Contexts in Redis, for several replicas of one bot.

If Redis is down or slow, one call waits up to `PATIENCE`; then all raise `Away` at once, and the
bot goes on without memory, with order kept only within each replica, until Redis is back. Only
the probes that coordinate replicas keep asking; they find out when it is back.

Everything stored is limited in time and number; if Redis is full anyway, the oldest entries are
dropped. All keys begin with the bot's id, so several bots may share one database.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError, TimeoutError

from bot import metrics
from bot.breaker import Breaker
from bot.stores import (
    AGED,
    ANCHORS,
    ASKED,
    LONGEST_COUNTED,
    MOST_ASKERS,
    MOST_COUNTED,
    MOST_FORGOTTEN,
    SHOWN_FROM,
    Kept,
    dump,
    expiry,
    forgotten,
    load,
    without,
)
from bot.stores.redis import scripts
from bot.stores.redis.client import Asking
from bot.stores.redis.turns import Turns

PREFIX = "rolewise:"
PATIENCE = 0.5
"""Seconds that Redis has to answer."""
MOST = 150_000
"""Entries kept, some 200 MB; beyond that the oldest are dropped."""
ROOM = 500
"""Maximum entries dropped at once if Redis is full: about half a megabyte."""
TRIES = 5
"""Attempts to rewrite an entry without somebody's turns while others write it too."""
OPTIONS = frozenset(
    {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_cert_reqs", "ssl_check_hostname"}
)
"""The options that an address may set after its question mark; all others are set here."""


class RedisStore:
    """One Redis, shared by any number of replicas."""

    def __init__(self, pool: ConnectionPool, ttl: timedelta, bot: str) -> None:
        self._pool = pool
        self._ttl = ttl
        breaker = Breaker("store", (ConnectionError, TimeoutError))
        self._asking = Asking(pool, breaker, f"{PREFIX}{bot}:", (scripts.MAKE_ROOM, ROOM))
        self._run = self._asking.run
        self.shared = Turns(self._asking)

    @classmethod
    def open(cls, url: str, ttl: timedelta, bot: str) -> "RedisStore":
        """Return the store of a bot at an address; it connects on the first call.

        Raises:
            ValueError: if that is not a valid Redis address; the message may show a password.
        """
        _prove(url)
        pool = ConnectionPool.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            decode_responses=True,
            # Reconnect once if a connection broke, as all do when Redis restarts.
            retry=Retry(NoBackoff(), 1, (ConnectionError,)),
        )
        return cls(pool, ttl, bot)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        raw = await self._asking.get(f"kept:{key}")
        try:
            return _read(raw, at) if raw else None
        except (ValueError, KeyError, TypeError) as error:
            forgotten(error)
            return None

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        """Keep all of the entries, as of that time."""
        told: list[object] = []
        for key, kept in entries.items():
            expires = expiry(key, at, self._ttl)
            life = max(1, round((expires - at).total_seconds()))
            told += [key, _written(kept, expires), life]
        lives = [round(one.total_seconds()) for one in (self._ttl, max(ANCHORS, self._ttl), ASKED)]
        known = "" if since is None else since
        metrics.STORE_DROPPED.inc(await self._run(scripts.PUT, known, MOST, *lives, *told))

    async def forgets(self) -> int:
        """Return how often anybody has been forgotten."""
        return int(await self._asking.get("forgets") or 0)

    async def forget(self, *prefixes: str) -> int:
        """Forget every key of some rooms at once, and return how many there were."""
        return int(await self._run(scripts.FORGET_ROOMS, *prefixes))

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        gone = 0
        for _ in range(TRIES):
            dropped, others = await self._run(scripts.FORGET_OWNER, owner, MOST_FORGOTTEN)
            gone += int(dropped)
            pairs = list(zip(others[::2], others[1::2], strict=True))
            done = [await self._leave_out(owner, key, raw) for key, raw in pairs]
            if all(done):
                return gone + len(done)
            gone += sum(done)
        raise TimeoutError("others go on writing what is to be forgotten")

    async def move(self, prefix: str, to: str) -> int:
        """Give every key with this prefix another one, and return how many there were."""
        return int(await self._run(scripts.MOVE, prefix, to))

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        """Add one to the count of `key` under `name`; at most once per asker."""
        bounds = (MOST_COUNTED, SHOWN_FROM, AGED.total_seconds(), MOST_ASKERS)
        key = key[:LONGEST_COUNTED]
        await self._run(scripts.COUNT, name, key, at.timestamp(), asker, *bounds)

    async def uncount(self, name: str, asker: Callable[[str], str]) -> None:
        """Take back somebody's counts; `asker` returns their mark for each key."""
        every = await self.counts(name)
        pairs = [one for key in every for one in (key, asker(key))]
        if pairs:
            await self._run(scripts.UNCOUNT, name, *pairs)

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        found = await self._asking.ranked(f"counted:{name}")
        return {key: int(times) for key, times in found}

    async def ping(self) -> None:
        """Raise if Redis does not answer or accepts no writes."""
        await self._run(scripts.READY, probe=True)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()

    async def _leave_out(self, owner: int, key: str, raw: str) -> bool:
        """Rewrite an entry without somebody's turns; return whether no one else wrote it."""
        try:
            values = json.loads(raw.partition("|")[2])
            kept = without(Kept(load(values["context"]), values["answer"], values["owner"]), owner)
            after = _written(kept, values["expires"])
        except (ValueError, KeyError, TypeError) as error:
            forgotten(error)
            after = raw.partition("|")[0].partition(",")[0] + "|"
        return bool(await self._run(scripts.REWRITE, key, raw, after))


def _prove(url: str) -> None:
    """Raise ValueError for an address that the library would misread or check only on use."""
    parts = urlsplit(url)
    told = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    database = parts.path.strip("/")
    if not parts.hostname or parts.port == 0 or parts.fragment or told - OPTIONS:
        raise ValueError("no host, a port 0, a '#' or an option that is not known")
    if database and not (database.isascii() and database.isdecimal()):
        raise ValueError("the database is no number")
    try:
        pool: Any = ConnectionPool.from_url(url)
        pool.make_connection()
    except (RedisError, TypeError):
        raise ValueError("an option that cannot be used") from None


def _read(raw: str, at: datetime) -> Kept | None:
    values = json.loads(raw.partition("|")[2])
    if values["expires"] <= at.timestamp():
        return None
    return Kept(load(values["context"]), values["answer"], values["owner"])


def _written(kept: Kept, expires: datetime | float) -> str:
    values = {
        "context": dump(kept.context),
        "answer": kept.answer,
        "owner": kept.owner,
        "expires": expires.timestamp() if isinstance(expires, datetime) else expires,
    }
    owners = ",".join(map(str, kept.owners))
    return f"{owners}|{json.dumps(values, separators=(',', ':'))}"
