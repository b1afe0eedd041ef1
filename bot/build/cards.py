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
from bot.engine.answers.choosing import NOTHING, features, ranked
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from bot.engine.weights import CardWeights
from bot.files.questions import Dialogue, Turn

LEAST = 2
"""Minimum number of texts with a feature."""
SOFT = 1.0
"""The machine's C, by cross-validation: 2 is no better."""
CLOSE = 0.01
"""Tolerance of the fit."""
KEPT = 180_000
"""Weights kept, the most important ones; they are fitted again by themselves. Two thirds as many
choose the right card of two questions less in a hundred."""
ABSENT = 0.5
"""Importance of a weight of a feature that no text of its card has: what speaks against it."""
OTHERS = {"unknown": 2500, "recommend": 1000, "clarify": 300, "smalltalk": 150}
"""How many questions of which kinds teach what no card answers."""
CARDS = 2
"""Cards of a question that it is an example of."""
STEPS, MOST = 127, 255
"""Steps of a weight on each side of 0, and of a rarity."""
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
    names = sorted({name for _, name in rows})
    places = {name: at for at, name in enumerate(names)}
    classes = np.array([places[name] for _, name in rows])
    texts = [found for found, _ in rows]
    counts = Counter(feature for found in texts for feature in found)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    rarity = np.log(1 + len(rows) / np.array([counts[name] for name in vocabulary]))
    rarity /= rarity.mean()
    matters = _matter(_matrix(texts, vocabulary, rarity), classes)
    kept = np.flatnonzero(matters.any(axis=0))
    vocabulary, rarity, matters = [vocabulary[at] for at in kept], rarity[kept], matters[:, kept]
    rare = float(rarity.max()) / MOST
    rarities = np.rint(rarity / rare)
    rarity = rarities * rare
    weights, biases = _solved(_matrix(texts, vocabulary, rarity), classes, matters)
    weights = (weights * rarity).T
    scale = float(np.abs(weights).max()) / STEPS
    steps = np.rint(weights / scale).astype(np.int8)
    found, lanes = np.nonzero(steps)
    return CardWeights(
        classes=tuple(names),
        biases=tuple(round(float(bias), 4) for bias in biases),
        vocabulary=tuple(vocabulary),
        rarities=rarities.astype(np.uint8).tobytes(),
        sizes=np.bincount(found, minlength=len(vocabulary)).astype("<u2").tobytes(),
        lanes=lanes.astype("<u2").tobytes(),
        weights=steps[found, lanes].tobytes(),
        rare=rare,
        scale=round(scale, 8),
        questions=digest,
    )


def _matrix(texts: Sequence[set[str]], vocabulary: Sequence[str], rarity: Any) -> Any:
    """Return a unit row vector for each text; an unknown feature has the mean rarity, 1."""
    places = {name: at for at, name in enumerate(vocabulary)}
    columns = [sorted(places[one] for one in found if one in places) for found in texts]
    unknown = [len(found) - len(own) for found, own in zip(texts, columns, strict=True)]
    squares = np.array([np.square(rarity[own]).sum() for own in columns]) + np.array(unknown)
    lengths: Any = np.repeat(np.sqrt(np.maximum(squares, 1)), [len(own) for own in columns])
    flat = np.array([at for own in columns for at in own], int)
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((rarity[flat] / lengths, flat, ends), (len(texts), len(vocabulary)))


def _matter(matrix: Any, classes: Any) -> Any:
    """Return for each class (row) which features (columns) matter most to it."""
    solved = LinearSVC(C=SOFT, tol=CLOSE, random_state=SEED).fit(matrix, classes)
    weights = solved.coef_ if len(solved.coef_) > 1 else np.vstack([-solved.coef_, solved.coef_])
    members = csr_matrix((np.ones(len(classes)), (classes, np.arange(len(classes)))))
    often = (members @ (matrix > 0)).toarray()
    matters = np.abs(weights) * np.where(often, np.sqrt(often), ABSENT)
    if matters.size <= KEPT:
        return matters > 0
    return matters >= np.partition(matters.ravel(), -KEPT)[-KEPT]


def _solved(matrix: Any, classes: Any, matters: Any) -> tuple[Any, Any]:
    """Return the weights (class by feature) and biases of each class against the rest."""
    weights, biases = np.zeros(matters.shape), np.full(len(matters), -1.0)
    columns = matrix.tocsc()
    for at, every in enumerate(matters):
        own = np.flatnonzero(every)
        if own.size:  # else nothing distinguishes this class from the others
            machine = LinearSVC(C=SOFT, tol=CLOSE, random_state=SEED)
            machine.fit(columns[:, own], classes == at)
            weights[at, own], biases[at] = machine.coef_.ravel(), machine.intercept_[0]
    return weights, biases


def right(dialogues: Sequence[Dialogue], knowledge: Knowledge) -> tuple[int, int]:
    """Return how many held-out questions of a known topic get a card that answers them, of all."""
    lexicon = Lexicon(knowledge)
    turns = [turn for turn in _labelled(dialogues) if held_out(turn.says)]
    hiring = knowledge.topic_for_employers
    topics = {*knowledge.advice} - {hiring}
    hits = 0
    for turn in turns:
        words = find(turn.says, lexicon, knowledge).spoken
        topic = turn.labels[0].topic
        found = ranked(words, knowledge).best({hiring} if topic == hiring else topics, topic)
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
