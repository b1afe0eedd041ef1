"""What the composers share."""

import pytest

from bot.engine.answers.parts import in_words


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_in_words(names: list[str], expected: str) -> None:
    """Names become a list in words."""
    actual = in_words(names)

    assert expected == actual


def test_in_words_takes_another_last_word() -> None:
    """A choice is joined with "or"."""
    expected = "a or b"
    actual = in_words(["a", "b"], "or")

    assert expected == actual
