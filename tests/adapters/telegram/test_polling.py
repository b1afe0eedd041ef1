"""Fetching updates."""

import asyncio
from typing import Any, NoReturn

import pytest
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut

from bot.adapters.telegram.limiter import Limiter
from bot.adapters.telegram.polling import (
    APART,
    BREATH,
    CONFLICTS,
    HANDOVER,
    SETTLED,
    WAIT,
    poll,
)
from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import Bot, build
from tests.telegram.build import message, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Raw, Telegram, Wire

CONFLICT = (409, {"ok": False, "description": "Conflict: terminated by other getUpdates request"})
REVOKED = (401, {"ok": False, "description": "Unauthorized"})


class Stop(Exception):
    """Ends the polling of a test."""


class Beats:
    """Counts the beats, and stops at one of them."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self.last = last

    def __call__(self) -> None:
        self.count += 1
        if self.count == self.last:
            raise Stop


async def _no_pause(seconds: float) -> NoReturn:
    raise AssertionError(f"a pause of {seconds} s")


def _polls(telegram: Telegram) -> list[dict[str, object]]:
    return [call.params for call in telegram.calls if call.method == "getUpdates"]


def _fetched(conversation: Conversation) -> list[str | None]:
    """Return the texts of the messages that were fetched."""
    queue = conversation.application.update_queue
    fetched = [queue.get_nowait() for _ in range(queue.qsize())]
    messages = [one.effective_message for one in fetched if isinstance(one, Update)]
    return [one.text for one in messages if one]


async def test_fetches_once(conversation: Conversation, telegram: Telegram) -> None:
    """Each update is fetched once, in order, and confirmed by the next request."""
    telegram.updates = [update(message=message(text)) for text in ("one", "two")]
    last = telegram.updates[-1]["update_id"]

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(2), _no_pause)

    assert ["one", "two"] == _fetched(conversation)
    assert last + 1 == _polls(telegram)[1]["offset"]
    assert all("message" in str(one["allowed_updates"]) for one in _polls(telegram))


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"message_id": 1}},
        {"message": {**message("x"), "chat": {"id": 7}}},
        {"callback_query": {"id": "1"}},
        {"inline_query": "mle"},
    ],
)
async def test_unreadable(
    conversation: Conversation, telegram: Telegram, log: list[Any], content: Raw
) -> None:
    """An update that the library cannot read is passed over, and spoils none beside it."""
    telegram.updates = [
        update(message=message("one")),
        update(**content),
        update(message=message("two")),
    ]
    unreadable, last = (one["update_id"] for one in telegram.updates[1:])

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(2), _no_pause)

    assert ["one", "two"] == _fetched(conversation)
    assert last + 1 == _polls(telegram)[1]["offset"]
    assert [("unreadable", unreadable)] == [(line["event"], line["update_id"]) for line in log]


async def test_of_a_kind_not_known(conversation: Conversation, telegram: Telegram) -> None:
    """An update of a kind that the library does not know yet is no fault."""
    telegram.updates = [update(subscription={"id": "1"}), update(message=message("one"))]

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(2), _no_pause)

    assert ["one"] == _fetched(conversation)


async def test_confirms_at_the_end(conversation: Conversation, telegram: Telegram) -> None:
    """What was fetched is confirmed when the polling ends, so that it comes no second time."""
    telegram.updates = [update(message=message("one"))]

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(2), _no_pause)

    assert _polls(telegram)[-1]["timeout"] == 0
    assert telegram.updates == []


async def test_revoked(conversation: Conversation, telegram: Telegram) -> None:
    """A revoked token ends the polling without one more request."""
    telegram.faults["getUpdates"].append(REVOKED)

    with pytest.raises(InvalidToken):
        await poll(conversation.application, Beats(1), _no_pause)

    assert len(_polls(telegram)) == 1


async def test_newcomer_goes(conversation: Conversation, telegram: Telegram) -> None:
    """Whoever finds another poller bears it a few times, and then leaves the bot to it.

    There is no request at the end, which would cut off the other.
    """
    telegram.faults["getUpdates"].extend([CONFLICT] * 9)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    with pytest.raises(Conflict):
        await poll(conversation.application, Beats(9), pause)

    assert [HANDOVER] * CONFLICTS == pauses
    assert len(_polls(telegram)) == CONFLICTS + 1


class Holding(Wire):
    """Holds each request for updates as long as Telegram does while there are none."""

    async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
        if url.endswith("/getUpdates"):
            await asyncio.sleep(WAIT)
        return await super().do_request(url, *args, **more)


@pytest.fixture(name="holding")
async def _holding(talk: Talk, telegram: Telegram) -> Bot:
    application = build(talk, "42:x", "https://telegram.invalid", Holding(telegram))
    await application.initialize()
    return application


async def test_newcomer_in_turns(holding: Bot, telegram: Telegram) -> None:
    """That it polls in vain only now and then does not make a newcomer stay."""
    telegram.faults["getUpdates"].extend([None, CONFLICT] * 9)

    with pytest.raises(Conflict):
        await poll(holding, Beats(9))

    assert 2 * (CONFLICTS + 1) == len(_polls(telegram))


async def test_established_stays(holding: Bot, telegram: Telegram, log: list[Any]) -> None:
    """Whoever has polled alone for a minute goes on, however often a newcomer cuts it off."""
    alone = int(SETTLED / WAIT)
    telegram.faults["getUpdates"].extend([*[None] * alone, *[CONFLICT] * 50])

    with pytest.raises(Stop):
        await poll(holding, Beats(alone + 50 + 1))

    assert ["another_polls"] * 50 == [line["event"] for line in log]
    assert all(line["stays"] for line in log)


@pytest.mark.parametrize("odd", [{}, True, "x", 7, None, {"update_id": 1}])
async def test_no_list(conversation: Conversation, telegram: Telegram, odd: object) -> None:
    """Whatever comes in place of a list of updates is a failure like any other."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    told = (200, {"ok": True, "result": odd})
    telegram.faults["getUpdates"].extend([told, told])
    telegram.updates = [update(message=message("one"))]

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(1), pause)

    assert [1.0, 1.5] == pauses


@pytest.mark.parametrize(
    "odd",
    [
        *(7, "x", None, [], {}),
        *({"update_id": number} for number in ("7", None, True, -7, 7.5, 2**70)),
    ],
    ids=str,
)
async def test_no_update(
    conversation: Conversation, telegram: Telegram, log: list[Any], odd: Any
) -> None:
    """What is no update is passed over, and spoils none beside it; alone it is waited out."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    one = update(message=message("one"))
    for result in ([odd], [odd, one, odd]):
        telegram.faults["getUpdates"].append((200, {"ok": True, "result": result}))

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(2), pause)

    assert [1.0] == pauses
    assert ["one"] == _fetched(conversation)
    assert one["update_id"] + 1 == _polls(telegram)[2]["offset"]
    assert ["unreadable", "polling_failed", "unreadable"] == [line["event"] for line in log]


async def test_no_room(
    conversation: Conversation, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While as much is in hand as may be nothing more is fetched; it is alive all the same."""
    monkeypatch.setattr(Limiter, "within_patience", 0)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(3), pause)

    assert [BREATH] * 2 == pauses
    assert [] == _polls(telegram)


async def test_network_comes_back(conversation: Conversation, telegram: Telegram) -> None:
    """Without a network the pauses grow up to a limit, and the first success ends them."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    telegram.faults["getUpdates"].extend([NetworkError("no route")] * 12)

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(1), pause)

    assert pauses[:3] == [1.0, 1.5, 2.25]
    assert pauses[-1] == 30.0
    assert sorted(pauses) == pauses


async def test_told_to_wait(conversation: Conversation, telegram: Telegram) -> None:
    """A flood limit is waited for as long as it says; a timeout not at all."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    flood = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    telegram.faults["getUpdates"].extend([(429, flood), TimedOut("late")])

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(1), pause)

    assert pauses == [7.0, 0.0]


class Passing:
    """Lets this replica poll; whether anybody can say who may is up to the test."""

    def __init__(self, undecided: bool = False) -> None:
        self.asked = 0
        self.gave_way: list[float] = []
        self._undecided = undecided

    async def gate(self) -> None:
        self.asked += 1

    def undecided(self) -> bool:
        return self._undecided

    async def give_way(self, seconds: float) -> None:
        self.gave_way.append(seconds)


async def _pauses(conversation: Conversation, beats: int, lead: Passing) -> list[float]:
    """Return the pauses that are made until there have been so many beats."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    with pytest.raises(Stop):
        await poll(conversation.application, Beats(beats), pause, lead)
    return pauses


async def test_handover(conversation: Conversation) -> None:
    """A replica that was overtaken while it asked looks again who may, and goes on or waits."""
    conversation.telegram.faults["getUpdates"].extend([CONFLICT, CONFLICT])
    lead = Passing()

    assert [HANDOVER, HANDOVER] == await _pauses(conversation, 3, lead)
    assert 3 == lead.asked


async def test_undecided(conversation: Conversation) -> None:
    """While nobody can say who polls, a conflict is no end: the other has time for a request."""
    conversation.telegram.faults["getUpdates"].extend([CONFLICT] * 9)

    lead = Passing(undecided=True)

    assert [] == await _pauses(conversation, 10, lead)
    assert [APART] * 9 == lead.gave_way
    assert WAIT + HANDOVER < APART


async def test_overtaken_at_the_end(conversation: Conversation, telegram: Telegram) -> None:
    """Who was overtaken and is told to stop does not cut off the one that polls now."""
    telegram.updates = [update(message=message("one"))]

    async def pause(_: float) -> None:
        raise Stop

    def beat() -> None:
        telegram.faults["getUpdates"].append(CONFLICT)

    with pytest.raises(Stop):
        await poll(conversation.application, beat, pause, Passing())

    assert WAIT == _polls(telegram)[-1]["timeout"]
