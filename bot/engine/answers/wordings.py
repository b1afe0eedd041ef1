"""The card of a topic that a question asks for, by the wordings of the cards.

The score, from 0 to 2, adds the cosine between a question and a card's nearest wording, and the
share of the question that is in any wording of the card. A word weighs the square of its rarity,
among the wordings and in everyday English.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.memory import remembered
from bot.engine.page import Card
from bot.engine.reading import SENTENCE

LIKE = 0.8
"""How like a question must be to a card's wordings to choose it."""
SURELY = 1.0
"""The same where no other answer than a card's own will do."""
VERY_SURELY = 1.3
"""The same against what was read: another topic, or none of ours."""
OWN = 0.3
"""How much nearer a card of another topic must be than those of the topic that was read."""
TELLING = 2
"""Minimum words of a question, none of the commonest, that the wordings must share."""
KEY = 0.5
"""How much nearer a card is to a question that has a word which tells it from all others."""
OFTEN_IN_CARD, SHARE = 3, 0.25
"""Minimum wordings of a card with such a word, and its minimum share of all that have the word."""
OFTEN = 120
"""Maximum wordings with a word that still distinguishes them."""
COMMON, PLAIN = 1500, 80
"""Words of everyday English that tell little, the commonest least, and those that tell nothing."""


class Index(NamedTuple):
    """The wordings of the cards of some topics, by their words."""

    cards: Sequence[tuple[str, Card]]
    """Each card with its topic."""
    weights: Mapping[str, float]
    places: Mapping[str, Sequence[int]]
    """A stem -> the wordings that have it."""
    owners: Sequence[int]
    """A wording -> its card."""
    wholes: Sequence[float]
    """A wording -> what all its words weigh."""
    keys: Mapping[str, Sequence[int]]
    """A word that tells some cards from all others -> these cards."""


class Found(NamedTuple):
    """A card with its topic, and how near it is to a question."""

    near: float
    topic: str
    card: Card


def chosen(topic: str, words: str, knowledge: Knowledge, surely: float = 0.0) -> Card | None:
    """Return the card of a topic that a question asks for.

    Where none is near, that is the first; or None where one must be as near as `surely`.
    """
    found = nearest((topic,), words, knowledge, strictly=bool(surely))
    if found and found.near >= (surely or LIKE):
        return found.card
    return None if surely else next(iter(knowledge.advice[topic].cards), None)


def nearest(
    topics: tuple[str, ...],
    words: str,
    knowledge: Knowledge,
    favoured: str = "",
    *,
    strictly: bool = False,
) -> Found | None:
    """Return the nearest card of some topics; one of a favoured topic is nearer by `OWN`.

    Strictly, each sentence of a question is a question too, and the nearest counts.
    Strictly, words that stand in no wording speak against all cards, the commonest words for
    none, and few words for none either.
    """
    parts = {words, *(words.split(f" {SENTENCE} ") if strictly else ())}
    every = (_nearest(topics, part, knowledge, favoured, strictly=strictly) for part in parts)
    found = [one for one in every if one]
    return max(found, key=lambda one: one.near + OWN * (one.topic == favoured), default=None)


def _nearest(
    topics: tuple[str, ...], words: str, knowledge: Knowledge, favoured: str, *, strictly: bool
) -> Found | None:
    index = _index(topics, knowledge)
    stems = {*text.key(words)}
    asked = stems & index.weights.keys()
    own = sum(index.weights[stem] for stem in asked)
    if strictly:
        own += sum(_strange(stem, knowledge) for stem in stems - asked)
        rare = (stem for stem in asked if len(index.places[stem]) <= OFTEN)
        telling = {stem for stem in rare if _strange(stem, knowledge)}
        asked = telling if len(telling) >= TELLING else set()
    if not asked:
        return None
    near = _scores(asked, own, index)
    ranks = {at: one + OWN * (index.cards[at][0] == favoured) for at, one in near.items()}
    best = min(ranks, key=lambda at: (-ranks[at], at))
    return Found(near[best], *index.cards[best])


def _scores(asked: Collection[str], own: float, index: Index) -> dict[int, float]:
    """Return how near each card is to some words, of which all that were asked weigh `own`."""
    shared: dict[int, float] = defaultdict(float)
    held: dict[int, float] = defaultdict(float)
    for stem in asked:
        weight = index.weights[stem]
        for place in index.places[stem]:
            shared[place] += weight
        for owner in {index.owners[place] for place in index.places[stem]}:
            held[owner] += weight
    near: dict[int, float] = defaultdict(float)
    for place, weight in shared.items():
        owner = index.owners[place]
        near[owner] = max(near[owner], weight / math.sqrt(index.wholes[place] * own))
    keyed = {owner for stem in asked for owner in index.keys.get(stem, ())}
    return {at: one + held[at] / own + KEY * (at in keyed) for at, one in near.items()}


@remembered
def named(topic: str, knowledge: Knowledge) -> Sequence[tuple[Card, Sequence[frozenset[str]]]]:
    """Return the cards of a topic, each with the words of its wordings."""
    return [(card, _stems(card)) for card in knowledge.advice[topic].cards]


def _stems(card: Card) -> list[frozenset[str]]:
    return [frozenset(text.key(one)) for one in card.asked]


def _strange(stem: str, knowledge: Knowledge) -> float:
    """Return what a word weighs by its rarity in English: nothing for the commonest."""
    # Not remembered by the word: that is somebody's, and there is no end of them.
    rank = _rank(stem, knowledge)
    return math.log1p(rank) ** 2 if rank > PLAIN else 0.0


def _rank(stem: str, knowledge: Knowledge) -> int:
    """Return the place of a word among the commonest of English; a letter is one of the first."""
    return 1 if len(stem) == 1 else _often(knowledge).get(stem, COMMON)


@remembered
def _often(knowledge: Knowledge) -> Mapping[str, int]:
    """Return the rank of each of the commonest words of English."""
    ranked = [*enumerate(knowledge.everyday[:COMMON], 1)]
    return {text.stem(word): rank for rank, word in reversed(ranked)}


@remembered
def _index(topics: tuple[str, ...], knowledge: Knowledge) -> Index:
    cards = [(topic, card) for topic in topics for card in knowledge.advice[topic].cards]
    wordings = [(at, one) for at, (_, card) in enumerate(cards) for one in _stems(card) if one]
    counts = Counter(stem for _, stems in wordings for stem in stems)
    weights = {
        stem: (math.log(1 + len(wordings) / count) * math.log1p(_rank(stem, knowledge))) ** 2
        for stem, count in counts.items()
    }
    places: dict[str, list[int]] = {}
    for place, (_, stems) in enumerate(wordings):
        for stem in stems:
            places.setdefault(stem, []).append(place)
    owners = array("H", (at for at, _ in wordings))
    return Index(
        cards,
        weights,
        {stem: array("H", held) for stem, held in places.items()},  # a tenth of the room of lists
        owners,
        array("d", (sum(weights[stem] for stem in stems) for _, stems in wordings)),
        {
            stem: keyed
            for stem, held in places.items()
            if _strange(stem, knowledge) and (keyed := _keyed([owners[one] for one in held]))
        },
    )


def _keyed(owners: Sequence[int]) -> list[int]:
    """Return the cards that a word tells apart, of those whose wordings have it."""
    counts = Counter(owners)
    least = max(OFTEN_IN_CARD, SHARE * len(owners))
    return [owner for owner, count in counts.items() if count >= least]
