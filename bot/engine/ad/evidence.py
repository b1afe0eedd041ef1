"""How much each term supports each role, by what the knowledge says about the roles.

A role has a bag of terms: the words of what its sources say under the sections on the work, the
words that ads use for its work (phrases/duties.yaml, `SPOKEN` times), and its items, as often
as the sources agree on them.

    evidence(term, role) = log p(term | role), smoothed by `SMOOTH`, less the mean over all roles
"""

import math
from collections import Counter
from collections.abc import Mapping

from bot.engine import compare
from bot.engine.knowledge import ASIDE, Knowledge
from bot.engine.language import text
from bot.engine.page import Role

SPOKEN = 2
SMOOTH = 0.5


def evidences(knowledge: Knowledge) -> dict[str, tuple[float, ...]]:
    """Return term -> how much it supports each role, in the order of the roles."""
    bags = {role.id: _bag(role, knowledge) for role in knowledge.roles.values()}
    terms = set().union(*bags.values()) if bags else set()
    sizes = {role: sum(bag.values()) + SMOOTH * len(terms) for role, bag in bags.items()}
    return _centred({term: _evidence(term, bags, sizes) for term in sorted(terms)}, bags)


def _bag(role: Role, knowledge: Knowledge) -> Counter[str]:
    """Return the terms of a role with their counts."""
    bag: Counter[str] = Counter()
    told = knowledge.about("work")
    for _, point in role.points(*told):
        for said in (*([] if point.item else [point.text]), *(d.text for d in point.details)):
            bag.update(_words(said))
    for name in told:
        if name in role.sections:
            bag.update(_words(role.sections[name].gist))
    for phrase in knowledge.phrases.get("duties", {}).get(role.id, ()):
        for term in _words(phrase):
            bag[term] += SPOKEN
    weights: dict[str, float] = dict(bag)
    for item in knowledge.holdings[role.id]:
        if knowledge.items[item].kind not in ASIDE:
            weights[f"item:{item}"] = compare.agreement(role.id, item, knowledge).share
    return Counter(weights)


def _words(said: str) -> set[str]:
    return {text.stem(word.text) for word in text.words(said) if len(word.text) > 2}


def _evidence(
    term: str, bags: Mapping[str, Counter[str]], sizes: Mapping[str, float]
) -> tuple[float, ...]:
    """Return how much a term supports each role, in their order, relative to the mean of all."""
    logs = [math.log((bag[term] + SMOOTH) / sizes[role]) for role, bag in bags.items()]
    mean = sum(logs) / len(logs)
    return tuple([value - mean for value in logs])


def _centred(
    evidence: Mapping[str, tuple[float, ...]], bags: Mapping[str, Counter[str]]
) -> dict[str, tuple[float, ...]]:
    """Return the evidence shifted so that the terms of all roles together favour none."""
    every: Counter[str] = sum(bags.values(), Counter())
    whole = sum(every.values())
    tilt = [0.0] * len(bags)
    for term, row in evidence.items():
        tilt = [a + b * every[term] / whole for a, b in zip(tilt, row, strict=True)]
    return {
        term: tuple([a - b for a, b in zip(row, tilt, strict=True)])
        for term, row in evidence.items()
    }
