"""A score is told in lines for people and in JSON for programs, and both say the same."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from bot.engine.reading import Cue, Reading
from bot.evaluation import Outcome, Score, report
from bot.files.questions import Label, Turn
from tests.engine.tiny import PE, PSE
from tests.evaluation.outcomes import outcome, scores
from tests.generated import moderate

EXPLAIN = Label("explain", (PE,), ("tools",))
RIGHT = Outcome(
    "a",
    Turn("PE tools", (EXPLAIN,), tags=("terse",)),
    Reading("explain", (PE,), ("tools",)),
    right=True,
    seconds=0.001,
)
WRONG = Outcome(
    "b",
    Turn("PE vs PSE's oven?", (Label("check", (PE, PSE), (), ("oven",)),)),
    Reading(
        "compare",
        (PE, PSE),
        confidence=0.6,
        unused=("oven", "s"),
        cues=frozenset({Cue.TOO, Cue.AND}),
    ),
    right=False,
    seconds=0.003,
)
MADE_UP = Outcome(
    "c",
    Turn("nurse", (Label("unknown"),)),
    Reading("explain", (PE,), ("tools",), confidence=0.9),
    right=False,
    seconds=0.002,
)
SCORE = Score([RIGHT, RIGHT, WRONG, MADE_UP], skipped=3, strangers={"nurse", "hats"})

LINES = """\
few: 50.0% of 4 right, 3 left out
latency: median 2.00 ms, p99 3.00 ms, worst 3.00 ms
the labels name what the knowledge lacks: hats, nurse
unknown answered as known         1 of    1  100.0%
by kind
  explain                           2 of    2  100.0%
  check                             0 of    1    0.0%
  unknown                           0 of    1    0.0%
by section
  tools                             2 of    2  100.0%
  overview                          0 of    1    0.0%
by role
  pastry-engineer                   2 of    3   66.7%
  pastry-software-engineer          0 of    1    0.0%
by tag
  terse                             2 of    2  100.0%
expected -> read
  explain     explain 2
  check       compare 1
  unknown     explain 1
confidence claimed -> right
  0.50 to 0.70: 0.60 -> 0.00 of 1
  0.90 to 0.95: 0.90 -> 0.00 of 1
  0.95 to 1.00: 1.00 -> 1.00 of 2
wrong: "PE vs PSE's oven?"
  expected check | pastry-engineer pastry-software-engineer | oven
  got      compare | pastry-engineer pastry-software-engineer (0.6, not used: oven, s)
wrong: 'nurse'
  expected unknown
  got      explain | pastry-engineer | tools (0.9)
"""

NOTHING = """\
few: 0.0% of 0 right
latency: median 0.00 ms, p99 0.00 ms, worst 0.00 ms
expected -> read
confidence claimed -> right
"""


@pytest.mark.parametrize(("score", "expected"), [(SCORE, LINES), (Score(), NOTHING)])
def test_lines(score: Score, expected: str) -> None:
    """The lines tell the whole, the tallies, what was confused and what was wrong."""
    actual = list(report.lines("few", score))

    assert expected.splitlines() == actual


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (outcome(EXPLAIN, None), ["explain | pastry-engineer | tools", "silence"]),
        (outcome(None, Reading("help")), ["silence", "help (1.0)"]),
        (outcome(Label("help"), Reading("roles", confidence=0.5)), ["help", "roles (0.5)"]),
    ],
)
def test_what_was_wrong(wrong: Outcome, expected: list[str]) -> None:
    """A wrong turn is told with what was expected and what was read, without what is empty."""
    lines = list(report.lines("few", Score([wrong])))

    assert ["wrong: 'PE?'", *map("  {} {}".format, ("expected", "got     "), expected)] == lines[
        -3:
    ]


def test_values() -> None:
    """The values tell what the lines tell, unrounded."""
    told = json.loads(json.dumps(report.values("few", replace(SCORE, outcomes=[RIGHT, WRONG]))))
    wrong = told.pop("wrong")
    expected = {
        "file": "few",
        "total": 2,
        "right": 1,
        "accuracy": 0.5,
        "skipped": 3,
        "strangers": ["hats", "nurse"],
        "unknown_answered": {"name": "unknown answered as known", "right": 0, "total": 0},
        "latency_ms": {"median": 3.0, "p99": 3.0, "worst": 3.0},
        "by_kind": [
            {"name": "explain", "right": 1, "total": 1},
            {"name": "check", "right": 0, "total": 1},
        ],
        "by_section": [
            {"name": "tools", "right": 1, "total": 1},
            {"name": "overview", "right": 0, "total": 1},
        ],
        "by_role": [
            {"name": PE, "right": 1, "total": 2},
            {"name": PSE, "right": 0, "total": 1},
        ],
        "by_tag": [{"name": "terse", "right": 1, "total": 1}],
        "confusion": {"explain": {"explain": 1}, "check": {"compare": 1}},
        "calibration": [
            {"low": 0.5, "high": 0.7, "right": 0, "total": 1, "confidence": 0.6},
            {"low": 0.95, "high": 1.01, "right": 1, "total": 1, "confidence": 1.0},
        ],
    }

    assert expected == told
    assert [("b", "PE vs PSE's oven?")] == [(one["dialogue"], one["says"]) for one in wrong]
    assert {"kind": "check", "roles": [PE, PSE], "sections": [], "items": ["oven"]} == {
        name: value
        for name, value in wrong[0]["expected"].items()
        if value != "" and name != "cards"
    }
    assert ("compare", ["oven", "s"]) == (wrong[0]["got"]["kind"], wrong[0]["got"]["unused"])
    # a set has no order, a report has one
    assert ["and", "too"] == wrong[0]["got"]["cues"]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [(outcome(None, Reading("help")), "expected"), (outcome(EXPLAIN, None), "got")],
)
def test_silence_is_null(wrong: Outcome, name: str) -> None:
    """Where nothing was expected, or nothing read, the value is null."""
    (told,) = report.values("few", Score([wrong]))["wrong"]

    assert told[name] is None


@moderate
@given(scores)
def test_any_score_can_be_told(score: Score) -> None:
    """Any score is lines of one line each, and valid JSON."""
    lines = list(report.lines("few", score))

    assert not [line for line in lines if "\n" in line]
    assert json.dumps(report.values("few", score), allow_nan=False)
