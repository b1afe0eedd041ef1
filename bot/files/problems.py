"""Problem: a fault found in the knowledge, with the place and the likely intention."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in one file."""

    path: str
    """Relative to the folder of the knowledge."""
    line: int
    """Counted from 1; 0 for the file as a whole."""
    what: str
    meant: str = ""
    """What was probably meant, or "" when nothing is near."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        hint = f" (did you mean {self.meant!r}?)" if self.meant else ""
        return f"[ERROR] {place}: {self.what}{hint}"


class Broken(Exception):
    """The knowledge has Problems; all of them stand in `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"the knowledge has {len(problems)} problems, the first: {problems[0]}")
        self.problems = problems


LONGEST = 100
"""Letters of the longest name that anything else is near to: looking takes time by length."""


def nearest(name: str, choices: Iterable[str]) -> str:
    """Return the choice that `name` was probably meant for, or ""."""
    if len(name) > LONGEST:
        return ""
    best = process.extractOne(name, list(choices), score_cutoff=70)
    return best[0] if best else ""
