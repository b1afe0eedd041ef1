"""`serve` as a process of its own, behind a webhook that the tests deliver to."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.adapters.telegram.web import SECRET_HEADER
from tests.telegram.server import TOKEN
from tests.telegram.wire import Raw

SECRET = "made-up-and-long-enough"
CONNECTIONS = 40
"""Updates that Telegram delivers at once unless it is told otherwise."""
PATIENCE = 60.0


@contextmanager
def replica(port: int, api: str, store: str, folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Serve a webhook on a port while the block runs; what it keeps besides is in a folder."""
    environ = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api,
        "ROLEWISE_STORE": store,
        "ROLEWISE_WEBHOOK_URL": "https://rolewise.invalid/hook",
        "ROLEWISE_WEBHOOK_SECRET": SECRET,
        "ROLEWISE_LISTEN": f"127.0.0.1:{port}",
        "ROLEWISE_LOG_LEVEL": "warning",
        "XDG_DATA_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
    }
    command = [sys.executable, "-m", "bot", "serve"]
    with subprocess.Popen(command, env=environ) as process:  # noqa: S603  # our own program
        try:
            yield process
        finally:
            process.kill()


async def ready(client: httpx.AsyncClient, port: int) -> None:
    """Return when a replica says that it is ready."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)


async def delivered(client: httpx.AsyncClient, port: int, update: Raw) -> bool:
    """Deliver an update as Telegram does, and tell whether it was acknowledged."""
    try:
        answer = await client.post(
            f"http://127.0.0.1:{port}/hook", json=update, headers={SECRET_HEADER: SECRET}
        )
    except httpx.TransportError:
        return False
    return answer.status_code == 200
