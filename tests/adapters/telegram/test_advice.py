"""The quiz as people meet it in Telegram, and the commands beside it; job ads: test_ads.py."""

import re

import pytest

from tests.telegram.build import BEN, DATE, GROUP, edited, message, press, update
from tests.telegram.conversation import Conversation, Start, Told
from tests.telegram.wire import Call, Raw, Telegram

BACK = "‹ Back"
BEGUN = "Question 1 of at most 6."
RESULT = re.compile("I'd look at .+ first|It's a tie between .+ and .+")


def _states(call: Call) -> dict[str, str]:
    """Return the questions of the buttons by their labels."""
    return {one["text"]: one["callback_data"].removeprefix("q1:") for one in call.buttons}


def _state(call: Call) -> str:
    """Return the answers given so far, which each button for both sides holds."""
    *given, both = _states(call)["Both"].split()
    assert both.endswith("b")
    return " ".join(given)


@pytest.mark.parametrize("text", ["/quiz", "quiz", "Quiz!", "/start quiz"])
async def test_quiz(conversation: Conversation, text: str) -> None:
    """The quiz begins with a question that has five answers, and each button bears all of it."""
    asked = await conversation.gets(text)

    assert BEGUN in asked.text
    first, second, *others = _states(asked).items()
    assert first[0] in asked.text
    assert second[0] in asked.text
    assert ["Both", "Neither", "Skip"] == [label for label, _ in others]
    theme = first[1].removesuffix("1")
    assert [f"{theme}{choice}" for choice in "12bns"] == [*_states(asked).values()]


@pytest.mark.parametrize(
    ("typed", "code"), [("1", "1"), ("2", "2"), ("both", "b"), ("Neither.", "n"), ("skip", "s")]
)
async def test_typed_or_pressed(conversation: Conversation, typed: str, code: str) -> None:
    """An answer may be typed or pressed: what is asked next is the same."""
    asked = await conversation.gets("quiz")
    (data,) = [one for one in _states(asked).values() if one.endswith(code)]

    next_ = await conversation.gets(typed)
    (pressed,) = await conversation.feed(update(callback_query=press(f"q1:{data}", asked.result)))

    assert data == _state(next_) == _state(pressed)
    assert "Question 2 of" in next_.text
    assert next_.text == pressed.text
    assert asked.result["message_id"] == pressed.params["message_id"]


async def test_typed_in_its_words(conversation: Conversation) -> None:
    """The words on a button may be typed as they stand there."""
    asked = await conversation.gets("quiz")
    label, state = [*_states(asked).items()][1]

    assert state == _state(await conversation.gets(label.lower()))


async def test_back(conversation: Conversation) -> None:
    """ "back" takes the latest answer away, typed or pressed; at the beginning it changes none."""
    begun = await conversation.gets("/quiz")
    second = await conversation.gets("1")
    await conversation.gets("2")

    again = await conversation.gets("back")
    (first,) = await conversation.presses(BACK, second)

    assert second.text == again.text
    assert _states(second) == _states(again)
    assert BACK not in _states(begun)
    assert begun.text == first.text
    assert begun.text == (await conversation.gets("back")).text


@pytest.mark.parametrize("typed", ["1", "2", "both", "neither", "skip"])
async def test_comes_to_an_end(conversation: Conversation, typed: str) -> None:
    """Whatever is answered, after six questions at most roles are recommended."""
    shown = await conversation.gets("/quiz")
    for _ in range(6):
        if "Question" not in shown.text:
            break
        shown = await conversation.gets(typed)

    assert "Question" not in shown.text
    assert shown.buttons


async def test_recommends(conversation: Conversation, told: Told) -> None:
    """The result names the roles that fit, and the talk goes on from them."""
    shown = await conversation.gets("/quiz")
    while "Question" in shown.text:
        shown = await conversation.gets("1")

    (first,) = RESULT.findall(shown.open.split("\n")[0])
    become = shown.buttons[0]["text"].removeprefix("Become ")
    assert become.split()[0].lower() in first.lower()
    (steps,) = await conversation.presses(f"Become {become}", shown)
    assert told(f"how to become a {become}") in steps.open


async def test_restart(start: Start) -> None:
    """A quiz goes on after a restart, typed or pressed."""
    conversation = await start()
    await conversation.gets("/quiz")
    second = await conversation.gets("1")

    conversation = await start()
    third = await conversation.gets("2")
    conversation = await start()
    (pressed,) = await conversation.presses("Both", third)

    assert "Question 3 of" in third.text
    assert _state(second) + " " == _state(third)[: len(_state(second)) + 1]
    if "Question" in pressed.text:
        assert _state(third) in _state(pressed)
    while "Question" in pressed.text:
        conversation = await start()
        pressed = await conversation.gets("1")
    assert RESULT.match(pressed.text)


async def test_old_button(start: Start) -> None:
    """An old button changes the answer given there, and the quiz goes on from that, whenever."""
    conversation = await start()
    begun = await conversation.gets("/quiz")
    first = _state(await conversation.gets("1"))
    await conversation.gets("1")
    # Nothing of it is left anywhere but on the button.
    await conversation.store.forget("")
    conversation = await start()

    (changed,) = await conversation.presses([*_states(begun)][1], begun)
    next_ = await conversation.gets("both")

    other = first.removesuffix("1") + "2"
    assert begun.result["message_id"] == changed.params["message_id"]
    assert other == _state(changed)
    assert _state(next_).startswith(f"{other} ")
    assert next_.method == "sendMessage"


async def test_answer_edited(conversation: Conversation) -> None:
    """An answer that its asker edits is another answer, and what it led to changes in place."""
    await conversation.gets("/quiz")
    answer = message("1")
    (led,) = await conversation.feed(update(message=answer))

    (changed,) = await conversation.feed(update(edited_message=edited(answer, "2")))

    assert changed.method == "editMessageText"
    assert led.result["message_id"] == changed.params["message_id"]
    assert _state(changed) == _state(led).removesuffix("1") + "2"


async def test_left(conversation: Conversation, told: Told) -> None:
    """A question of its own leaves the quiz; what comes after it answers no quiz."""
    await conversation.gets("/quiz")

    assert told("MLE tools") in (await conversation.gets("MLE tools?")).open
    assert "Question" not in (await conversation.gets("1")).text


async def test_quiz_in_a_group(conversation: Conversation) -> None:
    """In a group replies to the question answer it, whoever replies; other words are no answer."""
    begun = await conversation.gets("/quiz", chat=GROUP)

    assert await conversation.says("1", chat=GROUP) == []
    second = await conversation.gets("1", chat=GROUP, reply_to_message=begun.result)
    third = await conversation.gets("2", chat=GROUP, sender=BEN, reply_to_message=second.result)
    # Each question may be answered again, and goes on from its own answers.
    later = {"date": DATE + 9, "reply_to_message": begun.result}
    other = await conversation.gets("2", chat=GROUP, sender=BEN, **later)

    for number, call in enumerate((begun, second, third), 1):
        assert f"Question {number} of" in call.text
    assert _state(third).startswith(_state(second))
    assert _state(other) == _state(second).removesuffix("1") + "2"
    assert all(len(call.text) <= 500 for call in (begun, second, third, other))


async def test_two_quizzes_in_a_group(conversation: Conversation) -> None:
    """Two people of a group may take the quiz side by side; neither is pointed at the other's."""
    anas = await conversation.gets("/quiz", chat=GROUP)
    bens = await conversation.gets("/quiz@Rolewise_Bot", chat=GROUP, sender=BEN)

    after_ana = await conversation.gets("1", chat=GROUP, reply_to_message=anas.result)
    after_ben = await conversation.gets("2", chat=GROUP, sender=BEN, reply_to_message=bens.result)

    assert anas.text == bens.text
    assert _state(after_ana).endswith("1")
    assert _state(after_ben).endswith("2")


async def test_quiz_of_a_guest(conversation: Conversation, telegram: Telegram) -> None:
    """Called as a guest the quiz goes on by its buttons, in the one message that it has."""
    begun = await conversation.calls_in("@Rolewise_Bot quiz")
    inline = begun.result["inline_message_id"]
    state = next(iter(_states(begun).values()))

    await conversation.feed(update(callback_query=press(f"q1:{state}", inline, sender=BEN)))

    assert "Question 2 of" in telegram.inline[inline]["text"]


@pytest.mark.parametrize("chat", [None, GROUP])
@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/map", "The shape of the field"),
        ("/map@Rolewise_Bot", "The shape of the field"),
        ("/sources", "Where my answers come from"),
    ],
)
async def test_commands(
    conversation: Conversation, command: str, words: str, chat: Raw | None
) -> None:
    """The map and the sources have commands, in groups as well and within their room."""
    answer = await conversation.gets(command, **({"chat": chat} if chat else {}))

    assert words in answer.text
    assert len(answer.open) <= (500 if chat else 700)
    assert answer.buttons
