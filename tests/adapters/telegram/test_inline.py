"""Inline: what is offered to whoever types behind the bot's name in any chat."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.engine.commands import question
from tests.generated import moderate
from tests.telegram import tdlib
from tests.telegram.build import BEN, GROUP, PRIVATE, press, update
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Raw, Telegram, unfolded

QUERY = 256
"""Letters of a query that Telegram delivers."""


def _texts(results: list[Raw]) -> list[str]:
    return [
        str(tdlib.parse(one["input_message_content"]["message_text"])["text"]) for one in results
    ]


def _buttons(result: Raw) -> list[Raw]:
    return [one for row in result["reply_markup"]["inline_keyboard"] for one in row]


def _titles(results: list[Raw]) -> list[str]:
    return [one["title"] for one in results]


async def test_best_first(conversation: Conversation) -> None:
    """The answer to what was typed comes first, then what else there is on the same role."""
    first, *others = _titles(await conversation.offered("mle tools"))

    assert first == "Tools: Machine Learning Engineer"
    assert len(others) >= 3
    assert all("Machine Learning Engineer" in title for title in others)


@pytest.mark.parametrize("typed", ["", "mle vs mlse", "mle", "who uses docker", "roles", "pizza"])
async def test_told_apart(conversation: Conversation, typed: str) -> None:
    """A phone shows the first letters of a title, and by these no two are the same."""
    titles = _titles(await conversation.offered(typed))

    assert len(titles) >= 3
    assert len({title[:25] for title in titles}) == len(titles)


async def test_no_result_twice(conversation: Conversation) -> None:
    """Where two questions have the same answer it is offered once; Telegram refuses twins."""
    results = await conversation.offered("does mle use airflow")

    texts = _texts(results)
    assert len(texts) >= 3
    assert len(set(texts)) == len(texts)


async def test_described(conversation: Conversation, told: Told) -> None:
    """What a result would say first stands under its title, as long as a phone shows it."""
    first, *_ = await conversation.offered("mle tools")

    assert told("MLE tools") == first["description"]


async def test_described_in_one_line(conversation: Conversation) -> None:
    """A description is one line that a phone shows, and ends with a whole word."""
    for result in await conversation.offered("mle vs mlse"):
        assert len(result["description"]) <= 120
        assert "\n" not in result["description"]
        assert re.search(r"\w…$|[.:!]$", result["description"])


@pytest.mark.parametrize("typed", ["mle", "mle vs mlse", "who uses c++", "how to become a ds"])
async def test_same_as_in_a_chat(conversation: Conversation, typed: str) -> None:
    """What is offered first is what a group would be answered."""
    first, *_ = _texts(await conversation.offered(typed))

    assert (await conversation.gets(f"/ask {typed}", chat=GROUP)).text == first


@pytest.mark.parametrize("typed", ["mle tools \ud800", "\udfff", "gromf \ud83d", "\ud800" * 256])
async def test_half_a_character(conversation: Conversation, typed: str) -> None:
    """A half of a character, of which some clients send one, is no reason for silence."""
    assert await conversation.offered(typed)


async def test_nothing_typed(conversation: Conversation) -> None:
    """Before anything is typed there are answers that show what can be asked."""
    results = await conversation.offered("")

    assert len(results) >= 4
    assert _titles(results) == _titles(await conversation.offered("  "))


@pytest.mark.parametrize("typed", ["hello", "blorp", "🤔", "thanks!", "/", "?"])
async def test_nothing_to_say(conversation: Conversation, typed: str) -> None:
    """Small talk and what is not understood offer answers, and never an excuse to send."""
    results = await conversation.offered(typed)

    assert len(results) >= 4
    assert not any("I can't help" in text for text in _texts(results))


async def test_stable(conversation: Conversation) -> None:
    """The same result has the same id, whoever asks, and next to whatever it is offered."""
    ids = {one["title"]: one["id"] for one in await conversation.offered("mle")}
    again = {
        one["title"]: one["id"] for one in await conversation.offered("mle tools", sender=BEN)
    }

    shared = ids.keys() & again.keys()
    assert len(shared) >= 3
    assert [ids[title] for title in shared] == [again[title] for title in shared]


@settings(moderate, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=QUERY) | st.text("mlsedr vsc+?/@_-", max_size=QUERY))
async def test_any_query(conversation: Conversation, typed: str) -> None:
    """Whatever is typed, Telegram takes what is offered, and each result can be told apart."""
    results = await conversation.offered(typed)

    assert 1 <= len(results) <= 6
    assert len({one["id"] for one in results}) == len(results)
    assert all(one["title"].strip() and one["description"].strip() for one in results)
    contents = [one["input_message_content"]["message_text"] for one in results]
    assert all(0 < len(unfolded(text)) <= 500 for text in contents)


@pytest.mark.parametrize(
    "typed", ["mle vs mlse tools", "c++ or r?", "mehr Geld, DS oder DA?", "ü"]
)
async def test_on_in_private(conversation: Conversation, typed: str) -> None:
    """The button above the results asks the same in private."""
    await conversation.offered(typed)
    payload = conversation.telegram.calls[-1].params["button"]["start_parameter"]

    assert typed == question(f"/start {payload}")


async def test_too_long_to_go_on(conversation: Conversation) -> None:
    """A query that no link can carry leads to the help."""
    await conversation.offered("é" * QUERY)

    assert conversation.telegram.calls[-1].params["button"]["start_parameter"] == "help"


async def test_leaves_no_trace(conversation: Conversation, log: list[Any]) -> None:
    """Of keystrokes nothing is kept or counted; the log has a line without the words."""
    for typed in ("mle", "mle blorp", "blorp"):
        await conversation.offered(typed)

    assert await conversation.store.forget("") == 0
    assert await conversation.store.counts("unanswered") == {}
    assert ["inline"] * 3 == [line["surface"] for line in log]
    assert "blorp" not in str(log)


async def test_without_context(conversation: Conversation) -> None:
    """What was asked in private is not read into what many may be offered."""
    before = await conversation.offered("and education?")
    await conversation.gets("MLE vs MLSE tools?")

    assert before == await conversation.offered("and education?")


async def test_pressed(conversation: Conversation, telegram: Telegram, told: Told) -> None:
    """A button under an inline message changes that message, and nothing is kept."""
    first, *_ = await conversation.offered("mle tools")
    chosen = telegram.choose(first)
    (data,) = [one["callback_data"] for one in _buttons(first) if one["text"] == "Education"]

    (changed,) = await conversation.feed(update(callback_query=press(data, chosen)))

    assert changed.method == "editMessageText"
    assert chosen == changed.params["inline_message_id"]
    assert told("MLE education") in telegram.inline[chosen]["text"]
    assert await conversation.store.forget("") == 0


async def test_pressed_twice(conversation: Conversation, telegram: Telegram) -> None:
    """A button under an inline message, pressed again, changes nothing and hurts nobody."""
    first, *_ = await conversation.offered("mle tools")
    chosen = telegram.choose(first)

    presses = [update(callback_query=press("q1:MLS tools", chosen, sender=BEN)) for _ in "12"]
    shown = await conversation.feed(*presses)

    assert len(shown) == 1
    assert telegram.queries == set()


async def test_pressed_after_it_is_gone(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """Where an inline message cannot be changed any more nothing else is tried."""
    assert await conversation.feed(update(callback_query=press("q1:MLS tools", "gone"))) == []

    assert sum(call.method == "editMessageText" for call in telegram.calls) == 1
    assert len(log) == 1


async def test_more_leads_into_private(conversation: Conversation) -> None:
    """What an inline answer leaves out is a link, for the message is many people's."""
    first, *_ = await conversation.offered("mle vs mlse tools")
    buttons = _buttons(first)

    assert [one["text"] for one in buttons if "url" in one] == ["More in private"]
    assert not any("v1:" in one.get("callback_data", "") for one in buttons)


async def test_too_late(conversation: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """Who has typed on does not wait any more: no fault, one line, nobody is told."""
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    telegram.faults["answerInlineQuery"].append((400, {"ok": False, "description": late}))

    with pytest.raises(AssertionError):
        await conversation.offered("mle")

    assert [line["event"] for line in log] == ["undelivered"]
    assert len(telegram.calls) == 1


async def test_own_result_is_no_question(conversation: Conversation) -> None:
    """A text that the bot itself has offered is no question where it is sent."""
    first, *_ = _texts(await conversation.offered("mle tools"))

    assert await conversation.says(first, chat=PRIVATE, via_bot=conversation.telegram.me) == []


@pytest.mark.parametrize(
    ("typed", "kind"), [("", "help"), ("mle tools", "explain"), ("blorp", "unknown")]
)
async def test_logged(conversation: Conversation, log: list[Any], typed: str, kind: str) -> None:
    """The log tells how a query was read, whatever is offered beside it."""
    await conversation.offered(typed)

    assert [kind] == [line["kind"] for line in log if line["event"] == "answered"]
