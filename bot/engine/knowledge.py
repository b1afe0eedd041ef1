"""The knowledge: all pages with the vocabulary and the phrases, loaded and verified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

from bot.engine.bands import PayBand
from bot.engine.page import (
    About,
    Ask,
    Axis,
    Card,
    Figure,
    Heading,
    Holding,
    Item,
    Level,
    Point,
    Purpose,
    Role,
    Sign,
    Source,
    Theme,
    Topic,
    Weighs,
)
from bot.engine.weights import AdWeights, CardWeights, Weights

GRADES = ("official", "insights", "market", "blog")
"""Grades of sources by how far they are trusted, the best first."""
WEIGHTS = ("core", "common", "bonus")
"""How much a role may ask for an item, the strongest first."""
TOOLS = ("language", "framework", "platform", "tool")
"""Kinds of items that one works with by name."""
ASIDE = frozenset({"industry", "degree"})
"""Kinds of items that say little of the work: every ad praises its industry."""
SECTION_OVERVIEW = "overview"
"""The section of a question that names none; it is in no file."""

Glossary = Mapping[tuple[str, ...], tuple[str, ...]]
"""The folded words of a phrase in another language -> its English words."""


@dataclass(frozen=True)
class Knowledge:
    """All of the knowledge, loaded and verified; immutable."""

    headings: Mapping[str, Heading]
    roles: Mapping[str, Role]
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Family of phrases -> meaning -> the phrases: `sections` -> `tools` -> "tech stack"."""
    replies: Mapping[str, str]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """Name -> official figure; `rolewise check` warns if it is old."""
    pay: Mapping[str, tuple[PayBand, ...]] = field(default_factory=dict)
    """Role -> its pay bands in each country: overall, by level and by year."""
    pay_source: str = ""
    neighbours: Mapping[str, Role] = field(default_factory=dict)
    """Other jobs that people ask about, with short pages."""
    asks: Mapping[str, Ask] = field(default_factory=dict)
    """What people ask of a role."""
    told: Mapping[str, str] = field(default_factory=dict)
    """A condition that askers mention about themselves -> the ask whose card answers it."""
    of_items: Mapping[str, str] = field(default_factory=dict)
    """An item about which people ask more than whether it is needed -> its ask."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """A kind of question -> the ask to answer for its role instead of a repetition."""
    of_role: Mapping[str, str] = field(default_factory=dict)
    """A topic -> the ask with the same question about one role."""
    in_general: Mapping[str, str] = field(default_factory=dict)
    """An ask -> the topic that answers it if no role is named."""
    of_tone: Mapping[str, str] = field(default_factory=dict)
    """A trouble that somebody mentions -> the topic that says what to do about it."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """Topic of careers in general -> a description."""
    advice: Mapping[str, Topic] = field(default_factory=dict)
    """Topic -> its answers; missing if none has been written yet."""
    pairs: Mapping[frozenset[str], Mapping[str, Card]] = field(default_factory=dict)
    """Two roles -> section or overview -> how they differ."""
    axes: Mapping[str, Axis] = field(default_factory=dict)
    circumstances: Mapping[str, tuple[Sign, ...]] = field(default_factory=dict)
    """Circumstances that people mention with a question: "phone" -> its signs."""
    everyday: tuple[str, ...] = ()
    """Common English words, the commonest first; never corrected into a name."""
    foreign_words: frozenset[str] = frozenset()
    """Short words of other languages that are not English."""
    languages: Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict
    )
    """Language, by its English name -> its glossary."""
    weights: Weights | None = None
    cards: CardWeights | None = None
    """The model that chooses a card of the topics; None while it is being fitted."""
    ads: AdWeights | None = None
    """The models that read job ads; None while they are being fitted."""
    quiz: Mapping[str, Theme] = field(default_factory=dict)
    """Letter -> quiz question; empty if there is no quiz."""
    quiz_names: tuple[str, ...] = ()
    """What may be typed to begin the quiz."""
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
        """The roles and the neighbours."""
        return {**self.roles, **self.neighbours}

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words of all roles' names."""
        return frozenset().union(*(self.words_of(role) for role in self.roles))

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {kind: name for name, heading in self.headings.items() for kind in heading.holds}

    def home(self, item: str) -> str:
        """Return the section to which an item belongs."""
        return self._homes.get(self.items[item].kind, SECTION_OVERVIEW)

    def about(self, *about: About) -> tuple[str, ...]:
        """Return the sections that tell of these."""
        return tuple(name for name, one in self.headings.items() if one.about in about)

    def holding(self, *kinds: str) -> tuple[str, ...]:
        """Return the sections under which one asks for items of these kinds."""
        return tuple(name for name, one in self.headings.items() if {*kinds} & {*one.holds})

    def english(self, name: str) -> tuple[str, ...]:
        """Return some words and phrases of English (knowledge/phrases/english.yaml)."""
        return self.phrases.get("english", {}).get(name, ())

    def implied(self, items: Iterable[str]) -> tuple[str, ...]:
        """Return some items with all that whoever knows them knows too."""
        every = dict.fromkeys(items)
        left = [*every]
        while left:
            more = [one for one in self.items[left.pop()].implies if one not in every]
            every |= dict.fromkeys(more)
            left += more
        return tuple(every)

    @cached_property
    def learnt(self) -> tuple[str, ...]:
        """The sections of what a role asks one to know."""
        return self.holding(*TOOLS, "skill")

    @cached_property
    def described(self) -> tuple[str, ...]:
        """The sections that tell of the work in sentences."""
        return tuple(name for name in self.about("work") if not self.headings[name].holds)

    @cached_property
    def worked_with(self) -> frozenset[str]:
        """The sections of what whoever has a role works with, or has studied for it."""
        return frozenset({*self.about("work"), *self.holding("degree")})

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The sections offered after an answer, in this order."""
        every = (one for one in self.headings.values() if one.offered)
        return tuple(one.id for one in sorted(every, key=lambda one: one.offered))

    @cached_property
    def degrees(self) -> tuple[str, ...]:
        """The degrees, the highest first, last the word for any."""
        ranks = {level: rank for rank, level in enumerate(reversed(get_args(Level)))}
        every = (one for one in self.items.values() if one.kind == "degree")
        ranked = sorted(every, key=lambda one: ranks[one.level] if one.level else len(ranks))
        return tuple(one.id for one in ranked)

    def axis_for(self, weighs: Weighs) -> str:
        """Return the axis that weighs for somebody, "" where there is none."""
        return next((one.id for one in self.axes.values() if one.weighs == weighs), "")

    def topics_by(self, what: str) -> tuple[str, ...]:
        """Return the topics whose cards are chosen by a place or a trade."""
        return tuple(name for name, one in self.advice.items() if one.by == what)

    @property
    def topic_for_employers(self) -> str:
        """The topic for people who hire, "" where there is none."""
        return next((name for name, one in self.advice.items() if one.employers), "")

    @cached_property
    def _purposes(self) -> Mapping[Purpose, str]:
        return {one.answers: one.id for one in self.asks.values() if one.answers}

    def ask_for(self, purpose: Purpose) -> str:
        """Return the ask that answers something."""
        return self._purposes[purpose]

    def section_for(self, purpose: Purpose) -> str:
        """Return the section of the ask that answers something."""
        return self.ask_for(purpose).partition("/")[0]

    @cached_property
    def holdings(self) -> Mapping[str, Mapping[str, Holding]]:
        """Role -> item -> how the role has it."""
        return {name: _holdings(role) for name, role in self.pages.items()}

    @cached_property
    def everyday_words(self) -> frozenset[str]:
        """Common English words, for lookups."""
        return frozenset(self.everyday)

    @cached_property
    def heaviest(self) -> Mapping[str, Mapping[str, Point]]:
        """Page -> item -> the point with the highest weight for it."""
        return {name: _heaviest(role) for name, role in self.pages.items()}

    @cached_property
    def memory(self) -> dict[tuple[object, ...], object]:
        """Cached results of functions of this knowledge; filled in by `memory.remembered`."""
        return {}

    @cached_property
    def source_ranks(self) -> Mapping[str, int]:
        """Source -> its rank in lists: by grade, then in the order of the file."""
        listed = sorted(self.sources, key=lambda name: GRADES.index(self.sources[name].grade))
        return {name: rank for rank, name in enumerate(listed)}

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Item -> the roles that ask for it; if weights are given, a mention is not enough."""
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
