"""Fit the model that reads what a question asks; needs scikit-learn (the extra `train`).

    every head    a linear support vector machine for each class, one against the rest; margins
                  become probabilities by a softmax (sections: a logistic), whose temperature is
                  fitted on texts left out
    asked         a logistic regression over the surroundings of each job named

A text is a unit vector over its features, each weighted by its rarity (tf-idf). Features found
in fewer than `LEAST` texts are left out. Of the weights, a share of `KEPT` is kept and fitted
again; a weight is one byte: a step, one of `STEPS`, scaled by the largest of its lane. Randomness
has fixed seeds, so the same questions give the same weights.
"""

import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.build import confidence
from bot.build.examples import Example, examples, held_out, in_talks
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language import intent
from bot.engine.language.lexicon import Lexicon
from bot.engine.weights import Weights
from bot.files.questions import Dialogue

LEAST = 5
"""Minimum number of texts in which a feature must occur."""
KEPT = {"topic": 0.1, "ask": 0.05, "described": 0.05}
KEPT_ELSE = 0.25
"""Share of a head's weights that are kept, the most important ones; they are fitted again by
themselves. Keeping a third of these takes a third of the space, but costs 2 % of the texts."""
STEPS = 15
"""Quantization steps of weights on each side of 0; small ones are closer together."""
SOFT = 1.0
"""The C of the support vector machine, by cross-validation: 0.5 and 2 are no better."""
CLOSE = 0.01
"""Tolerance of the solver: a fit takes a sixth less time than with 0.0001."""
BLENDED = frozenset({"sections", "topic"})
BLEND, SMOOTH = 0.5, 0.3
"""Heads that gain from naive Bayes features, their share in the blend with the plain machine, and
the count that smooths features without texts; by cross-validation."""
SURE_ASKED = 0.5
"""Inverse regularization strength, by cross-validation."""
HEADS = ("kind", "sections", "ask", "topic", "described", "link", "content", "manner")
KINDS_WITH_ROLES = ("explain", "compare", "check", "find", "transition")
FEWEST = 50
FOLDS = 5
"""One text in this many is left out of a first fit, to measure confidence."""
GENERAL = 0.16
"""Share of questions on careers in general in `other/first_messages*.yaml`. It is more of all
labelled ones, which teach cards too; in how likely a kind is only so many of them count. With 0.35
more is made up, and no more of what people ask gets an answer that fits."""
CAREERS = 32_000
"""Single questions on careers in general that are learned from here; all of them teach the cards
(`bot.build.cards`). All 45,000 are read no better and take longer."""
SEED = 1


class TooFew(Exception):
    """There are not enough labelled questions."""


@dataclass(frozen=True, slots=True)
class Task:
    """One classifier to be fitted: which rows, and the class of each."""

    head: str
    name: str
    """The section for which this is a separate classifier, "" for all classes at once."""
    rows: tuple[int, ...]
    classes: tuple[str, ...]


Fit = tuple[list[str], Any, list[float]]
"""The classes of a task, their weights (class by feature) and their biases."""


def fit(
    dialogues: Sequence[Dialogue], knowledge: Knowledge, digest: str, say: Callable[[str], None]
) -> Weights:
    """Return weights fitted on all questions except the held-out tenth."""
    lexicon = Lexicon(knowledge)
    chosen = [
        one for one in examples(dialogues, lexicon, knowledge) if not held_out(one.turn.says)
    ]
    chosen = _without_some(chosen)
    say(f"{len(chosen):,} texts")
    if len(chosen) < FEWEST:
        raise TooFew(
            f"{len(chosen)} labelled texts are too few to fit anything; {FEWEST} are needed"
        )
    first = [one for at, one in enumerate(chosen) if at % FOLDS]
    left = [one for at, one in enumerate(chosen) if not at % FOLDS]
    trial = _fit(first, knowledge, digest)
    heats = confidence.temperatures(left, trial, knowledge)
    say("temperatures: " + ", ".join(f"{head} {heat:.1f}" for head, heat in heats.items()))
    trial = confidence.heated(trial, heats)
    usual = _usual(left)
    trial = replace(trial, signs=confidence.signs(usual, trial, knowledge))
    calibration = confidence.calibration(usual, replace(knowledge, weights=trial))
    fitted = confidence.heated(_fit(chosen, knowledge, digest), heats)
    return replace(fitted, signs=trial.signs, calibration=calibration)


def _of_careers(one: Example) -> bool:
    """Tell whether an example is a single question on careers in general."""
    return one.label.kind == "general" and not one.situation


def _without_some(chosen: Sequence[Example]) -> list[Example]:
    """Return the texts with at most `CAREERS` of the single questions on careers in general."""
    careers = [one for one in chosen if _of_careers(one)]
    step = max(len(careers) / CAREERS, 1.0)
    kept = {id(careers[int(at * step)]) for at in range(min(CAREERS, len(careers)))}
    return [one for one in chosen if id(one) in kept or not _of_careers(one)]


def _usual(left: Sequence[Example]) -> list[Example]:
    """Return texts with about as many questions on careers in general as people ask first."""
    careers = [one for one in left if _of_careers(one)]
    others = sum(not one.situation for one in left) - len(careers)
    usual = GENERAL / (1 - GENERAL) * others
    kept = {id(one) for one in careers[:: max(int(len(careers) / max(usual, 1)), 1)]}
    return [one for one in left if id(one) in kept or not _of_careers(one)]


def _fit(chosen: Sequence[Example], knowledge: Knowledge, digest: str) -> Weights:
    """Return weights that have no temperatures, signs or calibration yet."""
    singles = [one for one in chosen if not one.situation]
    turns = [one for one in chosen if one.situation]
    every = [*chosen, *in_talks(singles, turns, random.Random(SEED))]  # noqa: S311  # no secret
    named = [intent.features(one.found, knowledge, one.situation) for one in every]
    alone = [intent.features(one.found, knowledge) for one in every]
    counts = Counter(feature for one in named for feature in one)
    vocabulary = sorted(name for name, count in counts.items() if count >= LEAST)
    rarity = np.log(1 + len(named) / np.array([counts[name] for name in vocabulary]))
    rarity /= rarity.mean()
    tasks = list(_tasks(every))
    strongest, fitted = _solved(tasks, named, alone, (vocabulary, rarity))
    vocabulary, rarity = [vocabulary[at] for at in strongest], rarity[strongest]
    heads, columns, biases = _by_head(tasks, fitted)
    sizes, rows, scales = _bytes(np.vstack([columns * rarity, rarity**2]).T)
    return Weights(
        heads=heads,
        vocabulary=tuple(vocabulary),
        sizes=sizes,
        rows=rows,
        scales=scales,
        biases=(*biases, 0.0),
        asked=_asked(chosen, knowledge),
        signs={},
        calibration=(),
        questions=digest,
    )


def _solved(
    tasks: Sequence[Task],
    named: Sequence[Iterable[str]],
    alone: Sequence[Iterable[str]],
    features: tuple[list[str], Any],
) -> tuple[Any, list[Fit]]:
    """Return the indices of the features that matter to any task, and the fits on those alone.

    `named` holds the features of each text in its talk, `alone` without it; `features` the names
    of the features that count, with the rarity of each.
    """
    vocabulary, rarity = features
    with ProcessPoolExecutor() as workers:
        parts = _rows(
            tasks, _matrix(named, vocabulary, rarity), _matrix(alone, vocabulary, rarity)
        )
        matter = list(workers.map(_matter, parts, tasks))
        strongest = np.flatnonzero(np.any([one.any(axis=0) for one in matter], axis=0))
        kept, rarity = [vocabulary[at] for at in strongest], rarity[strongest]
        parts = _rows(tasks, _matrix(named, kept, rarity), _matrix(alone, kept, rarity))
        fitted = list(workers.map(_solve, parts, tasks, (one[:, strongest] for one in matter)))
    return strongest, fitted


def _rows(tasks: Sequence[Task], in_talk: Any, alone: Any) -> Iterable[Any]:
    """Yield the rows of each task, in the talk or alone, as its head reads them."""
    for task in tasks:
        yield (in_talk if task.head in intent.IN_TALK else alone)[list(task.rows)]


def _by_head(
    tasks: Sequence[Task], fitted: Sequence[Fit]
) -> tuple[dict[str, tuple[str, ...]], Any, list[float]]:
    """Return the classes of each head, and in this order the weights and biases of all."""
    heads: dict[str, tuple[str, ...]] = {}
    columns: list[Any] = []
    biases: list[float] = []
    for head in HEADS:
        names: list[str] = []
        for task, (classes, weights, own) in zip(tasks, fitted, strict=True):
            if task.head == head:
                names += [task.name] if task.name else classes
                columns.append(weights)
                biases += [round(bias, 4) for bias in own]
        heads[head] = tuple(names)
    heads[intent.SQUARES] = (intent.SQUARES,)
    return heads, np.vstack(columns), biases


def _bytes(table: Any) -> tuple[bytes, bytes, tuple[float, ...]]:
    """Return a table of weights, one lane per column, as `Weights` has them: sizes, rows, scales.

    Weights have `STEPS` sizes; those of the last lane, the squares, use the whole byte.
    """
    most = np.abs(table).max(axis=0) + 1e-12
    sizes = (np.rint(np.sqrt(np.abs(table) / most) * STEPS) / STEPS) ** 2
    sizes[:, -1] = table[:, -1] / most[-1]
    weights = np.rint(np.sign(table) * sizes * intent.MOST).astype(int) + intent.ZERO
    rows, lanes = np.nonzero(weights != intent.ZERO)
    pairs = np.stack([lanes, weights[rows, lanes]], axis=1).astype(np.uint8)
    each = np.bincount(rows, minlength=len(table)).astype(np.uint8)
    scales = tuple(round(float(one) / intent.MOST, 6) for one in most)
    return each.tobytes(), pairs.tobytes(), scales


def _matrix(named: Iterable[Iterable[str]], vocabulary: Sequence[str], rarity: Any) -> Any:
    """Return a unit row vector for each text."""
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


def _matter(matrix: Any, task: Task) -> Any:
    """Return for each class of a task (row) which features (columns) matter to it."""
    if len(set(task.classes)) < 2:
        return np.zeros((1, matrix.shape[1]), bool)
    weights = _machine(matrix, task.classes).coef_
    often = np.sqrt(matrix.getnnz(axis=0))
    matters = np.abs(weights) * often
    least = np.quantile(matters, 1 - KEPT.get(task.head, KEPT_ELSE))
    return (matters > least) & (often > 0)


def _solve(matrix: Any, task: Task, kept: Any) -> Fit:
    """Return the classes of a task, their weights and their biases."""
    classes = np.array(task.classes)
    names = [str(name) for name in np.unique(classes)]
    weights = np.zeros(kept.shape)
    biases = np.zeros(len(kept))
    columns = matrix.tocsc()
    told_apart = {1: [], 2: names[1:]}.get(len(names), names)
    for at, name in enumerate(told_apart):
        own = np.flatnonzero(kept[at])
        if not own.size:  # nothing distinguishes this class from the others
            biases[at] = -1.0
            continue
        weights[at, own], biases[at] = _fitted(columns[:, own], classes == name, task.head)
    if len(names) == 2 and not task.name:  # one margin for both classes
        weights, biases = np.vstack([-weights / 2, weights / 2]), np.array([-1, 1]) * biases / 2
    return names, weights, [float(bias) for bias in biases]


def _fitted(matrix: Any, inside: Any, head: str) -> tuple[Any, float]:
    """Return the weights and the bias that separate the texts inside a class from the others.

    Some heads add those of a machine over features scaled by naive Bayes. The scale of a feature
    is the log of how much more often texts of the class have it (Wang and Manning, 2012:
    "Baselines and bigrams").
    """
    plain = _machine(matrix, inside)
    weights, bias = plain.coef_.ravel(), float(plain.intercept_[0])
    if head not in BLENDED:
        return weights, bias
    has, lacks = (
        np.asarray(matrix[rows].sum(axis=0)).ravel() + SMOOTH for rows in (inside, ~inside)
    )
    scale = np.log(has / has.sum()) - np.log(lacks / lacks.sum())
    scaled = _machine(matrix @ diags(scale), inside)
    other = scaled.coef_.ravel() * scale
    share = BLEND * np.abs(weights).mean() / np.abs(other).mean()
    both = weights + share * other, bias + share * float(scaled.intercept_[0])
    return both[0] / (1 + BLEND), both[1] / (1 + BLEND)


def _machine(matrix: Any, classes: Any) -> LinearSVC:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return LinearSVC(C=SOFT, tol=CLOSE, random_state=SEED).fit(matrix, classes)


def _asked(chosen: Sequence[Example], knowledge: Knowledge) -> dict[str, float]:
    """Fit the weights that decide whether a named job is asked about."""
    named: list[list[str]] = []
    right: list[bool] = []
    for one in chosen:
        kind, roles = one.label.kind, set(one.label.roles)
        if kind not in KINDS_WITH_ROLES:
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
        if abs(weight) >= 0.02  # less than one step of the others
    }
    return {"": round(float(solved.intercept_[0]), 3), **weights}
