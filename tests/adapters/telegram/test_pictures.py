"""Pictures: /picture, in private and in groups, made once and sent by its id after that."""

import pytest

from bot.adapters.telegram.talk import Talk
from bot.engine.chart import Chart
from tests.telegram.build import GROUP
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Call, Telegram


class Drawn:
    """Counts what is drawn, and draws nothing."""

    def __init__(self) -> None:
        self.charts: list[Chart] = []

    def __call__(self, chart: Chart) -> bytes:
        self.charts.append(chart)
        return b"\xff\xd8 a picture"


@pytest.fixture(name="drawn")
def _drawn(talk: Talk) -> Drawn:
    drawn = Drawn()
    talk.pictures.draw = drawn
    return drawn


def _caption(call: Call) -> str:
    assert call.method == "sendPhoto"
    return str(call.params["caption"])


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("asked", "words"),
    [("MLE vs DS", "Data scientist, skills:"), ("data analyst salary", "Senior: $")],
)
async def test_after_an_answer(conversation: Conversation, asked: str, words: str) -> None:
    """A bare command draws what was answered last; the caption says what is seen."""
    await conversation.gets(asked)

    assert words in _caption(await conversation.gets("/picture"))


async def test_in_one_go(conversation: Conversation, drawn: Drawn) -> None:
    """Words behind the command are a question; the talk goes on from it."""
    shown = await conversation.gets("/picture MLE vs DS")
    after = await conversation.gets("and pay?")

    assert "<b>ML Engineer vs Data Scientist</b>" in _caption(shown)
    assert "about $37k a year" in after.open
    assert 1 == len(drawn.charts)


async def test_drawn_once(conversation: Conversation, telegram: Telegram, drawn: Drawn) -> None:
    """A second time Telegram is given the id; one that it has lost is drawn anew."""
    first = await conversation.gets("/picture MLE vs DS")
    second = await conversation.gets("/picture MLE vs DS")
    telegram.photos.clear()
    third = await conversation.gets("/picture MLE vs DS")

    assert "photo" not in first.params
    assert first.result["photo"][-1]["file_id"] == second.params["photo"]
    assert "photo" not in third.params
    assert 2 == len(drawn.charts)


@pytest.mark.usefixtures("drawn")
async def test_in_a_group(conversation: Conversation) -> None:
    """In a group it answers the command, and a reply to an answer draws that answer."""
    answer = await conversation.gets("@Rolewise_Bot MLE vs DS", chat=GROUP)
    await conversation.gets("@Rolewise_Bot data engineer", chat=GROUP)
    shown = await conversation.gets("/picture", chat=GROUP, reply_to_message=answer.result)

    assert "ML Engineer vs Data Scientist" in _caption(shown)
    assert "reply_parameters" in shown.params


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("before", [None, "does a data engineer need SQL?", "hi"])
async def test_nothing_to_draw(conversation: Conversation, before: str | None) -> None:
    """Where nothing can be drawn a line says what can."""
    if before:
        await conversation.gets(before)

    reply = await conversation.gets("/picture")
    assert reply.method == "sendMessage"
    assert "I can draw jobs beside one another" in reply.text


async def test_nothing_to_draw_with(conversation: Conversation) -> None:
    """Without the extra a kind line comes in its place."""
    assert "words say the same" in (await conversation.gets("/picture MLE vs DS")).text
