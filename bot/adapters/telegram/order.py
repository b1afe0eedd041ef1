"""Order: the updates of one person in one chat one after another, all others at the same time.

A busy group must not block others: it may have as many updates in progress as it may be written
to at once, and two that wait. The rest is refused, and its askers are told so
at once.

With a store that replicas share, one conversation's updates take turns across them all; and an
update that was handled once is not handled again by any replica. If that
store fails, order is kept within this process.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from weakref import WeakValueDictionary

from telegram import Update

from bot.adapters.telegram import journal
from bot.adapters.telegram.limiter import Limiter
from bot.stores import Shared

REMEMBERED = 10_000
"""The latest updates remembered as handled."""

Work = Callable[[], Awaitable[None]]
Conversation = tuple[int, int]
"""Chat and sender."""


class Order:
    """A queue for each conversation; empty queues vanish."""

    def __init__(self, limiter: Limiter, shared: Shared | None = None) -> None:
        self.lines: WeakValueDictionary[Conversation, asyncio.Lock] = WeakValueDictionary()
        self._limiter = limiter
        self._shared = shared
        self._in_hand: Counter[int] = Counter()
        """Chat -> the number of its updates that are waiting or in progress."""
        self._done: OrderedDict[int, None] = OrderedDict()

    def has_room(self, chat: int) -> bool:
        """Tell whether one more update of a group can be answered soon."""
        return self._limiter.has_room(chat, self._in_hand[chat])

    async def take(self, update: Update, work: Work) -> None:
        """Do what an update asks for when those before it in its conversation are done."""
        conversation = _conversation(update)
        if conversation is None:
            return await work()
        with self.in_hand(conversation[0]):
            async with self.lines.setdefault(conversation, asyncio.Lock()):
                await self._with_others(conversation, update, work)

    @contextmanager
    def in_hand(self, chat: int) -> Iterator[None]:
        """Count what the block does for a chat among its updates in progress."""
        self._in_hand[chat] += 1
        try:
            yield
        finally:
            self._in_hand[chat] -= 1
            if not self._in_hand[chat]:
                del self._in_hand[chat]

    async def _with_others(self, conversation: Conversation, update: Update, work: Work) -> None:
        """Do it when the other replicas have done theirs of the conversation, and only once."""
        async with AsyncExitStack() as stack:
            if self._shared:
                await self._take_turn(stack, self._shared, conversation)
            if await self._is_done(update.update_id):
                return journal.duplicate(update)
            try:
                await work()
            except Exception:
                await self._finish(update.update_id)
                raise
            await self._finish(update.update_id)

    async def _take_turn(
        self, stack: AsyncExitStack, shared: Shared, conversation: Conversation
    ) -> None:
        chat, sender = conversation
        try:
            await stack.enter_async_context(shared.turn(f"{chat}:{sender}"))
        except Exception as error:
            journal.store_failed(error)

    async def _is_done(self, update_id: int) -> bool:
        try:
            return update_id in self._done or bool(
                self._shared and await self._shared.done(update_id)
            )
        except Exception as error:
            journal.store_failed(error)
            return False

    async def _finish(self, update_id: int) -> None:
        self._done[update_id] = None
        if len(self._done) > REMEMBERED:
            self._done.popitem(last=False)
        try:
            if self._shared:
                await self._shared.finish(update_id)
        except Exception as error:
            journal.store_failed(error)


def _conversation(update: Update) -> Conversation | None:
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id, sender.id) if chat and sender else None
