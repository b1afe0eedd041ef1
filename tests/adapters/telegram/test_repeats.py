"""A group that has just read an answer is pointed at it instead of reading it again."""

import pytest

from tests.telegram.build import (
    ANA,
    BEN,
    CHI,
    DATE,
    GROUP,
    edited,
    in_topic,
    message,
    press,
    update,
)
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Call

ASKED = "/ask MLE vs MLSE tools"


def _points(call: Call) -> bool:
    return "see my answer above" in call.text


def _replies_to(call: Call) -> int:
    return int(call.params["reply_parameters"]["message_id"])


async def _first(conversation: Conversation) -> Call:
    return await conversation.gets(ASKED, chat=GROUP, sender=ANA)


@pytest.mark.parametrize("sender", [ANA, BEN])
async def test_pointed(conversation: Conversation, sender: dict[str, object]) -> None:
    """The same answer, whoever wants it, is one short line that replies to the first one."""
    first = await _first(conversation)

    again = await conversation.gets(ASKED, chat=GROUP, sender=sender, date=DATE + 599)

    assert _points(again)
    assert again.text.startswith("ML Engineer vs ML Software Engineer: tools")
    assert len(again.text) < 100
    assert again.buttons == []
    assert first.result["message_id"] == _replies_to(again)


async def test_by_its_words(conversation: Conversation) -> None:
    """What counts is the answer, not how it was asked for."""
    first = await conversation.gets("/ask MLE tools", chat=GROUP)

    again = await conversation.gets("/ask what tools do MLEs use?", chat=GROUP, sender=BEN)

    assert _points(again)
    assert first.result["message_id"] == _replies_to(again)


async def test_later(conversation: Conversation) -> None:
    """After ten minutes it is answered in full, and that answer is the one to point at."""
    await _first(conversation)

    full = await conversation.gets(ASKED, chat=GROUP, sender=BEN, date=DATE + 600)
    conversation.telegram.now = DATE + 600
    again = await conversation.gets(ASKED, chat=GROUP, sender=CHI, date=DATE + 660)

    assert not _points(full)
    # The time that counts is Telegram's, of when the answer was sent.
    assert not _points(again)


async def test_pointers_renew_nothing(conversation: Conversation) -> None:
    """The ten minutes begin with the answer, however often it was pointed at."""
    await _first(conversation)

    calls = [
        await conversation.gets(ASKED, chat=GROUP, sender=BEN, date=DATE + seconds)
        for seconds in (300, 590, 601)
    ]

    assert [True, True, False] == [_points(call) for call in calls]


async def test_always_at_the_answer(conversation: Conversation) -> None:
    """The third to ask is pointed at the answer, not at a pointer."""
    first = await _first(conversation)
    await conversation.gets(ASKED, chat=GROUP, sender=BEN)

    third = await conversation.gets(ASKED, chat=GROUP, sender=CHI)

    assert first.result["message_id"] == _replies_to(third)


async def test_another_question(conversation: Conversation) -> None:
    """Another answer is given in full."""
    await _first(conversation)

    assert not _points(await conversation.gets("/ask MLE vs MLSE skills", chat=GROUP, sender=BEN))


async def test_another_topic(conversation: Conversation) -> None:
    """What was said in another topic has not been read in this one."""
    asked = ((5, ANA), (6, BEN), (5, CHI))
    texts = [in_topic(thread, "@rolewise_bot MLE tools?", sender=one) for thread, one in asked]

    calls = await conversation.feed(*(update(message=text) for text in texts))

    assert [5, 6, 5] == [call.params["message_thread_id"] for call in calls]
    assert [False, False, True] == [_points(call) for call in calls]


async def test_another_group(conversation: Conversation) -> None:
    """What was said in another group is not known in this one."""
    await _first(conversation)

    other = {**GROUP, "id": -201}
    assert not _points(await conversation.gets(ASKED, chat=other, sender=BEN))


async def test_private(conversation: Conversation) -> None:
    """Who asks twice in private wants to read it again."""
    calls = [await conversation.gets("MLE vs MLSE tools") for _ in range(2)]

    assert [False, False] == [_points(call) for call in calls]


async def test_small_talk(conversation: Conversation) -> None:
    """What states nothing is not pointed at."""
    calls = [
        await conversation.gets("/help@Rolewise_Bot", chat=GROUP, sender=sender)
        for sender in (ANA, BEN)
    ]

    assert [False, False] == [_points(call) for call in calls]


async def test_deleted(conversation: Conversation) -> None:
    """An answer that is gone cannot be pointed at: it is given anew, to its own question."""
    first = await _first(conversation)
    del conversation.telegram.messages[GROUP["id"], first.result["message_id"]]
    question = message(ASKED, chat=GROUP, sender=BEN)

    (full,) = await conversation.feed(update(message=question))
    third = await conversation.gets(ASKED, chat=GROUP, sender=CHI)

    assert not _points(full)
    assert question["message_id"] == _replies_to(full)
    assert full.result["message_id"] == _replies_to(third)


async def test_pressed_meanwhile(conversation: Conversation) -> None:
    """An answer that a button has changed does not say any more what is asked."""
    first = await _first(conversation)
    await conversation.feed(update(callback_query=press("q1:DLE vs DSE tools", first.result)))

    assert not _points(await conversation.gets(ASKED, chat=GROUP, sender=BEN))


async def test_edited_meanwhile(conversation: Conversation) -> None:
    """An answer whose question was edited does not say any more what is asked."""
    question = message(ASKED, chat=GROUP)
    await conversation.feed(update(message=question))
    await conversation.feed(update(edited_message=edited(question, "/ask DLE tools")))

    assert not _points(await conversation.gets(ASKED, chat=GROUP, sender=BEN))


async def test_follow_up(conversation: Conversation, told: Told) -> None:
    """A pointer is an answer like others: a reply to it goes on, and so does its asker."""
    await _first(conversation)
    await conversation.gets("/ask DLE tools", chat=GROUP, sender=CHI)
    pointer = await conversation.gets(ASKED, chat=GROUP, sender=BEN)

    own = await conversation.gets("/ask and education?", chat=GROUP, sender=BEN)
    reply = await conversation.gets(
        "and skills?", chat=GROUP, sender=CHI, reply_to_message=pointer.result
    )

    assert told("MLE vs MLSE education") in own.open
    assert told("MLE vs MLSE skills") in reply.open


async def test_edited_question(conversation: Conversation, told: Told) -> None:
    """A question edited into one just answered has its own answer changed, in full."""
    await _first(conversation)
    question = message("/ask DLE tools", chat=GROUP, sender=BEN)
    (other,) = await conversation.feed(update(message=question))

    (changed,) = await conversation.feed(update(edited_message=edited(question, ASKED)))

    assert other.result["message_id"] == changed.params["message_id"]
    assert told("MLE vs MLSE tools") in changed.open


async def test_edited_after_a_pointer(conversation: Conversation, told: Told) -> None:
    """A question that was pointed, once edited, is answered in the place of the pointer."""
    await _first(conversation)
    question = message(ASKED, chat=GROUP, sender=BEN)
    (pointer,) = await conversation.feed(update(message=question))

    (changed,) = await conversation.feed(update(edited_message=edited(question, "/ask DLE tools")))

    assert pointer.result["message_id"] == changed.params["message_id"]
    assert told("DLE tools") in changed.open
