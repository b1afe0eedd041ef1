"""A Redis for the tests of what is kept in it, empty for each."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from redis.asyncio import Redis

from tests import redis_server


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[redis_server.Server]:
    with redis_server.running() as server:
        yield server


@pytest.fixture(name="redis")
async def _redis(server: redis_server.Server) -> AsyncIterator[Any]:
    async with Redis.from_url(server.url, decode_responses=True) as redis:
        await redis.config_set("maxmemory", 0)
        await redis.config_set("maxmemory-policy", "noeviction")
        await redis.flushall()
        yield redis
