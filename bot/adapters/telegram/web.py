"""The web side: the webhook, and what an operator's machines ask for.

1. An update is acknowledged only when it has been dealt with: Telegram delivers it again if the
   process dies before, and the next of that chat only afterwards, so its order is kept.
2. Who does not know the secret learns nothing: the comparison takes the same time for any guess.
3. What is malformed is refused (4xx); an update that the library cannot read is passed over.
"""

import asyncio
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram import Update

from bot import metrics
from bot.adapters.telegram import journal
from bot.adapters.telegram.wiring import Bot
from bot.breaker import Away

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # the header's name
LARGEST = 1_000_000
"""Bytes of the largest body that is read; Telegram's are far smaller."""
READY_WITHIN = 2.0
"""Seconds within which every part must answer to be called ready."""
DRAIN = 5
"""Seconds that requests in hand have to end when the process is told to stop."""

Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram delivers updates."""

    path: str
    secret: str


def site(application: Bot, checks: Mapping[str, Check], hook: Hook | None = None) -> Starlette:
    """Return the web application: health and figures, and with a hook the webhook too."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def ready(_: Request) -> Response:
        words = await asyncio.gather(*map(_told, checks.values()))
        told = dict(zip(checks, words, strict=True))
        status = 200 if all(word == "ok" for word in words) else 503
        return JSONResponse(told, status)

    async def figures(_: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def deliver(request: Request) -> Response:
        return await _deliver(application, request, hook) if hook else Response(status_code=404)

    routes = [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/metrics", figures),
    ]
    if hook:
        routes.append(Route(hook.path, deliver, methods=["POST"]))
    return Starlette(routes=routes)


async def _told(check: Check) -> str:
    try:
        async with asyncio.timeout(READY_WITHIN):
            await check()
    except Exception as error:
        why = error.__cause__ if isinstance(error, Away) else None
        return type(why or error).__name__
    return "ok"


async def _deliver(application: Bot, request: Request, hook: Hook) -> Response:
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), hook.secret.encode()):
        return Response(status_code=403)
    body = await _body(request)
    if body is None:
        return Response(status_code=413)
    raw = _raw(body)
    if raw is None:
        journal.unreadable(0, ValueError("a body that is no update"))
        return Response(status_code=400)
    try:
        update = Update.de_json(raw, application.bot)
    except Exception as error:
        # To refuse it would have it delivered again and again, before all others of its chat.
        journal.unreadable(raw["update_id"], error)
        return Response(status_code=200)
    await application.update_processor.process_update(update, application.process_update(update))
    return Response(status_code=200)


async def _body(request: Request) -> bytes | None:
    """Return the body, or None for one that is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _raw(body: bytes) -> dict[str, Any] | None:
    """Return the update of a body as JSON values, or None for what is no update at all."""
    try:
        raw: Any = json.loads(body)
    except ValueError:
        return None
    numbered = isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
    return raw if numbered else None


class Server(uvicorn.Server):
    """Serves in the loop of the bot, which has signal handlers of its own."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host,
                port,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=DRAIN,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the bot."""
        yield

    async def run_until_told(self) -> None:
        """Serve until `should_exit` is set, then end what is in hand.

        Raises:
            OSError: when the address cannot be listened on.
        """
        host, port = self.config.host, self.config.port
        # uvicorn's own would end the process, with a line of its own.
        try:
            listening = socket.create_server(
                (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
            )
        except OSError as error:
            raise OSError(f"{host}:{port} cannot be listened on: {error.strerror}") from None
        await self.serve([listening])
