"""Strict YAML: duplicate keys refused, every string kept as written, every value with its line.

PyYAML alone keeps the last of two equal keys, reads `no` as False and `12:30` as 750; here a
plain scalar is a string unless it is `true`, `false`, `null` or a whole number.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.files.problems import Problem

Loc = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
_WHOLE = re.compile(r"-?\d{1,15}$")


@dataclass(slots=True)
class Tree:
    """A parsed file: plain values, and the line of each."""

    path: str
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    """The nodes that the one being read stands in."""

    def line(self, loc: Loc) -> int:
        """Return the line of a place, or of the nearest place above it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def report(self, loc: Loc, what: str, meant: str = "") -> None:
        """Note a fault at a place of this file."""
        self.problems.append(Problem(self.path, self.line(loc), what, meant))


def read(folder: Path, path: Path) -> Tree:
    """Read one file; faults stand in the tree's `problems`, `value` is None when unreadable."""
    tree = Tree(path.relative_to(folder).as_posix())
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        tree.problems.append(Problem(tree.path, 0, f"cannot be read as UTF-8 text: {error}"))
        return tree
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        tree.problems.append(Problem(tree.path, line, f"is no valid YAML: {error.problem}"))
    except yaml.YAMLError as error:
        tree.problems.append(
            Problem(tree.path, 0, f"is no valid YAML: {str(error).splitlines()[0]}")
        )
    else:
        if root is None:
            tree.problems.append(Problem(tree.path, 0, "is empty"))
        else:
            tree.value = _value(root, (), tree)
    return tree


def _value(node: yaml.Node, loc: Loc, tree: Tree) -> Any:
    tree.lines[loc] = node.start_mark.line + 1
    if id(node) in tree.above:
        tree.report(loc, "is no valid YAML: it holds itself")
        return None
    tree.above.add(id(node))
    value = _inside(node, loc, tree)
    tree.above.discard(id(node))
    return value


def _inside(node: yaml.Node, loc: Loc, tree: Tree) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, loc, tree)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*loc, at), tree) for at, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and not node.style:
        if node.value in _CONSTANTS:
            return _CONSTANTS[node.value]
        if _WHOLE.match(node.value):
            return int(node.value)
    return sys.intern(node.value)


def _mapping(node: yaml.MappingNode, loc: Loc, tree: Tree) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, child in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            tree.lines[loc] = key_node.start_mark.line + 1
            tree.report(loc, "a key must be a single word or string")
            continue
        name = sys.intern(key_node.value)
        here = (*loc, name)
        if name in values:
            first = tree.lines[here]
            tree.lines[here] = key_node.start_mark.line + 1
            tree.report(here, f"the key {name!r} stands here twice, first in line {first}")
            continue
        values[name] = _value(child, here, tree)
        tree.lines[here] = key_node.start_mark.line + 1
    return values
