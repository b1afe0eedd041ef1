"""What answers turn to of themselves stands at one thing: the ask on pay, the first offer.

Where two have it nobody knows which is meant, and where none has it something is never said.
"""

from collections.abc import Iterable, Mapping
from typing import get_args

from bot.engine.knowledge import Knowledge
from bot.engine.page import Purpose, Weighs
from bot.files.strict import Loc, Tree

Marked = tuple[Tree, Loc, object]
"""Where something is said of a thing, and what; 0 or None where nothing is."""


def report(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Report what stands at two things or at none."""
    asks, headings = trees["asks.yaml"], trees["sections.yaml"]
    of_asks = [
        (asks, ("roles", *one.id.split("/"), "answers"), one.answers)
        for one in knowledge.asks.values()
    ]
    _never_twice(of_asks)
    for purpose in {*get_args(Purpose)} - {said for _, _, said in of_asks}:
        asks.report(("roles",), f"no ask says `answers: {purpose}`, and one must")
    _never_twice(
        (headings, (name, "offered"), one.offered) for name, one in knowledge.headings.items()
    )
    _topics(knowledge, trees)
    if axes := trees.get("axes.yaml"):
        weigh = [(axes, (name, "weighs"), one.weighs) for name, one in knowledge.axes.items()]
        _never_twice(weigh)
        _never_twice(
            (axes, (name, "told"), bool(one.get("told"))) for name, one in axes.value.items()
        )
        for who in {*get_args(Weighs)} - {said for _, _, said in weigh}:
            axes.report((), f"no axis says `weighs: {who}`, and one must")


def _topics(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Two topics for employers, or by the trades of people, would be one."""
    every = [(trees[f"topics/{name}.yaml"], one) for name, one in knowledge.advice.items()]
    _never_twice((tree, ("employers",), one.employers) for tree, one in every)
    _never_twice((tree, ("by",), one.by if one.by == "trade" else "") for tree, one in every)


def _never_twice(marked: Iterable[Marked]) -> None:
    first: dict[object, str] = {}
    for tree, loc, said in marked:
        if not said:
            continue
        *place, key = loc
        if said in first:
            tree.report(loc, f"`{key}: {said}` stands at {first[said]!r} already")
        first.setdefault(said, "/".join(map(str, place)).removeprefix("roles/") or tree.path)
