"""Buttons."""

import pytest

from bot.adapters.telegram.keyboard import WIDTH, keyboard, pressed
from bot.engine.answer import Suggestion
from bot.render.reply import Reply
from tests.telegram.build import BEN, GROUP, press, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram


def _answers(telegram: Telegram) -> int:
    return sum(call.method == "answerCallbackQuery" for call in telegram.calls)


async def test_edits_in_place(conversation: Conversation, telegram: Telegram) -> None:
    """A pressed button changes the message that bears it, and is answered once."""
    first = await conversation.gets("MLE vs MLSE tools?")

    (second,) = await conversation.presses(first.buttons[0]["text"], first)

    assert second.method == "editMessageText"
    assert first.result["message_id"] == second.params["message_id"]
    assert _answers(telegram) == 1


async def test_every_button(conversation: Conversation) -> None:
    """Every button asks a question that is understood without the talk before it."""
    first = await conversation.gets("MLE vs MLSE tools?")

    for button in first.buttons:
        data = button["callback_data"]
        await conversation.feed(update(callback_query=press(data, first.result)))
        assert "outside what I know" not in conversation.telegram.sent()[-1].text


async def test_pressed_twice(conversation: Conversation, telegram: Telegram) -> None:
    """A button pressed again changes nothing and hurts nobody."""
    first = await conversation.gets("MLE vs MLSE tools?")
    button = first.buttons[0]["text"]
    await conversation.presses(button, first)

    assert await conversation.presses(button, first) == []
    assert _answers(telegram) == 2


async def test_reply_after_a_press(conversation: Conversation) -> None:
    """A reply goes on from what the message shows now."""
    first = await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP)
    data = "q1:DLE vs DSE tools"
    await conversation.feed(update(callback_query=press(data, first.result, sender=BEN)))

    reply = await conversation.gets("education?", chat=GROUP, reply_to_message=first.result)

    assert "DLE" in reply.text
    assert "DSE" in reply.text


async def test_press_goes_on_in_the_talk(conversation: Conversation) -> None:
    """Who presses a button may go on typing from there."""
    first = await conversation.gets("MLE tools?")
    await conversation.feed(update(callback_query=press("q1:DLE vs DSE tools", first.result)))

    reply = await conversation.gets("and education?")

    assert "DSE" in reply.text


@pytest.mark.parametrize("data", ["v0:s:mle:tools", "q1:", "x", "v1:+", "v1:?MLE"])
async def test_unknown_data(conversation: Conversation, telegram: Telegram, data: str) -> None:
    """A button of another version is answered kindly, and its message stays."""
    first = await conversation.gets("MLE tools?")

    assert await conversation.feed(update(callback_query=press(data, first.result))) == []
    assert telegram.calls[-1].params["text"]


async def test_no_message(conversation: Conversation, telegram: Telegram) -> None:
    """A press that comes without its message is answered kindly."""
    assert await conversation.feed(update(callback_query=press("q1:MLE tools", None))) == []
    assert telegram.calls[-1].params["text"]


async def test_too_old(conversation: Conversation) -> None:
    """Under a message too old to be changed the answer comes as a new one."""
    first = await conversation.gets("MLE tools?")
    old = {"chat": first.result["chat"], "message_id": first.result["message_id"], "date": 0}

    (reply,) = await conversation.feed(update(callback_query=press("q1:MLS tools", old)))

    assert reply.method == "sendMessage"


async def test_press_too_old(conversation: Conversation, telegram: Telegram) -> None:
    """A press that waited too long to be answered still changes its message."""
    first = await conversation.gets("MLE tools?")
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    telegram.faults["answerCallbackQuery"].append((400, {"ok": False, "description": late}))

    (reply,) = await conversation.feed(update(callback_query=press("q1:MLS tools", first.result)))

    assert reply.method == "editMessageText"


def test_too_long_for_a_button() -> None:
    """A question of more than 64 bytes has no button; bytes count, not letters."""
    fits = Suggestion("fits", "x" * 61)
    long = Suggestion("long", "é" * 31)

    markup = keyboard(Reply("x", 1, (fits, long)))

    assert markup is not None
    assert [[button.text for button in row] for row in markup.inline_keyboard] == [["fits"]]


def test_more_comes_first() -> None:
    """The rest of a shortened answer is the first button."""
    markup = keyboard(Reply("x", 1, tuple(Suggestion(str(n), str(n)) for n in range(3)), "all"))

    assert markup is not None
    assert [len(row) for row in markup.inline_keyboard] == [3, 1]
    assert pressed(str(markup.inline_keyboard[0][0].callback_data)) == "all"


def test_no_buttons() -> None:
    """A reply without next questions has no keyboard."""
    assert keyboard(Reply("x", 1)) is None


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        # three stand side by side, no more
        (["a", "b", "c", "d"], [3, 1]),
        # as long as a phone shows them
        (["x" * (WIDTH // 2)] * 2, [2]),
        (["x" * (WIDTH // 2), "x" * (WIDTH // 2 + 1)], [1, 1]),
        (["x" * WIDTH, "b", "c"], [1, 2]),
        (["a", "x" * (WIDTH - 2), "c", "d"], [3, 1]),
        # one too long for any row stands alone
        (["x" * (WIDTH + 1), "b"], [1, 1]),
        (["a", "x" * (WIDTH + 1), "c"], [1, 1, 1]),
    ],
)
def test_rows(labels: list[str], expected: list[int]) -> None:
    """Buttons share a row while their labels can be read side by side."""
    suggestions = tuple(Suggestion(label, str(place)) for place, label in enumerate(labels))
    markup = keyboard(Reply("x", 1, suggestions))

    assert markup
    assert expected == [len(row) for row in markup.inline_keyboard]
    assert labels == [button.text for row in markup.inline_keyboard for button in row]
