"""Writing without spaces is taken apart at what is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import text
from bot.engine.scripts import Spacer
from tests.generated import any_text, moderate

_PHRASES = (
    "工资",
    "的工资",
    "区别",
    "年収",
    "연봉",
    "금",
    "เครื",
    "เครือ",
    "راتب",
    "salario",
    "pay",
)
_SPACER = Spacer(_PHRASES)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Chinese: the longest phrase, glued to a short name
        ("PE的工资", ["pe", "的工资"]),
        ("PE工资多少", ["pe", "工资", "多少"]),
        ("PE和PSE区别", ["pe", "和", "pse", "区别"]),
        # Japanese, with a particle glued to the name
        ("PEの年収は", ["pe", "の", "年収", "は"]),
        # Korean
        ("PE의연봉", ["pe", "의", "연봉"]),
        # Thai
        ("PEเครือx", ["pe", "เครือ", "x"]),
        # Arabic
        ("راتبPE", ["راتب", "pe"]),  # noqa: RUF001  # Arabic it is
        # digits and signs stand apart from such letters too
        ("工资2024?", ["工资", "2024?"]),
    ],
)
def test_spaced(typed: str, expected: list[str]) -> None:
    """Known phrases, and names in Latin letters, are set apart, all of them folded."""
    actual = _SPACER.spaced(typed).split()

    assert expected == actual


@pytest.mark.parametrize(
    "typed", ["PE pay", "cuánto es el salario", "зарплата PE", "", "PE->PSE 💰"]
)
def test_writing_with_spaces_is_left_alone(typed: str) -> None:
    """English, and whatever sets spaces, stays letter for letter."""
    actual = _SPACER.spaced(typed)

    assert typed == actual


@pytest.mark.parametrize("phrases", [(), ("salario", "pay", "зарплата")])
def test_nothing_is_spaced_without_phrases(phrases: tuple[str, ...]) -> None:
    """Where no phrase is of such a script, every text stays as it is."""
    expected = "PE的工资"
    actual = Spacer(phrases).spaced(expected)

    assert expected == actual


@moderate
@given(any_text | st.lists(st.sampled_from((*_PHRASES, "PE", "和", " "))).map("".join))
def test_only_spaces_are_added(typed: str) -> None:
    """Whatever is typed, no letter is lost or moved, nor changed but by folding."""
    actual = _SPACER.spaced(typed)

    assert text.fold(typed).replace(" ", "") == text.fold(actual).replace(" ", "")
