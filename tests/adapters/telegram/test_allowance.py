"""Floods: people are answered, floods are not."""

from datetime import UTC, datetime, timedelta

from bot.adapters.telegram.allowance import MOST, QUIET, Allowance, Verdict
from tests.telegram import build
from tests.telegram.build import BEN, GROUP, message, update
from tests.telegram.conversation import Conversation

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


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
