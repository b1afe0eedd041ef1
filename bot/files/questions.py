"""Labelled questions and dialogues, read for `rolewise eval`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.files.strict import read


class Unreadable(Exception):
    """A file of labelled questions is no such file; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Label:
    """A reading that a person finds right."""

    kind: str
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One labelled message; a question by itself is a dialogue of one turn."""

    says: str
    labels: tuple[Label, ...]
    """The expected reading first, then those that are accepted too."""
    silent: bool = False
    """Nothing may be sent."""
    user: str = "asker"
    to: str = "bot"
    """bot, mention, reply:N or none."""
    quotes: int | None = None
    edits: int | None = None
    gap: str = ""
    thread: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Turns of one conversation, or one question alone."""

    id: str
    chat: str
    turns: tuple[Turn, ...]


def read_questions(path: Path) -> list[Dialogue]:
    """Return the labelled questions or dialogues of a file.

    Raises:
        Unreadable: naming the first entry that is wrong.
    """
    tree = read(path.parent, path)
    if tree.problems:
        raise Unreadable(str(tree.problems[0]))
    if not isinstance(tree.value, list):
        raise Unreadable(f"{path}: a list of questions or dialogues is expected")
    dialogues = []
    for at, entry in enumerate(tree.value):
        try:
            dialogues.append(_dialogue(entry))
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(f"{path}:{tree.line((at,))}: no labelled entry: {error!r}") from error
    return dialogues


def _dialogue(entry: Mapping[str, Any]) -> Dialogue:
    if not isinstance(entry, dict) or not isinstance(entry.get("q", ""), str):
        raise TypeError("an entry with a text `q`, or with `turns`, is expected")
    if "turns" in entry:
        turns = tuple(_turn(turn, turn["says"], turn["expect"]) for turn in entry["turns"])
        return Dialogue(entry["id"], entry["chat"], turns)
    return Dialogue(entry["q"], "private", (_turn(entry, entry["q"], entry),))


def _turn(entry: Mapping[str, Any], says: str, expect: Any) -> Turn:
    accepted = [expect, *entry.get("also", [])]
    return Turn(
        says=says,
        labels=tuple(_label(label) for label in accepted if label != "silent"),
        silent=expect == "silent",
        user=entry.get("user", "asker"),
        to=entry.get("to", "bot"),
        quotes=entry.get("quotes"),
        edits=entry.get("edits"),
        gap=entry.get("gap", ""),
        thread=entry.get("thread", 0),
        tags=tuple(entry.get("tags", ())),
    )


def _label(label: Mapping[str, Any]) -> Label:
    return Label(
        label["kind"],
        *(tuple(map(str, _list(label.get(name)))) for name in ("roles", "sections", "items")),
    )


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()
