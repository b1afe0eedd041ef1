"""Fit the model that reads what a question asks; needs scikit-learn (the extra `train`).

    every head    a linear support vector machine for each class, one against the rest; margins
                  become probabilities by a softmax (sections: a logistic), whose temperature is
                  fitted on texts left out
    asked         a logistic regression over the surroundings of each job named

A text is a vector of length one over its features, each weighed by its rarity. Features that stand
in fewer than `LEAST` texts are left out, and of the rest the `MOST` that matter most are kept; a
weight is one byte, in steps of the largest of its lane. Chance enters by fixed seeds only, so the
same questions give the same weights.
"""

import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.build.examples import Example, examples, held_out, in_talks
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge, Weights
from bot.engine.language import intent
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.read import read
from bot.evaluation.play import fits
from bot.files.questions import Dialogue

LEAST = 3
"""Texts in which a feature must stand."""
MOST = 40_000
"""Features kept."""
SOFT = 1.0
"""Weight of the margin's errors, by cross-validation: 0.5 and 2 are no better."""
BLENDED = frozenset({"sections", "topic"})
BLEND, SMOOTH = 0.5, 0.3
"""Heads that gain by naive Bayes, its part beside the plain machine, and what no text is counted
as; by cross-validation."""
SURE_ASKED = 0.5
"""Inverse strength of regularisation, by cross-validation."""
HEADS = ("kind", "sections", "ask", "topic", "described", "link", "content", "manner")
KINDS_WITH_ROLES = ("explain", "compare", "check", "find", "transition")
FEWEST = 50
FOLDS = 5
"""One text in so many is left out of a first fit, which tells how sure readings are."""
TEMPERATURES = (0.3, 12.0)
"""Between these a margin of one is multiplied before the softmax."""
BINS = 12
SEED = 1


class TooFew(Exception):
    """There are not enough labelled questions."""


@dataclass(frozen=True, slots=True)
class Task:
    """One regression to be fitted: which rows, and the class of each."""

    head: str
    name: str
    """The section for which this is a regression of its own, "" for all classes at once."""
    rows: tuple[int, ...]
    classes: tuple[str, ...]


def fit(
    dialogues: Sequence[Dialogue], knowledge: Knowledge, digest: str, say: Callable[[str], None]
) -> Weights:
    """Return weights fitted on all questions but the tenth held out."""
    lexicon = Lexicon(knowledge)
    chosen = [
        one for one in examples(dialogues, lexicon, knowledge) if not held_out(one.turn.says)
    ]
    say(f"{len(chosen):,} texts")
    if len(chosen) < FEWEST:
        raise TooFew(
            f"{len(chosen)} labelled texts are too few to fit anything; {FEWEST} are needed"
        )
    first = [one for at, one in enumerate(chosen) if at % FOLDS]
    left = [one for at, one in enumerate(chosen) if not at % FOLDS]
    trial = _fit(first, knowledge, digest, {})
    heats = _temperatures(left, trial, knowledge)
    say("temperatures: " + ", ".join(f"{head} {heat:.1f}" for head, heat in heats.items()))
    trial = _heated(trial, heats)
    calibration = _calibration(left, replace(knowledge, weights=trial))
    return replace(_fit(chosen, knowledge, digest, heats), calibration=calibration)


def _fit(
    chosen: Sequence[Example], knowledge: Knowledge, digest: str, heats: dict[str, float]
) -> Weights:
    singles = [one for one in chosen if not one.situation]
    turns = [one for one in chosen if one.situation]
    every = [*chosen, *in_talks(singles, turns, random.Random(SEED))]  # noqa: S311  # no secret
    named = [intent.features(one.found, knowledge, one.situation) for one in every]
    alone = [intent.features(one.found, knowledge) for one in every]
    counts = Counter(feature for one in named for feature in one)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    rarity = np.log(1 + len(named) / np.array([counts[name] for name in vocabulary]))
    rarity /= rarity.mean()
    matrices = {
        True: _matrix(named, vocabulary, rarity),
        False: _matrix(alone, vocabulary, rarity),
    }
    tasks = list(_tasks(every))
    fitted = [
        _solve(matrices[task.head in intent.IN_TALK][list(task.rows)], task) for task in tasks
    ]
    heads: dict[str, tuple[str, ...]] = {}
    columns: list[Any] = []
    biases: list[float] = []
    for head in HEADS:
        names: list[str] = []
        for task, (classes, weights, bias) in zip(tasks, fitted, strict=True):
            if task.head == head:
                names += [task.name] if task.name else classes
                columns.append(weights)
                biases += bias
        heads[head] = tuple(names)
    heads[intent.SQUARES] = (intent.SQUARES,)
    table = np.vstack([np.vstack(columns) * rarity, rarity**2]).T
    often = np.sqrt([counts[name] for name in vocabulary])
    matters = np.abs(table[:, :-1]).max(axis=1) * often
    strongest = np.sort(np.argsort(-matters, kind="stable")[:MOST])
    scales = np.abs(table).max(axis=0) / 127 + 1e-12
    rows = np.rint(table[strongest] / scales).astype(int) + intent.ZERO
    weights = Weights(
        heads=heads,
        vocabulary=tuple(vocabulary[at] for at in strongest),
        rows=rows.astype(np.uint8).tobytes(),
        scales=tuple(round(float(scale), 6) for scale in scales),
        biases=(*(round(bias, 4) for bias in biases), 0.0),
        asked=_asked(chosen, knowledge),
        calibration=(),
        questions=digest,
    )
    return _heated(weights, heats)


def _heated(weights: Weights, heats: dict[str, float]) -> Weights:
    """Return weights whose margins are multiplied by the temperature of their head."""
    factors = [heats.get(head, 1.0) for head, names in weights.heads.items() for _ in names]
    return replace(
        weights,
        scales=tuple(round(a * b, 6) for a, b in zip(weights.scales, factors, strict=True)),
        biases=tuple(round(a * b, 4) for a, b in zip(weights.biases, factors, strict=True)),
    )


def _temperatures(
    left: Sequence[Example], weights: Weights, knowledge: Knowledge
) -> dict[str, float]:
    """Return the temperature of each head that makes the texts left out likeliest."""
    model = intent.Model(weights)
    in_talk = [model.scores(intent.features(one.found, knowledge, one.situation)) for one in left]
    alone = [model.scores(intent.features(one.found, knowledge)) for one in left]
    heats: dict[str, float] = {}
    start = 0
    for head, names in weights.heads.items():
        rows = [at for at, one in enumerate(left) if one.targets.get(head) in names]
        scores = in_talk if head in intent.IN_TALK else alone
        if head in intent.INDEPENDENT:
            rows = [at for at, one in enumerate(left) if one.sections is not None]
            margins = np.array([scores[at][start : start + len(names)] for at in rows]).ravel()
            asked = [name in (left[at].sections or ()) for at in rows for name in names]
            two = np.stack([np.zeros_like(margins), margins], axis=1)
            heats[head] = round(_temperature(two, np.array(asked).astype(int)), 2)
        elif rows:
            margins = np.array([scores[at][start : start + len(names)] for at in rows])
            right = np.array([names.index(left[at].targets[head]) for at in rows])
            heats[head] = round(_temperature(margins, right), 2)
        start += len(names)
    return heats


def _temperature(margins: Any, right: Any) -> float:
    def surprise(heat: float) -> float:
        warm = margins * heat
        warm -= warm.max(axis=1, keepdims=True)
        whole = np.log(np.exp(warm).sum(axis=1))
        return float((whole - warm[np.arange(len(right)), right]).mean())

    return float(minimize_scalar(surprise, bounds=TEMPERATURES, method="bounded").x)


def _matrix(named: Iterable[Iterable[str]], vocabulary: Sequence[str], rarity: Any) -> Any:
    """Return one row of length one for each text."""
    places = {name: at for at, name in enumerate(vocabulary)}
    columns: list[int] = []
    ends = [0]
    for features in named:
        columns += sorted(places[name] for name in features if name in places)
        ends.append(len(columns))
    shape = (len(ends) - 1, len(vocabulary))
    matrix = csr_matrix((rarity[columns], columns, ends), shape=shape)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(lengths, 1e-9)) @ matrix)


def _tasks(every: Sequence[Example]) -> Iterable[Task]:
    for head in HEADS:
        if head == "sections":
            continue
        rows = tuple(at for at, one in enumerate(every) if head in one.targets)
        yield Task(head, "", rows, tuple(every[at].targets[head] for at in rows))
    rows = tuple(at for at, one in enumerate(every) if one.sections is not None)
    named = sorted({section for at in rows for section in every[at].sections or ()})
    for section in sorted(named, key=lambda name: (name != SECTION_OVERVIEW, name)):
        classes = tuple("yes" if section in (every[at].sections or ()) else "" for at in rows)
        yield Task("sections", section, rows, classes)


def _solve(matrix: Any, task: Task) -> tuple[list[str], Any, list[float]]:
    """Return the classes of a task, their weights and their biases."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        solved = LinearSVC(C=SOFT, random_state=SEED).fit(matrix, task.classes)
        weights, biases = solved.coef_, solved.intercept_
        if task.head in BLENDED:
            weights, biases = _blended(matrix, task.classes, weights, biases)
    if len(solved.classes_) == 2 and not task.name:  # one margin for the two
        weights, biases = np.vstack([-weights / 2, weights / 2]), [-biases[0] / 2, biases[0] / 2]
    return [str(name) for name in solved.classes_], weights, [float(bias) for bias in biases]


def _blended(matrix: Any, classes: Sequence[str], weights: Any, biases: Any) -> tuple[Any, Any]:
    """Return the weights with those of machines over features scaled by naive Bayes added.

    The scale of a feature is the log of how much more of it the texts of a class have (Wang and
    Manning, 2012: "Baselines and bigrams").
    """
    named = np.array(classes)
    every = np.unique(named)
    rows = []
    for at, name in enumerate(every[1:] if len(every) == 2 else every):
        inside = named == name
        has, lacks = (
            np.asarray(matrix[rows_].sum(axis=0)).ravel() + SMOOTH for rows_ in (inside, ~inside)
        )
        scale = np.log(has / has.sum()) - np.log(lacks / lacks.sum())
        solved = LinearSVC(C=SOFT, random_state=SEED).fit(matrix @ diags(scale), inside)
        other = solved.coef_.ravel() * scale
        share = BLEND * np.abs(weights[at]).mean() / np.abs(other).mean()
        rows.append((weights[at] + share * other, biases[at] + share * solved.intercept_[0]))
    return np.vstack([row for row, _ in rows]) / (1 + BLEND), np.array([b for _, b in rows]) / (
        1 + BLEND
    )


def _asked(chosen: Sequence[Example], knowledge: Knowledge) -> dict[str, float]:
    """Fit what tells whether a job named is asked about."""
    named: list[list[str]] = []
    right: list[bool] = []
    for one in chosen:
        kind, roles = one.label.kind, set(one.label.roles)
        if kind not in KINDS_WITH_ROLES or one.targets.get("link", "own") not in {"own", "added"}:
            continue
        for job in one.found.jobs:
            plain = intent.of_job(job, one.found, knowledge)
            named.append([*plain, *(f"{kind}|{name}" for name in plain[: intent.CONJOINED]), kind])
            right.append(job.id in roles)
    counts = Counter(name for one in named for name in one)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    places = {name: at for at, name in enumerate(vocabulary)}
    columns = [[places[name] for name in one if name in places] for one in named]
    ends = np.cumsum([0, *map(len, columns)])
    flat = [at for one in columns for at in one]
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(named), len(vocabulary)))
    solved = LogisticRegression(C=SURE_ASKED, solver="liblinear").fit(matrix, right)
    weights = {
        name: round(float(weight), 3)
        for name, weight in zip(vocabulary, solved.coef_[0], strict=True)
        if abs(weight) >= 0.02  # less than a byte of the others
    }
    return {"": round(float(solved.intercept_[0]), 3), **weights}


def _calibration(left: Sequence[Example], knowledge: Knowledge) -> tuple[tuple[float, float], ...]:
    """Return claimed probability -> share right, from texts that the weights have not seen."""
    if knowledge.weights is None:
        return ()
    model = intent.Model(knowledge.weights)
    lexicon = Lexicon(knowledge)
    claims = []
    for one in left:
        if one.situation:
            continue
        reading = read(one.found, model.intent(one.found, knowledge), knowledge)
        right = any(fits(reading, label, lexicon) for label in one.turn.labels)
        claims.append((reading.confidence, right))
    claims.sort()
    size = max(len(claims) // BINS, 1)
    points: list[tuple[float, float]] = []
    for start in range(0, len(claims), size):
        inside = claims[start : start + size]
        claimed = sum(claim for claim, _ in inside) / len(inside)
        share = sum(was_right for _, was_right in inside) / len(inside)
        points.append((round(claimed, 4), max(share, points[-1][1] if points else 0.0)))
    return tuple((claimed, round(share, 4)) for claimed, share in points)
