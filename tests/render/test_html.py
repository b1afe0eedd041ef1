"""HTML that Telegram takes and shows as it was meant."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import oracle
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer, Block, Citation
from bot.engine.reading import Question, Reading
from bot.render.html import escape, html
from bot.render.plain import plain
from bot.render.reply import GROUP, MESSAGE, SCREEN
from tests.generated import answers, thorough
from tests.telegram import tdlib

Places = Callable[[str], Answer]

LIKE_LINKS = [
    *("fast.ai", "H2O.ai", "aijobs.net", "ASP.NET", "K8s.io", "plot.ly", "levels.fyi"),
    *("main.py", "README.md", "setup.sh", "arxiv.org", "kaggle.com"),
    *("huggingface.co", "daily.dev", "course.careers", "jobs.co.uk"),
]
NO_LINKS = ["D3.js", "Node.js", ".NET", "CI/CD", "A/B", "scikit-learn", "O*NET", "Ph.D.", "C++"]


def _parse(text: str) -> dict[str, Any]:
    parse = oracle.parser()

    assert parse is not None, "tdjson is one of the tools for the tests"
    return parse(text)


def _linked(parsed: dict[str, Any]) -> list[str]:
    """Return what Telegram would turn into a link, command or tag by itself."""
    own = [
        range(one["offset"], one["offset"] + one["length"])
        for one in parsed["entities"]
        if one["type"]["@type"] == "textEntityTypeCode"
    ]
    return [
        one["type"]
        for one in tdlib.entities(parsed["text"])
        if not any(one["offset"] in place for place in own)
    ]


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN, MESSAGE]))
def test_telegram_takes_it(answer: Answer, limit: int) -> None:
    """Whatever an answer says, its markup is whole, and Telegram counts what we counted."""
    reply = html(answer, limit)
    parsed = _parse(reply.text)

    assert parsed["@type"] == "formattedText"
    assert reply.length == len(parsed["text"])


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN, MESSAGE]))
def test_it_says_what_the_plain_text_says(answer: Answer, limit: int) -> None:
    """Markup aside, Telegram shows what the terminal shows; only the bullets differ."""
    shown = _parse(html(answer, limit).text)["text"].replace("\n• ", "\n- ")
    expected = plain(answer, limit).text.replace("\n• ", "\n- ")

    assert expected == shown


@pytest.mark.parametrize("text", ["<b>", "a & b", "x < y > z", "&lt;", "</i>", "<a href='x'>"])
def test_escape(text: str) -> None:
    """Signs of markup are shown as signs."""
    actual = _parse(escape(text))

    assert text == actual["text"]
    assert not actual["entities"]


PLACES: list[Places] = [
    lambda name: Answer(Reading("help"), f"On {name}"),
    lambda name: Answer(Reading("help"), "T", lead=f"See {name}, please"),
    lambda name: Answer(Reading("help"), "T", blocks=(Block("", (f"{name}: good",)),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block(name, ("good",)),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block("", (name, "x"), names=True),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block(name, ("x",), names=True),)),
    lambda name: Answer(Reading("help"), "T", notes=(f"({name})",)),
    lambda name: Answer(Reading("help"), "T", tip=f"Use {name}."),
    lambda name: Answer(Reading("help"), "T", citations=(Citation("s", "T", name, "2025"),)),
]
PLACE_NAMES = [
    *("title", "lead", "point", "label", "name", "names-label", "note", "tip", "publisher"),
]


@pytest.mark.parametrize("name", LIKE_LINKS + NO_LINKS)
@pytest.mark.parametrize("place", PLACES, ids=PLACE_NAMES)
def test_no_links_of_telegrams_making(place: Places, name: str) -> None:
    """A name that looks like an address stays a name, wherever it stands."""
    parsed = _parse(html(place(name)).text)

    assert name in parsed["text"]
    assert not _linked(parsed)


@pytest.mark.parametrize("name", LIKE_LINKS)
def test_the_oracle_knows_links(name: str) -> None:
    """Left alone, Telegram would make a link of such a name, so that the test above tells."""
    assert tdlib.entities(f"See {name}, please")


def test_each_kind_of_line_has_its_markup() -> None:
    """Titles, labels and short beginnings are bold, notes and sources in italics."""
    answer = Answer(
        Reading("explain"),
        "T & U",
        blocks=(
            Block("", ("PE: bakes", "long beginnings are: no heads")),
            Block("Both", ("a", "b"), names=True),
            Block("Label", ("three",)),
        ),
        notes=("Note",),
        tip="Do",
    )
    expected = (
        "<b>T &amp; U</b>\n• <b>PE:</b> bakes\n• long beginnings are: no heads\n"
        "<b>Both:</b> a, b\n\n<b>Label:</b>\n• three\n\n<i>Note</i>\n\n<b>Tip:</b> Do"
    )
    actual = html(answer).text

    assert expected == actual


@pytest.mark.parametrize("asked", ["PE vs PSE tools", "PE", "roles", "PE, PS, PSE, BRE in full"])
def test_answers_keep_the_limits(advisor: Advisor, asked: str) -> None:
    """An answer keeps the limit of its place; asked for in full, the limit of a message."""
    answer, _ = advisor.ask(Question(asked))
    room = MESSAGE if answer.reading.full else GROUP

    assert html(answer, GROUP).length <= room
