"""The parts of a knowledge page: roles, their sections, points and cards.

Laws of this module:

1. Everything is immutable and hashable, or a read-only mapping; nothing here reads a file.
2. References are ids: a `Point` names its `Item` and `Source`s by id; `files` verifies them.
3. A source that does not name an item says nothing about it: absence is never a "no".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Purpose = Literal[
    "what",
    "difference",
    "pay",
    "demand",
    "remote",
    "musts",
    "first_tools",
    "start",
    "way_in",
    "way_on",
    "chances",
]
"""What an ask answers that answers turn to of themselves; each is answered by one ask."""


Weighs = Literal["entry", "degree"]
"""For whom an axis weighs of itself: for who is new to the work, for who has no degree."""
Level = Literal["bachelor", "master", "doctor"]
"""How high a degree is, the lowest first."""
About = Literal["work", "entry", "study", "employers", "market", "life", "person"]
"""What a section tells of: the work itself, what is asked of who would enter it, ways to study,
employers, the market of jobs, life in the job, the person whom it suits."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a point comes from."""

    id: str
    title: str
    publisher: str
    date: str
    """As printed by the publisher, such as "Dec. 6, 2023"."""
    grade: str
    """official, insights, market or blog, best first."""
    whole: bool = False
    """Read whole: only then does silence on an item count in "2 of 4"."""
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """An official figure, which is filled into the texts that name it."""

    occupation: str
    place: str
    period: str
    """A year, a month (2025-05), or the first and last year of a forecast (2024-34)."""
    value: str
    """With its unit: "34%", "120,230 USD"."""
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the controlled vocabulary."""

    id: str
    name: str
    kind: str
    """language, framework, platform, tool, skill, degree, field, industry or practice."""
    category: str
    """The group within the kind, such as "devops"; answers group by it."""
    aliases: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    """More specific items; a list with one of them does not need this item."""
    takes_in: tuple[str, ...] = ()
    """Parts of this subject; a role that does not need the subject does not need them."""
    what: str = ""
    """What it is in plain words, "" if not written yet."""
    implies: tuple[str, ...] = ()
    """What whoever knows it knows too: Python for pandas."""
    level: Level | None = None
    """Of a degree: how high it is; none for the word for any."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Return this item and its parts."""
        return (self.id, *self.covers, *self.takes_in)


@dataclass(frozen=True, slots=True)
class Detail:
    """What individual sources add to an item: "fraud detection" to finance."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a section: an item, or a sentence of ours that may mention items."""

    text: str
    sources: tuple[str, ...]
    item: str | None = None
    """The item that this point attaches to the role; `text` is then the item's name."""
    details: tuple[Detail, ...] = ()
    mentions: tuple[str, ...] = ()
    """The items that a sentence names."""
    superseded: bool = False
    """There is a newer figure; this one is kept for the record."""
    weight: str = ""
    """How much a role asks for its item: core, common, bonus, or "" if unknown."""
    id: str = ""
    """The id by which cards refer to a sentence."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every item that this point attaches to its role."""
        return (self.item,) if self.item else self.mentions


@dataclass(frozen=True, slots=True)
class Card:
    """Our written answer to one question."""

    verdict: str
    """Its first sentence, which decides."""
    lines: tuple[str, ...]
    """The rest of `say`, by paragraphs."""
    more: tuple[str, ...]
    sources: tuple[str, ...]
    """The sources of everything that it rests on."""
    rests_on: tuple[str, ...] = ()
    """The addresses of points and figures."""
    known: bool = True
    """False: there is no answer, and this is the nearest thing known."""
    asked: tuple[str, ...] = ()
    """Wordings of the question, if a topic has several cards."""
    choose: Mapping[str, str] = field(default_factory=dict)
    """For a pair: role -> whom it suits."""
    next: Mapping[str, str] = field(default_factory=dict)
    """Button label -> next question, if those of the topic do not suit."""
    id: str = ""
    """For a topic: its id in the topic, "" if it has none."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A matter on which the sources disagree about a role."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is known about one role in one section."""

    gist: str
    """What is characteristic, in at most 90 characters, for one-line differences."""
    points: tuple[Point, ...]
    disagreements: tuple[Disagreement, ...] = ()
    unneeded: tuple[Point, ...] = ()
    """Items that sources say the role does not need."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Another title that this role is often taken for."""

    title: str
    note: str
    role: str | None = None
    """The id of the title if it is a role of the knowledge."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Phrases by which a circumstance is recognized.

    A text must contain one of `any`, and near it one of `near` and one of `also` if these are
    given; `denied` cancels the circumstance.
    """

    any: tuple[str, ...]
    near: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the profiles: the names of its ends, and the asks and items about it."""

    id: str
    most: str
    least: str
    much: str = ""
    """How a high score is put into words: "a lot of math"."""
    little: str = ""
    best: str = "most"
    """The end that "best" and "easiest" refer to."""
    asks: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    shunned_by: tuple[str, ...] = ()
    """Words for people who want little of it: "shy"."""
    kinds: tuple[str, ...] = ()
    """Kinds of items that nobody learns who would have little of it."""
    weighs: Weighs | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """A role's score on an axis, with its reason."""

    score: int
    """From 0 (none) to 4 (very much)."""
    why: str


@dataclass(frozen=True, slots=True)
class Role:
    """A job title that the knowledge covers."""

    id: str
    name: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    fields: tuple[str, ...]
    """Names of a field that mean this role: "deep learning"."""
    confused_with: tuple[Confusion, ...]
    sections: Mapping[str, Section]
    profile: Mapping[str, Trait] = field(default_factory=dict)
    """Axis ("coding", "entry_difficulty") -> the role's score."""
    versus: Mapping[str, Point] = field(default_factory=dict)
    """Another role -> how the two differ, in one sentence."""
    nearest: tuple[str, ...] = ()
    """For a neighbour: the nearest roles, the nearest first."""
    cards: Mapping[str, Card] = field(default_factory=dict)
    """Ask -> our answer to it."""

    button: str = ""
    """The name on buttons, if the full name is too long."""

    @property
    def short(self) -> str:
        """The shortest name, for texts that nobody reads: the first abbreviation, or the name."""
        return self.abbreviations[0] if self.abbreviations else self.name

    @property
    def short_name(self) -> str:
        """The name for narrow places; not an abbreviation."""
        return self.button or self.name

    @property
    def weighs(self) -> bool:
        """It has weights for items."""
        return any(one.weight for part in self.sections.values() for one in part.points)

    def points(self, *sections: str) -> Iterator[tuple[str, Point]]:
        """Yield (section, point) for these sections, or for all if none is given."""
        for name, section in self.sections.items():
            if not sections or name in sections:
                for point in section.points:
                    yield name, point


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as such: its title, and how its items are listed and compared."""

    id: str
    title: str
    about: About
    gathers: tuple[str, ...] = ()
    """Kinds of items that belong here wherever a source names them: a language in a list of
    required skills is a tool too."""
    looks_in: tuple[str, ...] = ()
    """The sections searched for those kinds."""
    holds: tuple[str, ...] = ()
    """Kinds of items that belong to it."""
    offered: int = 0
    """Its place among the sections offered next after an answer, 0 where it is none of them."""
    chooses: bool = False
    """Who asks which of some roles to take may ask it of this section."""
    as_names: bool = False
    """Items are listed by name; what sources add to one is left to the full answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the two options of a quiz question."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A question of the quiz."""

    id: str
    """One letter."""
    first: Option
    second: Option


@dataclass(frozen=True, slots=True)
class Topic:
    """The answers to one question about careers in general."""

    title: str
    gist: str
    """The answer in one or two sentences."""
    points: tuple[Point, ...]
    next: Mapping[str, str] = field(default_factory=dict)
    """Button label -> next question."""
    cards: tuple[Card, ...] = ()
    """The first answers the commonest question."""
    employers: bool = False
    """It is for people who hire; all others are for those who look for work."""
    by: str = ""
    """What in a question chooses its cards: "place", "trade", or "" for all words alike."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question that people really ask of a role."""

    id: str
    """The section, a stroke and the name: "education/without-degree"."""
    means: str
    title: str
    """In a word or two, for labels: "How long", "AI effect"."""
    answers: Purpose | None = None
    each: bool = False
    """It is answered for each role by itself, never by what is written of a pair of roles."""
    inside: str = ""
    """The ask that whoever has the job already means by it; "" for this one."""


@dataclass(frozen=True, slots=True)
class Holding:
    """How a role has an item."""

    sources: tuple[str, ...]
    """The ids of the sources that name it for this role, in any section."""
    sections: tuple[str, ...]
    """The sections in which it occurs."""
