"""Counts are drawn from the outcomes, and add up."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import Outcome, Score
from bot.evaluation.score import BINS, SILENT, SORTS, Bin, Tally
from bot.files.questions import Label, Turn
from tests.engine.tiny import PE, PS, PSE
from tests.evaluation.outcomes import outcome, read, scores
from tests.generated import moderate

EXPLAIN = Label("explain", (PE,), ("tools",))
HELP = Label("help")


@pytest.mark.parametrize(
    ("turn", "expected", "kind"),
    [
        (Turn("PE", (EXPLAIN, HELP)), EXPLAIN, "explain"),
        (Turn("lunch?", (), silent=True), None, SILENT),
        # an answer that is accepted is not the one expected
        (Turn("lunch?", (HELP,), silent=True), None, SILENT),
    ],
)
def test_expected(turn: Turn, expected: Label | None, kind: str) -> None:
    """The first reading is the one expected, unless it is silence."""
    actual = Outcome("a", turn, None, right=False)

    assert (expected, kind) == (actual.expected, actual.kind)


def test_read() -> None:
    """What was read has its kind, and so has silence."""
    assert "clarify" == outcome(HELP, read("clarify")).got_kind
    assert SILENT == outcome(HELP, None).got_kind


SCORE = Score(
    [
        outcome(EXPLAIN, read("explain"), right=True),
        outcome(EXPLAIN, read("clarify")),
        outcome(EXPLAIN, None),
        outcome(Label("compare", (PE, PSE)), read("compare"), right=True),
        # right by another accepted reading
        outcome(Label("find", (), ("tools", "tips")), read("explain"), right=True),
        outcome(None, None, right=True),
        outcome(None, read("explain")),
    ]
)


def test_whole() -> None:
    """The turns are counted, and those that were right, and the others are listed."""
    assert (7, 4, 4 / 7) == (SCORE.total, SCORE.right, SCORE.accuracy)
    assert [SCORE.outcomes[at] for at in (1, 2, 6)] == SCORE.wrong


def test_nothing() -> None:
    """Without turns nothing is right, nothing takes time, and there is nothing to tell."""
    score = Score()

    assert 0 == score.accuracy == score.percentile(0.5) == score.made_up.share
    assert ([], {}, []) == (score.wrong, score.confusion(), score.calibration())


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (
            "kind",
            [
                Tally("explain", 1, 3),
                Tally(SILENT, 1, 2),
                Tally("compare", 1, 1),
                Tally("find", 1, 1),
            ],
        ),
        # where no section is named it is the overview
        (
            "section",
            [Tally("tools", 2, 4), Tally("overview", 1, 1), Tally("tips", 1, 1)],
        ),
        ("role", [Tally(PE, 2, 4), Tally(PSE, 1, 1)]),
        ("tag", []),
    ],
)
def test_by(sort: str, expected: list[Tally]) -> None:
    """Turns are tallied under each of their names, the most frequent first."""
    actual = SCORE.by(sort)

    assert expected == actual


@pytest.mark.parametrize(
    "label", [HELP, Label("transition", (PE, PS), ("tools",)), Label("recommend", (PE,))]
)
def test_no_section(label: Label) -> None:
    """Kinds whose sections do not count have none."""
    assert [] == Score([outcome(label, None)]).by("section")


def test_by_tag() -> None:
    """A turn counts once under each of its tags."""
    tagged = replace(SCORE.outcomes[0], turn=Turn("PE", (EXPLAIN,), tags=("typo", "a", "typo")))
    expected = [Tally("typo", 1, 1), Tally("a", 1, 1)]
    actual = Score([tagged]).by("tag")

    assert expected == actual


@pytest.mark.parametrize(("right", "total", "share"), [(0, 0, 0), (0, 2, 0), (1, 4, 0.25)])
def test_share(right: int, total: int, share: float) -> None:
    """The share of nothing is nothing."""
    assert share == Tally("a", right, total).share


def test_confusion() -> None:
    """What was expected stands with what was read; what was accepted confuses nobody."""
    expected = {
        "explain": Counter({"explain": 1, "clarify": 1, SILENT: 1}),
        "compare": Counter({"compare": 1}),
        "find": Counter({"find": 1}),
        SILENT: Counter({SILENT: 1, "explain": 1}),
    }
    actual = SCORE.confusion()

    assert expected == actual


def test_calibration() -> None:
    """Readings of like confidence are counted together; a bin begins where the last one ends."""
    claims = [(1.0, True), (0.95, False), (0.9, True), (0.7, True), (0.25, False)]
    score = Score([outcome(HELP, read("help", claim), right=right) for claim, right in claims])
    expected = [
        Bin(0.0, 0.5, 0, 1, 0.25),
        Bin(0.7, 0.8, 1, 1, 0.7),
        Bin(0.9, 0.95, 1, 1, 0.9),
        Bin(0.95, 1.01, 1, 2, 0.975),
    ]
    actual = score.calibration()

    assert expected == actual


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 3.0), (0.99, 4.0), (1.0, 4.0)])
def test_percentile(share: float, expected: float) -> None:
    """A percentile is the latency in milliseconds that a share of the questions keeps."""
    seconds = (0.004, None, 0.001, 0.003, 0.002)
    actual = Score(
        [replace(outcome(HELP, None), seconds=one) for one in seconds],
    ).percentile(share)

    assert expected == actual


@pytest.mark.parametrize(
    ("got", "right", "made_up"),
    [
        ("explain", False, 1),
        ("find", False, 1),
        # an answer that was accepted is no invention
        ("explain", True, 0),
        # these state nothing
        ("unknown", True, 0),
        ("clarify", False, 0),
        ("roles", False, 0),
        (None, False, 0),
    ],
)
def test_made_up(got: str | None, right: bool, made_up: int) -> None:
    """A question outside the knowledge that is answered as if known is told apart."""
    reading = read(got) if got else None
    actual = Score([outcome(Label("unknown"), reading, right=right), *SCORE.outcomes]).made_up

    assert Tally("unknown answered as known", made_up, 1) == actual


@moderate
@given(scores)
def test_kinds_add_up(score: Score) -> None:
    """Every turn has one kind, so the tallies of the kinds add up to the whole."""
    tallies = score.by("kind")

    assert score.total == sum(tally.total for tally in tallies)
    assert score.right == sum(tally.right for tally in tallies)
    assert score.total == score.right + len(score.wrong)


@moderate
@given(scores, st.sampled_from(sorted(SORTS)))
def test_tallies_are_sound(score: Score, sort: str) -> None:
    """A name is tallied once, with no more right than there are, the most frequent first."""
    tallies = score.by(sort)
    totals = [tally.total for tally in tallies]

    assert len(tallies) == len({tally.name for tally in tallies})
    assert sorted(totals, reverse=True) == totals
    assert all(0 <= tally.right <= tally.total <= score.total for tally in tallies)
    assert all(0 <= tally.share <= 1 for tally in tallies)


@moderate
@given(scores)
def test_confusion_adds_up(score: Score) -> None:
    """What was read of a kind adds up to how often it was expected."""
    expected = {tally.name: tally.total for tally in score.by("kind")}
    actual = {kind: got.total() for kind, got in score.confusion().items()}

    assert expected == actual


@moderate
@given(scores)
def test_calibration_adds_up(score: Score) -> None:
    """Every reading is in one bin, and the mean of a bin lies within it."""
    given_ = [one for one in score.outcomes if one.got]
    bins = score.calibration()

    assert len(given_) == sum(one.total for one in bins)
    assert sum(one.right for one in given_) == sum(one.right for one in bins)
    for one in bins:
        # a sum of many floats may miss the edge by a hair
        assert one.low - 1e-9 <= one.confidence <= one.high + 1e-9
        assert one.high in BINS


@moderate
@given(scores)
def test_made_up_is_wrong(score: Score) -> None:
    """What was made up is among what was wrong."""
    assert 0 <= score.made_up.right <= min(score.made_up.total, len(score.wrong))


@moderate
@given(scores, st.floats(0, 1), st.floats(0, 1))
def test_percentiles_grow(score: Score, one: float, other: float) -> None:
    """A greater share of the questions takes no less time."""
    assert score.percentile(min(one, other)) <= score.percentile(max(one, other))
