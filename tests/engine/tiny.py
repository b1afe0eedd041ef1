"""The tiny knowledge of the tests: four bakers; editing the real one breaks nothing here."""

from array import array
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.engine.answers.choosing import NOTHING, features
from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.weights import CardWeights
from bot.files import load

FOLDER = Path(__file__).parent / "knowledge"

PE = "pastry-engineer"
PS = "pastry-scientist"
PSE = "pastry-software-engineer"
BRE = "bread-engineer"


@cache
def tiny_knowledge() -> Knowledge:
    """Return the tiny knowledge; it is immutable, so once is enough."""
    knowledge = load(FOLDER)
    return replace(knowledge, cards=card_weights(knowledge))


def card_weights(knowledge: Knowledge) -> CardWeights:
    """Return weights by which the words of a card's wordings choose it."""
    known = [
        (
            f"{topic}/{card.id}",
            set().union(
                *(features([word.text for word in text.words(one)]) for one in card.asked)
            ),
        )
        for topic, one in knowledge.advice.items()
        for card in one.cards
    ]
    vocabulary = sorted(set().union(*(words for _, words in known)))
    having = [[at for at, (_, words) in enumerate(known) if name in words] for name in vocabulary]
    lanes = array("H", [at for every in having for at in every])
    told_apart = [12 // len(every) for every in having for _ in every]
    return CardWeights(
        classes=(*(name for name, _ in known), NOTHING),
        biases=(*[-1.0] * len(known), -0.9),
        vocabulary=tuple(vocabulary),
        rarities=bytes([1] * len(vocabulary)),
        sizes=array("H", map(len, having)).tobytes(),
        lanes=lanes.tobytes(),
        weights=array("b", told_apart).tobytes(),
        scale=0.05,
    )


def with_phrases(knowledge: Knowledge, **more: Mapping[str, tuple[str, ...]]) -> Knowledge:
    """Return the knowledge with further phrases: `cues={"setting": ("company",)}`."""
    phrases = {name: dict(every) for name, every in knowledge.phrases.items()}
    for name, every in more.items():
        for value, listed in every.items():
            known = phrases.setdefault(name, {})
            known[value] = (*known.get(value, ()), *listed)
    return replace(knowledge, phrases=phrases)
