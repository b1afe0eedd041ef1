"""Fit the model that chooses a card of the topics; needs scikit-learn (the extra `train`).

A linear support vector machine per card, one against the rest, over the features of
`answers.choosing`. It learns from the labelled questions that name cards and from the cards' own
wordings; a class of its own, no card, learns from questions of other kinds. The tenth of the
questions that `held_out` chooses is never trained on.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.build.examples import held_out
from bot.engine.answers.choosing import NOTHING, chosen, features
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from bot.engine.weights import CardWeights
from bot.files.questions import Dialogue, Turn

LEAST = 2
"""Minimum number of texts with a feature."""
SOFT = 3.0
"""The machine's C, by cross-validation: 1 is less accurate, 5 no better."""
CLOSE = 0.01
"""Tolerance of the fit."""
SMALLEST = 0.3
"""Weights nearer to 0 are dropped: one in a hundred is left, and one in a hundred held-out
questions gets another card."""
OTHERS = {"unknown": 2500, "recommend": 1000, "clarify": 300, "smalltalk": 150}
"""How many questions of which kinds teach what no card answers."""
CARDS = 2
"""Cards of a question that it is an example of."""
STEPS = 127
SEED = 1


def fit(dialogues: Sequence[Dialogue], knowledge: Knowledge, digest: str) -> CardWeights | None:
    """Return weights fitted to all questions except the held-out tenth; None without examples."""
    lexicon = Lexicon(knowledge)
    rows = [
        (features(find(said, lexicon, knowledge).spoken.split()), name)
        for said, name in _examples(dialogues, knowledge)
    ]
    if len({name for _, name in rows}) < 2:
        return None
    counts = Counter(feature for found, _ in rows for feature in found)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    places = {name: at for at, name in enumerate(vocabulary)}
    columns = [sorted(places[one] for one in found if one in places) for found, _ in rows]
    ends = np.cumsum([0, *map(len, columns)])
    lengths = np.sqrt([max(len(found), 1) for found, _ in rows])
    values: Any = np.repeat(1 / lengths, [len(one) for one in columns])
    flat = [at for one in columns for at in one]
    matrix = csr_matrix((values, flat, ends), shape=(len(rows), len(vocabulary)))
    machine = LinearSVC(C=SOFT, tol=CLOSE, random_state=SEED).fit(matrix, [n for _, n in rows])
    weights = np.where(np.abs(machine.coef_) >= SMALLEST, machine.coef_, 0).T
    scale = float(np.abs(weights).max()) / STEPS
    steps = np.rint(weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.any(steps, axis=1))
    found, lanes = np.nonzero(steps[kept])
    return CardWeights(
        classes=tuple(str(name) for name in machine.classes_),
        biases=tuple(round(float(bias), 4) for bias in machine.intercept_),
        vocabulary=tuple(vocabulary[at] for at in kept),
        sizes=np.bincount(found, minlength=len(kept)).astype("<u2").tobytes(),
        lanes=lanes.astype("<u2").tobytes(),
        weights=steps[kept][found, lanes].tobytes(),
        scale=round(scale, 8),
        questions=digest,
    )


def right(dialogues: Sequence[Dialogue], knowledge: Knowledge) -> tuple[int, int]:
    """Return how many held-out questions of a known topic get a card that answers them, of all."""
    lexicon = Lexicon(knowledge)
    turns = [turn for turn in _labelled(dialogues) if held_out(turn.says)]
    topics = {*knowledge.advice} - {knowledge.topic_for_employers}
    hits = 0
    for turn in turns:
        words = find(turn.says, lexicon, knowledge).spoken
        found = chosen(topics, words, knowledge, turn.labels[0].topic)
        name = f"{found.topic}/{found.card.id}" if found else NOTHING
        hits += name in turn.labels[0].cards
    return hits, len(turns)


def _labelled(dialogues: Sequence[Dialogue]) -> Iterator[Turn]:
    """Yield the messages whose label names cards."""
    for dialogue in dialogues:
        yield from (turn for turn in dialogue.turns if turn.labels and turn.labels[0].cards)


def _examples(dialogues: Sequence[Dialogue], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Yield each text with the card that it is an example of, "" for none."""
    for turn in _labelled(dialogues):
        if not held_out(turn.says):
            yield from ((turn.says, name) for name in turn.labels[0].cards[:CARDS])
    for topic, one in knowledge.advice.items():
        for card in one.cards:
            yield from ((said, f"{topic}/{card.id}") for said in card.asked if card.id)
    chance = random.Random(SEED)  # noqa: S311  # no secret
    singles = [one.turns[0] for one in dialogues if len(one.turns) == 1]
    for kind, most in OTHERS.items():
        others = [
            turn.says
            for turn in singles
            if turn.labels
            and turn.labels[0].kind == kind
            and all(label.kind != "general" for label in turn.labels)
            and not held_out(turn.says)
        ]
        for said in chance.sample(others, min(most, len(others))):
            yield said, NOTHING
