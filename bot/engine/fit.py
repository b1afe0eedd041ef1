"""How well a role fits the items that somebody names, by one explicit formula.

    weight(item)         = log(1 + roles / roles that have it)   rarer items count more
    strength(role, item) = weight(item) * sure(role, item)       the more a role asks for it
    score(role)          = sum of strength over what is wanted
                           - for each unwanted subject, the greatest strength among its parts
    share(role)          = score(role) / sum of weight over what is wanted, from 0 to 1

`sure` is how much a role asks for an item, from 0 to 1: by the weight on its page, otherwise by
how many sources name it (`compare.agreement`).
Each item counts once, in any order, so naming one more that a role has never
lowers that role's score. If nothing is wanted, rarity says nothing: what counts is how sure
it is that a role has the unwanted items, the subject itself before its parts (`_least`).
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.engine import compare
from bot.engine.knowledge import Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Role

NAMED = frozenset({"language", "framework", "tool", "platform", "practice"})
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
    """Comparable between roles for the same items only; below 0 if more is against it."""
    share: float
    """The score as a share of the greatest possible one, from 0 to 1; if nothing is wanted,
    how much less of the unwanted a role has than the role with most of it."""
    matched: tuple[str, ...]
    """The wanted items that the role has, the most telling first."""
    against: tuple[str, ...] = ()
    """The unwanted items that the role has."""


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change that would put another role first."""

    item: str
    """If this were wanted too, `role` would come first."""
    role: Role


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


def rank(
    items: Iterable[str],
    roles: Iterable[Role],
    knowledge: Knowledge,
    unwanted: Iterable[str] = (),
) -> list[Fit]:
    """Return the roles that have any wanted item, the best fit first.

    If there are only unwanted items, every role counts, the least unfit first.
    """
    wanted = dict.fromkeys(items)
    avoided = [item for item in dict.fromkeys(unwanted) if item not in wanted]
    subjects = [
        [part for part in knowledge.items[item].parts if part not in wanted] for item in avoided
    ]
    parts = dict.fromkeys(part for subject in subjects for part in subject)
    whole = sum(weight(item, knowledge) for item in wanted)
    fits = []
    for role in roles:
        own = profile(role.id, knowledge)
        plus = {item: own[item] for item in wanted if item in own}
        minus = sum(max(own.get(part, 0.0) for part in subject) for subject in subjects)
        matched = sorted(plus, key=lambda item: -plus[item])
        if matched or not wanted:
            score = sum(plus.values()) - minus
            share = max(score, 0.0) / whole if whole else 0.0
            against = tuple(part for part in parts if part in own)
            fits.append(Fit(role, score, share, tuple(matched), against))
    if not wanted:
        fits = _least(fits, avoided, knowledge)
    return sorted(fits, key=lambda fit: (-fit.score, fit.role.name))


def _least(fits: Sequence[Fit], avoided: Sequence[str], knowledge: Knowledge) -> list[Fit]:
    """Return the fits scored by how sure it is that a role has the unwanted items.

    The subjects themselves decide. Their parts only order roles of equal sureness about the
    subjects, so a role that has a few parts never falls below one that
    has the subject itself.
    """
    subjects = dict.fromkeys(avoided)
    every = dict.fromkeys(part for item in avoided for part in knowledge.items[item].parts)
    parts = [part for part in every if part not in subjects]

    def sure(role: Role, items: Iterable[str]) -> float:
        return sum(
            asks(role.id, item, knowledge) for item in items if item in knowledge.holdings[role.id]
        )

    named = [round(sure(one.role, subjects), 9) for one in fits]
    steps = sorted({*named, float(len(subjects))})
    after = dict(zip(steps, [*steps[1:], steps[-1]], strict=True))
    scores = [
        0.0 - own - (after[own] - own) * sure(one.role, parts) / max(len(parts), 1)
        for one, own in zip(fits, named, strict=True)
    ]
    worst = min(scores, default=0.0)
    return [
        replace(one, score=score, share=1 - score / worst if worst else 0.0)
        for one, score in zip(fits, scores, strict=True)
    ]


@remembered
def characteristic(role: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the items of a role, the most characteristic first."""
    own = profile(role, knowledge)
    return tuple(sorted(own, key=lambda item: (-own[item], item)))


def flip(
    fits: Sequence[Fit], knowledge: Knowledge, named: Collection[str], kinds: Collection[str]
) -> Flip | None:
    """Return the item that, if it were wanted too, would put another role first.

    Of all that suffice, the one with the least effect. None if no single
    item of these kinds suffices for the second or third role. A role with no matching item
    before, which is no fit, may not come first by it either.
    """
    known = {one.role.id for one in fits}
    others = [profile(role, knowledge) for role in knowledge.roles if role not in known]
    profiles = [profile(one.role.id, knowledge) for one in fits]
    changes = []
    for other, own in zip(fits[1:3], profiles[1:3], strict=False):
        for item in own.keys() - set(named):
            first = profiles[0].get(item, 0.0)
            enough = other.score + own[item] > fits[0].score + first
            if enough and knowledge.items[item].kind in kinds:
                changes.append((own[item] - first, item, other))
    for _, item, other in sorted(changes, key=lambda change: change[:2]):
        reached = other.score + profile(other.role.id, knowledge)[item]
        first = _first_with(item, fits, profiles, weight(item, knowledge)) is other
        if first and all(own.get(item, 0.0) < reached for own in others):
            return Flip(item, other.role)
    return None


def _first_with(
    item: str, fits: Sequence[Fit], profiles: Sequence[Mapping[str, float]], most: float
) -> Fit:
    """Return which fit would be first if an item were wanted too; the earlier of equals.

    `profiles` are those of the fits' roles; `most` is the maximum that the item can add.
    """
    first, height = fits[0], fits[0].score + profiles[0].get(item, 0.0)
    for one, own in zip(fits[1:], profiles[1:], strict=True):
        if one.score + most < height:
            break  # nor can any that follows: they score lower still
        score = one.score + own.get(item, 0.0)
        if score > height:
            first, height = one, score
    return first


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
