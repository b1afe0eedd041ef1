"""Context: what we remember of a conversation.

It stores ids and words of the knowledge, never what somebody typed.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.engine.reading import KINDS, NOTHING_TOLD, Cue, Reading, Told

AD = "ad"
"""The head of a turn in which a job ad was read."""
TELLING = ("background", "excluded", "wants", "avoids")
"""Fields of a turn that describe its asker, whatever was asked."""
ADVICE = frozenset({"recommend", "transition"})
"""Kinds whose items, level and place are the asker's own."""


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
    asks: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
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
    said: int = 0
    """A checksum of the answer's text, so that no answer is repeated."""
    map: bool = False
    """The answer showed all roles with the nearest to each."""
    asker: int = 0
    """The asker's id in the place where it was asked; 0 if that has no ids."""

    def __post_init__(self) -> None:
        """Refuse a kind that nobody knows, which was kept by another version."""
        if self.kind not in KINDS:
            raise ValueError(f"a turn of the unknown kind {self.kind!r}")

    @classmethod
    def of(cls, reading: Reading) -> "Turn":
        """Return what is kept of a reading."""
        same = {name: getattr(reading, name) for name in SAME}
        head = AD if reading.ad or reading.ad_items else reading.quiz or ""
        if reading.ad_items:  # still the ad, with what its reader has said
            same |= {"items": reading.ad_items, "background": reading.items}
        return cls(**same, head=head, map=reading.kind == "roles" and Cue.MAP in reading.cues)

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
        if self.kind == "recommend" and not self.roles:
            return self.shown[:1]  # the one that was advised; "which of them" takes all listed
        listed = self.similar or (self.kind == "find" and not self.roles)
        return self.shown if listed and self.shown else self.roles or self.shown

    @property
    def listed(self) -> tuple[str, ...]:
        """All the roles that it named or listed."""
        return self.roles if len(self.roles) > 1 else self.shown or self.roles

    def for_another(self) -> "Turn":
        """Return the turn for somebody else to continue, without facts about its asker.

        Its answer was given to the asker, not to the person who continues.
        """
        told: dict[str, Any] = dict.fromkeys(TELLING, ())
        if self.kind in ADVICE:
            told |= {"level": "", "place": ""}
            if self.head != AD:  # what an ad asks for is the ad's
                told["items"] = ()
        return replace(self, head=AD if self.head == AD else "", said=0, **told)


BESIDE = frozenset({"shown", "said", "head", "map", "asker"})
SAME = tuple(one.name for one in fields(Turn) if one.name not in BESIDE)
"""The fields that a Turn shares with a Reading."""


@dataclass(frozen=True, slots=True)
class Context:
    """What we remember of a conversation."""

    turns: tuple[Turn, ...] = ()
    """Answered questions, the latest last."""
    asked: Turn | None = None
    """What was understood of the question that the bot answered with a question."""
    told: Told = NOTHING_TOLD
    """What the asker has said about themselves."""
    outside: bool = False
    """The latest subject is out of scope."""
    at: datetime | None = None

    @property
    def askers(self) -> frozenset[int]:
        """Whose turns these are."""
        every = (*self.turns, *((self.asked,) if self.asked else ()))
        return frozenset(turn.asker for turn in every if turn.asker)

    def asked_by(self, asker: int) -> "Context":
        """Return the context with an asker for each turn that has none yet."""

        def named(turn: Turn) -> Turn:
            return turn if turn.asker else replace(turn, asker=asker)

        asked = named(self.asked) if self.asked else None
        return replace(self, turns=tuple(map(named, self.turns)), asked=asked)

    def without(self, asker: int) -> "Context":
        """Return the context without the turns of somebody."""
        turns = tuple(turn for turn in self.turns if turn.asker != asker)
        asked = self.asked if self.asked and self.asked.asker != asker else None
        return replace(self, turns=turns, asked=asked)

    def for_another(self, asker: int, *, replies: bool = False) -> "Context":
        """Return the context for somebody who joins the conversation.

        It contains no facts about anybody else; a quiz continues only if they reply to it.
        """

        def seen(turn: Turn) -> Turn:
            return turn if turn.asker == asker else turn.for_another()

        asked = seen(self.asked) if self.asked else None
        if self.asked and asked and self.asked.head != asked.head:
            asked = self.asked if replies else None
        turns = tuple(map(seen, self.turns))
        return replace(self, turns=turns, asked=asked, told=NOTHING_TOLD)

    def saying(self, said: int) -> "Context":
        """Return the context after an answer, with the answer's checksum."""
        if not self.turns:
            return self
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], said=said)))

    def showing(self, roles: tuple[str, ...], items: tuple[str, ...] = ()) -> "Context":
        """Return the context once an answer has named what its question did not.

        That is roles that it listed, and items that it found in a job ad.
        """
        if not (self.turns and roles) or (self.turns[-1].roles and not self.turns[-1].similar):
            return self
        last = replace(self.turns[-1], shown=roles, items=items or self.turns[-1].items)
        return replace(self, turns=(*self.turns[:-1], last))

    @property
    def advised(self) -> str:
        """The role advised last to the person who continues, "" if none was."""
        said = (one for one in reversed(self.turns) if one.said)
        advice = (one for one in said if one.kind == "recommend" and one.shown)
        return next((one.shown[0] for one in advice if not one.head), "")

    @property
    def last(self) -> Turn | None:
        """The latest answered turn."""
        return self.turns[-1] if self.turns else None


EMPTY = Context()
