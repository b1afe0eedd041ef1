"""What stands in a question, before it is decided what kind of question it is.

Spans become mentions of roles, items and sections; marks tell which role is left ("I'm a"),
aimed at ("become a") or put aside ("not the"); what nobody knows is kept as unknown.
"""

from dataclasses import dataclass, field

from bot.engine import text

AIMS = frozenset({"start", "target", "into"})
"""Cues that say where somebody comes from or wants to go; one replaces the other."""
ASIDE = frozenset({"not", "without", "besides"})
MARKS = AIMS | ASIDE | {"only", "have"}
"""Cues that say something of what follows them."""
TOLD = "told"
"""Mark of an item that stands in a sentence that only tells, beside one that asks."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A role or an item as it was named."""

    id: str
    start: int
    end: int
    how: str
    """Of a role: name, short (an abbreviation), field ("data science") or jobs (of a field); of an
    item: item; of a title that the knowledge does not cover, whose id is as typed: outside."""
    marks: frozenset[str] = frozenset()
    item: str = ""
    """Of a field: the item that the same words name, "" for none."""

    @property
    def aside(self) -> bool:
        """It was named only to put it aside; "without a PhD" is still asked of a PhD."""
        return bool(self.marks & (ASIDE if self.how != "item" else {"not", "besides"}))

    @property
    def own(self) -> bool:
        """It is what the asker has or comes from."""
        return bool(self.marks & {"start", "have", TOLD})


Places = dict[str, list[int]]
"""Names, each with the words at which it was found."""


@dataclass(slots=True)
class Evidence:
    """All that a question says, sorted by what it is about."""

    words: tuple[text.Word, ...] = ()
    stems: tuple[str, ...] = ()
    """The stems of the words, one for each."""
    roles: list[Mention] = field(default_factory=list)
    things: list[Mention] = field(default_factory=list)
    """The items."""
    outsiders: list[Mention] = field(default_factory=list)
    """Job titles that the knowledge does not cover."""
    sections: Places = field(default_factory=dict)
    hints: Places = field(default_factory=dict)
    """Sections suggested by weak phrases, used only where no section is named."""
    cues: Places = field(default_factory=dict)
    topics: Places = field(default_factory=dict)
    traits: Places = field(default_factory=dict)
    """Words for what somebody is like, which no source lists: "creative", "shy"."""
    heads: list[str] = field(default_factory=list)
    """Titles without their field: "the engineer"."""
    unknown: list[str] = field(default_factory=list)
    unrelated: bool = False
    """The sentences that ask name none of the roles, nor point at them."""
    asking: int = 0
    """Words in the sentences that ask, or in all where none only tells."""
    asks: frozenset[int] = frozenset()
    """The sentences that ask, where others stand beside them."""
    edits: int = 0
    joined: bool = False
    """Two role names stand side by side, or only "to" stands between them."""

    def has(self, *cues: str) -> bool:
        """Tell whether any of the cues stands in the question."""
        return any(cue in self.cues for cue in cues)

    @property
    def outside(self) -> list[str]:
        """The titles that the knowledge does not cover, as typed."""
        return list(dict.fromkeys(one.id for one in self.outsiders))

    @property
    def items(self) -> list[str]:
        """The items asked about or told of, without those put aside."""
        return list(dict.fromkeys(thing.id for thing in self.things if not thing.aside))

    @property
    def asked(self) -> list[str]:
        """The items without those that the asker tells he has, where others are asked about."""
        own = {thing.id for thing in self.things if "have" in thing.marks and self._told(thing)}
        return [item for item in self.items if item not in own] or self.items

    def _told(self, thing: Mention) -> bool:
        """Tell whether an item stands in a sentence that only tells, beside one that asks."""
        return bool(self.asks) and self.words[thing.start].sentence not in self.asks

    @property
    def negated(self) -> bool:
        """The items are those that are not had: "without", "does not need"."""
        return any(thing.marks & {"negated", "without"} for thing in self.things)

    @property
    def unwanted(self) -> list[str]:
        """The items that an asker would rather do without: "no PhD", "not research"."""
        ruled_out = (one for one in self.things if one.aside or one.marks & {"negated", "without"})
        return list(dict.fromkeys(one.id for one in ruled_out))

    @property
    def put_aside(self) -> list[str]:
        """The items that are not wanted."""
        return list(dict.fromkeys(thing.id for thing in self.things if thing.aside))
