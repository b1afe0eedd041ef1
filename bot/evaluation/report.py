"""Score -> lines to read, or JSON values."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.evaluation.score import SORTS, Outcome, Score, Tally
from bot.files.questions import Label


def lines(name: str, score: Score) -> Iterator[str]:
    """Yield a readable report: totals, tallies, confusion, wrong readings."""
    skipped = f", {score.skipped} left out" if score.skipped else ""
    yield f"{name}: {score.accuracy:.1%} of {score.total} right{skipped}"
    yield (
        f"latency: median {score.percentile(0.5):.2f} ms, p99 {score.percentile(0.99):.2f} ms, "
        f"worst {score.percentile(1):.2f} ms"
    )
    if score.strangers:
        yield f"the labels name what the knowledge lacks: {', '.join(sorted(score.strangers))}"
    if score.made_up.total:
        yield f"{_tally(score.made_up)}"
    for sort in SORTS:
        yield from _table(f"by {sort}", score.by(sort))
    yield from _confusion(score)
    yield "confidence claimed -> right"
    for one in score.calibration():
        yield (
            f"  {one.low:.2f} to {min(one.high, 1):.2f}: {one.confidence:.2f} -> "
            f"{one.right / one.total:.2f} of {one.total}"
        )
    for outcome in score.wrong:
        yield f"wrong: {outcome.turn.says!r}"
        yield f"  expected {_short(outcome.expected)}"
        yield f"  got      {_short(outcome.got)}"


def values(name: str, score: Score) -> dict[str, Any]:
    """Return the report as JSON values."""
    return {
        "file": name,
        "total": score.total,
        "right": score.right,
        "accuracy": score.accuracy,
        "skipped": score.skipped,
        "strangers": sorted(score.strangers),
        "unknown_answered": asdict(score.made_up),
        "latency_ms": {
            "median": score.percentile(0.5),
            "p99": score.percentile(0.99),
            "worst": score.percentile(1),
        },
        **{f"by_{sort}": [asdict(tally) for tally in score.by(sort)] for sort in SORTS},
        "confusion": {kind: dict(got) for kind, got in score.confusion().items()},
        "calibration": [asdict(one) for one in score.calibration()],
        "wrong": [_wrong(outcome) for outcome in score.wrong],
    }


def _table(title: str, tallies: list[Tally]) -> Iterator[str]:
    if tallies:
        yield title
        yield from (f"  {_tally(tally)}" for tally in tallies)


def _tally(tally: Tally) -> str:
    return f"{tally.name:<30} {tally.right:4d} of {tally.total:4d}  {tally.share:6.1%}"


def _confusion(score: Score) -> Iterator[str]:
    """Yield each expected kind with the kinds read instead."""
    yield "expected -> read"
    for kind, got in score.confusion().items():
        told = ", ".join(f"{other} {count}" for other, count in got.most_common())
        yield f"  {kind:<11} {told}"


def _short(what: Any) -> str:
    """Return a label or a reading in one line, without what is empty."""
    if what is None:
        return "silence"
    parts = [what.kind, *(" ".join(part) for part in (what.roles, what.sections, what.items))]
    parts += [what.topic, what.level, what.place, what.manner]
    told = " | ".join(part for part in parts if part)
    if isinstance(what, Label):
        return told
    left = f", not used: {', '.join(what.unused)}" if what.unused else ""
    return f"{told} ({what.confidence}{left})"


def _wrong(outcome: Outcome) -> dict[str, Any]:
    got = outcome.got
    return {
        "dialogue": outcome.dialogue,
        "says": outcome.turn.says,
        "expected": asdict(outcome.expected) if outcome.expected else None,
        "got": asdict(got.with_(cues=sorted(got.cues), instead=())) if got else None,
    }
