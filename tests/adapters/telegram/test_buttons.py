"""Buttons."""

from collections.abc import Sequence

import pytest

from bot.adapters.telegram.keyboard import WIDTHS, keyboard, pressed
from bot.engine.answer import Suggestion
from bot.render.reply import Reply
from tests.telegram.build import BEN, DATE, GROUP, PRIVATE, press, update
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Raw, Telegram


def _answers(telegram: Telegram) -> int:
    return sum(call.method == "answerCallbackQuery" for call in telegram.calls)


async def test_edits_in_place(conversation: Conversation, telegram: Telegram) -> None:
    """A pressed button changes the message that bears it, and is answered once."""
    first = await conversation.gets("MLE vs MLSE tools?")

    (second,) = await conversation.presses(first.buttons[0]["text"], first)

    assert second.method == "editMessageText"
    assert first.result["message_id"] == second.params["message_id"]
    assert _answers(telegram) == 1


async def test_every_button(conversation: Conversation, told: Told) -> None:
    """Every button asks a question that is understood without the talk before it."""
    first = await conversation.gets("MLE vs MLSE tools?")

    questions = [one["callback_data"] for one in first.buttons if one["callback_data"][0] == "q"]
    assert len(questions) >= 3
    for data in questions:
        await conversation.feed(update(callback_query=press(data, first.result)))
        shown = conversation.telegram.sent()[-1].open
        assert told(data.removeprefix("q1:")) in shown
        assert "I can't help" not in shown


async def test_pressed_twice(conversation: Conversation, telegram: Telegram) -> None:
    """A button pressed again changes nothing and hurts nobody."""
    first = await conversation.gets("MLE vs MLSE tools?")
    button = first.buttons[0]["text"]
    await conversation.presses(button, first)

    assert await conversation.presses(button, first) == []
    assert _answers(telegram) == 2


async def test_reply_after_a_press(conversation: Conversation, told: Told) -> None:
    """A reply goes on from what the message shows now."""
    first = await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP)
    data = "q1:DLE vs DSE tools"
    await conversation.feed(update(callback_query=press(data, first.result)))

    reply = await conversation.gets("education?", chat=GROUP, reply_to_message=first.result)

    assert told("DLE vs DSE education") in reply.open


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("q1:DLE vs DSE tools", {"url": "https://t.me/Rolewise_Bot?start=DLE_vs_DSE_tools"}),
        # too long for a link
        ("q1:" + "DLE vs DSE " * 5 + "!", {"show_alert": True}),
    ],
)
async def test_press_of_another(
    conversation: Conversation, telegram: Telegram, data: str, shown: Raw
) -> None:
    """In a group whoever presses under another's answer is led away, and nothing changes."""
    first = await conversation.gets("/ask MLE tools?", chat=GROUP)

    assert not await conversation.feed(
        update(callback_query=press(data, first.result, sender=BEN))
    )
    call = telegram.calls[-1]
    assert call.method == "answerCallbackQuery"
    assert shown.items() <= call.params.items()
    assert await conversation.feed(update(callback_query=press(data, first.result)))


async def test_few_in_a_group(conversation: Conversation) -> None:
    """Under what many read there are at most four buttons, whatever is asked."""
    for at, asked in enumerate(("MLE", "MLE vs MLSE", "/help", "/roles", "/compare", "/quiz")):
        reply = await conversation.gets(f"@Rolewise_Bot {asked}", chat=GROUP, date=DATE + 60 * at)

        assert 1 <= len(reply.buttons) <= 4


async def test_other_roles(conversation: Conversation, told: Told) -> None:
    """One button under a comparison leads to more roles, and to others instead."""
    first = await conversation.gets("DS vs MLE")
    (swap,) = await conversation.presses("⇄ Roles", first)
    (family,) = await conversation.presses("🔬 Research", swap)
    (three,) = await conversation.presses("Applied Scientist", family)
    (other,) = await conversation.presses("− ML Engineer", swap)
    (instead,) = await conversation.presses("Data Analyst", other)

    assert told("DS vs MLE vs Applied Scientist") in three.open
    assert told("DS vs DA") in instead.open
    (back,) = await conversation.presses("‹ Back", swap)
    assert first.open == back.open


@pytest.mark.parametrize("asked", ["MLE vs MLSE tools", "MLE", "who uses docker", "DA to DE"])
async def test_sources_beside(conversation: Conversation, asked: str) -> None:
    """The sources of an answer come in a message of their own, and lead back to it."""
    first = await conversation.gets(asked)
    (sources,) = await conversation.presses("Sources", first)
    (back,) = await conversation.presses("‹ Back", sources)

    assert sources.method == "sendMessage"
    assert sources.open.startswith("This is what it rests on")
    assert first.open == back.open


async def test_back_from_the_whole(conversation: Conversation) -> None:
    """What an answer grew into shrinks again at a tap."""
    for asked in ("MLE vs MLSE tools", "who uses docker", "which role pays best", "MLE salary"):
        first = await conversation.gets(asked)
        *_, whole = await conversation.presses("More", first)
        (back,) = await conversation.presses("‹ Back", whole)

        assert len(first.open) < len(whole.open)
        assert first.open == back.open


async def test_press_goes_on_in_the_talk(conversation: Conversation, told: Told) -> None:
    """Who presses a button may go on typing from there."""
    first = await conversation.gets("MLE tools?")
    await conversation.feed(update(callback_query=press("q1:DLE vs DSE tools", first.result)))

    reply = await conversation.gets("and education?")

    assert told("DLE vs DSE education") in reply.open


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


VOTES = {"+": "good", "-": "bad"}


def _labels(reply: Reply) -> list[list[str]]:
    """Return the labels under a reply, row by row."""
    markup = keyboard(reply, votes=VOTES)
    return [[one.text for one in row] for row in markup.inline_keyboard] if markup else []


def _reply(labels: Sequence[str], rows: int = 9, more: str = "", asked: str = "") -> Reply:
    suggestions = tuple(Suggestion(label, f"question {label}"[:60]) for label in labels)
    return Reply("x", 1, suggestions, more, rows=rows, asked=asked, about=asked)


def test_more_and_thumbs_share_the_last_row() -> None:
    """What leads on from the answer stands first; more of it and the thumbs stand below."""
    labels = _labels(_reply(["a", "b", "c"], more="all", asked="this"))
    markup = keyboard(_reply(["a"], more="all"))

    assert [["a", "b", "c"], ["More", "good", "bad"]] == labels
    assert markup
    assert "all" == pressed(str(markup.inline_keyboard[-1][0].callback_data))


@pytest.mark.parametrize(("more", "asked"), [("all", ""), ("", "this"), ("all", "this"), ("", "")])
def test_rows_are_few(more: str, asked: str) -> None:
    """There are no more rows than the answer may have, and the last of them is never lost."""
    for rows in (1, 2, 3, 4):
        labels = _labels(_reply([letter * 15 for letter in "abcdefghijkl"], rows, more, asked))
        last = [*(["More"] if more else []), *(["good", "bad"] if asked else [])]

        assert rows == len(labels)
        assert not last or last == labels[-1]


def test_no_thumb_for_what_cannot_be_counted() -> None:
    """What has no short question, or one too long for a button, has no thumbs."""
    assert [["More"]] == _labels(_reply([], more="all"))
    assert [["More"]] == _labels(_reply([], more="all", asked="x" * 62))


def test_no_buttons() -> None:
    """A reply without next questions has no keyboard."""
    assert keyboard(Reply("x", 1)) is None


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        # three short ones stand side by side, no more
        ([1, 1, 1, 1], [3, 1]),
        ([12, 12, 12], [3]),
        # two longer ones
        ([13, 1, 1], [2, 1]),
        ([1, 1, 13], [2, 1]),
        ([20, 20, 20], [2, 1]),
        # one too long for any row stands alone
        ([21, 1], [1, 1]),
        ([1, 21, 1], [1, 1, 1]),
        ([1, 1, 21], [2, 1]),
    ],
)
def test_rows(lengths: list[int], expected: list[int]) -> None:
    """Buttons share a row while a phone shows their labels whole, and keep their order."""
    names = [letter * length for letter, length in zip("abcdefgh", lengths, strict=False)]
    rows = _labels(_reply(names))

    assert expected == [len(row) for row in rows]
    assert names == [label for row in rows for label in row]


def test_a_choice_has_wide_rows() -> None:
    """What stands for the sides of a choice shares no row, however short it is."""
    sides = (Suggestion("a", "1", wide=True), Suggestion("b", "2", wide=True))
    others = tuple(Suggestion(label, label) for label in ("both", "neither", "skip"))

    labels = _labels(Reply("x", 1, (*sides, *others, Suggestion("back", "3", wide=True)), rows=4))

    assert [["a"], ["b"], ["both", "neither", "skip"], ["back"]] == labels


LABELLED = (
    *("MLE vs MLSE tools?", "MLE", "who uses docker", "MLE salary", "/help", "/roles"),
    *("quiz", "which role fits me", "I know SQL and Excel", "blorp", "tools?", "/map"),
)


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
async def test_labels_can_be_read(conversation: Conversation, chat: Raw) -> None:
    """Under every answer there are at most four rows, and every label has room in its row."""
    for asked in LABELLED:
        reply = await conversation.gets(f"@Rolewise_Bot {asked}", chat=chat)
        keys = reply.params["reply_markup"]["inline_keyboard"]
        rows = [[one["text"] for one in row] for row in keys]

        assert len(rows) <= 4, asked
        for row in rows:
            assert all(len(label) <= WIDTHS.get(len(row), 60) for label in row), asked
            assert len(row) == len({*row}), asked
