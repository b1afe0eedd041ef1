"""Labelled questions and dialogues, read for training, `rolewise eval` and `rolewise check`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.engine.reading import KINDS, LEVELS, MANNERS
from bot.files.strict import read

FOLDER = "questions"
"""The folder of labelled questions and talks inside the knowledge."""
_TO = re.compile(r"bot|mention|none|reply:([1-9][0-9]*)")
_GAP = re.compile(r"(?:[0-9]+[smhdw])?")


class Unreadable(Exception):
    """A file of labelled questions is malformed; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Label:
    """A reading that a person considers right."""

    kind: str
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    ask: str = ""
    topic: str = ""
    level: str = ""
    place: str = ""
    manner: str = ""
    cards: tuple[str, ...] = ()
    """Of a general question: the cards that answer it, the best first, as "topic/card"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled message; a single question is a dialogue of one turn."""

    says: str
    labels: tuple[Label, ...]
    """The expected reading first, then the other accepted ones."""
    silent: bool = False
    """The bot must send nothing."""
    quiet: bool = field(default=False, compare=False)
    """The bot may send nothing."""
    user: str = "asker"
    to: str = "bot"
    """Whom it addresses: bot, mention, reply:N (turn N, from 1) or none."""
    quotes: int | None = None
    edits: int | None = None
    gap: str = ""
    thread: int = 0
    tags: tuple[str, ...] = ()
    by: str = ""
    """A mark for the writer: no two long questions of one writer may be much alike."""
    line: int = field(default=0, compare=False)
    """Its line in the file, from 1; 0 if it comes from no file."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Turns of one conversation, or one question alone."""

    id: str
    chat: str
    turns: tuple[Turn, ...]


def read_questions(path: Path) -> list[Dialogue]:
    """Return the labelled questions or dialogues of a file.

    Raises:
        Unreadable: if an entry is malformed; the message names the first.
    """
    tree = read(path.parent, path)
    if tree.problems:
        raise Unreadable(str(tree.problems[0]))
    if not isinstance(tree.value, list):
        raise Unreadable(f"{path}: a list of questions or dialogues is expected")
    dialogues = []
    for at, entry in enumerate(tree.value):
        try:
            dialogues.append(_dialogue(entry, lambda *loc, at=at: tree.line((at, *loc))))
        except (KeyError, TypeError, ValueError) as error:
            told = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else error
            raise Unreadable(f"{path}:{tree.line((at,))}: no labelled entry: {told}") from error
    return dialogues


def _dialogue(entry: Mapping[str, Any], line: Callable[..., int]) -> Dialogue:
    if not isinstance(entry, dict) or not isinstance(entry.get("q", ""), str):
        raise TypeError("an entry with a text `q`, or with `turns`, is expected")
    if "turns" in entry:
        turns = tuple(
            _turn(turn, turn["says"], turn["expect"], line("turns", number))
            for number, turn in enumerate(entry["turns"])
        )
        dialogue = Dialogue(entry["id"], entry["chat"], turns)
    else:
        dialogue = Dialogue(entry["q"], "private", (_turn(entry, entry["q"], entry, line()),))
    for number, turn in enumerate(dialogue.turns, 1):
        _prove(turn, number)
    return dialogue


def _turn(entry: Mapping[str, Any], says: str, expect: Any, line: int) -> Turn:
    accepted = [expect, *entry.get("also", [])]
    return Turn(
        says=says,
        labels=tuple(_label(label) for label in accepted if label != "silent"),
        silent=expect == "silent",
        quiet="silent" in accepted,
        user=entry.get("user", "asker"),
        to=entry.get("to", "bot"),
        quotes=entry.get("quotes"),
        edits=entry.get("edits"),
        gap=entry.get("gap", ""),
        thread=entry.get("thread", 0),
        tags=_words(entry, "tags"),
        by=str(entry.get("by", "")),
        line=line,
    )


def _prove(turn: Turn, number: int) -> None:
    """Raise an error if a turn has no text, or refers to something that is not an earlier turn."""
    if not isinstance(turn.says, str):
        raise TypeError(f"`says: {turn.says}` is no text")
    to = _TO.fullmatch(str(turn.to))
    if to is None:
        raise ValueError(f"`to: {turn.to}` is none of bot, mention, reply:N and none")
    if not _GAP.fullmatch(str(turn.gap)):
        raise ValueError(f"`gap: {turn.gap}` is no number with s, m, h, d or w")
    for other in (int(to[1]) if to[1] else None, turn.quotes, turn.edits):
        if other is not None and not 0 < other < number:
            raise ValueError(f"turn {number} points at turn {other}, which is not before it")


def _label(label: Mapping[str, Any]) -> Label:
    if label["kind"] not in KINDS:
        raise ValueError(f"`{label['kind']}` is no kind; the kinds are {', '.join(KINDS)}")
    for name, known in (("level", LEVELS), ("manner", MANNERS)):
        if label.get(name) and label[name] not in known:
            raise ValueError(f"`{name}: {label[name]}` is none of {', '.join(known)}")
    names = ("ask", "topic", "level", "place", "manner")
    return Label(
        label["kind"],
        _words(label, "roles"),
        _words(label, "sections"),
        _words(label, "items"),
        **{name: str(label.get(name) or "") for name in names},
        cards=_words(label, "cards"),
    )


def _words(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a list as strings, numbers included; () if it is missing."""
    listed = entry.get(name) or []
    if not isinstance(listed, list):
        raise TypeError(f"`{name}: {listed}` is no list")
    return tuple(map(str, listed))
