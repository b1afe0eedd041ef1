"""Job ads for bakers: what they describe, and what is taken for one."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given

from bot.engine.ad import LEAST, Decoder, terms
from bot.engine.ad.decoder import MOST_WORDS
from bot.engine.ad.lines import MAX_LINES, lines
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import MAX_MENDED, Lexicon, Span
from bot.engine.language.text import Word
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import any_text, moderate

_DECODER = Decoder(tiny_knowledge(), Lexicon(tiny_knowledge()))
AD = """We are a bakery by the sea with thirty people.
We are looking for a baker (m/f/d).
What you'll do: bake for our team every morning.
You have an oven and a whisk, and three years of experience.
We offer 28 days of holiday. Apply with your CV."""


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("You will run tasting panels and publish on flaky layers.", PS),
        ("You program the ovens in B++ and maintain our Robot Arm.", PSE),
        ("Feed the sourdough, bake loaves before dawn, knead.", BRE),
        ("Roll croissants by the thousand with a rolling pin.", PE),
    ],
)
def test_what_an_ad_describes(text: str, role: str) -> None:
    """The role whose words an ad uses has the greatest share of it."""
    shares = _DECODER.decode(text).shares

    assert role == next(iter(shares))
    assert {PE, PS, PSE, BRE} == shares.keys()
    assert math.isclose(1, sum(shares.values()))


@moderate
@given(any_text)
def test_any_text(text: str) -> None:
    """Any text is decoded: into shares of one whole, or into none at all."""
    decoded = _DECODER.decode(text)

    assert not decoded.shares or math.isclose(1, sum(decoded.shares.values()))
    assert bool(decoded.shares) >= bool(decoded.lines)


@moderate
@given(any_text)
def test_lines_are_of_the_text(text: str) -> None:
    """Lines of a text without markup stand in it word for word."""
    plain = text.replace("<", "").replace("&", "").replace("*", "").replace("\r", "")

    assert all(line.text in plain for line in lines(plain) if "Â" not in plain)


class _Counting(Lexicon):
    """A lexicon that counts the lines and words in which it looks for phrases."""

    lines = 0
    searched = 0

    def spans(self, found: Sequence[Word], most: int = MAX_MENDED) -> tuple[Span, ...]:
        self.lines += 1
        self.searched += len(found)
        return super().spans(found, most)


@pytest.mark.parametrize(
    "text", ["a\n" * 2048, "b. " * 1365, "oven\n" * 819, "x; y; " * 682, "a " * 2048, "PE " * 1365]
)
def test_a_text_made_to_be_slow(text: str) -> None:
    """However short its lines are, no more of a text is searched than an ad has."""
    lexicon = _Counting(tiny_knowledge())
    Decoder(tiny_knowledge(), lexicon).decode(text)

    assert lexicon.lines <= MAX_LINES
    assert lexicon.searched <= MOST_WORDS


def test_an_ad_is_read_to_its_end() -> None:
    """An ad of the greatest length has fewer lines and words than are read."""
    text = ("We bake bread and knead dough.\n" * 132)[:4080] + " whisk"

    assert "whisk" in _DECODER.decode(text).items


def test_no_ad_says_nothing() -> None:
    """An empty ad has no shares, no lines, no items and no title."""
    decoded = _DECODER.decode("")

    assert ({}, (), (), None) == (decoded.shares, decoded.lines, decoded.items, decoded.title)
    assert (None, "", 0, "") == (decoded.pay, decoded.level, decoded.years, decoded.place)


def test_the_strongest_line_first() -> None:
    """Lines stand by how strongly they speak for their role."""
    text = "You will:\n- run tasting panels and publish\n- program the ovens and write B++ code"
    weights = [line.weight for line in _DECODER.decode(text).lines]

    assert weights
    assert weights == sorted(weights, reverse=True)


def test_items_in_the_order_of_the_ad() -> None:
    """Items are found, each once, as the ad names them."""
    decoded = _DECODER.decode("Whisk and oven.\nB++, whisk.")

    assert ("whisk", "oven", "b++") == decoded.items


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Senior Pastry Scientist\nWe bake.", (PS,)),
        ("Come to us!\nPastry Engineer wanted", (PE,)),
        # far below, said by a sentence
        ("One.\nTwo.\nThree.\nFour.\nWe are looking for a pastry engineer.", (PE,)),
        ("Scientist, Pastry\nWe bake.", (PS,)),
        # who one works with is no title
        ("One.\nTwo.\nYou will bake together with our pastry scientist.", ()),
        ("Work in a bakery\nReport to the bread engineer.\nPastry Scientist", (PS,)),
        # an abbreviation in brackets stands for something else
        ("Pastry Skills Exam (PSE). We hire a bread engineer.", (BRE,)),
        ("We look for pastry engineers and bread engineers.", (PE, BRE)),
        ("Nurse\nWe bake.", ()),
    ],
)
def test_titles(text: str, titles: tuple[str, ...]) -> None:
    """The title is what is offered, wherever it stands; there may be several."""
    assert titles == _DECODER.decode(text).titles


@pytest.mark.parametrize(
    ("text", "must", "nice"),
    [
        ("You know B++. No oven, no whisk.", ("b++",), ()),
        ("You know B++. An oven is a plus.", ("b++",), ("oven",)),
        ("B++ not required, but an oven.", ("oven",), ()),
    ],
)
def test_what_is_asked_for(text: str, must: tuple[str, ...], nice: tuple[str, ...]) -> None:
    """What is denied is not asked for, and what is a plus is no must."""
    decoded = _DECODER.decode(text)

    assert (must, nice) == (decoded.must, decoded.nice)


@pytest.mark.parametrize(
    ("line", "said", "currency", "low", "high"),
    [
        ("$155,000 - $195,000 base + equity", "$155,000 - $195,000", "USD", 155_000, 195_000),
        ("€48-60k, stock options", "€48-60k", "EUR", 48_000, 60_000),
        ("2500-3500 EUR a month", "2500-3500 EUR", "EUR", 30_000, 42_000),
        ("£525 - £575 per day", "£525 - £575", "GBP", 0, 0),
        ("Salary: 62.000 €", "62.000 €", "EUR", 62_000, 62_000),
        # of whatever currency
        ("Salary 36-40k. Hybrid.", "36-40k", "", 0, 0),
    ],
)
def test_pay(line: str, said: str, currency: str, low: int, high: int) -> None:
    """What an ad pays is taken in its own words, and as a sum a year where that can be told."""
    assert terms.Pay(said, currency, low, high) == terms.pay([line])


@pytest.mark.parametrize(
    "line",
    [
        "We raised $40M in 2024",
        "a training budget of 1,500 EUR",
        "4,000 shops",
        "we serve 36-40k",
        "",
    ],
)
def test_no_pay(line: str) -> None:
    """Other sums are no pay."""
    assert terms.pay([line]) is None


@pytest.mark.parametrize(
    ("said", "asked", "level"),
    [(["lead"], 3, "lead"), ([], 0, ""), ([], 1, "entry"), ([], 3, "mid"), ([], 5, "senior")],
)
def test_level(said: list[str], asked: int, level: str) -> None:
    """The level is that of the title, else it follows from the years asked for."""
    assert level == terms.level(said, asked)


def test_years() -> None:
    """Of a span of years the lower end counts, of several the most."""
    assert 5 == terms.years(["5+ years of baking, 2-3 years in bread", "founded 30 years ago"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "<p>A <b>baker</b>.</p><ul><li>Bake</li><li>Knead</li></ul>",
            ["A baker.", "Bake", "Knead"],
        ),
        ("• Bake bread\n✅ Knead &amp; fold", ["Bake bread", "Knead & fold"]),
        ("We bake. We knead; we sell.", ["We bake.", "We knead", "we sell."]),
        ("Bread, e.g. rye. Power BIÂ", ["Bread, e.g. rye.", "Power BI"]),
    ],
)
def test_lines(typed: str, expected: list[str]) -> None:
    """Markup, entities and bullets are taken off; sentences and points are lines."""
    assert expected == [line.text for line in lines(typed)]


def test_headings() -> None:
    """A line knows the heading that it stands under."""
    found = lines("Your work\n- bake\n- knead\n\nYou have:\n- an oven\nNice to have: a whisk")

    assert ["", "Your work", "Your work", "", "You have:", "Nice to have"] == [
        line.heading for line in found
    ]


def test_what_looks_like_an_ad() -> None:
    """An ad is long enough and speaks like one, in whatever case and with whatever quotes."""
    assert len(AD) >= LEAST
    assert _DECODER.looks_like_ad(AD)
    assert _DECODER.looks_like_ad(AD.upper())
    assert _DECODER.looks_like_ad(AD.replace("'", "’"))  # noqa: RUF001  # as phones type it


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for a baker. You have an oven. Apply!",
        "I told my boss that I want to bake. I love bread, and my oven too. Should I go? " * 3,
    ],
    ids=["short", "a story"],
)
def test_what_does_not(text: str) -> None:
    """What is short or speaks of its writer is no ad."""
    assert not _DECODER.looks_like_ad(text)


def test_the_same_ad_by_itself_and_called_one(advisor: Advisor) -> None:
    """An ad is read the same pasted, called an ad, or pointed at."""
    pasted, _ = advisor.ask(Question(AD))
    called, _ = advisor.ask(Question(f"ad: {AD}"))
    pointed, _ = advisor.ask(Question("ad:", quoted=AD))

    assert pasted.data
    assert pasted.data == called.data == pointed.data


def test_an_ad_is_talked_about(advisor: Advisor, tiny: Knowledge) -> None:
    """After an ad what somebody has is set against it."""
    text = "ad: You program the ovens in B++ and maintain our Robot Arm."
    answer, context = advisor.ask(Question(text), EMPTY)
    lacking, _ = advisor.ask(Question("I know B++"), context)

    assert PSE == answer.shown[0]
    assert {"has": ["b++"], "lacks": ["oven", "robot-arm"]} == lacking.data
    assert tiny.replies["ad_lacking_title"] == lacking.title


def test_what_one_has_is_set_against_an_ad_pointed_at(advisor: Advisor) -> None:
    """Whoever points at an ad and tells what he has is compared with it."""
    answer, _ = advisor.ask(Question("I know the whisk", quoted=AD))

    assert {"has": ["whisk"], "lacks": ["oven"]} == answer.data
