"""Answer: what to say, as values; not yet words for one place.

An answer is laid out by importance, so that a small place can leave out from the end: `rank` 0
is what was asked, 1 what belongs to it, 2 what may be asked for next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.reading import Reading


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one label: a list of statements, or of names on one line."""

    label: str
    """What the lines are: "Only MLSE"; "" for lines that need no label."""
    lines: tuple[str, ...]
    names: bool = False
    """The lines are names, to be set on one line with commas."""
    rank: int = 0
    whole: bool = False
    """Left out rather than shortened: one line for each role compared. Only a first block that
    has no room otherwise is shortened all the same."""


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
    """A next question, ready to be typed or pressed; it needs no context to be understood."""

    label: str
    """A word or two for a button."""
    question: str
    wide: bool = False
    """It has a row of its own, as each side of a choice has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say to one reading."""

    reading: Reading
    title: str
    """What it is about: the head of a list or a picker, and the name of an inline result."""
    verdict: str = ""
    """The answer in one sentence, which then is the head; "" where nothing is decided."""
    text: tuple[str, ...] = ()
    """What the verdict rests on, a paragraph each, the most telling first."""
    blocks: tuple[Block, ...] = ()
    asides: tuple[str, ...] = ()
    """What of the question is not served, and what must be known at once."""
    doubts: tuple[str, ...] = ()
    """How sure it is, where sources differ, what a figure does not say: on tap."""
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    shown: tuple[str, ...] = ()
    """Roles that the answer lists, for what is asked next: "the second one"."""
    noted: tuple[str, ...] = ()
    """Items that the answer found, though the question named none: those of a job ad."""
    asked: str = ""
    """The shortest question that is answered so, or "" where none says it all."""
    tools: tuple[Suggestion, ...] = ()
    """What changes the question itself: other roles to compare."""
    sources: Suggestion | None = None
    """What tells all that it rests on."""
    data: Mapping[str, object] = field(default_factory=dict)
    """The figures behind it as JSON values, for programs."""
    more: str = ""
    """The question whose answer holds everything that may have been left out, or ""."""
    opening: str = ""
    """Half a sentence for somebody in trouble, or whom we misread, before the verdict."""
