"""Scores labelled questions and dialogues: `rolewise eval`.

A reading is right if it fits the label or one of the accepted ones: the kind is equal; roles as
a set (in order for a transition); sections as a set for explain and compare, an empty list
being the overview; the label's items are among the reading's. Nothing else is scored for
recommend, roles, help, smalltalk, clarify and unknown.
"""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.engine import commands, text
from bot.engine.advisor import Advisor
from bot.engine.context import EMPTY, Context
from bot.engine.reading import Question, Reading
from bot.files.questions import Dialogue, Label, Turn

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_GAP = re.compile(r"(\d+)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MENTION = re.compile(r"@CareerBot\b", re.IGNORECASE)
_WITH_ROLES = frozenset({"explain", "compare", "check", "transition"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A turn that was not read right."""

    dialogue: str
    says: str
    expected: Label | None
    got: Reading | None


@dataclass(slots=True)
class Score:
    """What an evaluation found."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    latency: list[float] = field(default_factory=list)
    """Seconds for each question, reading and answer."""
    skipped: int = 0

    @property
    def accuracy(self) -> float:
        """The share of turns read right, 0 when there were none."""
        return sum(self.right.values()) / max(sum(self.total.values()), 1)

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds that this share of the questions stays under."""
        ordered = sorted(self.latency) or [0.0]
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000


def evaluate(dialogues: Iterable[Dialogue], advisor: Advisor, *, known: bool = False) -> Score:
    """Return the score; with `known` only of dialogues on roles that the knowledge has."""
    score = Score()
    for dialogue in dialogues:
        if known and not _covered(dialogue, advisor):
            score.skipped += 1
            continue
        _play(dialogue, advisor, score)
    return score


def fits(reading: Reading, label: Label, advisor: Advisor) -> bool:
    """Tell whether a reading is what the label says."""
    if reading.kind != label.kind:
        return False
    if reading.kind in _WITH_ROLES or (reading.kind == "find" and label.roles):
        same = reading.roles == label.roles
        if not same and (reading.kind == "transition" or set(reading.roles) != set(label.roles)):
            return False
    if reading.kind in {"explain", "compare"}:
        return _sections(reading.sections) == _sections(label.sections)
    if reading.kind in {"check", "find"}:
        if not label.items:
            return _sections(reading.sections) == _sections(label.sections)
        return {_item(item, advisor) for item in label.items} <= set(reading.items)
    return True


def _play(dialogue: Dialogue, advisor: Advisor, score: Score) -> None:
    contexts: dict[str, Context] = {}
    now = _BEGIN
    for number, turn in enumerate(dialogue.turns, 1):
        now += _gap(turn.gap)
        kind = "silent" if turn.silent else turn.labels[0].kind
        score.total[kind] += 1
        if turn.to == "none":
            score.right[kind] += turn.silent
            if not turn.silent:
                score.wrong.append(Wrong(dialogue.id, turn.says, turn.labels[0], None))
            continue
        quoted = dialogue.turns[turn.quotes - 1].says if turn.quotes else None
        asked = _MENTION.sub(" ", commands.question(turn.says)).strip()
        own, last = f"{turn.thread}:{turn.user}", f"{turn.thread}:"
        context = contexts.get(f"#{turn.to[6:]}") if turn.to.startswith("reply:") else None
        if turn.edits:
            context = contexts.get(f"before#{turn.edits}", EMPTY)
        before = context or contexts.get(own) or contexts.get(last) or EMPTY
        begun = time.perf_counter()
        answer, after = advisor.ask(Question(asked, now, quoted), before)
        score.latency.append(time.perf_counter() - begun)
        contexts |= {own: after, last: after, f"#{number}": after, f"before#{number}": before}
        if any(fits(answer.reading, label, advisor) for label in turn.labels):
            score.right[kind] += 1
        else:
            expected = turn.labels[0] if turn.labels else None
            score.wrong.append(Wrong(dialogue.id, turn.says, expected, answer.reading))


def _covered(dialogue: Dialogue, advisor: Advisor) -> bool:
    """Tell whether every role of the expected readings is in the knowledge."""
    return all(
        role in advisor.knowledge.roles
        for turn in dialogue.turns
        for label in turn.labels[:1]
        for role in label.roles
    )


def _sections(sections: Sequence[str]) -> set[str]:
    return set(sections) or {"overview"}


def _item(name: str, advisor: Advisor) -> str:
    """Return the id of a label's item: "AWS", "Amazon Web Services" and "aws" are one."""
    for meaning in advisor.lexicon.lookup(name):
        if meaning.family == "item":
            return meaning.value
    return "-".join(text.key(name))


def _gap(gap: str) -> timedelta:
    match = _GAP.match(gap)
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta(minutes=1)


def table(score: Score) -> list[tuple[str, int, int]]:
    """Return kind, right and total, the most frequent kind first."""
    return [(kind, score.right[kind], total) for kind, total in score.total.most_common()]


__all__ = ["Score", "Turn", "Wrong", "evaluate", "fits", "table"]
