"""What the knowledge files may contain."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints
from pydantic.config import JsonDict

from bot.engine.page import About, Level, Weighs

GIST_CHARS = 90
POINT_CHARS = 200
DETAIL_CHARS = 90
SAY_CHARS = 650
"""Maximum characters of a card as written; with figures filled in, `cards.SAY`."""
MORE_CHARS = 220
SHORT_NAME = 20
"""Letters that a button shows on a phone if two share a row."""
LABEL = 12
"""The same if three share a row."""


def _unfilled(shown: JsonDict) -> None:
    """Let editors accept twice the length: names of figures are longer than figures."""
    shown["maxLength"] = 2 * int(str(shown["maxLength"]))


_Unfilled = Field(json_schema_extra=_unfilled)
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=POINT_CHARS, strict=True), _Unfilled
]
Short = Annotated[
    str, StringConstraints(min_length=1, max_length=DETAIL_CHARS, strict=True), _Unfilled
]
Gist = Annotated[
    str, StringConstraints(min_length=1, max_length=GIST_CHARS, strict=True), _Unfilled
]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=80, strict=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=LABEL, strict=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9+#-]*$", strict=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$", strict=True)]
Ask = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z-]+$", strict=True)]
Address = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_:/+#-]+$", strict=True)]
"""`education-1`, `tools/airflow`, `versus/data-scientist`, `profile/maths`, `gist`, `pay`; of
another page with its id in front: `data-analyst:pay`."""
Question = Annotated[str, StringConstraints(min_length=1, max_length=120, strict=True)]
Sources = Annotated[list[Id], Field(min_length=1)]
ItemKind = Literal[
    "language",
    "framework",
    "platform",
    "tool",
    "skill",
    "degree",
    "field",
    "industry",
    "practice",
]


class Strict(BaseModel):
    """A mapping that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(Strict):
    """One source."""

    title: Text
    publisher: Short
    date: Short
    """As printed by the publisher."""
    grade: Literal["official", "insights", "market", "blog"]
    whole: bool = False
    url: Annotated[str, StringConstraints(pattern="^https?://", max_length=500)] | None = None
    note: Text | None = None


class SourcesFile(RootModel[dict[Id, SourceFile]]):
    """knowledge/sources.yaml: source id -> source."""


class ItemFile(Strict):
    """One entry of the controlled vocabulary."""

    name: Short
    what: Annotated[str, StringConstraints(max_length=120, strict=True)] = ""
    """What it is in plain words, after "... is": "a language for asking databases questions"."""
    category: Short
    aliases: list[Phrase] = []
    covers: list[Id] = []
    takes_in: list[Id] = []
    implies: list[Id] = []
    """What whoever knows it knows too: Python for pandas."""
    level: Level | None = None
    """Of a degree: how high it is."""


class ItemsFile(Strict):
    """knowledge/items/<kind>.yaml: the items of one kind."""

    kind: ItemKind
    items: dict[Id, ItemFile]


class DetailFile(Strict):
    """What individual sources add to an item."""

    text: Short
    sources: Sources


class PointFile(Strict):
    """One statement: either `item` (with `details`) or `text` (with `mentions`)."""

    id: Id | None = None
    """The id by which cards refer to a sentence; they refer to an item by section and id."""
    item: Id | None = None
    text: Text | None = None
    mentions: list[Id] = []
    details: list[DetailFile] = []
    superseded: bool = False
    weight: Literal["core", "common", "bonus", "not_needed"] | None = None
    """How much the role asks for the item."""
    sources: Sources


class SideFile(Strict):
    """One side of a disagreement."""

    text: Text
    sources: Sources


class DisagreementFile(Strict):
    """A matter on which the sources disagree."""

    about: Short
    sides: Annotated[list[SideFile], Field(min_length=2)]


class SectionFile(Strict):
    """One section of a role."""

    gist: Gist
    points: Annotated[list[PointFile], Field(min_length=1)]
    disagreements: list[DisagreementFile] = []


class ConfusionFile(Strict):
    """A title that the role is often taken for."""

    title: Short
    note: Short
    role: Id | None = None


class CardFile(Strict):
    """Our answer to one question: `say`, whose first sentence decides, rests on points.

    `{pay.US.entry}` and the like are filled with figures of pay.yaml (bot/files/figures.py),
    `{developers.median}` and the like with those of figures.yaml (bot/files/official.py).
    """

    say: Annotated[str, StringConstraints(min_length=1, max_length=SAY_CHARS, strict=True)]
    more: list[
        Annotated[str, StringConstraints(min_length=1, max_length=MORE_CHARS), _Unfilled]
    ] = []
    rests_on: list[Address] = []
    known: bool = True
    """False: there is no answer, and `say` is the nearest thing known."""
    asked: list[Question] = []
    """Wordings of the question, if a topic has several cards."""


class TopicCardFile(CardFile):
    """A card of a topic."""

    id: Id | None = None
    """By which labelled questions name it: "topic/id"."""
    next: dict[Label, Phrase] = {}
    """Button label -> the question that it asks, if those of the topic do not suit."""


class PairCardFile(CardFile):
    """A card on two roles."""

    choose: dict[Id, Text] = {}
    """Role -> whom it suits better than the other: "you like ..."."""


class SentenceFile(Strict):
    """One statement with its sources."""

    id: Id | None = None
    text: Text
    sources: Sources


class TraitFile(Strict):
    """A role's score on an axis, from 0 (none) to 4 (very much), with its reason."""

    score: Annotated[int, Field(ge=0, le=4)]
    why: Short


class RoleFile(Strict):
    """knowledge/roles/<id>/facts.yaml: one role."""

    name: Short
    short_name: Annotated[str, StringConstraints(max_length=SHORT_NAME, strict=True)] | None = None
    """For buttons and lists, if the name is too long; not an abbreviation."""
    abbreviations: list[Phrase] = []
    aliases: list[Phrase] = []
    fields: list[Phrase] = []
    confused_with: list[ConfusionFile] = []
    profile: dict[Name, TraitFile] = {}
    on_call: Literal["yes", "some", "unknown"] = "unknown"
    versus: dict[Id, SentenceFile] = {}
    sections: dict[Id, SectionFile]


class HeadingFile(Strict):
    """A section: its title and how it is listed and compared."""

    title: Short
    about: About
    """What it tells of."""
    offered: Annotated[int, Field(ge=1)] | None = None
    """Its place among the sections offered next after an answer."""
    chooses: bool = False
    """Who asks which of some roles to take may ask it of this section."""
    gathers: list[ItemKind] = []
    looks_in: list[Id] = []
    holds: list[ItemKind] = []
    """Kinds of items that belong in this section."""
    as_names: bool = False


class HeadingsFile(RootModel[dict[Id, HeadingFile]]):
    """knowledge/sections.yaml: section id -> heading, in the order of listings."""


class PhrasesFile(RootModel[dict[str, Annotated[list[Phrase], Field(min_length=1)]]]):
    """knowledge/phrases/<family>.yaml: meaning -> what people say for it."""


class RepliesFile(RootModel[dict[Name, Annotated[str, StringConstraints(max_length=2000)]]]):
    """knowledge/replies.yaml: name -> text, with {placeholders}."""


class TopicFile(Strict):
    """knowledge/topics/<id>.yaml: answers to a question about careers in general."""

    title: Short
    gist: Text
    points: Annotated[list[SentenceFile], Field(min_length=1)]
    cards: list[TopicCardFile] = []
    """The first answers the commonest question; the others list theirs in `asked`."""
    next: dict[Label, Phrase] = {}
    """Button label -> the question that it asks; three share a row."""
    employers: bool = False
    """It is for people who hire."""
    by: Literal["place", "trade"] | None = None
    """What in a question chooses its cards: the place named, the trade somebody comes from."""


class NeighbourFile(Strict):
    """A neighbour: a job besides the roles."""

    name: Short
    aliases: list[Short] = []
    fields: list[Short] = []
    """Names of a field that mean this job: "robotics"."""
    nearest: Annotated[list[Id], Field(min_length=1)]
    """Roles, the nearest first."""
    profile: dict[Name, TraitFile] = {}
    on_call: Literal["yes", "some"] | None = None
    """Given only if a source says so."""
    versus: dict[Id, SentenceFile] = {}
    sections: dict[Id, SectionFile] = {}
    cards: dict[Ask, CardFile] = {}


class NeighboursFile(RootModel[dict[Id, NeighbourFile]]):
    """knowledge/neighbours.yaml: id -> a job besides the roles that people ask about."""


class CardsFile(RootModel[dict[Ask, CardFile]]):
    """knowledge/roles/<id>/cards.yaml: ask -> our answer to it."""


class PairsFile(
    RootModel[
        dict[
            Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\+[a-z0-9-]+$")],
            dict[Name, PairCardFile],
        ]
    ]
):
    """knowledge/pairs.yaml: "role+role" -> section or overview -> how the two differ."""


class ForbiddenFile(RootModel[list[Phrase]]):
    """knowledge/forbidden.yaml: words that no card may use."""


class OptionFile(Strict):
    """One of the two options of a quiz question."""

    label: Short
    items: Annotated[list[Id], Field(min_length=1)]


class ThemeFile(Strict):
    """A question of the quiz."""

    first: OptionFile
    second: OptionFile


class QuizFile(Strict):
    """knowledge/quiz.yaml: what begins the quiz, and its questions, each with a letter."""

    names: list[Phrase]
    answers: dict[Literal["first", "second", "both", "neither", "skip", "back"], list[Phrase]] = {}
    themes: dict[Annotated[str, StringConstraints(pattern="^[a-z]$")], ThemeFile]


class AxisFile(Strict):
    """An axis of the role profiles: the names of its ends, and the asks and items about it."""

    most: Short
    least: Short
    much: Short
    """How a high score is put into words: "a lot of math"."""
    little: Short
    best: Literal["most", "least"] = "most"
    """The end that "best" and "easiest" refer to."""
    shunned_by: list[Phrase] = []
    """Words for people who want little of it: "shy"."""
    kinds: list[ItemKind] = []
    """Kinds of items that nobody learns who would have little of it."""
    weighs: Weighs | None = None
    """For whom it weighs of itself: for who is new to the work, for who has no degree."""
    told: dict[Literal["yes", "some", "unknown"], TraitFile] = {}
    """Of on-call duty alone: what a role's `on_call` means on the axis."""
    asks: list[Phrase] = []
    items: list[Id] = []


class AxesFile(RootModel[dict[Name, AxisFile]]):
    """knowledge/axes.yaml: axis -> its names, asks and items."""


class SignFile(Strict):
    """Phrases by which a circumstance is recognized."""

    any: Annotated[list[Phrase], Field(min_length=1)]
    near: list[Phrase] = []
    """One of these must be within a few words."""
    also: list[Phrase] = []
    """One of these must be there too."""
    denied: bool = False
    """If one of `any` occurs, the circumstance is not meant."""


class CircumstancesFile(RootModel[dict[Name, Annotated[list[SignFile], Field(min_length=1)]]]):
    """knowledge/circumstances.yaml: what people mention with a question."""
