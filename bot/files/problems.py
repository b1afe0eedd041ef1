"""Problem: a fault found in the knowledge, with the place and the likely intention."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in one file."""

    path: str
    """Relative to the knowledge folder."""
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
    """The knowledge has Problems; `problems` holds all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"the knowledge has {len(problems)} problems, the first: {problems[0]}")
        self.problems = problems


LONGEST = 100
"""Maximum length of a name for which a near one is searched; the search time grows with it."""


def nearest(name: str, choices: Iterable[str]) -> str:
    """Return the choice that `name` was probably meant to be, or ""."""
    if len(name) > LONGEST:
        return ""
    best = process.extractOne(name, list(choices), score_cutoff=70)
    return best[0] if best else ""
