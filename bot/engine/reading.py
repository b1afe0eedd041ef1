"""Question and Reading: what was asked, and how we understood it."""

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
"""What may be wanted of the previous answer."""
REMEMBERED_LETTERS = 200
"""Maximum letters of a question whose reading and answer may be cached."""
SENTENCE = "."
"""The separator between two sentences in `Reading.words`."""
LATE = 28
"""The age from which on somebody who gives it may wonder whether it is too late."""
MISSED = "missed"
"""The tone of somebody who was not answered (knowledge/phrases/tones.yaml)."""
CONFIDENT = 0.7
"""Confidence below which a reply says how the question was read."""


class Cue(StrEnum):
    """Cues that link a question to a talk, sort a list, or address the bot itself."""

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
    """It comments on an answer and asks nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """The text as asked."""

    text: str
    at: datetime | None = None
    """When it was asked (the message's own date, UTC), or None if time does not matter."""
    quoted: str | None = None
    """The text of another person's message that this one refers to."""
    as_before: bool = False
    """If repeated, give the same answer: for groups, and for edited questions."""
    linked: bool = False
    """It comes from a link, so it may be a tag for where people come from, not a question."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the asker has said about themselves in a talk; only ids and words of the knowledge."""

    items: tuple[str, ...] = ()
    """Items that they know."""
    lacks: tuple[str, ...] = ()
    """What they lack or want to avoid."""
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Roles and neighbours that they have or leave."""
    trades: tuple[str, ...] = ()
    """Jobs outside the knowledge that they have, as the knowledge lists them."""
    newcomer: bool = False
    hires: bool = False
    """They look for people, not for a job."""
    seeks: bool = False
    """They look for a job, whatever else they say about hiring."""
    age: int = 0
    """Their age in years, 0 if not given."""
    hours: int = 0
    """Hours per week that they have for learning, 0 if not given."""

    def with_(self, more: "Told") -> "Told":
        """Return these facts updated with later ones, which take precedence."""
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
"""Maximum facts of each sort kept from turn to turn: the latest of a longer list."""


def _joined(
    old: tuple[str, ...], new: tuple[str, ...], without: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return two lists joined, without duplicates and without some of the old entries."""
    kept = (name for name in old if name not in without)
    return tuple(dict.fromkeys((*kept, *new)))[-MOST_TOLD:]


@dataclass(frozen=True, slots=True)
class Reading:
    """How we understood a question."""

    kind: str
    roles: tuple[str, ...] = ()
    """Ids of roles and neighbours in the order named; for a transition, start and target."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """The asks of knowledge/asks.yaml that fit best, one for each section."""
    asks_else: tuple[str, ...] = ()
    """For explain: the asks that are likeliest but for those."""
    topic: str = ""
    """For general: the topic that is asked about."""
    words: str = ""
    """The text, in lower case, by which a card of the topics is chosen, "" for a short question
    about a job; for clarify: "ask" if the question itself is still to come."""
    heard: tuple[str, ...] = ()
    """Cards, as "topic/card", that the talk has shown already; another is wanted."""
    level: str = ""
    """entry, mid, senior, lead, or "" if none is given."""
    place: str = ""
    """A country code, EU, remote, or "" if none is given."""
    few: int = 0
    """To how many things the answer is to be limited: "3 things max"; 0 for no limit."""
    wants: tuple[str, ...] = ()
    """Axes of which much is wanted: "a lot of coding"."""
    avoids: tuple[str, ...] = ()
    """Axes of which little is wanted: "hates meetings"."""
    axes: tuple[str, ...] = ()
    """Axes that are asked about: "fewer meetings"."""
    enough: bool = False
    """The question is whether something is enough."""
    either: bool = False
    """The question is which of the items to choose: "Tableau or Power BI?"."""
    remote: bool = False
    """Working from home was named, perhaps with a country."""
    tone: str = ""
    """The asker's trouble (knowledge/phrases/tones.yaml), "" for none."""
    kept: bool = False
    """Level and place come from earlier turns, not from this text."""
    again: bool = False
    """The same was answered just before, so more is wanted, or something else."""
    brief: bool = False
    """An answer in one sentence or word is wanted."""
    amount: int = 0
    """Yearly pay named in the question ("is 95k good?"), 0 if none."""
    currency: str = ""
    """Its currency code, "" if none was named."""
    period: str = ""
    """The period for which it was given: month, hour ..., "" if not said."""
    region: str = ""
    """The city or region that was named for `place`, as typed; else ""."""
    places: tuple[str, ...] = ()
    """Further countries that a question names."""
    manner: str = ""
    """What is wanted of the previous answer: why, source, simpler, shorter, more, or ""."""
    confidence: float = 1.0
    """Calibrated confidence from 0 to 1: of readings with 0.9, nine in ten are right."""
    unused: tuple[str, ...] = ()
    """Unknown words, as typed but in lower case."""
    outside: tuple[str, ...] = ()
    """Named jobs that the knowledge does not cover, folded."""
    choices: tuple[str, ...] = ()
    """For clarify: the roles from which the asker may choose."""
    family: str = ""
    """For clarify and roles: the family of roles to choose from, "all" for the families."""
    negated: bool = False
    """For find: roles without the items are wanted."""
    full: bool = False
    """The full answer is wanted, not the short form."""
    superlative: str = ""
    """For find: "most" or "least" of the section; "" if only items are looked for."""
    similar: bool = False
    """For find: roles similar to the one named are wanted."""
    quiz: str | None = None
    """The answers in the quiz so far, in written form (`bot.engine.quiz`)."""
    ad: str = ""
    """The text of a job ad to decode."""
    ad_items: tuple[str, ...] = ()
    """The items of the ad under discussion, if the question is what the asker lacks."""
    background: tuple[str, ...] = ()
    """Items that the asker has, mentioned as background."""
    background_roles: tuple[str, ...] = ()
    """Roles and neighbours that the asker has or leaves."""
    excluded: tuple[str, ...] = ()
    """Roles and items that the asker lacks or does not want."""
    own: Told = NOTHING_TOLD
    """What this text says about the asker."""
    known: Told = NOTHING_TOLD
    """What is known about the asker from earlier turns."""
    advised: str = ""
    """The role advised last in the talk, "" if none was."""
    held: bool = False
    """The sections come from the talk, not from this text."""
    subjects: tuple[str, ...] = ()
    """Items that the words for the roles also mean: "deep learning"."""
    traits: tuple[str, ...] = ()
    """Personal traits: "creative", "shy"."""
    titles: tuple[str, ...] = ()
    """Titles named without their field: "scientist" in "the scientist"."""
    instead: tuple["Reading", ...] = ()
    """Alternative readings of the question, the likelier first."""
    others: tuple[str, ...] = ()
    """The jobs in `outside` that are not the asker's own, and so are asked about."""
    belittles: bool = False
    """The text asks whether something is useless or dead: a plain yes would confirm that."""
    possible: bool = False
    """The text asks whether something can be done at all: "is it realistic?"."""
    circumstances: tuple[str, ...] = ()
    """Circumstances mentioned or asked about: "phone", "free" (knowledge/circumstances.yaml)."""
    circumstance_asked: bool = False
    """The first of them is what the text asks about."""
    cues: frozenset[Cue] = frozenset()
    language: str = ""
    """The language of the question, if it is not English and the talk has not noted it yet."""
    beside: tuple["Reading", ...] = ()
    """The other questions in the same message."""
    passed_on: bool = False
    """Another person's question is to be answered."""

    def with_(self, **changes: object) -> "Reading":
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # replace checks the names

    @classmethod
    def of_ask(cls, role: str, ask: str) -> "Reading":
        """Return the reading of one ask of one role."""
        return cls("explain", (role,), (ask.partition("/")[0],), asks=(ask,))

    @property
    def tells(self) -> bool:
        """It contains long user text, so it is not cached once answered."""
        told = (self.words, self.ad, *self.unused, *self.outside)
        others = (*self.beside, *self.instead)
        return sum(map(len, told)) > REMEMBERED_LETTERS or any(one.tells for one in others)

    @property
    def hires(self) -> bool:
        """The asker is an employer, not an applicant."""
        return self.known.with_(self.own).hires

    @property
    def age(self) -> int:
        """The asker's age in years, from this text or earlier; 0 if unknown."""
        return self.own.age or self.known.age

    @property
    def hours(self) -> int:
        """The asker's hours per week for learning, from this text or earlier; 0 if unknown."""
        return self.own.hours or self.known.hours

    @property
    def personal(self) -> bool:
        """The text itself says what the asker is like, has, lacks or wishes."""
        own = self.own
        return bool(own.items or own.lacks or own.wants or own.avoids or own.roles or own.trades)

    def covers(self, other: "Reading") -> bool:
        """Tell whether an answer to this reading also answers the other."""
        if self.kind == "general" or other.kind == "general":
            return self.topic == other.topic
        if other.items:
            return {*other.items} <= {*self.items} or bool({*self.asks} & {*other.asks})
        return {*other.asks} <= {*self.asks} and {*other.roles} <= {*self.roles}

    def has(self, *cues: Cue) -> bool:
        """Tell whether the question has any of these cues."""
        return not self.cues.isdisjoint(cues)

    @property
    def named_sections(self) -> tuple[str, ...]:
        """The sections asked for, without the overview."""
        return tuple(section for section in self.sections if section != "overview")
