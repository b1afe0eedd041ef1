"""The rate limiter, which keeps within Telegram's limits so that Telegram need not refuse.

Not the library's own (PTB 22.8), for it waits without bound, so that a burst is answered minutes
late; one flooded chat stops every request of the bot; and private chats have no limit at all.

1. Each chat has its bucket, a group a smaller one; one more holds for all chats together.
2. Only what puts words into chats is limited. Answers to presses and inline queries go at once.
3. A flood limit closes the one chat that it was met in, for as long as Telegram says.
4. A message that would come too late in its chat is dropped, and the caller gets `Stale`. One that
   waits for the bucket of all chats is not dropped: it comes late, but everybody gets an answer.
5. A message that has surely not arrived is sent again, once: Telegram said that it failed, no
   connection was made, or repeating it changes nothing.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from telegram._utils.types import JSONDict
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.clock import now

PATIENCE = 30.0
"""Seconds after which an answer is not worth sending any more."""
OVERALL = (5, 0.2)
"""Messages in so many seconds, in all chats together. A bucket lets its burst pass and refills
meanwhile, so these make 30 in the worst second: Telegram's limit."""
PRIVATE = (4, 4.0)
"""The same in one private chat: one a second, and a short burst."""
GROUP = (5, 20.0)
"""In one group: 20 in the worst minute."""
MOST = 2_000
"""Chats whose buckets are kept: more than are written to while one refills. Those silent for
longest go first, and by then are full again."""
WAITING = 2
"""Messages of a group that may wait for their turn."""
AGAIN = 1.0
"""Seconds before something is sent again that has not arrived."""
LIMITED = frozenset({"sendMessage", "sendPhoto", "editMessageText"})
GUEST = "answerGuestQuery"
EDIT = "editMessageText"
_FAILED = ("internal server error", "bad gateway", "service unavailable")
"""What Telegram says, with 500, 502 and 503, when it has done nothing."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError)
"""What ends a request before it is complete."""

Result = bool | JSONDict | list[JSONDict]


class Stale(TelegramError):
    """A message was not sent, because it would have come too late."""

    def __init__(self) -> None:
        super().__init__("too many messages at once; this one would have come too late")


@dataclass(slots=True)
class _Chat:
    bucket: AsyncLimiter
    closed_until: float = 0.0
    """When a flood limit ends, in seconds of the event loop's clock."""


class Limiter(BaseRateLimiter[int]):
    """Limits what one process sends: all of a bot's, or its share among replicas."""

    def __init__(self) -> None:
        self._replicas = 1
        self._overall = AsyncLimiter(*OVERALL)
        self._chats: OrderedDict[object, _Chat] = OrderedDict()

    def share(self, replicas: int) -> None:
        """Keep to this replica's share: the limits are the bot's, however many serve it."""
        if replicas != self._replicas and replicas > 0:
            self._replicas = replicas
            self._overall = self._bucket(OVERALL)
            for name, chat in self._chats.items():
                chat.bucket = self._bucket(_limit(name))

    @property
    def within_patience(self) -> int:
        """How many messages can be sent in the time in which an answer is worth its place."""
        most, seconds = OVERALL
        return int(PATIENCE * most / seconds / self._replicas)

    def _bucket(self, limit: tuple[int, float]) -> AsyncLimiter:
        most, seconds = limit
        # A bucket must hold one message, so what is left over is taken from the time.
        held = max(most / self._replicas, 1.0)
        return AsyncLimiter(held, seconds * self._replicas * held / most)

    def has_room(self, name: int, before: int) -> bool:
        """Tell whether one more message to a chat, after `before` others, leaves few waiting."""
        beyond = before + 1 - WAITING
        if beyond <= 0:
            return True
        chat = self._chats.get(name)
        if chat is None:
            return beyond <= _limit(name)[0] / self._replicas
        return chat.closed_until <= now() and chat.bucket.has_capacity(beyond)

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """There is nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002  # the library hands it in
    ) -> Result:
        """Send a request when its turn has come.

        Raises:
            Stale: when its turn would come too late.
            RetryAfter: when Telegram asks for more patience than an answer is worth.
        """
        if endpoint not in LIMITED and endpoint != GUEST:
            return await callback(*args, **kwargs)
        chat = self._chat(data.get("chat_id")) if endpoint in LIMITED else None
        await self._turn(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as flood:
            wait = wait_of(flood).total_seconds()
            if chat is None:
                raise
            chat.closed_until = max(chat.closed_until, now() + wait)
            if wait > PATIENCE:
                raise
        except NetworkError as error:
            if not (_has_not_arrived(error) or _is_safe_twice(endpoint, error)):
                raise
            await asyncio.sleep(AGAIN)
        # A flood limit says that nothing was sent, so to send it again is no repetition either.
        await self._turn(chat)
        return await callback(*args, **kwargs)

    async def _turn(self, chat: _Chat | None) -> None:
        """Return once a chat may be written to; a request without a known chat does not wait."""
        if chat is None:
            return
        if chat.closed_until - now() > PATIENCE:
            raise Stale
        try:
            async with asyncio.timeout(PATIENCE):
                await chat.bucket.acquire()
                if (wait := chat.closed_until - now()) > 0:
                    await asyncio.sleep(wait)
        except TimeoutError:
            raise Stale from None
        await self._overall.acquire()

    def _chat(self, name: object) -> _Chat | None:
        """Return the state of a chat; None for a request without a chat."""
        if name is None:
            return None
        chat = self._chats.get(name)
        if chat is None:
            if len(self._chats) >= MOST:
                self._forget_one()
            chat = self._chats[name] = _Chat(self._bucket(_limit(name)))
        self._chats.move_to_end(name)
        return chat

    def _forget_one(self) -> None:
        """Forget the chat that was silent for longest, but none that is closed."""
        then = now()
        open_ = (name for name, chat in self._chats.items() if chat.closed_until <= then)
        if (name := next(open_, None)) is not None:
            del self._chats[name]


def _limit(chat: object) -> tuple[int, float]:
    """Return the limit of a chat: the ids of groups are below zero, names are of channels."""
    return PRIVATE if isinstance(chat, int) and chat > 0 else GROUP


def _has_not_arrived(error: NetworkError) -> bool:
    """Tell whether nothing can have been delivered: what may have been is not sent again."""
    return isinstance(error.__cause__, _NOT_SENT) or (
        type(error) is NetworkError and error.message.casefold().startswith(_FAILED)
    )


def _is_safe_twice(endpoint: str, error: NetworkError) -> bool:
    """Tell whether it may be done twice: an edit that has been made is not modified again."""
    return endpoint == EDIT and not isinstance(error, BadRequest)


def wait_of(flood: RetryAfter) -> timedelta:
    """Return how long to wait; the type depends on a setting of the library's own."""
    wait = flood.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
