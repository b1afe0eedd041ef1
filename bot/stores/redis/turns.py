"""Coordination of replicas: turns in a conversation, handled updates, and the lead.

None of these keys has a time to live, so a Redis that makes room by dropping keys with one
(`volatile-lru`) never drops a turn or the lead. Each has its own limits: of time, by the clock
of Redis, and of number.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

import structlog
from redis.exceptions import RedisError, ResponseError

from bot.breaker import Away
from bot.stores.redis.client import Asking

LEASE = 5
"""Seconds after which the turn of a dead replica ends."""
LINE = 60
"""Seconds after which an abandoned queue is dropped."""
RENEWED = 1.5
"""Seconds between two renewals of a lease."""
LOOKED = 0.01
"""Seconds between two checks of whose turn it is."""
REMEMBERED = 86_400
"""Seconds for which an update is remembered as handled; Telegram gives up on it earlier."""
MOST_DONE = 100_000
"""The latest updates remembered as handled, some ten megabytes."""
DEAD = 15
"""Seconds after which a silent replica no longer counts."""

_log = structlog.get_logger(__name__)

_NOW = """
local P, time = ARGV[1], redis.call('TIME')
local now = time[1] + time[2] / 1000000
"""
_LOOK = """
local first = redis.call('LINDEX', line, 0)
while first and first ~= ticket do
  local ends = redis.call('ZSCORE', P .. 'leases', first)
  if ends and tonumber(ends) > now then return first end
  redis.call('LPOP', line)
  redis.call('ZREM', P .. 'leases', first)
  first = redis.call('LINDEX', line, 0)
end
return first
"""
_STANDING = _NOW + "local line, ticket, lease = P .. 'line:' .. ARGV[2], ARGV[3], ARGV[4]\n"
_JOIN = f"""{_STANDING}
redis.call('ZADD', P .. 'leases', now + lease, ticket)
redis.call('RPUSH', line, ticket)
redis.call('ZADD', P .. 'lines', now, ARGV[2])
{_LOOK}"""
_WAIT = f"{_STANDING}{_LOOK}"
_RENEW = f"""{_STANDING}
redis.call('ZADD', P .. 'leases', now + lease, ticket)
redis.call('ZADD', P .. 'lines', now, ARGV[2])
"""
_LEAVE = f"""{_STANDING}
redis.call('LREM', line, 1, ticket)
redis.call('ZREM', P .. 'leases', ticket)
if redis.call('EXISTS', line) == 0 then redis.call('ZREM', P .. 'lines', ARGV[2]) end
"""
_FINISH = f"""{_NOW}
redis.call('ZREMRANGEBYSCORE', P .. 'done', '-inf', now - ARGV[3])
redis.call('ZREMRANGEBYRANK', P .. 'done', 0, -ARGV[4])
redis.call('ZADD', P .. 'done', now, ARGV[2])
"""
_DONE = "return redis.call('ZSCORE', ARGV[1] .. 'done', ARGV[2])"
_ALIVE = f"""{_NOW}
for _, line in ipairs(redis.call('ZRANGEBYSCORE', P .. 'lines', '-inf', now - ARGV[4])) do
  redis.call('UNLINK', P .. 'line:' .. line)
  redis.call('ZREM', P .. 'lines', line)
end
redis.call('ZREMRANGEBYSCORE', P .. 'leases', '-inf', now - ARGV[4])
redis.call('ZREMRANGEBYSCORE', P .. 'replicas', '-inf', now - ARGV[3])
redis.call('ZADD', P .. 'replicas', now, ARGV[2])
return redis.call('ZCARD', P .. 'replicas')
"""
_LEAD = f"""{_NOW}
local leads, ends = unpack(redis.call('HMGET', P .. 'poller', 'replica', 'ends'))
if leads and leads ~= ARGV[2] and tonumber(ends) > now then return 0 end
redis.call('HSET', P .. 'poller', 'replica', ARGV[2], 'ends', now + ARGV[3])
return 1
"""
_RESIGN = f"""{_NOW}
redis.call('ZREM', P .. 'replicas', ARGV[2])
if redis.call('HGET', P .. 'poller', 'replica') == ARGV[2] then
  redis.call('DEL', P .. 'poller')
end
"""


class Turns:
    """What the replicas of one bot share about one another."""

    def __init__(self, asking: Asking) -> None:
        self._run = asking.run
        self._policy = asking.policy
        self._warned = False

    async def done(self, update_id: int) -> bool:
        """Tell whether some replica has handled an update."""
        return await self._run(_DONE, update_id) is not None

    async def finish(self, update_id: int) -> None:
        """Record that an update has been handled."""
        await self._run(_FINISH, update_id, REMEMBERED, MOST_DONE)

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for this replica's turn in a conversation, first come, first served.

        Waiting replicas are in a list. A holder whose lease is no longer renewed is skipped,
        and so is a list that was flushed.
        """
        standing = (conversation, uuid4().hex, LEASE)
        renewing = asyncio.create_task(self._keep_renewing(*standing))
        try:
            first = await self._run(_JOIN, *standing)
            while first not in {standing[1], None}:
                _heed_cancellation()
                await asyncio.sleep(LOOKED)
                first = await self._run(_WAIT, *standing)
            yield
        finally:
            renewing.cancel()
            with suppress(RedisError, Away):
                await self._run(_LEAVE, *standing)

    async def alive(self, replica: str) -> int:
        """Record that this replica is alive, return how many are, and clean up after dead ones."""
        alive = int(await self._run(_ALIVE, replica, DEAD, LINE, probe=True))
        if not self._warned:
            with suppress(ResponseError):  # not every user may ask for it
                if (policy := await self._policy()).startswith("allkeys"):
                    _log.warning("store_may_drop_turns", policy=policy)
            self._warned = True
        return alive

    async def lead(self, replica: str) -> bool:
        """Claim or renew the lead; return whether this replica holds it and so polls."""
        return bool(await self._run(_LEAD, replica, LEASE, probe=True))

    async def resign(self, replica: str) -> None:
        """Give up the lead, so that another replica may poll."""
        await self._run(_RESIGN, replica, probe=True)

    async def _keep_renewing(self, *standing: Any) -> None:
        while True:
            await asyncio.sleep(RENEWED)
            with suppress(RedisError, Away):
                await self._run(_RENEW, *standing)


def _heed_cancellation() -> None:
    """Raise if this task was cancelled: `wait_for` may swallow that (Python 3.11)."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError
