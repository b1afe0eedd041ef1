"""Guest messages: the bot is called into a chat in which it is no member."""

from typing import Any

import pytest

from bot.adapters.telegram.talk import REMEMBERED, Talk
from tests.telegram.build import (
    ADMIN,
    ANA,
    BEN,
    CHI,
    GROUP,
    OTHER_BOT,
    PRIVATE,
    guest,
    in_topic,
    message,
    press,
    update,
)
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram

REFUSED = (400, {"ok": False, "description": "Bad Request: x"})
LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
TALK = "@Rolewise_Bot MLE vs MLSE tools?"
ON = "@Rolewise_Bot and education?"


async def test_answered_once(conversation: Conversation, telegram: Telegram, told: Told) -> None:
    """A guest's answer is one result for its query, short, and nothing else is sent."""
    answer = await conversation.calls_in(TALK)

    assert told("MLE vs MLSE tools") in answer.open
    assert len(answer.open) <= 500
    assert [call.method for call in telegram.calls] == ["answerGuestQuery"]


async def test_follow_up(conversation: Conversation, told: Told) -> None:
    """The next call of the same person goes on with the talk, and a newcomer joins it."""
    await conversation.calls_in(TALK)

    own = await conversation.calls_in(ON)
    other = await conversation.calls_in("@Rolewise_Bot and skills?", sender=CHI)
    assert told("MLE vs MLSE education") in own.open
    assert told("MLE vs MLSE skills") in other.open


@pytest.mark.parametrize("sender", [ANA, CHI])
async def test_not_from_the_chat_of_that_id(
    conversation: Conversation, sender: dict[str, Any], told: Told
) -> None:
    """A guest's chat may bear the id of a chat of the bot's: its talk is not taken up."""
    await conversation.gets(TALK, chat=GROUP, sender=ANA)

    answer = await conversation.calls_in(ON, chat=GROUP, sender=sender)

    assert told("and education?") in answer.open


@pytest.mark.parametrize("sender", [ANA, CHI])
async def test_not_into_the_chat_of_that_id(
    conversation: Conversation, sender: dict[str, Any]
) -> None:
    """What a guest was asked is no context for the chat that bears the same id."""
    await conversation.calls_in(TALK, chat=GROUP, sender=ANA)

    assert "MLSE" not in (await conversation.gets(ON, chat=GROUP, sender=sender)).text


async def test_private_talk_stays_private(conversation: Conversation) -> None:
    """In a chat of two people the bot knows nothing of what one of them asked it alone."""
    await conversation.gets("MLE vs MLSE tools?")

    answer = await conversation.calls_in(ON, chat=PRIVATE)

    assert "MLSE" not in answer.text


async def test_shared(conversation: Conversation) -> None:
    """A guest's answer is others' too, even in a chat of two: no thumbs, and more by a link."""
    answer = await conversation.calls_in(TALK, chat=PRIVATE)

    assert len(answer.open) <= 500
    assert [one["text"] for one in answer.buttons if "url" in one] == ["More in private"]
    assert not any("v1:" in one.get("callback_data", "") for one in answer.buttons)


async def test_passed_on(conversation: Conversation, told: Told) -> None:
    """Who calls the bot to another's message asks what stands there."""
    other = message("what tools does an MLE use?", chat=GROUP, sender=BEN)

    answer = await conversation.calls_in("@Rolewise_Bot", reply_to_message=other)

    assert told("MLE tools") in answer.open


async def test_bot(conversation: Conversation, telegram: Telegram) -> None:
    """Another bot that calls is not answered, or the two might never end."""
    assert await conversation.feed(update(guest_message=guest(TALK, sender=OTHER_BOT))) == []
    assert telegram.calls == []


@pytest.mark.parametrize("guest_first", [True, False])
async def test_delivered_twice(
    conversation: Conversation, log: list[Any], guest_first: bool
) -> None:
    """A message that comes to the guest and to the member too is answered once."""
    twice = [update(guest_message=guest(TALK)), update(message=message(TALK, chat=GROUP))]

    assert len(await conversation.feed(*twice[:: 1 if guest_first else -1])) == 1
    assert [line.get("reason") for line in log] == [None, "duplicate"]


async def test_asked_again(conversation: Conversation) -> None:
    """The same words a minute later, or of somebody else, are another question."""
    first = guest(TALK)
    later = guest(TALK, date=first["date"] + 60)
    other = guest(TALK, sender=BEN)

    shown = await conversation.feed(*(update(guest_message=one) for one in (first, later, other)))

    assert len(shown) == 3


async def test_two_topics(conversation: Conversation, log: list[Any]) -> None:
    """The same words of one person in two topics in the same second are two questions."""
    asked = [in_topic(thread, TALK) for thread in (5, 6)]

    shown = await conversation.feed(*(update(message=one) for one in asked))

    assert {5, 6} == {call.params["message_thread_id"] for call in shown}
    assert [None, None] == [line.get("reason") for line in log]


async def test_other_words(conversation: Conversation) -> None:
    """Two questions of one person in the same second are both answered."""
    shown = await conversation.feed(
        *(update(message=message(text, chat=GROUP)) for text in (TALK, f"{TALK} please"))
    )

    assert len(shown) == 2


async def test_words_are_not_kept(conversation: Conversation, talk: Talk) -> None:
    """Of what was heard no words are kept."""
    await conversation.gets(TALK, chat=GROUP)

    assert len(talk.heard) == 1
    assert "tools" not in repr(talk.heard)


def test_heard(talk: Talk) -> None:
    """Of the messages heard the latest are remembered, and no more."""
    for number in range(REMEMBERED + 1):
        assert not talk.heard_before(number, number)

    assert talk.heard_before(REMEMBERED, 0)
    assert not talk.heard_before(REMEMBERED, REMEMBERED)
    assert not talk.heard_before(0, 1)
    assert REMEMBERED == len(talk.heard)


def _tried(telegram: Telegram) -> list[str]:
    """Return what the bot called, the word to its operators left out."""
    return [one.method for one in telegram.calls if one.params.get("chat_id") != ADMIN["id"]]


async def test_too_late(conversation: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """An answer for which nobody waits any more has one line in the log; nobody is told."""
    telegram.faults["answerGuestQuery"].append((400, {"ok": False, "description": LATE}))

    assert await conversation.feed(update(guest_message=guest(TALK))) == []
    assert [call.method for call in telegram.calls] == ["answerGuestQuery"]
    assert ["undelivered"] == [line["event"] for line in log]


async def test_refused(conversation: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """Where an answer is refused the query that still waits gets one kind line."""
    telegram.faults["answerGuestQuery"].append(REFUSED)

    sorry = await conversation.calls_in(TALK)

    assert "Sorry" in sorry.text
    assert ["answerGuestQuery"] * 2 == _tried(telegram)
    assert telegram.queries == set()
    assert ["failed"] == [line["event"] for line in log]


async def test_kind_line_refused(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """Where even the kind line is refused nothing more is tried, in no other way either."""
    telegram.faults["answerGuestQuery"].extend([REFUSED, REFUSED])

    assert await conversation.feed(update(guest_message=guest(TALK))) == []
    assert ["answerGuestQuery"] * 2 == _tried(telegram)
    assert ["failed"] == [line["event"] for line in log]


async def test_fault(
    stumbling: Conversation, telegram: Telegram, log: list[Any], told: Told
) -> None:
    """A fault of ours is logged once and answered through the query, and the bot lives on."""
    sorry = await stumbling.calls_in("@Rolewise_Bot stumble")

    assert "Sorry" in sorry.text
    assert ["getMe", "answerGuestQuery"] == _tried(telegram)
    assert ["failed"] == [line["event"] for line in log]
    assert told("MLE vs MLSE tools") in (await stumbling.calls_in(TALK)).open


async def test_pressed(conversation: Conversation, telegram: Telegram, told: Told) -> None:
    """A button under a guest's answer changes that answer."""
    answer = await conversation.calls_in(TALK)
    inline = answer.result["inline_message_id"]

    (changed,) = await conversation.feed(
        update(callback_query=press("q1:MLE vs MLSE education", inline, sender=BEN))
    )

    assert inline == changed.params["inline_message_id"]
    assert told("MLE vs MLSE education") in telegram.inline[inline]["text"]


@pytest.mark.parametrize("text", ["/forget", "/unanswered", "/privacy"])
async def test_no_notices(conversation: Conversation, text: str) -> None:
    """To a guest everything is a question: nothing is forgotten or listed at its call."""
    await conversation.gets(TALK, chat=GROUP)

    await conversation.calls_in(f"{text}@Rolewise_Bot", sender=ANA)

    assert await conversation.store.forget_owner(ANA["id"]) > 2


async def test_surface(conversation: Conversation, log: list[Any]) -> None:
    """The log tells that it was asked as a guest."""
    await conversation.calls_in(TALK)

    assert ["guest"] == [line["surface"] for line in log]
