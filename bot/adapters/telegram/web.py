"""The web side: the webhook, and the health and metrics pages for operators.

1. An update is acknowledged only once it has been handled: Telegram delivers it again if the
   process dies before, and the next of that chat only afterwards, so its order is kept.
2. Clients without the secret learn nothing: the comparison takes the same time for any guess.
3. Malformed requests are refused (4xx); an update that the library cannot parse is skipped.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from telegram import Update

from bot import metrics
from bot.adapters.telegram import journal
from bot.adapters.telegram.raw import is_update
from bot.adapters.telegram.wiring import Bot
from bot.breaker import Away

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # the header's name
LARGEST = 1_000_000
"""Bytes of the largest body that is read; Telegram's are far smaller."""
READY_WITHIN = 2.0
"""Seconds within which every part must answer to be called ready."""
READY_FOR = 3.0
"""Seconds for which their answers are reused."""

Check = Callable[[], Awaitable[object]]
Page = Callable[[Request], Awaitable[Response]]
Site = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram delivers updates."""

    path: str
    secret: str


def site(application: Bot, checks: Mapping[str, Check], hook: Hook | None = None) -> Site:
    """Return the web application: health and figures, and with a hook the webhook too.

    Paths are compared as they were sent, letter by letter; nothing is redirected.
    """
    readiness = _Readiness(checks)

    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def ready(_: Request) -> Response:
        told = await readiness.told()
        return JSONResponse(told, 200 if all(word == "ok" for word in told.values()) else 503)

    async def figures(_: Request) -> Response:
        return Response(metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def deliver(request: Request) -> Response:
        return await _deliver(application, request, hook) if hook else Response(status_code=404)

    pages = {"/healthz": alive, "/readyz": ready, "/metrics": figures}
    known: dict[str, tuple[frozenset[str], Page]] = {
        path: (frozenset({"GET", "HEAD"}), page) for path, page in pages.items()
    }
    if hook:
        known[hook.path] = (frozenset({"POST"}), deliver)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        found = known.get(scope["raw_path"].decode("latin-1"))
        if found is None:
            response = Response(status_code=404)
        elif scope["method"] not in found[0]:
            response = Response(status_code=405, headers={"Allow": ", ".join(sorted(found[0]))})
        else:
            response = await found[1](Request(scope, receive))
        await response(scope, receive, send)

    return serve


class _Readiness:
    """Which parts answer; asked again after a while only, however often somebody wants to know."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._told: dict[str, str] = {}
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def told(self) -> dict[str, str]:
        """Return "ok", or the name of the error, for each part."""
        async with self._asking:
            if asyncio.get_running_loop().time() >= self._until:
                words = await asyncio.gather(*map(_told, self._checks.values()))
                self._told = dict(zip(self._checks, words, strict=True))
                self._until = asyncio.get_running_loop().time() + READY_FOR
            return self._told


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
        metrics.REFUSED.inc()
        return Response(status_code=403)
    try:
        body = await _body(request)
    except ClientDisconnect:
        return Response(status_code=400)  # which nobody hears
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
    processing = application.process_update(update)
    try:
        await application.update_processor.process_update(update, processing)
    except Exception as error:
        # What goes wrong outside of the handlers would go wrong again as well.
        journal.failed(raw["update_id"], error)
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
    except (ValueError, RecursionError):
        return None
    return raw if is_update(raw) else None
