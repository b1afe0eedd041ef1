"""How Redis is asked: guarded by a breaker, by scripts, and with room made where it is full."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.exceptions import OutOfMemoryError

from bot import metrics
from bot.breaker import Breaker

ROUNDS = 20
"""Times that room is made for one thing to be written, before it is given up."""


class Client(Redis):
    """A client all of whose calls are guarded, and whose scripts find room."""

    def __init__(self, pool: ConnectionPool, guard: Callable[[], AbstractContextManager[None]]):
        super().__init__(connection_pool=pool)
        self._guard = guard

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Ask one thing.

        Raises:
            Away: when there is no answer, or would be none.
        """
        with self._guard():
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


class Asking:
    """Runs scripts, whose first argument is what all keys of a bot begin with."""

    def __init__(
        self, pool: ConnectionPool, breaker: Breaker, prefix: str, room: tuple[str, int]
    ) -> None:
        """Make one that makes room by that script, for so many entries at a time."""
        self._calls = Client(pool, breaker.call)
        self._probes = Client(pool, breaker.probe)
        self._prefix = prefix
        self._room = room

    async def run(self, script: str, *args: object, probe: bool = False) -> Any:
        """Run a script; where Redis has no room for what it writes, what is oldest goes.

        `probe`: it is asked in any case, also while Redis is away.

        Raises:
            Away: when there is no answer, or would be none.
            OutOfMemoryError: when there is no room, and nothing of ours that could make it.
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
        # The library's types are those of its synchronous and asynchronous clients at once.
        known: Any = client.register_script(script)
        return await known(args=[self._prefix, *args], client=client)

    async def get(self, name: str) -> str | None:
        """Return what stands under one of the bot's keys."""
        found: str | None = await self._calls.get(self._prefix + name)
        return found

    async def policy(self) -> str:
        """Return what Redis drops by itself where it is full."""
        told = await self._probes.info("memory")
        return str(told.get("maxmemory_policy", ""))

    async def ranked(self, name: str) -> list[tuple[str, float]]:
        """Return a sorted set with its scores, the highest first."""
        calls: Any = self._calls
        found: list[tuple[str, float]] = await calls.zrevrange(
            self._prefix + name, 0, -1, withscores=True
        )
        return found
