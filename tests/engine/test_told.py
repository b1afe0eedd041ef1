"""What somebody tells after advice or an ad gives the advice anew; a question stays one."""

from collections.abc import Callable

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from bot.engine.reading import MOST_TOLD, Question, Reading, Told
from bot.engine.talk.context import AD, Context, Turn
from bot.engine.told import told
from tests.engine.tiny import PE, PS, PSE

Tell = Callable[..., Reading]
ONE = Turn("explain", (PE,), ("tools",))
ADVICE = Turn("recommend", (), ("overview",), ("b++",), shown=(PSE, PE))
AN_AD = Turn("recommend", (), ("overview",), ("oven", "b++"), shown=(PSE, PE), head=AD)


@pytest.fixture(name="tell")
def _tell(tiny: Knowledge, lexicon: Lexicon) -> Tell:
    """Return what a text makes of a talk: the advice anew, or the reading as it was."""

    def tell(typed: str, reading: Reading, *turns: Turn) -> Reading:
        return told(reading, find(typed, lexicon, tiny), Context(turns)) or reading

    return tell


@pytest.mark.parametrize(
    ("typed", "items", "excluded"),
    [
        ("and I know kneading", ("b++", "kneading"), ()),
        ("but not the oven", ("b++",), ("oven",)),
        ("not B++ after all", (), ("b++",)),
        ("not PS", ("b++",), (PS,)),
        ("I know kneading but not the oven", ("b++", "kneading"), ("oven",)),
    ],
)
def test_telling_more(
    tell: Tell, typed: str, items: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    """After advice what more is told adds up, and what is put aside is taken away."""
    actual = tell(typed, Reading("recommend"), ADVICE)

    assert ("recommend", (), items, excluded) == (
        actual.kind,
        actual.roles,
        actual.items,
        actual.excluded,
    )


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("what does a PE do", Reading("explain", (PE,), ("responsibilities",))),
        ("who uses a whisk", Reading("find", (), ("tools",), ("whisk",))),
        ("does a PE need a whisk", Reading("check", (PE,), ("tools",), ("whisk",))),
        ("thanks", Reading("smalltalk")),
        ("whisk or oven first", Reading("check", (PE,), ("tools",), ("whisk", "oven"))),
    ],
)
def test_asking_something_else_after_advice(tell: Tell, typed: str, reading: Reading) -> None:
    """A question after advice is a question, though it names an item."""
    assert reading == tell(typed, reading, ADVICE)


def test_what_is_told_after_an_ad_is_set_against_it(tell: Tell) -> None:
    """What somebody has is compared with what the ad asks for, and adds up."""
    once = tell("I know B++", Reading("recommend"), AN_AD)
    twice = tell("and kneading", Reading("check"), Turn.of(once))

    assert ((PSE,), ("b++",), ("oven", "b++")) == (once.roles, once.items, once.ad_items)
    assert (("b++", "kneading"), ("oven", "b++")) == (twice.items, twice.ad_items)


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("what do I lack", ()),
        ("I know B++, what am I missing", ("b++",)),
        ("without kneading, what do I lack", ()),
    ],
)
def test_what_is_lacked_for_an_ad(tell: Tell, typed: str, items: tuple[str, ...]) -> None:
    """What somebody lacks is asked of the ad talked about, even after other turns."""
    actual = tell(typed, Reading("clarify"), AN_AD, ONE)

    assert ("recommend", (PSE,), items, ("oven", "b++")) == (
        actual.kind,
        actual.roles,
        actual.items,
        actual.ad_items,
    )


@pytest.mark.parametrize(
    ("typed", "turns"),
    [
        ("what do I lack", (ONE,)),
        ("what do I lack for a PS", (AN_AD,)),
        ("and their tools", (AN_AD,)),
    ],
)
def test_what_is_asked_of_no_ad(tell: Tell, typed: str, turns: tuple[Turn, ...]) -> None:
    """Without an ad, of another role or of something else the ad is not asked."""
    reading = Reading("clarify")

    assert reading == tell(typed, reading, *turns)


def test_what_is_told_stays_with_the_talk(advisor: Advisor) -> None:
    """What somebody tells of himself early in a talk counts for the advice at its end."""
    _, context = advisor.ask(Question("I know B++, what does a PE do"))
    _, context = advisor.ask(Question("PS education"), context)

    assert "b++" in context.told.items


def test_the_later_word_counts() -> None:
    """What is told later takes the place of what was told before; lists stay short."""
    before = Told(items=("oven", "whisk"), avoids=("coding",))
    after = before.with_(Told(lacks=("oven",), wants=("coding",), newcomer=True))
    many = Told(items=tuple(str(at) for at in range(2 * MOST_TOLD)))

    assert (("whisk",), ("oven",)) == (after.items, after.lacks)
    assert ((), ("coding",)) == (after.avoids, after.wants)
    assert after.newcomer
    assert MOST_TOLD == len(before.with_(many).items)
