"""Question and Reading: what was asked, and what we understood."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

KINDS = (
    "explain",
    "compare",
    "check",
    "find",
    "recommend",
    "transition",
    "general",
    "roles",
    "help",
    "smalltalk",
    "clarify",
    "unknown",
)
LEVELS = ("entry", "mid", "senior", "lead")
MANNERS = ("why", "source", "simpler", "shorter", "more")
"""What may be wanted of the answer before."""
REMEMBERED_LETTERS = 200
"""Letters of a question up to which its reading and its answer may be remembered."""
SENTENCE = "."
"""What stands between two sentences in the words of a reading."""
CONFIDENT = 0.7
"""Below this a reply says how the question was read."""


class Cue(StrEnum):
    """What ties a question to a talk, orders a list, or is said to the bot itself."""

    AND = "and"
    ABOUT = "about"
    INSTEAD = "instead"
    THEY = "they"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    LAST = "last"
    MIDDLE = "middle"
    FIRST_TWO = "first_two"
    BOTH = "both"
    ALL = "all"
    OTHER = "other"
    SWAP = "swap"
    MORE = "more"
    REST = "rest"
    ONLY = "only"
    MEANT = "meant"
    TOO = "too"
    WHY = "why"
    SOURCE = "source"
    SHORTER = "shorter"
    CHOOSE = "choose"
    SIMPLER = "simpler"
    WHICH = "which"
    WHO = "who"
    MOST = "most"
    LEAST = "least"
    SIMILAR = "similar"
    MAP = "map"
    RESTART = "restart"
    COMPLAINT = "complaint"
    DISTRESS = "distress"
    LACK = "lack"
    THANKS = "thanks"
    BYE = "bye"
    GREETING = "greeting"
    AD = "ad"
    BACK = "back"
    FROM_THERE = "from_there"
    REMARK = "remark"
    """It says something of an answer, and asks nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """The text as asked."""

    text: str
    at: datetime | None = None
    """When it was asked (the message's own date, UTC), or None where time means nothing."""
    quoted: str | None = None
    """The text of another person's message that this one points at."""
    as_before: bool = False
    """Asked twice, it is answered as before: where many read along, or where it was edited."""
    linked: bool = False
    """A link brought it, so perhaps nobody asks anything: a mark of where somebody came from."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody has told of himself in a talk; ids and words of the knowledge only."""

    items: tuple[str, ...] = ()
    """What he knows."""
    lacks: tuple[str, ...] = ()
    """What he has not or would avoid."""
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Roles and neighbours that he has or leaves."""
    trades: tuple[str, ...] = ()
    """Jobs outside the knowledge that he has, as the knowledge lists them."""
    newcomer: bool = False
    hires: bool = False
    """He looks for people, not for a job."""
    seeks: bool = False
    """He looks for a job, whatever else he says of hiring."""
    age: int = 0
    """His age in years, 0 for none told."""
    hours: int = 0
    """Hours a week that he has for learning, 0 for none told."""

    def with_(self, more: "Told") -> "Told":
        """Return what was told with what has been told since: the later word counts."""
        return Told(
            _joined(self.items, more.items, more.lacks),
            _joined(self.lacks, more.lacks, more.items),
            _joined(self.wants, more.wants, more.avoids),
            _joined(self.avoids, more.avoids, more.wants),
            _joined(self.roles, more.roles),
            _joined(self.trades, more.trades),
            self.newcomer or more.newcomer,
            (self.hires or more.hires) and not more.seeks,
            more.seeks or (self.seeks and not more.hires),
            more.age or self.age,
            more.hours or self.hours,
        )


NOTHING_TOLD = Told()
MOST_TOLD = 24
"""Things that somebody has told, kept from turn to turn; the latest of a longer list."""


def _joined(
    old: tuple[str, ...], new: tuple[str, ...], without: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return two lists as one, each thing once, without some of the old."""
    kept = (name for name in old if name not in without)
    return tuple(dict.fromkeys((*kept, *new)))[-MOST_TOLD:]


@dataclass(frozen=True, slots=True)
class Reading:
    """What we understood of a question."""

    kind: str
    roles: tuple[str, ...] = ()
    """Ids of roles and neighbours in the order said; for a transition from start to target."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """The asks of knowledge/asks.yaml that fit best, one for each section."""
    asks_else: tuple[str, ...] = ()
    """For explain: the asks that are likeliest but for those."""
    topic: str = ""
    """For general: what of careers in general is asked."""
    words: str = ""
    """For general: the text, in lower case, by which one of the topic's cards is chosen; for
    clarify "ask", where the question itself is to come."""
    level: str = ""
    """entry, mid, senior, lead, or "" where none is told."""
    place: str = ""
    """The code of a country, EU, remote, or "" where none is told."""
    few: int = 0
    """To how many things the answer is to be limited: "3 things max"; 0 for no limit."""
    wants: tuple[str, ...] = ()
    """Axes of which much is wanted: "a lot of coding"."""
    avoids: tuple[str, ...] = ()
    """Axes of which little is wanted: "hates meetings"."""
    axes: tuple[str, ...] = ()
    """Axes that are asked about: "fewer meetings"."""
    enough: bool = False
    """Whether something is enough was asked."""
    either: bool = False
    """Which of the items to take was asked: "Tableau or Power BI?"."""
    remote: bool = False
    """Work from home was named, beside a country perhaps."""
    tone: str = ""
    """What trouble somebody speaks of (knowledge/phrases/tones.yaml), "" for none."""
    kept: bool = False
    """Level and place were told before, not in this text."""
    again: bool = False
    """The same was answered just before, so that more is wanted, or something else."""
    brief: bool = False
    """Asked for in one sentence or word."""
    amount: int = 0
    """Yearly pay that was named ("is 95k good?"), 0 where none was."""
    currency: str = ""
    """The code of its currency, "" where none was named."""
    period: str = ""
    """Of what it was the pay: month, hour ..., "" where that was not told."""
    region: str = ""
    """The city or part of the country that was named for `place`, as typed; else ""."""
    places: tuple[str, ...] = ()
    """Further countries that a question names."""
    manner: str = ""
    """What is wanted of the answer before: why, source, simpler, shorter, more, or ""."""
    confidence: float = 1.0
    """How sure we are, from 0 to 1; calibrated: of those with 0.9 nine in ten are right."""
    unused: tuple[str, ...] = ()
    """Words that nobody here knows, as typed but for capitals."""
    outside: tuple[str, ...] = ()
    """Jobs named that the knowledge does not cover, as typed but folded."""
    choices: tuple[str, ...] = ()
    """For clarify: the roles between which the asker may choose."""
    family: str = ""
    """For clarify and roles: the family of roles to choose from, "all" for the families."""
    negated: bool = False
    """For find: those that do not have the items."""
    full: bool = False
    """Everything was asked for, not the short form."""
    superlative: str = ""
    """For find: "most" or "least" of the section; "" where nothing but items is looked for."""
    similar: bool = False
    """For find: roles like the one named."""
    quiz: str | None = None
    """The answers given in the quiz so far, as the question that writes them down."""
    ad: str = ""
    """The text of a job ad that is to be read."""
    ad_items: tuple[str, ...] = ()
    """The items that the ad talked about named, where somebody asks what is lacking."""
    background: tuple[str, ...] = ()
    """Items that an asker has, told on the way to asking something else."""
    background_roles: tuple[str, ...] = ()
    """Roles and neighbours that an asker has or leaves."""
    excluded: tuple[str, ...] = ()
    """Roles and items that the asker lacks or does not want."""
    own: Told = NOTHING_TOLD
    """What this text tells of the asker."""
    known: Told = NOTHING_TOLD
    """What the talk has told before."""
    advised: str = ""
    """The role that was advised last in the talk, "" where none was."""
    held: bool = False
    """The sections are those of the talk, not of this text."""
    subjects: tuple[str, ...] = ()
    """Items that the words for the roles named stand for too: "deep learning"."""
    traits: tuple[str, ...] = ()
    """What somebody is like: "creative", "shy"."""
    titles: tuple[str, ...] = ()
    """Titles named without their field: "scientist" in "the scientist"."""
    instead: tuple["Reading", ...] = ()
    """Other readings that the question allows, the likelier first."""
    others: tuple[str, ...] = ()
    """Those of the jobs outside that are nobody's own, and so are asked about."""
    belittles: bool = False
    """The text asks whether something is useless or dead: a plain yes would say that it is."""
    circumstances: tuple[str, ...] = ()
    """Circumstances told or asked about: "phone", "free" (knowledge/circumstances.yaml)."""
    circumstance_asked: bool = False
    """The first of them is what the text asks about."""
    cues: frozenset[Cue] = frozenset()
    language: str = ""
    """The language of the question, where it is not English and that has not been told yet."""
    beside: tuple["Reading", ...] = ()
    """What else the same message asks."""
    passed_on: bool = False
    """What another person asked is to be answered."""

    def with_(self, **changes: object) -> "Reading":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names

    @property
    def tells(self) -> bool:
        """It bears somebody's words at length, so nothing of it is remembered once answered."""
        told = (self.words, self.ad, *self.unused, *self.outside)
        others = (*self.beside, *self.instead)
        return sum(map(len, told)) > REMEMBERED_LETTERS or any(one.tells for one in others)

    @property
    def hires(self) -> bool:
        """Somebody who hires asks, no applicant."""
        return self.known.with_(self.own).hires

    @property
    def age(self) -> int:
        """The asker's age in years, as told here or before; 0 for none."""
        return self.own.age or self.known.age

    @property
    def hours(self) -> int:
        """The hours a week that the asker has for learning, as told here or before; 0 for none."""
        return self.own.hours or self.known.hours

    @property
    def personal(self) -> bool:
        """The text itself tells what somebody is like, has, lacks or wishes."""
        own = self.own
        return bool(own.items or own.lacks or own.wants or own.avoids or own.roles or own.trades)

    def covers(self, other: "Reading") -> bool:
        """Tell whether whoever answers this has answered the other one too."""
        if self.kind == "general" or other.kind == "general":
            return self.topic == other.topic
        if other.items:
            return {*other.items} <= {*self.items} or bool({*self.asks} & {*other.asks})
        return {*other.asks} <= {*self.asks} and {*other.roles} <= {*self.roles}

    def has(self, *cues: Cue) -> bool:
        """Tell whether any of these cues stands in the question."""
        return not self.cues.isdisjoint(cues)

    @property
    def named_sections(self) -> tuple[str, ...]:
        """The sections asked for, without the overview."""
        return tuple(section for section in self.sections if section != "overview")
