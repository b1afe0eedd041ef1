"""Strict YAML: duplicate keys refused, every string kept as written, every value with its line.

PyYAML alone keeps the last of two equal keys, reads `no` as False and `12:30` as 750; here a
plain scalar is a string unless it is `true`, `false`, `null` or an integer. Values are built
from the parser's events as they come, and counted: reading stops as soon as a file turns out to
be too large or too deep, its aliases included.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.files import regular
from bot.files.problems import Problem

Loc = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_WHOLE = re.compile(r"-?\d{1,15}$")
MOST_DEPTH = 32
"""Maximum depth of nested lists and mappings; the knowledge has eight."""
MOST_VALUES = 500_000
"""Maximum keys and values in a file, counting aliases each time; the largest has 110,000."""
MOST_KEY = 500
"""Maximum characters of a key."""


class _Refused(Exception):
    """A file is not acceptable YAML; the message says why."""

    def __init__(self, what: str, at: yaml.Event) -> None:
        super().__init__(what)
        self.line = _line(at)


@dataclass(slots=True)
class Tree:
    """A parsed file: plain values, and the line of each."""

    path: str
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    figures: dict[Loc, tuple[str, ...]] = field(default_factory=dict)
    """Place -> the names of the official figures that were filled in there."""

    def line(self, loc: Loc) -> int:
        """Return the line of a place, or of the nearest place above it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def report(self, loc: Loc, what: str, meant: str = "") -> None:
        """Add a Problem at a place in this file."""
        self.problems.append(Problem(self.path, self.line(loc), what, meant))


def read(folder: Path, path: Path) -> Tree:
    """Read one file; faults are in the tree's `problems`; `value` is None if it is unreadable."""
    tree = Tree(path.relative_to(folder).as_posix())
    try:
        text = regular.read(path, folder).decode()
    except FileNotFoundError:
        tree.problems.append(Problem(tree.path, 0, "there is no such file"))
        return tree
    except (OSError, UnicodeDecodeError) as error:
        tree.problems.append(Problem(tree.path, 0, f"cannot be read as UTF-8 text: {error}"))
        return tree
    try:
        if not _Builder(tree, text).build():
            tree.problems.append(Problem(tree.path, 0, "is empty"))
    except _Refused as error:
        tree.problems.append(Problem(tree.path, error.line, f"is no valid YAML: {error}"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        tree.problems.append(Problem(tree.path, line, f"is no valid YAML: {error.problem}"))
    except yaml.YAMLError as error:
        tree.problems.append(
            Problem(tree.path, 0, f"is no valid YAML: {str(error).splitlines()[0]}")
        )
    return tree


class _Builder:
    """Builds the values of one file."""

    def __init__(self, tree: Tree, text: str) -> None:
        self._tree = tree
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._made = 0
        """Keys and values built so far."""
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        """Anchor -> its value and the count of keys and values in it; None while incomplete."""

    def build(self) -> bool:
        """Fill in the value of the tree; return whether there is one."""
        documents, value = 0, None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused("a second document begins", event)
                value = self._value(next(self._events), ())
        self._tree.value = value
        return documents > 0

    def _value(self, event: yaml.Event, loc: Loc) -> Any:
        self._tree.lines[loc] = _line(event)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event, loc)
        self._count(event)
        before, anchor = self._made, getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = None
        value = self._inside(event, loc)
        if anchor:
            self._anchors[anchor] = value, self._made - before + 1
        return value

    def _inside(self, event: yaml.Event, loc: Loc) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(loc) >= MOST_DEPTH:
            raise _Refused(f"it is deeper than {MOST_DEPTH}", event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(loc)
        values: list[Any] = []
        for child in self._events:
            if isinstance(child, yaml.SequenceEndEvent):
                break
            values.append(self._value(child, (*loc, len(values))))
        return values

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        tree, values = self._tree, {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                tree.lines[loc] = line
                tree.report(loc, "a key must be a single word or string")
                self._skip(event)
                self._skip(next(self._events))
                continue
            self._count(event)
            if len(event.value) > MOST_KEY:
                raise _Refused(f"a key has more than {MOST_KEY} characters", event)
            name = sys.intern(event.value)
            here = (*loc, name)
            if name in values:
                first = tree.lines[here]
                tree.lines[here] = line
                tree.report(here, f"the key {name!r} stands here twice, first in line {first}")
                self._skip(next(self._events))
                continue
            values[name] = self._value(next(self._events), here)
            tree.lines[here] = line
        return values

    def _repeated(self, event: yaml.AliasEvent, loc: Loc) -> Any:
        """Return the value of an anchor; all its places get the line of the alias."""
        if event.anchor not in self._anchors:
            raise _Refused(f"found undefined alias {event.anchor!r}", event)
        known = self._anchors[event.anchor]
        if known is None:
            self._tree.report(loc, "is no valid YAML: it holds itself")
            return None
        value, size = known
        self._count(event, size)
        return value

    def _count(self, event: yaml.Event, more: int = 1) -> None:
        self._made += more
        if self._made > MOST_VALUES:
            raise _Refused(f"it has more than {MOST_VALUES:,} values", event)

    def _skip(self, event: yaml.Event) -> None:
        """Skip a value that is not kept."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            self._count(event)
            if not depth:
                return
            if depth > MOST_DEPTH:
                raise _Refused(f"it is deeper than {MOST_DEPTH}", event)
            event = next(self._events)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _scalar(event: yaml.ScalarEvent) -> str | int | bool | None:
    if not event.style:
        if event.value in _CONSTANTS:
            return _CONSTANTS[event.value]
        if _WHOLE.match(event.value):
            return int(event.value)
    return sys.intern(event.value)
