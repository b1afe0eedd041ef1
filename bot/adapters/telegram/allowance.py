"""How much one person or one group may ask: generous for people, narrow for floods.

Time is that of the messages. What is over the limit is not answered; the first time it is told
so, in one line, and then nothing until a while has passed.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

MOST = 10_000
"""Askers remembered; those silent for longest go first."""
QUIET = timedelta(minutes=10)
"""How long nothing more is said to one that was told."""


class Verdict(Enum):
    """What becomes of a question."""

    ANSWER = "answer"
    TELL = "tell"
    IGNORE = "ignore"


@dataclass(slots=True)
class _Asker:
    left: float
    at: datetime
    told: datetime | None = None


class Allowance:
    """A bucket for each asker: so many questions at once, refilled over a time."""

    def __init__(self, most: int, over: timedelta) -> None:
        self._most = most
        self._rate = most / over.total_seconds()
        self._askers: OrderedDict[Hashable, _Asker] = OrderedDict()

    def take(self, who: Hashable, at: datetime) -> Verdict:
        """Return what becomes of a question asked at that time."""
        asker = self._askers.setdefault(who, _Asker(self._most, at))
        self._askers.move_to_end(who)
        if len(self._askers) > MOST:
            self._askers.popitem(last=False)
        passed = max((at - asker.at).total_seconds(), 0.0)
        asker.left = min(self._most, asker.left + passed * self._rate)
        asker.at = max(at, asker.at)
        if asker.left >= 1:
            asker.left -= 1
            return Verdict.ANSWER
        if asker.told and at - asker.told < QUIET:
            return Verdict.IGNORE
        asker.told = at
        return Verdict.TELL
