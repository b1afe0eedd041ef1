"""Plain text for the terminal and for programs."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answer import Answer, Block, Citation
from bot.engine.reading import Reading
from bot.render.plain import BOLD, DIM, END, LINK, plain, styled
from bot.render.reply import MESSAGE
from tests.generated import answers, moderate


def test_plain() -> None:
    """Each kind of line has its plain form, the sources among them."""
    answer = Answer(
        Reading("explain"),
        "Title",
        "Verdict.",
        ("Because.", "And so on."),
        blocks=(
            Block("", ("<one>", "two")),
            Block("Both", ("a", "b"), names=True),
            Block("Label", ("three",)),
        ),
        asides=("Mind this.", "And this."),
        doubts=("How sure? Very.",),
        citations=(Citation("s", "Bread", "loaf.ai", "2025", "https://loaf.ai/bread"),),
    )
    expected = (
        "Verdict.\n\nBecause.\n\nAnd so on.\n- <one>\n- two\nBoth: a, b\n\nLabel:\n- three\n\n"
        "Mind this.\nAnd this.\n\n  How sure? Very.\n  loaf.ai: Bread (2025)"
    )
    actual = plain(answer).text

    assert expected == actual


def test_sources_that_were_asked_for() -> None:
    """Whoever asks for the sources sees where they are."""
    citation = Citation("s", "Bread", "loaf.ai", "2025", "https://loaf.ai/bread")
    answer = Answer(Reading("explain", manner="source"), "", "So.", citations=(citation,))

    assert "loaf.ai: Bread (2025) https://loaf.ai/bread" in plain(answer).text


@moderate
@given(answers, st.none() | st.integers(1, 2000))
def test_length(answer: Answer, limit: int | None) -> None:
    """The length of a reply is the length of its text, sources aside."""
    reply = plain(replace(answer, doubts=(), citations=()), limit)

    assert len(reply.text) == reply.length


def test_styled() -> None:
    """For a window heads are bold, and doubts and sources dim; a source's name is a link."""
    url = "https://loaf.ai/bread"
    answer = Answer(
        Reading("explain"),
        "Title",
        "Verdict.",
        blocks=(Block("Both", ("a", "b"), names=True), Block("Label", ("three",))),
        doubts=("How sure? Very.",),
        citations=(Citation("s", "Bread", "loaf.ai", "2025", url),),
    )
    expected = (
        f"{BOLD}Verdict.{END}\n{BOLD}Both:{END} a, b\n\n{BOLD}Label:{END}\n- three\n\n"
        f"  {DIM}How sure? Very.{END}\n"
        f"  {DIM}{LINK.format(url=url, text='loaf.ai')}: Bread (2025){END}"
    )
    actual = styled(answer).text

    assert expected == actual


@moderate
@given(answers, st.none() | st.integers(1, 2000))
def test_styled_says_the_same(answer: Answer, limit: int | None) -> None:
    """A window shows the words of the plain text, and no other signs between them."""
    answer = replace(answer, reading=answer.reading.with_(manner=""))  # else with addresses
    reply = styled(answer, limit)
    text = re.sub(r"\x1b(?:\[[012]m|\]8;;[^\x1b]*\x1b\\)", "", reply.text)

    assert replace(plain(answer, limit), text="") == replace(reply, text="")
    assert plain(answer, limit).text == text


@moderate
@given(answers)
def test_without_a_limit_it_is_one_message(answer: Answer) -> None:
    """Without a limit there is room for one message of Telegram."""
    assert plain(answer) == plain(answer, MESSAGE)


@pytest.mark.parametrize(
    "said",
    ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\r", "\x00", "\u202eabc", "\u2066", "\ud800"],
)
def test_nothing_steers_the_terminal(said: str) -> None:
    """Words that are quoted neither move the cursor nor turn the writing round."""
    answer = Answer(Reading("unknown"), f"On “{said}”", blocks=(Block(said, (said,)),))
    text = plain(answer).text

    assert all(line.isprintable() for line in text.split("\n"))
    assert len(text) == plain(answer).length
    assert text == re.sub(r"\x1b\[[012]m", "", styled(answer).text)
