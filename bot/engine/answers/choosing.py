"""The card that a question on careers in general asks for, by a fitted linear model.

A question is known by its words, the beginnings of its longer words, and its pairs of words. With
features f1 ... fn a card scores

    bias + (weight(f1) + ... + weight(fn)) / sqrt(rarity(f1)^2 + ... + rarity(fn)^2)

a margin: above 0 for a question that surely asks for the card, around -1 for any other. A weight
has the rarity of its feature in it (tf-idf); a feature that the model does not know has the mean
rarity, 1. One class of the model is no card at all. `rolewise train` fits the weights to the
labelled questions and to the wordings of the cards (`bot.build.cards`).
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Card
from bot.engine.reading import SENTENCE
from bot.engine.weights import CardWeights

LIKELY, SURE, SUREST = -0.7, -0.5, -0.3
"""Margins from which on 67, 77 and 84 in a hundred held-out questions on careers got the right
card (70, 47 and 29 in a hundred have that margin); of those that are none of ours 11, 5 and 4 in a
hundred got one."""
OWN = 0.25
"""Margin added to the cards of the topic that was read, by cross-validation."""
SHORT, LONG = 4, 6
"""Letters of the two beginnings of a word that its forms share."""
NOTHING = ""
"""The class of questions that no card answers."""


class Found(NamedTuple):
    """A card with its topic, and its margin for a question."""

    margin: float
    topic: str
    card: Card


class _Model(NamedTuple):
    """Fitted weights, ready to be looked up."""

    cards: Sequence[tuple[str, Card] | None]
    """Each class as its topic and card; None for a class that the knowledge has no longer."""
    nothing: int
    """The class of no card; -1 if there is none."""
    ends: Sequence[int]
    """How many weights stand before those of a feature."""
    lanes: Sequence[int]
    weights: Sequence[int]


def features(words: Sequence[str]) -> set[str]:
    """Return what a question is known by: its words, their beginnings, and pairs of them."""
    words = [word for word in words if word != SENTENCE]
    found = {*words}
    for size in (SHORT, LONG):
        found.update(f"`{word[:size]}" for word in words if len(word) >= size)
    found.update(f"{one} {other}" for one, other in pairwise(words))
    return found


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well each card fits a text."""

    names: Sequence[str] = ()
    """The cards as "topic/card"."""
    cards: Sequence[tuple[str, Card] | None] = ()
    """Their topics and cards; None for one that the knowledge has no longer."""
    margins: Sequence[float] = ()
    nothing: float = -math.inf
    """The margin of no card at all."""

    def best(
        self,
        topics: Collection[str],
        favoured: str = "",
        least: float | None = None,
        without: Collection[str] = (),
    ) -> Found | None:
        """Return the card of some topics that a text asks for; None if there is none.

        A card of the favoured topic is preferred by `OWN`. With `least` the card needs that
        margin, and a larger one than no card at all. Cards named in `without` are left out.
        """
        best: Found | None = None
        most = -math.inf
        for name, one, margin in zip(self.names, self.cards, self.margins, strict=True):
            if one is None or one[0] not in topics or name in without:
                continue
            rank = margin + (OWN if one[0] == favoured else 0.0)
            if rank > most:
                most, best = rank, Found(margin, *one)
        if best and least is not None and best.margin < max(least, self.nothing):
            return None
        return best


def ranked(words: str, knowledge: Knowledge) -> Ranking:
    """Return how well each card fits a text, by the fitted weights; nothing without weights."""
    if knowledge.cards is None:
        return Ranking()
    fitted, model = knowledge.cards, _model(knowledge)
    margins = _margins(words, fitted, model)
    nothing = margins[model.nothing] if model.nothing >= 0 else -math.inf
    return Ranking(fitted.classes, model.cards, margins, nothing)


def _margins(words: str, fitted: CardWeights, model: _Model) -> list[float]:
    """Return the margin of each class for a text."""
    vocabulary, ends, lanes, weights = fitted.vocabulary, model.ends, model.lanes, model.weights
    sums = [0] * len(fitted.classes)
    squares = 0.0
    for feature in features(words.split()):
        place = bisect_left(vocabulary, feature)  # it is sorted, and a dict takes room
        if place < len(vocabulary) and vocabulary[place] == feature:
            squares += (fitted.rare * fitted.rarities[place]) ** 2
            for at in range(ends[place], ends[place + 1]):
                sums[lanes[at]] += weights[at]
        else:
            squares += 1.0
    share = fitted.scale / math.sqrt(max(squares, 1.0))
    return [bias + one * share for bias, one in zip(fitted.biases, sums, strict=True)]


@remembered
def _model(knowledge: Knowledge) -> _Model:
    fitted = knowledge.cards or CardWeights()  # `ranked` asks with weights only
    by_name = {
        f"{topic}/{card.id}": (topic, card)
        for topic, one in knowledge.advice.items()
        for card in one.cards
    }
    sizes, lanes = array("H", fitted.sizes), array("H", fitted.lanes)
    return _Model(
        [by_name.get(name) for name in fitted.classes],
        fitted.classes.index(NOTHING) if NOTHING in fitted.classes else -1,
        (0, *accumulate(sizes)),
        lanes,
        array("b", fitted.weights),
    )
