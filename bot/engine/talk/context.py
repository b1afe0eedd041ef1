"""Context: what we remember of a conversation, and how it is kept as JSON values.

Kept are ids and words of the knowledge, never what somebody typed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.engine.reading import KINDS, Cue, Reading

AD = "ad"
"""The head of a turn in which a job ad was read."""
VERSION = 3
"""Of the values that `Context.dump` makes; those of another version are refused."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one answered question was about: the frame that a follow-up fills.

    Fields of a Reading mean the same here.
    """

    kind: str
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    ask: str = ""
    topic: str = ""
    level: str = ""
    place: str = ""
    superlative: str = ""
    similar: bool = False
    negated: bool = False
    shown: tuple[str, ...] = ()
    """Roles that the answer listed, though the question named none."""
    head: str = ""
    """The answers given in the quiz; `AD` where a job ad was read."""
    map: bool = False
    """The answer showed all roles with the nearest to each."""

    @classmethod
    def of(cls, reading: Reading) -> "Turn":
        """Return what is kept of a reading."""
        same = {name: getattr(reading, name) for name in SAME}
        turn = cls(**same, map=reading.kind == "roles" and Cue.MAP in reading.cues)
        if reading.ad_items:  # still the ad, with what its reader has told
            return replace(turn, items=reading.ad_items, background=reading.items, head=AD)
        return replace(turn, head=AD if reading.ad else reading.quiz or "")

    def again(self) -> Reading:
        """Return the reading that was kept."""
        same = {name: getattr(self, name) for name in SAME}
        if self.head == AD:  # an ad is not kept, only the role that it mostly describes
            same["roles"] = self.roles or self.shown[:1]
        cues = frozenset({Cue.MAP}) if self.map else frozenset()
        return Reading(**same, quiz=self.head if self.head not in {"", AD} else None, cues=cues)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The roles it was about: those its answer listed for it, or those named."""
        listed = self.similar or (self.kind == "find" and not self.roles)
        return self.shown if listed and self.shown else self.roles or self.shown


SAME = tuple(one.name for one in fields(Turn) if one.name not in {"shown", "head", "map"})
"""The fields that a Turn shares with a Reading."""


@dataclass(frozen=True, slots=True)
class Context:
    """What we remember of a conversation."""

    turns: tuple[Turn, ...] = ()
    """Answered questions, the latest last."""
    asked: Turn | None = None
    """What was understood of the question that the bot answered with a question."""
    outside: bool = False
    """The latest subject is none of the knowledge's."""
    at: datetime | None = None

    def showing(self, roles: tuple[str, ...], items: tuple[str, ...] = ()) -> "Context":
        """Return the context once an answer has named what its question did not.

        That is roles that it listed, and items that it found in a job ad.
        """
        if not (self.turns and roles) or (self.turns[-1].roles and not self.turns[-1].similar):
            return self
        last = replace(self.turns[-1], shown=roles, items=items or self.turns[-1].items)
        return replace(self, turns=(*self.turns[:-1], last))

    @property
    def last(self) -> Turn | None:
        """The latest answered turn."""
        return self.turns[-1] if self.turns else None

    def dump(self) -> dict[str, Any]:
        """Return the context as JSON values."""
        return {
            "version": VERSION,
            "turns": [asdict(turn) for turn in self.turns],
            "asked": asdict(self.asked) if self.asked else None,
            "outside": self.outside,
            "at": self.at.isoformat() if self.at else None,
        }

    @classmethod
    def load(cls, values: Mapping[str, Any]) -> "Context":
        """Return the context that was dumped.

        Raises:
            ValueError: when the values are of another version or no context at all.
        """
        try:
            if values["version"] != VERSION:
                raise ValueError(f"a context of version {values['version']!r}")
            return cls(
                turns=tuple(_turn(turn) for turn in values["turns"]),
                asked=_turn(values["asked"]) if values["asked"] else None,
                outside=bool(values["outside"]),
                at=datetime.fromisoformat(values["at"]) if values["at"] else None,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no context: {error!r}") from error


EMPTY = Context()


def _turn(values: Mapping[str, Any]) -> Turn:
    if values["kind"] not in KINDS:
        raise ValueError(f"a turn of the unknown kind {values['kind']!r}")
    kept: dict[str, Any] = {}
    for one in fields(Turn):
        value = values[one.name]
        kept[one.name] = tuple(map(str, value)) if isinstance(value, list | tuple) else value
    return Turn(**kept)
