"""Words as they are printed."""

import pytest
from hypothesis import given

from bot.engine.answer import Answer, Block
from bot.engine.reading import Reading
from bot.render.html import html
from bot.render.typeset import typeset
from tests.generated import any_text, moderate
from tests.telegram import tdlib


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("BLS (2024-34 edition, read 2026-03)", "BLS (2024\u201334 edition, read 2026-03)"),
        ("file of 2020-2025", "file of 2020\u20132025"),
        ("40-50% in 6-9 months", "40\u201350% in 6\u20139 months"),
        ("here - and there", "here \u2013 and there"),
        # a month, a day, a code, a name, a word
        ("2025-08 2025-08-28", "2025-08 2025-08-28"),
        ("15-2051.00", "15-2051.00"),
        ("PL-300 scikit-learn A/B-tests", "PL-300 scikit-learn A/B-tests"),
        ("$140,300 or £59,999", "$140k or £60k"),
        ("$1,234,567 and $9,999", "$1,235k and $9,999"),
        ("$120k of 4,318 ads", "$120k of 4,318 ads"),
        # somebody's own words stay as they were
        ("“pay 2024-34: $140,300 - more”", "“pay 2024-34: $140,300 - more”"),
    ],
)
def test_printed(written: str, printed: str) -> None:
    """Ranges have en dashes, and sums of five figures are rounded to thousands."""
    assert printed == typeset(written)


@pytest.mark.parametrize(
    "quoted",
    [
        *("mail jobs@example.com", "ask @somebody", "#tag here", "$AAPL", "tap /start", "x/start"),
        *("https://evil.example/a?b=c", "t.me/evil", "www.x.example/a", "(/forget) @me_too"),
    ],
)
def test_quotes_have_no_effect(quoted: str) -> None:
    """Of somebody's words Telegram makes no link, mention, tag or command."""
    answer = Answer(Reading("recommend"), "Ad", blocks=(Block("What decides", (f"“{quoted}”",)),))
    parsed = tdlib.parse(html(answer).text)
    code = [
        range(one["offset"], one["offset"] + one["length"])
        for one in parsed["entities"]
        if one["type"]["@type"] == "textEntityTypeCode"
    ]
    made = [
        one
        for one in tdlib.entities(parsed["text"])
        if not any(one["offset"] in place or place.start in _span(one) for place in code)
    ]

    assert [] == made


def _span(entity: dict[str, int]) -> range:
    return range(entity["offset"], entity["offset"] + entity["length"])


def test_where_help_is_can_be_opened() -> None:
    """The address for somebody in distress is a link, and no other name is."""
    parsed = tdlib.parse(html(Answer(Reading("unknown"), "See findahelpline.com, fast.ai")).text)

    assert ["fast.ai"] == [
        parsed["text"][one["offset"] : one["offset"] + one["length"]]
        for one in parsed["entities"]
        if one["type"]["@type"] == "textEntityTypeCode"
    ]


@moderate
@given(any_text)
def test_twice(text: str) -> None:
    """What is printed is printed once."""
    once = typeset(text.replace("“", ""))

    assert once == typeset(once)
