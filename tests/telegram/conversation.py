"""A conversation with the whole bot over the offline wire."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update

from bot.adapters.telegram.wiring import Bot
from bot.stores import Store
from tests.telegram import build
from tests.telegram.wire import Call, Raw, Telegram


@dataclass
class Conversation:
    """Feeds updates to the bot and returns what it showed."""

    application: Bot = field(repr=False)
    telegram: Telegram = field(repr=False)
    store: Store = field(repr=False)

    async def feed(self, *updates: Raw) -> list[Call]:
        """Return what the bot sent or edited while it had these updates, all at once, in hand."""
        before = len(self.telegram.sent())
        await asyncio.gather(*(self._process(update) for update in updates))
        return self.telegram.sent()[before:]

    async def says(self, text: str | None, **more: Any) -> list[Call]:
        """Return what the bot shows when somebody writes this."""
        return await self.feed(build.update(message=build.message(text, **more)))

    async def gets(self, text: str | None, **more: Any) -> Call:
        """Return the one reply that somebody gets who writes this."""
        (call,) = await self.says(text, **more)
        return call

    async def offered(self, typed: str, **more: Any) -> list[Raw]:
        """Return the results that somebody is offered who types this behind the bot's name."""
        await self.feed(build.update(inline_query=build.inline_query(typed, **more)))
        call = self.telegram.calls[-1]
        assert call.method == "answerInlineQuery"
        assert call.result
        results: list[Raw] = call.params["results"]
        return results

    async def calls_in(self, text: str, **more: Any) -> Call:
        """Return the one answer for whoever calls the bot into a chat as a guest."""
        (call,) = await self.feed(build.update(guest_message=build.guest(text, **more)))
        assert call.method == "answerGuestQuery"
        return call

    async def presses(self, button: str, under: Call, **more: Any) -> list[Call]:
        """Return what the bot shows when somebody presses the button with this label."""
        (data,) = [one["callback_data"] for one in under.buttons if one["text"] == button]
        return await self.feed(
            build.update(callback_query=build.press(data, under.result, **more))
        )

    async def _process(self, raw: Raw) -> None:
        self.telegram.receive(raw)
        update = Update.de_json(raw, self.application.bot)
        processing = self.application.process_update(update)
        await self.application.update_processor.process_update(update, processing)


Told = Callable[[str], str]
"""What a question is answered with first, when it is asked alone."""
Start = Callable[[], Awaitable[Conversation]]
"""Starts the whole bot, anew each time."""
