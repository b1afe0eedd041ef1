"""What a role has in a section, and how many of its sources agree on an item.

A role has an item in a section if some source names it there or, for kinds that a section
`gathers`, in the sections that it `looks_in`: Python as a required skill is also a tool.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.engine.knowledge import Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Role


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the sources on a role name an item."""

    named: tuple[str, ...]
    """The ids of the sources that name it."""
    whole: int
    """How many of these were read whole."""
    of: int
    """How many sources on this role were read whole, so that their silence counts."""

    @property
    def share(self) -> float:
        """How sure it is that a role has the item, from 0 (no source names it) towards 1.

        For sources read whole, (named + 1) / (all + 2), Laplace's rule, so that four of four are
        worth more than one of one; each other source halves the doubt: 1/2, 3/4, 7/8 ...
        """
        if self.whole:
            return (self.whole + 1) / (self.of + 2)
        return 1 - 0.5 ** len(self.named)


def items_of(role: Role, section: str, knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the items a role has in a section, each with the ids of the sources naming it."""
    return _items_of(role.id, section, knowledge)


@remembered
def _items_of(role: str, section: str, knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    heading = knowledge.headings[section]
    found: dict[str, dict[str, None]] = {}
    for place, point in knowledge.pages[role].points(section, *heading.looks_in):
        for item in point.names:
            gathered = knowledge.items[item].kind in heading.gathers
            stands_here = place == section and (point.item or not heading.gathers)
            if gathered or stands_here:
                found.setdefault(item, {}).update(dict.fromkeys(point.sources))
    return {item: tuple(sources) for item, sources in found.items()}


@remembered
def agreement(role: str, item: str, knowledge: Knowledge) -> Agreement:
    """Return which sources name an item for a role, in any section."""
    holding = knowledge.holdings[role].get(item)
    named = holding.sources if holding else ()
    read_whole = knowledge.read_whole[role]
    return Agreement(named, sum(source in read_whole for source in named), len(read_whole))
