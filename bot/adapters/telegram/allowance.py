"""How much one person or one group may ask: generous for people, narrow for floods.

Time is in seconds: that of the messages, and where there is none the event loop's. What is over
the limit is not answered; the first time it is told so, in one line, and then nothing until a
while has passed.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

MOST = 4_000
"""Askers remembered; those silent for longest go first."""
QUIET = 600.0
"""Seconds in which nothing more is said to one that was told."""


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
    """A bucket for each asker: so many questions at once, refilled within so many seconds."""

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
