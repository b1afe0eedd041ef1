"""Contexts in Redis, for several replicas; and what keeps replicas out of each other's way.

A Redis that is down or slow costs one call at most `PATIENCE`; then all raise `Away` at once,
and the talk goes on without memory, and with order kept within each replica only, until it is
back. Only what replicas must know of one another is asked meanwhile, and finds that out.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError, ResponseError, TimeoutError

from bot.breaker import Away, Breaker
from bot.stores import MOST_COUNTED, Kept, dump, expiry, forgotten, load

PREFIX = "rolewise:"
PATIENCE = 0.5
"""Seconds that Redis has to answer."""
LEASE = 5
"""Seconds after which the turn of a replica that died is over."""
LINE = 60
"""Seconds after which a line that nobody stands in any more is gone."""
RENEWED = 1.5
"""Seconds between two renewals of a lease."""
LOOKED = 0.01
"""Seconds between two looks at whose turn it is."""
REMEMBERED = timedelta(days=1)
"""How long an update is known to be done; Telegram gives up on it earlier."""
POLLER = f"{PREFIX}poller"
REPLICAS = f"{PREFIX}replicas"
DEAD = 15
"""Seconds after which a replica that says nothing counts no more."""


Guard = Callable[[], AbstractContextManager[None]]


class _Client(Redis):
    """A client all of whose calls are guarded."""

    def __init__(self, pool: ConnectionPool, guard: Guard) -> None:
        super().__init__(connection_pool=pool)
        self._guard = guard

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        with self._guard():
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]

    async def together(self, ask: Callable[[Any], object]) -> list[Any]:
        """Ask several things at once, and return the answers: all of it is done, or nothing."""
        async with self.pipeline(transaction=True) as asked:
            ask(asked)
            with self._guard():
                answers: list[Any] = await asked.execute()
        return answers


class RedisStore:
    """One Redis, shared by any number of replicas."""

    def __init__(self, pool: ConnectionPool, ttl: timedelta) -> None:
        breaker = Breaker("store", (ConnectionError, TimeoutError))
        self._pool = pool
        # The library's types are those of its synchronous and asynchronous clients at once.
        self._redis: Any = _Client(pool, breaker.call)
        self._probe: Any = _Client(pool, breaker.probe)
        self._ttl = ttl

    @classmethod
    def open(cls, url: str, ttl: timedelta) -> "RedisStore":
        """Return the store at an address; it is met only when something is asked of it."""
        pool = ConnectionPool.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            decode_responses=True,
            # A connection that broke, as all do when Redis is restarted, is worth a second one.
            retry=Retry(NoBackoff(), 1, (ConnectionError,)),
        )
        return cls(pool, ttl)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        raw = await self._redis.get(PREFIX + key)
        try:
            kept = json.loads(raw) if raw else None
            if kept is None or (kept["expires"] and kept["expires"] <= at.timestamp()):
                return None
            return Kept(load(kept["context"]), kept["answer"], kept["owner"])
        except (ValueError, KeyError, TypeError) as error:
            forgotten(error)
            return None

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""

        def ask(together: Any) -> None:
            for key, kept in entries.items():
                expires = expiry(key, at, self._ttl)
                life = expires - at if expires else None
                together.set(PREFIX + key, _written(kept, expires), ex=life)
                if kept.owner:
                    together.sadd(_owned(kept.owner), PREFIX + key)

        await self._redis.together(ask)

    async def forget(self, prefix: str) -> int:
        """Forget every key that begins so, and return how many there were."""
        return await self._drop([key async for key in self._beginning(prefix)])

    async def forget_owner(self, owner: int) -> int:
        """Forget everything that came from one sender, and return how much there was."""
        keys = await self._redis.smembers(_owned(owner))
        gone = await self._drop(list(keys))
        await self._redis.unlink(_owned(owner))
        return gone

    async def move(self, prefix: str, to: str) -> int:
        """Let every key that begins so begin otherwise, and return how many there were."""
        moved = 0
        async for key in self._beginning(prefix):
            new = PREFIX + to + key.removeprefix(PREFIX + prefix)
            with suppress(ResponseError):  # gone meanwhile
                await self._redis.rename(key, new)
                await self._own_again(new)
                moved += 1
        return moved

    async def count(self, name: str, key: str) -> None:
        """Count one more of this under that name."""
        counted = f"{PREFIX}count:{name}"
        known = await self._redis.zscore(counted, key)
        if known is not None or await self._redis.zcard(counted) < MOST_COUNTED:
            await self._redis.zincrby(counted, 1, key)

    async def counts(self, name: str) -> Mapping[str, int]:
        """Return what was counted under a name, the most frequent first."""
        found = await self._redis.zrevrange(f"{PREFIX}count:{name}", 0, -1, withscores=True)
        return {key: int(times) for key, times in found}

    async def ping(self) -> None:
        """Raise if Redis does not answer."""
        await self._probe.ping()

    async def close(self) -> None:
        """Give the connections back."""
        await self._pool.aclose()

    async def done(self, update_id: int) -> bool:
        """Tell whether some replica has dealt with an update."""
        return bool(await self._redis.exists(f"{PREFIX}done:{update_id}"))

    async def finish(self, update_id: int) -> None:
        """Say that an update has been dealt with."""
        await self._redis.set(f"{PREFIX}done:{update_id}", 1, ex=REMEMBERED)

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for this replica's turn in a conversation, first come, first served.

        Who waits stands in a list; a lease that its replica no longer renews is passed over.
        """
        line, ticket = f"{PREFIX}line:{conversation}", uuid4().hex
        renewing = asyncio.create_task(self._keep_renewing(line, ticket))
        try:
            first = await self._join(line, ticket)
            while first != ticket:
                _heed_cancellation()
                if first is None:
                    break  # the whole line expired or was flushed
                if await self._redis.exists(f"{PREFIX}lease:{first}"):
                    await asyncio.sleep(LOOKED)
                else:
                    await self._redis.lrem(line, 1, first)
                first = await self._redis.lindex(line, 0)
            yield
        finally:
            renewing.cancel()
            with suppress(RedisError, Away):
                await self._leave(line, ticket)

    async def alive(self, replica: str) -> int:
        """Say that this replica is alive, and return how many are."""
        seconds, _ = await self._probe.time()

        def ask(together: Any) -> None:
            together.zadd(REPLICAS, {replica: seconds})
            together.zremrangebyscore(REPLICAS, 0, seconds - DEAD)
            together.zcard(REPLICAS)

        *_, replicas = await self._probe.together(ask)
        return int(replicas)

    async def lead(self, replica: str) -> bool:
        """Tell whether this replica polls: it does as long as it asks, and no other does."""
        if await self._probe.set(POLLER, replica, nx=True, ex=LEASE):
            return True
        if await self._probe.get(POLLER) != replica:
            return False
        await self._probe.expire(POLLER, LEASE)
        return True

    async def resign(self, replica: str) -> None:
        """Let another replica poll."""
        await self._probe.zrem(REPLICAS, replica)
        if await self._probe.get(POLLER) == replica:
            await self._probe.unlink(POLLER)

    async def _join(self, line: str, ticket: str) -> str | None:
        """Stand in a line, and return who stands first."""

        def ask(together: Any) -> None:
            together.set(f"{PREFIX}lease:{ticket}", 1, ex=LEASE)
            together.rpush(line, ticket)
            together.expire(line, LINE)
            together.lindex(line, 0)

        *_, first = await self._redis.together(ask)
        return None if first is None else str(first)

    async def _leave(self, line: str, ticket: str) -> None:
        def ask(together: Any) -> None:
            together.lrem(line, 1, ticket)
            together.unlink(f"{PREFIX}lease:{ticket}")

        await self._redis.together(ask)

    async def _keep_renewing(self, line: str, ticket: str) -> None:
        while True:
            await asyncio.sleep(RENEWED)
            with suppress(RedisError, Away):
                await self._redis.set(f"{PREFIX}lease:{ticket}", 1, ex=LEASE)
                await self._redis.expire(line, LINE)

    async def _drop(self, keys: list[str]) -> int:
        return int(await self._redis.unlink(*keys)) if keys else 0

    async def _beginning(self, prefix: str) -> AsyncIterator[str]:
        """Yield the keys that begin so; no sign in the prefix stands for others."""
        plain = "".join(f"\\{sign}" if sign in "*?[]^\\" else sign for sign in prefix)
        async for key in self._redis.scan_iter(f"{PREFIX}{plain}*", count=500):
            if not key.startswith(_OWN):
                yield key

    async def _own_again(self, key: str) -> None:
        """Note under its owner that an entry has another key."""
        raw = await self._redis.get(key)
        if raw and (owner := json.loads(raw)["owner"]):
            await self._redis.sadd(_owned(owner), key)


_OWN = tuple(
    f"{PREFIX}{kind}"
    for kind in ("owner:", "count:", "done:", "line:", "lease:", "poller", "replicas")
)
"""What begins the keys that hold no context."""


def _heed_cancellation() -> None:
    """Stop a task that was cancelled: the library's `wait_for` may swallow that (Python 3.11)."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError


def _owned(owner: int) -> str:
    return f"{PREFIX}owner:{owner}"


def _written(kept: Kept, expires: datetime | None) -> str:
    values = {
        "context": dump(kept.context),
        "answer": kept.answer,
        "owner": kept.owner,
        "expires": expires.timestamp() if expires else None,
    }
    return json.dumps(values, separators=(",", ":"))
