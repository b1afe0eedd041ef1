"""The model: what the bot knows, as frozen values.

Laws of this module:

1. Everything is immutable and hashable or a read-only mapping; nothing here reads a file.
2. Ids refer to ids: a `Point` names its `Item` and its `Source`s by id, `files` proves they exist.
3. A source that does not name an item says nothing about it: absence is never a "no".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.engine.bands import PayBand
from bot.engine.weights import Weights

GRADES = ("official", "insights", "market", "blog")
"""How far a source is to be trusted, the best first."""
WEIGHTS = ("core", "common", "bonus")
"""How much a role may ask for an item, the most first."""
SECTION_OVERVIEW = "overview"
"""The section of a question that names none; it stands in no file."""


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
class Item:
    """One entry of the controlled vocabulary."""

    id: str
    name: str
    kind: str
    """language, framework, platform, tool, skill, degree, field, industry or practice."""
    category: str
    """The shelf within the kind, such as "devops"; answers group by it."""
    aliases: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    """Items of which this is the general word; a list that has one of them needs no more."""
    takes_in: tuple[str, ...] = ()
    """Items that are part of this subject: who has nothing of it has none of them either."""
    what: str = ""
    """What it is in plain words, "" where nobody has written it."""

    @property
    def parts(self) -> tuple[str, ...]:
        """This item and all that is part of it."""
        return (self.id, *self.covers, *self.takes_in)


@dataclass(frozen=True, slots=True)
class Detail:
    """What single sources add to an item: "fraud detection" to finance."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a section: an item, or a sentence of ours that may mention items."""

    text: str
    sources: tuple[str, ...]
    item: str | None = None
    """The item that this point attaches to the role; then `text` is the item's name."""
    details: tuple[Detail, ...] = ()
    mentions: tuple[str, ...] = ()
    """Items that a sentence names beside its main statement."""
    superseded: bool = False
    """A newer figure stands beside it; it is kept for what it was."""
    weight: str = ""
    """How much a role asks for its item: core, common, bonus, or "" where that is not told."""
    id: str = ""
    """What cards call a sentence by."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every item this point attaches to its role."""
        return (self.item,) if self.item else self.mentions


@dataclass(frozen=True, slots=True)
class Card:
    """Our written answer to one question."""

    verdict: str
    """Its first sentence, which decides."""
    lines: tuple[str, ...]
    """What it rests on, a paragraph each."""
    more: tuple[str, ...]
    sources: tuple[str, ...]
    """Those of all that it rests on."""
    rests_on: tuple[str, ...] = ()
    """The points and figures, by their addresses."""
    known: bool = True
    """False: nothing answers the question, and this is the nearest that is known."""
    asked: tuple[str, ...] = ()
    """Ways to ask it, where a topic has several cards."""
    choose: Mapping[str, str] = field(default_factory=dict)
    """Of a pair: role -> whom it suits."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A matter in which the sources do not say the same of one role."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is known of one role under one heading."""

    gist: str
    """At most 90 characters: what is characteristic, for the one-line difference."""
    points: tuple[Point, ...]
    disagreements: tuple[Disagreement, ...] = ()
    unneeded: tuple[Point, ...] = ()
    """Items that the role is said not to need."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Another title that this role is often taken for."""

    title: str
    note: str
    role: str | None = None
    """The id of the title where it is a role of the knowledge."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the profiles: how its ends are called, and what asks and names it."""

    id: str
    most: str
    least: str
    best: str = "most"
    """The end that is meant by "best" and "easiest"."""
    asks: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    shunned_by: tuple[str, ...] = ()
    """Words for people who would have little of it: "shy"."""


@dataclass(frozen=True, slots=True)
class Trait:
    """Where a role stands on an axis that all roles share."""

    score: int
    """From 0, none, to 4, very much."""
    why: str


@dataclass(frozen=True, slots=True)
class Role:
    """A job title that the knowledge covers."""

    id: str
    name: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    fields: tuple[str, ...]
    """Words for the field that stand for this role: "deep learning"."""
    confused_with: tuple[Confusion, ...]
    sections: Mapping[str, Section]
    profile: Mapping[str, Trait] = field(default_factory=dict)
    """Axis ("coding", "entry_difficulty") -> where the role stands on it."""
    versus: Mapping[str, Point] = field(default_factory=dict)
    """Another role -> what tells the two apart, in one sentence."""
    nearest: tuple[str, ...] = ()
    """Of a job beside the roles: those nearest to it, the nearest first."""
    cards: Mapping[str, Card] = field(default_factory=dict)
    """Ask -> our answer to it."""

    button: str = ""
    """The name on buttons, where the name itself is too long for one."""

    @property
    def short(self) -> str:
        """The shortest name, for what nobody reads: the first abbreviation, or the full name."""
        return self.abbreviations[0] if self.abbreviations else self.name

    @property
    def short_name(self) -> str:
        """The name for tight places; no code."""
        return self.button or self.name

    @property
    def weighs(self) -> bool:
        """It tells how much it asks for things."""
        return any(one.weight for part in self.sections.values() for one in part.points)

    def points(self, *sections: str) -> Iterator[tuple[str, Point]]:
        """All points with the section they stand in; of all sections when none is named."""
        for name, section in self.sections.items():
            if not sections or name in sections:
                for point in section.points:
                    yield name, point


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as such: its title and what is asked under it."""

    id: str
    title: str
    gathers: tuple[str, ...] = ()
    """Item kinds that belong here wherever a source names them: a language in a list of
    required skills is a tool too."""
    looks_in: tuple[str, ...] = ()
    """The sections searched for those kinds."""
    counts_in: tuple[str, ...] = ()
    """Further sections in which naming an item counts as having it, when roles are compared."""
    by_grade: bool = False
    """Statements stand by the grade of their sources, the best first."""
    holds: tuple[str, ...] = ()
    """Kinds of items that one asks for under it."""
    nearest: str = ""
    """The section that answers for this one where a role says nothing under it."""
    as_names: bool = False
    """Items are listed by name; what sources add to one is left to the full answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of two things that a question of the quiz sets against each other."""

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
    """What is said of careers in general to one question."""

    title: str
    gist: str
    """The answer in one or two sentences."""
    points: tuple[Point, ...]
    next: tuple[str, ...] = ()
    """Questions that may be asked next."""
    cards: tuple[Card, ...] = ()
    """The first answers what is asked most."""


@dataclass(frozen=True, slots=True)
class Holding:
    """How a role has an item."""

    sources: tuple[str, ...]
    """The ids of the sources that name it for this role, in any section."""
    sections: tuple[str, ...]
    """Where it stands."""


Glossary = Mapping[tuple[str, ...], tuple[str, ...]]
"""The folded words of a phrase of another language -> its words in English."""


@dataclass(frozen=True)
class Knowledge:
    """All of it, loaded and proved."""

    headings: Mapping[str, Heading]
    roles: Mapping[str, Role]
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Family of phrases -> meaning -> the phrases: `sections` -> `tools` -> "tech stack"."""
    replies: Mapping[str, str]
    pay: Mapping[str, tuple[PayBand, ...]] = field(default_factory=dict)
    """Role -> its bands: in each country over all, by level and by year."""
    pay_source: str = ""
    neighbours: Mapping[str, Role] = field(default_factory=dict)
    """Jobs that people ask about beside the roles, on short pages."""
    asks: Mapping[str, str] = field(default_factory=dict)
    """What people ask of a role: "education/without-degree" -> what it means."""
    told: Mapping[str, str] = field(default_factory=dict)
    """A condition that somebody tells of himself -> the ask whose card serves it."""
    of_items: Mapping[str, str] = field(default_factory=dict)
    """An item of which more is asked than whether -> its ask."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """What people ask of careers in general -> what it means."""
    advice: Mapping[str, Topic] = field(default_factory=dict)
    """Topic -> what is said to it; none where nothing has been written yet."""
    pairs: Mapping[frozenset[str], Mapping[str, Card]] = field(default_factory=dict)
    """Two roles -> section, or overview -> what tells them apart."""
    axes: Mapping[str, Axis] = field(default_factory=dict)
    everyday: tuple[str, ...] = ()
    """Common English words, the commonest first, which are mended into no name."""
    foreign_words: frozenset[str] = frozenset()
    """Little words of other languages that are no English ones."""
    languages: Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict
    )
    """Language, by its English name -> its glossary."""
    weights: Weights | None = None
    quiz: Mapping[str, Theme] = field(default_factory=dict)
    """Letter -> question; none where there is no quiz."""
    quiz_names: tuple[str, ...] = ()
    """What may be typed to begin it."""
    quiz_answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """first, second, both, neither, skip, back -> what may be typed for it."""
    version: str = field(default="", compare=False)
    """A short digest of the files, for logs."""

    def sibling(self, role: str, title: str) -> str | None:
        """Return the role of the same field with another title: MLE, "scientist" -> MLS."""
        wanted = (_split_name(self.roles[role])[0], title)
        return next((id_ for id_, one in self.roles.items() if _split_name(one) == wanted), None)

    def words_of(self, role: str) -> frozenset[str]:
        """Return the words of the name of a role or a neighbour, in lower case."""
        return frozenset(self.name_of(role).casefold().split())

    def name_of(self, job: str) -> str:
        """Return the name of a role or a neighbour."""
        return self.pages[job].name

    @cached_property
    def pages(self) -> Mapping[str, Role]:
        """The roles, and the jobs beside them."""
        return {**self.roles, **self.neighbours}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words of all roles' names."""
        return frozenset().union(*(self.words_of(role) for role in self.roles))

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {kind: name for name, heading in self.headings.items() for kind in heading.holds}

    def home(self, item: str) -> str:
        """Return the section in which one asks for an item."""
        return self._homes.get(self.items[item].kind, SECTION_OVERVIEW)

    @cached_property
    def holdings(self) -> Mapping[str, Mapping[str, Holding]]:
        """Role -> item -> how the role has it."""
        return {name: _holdings(role) for name, role in self.pages.items()}

    @cached_property
    def heaviest(self) -> Mapping[str, Mapping[str, Point]]:
        """Page -> item -> the point by which it asks most for it."""
        return {name: _heaviest(role) for name, role in self.pages.items()}

    @cached_property
    def memory(self) -> dict[tuple[object, ...], object]:
        """What functions of this knowledge have returned; `memory.remembered` fills it in."""
        return {}

    @cached_property
    def source_ranks(self) -> Mapping[str, int]:
        """Source -> its place when sources are listed: by grade, then as the file has them."""
        listed = sorted(self.sources, key=lambda name: GRADES.index(self.sources[name].grade))
        return {name: rank for rank, name in enumerate(listed)}

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Item -> the roles that ask for it; where weights are given, a mention is not enough."""
        found: dict[str, list[str]] = {item: [] for item in self.items}
        for name, role in self.roles.items():
            asked = dict.fromkeys(point.item for _, point in role.points() if point.item)
            for item in asked if role.weighs else self.holdings[name]:
                found[item].append(name)
        return {item: tuple(roles) for item, roles in found.items()}

    @cached_property
    def read_whole(self) -> Mapping[str, tuple[str, ...]]:
        """Role -> the sources on it that were read whole, so that their silence counts."""
        return {
            name: tuple(
                source
                for source in dict.fromkeys(s for _, p in role.points() for s in p.sources)
                if self.sources[source].whole
            )
            for name, role in self.pages.items()
        }


def _heaviest(role: Role) -> dict[str, Point]:
    points = [point for _, point in role.points() if point.item and point.weight]
    ranked = sorted(points, key=lambda point: -WEIGHTS.index(point.weight))
    return {point.item: point for point in ranked if point.item}


def _holdings(role: Role) -> dict[str, Holding]:
    sources: dict[str, dict[str, None]] = {}
    sections: dict[str, dict[str, None]] = {}
    for section, point in role.points():
        for item in point.names:
            sources.setdefault(item, {}).update(dict.fromkeys(point.sources))
            sections.setdefault(item, {})[section] = None
    return {item: Holding(tuple(sources[item]), tuple(sections[item])) for item in sources}


def _split_name(role: Role) -> tuple[tuple[str, ...], str]:
    """Return the words of the field, and the title."""
    *field_, title = role.name.casefold().split()
    return tuple(field_), title
