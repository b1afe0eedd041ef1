"""Labelled job ads and other long texts, read for `rolewise train` and `rolewise eval`.

ads/*.yaml   a list of {text, role, also, style, title_fits, level, lines} for ads, and of
             {text, what} for other texts; `lines` maps line numbers, from 1, to kinds
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.files.questions import Unreadable
from bot.files.strict import read

FOLDER = "ads"
"""The folder of labelled ads inside the knowledge."""
KINDS = ("title", "duty", "requirement", "nice", "offer", "company", "other")
"""The kinds of lines in an ad."""


@dataclass(frozen=True, slots=True)
class LabelledAd:
    """A labelled text: an ad with its role, or another text."""

    text: str
    role: str
    """The role whose work it describes, "" for a text that is not an ad."""
    also: tuple[str, ...] = ()
    """Roles that are as right as `role`."""
    style: str = ""
    lines: Mapping[int, str] = field(default_factory=dict)
    """Line number, from 0 -> its kind; empty if the lines are not labelled."""


def read_ads(path: Path) -> list[LabelledAd]:
    """Return the labelled texts of a file, or of all files of a folder.

    Raises:
        Unreadable: naming the first entry that is wrong.
    """
    paths = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    return [one for each in paths for one in _read(each)]


def _read(path: Path) -> list[LabelledAd]:
    tree = read(path.parent, path)
    if tree.problems:
        raise Unreadable(str(tree.problems[0]))
    if not isinstance(tree.value, list):
        raise Unreadable(f"{path}: a list of labelled ads is expected")
    found = []
    for at, entry in enumerate(tree.value):
        try:
            found.append(_labelled(entry))
        except (KeyError, TypeError, ValueError) as error:
            told = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else error
            raise Unreadable(f"{path}:{tree.line((at,))}: no labelled ad: {told}") from error
    return found


def _labelled(entry: Mapping[str, Any]) -> LabelledAd:
    lines = {
        int(number) - 1: str(kind)
        for kind, numbers in (entry.get("lines") or {}).items()
        for number in numbers
    }
    if unknown := set(lines.values()) - set(KINDS):
        raise ValueError(f"{sorted(unknown)} are none of the kinds of lines: {', '.join(KINDS)}")
    return LabelledAd(
        str(entry["text"]),
        "" if "what" in entry else str(entry["role"]),
        tuple(map(str, entry.get("also") or ())),
        str(entry.get("style") or entry.get("what") or ""),
        lines,
    )


def digest(folder: Path) -> str:
    """Return the digest of all labelled ads of a folder of knowledge."""
    every = hashlib.sha256()
    for path in sorted((folder / FOLDER).rglob("*.yaml")):
        every.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return every.hexdigest()[:16]
