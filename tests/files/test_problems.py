"""A problem says where, what, and what was probably meant."""

import pytest

from bot.files.problems import Problem, nearest


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem("a.yaml", 3, "is odd"), "[ERROR] a.yaml:3: is odd"),
        (Problem("a.yaml", 0, "is odd"), "[ERROR] a.yaml: is odd"),
        (
            Problem("a.yaml", 3, "is odd", "even"),
            "[ERROR] a.yaml:3: is odd (did you mean 'even'?)",
        ),
    ],
)
def test_text(problem: Problem, expected: str) -> None:
    """A problem is printed as `[ERROR] path:line: what (did you mean ...?)`."""
    actual = str(problem)

    assert expected == actual


def test_order() -> None:
    """Problems stand by file, then by line as a number."""
    second, tenth, other = Problem("a", 2, "z"), Problem("a", 10, "a"), Problem("b", 1, "a")
    expected = [second, tenth, other]
    actual = sorted([other, tenth, second])

    assert expected == actual


@pytest.mark.parametrize(
    ("name", "expected"), [("ovn", "oven"), ("whisks", "whisk"), ("xyzzy", ""), ("", "")]
)
def test_nearest(name: str, expected: str) -> None:
    """What was probably meant is the most like choice, or nothing."""
    actual = nearest(name, ["oven", "whisk"])

    assert expected == actual
