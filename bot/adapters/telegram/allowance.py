"""Rate limits per person and group: generous for people, tight for floods.

Times are in seconds: those of the messages or, if there are none, the event loop's. Questions over
the limit are not answered; the first gets a notice of one line, the others nothing until a
while has passed.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

MOST = 4_000
"""Askers remembered; those silent for longest go first."""
QUIET = 600.0
"""Seconds without another notice after one was given."""


class Verdict(Enum):
    """What becomes of a question."""

    ANSWER = "answer"
    TELL = "tell"
    IGNORE = "ignore"


@dataclass(slots=True)
class _Asker:
    left: float
    at: float
    told: float | None = None


class Allowance:
    """A token bucket per asker: a burst of questions, refilled within a number of seconds."""

    def __init__(self, most: int, seconds: float = 60.0) -> None:
        self._most = most
        self._rate = most / seconds
        self._askers: OrderedDict[Hashable, _Asker] = OrderedDict()

    def take(self, who: Hashable, at: float) -> Verdict:
        """Return what becomes of a question asked at that time."""
        asker = self._askers.setdefault(who, _Asker(self._most, at))
        self._askers.move_to_end(who)
        if len(self._askers) > MOST:
            self._askers.popitem(last=False)
        passed = max(at - asker.at, 0.0)
        asker.left = min(self._most, asker.left + passed * self._rate)
        asker.at = max(at, asker.at)
        if asker.left >= 1:
            asker.left -= 1
            return Verdict.ANSWER
        if asker.told is not None and at - asker.told < QUIET:
            return Verdict.IGNORE
        asker.told = at
        return Verdict.TELL
