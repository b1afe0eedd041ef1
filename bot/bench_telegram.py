"""Updates per second through the whole application, over a fake network.

For comparison, a bare echo bot of the same library handles the same updates in the same run: the
share of its speed that Rolewise reaches depends little on the machine.
"""

import asyncio
import gc
import json
import random
import resource
import time
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, permutations
from typing import Any, NoReturn

import structlog
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from bot import heap
from bot.adapters.telegram.keyboard import QUESTION
from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.posts import REMEMBERED
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import Bot, build
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.stores.memory import MemoryStore

Raw = dict[str, Any]

TOKEN = "42:made-up"  # leads nowhere
ME: Raw = {"id": 42, "is_bot": True, "first_name": "Rolewise", "username": "rolewise_bot"}
DATE = 1_790_000_000
SEED = 7
UPDATES = 5000
WARM_UP = 1000
"""Updates at the beginning that are not timed."""
ROUNDS = 3
PEOPLE = 500
POPULAR = 200
"""Different questions in a day; their frequencies follow Zipf's law."""
CHATTER = (
    "good morning everybody",
    "has anybody seen the new release? it looks great",
    "lol",
    "I will be ten minutes late, start without me",
    "the build is green again, thanks for the review",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """Updates per second of both bots on the same updates; the best of several rounds."""

    name: str
    echo: float
    ours: float

    @property
    def share(self) -> float:
        """Our speed as a share of the bare bot's."""
        return self.ours / self.echo


class Unlimited(Limiter):
    """The rate limiter with its work but without its waits."""

    async def _turn(self, chat: object) -> None:
        """Let everybody through."""


class Wire(BaseRequest):
    """Plays Telegram as fast as possible: every message arrives."""

    def __init__(self) -> None:
        self._ids = count(1)

    @property
    def read_timeout(self) -> float:
        """Nothing is waited for."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Return a message for what is sent or edited, and "true" for all else."""
        del method
        name = url.rsplit("/", 1)[1]
        result: Raw | bool = True
        if name == "getMe":
            result = ME
        elif name in {"sendMessage", "editMessageText"} and request_data:
            chat = {"id": int(request_data.json_parameters["chat_id"]), "type": "private"}
            result = {"message_id": next(self._ids), "date": DATE, "chat": chat, "text": "x"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def speeds(knowledge: Knowledge) -> Iterator[Speed]:
    """Yield the speed on new questions, on popular ones, and on the mix of a busy day."""
    chance = random.Random(SEED)  # noqa: S311  # no secret hangs on it
    for name, updates in {
        "every question new": list(_new_questions(knowledge, chance)),
        "popular questions": list(_popular(knowledge, chance)),
        "a busy day: six of ten are chatter in groups": list(_busy_day(knowledge, chance)),
    }.items():
        yield asyncio.run(_measure(name, updates, knowledge))


def memory(knowledge: Knowledge, sizes: Sequence[int]) -> list[tuple[int, float]]:
    """Return, for each number of conversations, the peak MiB of the process up to then."""
    return asyncio.run(_memory(knowledge, sizes))


async def _measure(name: str, updates: Sequence[Raw], knowledge: Knowledge) -> Speed:
    quiet = structlog.get_config()
    structlog.configure(processors=[_drop])
    try:
        echo, ours = [], []
        for _ in range(ROUNDS):
            echo.append(await _run(_echo(), updates))
            ours.append(await _run(_ours(knowledge), updates))
    finally:
        structlog.configure(**quiet)
    return Speed(name, max(echo), max(ours))


def _drop(_: Any, __: str, ___: MutableMapping[str, Any]) -> NoReturn:
    """Drop the line: the benchmark writes no log."""
    raise structlog.DropEvent


async def _run(application: Bot, updates: Sequence[Raw]) -> float:
    """Return updates per second, from JSON to JSON, after the warm-up."""
    await application.initialize()
    await _feed(application, updates[:WARM_UP])
    heap.settle()  # as the service does
    begun = time.perf_counter()
    await _feed(application, updates[WARM_UP:])
    taken = time.perf_counter() - begun
    gc.unfreeze()
    await application.shutdown()
    return (len(updates) - WARM_UP) / taken


async def _feed(application: Bot, updates: Iterable[Raw]) -> None:
    for raw in updates:
        update = Update.de_json(raw, application.bot)
        await application.update_processor.process_update(
            update, application.process_update(update)
        )


async def _memory(knowledge: Knowledge, sizes: Sequence[int]) -> list[tuple[int, float]]:
    quiet = structlog.get_config()
    structlog.configure(processors=[_drop])
    application = _ours(knowledge)
    await application.initialize()
    allocated = []
    try:
        for person in range(max(sizes) + 1):
            if person in sizes:
                allocated.append(
                    (person, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
                )
            update = Update.de_json(_asked("MLE vs MLSE tools?", person, person), application.bot)
            await application.process_update(update)
    finally:
        structlog.configure(**quiet)
    return allocated


def _ours(knowledge: Knowledge) -> Bot:
    advisor = Advisor(knowledge, REMEMBERED)
    advisor.warm_up()
    talk = Talk(advisor, MemoryStore(timedelta(days=30)))
    return build(talk, TOKEN, "https://telegram.invalid", Wire(), Unlimited())


def _echo() -> Bot:
    async def echo(update: Update, _: Any) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    async def press(update: Update, _: Any) -> None:
        if update.callback_query and update.callback_query.data:
            await update.callback_query.answer()
            await update.callback_query.edit_message_text(update.callback_query.data)

    wire = Wire()
    application = (
        Application.builder().token(TOKEN).request(wire).get_updates_request(wire).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(press))
    return application


def _questions(knowledge: Knowledge) -> list[str]:
    """Return questions that are all different."""
    roles = [role.short for role in knowledge.roles.values()]
    sections = knowledge.offered
    alone = [f"what {section} for a {role}" for role in roles for section in sections]
    pairs = [f"{a} vs {b} {s}?" for a, b in permutations(roles, 2) for s in sections]
    return alone + pairs


def _new_questions(knowledge: Knowledge, chance: random.Random) -> Iterator[Raw]:
    every = _questions(knowledge)
    chance.shuffle(every)
    for number, question in enumerate(every[:UPDATES]):
        yield _asked(question, number, number % PEOPLE)


def _popular(knowledge: Knowledge, chance: random.Random) -> Iterator[Raw]:
    for number, question in enumerate(_by_zipf(knowledge, chance)):
        yield _asked(question, number, number % PEOPLE)


def _by_zipf(knowledge: Knowledge, chance: random.Random) -> list[str]:
    every = chance.sample(_questions(knowledge), POPULAR)
    return chance.choices(every, [1 / rank for rank in range(1, POPULAR + 1)], k=UPDATES)


def _busy_day(knowledge: Knowledge, chance: random.Random) -> Iterator[Raw]:
    """Yield the updates of a bot that reads along in groups: chatter, questions, presses."""
    for number, question in enumerate(_by_zipf(knowledge, chance)):
        person = number % PEOPLE
        kind = number % 10
        if kind < 6:
            yield _chatter(CHATTER[number % len(CHATTER)], number, person)
        elif kind < 9:
            yield _asked(question, number, person)
        else:
            yield _pressed(question, number, person)


def _person(number: int) -> Raw:
    return {"id": 7 + number, "is_bot": False, "first_name": "A"}


def _asked(question: str, number: int, person: int) -> Raw:
    sender = _person(person)
    chat = {"id": sender["id"], "type": "private", "first_name": "A"}
    return {"update_id": number, "message": _message(question, number, chat, sender)}


def _chatter(text: str, number: int, person: int) -> Raw:
    chat = {"id": -200, "type": "supergroup", "title": "Careers"}
    return {"update_id": number, "message": _message(text, number, chat, _person(person))}


def _pressed(question: str, number: int, person: int) -> Raw:
    sender = _person(person)
    chat = {"id": sender["id"], "type": "private", "first_name": "A"}
    query = {
        "id": str(number),
        "from": sender,
        "chat_instance": "1",
        "data": QUESTION + question,
        "message": _message("x", number, chat, ME),
    }
    return {"update_id": number, "callback_query": query}


def _message(text: str, number: int, chat: Raw, sender: Raw) -> Raw:
    return {
        "message_id": number + 1,
        "date": DATE + number,
        "chat": chat,
        "from": sender,
        "text": text,
    }
