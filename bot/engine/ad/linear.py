"""A fitted linear model at run time: features -> a score for each class."""

import math
from collections.abc import Iterable, Mapping

from bot.engine.weights import Table


class Linear:
    """An unpacked table of weights."""

    def __init__(self, table: Table) -> None:
        """Unpack a table."""
        size = len(table.classes)
        steps = memoryview(table.rows).cast("b")
        self.classes = table.classes
        self._biases = table.biases
        self.rows: Mapping[str, tuple[float, ...]] = {
            name: tuple([step * table.scale for step in steps[at * size : (at + 1) * size]])
            for at, name in enumerate(table.vocabulary)
        }

    def scores(self, features: Iterable[str]) -> list[float]:
        """Return the score of each class, in the order of `classes`."""
        found = list(self._biases)
        for feature in features:
            if row := self.rows.get(feature):
                found = [score + weight for score, weight in zip(found, row, strict=True)]
        return found


def shares(scores: Iterable[float]) -> list[float]:
    """Return the softmax of scores."""
    listed = list(scores)
    most = max(listed)
    raised = [math.exp(score - most) for score in listed]
    whole = sum(raised)
    return [one / whole for one in raised]
