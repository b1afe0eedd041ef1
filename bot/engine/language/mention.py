"""Mention: one thing that a text names, with how it is named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from bot.engine.language import text
from bot.engine.language.lexicon import Span
from bot.engine.reading import Cue

JOINERS = frozenset({"and", "or", "nor", "vs", "versus", "/", "plus"})
"""Words that join names of which the same is said."""


class Mark(StrEnum):
    """How something is named."""

    OWN = "own"
    WANTED = "wanted"
    FROM = "from"
    TO = "to"
    WITHOUT = "without"
    TOLD = "told"


MARKS = frozenset({*Mark, "refused", "had", "ends"})
"""What phrases may say of names: a mark of those behind or before, or the end of one."""
ANOTHER = "another language"
LEFT = frozenset({Mark.OWN, Mark.FROM})
"""Marks of a job that somebody has now."""
PUT_ASIDE = frozenset({Mark.WITHOUT, Mark.TOLD})


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a text names."""

    family: str
    """role, neighbour, item, level, place or job (one that the knowledge does not cover)."""
    id: str
    start: int
    """The first of its words, counted from 0."""
    end: int
    """The word behind its last."""
    how: str = "name"
    """Of a role: name, short (an abbreviation), field ("data science") or title ("an analyst")."""
    mark: Mark | None = None
    item: str = ""
    """Of a field: the item that the same words name, "" for none."""

    @property
    def job(self) -> bool:
        """It is a role or a neighbour, which a question can be about."""
        return self.family in {"role", "neighbour"}


@dataclass(frozen=True)
class Mentions:
    """A text with all that it names."""

    words: tuple[text.Word, ...] = ()
    every: tuple[Mention, ...] = ()
    """In the order of the text."""
    cues: Mapping[Cue, int] = field(default_factory=dict)
    """What ties the text to a talk or orders a list, with the word at which it stands."""
    sections: tuple[str, ...] = ()
    """Sections that a phrase names (knowledge/phrases/sections.yaml)."""
    traits: tuple[str, ...] = ()
    """What somebody is like: "creative", "shy"."""
    wants: tuple[str, ...] = ()
    """What of work is liked (knowledge/phrases/wishes.yaml)."""
    avoids: tuple[str, ...] = ()
    """What of it is disliked: "hates being on call"."""
    tones: tuple[str, ...] = ()
    """What trouble somebody speaks of, or that he hires (knowledge/phrases/tones.yaml)."""
    wishes: tuple[str, ...] = ()
    """What of it is named, neither liked nor disliked: "fewer meetings"."""
    titles: tuple[str, ...] = ()
    """Titles without their field: "the engineer"."""
    unused: tuple[str, ...] = ()
    """Words that nobody here knows, as typed."""
    terse: bool = False
    """Nothing stands in it but jobs, sections and what joins them: "MLE tools and pay"."""
    denies: bool = False
    """It says of something that it is not had or wanted: "without the first"."""
    spelled: tuple[str, ...] = ()
    """The words with slips of the finger mended, one for each."""
    language: str = ""
    """The language that they were translated from, `ANOTHER` for one that is not known here, ""
    for English."""
    typed: str = ""
    """The text, in lower case."""
    struck: frozenset[int] = frozenset()
    """The words of what is put aside as not meant: "not the money"."""
    asking: frozenset[int] = frozenset()
    """The sentences that ask: by a question mark, else by how they begin, else all."""
    questions: bool = False
    """Some sentence asks by a mark or by how it begins."""

    def of(self, *families: str) -> tuple[Mention, ...]:
        """Return the mentions of these families."""
        return tuple(one for one in self.every if one.family in families)

    @cached_property
    def jobs(self) -> tuple[Mention, ...]:
        """The roles and neighbours."""
        return tuple(one for one in self.every if one.job)


def places(spans: Iterable[Span | Mention]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
