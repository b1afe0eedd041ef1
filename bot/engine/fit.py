"""How well a role fits what somebody names: one formula, in the open.

    weight(item) = log(1 + roles / roles that have it)      rarer among roles counts more
    fit(role)    = sum over the named items that the role has of weight(item) * agreement
                   - the same sum over the items that are not wanted

`agreement` is the share of the role's sources that name the item, from 0 to 1. Each item
counts once, in whatever order it is named, so adding one never lowers a role.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine import compare
from bot.engine.knowledge import Knowledge, Role


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one role fits."""

    role: Role
    score: float
    """Comparable between roles for the same items only; below 0 where more is against it."""
    matched: tuple[str, ...]
    """The named items that the role has, the most telling first."""


def weight(item: str, knowledge: Knowledge) -> float:
    """Return how characteristic an item is: 0 for one that no role has."""
    having = len(knowledge.holders[item])
    return math.log(1 + len(knowledge.roles) / having) if having else 0.0


def rank(
    items: Iterable[str],
    roles: Iterable[Role],
    knowledge: Knowledge,
    unwanted: Iterable[str] = (),
) -> list[Fit]:
    """Return the roles that have any of the items, the best fit first."""
    weights = {item: weight(item, knowledge) for item in dict.fromkeys(items)}
    against = {item: weight(item, knowledge) for item in set(unwanted)}
    fits = []
    for role in roles:
        parts = {
            item: weights[item] * compare.agreement(role.id, item, knowledge).share
            for item in weights
            if item in knowledge.holdings[role.id]
        }
        if parts:
            matched = sorted(parts, key=lambda item: -parts[item])
            minus = sum(
                loss * compare.agreement(role.id, item, knowledge).share
                for item, loss in against.items()
            )
            fits.append(Fit(role, sum(parts.values()) - minus, tuple(matched)))
    return sorted(fits, key=lambda fit: (-fit.score, fit.role.name))
