"""Two replicas behind a webhook on one Redis, one of them killed on the way.

`REPLICAS=500x10` runs it at full size: 500 conversations of ten updates each.
"""

import asyncio
import os
import random
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question
from bot.files import packaged
from bot.files.cache import load
from tests import redis_server
from tests.serving import free_port
from tests.telegram import build
from tests.telegram.process import CONNECTIONS, PATIENCE, delivered, ready, replica
from tests.telegram.server import serving
from tests.telegram.wire import Raw, Telegram

CONVERSATIONS, UPDATES = map(int, os.environ.get("REPLICAS", "12x4").split("x"))
SECTIONS = (
    "tools", "education", "skills", "industries", "outlook", "salary", "tips",
    "responsibilities", "definition", "vs DA",
)  # fmt: skip


class Deliverer:
    """Delivers as Telegram does: one at a time for each chat, again until it is acknowledged."""

    def __init__(self, ports: list[int], chance: random.Random) -> None:
        self.ports = ports
        self.chance = chance
        self.acknowledged = 0
        self.enough = asyncio.Event()
        """A third is done."""
        self.connections = asyncio.Semaphore(CONNECTIONS)
        self.in_hand: Counter[int] = Counter()
        """Port -> updates that it has got and not acknowledged."""

    async def converse(self, client: httpx.AsyncClient, updates: list[Raw]) -> None:
        """Deliver the updates of one chat in their order."""
        for update in updates:
            while not await self._delivered(client, update):  # noqa: ASYNC110  # as Telegram does
                await asyncio.sleep(0.05)
            self.acknowledged += 1
            if self.acknowledged == CONVERSATIONS * UPDATES // 3:
                self.enough.set()

    async def _delivered(self, client: httpx.AsyncClient, update: Raw) -> bool:
        async with self.connections:
            return await self._sent(client, self.chance.choice(self.ports), update)

    async def _sent(self, client: httpx.AsyncClient, port: int, update: Raw) -> bool:
        self.in_hand[port] += 1
        try:
            return await delivered(client, port, update)
        finally:
            self.in_hand[port] -= 1


def _talks(telegram: Telegram) -> list[list[Raw]]:
    talks = []
    for number in range(CONVERSATIONS):
        person = {"id": 1000 + number, "is_bot": False, "first_name": "A"}
        chat = {"id": person["id"], "type": "private", "first_name": "A"}
        talk = [
            build.update(message=build.message(f"DE {section}", chat=chat, sender=person))
            for section in SECTIONS[:UPDATES]
        ]
        for update in talk:
            telegram.receive(update)
        talks.append(talk)
    return talks


def _firsts(knowledge: Knowledge) -> list[str]:
    """Return what the answer to each question says first."""
    advisor = Advisor(knowledge)
    answers = [
        advisor.answer(advisor.read(Question(f"DE {section}"))[0])
        for section in SECTIONS[:UPDATES]
    ]
    return [answer.verdict or answer.title for answer in answers]


@pytest.mark.skipif(redis_server.PROGRAM is None, reason="needs a Redis server")
async def test_two_replicas(tmp_path: Path) -> None:
    """Every update is answered, in order; twice at most what was in hand at the kill."""
    telegram = Telegram()
    talks = _talks(telegram)
    # The replicas find it proved already: that takes longer than all else here.
    knowledge = load(packaged(), tmp_path / "rolewise" / "knowledge.cache")
    ports = [free_port(), free_port()]
    chance = random.Random(7)  # noqa: S311  # no secret hangs on it
    with ExitStack() as stack:
        redis = stack.enter_context(redis_server.running())
        server = stack.enter_context(serving(telegram))
        replicas = [
            stack.enter_context(replica(port, server.url, redis.url, tmp_path)) for port in ports
        ]
        async with httpx.AsyncClient(timeout=PATIENCE, limits=httpx.Limits()) as client:
            deliverer = Deliverer(ports, chance)
            await asyncio.gather(*(ready(client, port) for port in ports))
            work = asyncio.gather(*(deliverer.converse(client, talk) for talk in talks))
            await deliverer.enough.wait()
            replicas[0].kill()
            in_hand = deliverer.in_hand[ports.pop(0)]
            await work

    told: dict[int, list[int]] = defaultdict(list)
    firsts = _firsts(knowledge)
    for call in telegram.sent():
        first, answers = call.text.partition("\n")[0], told[call.params["chat_id"]]
        # An update answered before the kill and kept in its talk is told something else again.
        answers.append(firsts.index(first) if first in firsts else answers[-1])
    twice = sum(len(answers) - len(set(answers)) for answers in told.values())

    assert CONVERSATIONS * UPDATES == deliverer.acknowledged
    lacking = {chat: answers for chat, answers in told.items() if len(set(answers)) < UPDATES}
    assert {} == lacking
    assert CONVERSATIONS == len(told)
    assert all(answers == sorted(answers) for answers in told.values())
    assert twice <= in_hand
    print(f"{deliverer.acknowledged} updates, {twice} answered twice")
