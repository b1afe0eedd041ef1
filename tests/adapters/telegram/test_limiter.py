"""The rate limiter: how fast, for whom, and what is not worth waiting for."""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters.telegram import limiter
from bot.adapters.telegram.limiter import AGAIN, PATIENCE, Limiter, Stale
from tests.telegram.build import BEN, GROUP, guest, inline_query, message, press, update
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")


class Sender:
    """Sends through one limiter, and knows when each request went out."""

    def __init__(self) -> None:
        self.limiter = Limiter()
        self.faults: list[Exception] = []
        """What becomes of the next requests."""
        self.floods: list[float] = []
        """What Telegram says to the next requests."""
        self.went: list[float] = []

    async def send(self, chat: int | str | None, method: str = "sendMessage") -> float:
        """Return when it went out, in seconds from now."""
        begun = now()
        await self.limiter.process_request(
            self._request, (), {}, method, {} if chat is None else {"chat_id": chat}, None
        )
        return self.went[-1] - begun

    async def burst(self, *chats: int) -> list[float]:
        """Return when each of these went out that were sent at once; -1 for never."""
        ends = await asyncio.gather(*map(self.send, chats), return_exceptions=True)
        return [round(one, 3) if isinstance(one, float) else -1 for one in ends]

    async def load(self, chats: Sequence[int], rounds: Sequence[float]) -> None:
        """Send to all of these chats at each of these times, whatever becomes of it."""
        begun = now()
        waiting = []
        for at in rounds:
            await asyncio.sleep(begun + at - now())
            waiting += [asyncio.create_task(self.send(chat)) for chat in chats]
        await asyncio.gather(*waiting, return_exceptions=True)

    def most(self, seconds: float) -> int:
        """Return how many went out in the worst window of so many seconds, both ends counted."""
        went = sorted(self.went)
        return max(bisect_right(went, begin + seconds) - n for n, begin in enumerate(went))

    async def _request(self) -> bool:
        self.went.append(now())
        if self.faults:
            raise self.faults.pop(0)
        if self.floods:
            raise RetryAfter(int(self.floods.pop(0)))
        return True


@pytest.fixture(name="sender")
def _sender() -> Sender:
    return Sender()


async def test_private(sender: Sender) -> None:
    """In one private chat a few go out at once, the others one a second."""
    assert [0, 0, 0, 0, 1, 2, 3] == await sender.burst(*[7] * 7)


@pytest.mark.parametrize("chat", [-200, -1001, "@channel"])
async def test_group(sender: Sender, chat: int) -> None:
    """In one group a few go out at once, the others as fast as a minute has room for twenty."""
    assert [*[0] * 5, 4, 8, 12] == await sender.burst(*[chat] * 8)


LOADS = {
    "more than there is room for": range(0, 600, 2),
    "as much as there is room for": range(0, 600, 3),
    "bursts": [at for begin in range(0, 600, 20) for at in [begin] * 15],
    "bursts after silence": [at for begin in range(0, 600, 59) for at in [begin] * 25],
    "a burst at the end of a minute": [*range(0, 40, 8), *[59.9] * 20, *[60.1] * 20],
}


@pytest.mark.parametrize("load", LOADS)
async def test_lasting_load_in_a_group(sender: Sender, load: str) -> None:
    """However many ask in a group, no minute ever has more than twenty messages."""
    await sender.load([-200], [float(at) for at in LOADS[load]])

    assert sender.most(60) <= 20


async def test_room_is_used(sender: Sender) -> None:
    """Where more is asked for than there is room for, a minute has twenty messages indeed."""
    await sender.load([-200], [float(at) for at in range(0, 600, 2)])

    assert sender.most(60) >= 19


@pytest.mark.parametrize(
    "rounds",
    [[0.0] * 3, [n / 2 for n in range(20)], [0.0, 0.9, 1.1, 5.0, 5.5]],
    ids=["at once", "lasting", "bursts"],
)
async def test_lasting_load_overall(sender: Sender, rounds: list[float]) -> None:
    """However many chats ask, no second ever has more than thirty messages in all of them."""
    private, groups = range(1, 31), range(-30, 0)

    await sender.load([*private, *groups], rounds)

    assert sender.most(1) in range(29, 31)


async def test_others_are_not_held_up(sender: Sender) -> None:
    """A burst in one chat is that chat's alone."""
    *_, other = await sender.burst(*[7] * 20, 8)

    assert other == 0


async def test_overall(sender: Sender) -> None:
    """All chats together have a few at once, and twenty-five a second after that."""
    times = await sender.burst(*range(1, 56))

    assert times[:5] == [0] * 5
    assert max(times) == pytest.approx(2.0)
    assert sum(1 < time <= 2 for time in times) == 25


async def test_flood(sender: Sender) -> None:
    """A flood limit closes the chat that met it, and that one alone, for as long as it says."""
    sender.floods = [5]

    first = asyncio.create_task(sender.send(7))
    await asyncio.sleep(0)
    others = await sender.burst(7, 8)

    assert others == [5, 0]
    assert await first == pytest.approx(5)


async def test_flood_twice(sender: Sender) -> None:
    """A request is sent again once; what meets a second flood limit is given up."""
    sender.floods = [5, 5]

    with pytest.raises(RetryAfter):
        await sender.send(7)
    assert len(sender.went) == 2


async def test_long_flood(sender: Sender) -> None:
    """What would wait too long is given up at once; the chat stays closed all the same."""
    sender.floods = [PATIENCE + 10]

    with pytest.raises(RetryAfter):
        await sender.send(7)
    assert now() == 0
    with pytest.raises(Stale):
        await sender.send(7)
    assert now() == 0
    await asyncio.sleep(11)
    assert await sender.send(7) == PATIENCE - 1


def _failing(cause: type[Exception], error: NetworkError | None = None) -> NetworkError:
    """Return what the library makes of a request that failed so."""
    made = error or NetworkError(f"httpx.{cause.__name__}: x")
    made.__cause__ = cause("x")
    return made


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("Internal Server Error"),
        NetworkError("Bad Gateway (502). Parsing the server response b'<html>' failed"),
        NetworkError("Service Unavailable (503)"),
        _failing(httpx.ConnectError),
        _failing(httpx.WriteError),
        _failing(httpx.ConnectTimeout, TimedOut()),
        _failing(httpx.PoolTimeout, TimedOut()),
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["sendMessage", "answerGuestQuery"])
async def test_sent_again(sender: Sender, error: Exception, method: str) -> None:
    """What has surely not arrived is sent once more, and not a third time."""
    sender.faults = [error]
    assert AGAIN == await sender.send(7, method)

    sender.faults = [error, error, error]
    with pytest.raises(type(error)):
        await sender.send(7, method)
    assert 4 == len(sender.went)


UNCERTAIN = [
    _failing(httpx.ReadError),
    _failing(httpx.RemoteProtocolError),
    _failing(httpx.ReadTimeout, TimedOut()),
    NetworkError("Gateway Timeout (504)"),
]


@pytest.mark.parametrize(
    "error", [*UNCERTAIN, BadRequest("bad gateway"), Forbidden("internal server error")], ids=str
)
async def test_not_sent_again(sender: Sender, error: Exception) -> None:
    """What may have arrived, or never will, is not sent again."""
    sender.faults = [error]

    with pytest.raises(type(error)):
        await sender.send(7)
    assert 1 == len(sender.went)


@pytest.mark.parametrize("error", UNCERTAIN, ids=str)
async def test_edited_again(sender: Sender, error: Exception) -> None:
    """To make the same edit twice changes nothing, so it is made again whatever went wrong."""
    sender.faults = [error]

    assert AGAIN == await sender.send(7, "editMessageText")


async def test_stale(sender: Sender) -> None:
    """What has waited for longer than an answer is worth is dropped, and takes nobody's place."""
    times = await sender.burst(*[-200] * 40)

    assert [*range(4, 30, 4)] == times[5:12]
    assert times[12:] == [-1] * 28
    await asyncio.sleep(60)
    assert await sender.send(-200) == 0


@pytest.mark.parametrize(
    "method",
    ["answerCallbackQuery", "answerInlineQuery", "answerGuestQuery", "editMessageReplyMarkup"],
)
async def test_at_once(sender: Sender, method: str) -> None:
    """What puts no words into a chat waits for nothing, whatever else waits."""
    waiting = [asyncio.create_task(sender.send(chat)) for chat in range(1, 80)]
    await asyncio.sleep(0)

    assert await sender.send(1, method) == 0
    await asyncio.gather(*waiting)


async def test_inline_message(sender: Sender) -> None:
    """An inline message is in no chat that has a name, so nothing is known of its limit."""
    assert [await sender.send(None, "editMessageText") for _ in range(40)] == [0] * 40


async def test_edits_count(sender: Sender) -> None:
    """An edit counts like a new message: to change one again and again is a flood too."""
    times = [await sender.send(7, "editMessageText") for _ in range(6)]

    assert times == pytest.approx([0, 0, 0, 0, 1, 1])


async def test_buckets(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many chats those that were silent for longest are let go."""
    monkeypatch.setattr(limiter, "MOST", 3)
    await sender.burst(*[1] * 4, 2, 3)
    await sender.burst(2)

    await sender.burst(4)  # 1 goes, and would be full again by the time that 3 others wrote

    assert len(sender.limiter._chats) == 3
    await asyncio.sleep(0.2)  # until all chats together have room again; alone 1 would have none
    assert [0] == await sender.burst(1)


async def test_closed_chats_are_kept(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat that Telegram has closed stays known, however many others are written to."""
    monkeypatch.setattr(limiter, "MOST", 2)
    await sender.burst(1, 2)
    sender.limiter._chats[1].closed_until = now() + 60
    await sender.burst(3, 4)

    assert 1 in sender.limiter._chats
    assert len(sender.limiter._chats) == 2


async def test_every_chat_known_is_closed(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new chat is written to even where none of the many known can be let go."""
    monkeypatch.setattr(limiter, "MOST", 2)
    await sender.burst(1, 2)
    for chat in (1, 2):
        sender.limiter._chats[chat].closed_until = now() + 60

    assert [0] == await sender.burst(3)
    assert {1, 2, 3} == {*sender.limiter._chats}


async def test_burst_in_the_bot(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """People of a group who ask all at once are answered soon, or told that it is too much."""
    begun = now()
    asked = [
        message("/ask MLE tools", chat=GROUP, sender={"id": n, "is_bot": False, "first_name": "P"})
        for n in range(100, 140)
    ]

    shown = await conversation.feed(*(update(message=one) for one in asked))

    *answers, told = shown
    assert len(answers) == 7
    assert "at once" in told.text
    assert now() - begun == pytest.approx(12)
    assert 7 == sum(line["event"] == "answered" for line in log)
    assert 33 == sum(line.get("reason") == "too_many" for line in log)
    assert sum(call.method == "sendMessage" for call in telegram.calls) == 8

    await asyncio.sleep(60)
    assert "at once" not in (await conversation.gets("/ask DSE tools", chat=GROUP)).text


async def test_presses_in_the_bot(conversation: Conversation, telegram: Telegram) -> None:
    """While a chat is closed presses, inline queries and guests are answered all the same."""
    first = await conversation.gets("/ask MLE tools", chat=GROUP)
    flood = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 20}}
    telegram.faults["sendMessage"].append((429, flood))
    waiting = asyncio.create_task(conversation.says("/ask DLE tools", chat=GROUP))
    await asyncio.sleep(1)
    begun = now()

    pressed = update(callback_query=press("old", first.result, sender=BEN))
    typed = update(inline_query=inline_query("mle"))
    called = update(guest_message=guest("@Rolewise_Bot MLE tools?", sender=BEN))
    await conversation.feed(pressed, typed, called)

    assert now() == begun
    assert telegram.queries == set()
    await waiting
    assert now() - begun == pytest.approx(19)


@pytest.mark.parametrize(("replicas", "most"), [(1, 750), (2, 375), (3, 250)])
def test_within_patience(replicas: int, most: int) -> None:
    """What can be sent while it is worth its place is this replica's share."""
    sending = Limiter()
    sending.share(replicas)

    assert most == sending.within_patience
