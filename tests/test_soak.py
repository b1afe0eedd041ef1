"""`serve` under many updates of many people: it takes little memory, and no more with time.

`SOAK=100000` feeds that many. Seven of eight put no words into chats: the bot keeps to
Telegram's limits of sending here as well, which leaves the test some two hundred updates a second.

What grows at first is what is remembered on purpose, each up to a bound: readings and answers
(512), updates known to be done (10,000), people and groups (4,000), chats written to (2,000).
Memory is read at forty points. A leak shows in each interval between two of them, a table that is
made larger in one: so of a full run the middle increase of its last quarter is held against the
size of a small leak.
"""

import asyncio
import os
import random
import re
import string
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest
import yaml

from tests.serving import free_port
from tests.telegram import build
from tests.telegram.process import CONNECTIONS, PATIENCE, delivered, ready, replica
from tests.telegram.server import Server, serving
from tests.telegram.wire import Answer, Raw, Telegram

UPDATES = int(os.environ.get("SOAK", "400"))
POINTS = 40
MOST_AT_START = 155.0
"""MiB after the start."""
MOST = 190.0
"""MiB however long it runs, with all that is remembered on purpose."""
LEAK = 100
"""Bytes that each update would leave behind: an entry of a dict with its key."""
FULL = 100_000
"""Updates after whose first three quarters all that is remembered is at its bound."""
REGULARS = 1_000
"""People who come back; all others ask once and are never seen again."""
GROUPS = 300
REMEMBERED = 20_000
"""Messages and chats that our Telegram remembers, so that it does not grow itself."""
KNOWLEDGE = Path(__file__).parent / "knowledge"
PROC = Path("/proc")


class Latest(OrderedDict[Any, Raw]):
    """Keeps what was put last."""

    def __setitem__(self, key: object, value: Raw) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        while len(self) > REMEMBERED:
            self.popitem(last=False)


@dataclass
class Forgetful(Telegram):
    """Counts the calls and forgets them, and all but the latest messages and chats."""

    messages: dict[tuple[int, int], Raw] = field(default_factory=Latest)
    chats: dict[int, Raw] = field(default_factory=Latest)
    inline: dict[str, Raw] = field(default_factory=Latest)
    methods: Counter[str] = field(default_factory=Counter)

    def call(self, method: str, params: Raw) -> Answer:
        """Return status and body for one request."""
        status, body = super().call(method, params)
        self.methods[method if status == 200 else f"{method} refused"] += 1
        self.calls.clear()
        return status, body


class Crowd:
    """People who write, press and chat: each update is made when it is wanted."""

    def __init__(self, telegram: Forgetful, chance: random.Random) -> None:
        self.telegram = telegram
        self.chance = chance
        self.asked = list(_texts("q", "*questions.yaml"))
        self.ads = list(_texts("text", "ads.yaml"))
        self.newcomers = count(10_000_000)
        self.kinds: dict[Callable[[], Raw], int] = {
            self.chatter: 38,
            self.guest: 20,
            self.inline: 20,
            self.other: 8,
            self.alone: 6,
            self.press: 3,
            self.in_group: 2,
            self.edit: 2,
            self.ad: 1,
        }

    def updates(self, number: int) -> Iterator[Raw]:
        """Yield so many updates, fifty in a second of their time."""
        kinds, weights = list(self.kinds), list(self.kinds.values())
        for at in range(number):
            self.telegram.now = build.DATE + at // 50
            (kind,) = self.chance.choices(kinds, weights)
            yield build.update(**kind())

    def chatter(self) -> Raw:
        """What people in a group say to one another; every fifth group is never seen again."""
        return {"message": self._message(self._words(8), self._group(new=0.2), self._person(0.5))}

    def inline(self) -> Raw:
        """Words typed behind the bot's name."""
        return {"inline_query": build.inline_query(self._question(), sender=self._person(0.5))}

    def guest(self) -> Raw:
        """A question in a chat in which the bot is no member."""
        called = build.guest(
            f"@Rolewise_Bot {self._question()}",
            chat=self._group(new=1),
            sender=self._person(1),
            date=self.telegram.now,
        )
        return {"guest_message": called}

    def other(self) -> Raw:
        """What is no text, and what no bot of this version knows."""
        person = self._person(0.5)
        return self.chance.choice(
            [
                {"message": self._message(None, _private(person), person, dice=_DICE)},
                {"message": self._message(None, self._group(new=0), person, new_chat_title="x")},
                {"my_chat_member": build.membership("member", "left", chat=self._group(new=0.5))},
                {"callback_query": build.press("q0:an older bot's", None, sender=person)},
                {f"unheard_of_{self._word()}": {"id": self._word()}},
            ]
        )

    def alone(self) -> Raw:
        """A question in a private chat, a follow-up as often as not."""
        person = self._person(0.1)
        text = self._question() if self.chance.random() < 0.6 else self.chance.choice(_FOLLOW_UPS)
        return {"message": self._message(text, _private(person), person)}

    def press(self) -> Raw:
        """A press of a button under one of the latest messages of the bot."""
        latest = islice(reversed(self.telegram.messages.values()), 1000)
        with_buttons = [message for message in latest if "reply_markup" in message]
        if not with_buttons:
            return self.alone()
        under = self.chance.choice(with_buttons)
        rows = under["reply_markup"]["inline_keyboard"]
        data = [one["callback_data"] for row in rows for one in row if "callback_data" in one]
        pressed = self.chance.choice(data or ["q1:DE tools"])
        return {"callback_query": build.press(pressed, under, sender=self._person(0.1))}

    def in_group(self) -> Raw:
        """A question to the bot in a group."""
        text = f"/ask {self._question()}"
        return {"message": self._message(text, self._group(new=0.1), self._person(0.1))}

    def edit(self) -> Raw:
        """A question that is put otherwise."""
        person = self._person(0.1)
        first = self._message(self._question(), _private(person), person)
        return {"edited_message": build.edited(first, self._question())}

    def ad(self) -> Raw:
        """A job ad."""
        person = self._person(0.1)
        text = f"/ad {self.chance.choice(self.ads)[:3000]} {self._words(5)}"
        return {"message": self._message(text, _private(person), person)}

    def _question(self) -> str:
        """Return words that the bot is asked with: half of them nobody has used before."""
        question = self.chance.choice(self.asked)
        if self.chance.random() < 0.5:
            words = question.split()
            words.insert(self.chance.randrange(len(words) + 1), self._word())
            question = " ".join(words)
        return question[:250]

    def _message(self, text: str | None, chat: Raw, sender: Raw, **more: object) -> Raw:
        return build.message(text, chat=chat, sender=sender, date=self.telegram.now, **more)

    def _person(self, new: float) -> Raw:
        known = 1000 + self.chance.randrange(REGULARS)
        name = next(self.newcomers) if self.chance.random() < new else known
        return {"id": name, "is_bot": False, "first_name": f"A{name}"}

    def _group(self, new: float) -> Raw:
        known = 1 + self.chance.randrange(GROUPS)
        name = next(self.newcomers) if self.chance.random() < new else known
        return {"id": -name, "type": "group", "title": f"G{name}"}

    def _words(self, number: int) -> str:
        return " ".join(self._word() for _ in range(number))

    def _word(self) -> str:
        return "".join(self.chance.choices(string.ascii_lowercase, k=self.chance.randint(3, 10)))


_DICE = {"emoji": "🎲", "value": 3}
_FOLLOW_UPS = (
    "and education?",
    "why?",
    "everything else?",
    "sources",
    "what about DSE?",
    "thanks",
)


def _private(person: Raw) -> Raw:
    return {"id": person["id"], "type": "private", "first_name": person["first_name"]}


def _texts(name: str, pattern: str) -> Iterator[str]:
    for file in sorted(KNOWLEDGE.rglob(pattern)):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if name in entry:
                yield entry[name]


def _memory(process: int) -> float:
    """Return the MiB that a process holds."""
    status = (PROC / str(process) / "status").read_text(encoding="ascii")
    (kib,) = re.findall(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kib) / 1024


def _growth(held: list[float], updates: int) -> float:
    """Return the bytes that an update leaves behind, by the last quarter of the points."""
    increases = [later - earlier for earlier, later in pairwise(held)]
    return median(increases[-POINTS // 4 :]) * 2**20 / (updates / POINTS)


async def _feed(
    client: httpx.AsyncClient, server: Server, port: int, crowd: Crowd, look: Callable[[int], None]
) -> int:
    """Deliver all updates, look at each of the points, and return how many were taken."""
    updates = crowd.updates(UPDATES)
    taken = 0

    async def connection() -> None:
        nonlocal taken
        while True:
            with server.changed:
                update = next(updates, None)
                if update is None:
                    return
                server.telegram.receive(update)
            if not await delivered(client, port, update):
                return
            taken += 1
            if taken % (UPDATES // POINTS) == 0:
                look(taken)

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return taken


@pytest.mark.skipif(not (PROC / "self" / "status").exists(), reason="needs Linux's /proc")
async def test_soak(tmp_path: Path) -> None:
    """After the start and after many updates the program takes little memory, and no more."""
    telegram = Forgetful()
    crowd = Crowd(telegram, random.Random(7))  # noqa: S311  # no secret hangs on it
    port = free_port()
    held: list[float] = []
    store = f"sqlite:///{tmp_path}/rolewise.db"
    with serving(telegram) as server, replica(port, server.url, store, tmp_path) as process:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            await ready(client, port)
            start = _memory(process.pid)

            def look(taken: int) -> None:
                held.append(_memory(process.pid))
                print(f"{taken} updates: {held[-1]:.1f} MiB", flush=True)

            print(f"start: {start:.1f} MiB", flush=True)
            taken = await _feed(client, server, port, crowd, look)
    print(dict(telegram.methods))

    assert UPDATES == taken
    assert [] == telegram.breaches
    assert start <= MOST_AT_START
    assert max(held) <= MOST
    assert UPDATES < FULL or _growth(held, UPDATES) <= LEAK


@pytest.mark.parametrize(
    ("bytes_each", "step", "leaks"), [(0, 0, False), (20, 3, False), (200, 0, True)]
)
def test_growth(bytes_each: int, step: float, leaks: bool) -> None:
    """What each update leaves behind is told from a table that is made larger once."""
    each = bytes_each * FULL / POINTS / 2**20
    held = [100 + at * each + (step if at > POINTS - 5 else 0) for at in range(POINTS)]

    assert leaks == (_growth(held, FULL) > LEAK)
