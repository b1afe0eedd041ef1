"""Weights made by hand, for tests that want a certain intent and not what was learned."""

import math
from collections.abc import Mapping, Sequence

from bot.engine.knowledge import Knowledge
from bot.engine.language.intent import INDEPENDENT, SQUARES, Intent, Model
from bot.engine.language.mention import Mentions
from bot.engine.language.read import EVEN
from bot.engine.language.slots import BUILDERS
from bot.engine.reading import MANNERS
from bot.engine.weights import Weights
from tests.engine.tiny import tiny_knowledge

Said = str | Sequence[str] | Mapping[str, float]
"""What one head says: the one class, several, or each with its probability."""

CLASSES: dict[str, tuple[str, ...]] = {
    "kind": tuple(sorted(BUILDERS)),
    "sections": ("overview", *tiny_knowledge().headings),
    "ask": tuple(tiny_knowledge().asks),
    "topic": tuple(tiny_knowledge().topics),
    "described": (*tiny_knowledge().roles, "none"),
    "link": ("added", "described", "kept", "none", "own", "part"),
    "content": ("kept", "own"),
    "manner": ("none", *MANNERS),
}
USUAL: dict[str, Said] = {
    "kind": "unknown",
    "sections": "overview",
    "ask": "definition/what-it-is",
    "topic": "visas",
    "described": "none",
    "link": "own",
    "content": "own",
    "manner": "none",
}
LIKELY, UNLIKELY = 0.95, 0.002
ELSE = {"unknown": 0.03}
"""What a text is where the kind that is said can not be."""
ASKED = {"": 4.0, "mark.own": -8.0, "mark.from": -8.0, "mark.told": -8.0}
"""Jobs named are asked about, but for those that somebody has or tells of."""


NOTHING: Mapping[str, Said] = {}


def weights(said: Mapping[str, Said] = NOTHING, asked: Mapping[str, float] = ASKED) -> Weights:
    """Return weights to which every text says the same: `{"kind": "check"}`."""
    heads = {**USUAL, **said}
    if isinstance(kind := heads["kind"], str):
        heads["kind"] = {**ELSE, kind: LIKELY}
    scores = [_score(head, name, heads[head]) for head, every in CLASSES.items() for name in every]
    return Weights(
        heads={**CLASSES, SQUARES: (SQUARES,)},
        vocabulary=(),
        sizes=b"",
        rows=b"",
        scales=(1.0,) * (len(scores) + 1),
        biases=(*scores, 0.0),
        asked=asked,
        signs=EVEN,
        calibration=(),
        questions="",
    )


def intent(
    found: Mentions,
    knowledge: Knowledge,
    said: Mapping[str, Said] = NOTHING,
    asked: Mapping[str, float] = ASKED,
) -> Intent:
    """Return an intent of a text that says what is given, whatever its words are."""
    return Model(weights(said, asked)).intent(found, knowledge)


def _score(head: str, name: str, said: Said) -> float:
    """Return the score that becomes the probability that is said of a class."""
    if isinstance(said, Mapping):
        likely = said.get(name, UNLIKELY)
    else:
        named = {said} if isinstance(said, str) else {*said}
        likely = LIKELY if name in named else UNLIKELY
    return math.log(likely / (1 - likely) if head in INDEPENDENT else likely)
