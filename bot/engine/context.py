"""Context: what we remember of a conversation, and how it is kept as JSON values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.engine.reading import KINDS

AD = "ad"
"""The head of a turn in which a job ad was read."""
VERSION = 2
"""Of the values that `Context.dump` makes; those of another version are refused."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one answered question was about."""

    kind: str
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    """Roles that the answer listed, though the question named none."""
    excluded: tuple[str, ...] = ()
    """Items that an advised asker did not want, or that roles looked for were not to have."""
    head: str = ""
    """For a question that was asked back: the title without its field ("scientist"), or the
    answers given in the quiz; `AD` where a job ad was read."""
    manner: str = ""
    """How it was asked, in words: for roles like this one, without these items, most or least."""
    background: tuple[str, ...] = ()
    """Items that an asker has who wants to become something."""
    job: str = ""
    """The job outside the knowledge that he leaves, as the knowledge names it."""


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
        if not (self.turns and roles) or (self.turns[-1].roles and not self.turns[-1].manner):
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
    roles, sections, items, shown = (
        tuple(map(str, values[name])) for name in ("roles", "sections", "items", "shown")
    )
    excluded = tuple(map(str, values.get("excluded", ())))
    return Turn(
        values["kind"],
        roles,
        sections,
        items,
        shown,
        excluded,
        str(values["head"]),
        manner=str(values.get("manner", "")),
        background=tuple(map(str, values.get("background", ()))),
        job=str(values.get("job", "")),
    )
