"""Which role suits a person, by what they bring, like and dislike, and how hard it is to enter.

    score(role) = FACTS    * share of what they know that the role asks for (`fit.rank`)
                + NEAR     if the job they come from is nearest to the role; `NEXT` for a
                             neighbour, for which no ads are counted
                + WAY      * how little is new to somebody from the role that they have
                + MARKET   * log10 of how many job ads there are for the role
                + WISH     * how far the role is above the middle of each axis they like
                - DISLIKE  * how far it is above it on each axis they dislike
                - ENTRY    * how hard it is to enter, for a newcomer
                - AGAINST  * how much it asks for what they would avoid
                - DEGREE   * how much a degree counts, for somebody without one; for somebody
                             with a high one it is added instead

Axes go from 0 to 4; they count from -1 to 1 around their middle. The factors are our judgment of
what a person would expect, set so that a clear dislike outweighs one tool; none was measured.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.engine import fit, pay
from bot.engine.knowledge import ASIDE, Knowledge
from bot.engine.language import text
from bot.engine.memory import remembered
from bot.engine.page import Role
from bot.engine.reading import Reading

FACTS, NEAR, NEXT, WAY, MARKET = 2.0, 0.6, 1.4, 4.0, 0.15
WISH, DISLIKE, ENTRY, DEGREE, AGAINST = 0.8, 1.2, 1.5, 1.2, 1.2
MIDDLE = 2
UNPROVEN = 0.3
"""Factor of ENTRY for somebody about whom too little is known; 1 for a newcomer."""
SCHOOL = 20
"""Age below which somebody is new to any job."""
SKILLED = 3
"""Number of known items from which on enough is known about somebody."""
TIE = 0.08
"""Scores closer than this are a tie."""
WORTH = 0.8
"""How far, in score, a role may be behind the first and still be worth a look."""
STRONG, GOOD = 1.5, 0.6
"""Minimum scores of a strong and a good fit."""
DONE = "practice"
"""The kind of items for learning, which count for no job: books, newsletters."""
HIGH = {"doctor": 0.6, "master": 0.4}
"""Levels of degrees that open doors which others do not have."""


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody has said about themselves."""

    items: tuple[str, ...] = ()
    """Items that they know or like."""
    unwanted: tuple[str, ...] = ()
    """Items that they lack or want to avoid."""
    wants: tuple[str, ...] = ()
    """Axes of which they want a lot."""
    avoids: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """The roles nearest to the job they come from."""
    own: tuple[str, ...] = ()
    """The roles that they have now."""
    new_here: bool = False
    """They have said that they are new to this work."""
    newcomer: bool = False
    """They are new to this work, as far as is known."""
    unproven: bool = False
    """Too little is known to be sure that they are not newcomers."""
    no_degree: bool = False
    degree: float = 0.0
    """How high their degree is: 0 or a value of `HIGH`."""
    graduate: bool = False
    """They have some degree, as they said or because their job needs one."""

    @property
    def told(self) -> bool:
        """They have said something that distinguishes roles."""
        return bool(
            (self.items or self.unwanted or self.wants or self.avoids)
            or (self.near or self.new_here or self.no_degree)
        )


@dataclass(frozen=True, slots=True)
class Suit:
    """How well one role suits a person."""

    role: Role
    score: float
    matched: tuple[str, ...] = ()
    """Items that they bring and the role asks for, the most telling first."""
    against: tuple[str, ...] = ()
    """Items that they want to avoid and the role asks for."""
    pros: tuple[str, ...] = ()
    """Axes in favour of the role."""
    cons: tuple[str, ...] = ()
    """Axes against the role."""
    near: bool = False
    """The role is near the job that the person comes from."""


def person(reading: Reading, knowledge: Knowledge) -> Person:
    """Return what a question and the talk before it say about the asker."""
    known = reading.known.with_(reading.own)
    items = dict.fromkeys((*known.items, *(reading.items if reading.kind == "recommend" else ())))
    out = {*reading.own.lacks, *reading.excluded}
    items = dict.fromkeys(one for one in items if one in knowledge.items and one not in out)
    items = dict.fromkeys(one for one in items if knowledge.items[one].kind != DONE)
    unwanted = dict.fromkeys((*known.lacks, *reading.excluded))
    lacked = [one for one in unwanted if one in knowledge.items and one not in items]
    by_item = {item: axis.id for axis in knowledge.axes.values() for item in axis.items}
    shy = (axis.id for axis in knowledge.axes.values() if {*axis.shunned_by} & {*reading.traits})
    avoids = (*known.avoids, *reading.avoids, *(by_item[i] for i in lacked if i in by_item), *shy)
    liked = (by_item[one] for one in items if one in by_item)
    named = (axis for axis in (*known.wants, *reading.wants, *liked) if axis not in avoids)
    axes = (knowledge.axes[name] for name in named if name in knowledge.axes)
    wants = (axis.id for axis in axes if axis.best == "most")  # nobody wants nights
    near = nearest(reading, knowledge)
    studies, degree_need = knowledge.degrees, knowledge.axis_for("degree")
    levels = (knowledge.items[item].level for item in items)
    skilled = [item for item in items if knowledge.items[item].kind not in ASIDE]
    own = dict.fromkeys((*known.roles, *reading.background_roles))
    outside = bool(reading.outside or known.trades) and not near
    begins = known.newcomer or reading.level == "entry" or outside or 0 < reading.age < SCHOOL
    return Person(
        tuple(items),
        tuple(one for one in lacked if one not in by_item and one not in studies),
        tuple(dict.fromkeys(wants)),
        tuple(axis for axis in dict.fromkeys(avoids) if axis != degree_need),
        near,
        tuple(name for name in own if name in knowledge.roles),
        begins,
        newcomer=not own and (begins or bool(near and not skilled)),
        unproven=not own and reading.level == "" and len(skilled) < SKILLED,
        no_degree=not {*lacked}.isdisjoint(studies),
        degree=max((HIGH.get(level or "", 0.0) for level in levels), default=0.0),
        graduate=_graduate(reading, items, knowledge),
    )


def _graduate(reading: Reading, items: Iterable[str], knowledge: Knowledge) -> bool:
    """Tell whether the asker has a degree, as they said or because their job needs one."""
    if any(knowledge.items[item].kind == "degree" for item in items):
        return True
    jobs = (*reading.known.trades, *reading.own.trades, *reading.outside)
    return any(text.key(job) in _degreed(knowledge) for job in jobs)


@remembered
def _degreed(knowledge: Knowledge) -> frozenset[tuple[str, ...]]:
    """Return the lookup keys of jobs that need a degree."""
    return frozenset(map(text.key, knowledge.phrases.get("degreed", {}).get("trades", ())))


def nearest(reading: Reading, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the roles nearest to the asker's jobs, inside or outside the knowledge."""
    listed = _nearest_listed(knowledge)
    jobs = (*reading.known.trades, *reading.own.trades, *reading.outside)
    outside = [near for job in jobs for near in listed.get(text.key(job), ())]
    own = [
        near
        for name in (*reading.known.roles, *reading.background_roles)
        for near in (
            knowledge.neighbours[name].nearest if name in knowledge.neighbours else (name,)
        )
    ]
    return tuple(dict.fromkeys((*own, *outside)))


@remembered
def _nearest_listed(knowledge: Knowledge) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return lookup key -> nearest roles, for jobs outside the knowledge."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for near, every in knowledge.phrases.get("nearest", {}).items():
        for name in every if near in knowledge.pages else ():
            found[text.key(name)] = (*found.get(text.key(name), ()), near)
    return found


def rank(who: Person, roles: Iterable[Role], knowledge: Knowledge) -> list[Suit]:
    """Return the roles by how well they suit a person, the best first."""
    among = list(roles)
    known = {one.role.id: one for one in fit.rank(who.items, knowledge.roles.values(), knowledge)}
    known |= {role.id: _beside(role, who, knowledge) for role in among if role.nearest}
    minus = _against(who, knowledge)
    ways = {
        role.id: max((1 - fit.way(own, role.id, knowledge) for own in who.own), default=0.0)
        for role in among
        if role.id in knowledge.roles
    }
    weights, hard = [*_weights(who, knowledge)], knowledge.axis_for("entry")
    suits = (_suit(role, who, known.get(role.id), minus.get(role.id, {})) for role in among)
    found = [_on_axes(one, weights, hard) for one in suits]
    ads = {role.id: math.log10(1 + pay.counted(role.id, knowledge)) for role in among}
    found = [
        replace(
            one, score=one.score + WAY * ways.get(one.role.id, 0.0) + MARKET * ads[one.role.id]
        )
        for one in found
    ]
    return sorted(found, key=lambda one: -one.score)


def _beside(role: Role, who: Person, knowledge: Knowledge) -> fit.Fit:
    """Return the fit of a neighbour: how much of what somebody knows its short page names."""
    matched = tuple(item for item in who.items if item in fit.named_on(role.id, knowledge))
    share = len(matched) / max(len(who.items), 1)
    return fit.Fit(role, share, share, matched)


def _against(who: Person, knowledge: Knowledge) -> dict[str, dict[str, float]]:
    """Return role -> item -> how much the role asks for an item that somebody wants to avoid."""
    parts = [part for item in who.unwanted for part in knowledge.items[item].parts]
    return {
        role: {
            part: asked
            for part in parts
            if (asked := fit.asks(role, part, knowledge)) >= fit.ASKED["common"]
        }
        for role in knowledge.roles
    }


def _suit(
    role: Role,
    who: Person,
    known: fit.Fit | None,
    against: Mapping[str, float],
) -> Suit:
    score = FACTS * known.share if known and who.items else 0.0
    near = role.id in who.near
    score += (NEXT if role.nearest else NEAR) * near - AGAINST * sum(against.values())
    matched = known.matched if known else ()
    return Suit(role, score, matched, tuple(against), near=near)


def _on_axes(one: Suit, weights: Iterable[tuple[str, float, bool]], hard: str) -> Suit:
    """Return a suit with what the axes add to it; that a job is hard to enter is no minus."""
    score, pros, cons = one.score, dict[str, None](), dict[str, None]()
    for axis, factor, told in weights:
        counts = factor * level(one.role, axis)
        score += counts
        if told and counts and axis in one.role.profile:
            (pros if counts > 0 else cons)[axis] = None
    left = tuple(axis for axis in cons if axis not in {hard, *pros})
    return replace(one, score=round(score, 6), pros=tuple(pros), cons=left)


def _weights(who: Person, knowledge: Knowledge) -> Iterator[tuple[str, float, bool]]:
    """Yield (axis, its weight for a person, whether it is worth mentioning)."""
    hard, degree_need = knowledge.axis_for("entry"), knowledge.axis_for("degree")
    yield from ((axis, WISH, True) for axis in who.wants)
    yield from ((axis, -DISLIKE, True) for axis in who.avoids)
    if who.newcomer:
        yield hard, -ENTRY, True
    elif who.unproven:
        yield hard, -UNPROVEN * ENTRY, False
    if who.no_degree:
        yield degree_need, -DEGREE, True
    else:
        yield degree_need, DEGREE * who.degree, False


def level(role: Role, axis: str) -> float:
    """Return a role's score on an axis, from -1 (none) to 1 (very much); 0 if unknown."""
    return (role.profile[axis].score - MIDDLE) / MIDDLE if axis in role.profile else 0.0


def tied(one: Suit, other: Suit) -> bool:
    """Tell whether two roles suit about equally well."""
    return abs(one.score - other.score) < TIE


def near(first: Suit, other: Suit) -> bool:
    """Tell whether a role is worth a look besides the first."""
    return first.score - other.score <= WORTH


def strength(one: Suit) -> str:
    """Return how well a role suits, in a word: strong, good, or possible."""
    return "strong" if one.score >= STRONG else "good" if one.score >= GOOD else "possible"
