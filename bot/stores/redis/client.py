"""Access to Redis: guarded by a breaker, through scripts, making room if it is full."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.exceptions import OutOfMemoryError

from bot import metrics
from bot.breaker import Breaker

ROUNDS = 20
"""Attempts to make room for one write before giving up."""


class Client(Redis):
    """A client whose calls are guarded by a breaker."""

    def __init__(self, pool: ConnectionPool, guard: Callable[[], AbstractContextManager[None]]):
        super().__init__(connection_pool=pool)
        self._guard = guard

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Execute one command.

        Raises:
            Away: if there is no answer, or the breaker is resting.
        """
        with self._guard():
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


class Asking:
    """Runs scripts; their first argument is the prefix of all keys of a bot."""

    def __init__(
        self, pool: ConnectionPool, breaker: Breaker, prefix: str, room: tuple[str, int]
    ) -> None:
        """Take the script that makes room, and how many entries it drops at a time."""
        self._calls = Client(pool, breaker.call)
        self._probes = Client(pool, breaker.probe)
        self._prefix = prefix
        self._room = room

    async def run(self, script: str, *args: object, probe: bool = False) -> Any:
        """Run a script; if Redis has no room for its writes, drop the oldest entries.

        `probe`: run it in any case, even while the breaker is resting.

        Raises:
            Away: if there is no answer, or the breaker is resting.
            OutOfMemoryError: if there is no room, and nothing of ours left to drop.
        """
        client = self._probes if probe else self._calls
        for _ in range(ROUNDS):
            try:
                return await self._run(client, script, *args)
            except OutOfMemoryError:
                dropped, again = await self._run(client, *self._room)
                metrics.STORE_DROPPED.inc(dropped)
                if not again:
                    raise
        return await self._run(client, script, *args)

    async def _run(self, client: Client, script: str, *args: object) -> Any:
        # The library's types mix those of its synchronous and asynchronous clients.
        known: Any = client.register_script(script)
        return await known(args=[self._prefix, *args], client=client)

    async def get(self, name: str) -> str | None:
        """Return the value of one of the bot's keys."""
        found: str | None = await self._calls.get(self._prefix + name)
        return found

    async def policy(self) -> str:
        """Return Redis's own policy when it is full (`maxmemory-policy`)."""
        told = await self._probes.info("memory")
        return str(told.get("maxmemory_policy", ""))

    async def ranked(self, name: str) -> list[tuple[str, float]]:
        """Return the members of a sorted set with their scores, the highest first."""
        calls: Any = self._calls
        found: list[tuple[str, float]] = await calls.zrevrange(
            self._prefix + name, 0, -1, withscores=True
        )
        return found
