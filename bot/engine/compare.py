"""Set algebra on roles: shared by all, by some, only here; agreement of the sources.

A role has an item in a section if some source names it there or, for kinds that a section
`gathers`, in the sections that it `looks_in`: Python as a required skill is also a tool.
"""

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Split:
    """Items of several roles, by which roles have them; each list by agreement, then by name."""

    shared: tuple[str, ...]
    """Items of all the roles."""
    some: Mapping[tuple[str, ...], tuple[str, ...]]
    """Some of the roles, two or more but not all -> the items that these have."""
    only: Mapping[str, tuple[str, ...]]
    """Role -> the items that it alone has; every role has its entry."""


def items_of(role: Role, section: str, knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return the items a role has in a section, each with the ids of the sources naming it."""
    return _items_of(role.id, section, knowledge)


def counted_of(role: Role, section: str, knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Return every item of a role in the sections that count for a section, with its sources."""
    return _counted_of(role.id, section, knowledge)


@remembered
def _counted_of(role: str, section: str, knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    heading = knowledge.headings[section]
    places = (section, *heading.looks_in, *heading.counts_in)
    found: dict[str, dict[str, None]] = {}
    for _, point in knowledge.pages[role].points(*places):
        for item in point.names:
            found.setdefault(item, {}).update(dict.fromkeys(point.sources))
    return {item: tuple(sources) for item, sources in found.items()}


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
def held_in(role: str, section: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the items of a role in a section and in those that count for it."""
    elsewhere = set(knowledge.headings[section].counts_in)
    counted = {
        item
        for item, holding in knowledge.holdings[role].items()
        if elsewhere & set(holding.sections)
    }
    return frozenset(counted | _items_of(role, section, knowledge).keys())


@remembered
def named_of_whole(role: str, item: str, section: str, knowledge: Knowledge) -> tuple[int, int]:
    """Return how many of the sources read whole name an item, and how many there are."""
    whole = knowledge.read_whole[role]
    sources = counted_of(knowledge.pages[role], section, knowledge).get(item, ())
    return sum(source in whole for source in sources), len(whole)


def split(roles: Sequence[Role], section: str, knowledge: Knowledge) -> Split:
    """Return which of two or more roles have which items in a section."""
    has = {role.id: items_of(role, section, knowledge) for role in roles}
    held = {role: held_in(role, section, knowledge) for role in has}
    owners = {
        item: tuple(role for role in has if item in held[role])
        for item in dict.fromkeys(item for items in has.values() for item in items)
    }

    by_owners: dict[tuple[str, ...], list[str]] = {}
    for item, who in owners.items():
        by_owners.setdefault(who, []).append(item)

    def of(who: tuple[str, ...]) -> tuple[str, ...]:
        return ranked(by_owners.get(who, []), [has[role] for role in who], knowledge)

    everyone = tuple(has)
    several = dict.fromkeys(who for who in owners.values() if 1 < len(who) < len(everyone))
    return Split(
        shared=of(everyone),
        some={who: of(who) for who in sorted(several, key=lambda who: -len(who))},
        only={role: of((role,)) for role in has},
    )


def ranked(
    items: Sequence[str], has: Sequence[Mapping[str, tuple[str, ...]]], knowledge: Knowledge
) -> tuple[str, ...]:
    """Return items by how many sources name them, then by name."""

    def place(item: str) -> tuple[int, str]:
        named = sum(len(items_.get(item, ())) for items_ in has)
        return -named, knowledge.items[item].name.casefold()

    return tuple(sorted(items, key=place))


@remembered
def agreement(role: str, item: str, knowledge: Knowledge) -> Agreement:
    """Return which sources name an item for a role, in any section."""
    holding = knowledge.holdings[role].get(item)
    named = holding.sources if holding else ()
    read_whole = knowledge.read_whole[role]
    return Agreement(named, sum(source in read_whole for source in named), len(read_whole))
