"""Contexts in Redis, for several replicas; and what keeps replicas out of each other's way.

A Redis that is down or slow costs at most `PATIENCE` a call and then raises: the talk goes on
without memory, and with order kept within each replica only, until it is back.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.engine.context import Context
from bot.stores import MOST_COUNTED, Kept, expiry

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


class RedisStore:
    """One Redis, shared by any number of replicas."""

    def __init__(self, redis: Redis, ttl: timedelta) -> None:
        # The library's types are those of its synchronous and asynchronous clients at once.
        self._redis: Any = redis
        self._ttl = ttl

    @classmethod
    def open(cls, url: str, ttl: timedelta) -> "RedisStore":
        """Return the store at an address; it is met only when something is asked of it."""
        redis = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            decode_responses=True,
        )
        return cls(redis, ttl)

    async def get(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key and has not expired at that time."""
        raw = await self._redis.get(PREFIX + key)
        try:
            kept = json.loads(raw) if raw else None
            if kept is None or (kept["expires"] and kept["expires"] <= at.timestamp()):
                return None
            return Kept(Context.load(kept["context"]), kept["answer"], kept["owner"])
        except (ValueError, KeyError, TypeError):
            return None

    async def put(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep all of the entries, as of that time."""
        async with self._redis.pipeline(transaction=True) as together:
            for key, kept in entries.items():
                expires = expiry(key, at, self._ttl)
                life = expires - at if expires else None
                together.set(PREFIX + key, _written(kept, expires), ex=life)
                if kept.owner:
                    together.sadd(_owned(kept.owner), PREFIX + key)
            await together.execute()

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
            with suppress(RedisError):  # gone meanwhile
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
        await self._redis.ping()

    async def close(self) -> None:
        """Give the connections back."""
        await self._redis.aclose()

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
        await self._renew(ticket)
        await self._redis.rpush(line, ticket)
        await self._redis.expire(line, LINE)
        renewing = asyncio.create_task(self._keep_renewing(line, ticket))
        try:
            while (first := await self._redis.lindex(line, 0)) != ticket:
                _heed_cancellation()
                if first is None:
                    break  # the whole line expired or was flushed
                if not await self._redis.exists(f"{PREFIX}lease:{first}"):
                    await self._redis.lrem(line, 1, first)
                    continue
                await asyncio.sleep(LOOKED)
            yield
        finally:
            renewing.cancel()
            with suppress(RedisError):
                await self._redis.lrem(line, 1, ticket)
                await self._redis.unlink(f"{PREFIX}lease:{ticket}")

    async def alive(self, replica: str) -> int:
        """Say that this replica is alive, and return how many are."""
        seconds, _ = await self._redis.time()
        async with self._redis.pipeline(transaction=True) as together:
            together.zadd(REPLICAS, {replica: seconds})
            together.zremrangebyscore(REPLICAS, 0, seconds - DEAD)
            together.zcard(REPLICAS)
            *_, replicas = await together.execute()
        return int(replicas)

    async def lead(self, replica: str) -> bool:
        """Tell whether this replica polls: it does as long as it asks, and no other does."""
        if await self._redis.set(POLLER, replica, nx=True, ex=LEASE):
            return True
        if await self._redis.get(POLLER) != replica:
            return False
        await self._redis.expire(POLLER, LEASE)
        return True

    async def resign(self, replica: str) -> None:
        """Let another replica poll."""
        await self._redis.zrem(REPLICAS, replica)
        if await self._redis.get(POLLER) == replica:
            await self._redis.unlink(POLLER)

    async def _renew(self, ticket: str) -> None:
        await self._redis.set(f"{PREFIX}lease:{ticket}", 1, ex=LEASE)

    async def _keep_renewing(self, line: str, ticket: str) -> None:
        while True:
            await asyncio.sleep(RENEWED)
            with suppress(RedisError):
                await self._renew(ticket)
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
        "context": kept.context.dump(),
        "answer": kept.answer,
        "owner": kept.owner,
        "expires": expires.timestamp() if expires else None,
    }
    return json.dumps(values, separators=(",", ":"))
