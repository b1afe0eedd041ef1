"""Official figures: each is entered once, in figures.yaml; texts refer to it by name in braces.

    {data-scientists.median}            the number as shown: "120,230", "34%"
    {data-scientists.median.k}          dollars in thousands: "$120k"
    {developers.employed.millions}      a count in millions: "1.69"
    {programmers.growth-2034.fall}      a negative figure without its sign: "6%" for "-6%"

They are filled into the texts before anything else reads these, so that lengths and numbers are
those that people see. Pay figures (`{pay.US}`) belong to the module `figures`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import reduce
from operator import getitem

from pydantic import ValidationError

from bot.engine.knowledge import Knowledge
from bot.files import amounts, figures
from bot.files.problems import nearest
from bot.files.strict import Loc, Tree

FILE = "figures.yaml"
_NAME = re.compile(r"(?!pay\.)[a-z][a-z-]*\.[a-z0-9.-]*")
"""Matches a name meant for an official figure, not one for pay."""
_VALUE = re.compile(amounts.FIGURE)
Ways = Mapping[str, tuple[str, str]]
"""Text in braces -> the name of its figure, and what is shown in its place."""


def fill(trees: Mapping[str, Tree]) -> None:
    """Fill the figures into texts; report unknown names and unused figures."""
    tree = trees.get(FILE)
    try:
        every = amounts.FiguresFile.model_validate(tree.value).root if tree else {}
    except ValidationError:  # which is reported where all files are validated
        return
    values = {
        f"{name}.{what}": one.value
        for name, occupation in every.items()
        for what, one in occupation.figures.items()
    }
    ways = {
        f"{name}.{way}".rstrip("."): (name, said)
        for name, value in values.items()
        for way, said in written(value).items()
    }
    for path, one in trees.items():
        if path.startswith(("roles/", "topics/")) or path in {"neighbours.yaml", "pairs.yaml"}:
            one.value = _filled(one, one.value, (), ways)
    named = {name for one in trees.values() for name in names(one, ())}
    for name in sorted(values.keys() - named):
        if tree:
            tree.report(place(name), f"the figure {name!r} is named in no text")


def place(name: str) -> Loc:
    """Return the place of a figure in its file."""
    occupation, _, what = name.partition(".")
    return occupation, "figures", what


def written(value: str) -> dict[str, str]:
    """Return the forms of a value in a text: suffix of its name -> what is shown."""
    found = _VALUE.fullmatch(value)
    if found is None:
        return {}
    sign, digits, unit = found.groups()
    percent = unit if unit == "%" else ""
    ways = {"": f"{sign}{digits}{percent}"}
    if sign:
        ways["fall"] = f"{digits}{percent}"
    number = float(digits.replace(",", ""))
    if unit == " USD":
        ways["k"] = figures.thousands(int(number), "USD")
    elif not percent:
        ways["millions"] = f"{number / 1_000_000:.2f}"
    return ways


def _filled(tree: Tree, value: object, loc: Loc, ways: Ways) -> object:
    """Return a value of a file with figures filled into its texts, and note which are where."""
    if isinstance(value, dict):
        return {name: _filled(tree, one, (*loc, name), ways) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(tree, one, (*loc, at), ways) for at, one in enumerate(value)]
    if not isinstance(value, str) or "{" not in value:
        return value

    def put(found: re.Match[str]) -> str:
        if found[1] in ways:
            name, said = ways[found[1]]
            tree.figures[loc] = (*tree.figures.get(loc, ()), name)
            return said
        # Pay figures in cards are filled in, and checked, where cards are built.
        if _NAME.fullmatch(found[1]) or not _in_card(tree.path, loc):
            tree.report(loc, f"there is no figure {found[0]}", nearest(found[1], ways))
        return found[0]

    return figures.PLACE.sub(put, value)


def _in_card(path: str, loc: Loc) -> bool:
    return path.endswith("/cards.yaml") or path == "pairs.yaml" or "cards" in loc


def sources(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Report figures whose source does not exist."""
    for name, figure in knowledge.figures.items():
        if figure.source not in knowledge.sources:
            meant = nearest(figure.source, knowledge.sources)
            loc = (*place(name), "source")
            trees[FILE].report(loc, f"there is no source {figure.source!r}", meant)


def points(trees: Mapping[str, Tree]) -> dict[str, list[str]]:
    """Return the texts that contain each figure, except those of cards."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees.items():
        for loc, every in tree.figures.items():
            if not _in_card(path, loc):
                text = reduce(getitem, loc, tree.value)
                for name in every:
                    found[name].append(text)
    return found


def names(tree: Tree, loc: Loc) -> list[str]:
    """Return the names of the figures in the texts at a place, each once."""
    inside = (every for at, every in tree.figures.items() if at[: len(loc)] == loc)
    return sorted({name for every in inside for name in every})
