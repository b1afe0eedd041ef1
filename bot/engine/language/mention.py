"""Mention: one thing that a text names, and how it is meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from bot.engine.language import text
from bot.engine.language.lexicon import Span
from bot.engine.reading import SENTENCE, Cue

JOINERS = frozenset({"and", "or", "nor", "vs", "versus", "/", "plus"})
"""Words that join names about which the same is said."""


class Mark(StrEnum):
    """How a name is meant."""

    OWN = "own"
    WANTED = "wanted"
    FROM = "from"
    TO = "to"
    WITHOUT = "without"
    TOLD = "told"


MARKS = frozenset({*Mark, "refused", "had", "ends"})
"""What phrases may say about names: a mark for those after or before, or the end of a mark."""
ANOTHER = "another language"
LEFT = frozenset({Mark.OWN, Mark.FROM})
"""Marks of a job that the asker has now."""
PUT_ASIDE = frozenset({Mark.WITHOUT, Mark.TOLD})


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a text names."""

    family: str
    """role, neighbour, item, level, place or job (one that the knowledge does not cover)."""
    id: str
    start: int
    """The index of its first word, from 0."""
    end: int
    """The index after its last word."""
    how: str = "name"
    """For a role: name, short (abbreviation), field ("data science") or title ("an analyst")."""
    mark: Mark | None = None
    item: str = ""
    """For a field: the item that the same words name, "" for none."""

    @property
    def job(self) -> bool:
        """It is a role or a neighbour, which a question can be about."""
        return self.family in {"role", "neighbour"}


@dataclass(frozen=True)
class Mentions:
    """A text with everything that it names."""

    words: tuple[text.Word, ...] = ()
    every: tuple[Mention, ...] = ()
    """In the order of the text."""
    cues: Mapping[Cue, int] = field(default_factory=dict)
    """Cues that link the text to a talk or sort a list -> the index of the word."""
    sections: tuple[str, ...] = ()
    """Sections that a phrase names (knowledge/phrases/sections.yaml)."""
    traits: tuple[str, ...] = ()
    """Personal traits: "creative", "shy"."""
    wants: tuple[str, ...] = ()
    """Aspects of work that are liked (knowledge/phrases/wishes.yaml)."""
    avoids: tuple[str, ...] = ()
    """Aspects of work that are disliked: "hates being on call"."""
    tones: tuple[str, ...] = ()
    """The asker's trouble, or that they hire (knowledge/phrases/tones.yaml)."""
    wishes: tuple[str, ...] = ()
    """Aspects of work that are only named: "fewer meetings"."""
    titles: tuple[str, ...] = ()
    """Titles without their field: "the engineer"."""
    unused: tuple[str, ...] = ()
    """Unknown words, as typed."""
    terse: bool = False
    """It consists of jobs, sections and joining words only: "MLE tools and pay"."""
    denies: bool = False
    """It says that something is lacked or not wanted: "without the first"."""
    spelled: tuple[str, ...] = ()
    """The words with typos corrected, one for each word."""
    language: str = ""
    """The language that it was translated from, `ANOTHER` for one without a glossary, ""
    for English."""
    typed: str = ""
    """The text, in lower case."""
    struck: frozenset[int] = frozenset()
    """The indices of words excluded as not meant: "not the money"."""
    asking: frozenset[int] = frozenset()
    """The numbers of the sentences that ask: by a question mark, their beginning, or all."""
    questions: bool = False
    """Some sentence asks by a question mark or by how it begins."""

    def of(self, *families: str) -> tuple[Mention, ...]:
        """Return the mentions of these families."""
        return tuple(one for one in self.every if one.family in families)

    @property
    def spoken(self) -> str:
        """Its words, with a mark between two sentences."""
        sentences = groupby(self.words, key=lambda word: word.sentence)
        said = (" ".join([word.text for word in every]) for _, every in sentences)
        return f" {SENTENCE} ".join(said)

    @cached_property
    def jobs(self) -> tuple[Mention, ...]:
        """The roles and neighbours."""
        return tuple(one for one in self.every if one.job)


def places(spans: Iterable[Span | Mention]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
