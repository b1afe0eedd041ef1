"""What may stand in a file of the knowledge."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints
from pydantic.config import JsonDict

from bot.engine.page import About, Level, Weighs

GIST_CHARS = 90
POINT_CHARS = 200
DETAIL_CHARS = 90
SAY_CHARS = 650
"""Of a card as it is written; with its figures filled in it has at most `cards.SAY`."""
MORE_CHARS = 220
SHORT_NAME = 20
"""Letters that a button in a row of two shows on a phone."""
LABEL = 12
"""The same in a row of three."""


def _unfilled(shown: JsonDict) -> None:
    """Let editors take a text twice as long: names of figures are longer than figures."""
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
another page behind its id: `data-analyst:pay`."""
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
    """As printed."""
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
    level: Level | None = None
    """Of a degree: how high it is."""


class ItemsFile(Strict):
    """knowledge/items/<kind>.yaml: the items of one kind."""

    kind: ItemKind
    items: dict[Id, ItemFile]


class DetailFile(Strict):
    """What single sources add to an item."""

    text: Short
    sources: Sources


class PointFile(Strict):
    """One statement: either `item` (with `details`) or `text` (with `mentions`)."""

    id: Id | None = None
    """What cards call a sentence by; an item is called by its section and its id."""
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
    """A matter in which the sources do not say the same."""

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
    """False: nothing answers the question, and `say` is the nearest that is known."""
    asked: list[Question] = []
    """Ways to ask it, where a topic has several cards."""


class TopicCardFile(CardFile):
    """A card of a topic."""

    next: dict[Label, Phrase] = {}
    """Label of a button -> the question that it asks, where the topic's own do not suit."""


class PairCardFile(CardFile):
    """A card on two roles."""

    choose: dict[Id, Text] = {}
    """Role -> whom it suits of the two: "you like ..."."""


class SentenceFile(Strict):
    """One statement with its sources."""

    id: Id | None = None
    text: Text
    sources: Sources


class TraitFile(Strict):
    """Where a role stands on an axis, from 0 (none) to 4 (very much)."""

    score: Annotated[int, Field(ge=0, le=4)]
    why: Short


class RoleFile(Strict):
    """knowledge/roles/<id>/facts.yaml: one role."""

    name: Short
    short_name: Annotated[str, StringConstraints(max_length=SHORT_NAME, strict=True)] | None = None
    """For buttons and lists, where the name is too long for them; no code."""
    abbreviations: list[Phrase] = []
    aliases: list[Phrase] = []
    fields: list[Phrase] = []
    confused_with: list[ConfusionFile] = []
    profile: dict[Name, TraitFile] = {}
    on_call: Literal["yes", "some", "unknown"] = "unknown"
    versus: dict[Id, SentenceFile] = {}
    sections: dict[Id, SectionFile]


class HeadingFile(Strict):
    """One section as such."""

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
    """Kinds of items that one asks for under it."""
    as_names: bool = False


class HeadingsFile(RootModel[dict[Id, HeadingFile]]):
    """knowledge/sections.yaml: section id -> heading, in the order of listings."""


class PhrasesFile(RootModel[dict[str, Annotated[list[Phrase], Field(min_length=1)]]]):
    """knowledge/phrases/<family>.yaml: meaning -> what people say for it."""


class RepliesFile(RootModel[dict[Name, Annotated[str, StringConstraints(max_length=2000)]]]):
    """knowledge/replies.yaml: name -> text, with {placeholders}."""


class TopicFile(Strict):
    """knowledge/topics/<id>.yaml: what is said to a question on careers in general."""

    title: Short
    gist: Text
    points: Annotated[list[SentenceFile], Field(min_length=1)]
    cards: list[TopicCardFile] = []
    """The first answers what is asked most; the others say in `asked` what they answer."""
    next: dict[Label, Phrase] = {}
    """Label of a button -> the question that it asks; three share a row."""
    employers: bool = False
    """It is for people who hire."""
    by: Literal["place", "trade"] | None = None
    """What in a question chooses its cards: the place named, the trade somebody comes from."""


class NeighbourFile(Strict):
    """One job beside the roles."""

    name: Short
    aliases: list[Short] = []
    fields: list[Short] = []
    """Words for the field that stand for this job: "robotics"."""
    nearest: Annotated[list[Id], Field(min_length=1)]
    """Roles, the nearest first."""
    profile: dict[Name, TraitFile] = {}
    on_call: Literal["yes", "some"] | None = None
    """Told only where something read says so."""
    versus: dict[Id, SentenceFile] = {}
    sections: dict[Id, SectionFile] = {}
    cards: dict[Ask, CardFile] = {}


class NeighboursFile(RootModel[dict[Id, NeighbourFile]]):
    """knowledge/neighbours.yaml: id -> a job that people ask about beside the roles."""


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
    """knowledge/pairs.yaml: "role+role" -> section, or overview -> what tells the two apart."""


class ForbiddenFile(RootModel[list[Phrase]]):
    """knowledge/forbidden.yaml: words that no card may use."""


class OptionFile(Strict):
    """One of two things that a question sets against each other."""

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
    """An axis of the roles' profiles: how its ends are called, and what asks and names it."""

    most: Short
    least: Short
    much: Short
    """What is said of a role that stands high: "a lot of math"."""
    little: Short
    best: Literal["most", "least"] = "most"
    """The end that is meant by "best" and "easiest"."""
    shunned_by: list[Phrase] = []
    """Words for people who would have little of it: "shy"."""
    kinds: list[ItemKind] = []
    """Kinds of items that nobody learns who would have little of it."""
    weighs: Weighs | None = None
    """For whom it weighs of itself: for who is new to the work, for who has no degree."""
    told: dict[Literal["yes", "some", "unknown"], TraitFile] = {}
    """Of on-call duty alone: what a role's `on_call` means on the axis."""
    asks: list[Phrase] = []
    items: list[Id] = []


class AxesFile(RootModel[dict[Name, AxisFile]]):
    """knowledge/axes.yaml: axis -> what is asked by it."""


class SignFile(Strict):
    """Phrases by which a circumstance is known."""

    any: Annotated[list[Phrase], Field(min_length=1)]
    near: list[Phrase] = []
    """One of these within a few words."""
    also: list[Phrase] = []
    """One of these too."""
    denied: bool = False
    """The circumstance is not meant where one of `any` stands."""


class CircumstancesFile(RootModel[dict[Name, Annotated[list[SignFile], Field(min_length=1)]]]):
    """knowledge/circumstances.yaml: what people tell beside a question."""
