"""How well a role fits the items that somebody names, by one explicit formula.

    weight(item)         = log(1 + roles / roles that have it)   rarer items count more
    strength(role, item) = weight(item) * sure(role, item)       the more a role asks for it
    score(role)          = sum of strength over what is named
    share(role)          = score(role) / sum of weight over what is named, from 0 to 1

`sure` is how much a role asks for an item, from 0 to 1: by the weight on its page, otherwise by
how many sources name it (`compare.agreement`).
Each item counts once, in any order, so naming one more that a role has never
lowers that role's score.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.engine import compare
from bot.engine.knowledge import TOOLS, Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Role

NAMED = frozenset({*TOOLS, "practice"})
"""Kinds of items that people in a job work with."""
ASKED = {"core": 1.0, "common": 0.7, "bonus": 0.35}
"""How much a role asks for an item of this weight; our judgment, not measured."""
SPOKEN_OF = 0.2
"""The same for an item without a weight; our judgment too."""
FAR = 0.8
"""A gap above this makes a way long."""
WORTH = 0.1
"""How much a stepping stone must reduce the greater gap."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one role fits."""

    role: Role
    score: float
    """Comparable between roles for the same items only."""
    share: float
    """The score beside the greatest that a role could have, from 0 to 1."""
    matched: tuple[str, ...]
    """The items named that the role has, the most telling first."""


def weight(item: str, knowledge: Knowledge) -> float:
    """Return how characteristic an item is, 0 for one that no role has."""
    having = sum(item in knowledge.holdings[role] for role in knowledge.roles)
    return math.log(1 + len(knowledge.roles) / having) if having else 0.0


@remembered
def profile(role: str, knowledge: Knowledge) -> Mapping[str, float]:
    """Return every item of a role with its strength: how much it supports the role."""
    return {
        item: weight(item, knowledge) * asks(role, item, knowledge)
        for item in knowledge.holdings[role]
    }


def asks(role: str, item: str, knowledge: Knowledge) -> float:
    """Return how much a role asks for an item, from 0 to 1, by its weight or else its sources."""
    if item not in knowledge.holdings[role]:
        return 0.0
    page = knowledge.roles[role]
    if not page.weighs:
        return compare.agreement(role, item, knowledge).share
    weights = (p.weight for _, p in page.points() if p.item == item and p.weight)
    return max((ASKED[one] for one in weights), default=SPOKEN_OF)


def rank(items: Iterable[str], roles: Iterable[Role], knowledge: Knowledge) -> list[Fit]:
    """Return the roles for which anything that is named speaks, the best fit first."""
    wanted = dict.fromkeys(items)
    whole = sum(weight(item, knowledge) for item in wanted)
    fits = []
    for role in roles:
        own = profile(role.id, knowledge)
        plus = {item: own[item] for item in wanted if item in own}
        if plus:
            matched = tuple(sorted(plus, key=lambda item: -plus[item]))
            score = sum(plus.values())
            fits.append(Fit(role, score, score / whole, matched))
    return sorted(fits, key=lambda fit: (-fit.score, fit.role.name))


@remembered
def characteristic(role: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the items of a role, the most characteristic first."""
    own = profile(role, knowledge)
    return tuple(sorted(own, key=lambda item: (-own[item], item)))


@remembered
def near(role: str, knowledge: Knowledge) -> list[tuple[Role, float]]:
    """Return the other roles with their similarity to this one, the nearest first.

    The similarity is the cosine of the two roles' strengths over all items, from 0 to 1.
    """
    own = profile(role, knowledge)
    found = (
        (other, _cosine(own, profile(other.id, knowledge)))
        for other in knowledge.roles.values()
        if other.id != role
    )
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    common = sum(value * other[item] for item, value in one.items() if item in other)
    length = math.hypot(*one.values()) * math.hypot(*other.values())
    return common / length if length else 0.0


def gap(has: Collection[str], target: str, knowledge: Knowledge) -> float:
    """Return the share (0 to 1) of a role's strengths that somebody with these items lacks."""
    whole = profile(target, knowledge)
    lacked = sum(value for item, value in whole.items() if item not in has)
    return lacked / sum(whole.values()) if whole else 0.0


@remembered
def way(start: str, target: str, knowledge: Knowledge) -> float:
    """Return the gap from one role to another."""
    return gap(knowledge.holdings[start], target, knowledge)


@remembered
def stepping_stone(start: str, target: str, knowledge: Knowledge) -> Role | None:
    """Return the role in between that makes the greater of the two gaps smallest.

    None if the way is short already, or if no role reduces the gap by much.
    """
    direct = way(start, target, knowledge)
    if direct < FAR:
        return None
    whole, held = profile(target, knowledge), knowledge.holdings
    lacked = [(item, value) for item, value in whole.items() if item not in held[start]]
    every = sum(whole.values())

    stops = []
    for between in knowledge.roles.values():
        left = sum(value for item, value in lacked if item not in held[between.id]) / every
        if left <= direct - WORTH and between.id not in {start, target}:
            longest = max(way(start, between.id, knowledge), left)
            stops.append((longest, between.name, between))
    length, _, best = min(stops, default=(direct, "", None))
    return best if length <= direct - WORTH else None


@remembered
def named_on(page: str, knowledge: Knowledge) -> Mapping[str, None]:
    """Return the items on a neighbour's short page that roles work with."""
    told = " ".join(point.text for _, point in knowledge.pages[page].points())
    return dict.fromkeys(
        item.id
        for item in knowledge.items.values()
        if item.kind in NAMED
        and re.search(rf"(?<!\w){re.escape(item.name)}(?!\w)", told, re.IGNORECASE)
    )
