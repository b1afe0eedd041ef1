"""Plain text for the terminal and for programs."""

from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answer import Answer, Block, Citation
from bot.engine.reading import Reading
from bot.render.plain import plain
from bot.render.reply import MESSAGE
from tests.generated import answers, moderate


def test_plain() -> None:
    """Each kind of line has its plain form."""
    answer = Answer(
        Reading("explain"),
        "Title",
        lead="Lead",
        blocks=(
            Block("", ("<one>", "two")),
            Block("Both", ("a", "b"), names=True),
            Block("Label", ("three",)),
        ),
        notes=("Note",),
        legend="1/2: one of two",
        tip="Do",
        citations=(Citation("s", "T", "loaf.ai", "2025"),),
    )
    expected = (
        "Title\nLead\n- <one>\n- two\nBoth: a, b\n\nLabel:\n- three\n\n1/2: one of two\n\nNote\n\n"
        "Tip: Do\n\nSources: loaf.ai (2025)"
    )
    actual = plain(answer).text

    assert expected == actual


@moderate
@given(answers, st.none() | st.integers(1, 2000))
def test_length(answer: Answer, limit: int | None) -> None:
    """The length of a reply is the length of its text."""
    reply = plain(answer, limit)

    assert len(reply.text) == reply.length


@moderate
@given(answers)
def test_without_a_limit_it_is_one_message(answer: Answer) -> None:
    """Without a limit there is room for one message of Telegram."""
    assert plain(answer) == plain(answer, MESSAGE)
