"""Answer: what to say, as values, before rendering for one place.

An answer is ordered by importance, so that a small place can cut from the end: `rank` 0
is what was asked, 1 what supplements it, 2 what may be asked for next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.reading import Reading


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one label: a list of statements, or of names on one line."""

    label: str
    """A label for the lines: "Only MLSE"; "" if they need none."""
    lines: tuple[str, ...]
    names: bool = False
    """The lines are names, shown on one line with commas."""
    rank: int = 0
    whole: bool = False
    """Left out rather than shortened: one line per compared role. Only a first block that
    does not fit otherwise is shortened anyway."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as an answer names it."""

    id: str
    title: str
    publisher: str
    date: str
    url: str | None = None
    grade: str = "insights"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next question, to be typed or pressed; it is understood without context."""

    label: str
    """A word or two for a button."""
    question: str
    wide: bool = False
    """Its button has a row of its own, as each side of a choice has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one reading."""

    reading: Reading
    title: str
    """Its subject: the head of a list or a picker, and the title of an inline result."""
    verdict: str = ""
    """The answer in one sentence, shown as the head; "" if nothing is decided."""
    text: tuple[str, ...] = ()
    """The reasons for the verdict, one paragraph each, the most telling first."""
    blocks: tuple[Block, ...] = ()
    asides: tuple[str, ...] = ()
    """Parts of the question that are not answered, and what the asker must know at once."""
    doubts: tuple[str, ...] = ()
    """Confidence, disagreements and limits of figures: shown folded."""
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    shown: tuple[str, ...] = ()
    """Roles that the answer lists, for follow-ups: "the second one"."""
    noted: tuple[str, ...] = ()
    """Items that the answer found without the question naming them: those of a job ad."""
    asked: str = ""
    """The shortest question with this answer, or "" if no short one says it all."""
    tools: tuple[Suggestion, ...] = ()
    """Buttons that change the question itself: other roles to compare."""
    sources: Suggestion | None = None
    """The question that lists all its sources."""
    data: Mapping[str, object] = field(default_factory=dict)
    """Its data as JSON values, for programs."""
    more: str = ""
    """The question whose answer includes everything that may be left out, or ""."""
    opening: str = ""
    """Half a sentence before the verdict, for somebody in trouble or misread before."""
