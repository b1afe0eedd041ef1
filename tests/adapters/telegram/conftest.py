"""The bot on the offline wire, built by the function that the service uses."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog

from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.engine.advisor import Advisor
from bot.files import load, packaged
from bot.stores.memory import MemoryStore
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram, Wire


@pytest.fixture(name="advisor", scope="session")
def _advisor() -> Advisor:
    return Advisor(load(packaged()))


@pytest.fixture(name="telegram")
def _telegram() -> Iterator[Telegram]:
    telegram = Telegram()
    yield telegram
    assert telegram.breaches == []


@pytest.fixture(name="pauses")
def _pauses() -> list[float]:
    """The pauses that the bot made, in seconds; nobody really waits."""
    return []


@pytest.fixture(name="talk")
def _talk(advisor: Advisor, pauses: list[float]) -> Talk:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    return Talk(advisor, MemoryStore(timedelta(days=30)), Post(pause))


@pytest.fixture(name="conversation")
async def _conversation(talk: Talk, telegram: Telegram) -> AsyncIterator[Conversation]:
    application = build(talk, "42:x", "https://telegram.invalid", Wire(telegram))
    await application.initialize()
    telegram.calls.clear()
    yield Conversation(application, telegram, talk.store)
    await application.shutdown()


@pytest.fixture(name="log")
def _log() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines
