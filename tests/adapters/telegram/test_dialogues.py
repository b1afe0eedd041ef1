"""Labelled dialogues, played through the whole bot: the wire changes no reading."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.engine.advisor import Advisor
from bot.engine.reading import Reading
from bot.evaluation import evaluate
from bot.files import packaged, questions
from bot.files.questions import Dialogue, Turn, read_questions
from bot.stores import Kept
from bot.stores.memory import MemoryStore
from tests.telegram.build import DATE, FORUM, GROUP, PRIVATE, edited, in_topic, message, update
from tests.telegram.clock import VirtualLoop
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Call, Raw, Telegram, Wire

TALKS = packaged() / questions.FOLDER / "talks"
FILES = (
    TALKS / "groups.yaml",
    TALKS / "private.yaml",
    Path(__file__).parents[2] / "knowledge" / "unseen" / "dialogues.yaml",
)
HANDLE = "CareerBot"
"""What the dialogues call the bot."""
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LISTS = ("roles", "sections", "items")


class Watched(MemoryStore):
    """A store that counts how often something was put into it."""

    puts = 0

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        self.puts += 1
        await super().put(entries, at, since)

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        self.puts += 1
        await super().count(name, key, at, asker)


@dataclass(frozen=True)
class Played:
    """What the bot did on one turn of a dialogue."""

    dialogue: str
    number: int
    turn: Turn
    log: Sequence[Mapping[str, Any]]
    """Its lines in the log."""
    calls: Sequence[Call]
    """All that it asked of Telegram."""
    puts: int
    """How often something was stored."""
    alone: Reading | None
    """How the engine reads the same turn without Telegram."""

    @property
    def name(self) -> str:
        """What a failing test calls it."""
        return f"{self.dialogue} {self.number}: {self.turn.says}"

    @property
    def reading(self) -> Reading | None:
        """What was understood, by the log; None where nothing was answered."""
        for line in self.log:
            if line["event"] == "answered":
                roles, sections, items = (tuple(line[name]) for name in LISTS)
                return Reading(line["kind"], roles, sections, items)
        return None


@dataclass
class Player:
    """Plays one dialogue as the updates of a chat."""

    dialogue: Dialogue
    conversation: Conversation
    said: dict[int, Raw] = field(default_factory=dict)
    """Turn -> the message that people see of it."""
    answers: dict[int, Raw] = field(default_factory=dict)
    """Turn -> the bot's message that answers it."""

    @property
    def telegram(self) -> Telegram:
        return self.conversation.telegram

    async def play(self, turn: Turn) -> int:
        """Play one more turn, and return its number."""
        number = len(self.said) + 1
        gap = turn.gap or "1m"
        passed = timedelta(**{UNITS[gap[-1]]: int(gap[:-1])})
        self.telegram.now += int(passed.total_seconds())
        said = self.said[number] = self._message(turn)
        content = {"edited_message" if turn.edits else "message": said}
        for shown in await self.conversation.feed(update(**content)):
            self.answers[number] = shown.result
        return number

    def _message(self, turn: Turn) -> Raw:
        now = self.telegram.now
        if turn.edits:
            return edited(self.said[turn.edits], turn.says, edit_date=now)
        people = [*dict.fromkeys(one.user for one in self.dialogue.turns)]
        person = {"id": 7 + people.index(turn.user), "is_bot": False, "first_name": turn.user}
        fields: Raw = {"message_id": self.telegram.next_id(), "date": now, "sender": person}
        if turn.quotes:
            fields["reply_to_message"] = self.said[turn.quotes]
        if turn.to.startswith("reply:"):
            fields["reply_to_message"] = self.answers[int(turn.to.removeprefix("reply:"))]
        if turn.thread:
            # Opened by the bot, and yet what is said there is no reply to it.
            return in_topic(10 + turn.thread, turn.says, opener=self.telegram.me, **fields)
        forum = any(other.thread for other in self.dialogue.turns)
        chat = {**PRIVATE, "id": person["id"]}
        if self.dialogue.chat == "group":
            chat = FORUM if forum else GROUP
        return message(turn.says, chat=chat, **fields)


async def _play(dialogue: Dialogue, advisor: Advisor, telegram: Telegram) -> list[Played]:
    """Return what happened on each turn, in a bot that has heard nothing before."""
    store = Watched(timedelta(days=30))
    application = build(Talk(advisor, store), "42:x", "https://telegram.invalid", Wire(telegram))
    alone = evaluate([dialogue], advisor).outcomes
    played = []
    async with application:
        player = Player(dialogue, Conversation(application, telegram, store))
        for outcome in alone:
            telegram.calls.clear()
            puts = store.puts
            with structlog.testing.capture_logs() as log:
                number = await player.play(outcome.turn)
            did = (log, [*telegram.calls], store.puts - puts)
            played.append(Played(dialogue.id, number, outcome.turn, *did, outcome.got))
    return played


@pytest.fixture(name="played", scope="module")
def _played(advisor: Advisor) -> list[Played]:
    """Return all turns of all files, each dialogue in a chat of its own."""
    played = []
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        for dialogue in (one for path in FILES for one in read_questions(path)):
            telegram = Telegram(now=DATE)
            telegram.me |= {"username": HANDLE, "can_read_all_group_messages": True}
            played += runner.run(_play(dialogue, advisor, telegram))
            assert telegram.breaches == []
    return played


def test_silence(played: list[Played]) -> None:
    """Of what people say to one another nothing is answered, sent or stored."""
    silent = [one for one in played if one.turn.silent]

    assert silent
    for one in silent:
        assert (one.name, one.calls, one.puts) == (one.name, [], 0)


def test_one_line_and_one_answer(played: list[Played]) -> None:
    """Each turn has its one line in the log, and each question is answered once.

    The answer to an edited question takes the place of the one before.
    """
    answered = set()
    for one in played:
        if one.turn.silent or (one.turn.quiet and not one.calls):
            methods = []
        elif (one.dialogue, one.turn.edits) in answered:
            methods = ["editMessageText"]
        else:
            methods = ["sendMessage"]
        answered |= {(one.dialogue, one.number)} if methods else set()
        # Further messages are pages of the same answer; the buttons are on the last.
        pages = one.calls[1:] if methods else []
        assert (one.name, methods) == (one.name, [call.method for call in one.calls[:1]])
        assert not any(call.buttons for call in one.calls[:-1])
        assert ["sendMessage"] * len(pages) == [call.method for call in pages]
        assert (one.name, 1) == (one.name, len(one.log))


def test_the_wire_changes_no_reading(played: list[Played]) -> None:
    """Through chats, topics, replies and edits a turn is read as the engine alone reads it."""
    differ = {
        one.name: (one.reading, one.alone)
        for one in played
        if _shape(one.reading) != _shape(one.alone) and not (one.turn.quiet and not one.calls)
    }

    assert {} == differ


def _shape(reading: Reading | None) -> object:
    """Return what is understood; which roles an ad describes is told by its answer alone."""
    if reading and reading.ad:
        reading = reading.with_(roles=())
    return reading and (reading.kind, reading.roles, reading.sections, reading.items)
