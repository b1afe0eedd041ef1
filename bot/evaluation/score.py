"""The outcomes of an evaluation, and the counts derived from them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from bot.engine.reading import Reading
from bot.files.questions import Label, Turn

SILENT = "silent"
"""In place of a kind: nothing was to be said, or nothing was said."""
NOT_ANSWERED = frozenset({"unknown", "clarify", "help", "smalltalk", "roles", SILENT})
"""Kinds that state nothing about a role."""
BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Upper bounds of the confidence bins; the last includes 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One turn with what was read."""

    dialogue: str
    turn: Turn
    got: Reading | None
    """None if nothing was said."""
    right: bool
    seconds: float | None = None
    """Processor time from the question to the answer, so that other work on the machine is not
    counted; None if the engine was not asked."""

    @property
    def expected(self) -> Label | None:
        """The first of the accepted readings, None for silence."""
        return self.turn.labels[0] if self.turn.labels and not self.turn.silent else None

    @property
    def kind(self) -> str:
        """The kind that was expected."""
        return self.expected.kind if self.expected else SILENT

    @property
    def got_kind(self) -> str:
        """The kind that was read."""
        return self.got.kind if self.got else SILENT


@dataclass(frozen=True, slots=True)
class Tally:
    """How many turns of one sort were right."""

    name: str
    right: int
    total: int

    @property
    def share(self) -> float:
        """The share that was right, 0 if there were none."""
        return self.right / max(self.total, 1)


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings of similar confidence: is 0.9 right nine times in ten?"""

    low: float
    high: float
    right: int
    total: int
    confidence: float
    """The mean confidence."""


@dataclass(slots=True)
class Score:
    """The result of an evaluation."""

    outcomes: list[Outcome] = field(default_factory=list)
    skipped: int = 0
    """Dialogues left out."""
    strangers: set[str] = field(default_factory=set)
    """Roles and sections in labels that the knowledge lacks."""

    @property
    def total(self) -> int:
        """The turns played."""
        return len(self.outcomes)

    @property
    def right(self) -> int:
        """The turns read right."""
        return sum(outcome.right for outcome in self.outcomes)

    @property
    def accuracy(self) -> float:
        """The share of turns read right, 0 when there were none."""
        return self.right / max(self.total, 1)

    @property
    def wrong(self) -> list[Outcome]:
        """The turns not read right."""
        return [outcome for outcome in self.outcomes if not outcome.right]

    def percentile(self, share: float) -> float:
        """Return this percentile (`share` from 0 to 1) of the latency, in milliseconds."""
        taken = (outcome.seconds for outcome in self.outcomes)
        ordered = sorted(one for one in taken if one is not None) or [0.0]
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000

    def by(self, sort: str) -> list[Tally]:
        """Return the tallies by `kind`, `section`, `role` or `tag`, the most frequent first."""
        total: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for outcome in self.outcomes:
            for name in dict.fromkeys(SORTS[sort](outcome)):
                total[name] += 1
                right[name] += outcome.right
        return [Tally(name, right[name], count) for name, count in total.most_common()]

    def confusion(self) -> dict[str, Counter[str]]:
        """Return for each expected kind how often each kind was read.

        A turn that was right by another accepted reading counts under the kind expected.
        """
        table: dict[str, Counter[str]] = {}
        for outcome in self.outcomes:
            got = outcome.kind if outcome.right else outcome.got_kind
            table.setdefault(outcome.kind, Counter())[got] += 1
        return table

    def calibration(self) -> list[Bin]:
        """Return how often readings were right, by their confidence."""
        bins = []
        claims = [(one.got.confidence, one.right) for one in self.outcomes if one.got]
        for low, high in pairwise((0.0, *BINS)):
            inside = [claim for claim in claims if low <= claim[0] < high]
            if inside:
                right = sum(was_right for _, was_right in inside)
                mean = sum(claimed for claimed, _ in inside) / len(inside)
                bins.append(Bin(low, high, right, len(inside), mean))
        return bins

    @property
    def made_up(self) -> Tally:
        """How many of the questions outside the knowledge were answered as if known."""
        outside = [outcome for outcome in self.outcomes if outcome.kind == "unknown"]
        answered = [o for o in outside if not o.right and o.got_kind not in NOT_ANSWERED]
        return Tally("unknown answered as known", len(answered), len(outside))


def _sections(outcome: Outcome) -> Iterable[str]:
    expected = outcome.expected
    if expected is None or expected.kind not in {"explain", "compare", "check", "find"}:
        return ()
    return expected.sections or ("overview",)


SORTS: dict[str, Callable[[Outcome], Iterable[str]]] = {
    "kind": lambda outcome: (outcome.kind,),
    "section": _sections,
    "role": lambda outcome: outcome.expected.roles if outcome.expected else (),
    "tag": lambda outcome: outcome.turn.tags,
}
"""Sort -> the names under which a turn is counted."""
