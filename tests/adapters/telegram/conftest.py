"""The bot on the offline wire, built by the function that the service uses."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.telegram.posts import REMEMBERED
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.engine.advisor import Advisor
from bot.engine.reading import Question, Reading
from bot.engine.talk.context import EMPTY, Context
from bot.stores.memory import MemoryStore
from bot.stores.sqlite import SqliteStore
from tests.knowledge.packaged import advisor
from tests.telegram.build import ADMIN, DATE
from tests.telegram.clock import VirtualLoop
from tests.telegram.conversation import Conversation, Start, Told
from tests.telegram.wire import Telegram, Wire


class Stumbling(Advisor):
    """An advisor with a fault."""

    def read(self, question: Question, context: Context = EMPTY) -> tuple[Reading, Context]:
        if "stumble" in question.text:
            raise LookupError("a fault in the engine")
        return super().read(question, context)


@pytest.fixture(name="advisor", scope="session")
def _advisor() -> Advisor:
    return advisor()


@pytest.fixture(name="told")
def _told(advisor: Advisor) -> Told:
    """Return what a question is answered with first; more of it may not be shown."""

    def told(question: str) -> str:
        reading, _ = advisor.read(Question(question))
        answer = advisor.answer(reading.with_(again=False))
        return answer.verdict or answer.title

    return told


@pytest.fixture(name="telegram")
def _telegram() -> Iterator[Telegram]:
    telegram = Telegram()
    yield telegram
    assert telegram.breaches == []


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let time pass in the loop alone: nobody really waits."""
    return {"virtual": VirtualLoop}


@pytest.fixture(name="talk")
def _talk(advisor: Advisor) -> Talk:
    store = MemoryStore(timedelta(days=30))
    return Talk(advisor, store, admins=frozenset({ADMIN["id"]}), clock=_clock)


def _clock() -> datetime:
    return datetime.fromtimestamp(DATE, UTC)


@pytest.fixture(name="conversation")
async def _conversation(talk: Talk, telegram: Telegram) -> AsyncIterator[Conversation]:
    application = build(talk, "42:x", "https://telegram.invalid", Wire(telegram))
    await application.initialize()
    telegram.calls.clear()
    yield Conversation(application, telegram, talk.store)
    await application.shutdown()


@pytest.fixture(name="stumbling")
async def _stumbling(talk: Talk, advisor: Advisor, telegram: Telegram) -> Conversation:
    faulty = Stumbling(advisor.knowledge)
    store = MemoryStore(timedelta(days=1))
    application = build(
        replace(talk, advisor=faulty, store=store), "42:x", "https://x.invalid", Wire(telegram)
    )
    await application.initialize()
    return Conversation(application, telegram, store)


@pytest.fixture(name="start")
async def _start(advisor: Advisor, telegram: Telegram, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts the whole bot anew on the same file, after the one before has stopped."""
    running: list[Conversation] = []

    async def stop() -> None:
        for one in running:
            await one.application.shutdown()
            await one.store.close()
        running.clear()

    async def start() -> Conversation:
        await stop()
        store = await SqliteStore.open(tmp_path / "store.db", timedelta(days=30))
        # As the service has it: with all that is remembered.
        talk = Talk(Advisor(advisor.knowledge, REMEMBERED), store, clock=_clock)
        application = build(talk, "42:x", "https://telegram.invalid", Wire(telegram))
        await application.initialize()
        running.append(Conversation(application, telegram, store))
        return running[0]

    yield start
    await stop()
