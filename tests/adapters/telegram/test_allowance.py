"""Floods: people are answered, floods are not."""

import asyncio
from typing import Any

from bot.adapters.telegram.allowance import MOST, QUIET, Allowance, Verdict
from tests.telegram import build
from tests.telegram.build import BEN, GROUP, inline_query, message, press, update
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Call, Raw, Telegram

NOW = 1_000.0
MINUTE = 60.0
BENS = {"id": BEN["id"], "type": "private", "first_name": "Ben"}


def test_within() -> None:
    """So many questions at once, and after a while as many again."""
    allowance = Allowance(3, MINUTE)

    assert [Verdict.ANSWER] * 3 == [allowance.take("ana", NOW) for _ in range(3)]
    assert [Verdict.ANSWER] * 3 == [allowance.take("ana", NOW + MINUTE) for _ in range(3)]


def test_beyond() -> None:
    """What is beyond is told once, then ignored; others are not concerned."""
    allowance = Allowance(1, MINUTE)
    allowance.take("ana", NOW)

    assert Verdict.TELL is allowance.take("ana", NOW)
    assert Verdict.IGNORE is allowance.take("ana", NOW)
    assert Verdict.ANSWER is allowance.take("ben", NOW)
    assert Verdict.ANSWER is allowance.take("ana", NOW + MINUTE)


def test_told_again() -> None:
    """Who floods on is told again after a while."""
    allowance = Allowance(1, 100 * QUIET)
    allowance.take("ana", NOW)
    allowance.take("ana", NOW)

    assert Verdict.TELL is allowance.take("ana", NOW + QUIET)


def test_time_may_run_back() -> None:
    """Messages that arrive out of order refill nothing."""
    allowance = Allowance(1, MINUTE)
    allowance.take("ana", NOW)

    assert Verdict.TELL is allowance.take("ana", NOW - MINUTE)


def test_bounded() -> None:
    """Those silent for longest are forgotten, and begin anew."""
    allowance = Allowance(1, MINUTE)
    for number in range(MOST + 1):
        allowance.take(number, NOW)

    assert Verdict.ANSWER is allowance.take(0, NOW)


async def test_flood_in_private(conversation: Conversation) -> None:
    """A flood gets twenty answers and one kind line."""
    replies = []
    for _ in range(25):
        replies += await conversation.says("MLE tools?")

    assert 21 == len(replies)
    assert "wait a minute" in replies[-1].text


async def test_others_are_answered(conversation: Conversation) -> None:
    """One person's flood costs another nothing, in the same group."""
    for _ in range(25):
        await conversation.says("/ask MLE tools?", chat=GROUP)

    assert await conversation.feed(
        update(message=message("/ask DSE tools?", chat=GROUP, sender=BEN))
    )


async def test_edits_count(conversation: Conversation) -> None:
    """Editing one message again and again is a flood too."""
    question = message("MLE tools?")
    replies = await conversation.feed(update(message=question))
    for number in range(30):
        changed = build.edited(question, f"MLE tools {'!' * number}")
        replies += await conversation.feed(update(edited_message=changed))

    assert len(replies) <= 22


async def test_flood_of_presses(conversation: Conversation, telegram: Telegram) -> None:
    """Whoever presses without end hears so for each press, and presses again after a while."""
    answer = await conversation.gets("MLE tools?")
    await conversation.feed(*_presses(answer, 40))

    assert 10 == len(_refused(telegram))

    await asyncio.sleep(MINUTE)
    await conversation.feed(*_presses(answer, 1))
    assert 10 == len(_refused(telegram))


async def test_presses_of_others(conversation: Conversation, telegram: Telegram) -> None:
    """One person's flood of presses costs another none."""
    answer = await conversation.gets("/ask MLE tools?", chat=GROUP)
    await conversation.feed(*_presses(answer, 40), *_presses(answer, 1, sender=BEN))

    assert 10 == len(_refused(telegram))


async def test_flood_of_inline_queries(conversation: Conversation, telegram: Telegram) -> None:
    """Whoever types faster than anybody can gets empty lists, which hold for nobody else."""
    typed = [update(inline_query=inline_query(f"mle tools {number}")) for number in range(70)]
    await conversation.feed(*typed)
    empty = [call.params for call in telegram.calls if call.params["results"] == []]

    assert 10 == len(empty)
    assert all(one["is_personal"] for one in empty)
    assert await conversation.offered("mle tools", sender=BEN)


async def test_room_for_others(conversation: Conversation) -> None:
    """However much one person asks and presses in a group, another is answered at once."""
    answer = await conversation.gets("/ask MLE tools?", chat=GROUP)
    asked = [update(message=message(f"/ask DE tools {n}?", chat=GROUP)) for n in range(300)]
    flood = asyncio.create_task(conversation.feed(*_presses(answer, 300), *asked))
    await asyncio.sleep(0.1)
    begun = now()

    assert await conversation.feed(update(message=message("DSE tools?", sender=BEN, chat=BENS)))
    assert now() - begun < 1
    await flood


async def test_long_flood_is_left(conversation: Conversation, log: list[Any]) -> None:
    """Of what one person asks at once no more waits than may; each has its line in the log."""
    asked = [update(message=message(f"/ask DE tools {n}?", chat=GROUP)) for n in range(100)]
    await conversation.feed(*asked)
    left = [line for line in log if line.get("reason") == "too_many"]

    assert 100 == len(log)
    assert len(left) >= 75


def _presses(under: Call, times: int, **more: Any) -> list[Raw]:
    made = [press("q1:DLE tools", under.result, **more) for _ in range(times)]
    return [update(callback_query=one) for one in made]


def _refused(telegram: Telegram) -> list[Call]:
    answers = [call for call in telegram.calls if call.method == "answerCallbackQuery"]
    return [call for call in answers if "wait a minute" in call.params.get("text", "")]
