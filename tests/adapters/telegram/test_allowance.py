"""Floods: people are answered, floods are not."""

import asyncio
from typing import Any

import pytest

from bot.adapters.telegram.allowance import MOST, QUIET, Allowance, Verdict
from tests.telegram import build
from tests.telegram.build import BEN, GROUP, inline_query, membership, message, press, update
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Call, Raw, Telegram

NOW = 1_000.0
MINUTE = 60.0
PHOTO = [{"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9}]


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
    await conversation.feed(*_presses(answer, 40))
    refused = len(_refused(telegram))
    await asyncio.sleep(MINUTE)

    await conversation.feed(*_presses(answer, 1, sender=BEN))

    assert 30 <= refused == len(_refused(telegram))


async def test_presses_in_a_group(conversation: Conversation, telegram: Telegram) -> None:
    """Who presses faster than a group may be written to hears at once that it is too much."""
    answer = await conversation.gets("/ask MLE tools?", chat=GROUP)
    begun = now()

    shown = await conversation.feed(*_presses(answer, 30))

    toasts = _toasts(telegram)
    assert 30 == len(toasts)
    assert 24 == sum("at once" in call.params.get("text", "") for call in toasts)
    assert {call.method for call in shown} == {"editMessageText"}
    assert now() - begun <= 8


async def test_crowd_presses(conversation: Conversation, telegram: Telegram) -> None:
    """Where many of a group press another's answer each is led away at once."""
    answer = await conversation.gets("/ask MLE tools?", chat=GROUP)
    people = [{**BEN, "id": 1000 + number} for number in range(100)]
    begun = now()

    shown = await conversation.feed(
        *(one for person in people for one in _presses(answer, 1, sender=person))
    )

    assert [] == shown
    assert 100 == sum("url" in call.params for call in _toasts(telegram))
    assert now() - begun <= 1


async def test_flood_of_inline_queries(conversation: Conversation, telegram: Telegram) -> None:
    """Whoever types faster than anybody can gets empty lists, which hold for nobody else."""
    typed = [update(inline_query=inline_query(f"mle tools {number}")) for number in range(70)]
    await conversation.feed(*typed)
    empty = [call.params for call in telegram.calls if call.params["results"] == []]

    assert 10 == len(empty)
    assert all(one["is_personal"] for one in empty)
    assert await conversation.offered("mle tools", sender=BEN)


async def test_flood_in_a_group(conversation: Conversation) -> None:
    """A person's flood in a group is told once, and leaves room for others there."""
    replies = []
    for number in range(40):
        replies += await conversation.says(f"/ask DE tools {'?' * number}", chat=GROUP)

    assert 1 == sum("wait a minute" in reply.text for reply in replies)
    assert "wait a minute" in replies[-1].text
    assert 13 == len(replies)


async def test_talk_below_an_answer(conversation: Conversation) -> None:
    """Who only talks below an answer in a group hears nothing, however much."""
    answer = await conversation.gets("/ask MLE tools?", chat=GROUP)
    said = {"chat": GROUP, "sender": BEN, "reply_to_message": answer.result}

    for number in range(30):
        assert [] == await conversation.says(f"haha{'!' * number}", **said)


async def test_one_in_many_groups(conversation: Conversation) -> None:
    """Whoever asks in forty groups at once is answered no more often than in one."""
    groups = [{**GROUP, "id": -1000 - number} for number in range(40)]
    asked = [update(message=message("/about", chat=group)) for group in groups for _ in range(5)]
    begun = now()

    replies = await conversation.feed(*asked)

    assert 13 == len(replies)
    assert now() - begun < 1


@pytest.mark.parametrize(
    "words", ["/about", "/privacy", "/forget", "/help", "hello", "thanks", "/unanswered"]
)
async def test_whatever_is_said(conversation: Conversation, words: str) -> None:
    """Every message that is answered counts, whatever it says."""
    replies = []
    for _ in range(25):
        replies += await conversation.says(words)

    assert 21 == len(replies)


async def test_pictures(conversation: Conversation, telegram: Telegram) -> None:
    """Pictures count too; each album once."""
    replies = []
    for number in range(30):
        album = [
            update(message=message(photo=PHOTO, media_group_id=f"album {number}"))
            for _ in range(10)
        ]
        replies += await conversation.feed(*album)

    assert 21 == len(replies)
    assert {"sendMessage"} == {call.method for call in telegram.calls}


async def test_hellos(conversation: Conversation) -> None:
    """Whoever adds the bot to one group after the other gets no more hellos than answers."""
    added = [
        update(my_chat_member=membership("left", "member", chat={**GROUP, "id": -1000 - number}))
        for number in range(40)
    ]

    assert 12 == len(await conversation.feed(*added))


async def test_forget_counts(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused does not touch the store."""
    forgotten: list[int] = []

    async def forget(owner: int) -> int:
        forgotten.append(owner)
        return 0

    monkeypatch.setattr(conversation.store, "forget_owner", forget)
    await conversation.feed(*(update(message=message("/forget")) for _ in range(100)))

    assert 20 == len(forgotten)


def _presses(under: Call, times: int, **more: Any) -> list[Raw]:
    made = [press("q1:DLE tools", under.result, **more) for _ in range(times)]
    return [update(callback_query=one) for one in made]


def _refused(telegram: Telegram) -> list[Call]:
    return [call for call in _toasts(telegram) if "minute" in call.params.get("text", "")]


def _toasts(telegram: Telegram) -> list[Call]:
    return [call for call in telegram.calls if call.method == "answerCallbackQuery"]
