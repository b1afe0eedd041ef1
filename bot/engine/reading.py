"""Question and Reading: what was asked, and what we understood."""

from dataclasses import dataclass, replace
from datetime import datetime

KINDS = (
    "explain",
    "compare",
    "check",
    "find",
    "recommend",
    "transition",
    "roles",
    "help",
    "smalltalk",
    "clarify",
    "unknown",
)


CONFIDENT = 0.8
"""Below this a reply says how the question was read."""
PASSED_ON = "passed_on"
"""The hint that what another person asked is to be answered."""


@dataclass(frozen=True, slots=True)
class Question:
    """The text as asked."""

    text: str
    at: datetime | None = None
    """When it was asked (the message's own date, UTC), or None where time means nothing."""
    quoted: str | None = None
    """The text of another person's message that this one points at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What we understood of a question."""

    kind: str
    roles: tuple[str, ...] = ()
    """Role ids in the order said; for a transition from start to target."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    confidence: float = 1.0
    """How sure we are, from 0 to 1."""
    unused: tuple[str, ...] = ()
    """Content words that found no place, as typed but folded."""
    choices: tuple[str, ...] = ()
    """For clarify: the roles between which the asker may choose."""
    negated: bool = False
    """For find: those that do not have the items."""
    full: bool = False
    """Everything was asked for, not the short form."""
    superlative: str = ""
    """For find: "most" or "least" of the section; "" where nothing but items is looked for."""
    quiz: str | None = None
    """The answers given in the quiz so far, as the question that writes them down."""
    ad: str = ""
    """The text of a job ad that is to be read."""
    ad_items: tuple[str, ...] = ()
    """The items that the ad talked about named, where somebody asks what is lacking."""
    background: tuple[str, ...] = ()
    """Items that an asker has, told on the way to asking how to become something."""
    excluded: tuple[str, ...] = ()
    """Roles and items that the asker does not want."""
    subjects: tuple[str, ...] = ()
    """Items that the words for the roles named stand for too: "deep learning"."""
    instead: tuple["Reading", ...] = ()
    """Other readings that the question allows, the likelier first."""
    hints: frozenset[str] = frozenset()
    """Cues that tie the question to what was said before: "and", "they", "instead"."""

    def with_(self, **changes: object) -> "Reading":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names

    @property
    def named_sections(self) -> tuple[str, ...]:
        """The sections asked for, without the overview."""
        return tuple(section for section in self.sections if section != "overview")
