"""Job ads for bakers: what they describe, and what is taken for one."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given

from bot.engine.ad import LEAST, MOST_LINES, MOST_WORDS, OWN, SIGNS, Decoder
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import MAX_MENDED, Lexicon, Span
from bot.engine.language.text import Word
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import any_text, moderate

_DECODER = Decoder(tiny_knowledge(), Lexicon(tiny_knowledge()))
_SIGNS = tiny_knowledge().phrases["ads"]["sign"]
BAKERY = "We are a bakery by the sea. " * 20
AD = f"{BAKERY}We are looking for a baker. What you'll do: bake. You have an oven and a whisk."


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

    assert bool(decoded.lines) == bool(decoded.shares)
    assert not decoded.shares or math.isclose(1, sum(decoded.shares.values()))
    assert all(line.words in text for line in decoded.lines)


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

    assert lexicon.lines <= MOST_LINES
    assert lexicon.searched <= MOST_WORDS


def test_an_ad_is_read_to_its_end() -> None:
    """An ad of the greatest length has fewer lines and words than are read."""
    text = ("We bake bread and knead dough.\n" * 132)[:4080] + " whisk"

    assert "whisk" in _DECODER.decode(text).items


def test_no_ad_says_nothing() -> None:
    """An empty ad has no shares, no lines, no items and no title."""
    decoded = _DECODER.decode("")

    assert ({}, (), (), None) == (decoded.shares, decoded.lines, decoded.items, decoded.title)


def test_the_strongest_line_first() -> None:
    """Lines stand by how strongly they speak for their role."""
    text = "We bake.\nRun tasting panels with a doctorate.\nProgram the ovens in B++."
    weights = [line.weight for line in _DECODER.decode(text).lines]

    assert weights
    assert weights == sorted(weights, reverse=True)


def test_items_in_the_order_of_the_ad() -> None:
    """Items are found, each once, as the ad names them."""
    decoded = _DECODER.decode("Whisk and oven.\nB++, whisk.")

    assert ("whisk", "oven", "b++") == decoded.items


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Senior Pastry Scientist\nWe bake.", PS),
        ("Come to us!\nPastry Engineer wanted", PE),
        # no longer on top
        ("One.\nTwo.\nThree.\nPastry Engineer", None),
        ("Nurse\nWe bake.", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    """The title is a role named on top."""
    assert title == _DECODER.decode(text).title


def test_what_looks_like_an_ad() -> None:
    """An ad is long and shows several signs, in whatever case and with whatever quotes."""
    assert len(AD) >= LEAST
    assert _DECODER.looks_like_ad(AD)
    assert _DECODER.looks_like_ad(AD.upper())
    assert _DECODER.looks_like_ad(AD.replace("'", "’"))  # noqa: RUF001  # as phones type it


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for a baker. What you'll do: bake. You have an oven. Apply!",
        BAKERY,
        BAKERY + " ".join(_SIGNS[: SIGNS - 1]),
        f"{AD} " + "I told my boss. " * OWN,
    ],
    ids=["short", "no signs", "few signs", "a story"],
)
def test_what_does_not(text: str) -> None:
    """What is short, shows few signs or speaks of its writer is no ad."""
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
