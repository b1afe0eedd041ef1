"""What people ask, as asks.yaml has it."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from bot.engine import page
from bot.files.schema import DETAIL_CHARS, Ask, Id, Name, Short, Strict

FILE = "asks.yaml"
Condition = Annotated[str, StringConstraints(pattern="^[a-z_-]+$")]


def _or_means(shown: JsonDict) -> None:
    """Let editors take the meaning alone in place of a mapping."""
    whole = dict(shown)
    shown.clear()
    shown["anyOf"] = [{"type": "string", "minLength": 1, "maxLength": DETAIL_CHARS}, whole]


class AskFile(Strict):
    """One ask: what it means, alone or with what else it is."""

    model_config = ConfigDict(json_schema_extra=_or_means)

    means: Short
    title: Short | None = None
    """In a word or two, where that is not its name."""
    answers: page.Purpose | None = None
    """What answers turn to of themselves: one ask for each."""
    each: bool = False
    """It is answered for each role by itself, not by what is written of a pair."""
    inside: Ask | None = None
    """The ask that whoever has the job already means by it."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, written: object) -> object:
        return {"means": written} if isinstance(written, str) else written


class AsksFile(Strict):
    """knowledge/asks.yaml: what people ask of a role, by section, and of careers in general."""

    roles: dict[Name, Annotated[dict[Id, AskFile], Field(min_length=1)]]
    topics: Annotated[dict[Name, Short], Field(min_length=1)]
    told: dict[Condition, Ask] = Field(default_factory=dict)
    """What somebody tells of himself (age, hours, remote, an item lacked, an axis avoided) -> the
    ask whose card serves it."""
    items: dict[Id, Ask] = Field(default_factory=dict)
    """An item of which more is asked than whether a role needs it -> its ask."""
    instead: dict[Literal["transition", "recommend"], Ask] = Field(default_factory=dict)
    """A kind of question -> the ask that is answered of its role where the same would be said."""
    of_role: dict[Name, Ask] = Field(default_factory=dict)
    """A topic that asks of careers in general what this ask does of one role."""
    in_general: dict[Ask, Name] = Field(default_factory=dict)
    """An ask -> the topic that answers it where no role is named."""
    of_tone: dict[Name, Name] = Field(default_factory=dict)
    """A trouble (phrases/tones.yaml) -> the topic that says what to do then."""


def build(file: AsksFile) -> dict[str, page.Ask]:
    """Return the asks by their ids."""
    every = (
        page.Ask(
            f"{section}/{name}",
            one.means,
            one.title or name.replace("-", " ").capitalize(),
            one.answers,
            one.each,
            one.inside or "",
        )
        for section, asks in file.roles.items()
        for name, one in asks.items()
    )
    return {one.id: one for one in every}
