"""Fit the models that read job ads; needs scikit-learn (the extra `train`).

    kinds   what a line is: a logistic regression over its words, on the lines that are labelled
    signs   whether a text is an ad: the same over the words of whole texts, with the ads on one
            side, and other long texts and the longer labelled questions on the other
    roles   what terms add to what the knowledge says of a role: a regression whose weights begin
            at those of the knowledge, so that ads move only what they have reason to

The tenth of the ads that `held_out` chooses is never trained on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.build.examples import held_out
from bot.engine.ad.decoder import LEAST, Decoder, count, of_title
from bot.engine.ad.lines import features, lines
from bot.engine.ad.signs import signs
from bot.engine.ad.title import titles
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.weights import AdWeights, Table
from bot.files.ads import LabelledAd

RARE = {"kinds": 2, "signs": 3, "roles": 2}
"""Minimum number of texts or lines with a feature, per model."""
SURE = {"kinds": 1.0, "signs": 0.1}
"""Inverse regularization strength per model, by cross-validation."""
HOLD = 3.0
"""How strongly role weights are pulled towards the knowledge's own, by cross-validation."""
HARD = 0.25
"""Sample weight of all hard negatives (texts that resemble an ad), relative to all questions."""
DOUBT = 1.0
"""Log odds from which a text is taken for an ad."""
ALSO = 0.25
"""Weight of all equally right roles of an ad together, against 1 for the one named first."""
FOLDS = 5
MOST = 127


@dataclass(frozen=True, slots=True)
class Figures:
    """How held-out ads are read."""

    ads: int
    seen: int
    """Ads recognized as ads."""
    first: int
    """Ads whose right role comes first."""
    among: int
    """Ads whose right role is among the first three."""
    others: int
    """Texts that are not ads."""
    taken: int
    """Texts among `others` that were mistaken for an ad."""
    lines: int
    right: int
    """The number of labelled lines, and of those classified as labelled."""


def fit(
    ads: Sequence[LabelledAd], others: Sequence[str], knowledge: Knowledge, digest: str
) -> AdWeights:
    """Return weights fitted on all the given ads; `others` are texts that are not ads."""
    lexicon = Lexicon(knowledge)
    kinds = _kinds(ads)
    empty = Table((), (), (), b"", 1.0)
    half = AdWeights(kinds, empty, empty, digest)
    decoder = Decoder(replace(knowledge, ads=half), lexicon)
    signs_ = _signs(ads, others)
    roles = _roles([one for one in ads if one.role], decoder, knowledge)
    return AdWeights(kinds, signs_, roles, digest)


def chosen(ads: Iterable[LabelledAd], *, apart: bool = False) -> list[LabelledAd]:
    """Return the ads to train on, or with `apart` the held-out ones."""
    return [one for one in ads if held_out(one.text) is apart]


def _kinds(ads: Iterable[LabelledAd]) -> Table:
    rows: list[list[str]] = []
    named: list[str] = []
    for ad in ads:
        if ad.lines:
            every = lines(ad.text)
            rows += features(every)
            named += [ad.lines.get(line.number, "other") for line in every]
    vocabulary = _vocabulary(rows, RARE["kinds"])
    model = LogisticRegression(C=SURE["kinds"], max_iter=300).fit(_matrix(rows, vocabulary), named)
    return table(tuple(map(str, model.classes_)), model.intercept_, vocabulary, model.coef_.T)


def _signs(ads: Sequence[LabelledAd], others: Sequence[str]) -> Table:
    texts = [(one.text, bool(one.role)) for one in ads] + [(one, False) for one in others]
    texts = [(said, is_ad) for said, is_ad in texts if len(said) >= LEAST]
    rows = [signs(said) for said, _ in texts]
    vocabulary = _vocabulary(rows, RARE["signs"])
    is_ad = np.array([one for _, one in texts])
    resembles = np.array([at < len(ads) and not one for at, one in enumerate(is_ad)])
    each = HARD * len(others) / max(resembles.sum(), 1)
    hard = np.where(resembles, each, 1.0)
    model = LogisticRegression(C=SURE["signs"], max_iter=300, class_weight="balanced")
    model.fit(_matrix(rows, vocabulary), is_ad, sample_weight=hard)
    return table(("ad",), model.intercept_ - DOUBT, vocabulary, model.coef_.T)


def terms(ad: LabelledAd, decoder: Decoder) -> dict[str, float]:
    """Return the terms of an ad, including its title, with their counts."""
    said = decoder.read(ad.text)
    return {**count(said), **of_title(said, titles(one for line in said for one in line.jobs))}


def _roles(ads: Sequence[LabelledAd], decoder: Decoder, knowledge: Knowledge) -> Table:
    names = tuple(knowledge.roles)
    rows = [terms(one, decoder) for one in ads]
    vocabulary = _vocabulary(rows, RARE["roles"])
    given = _prior(rows, decoder, len(names))
    matrix = _matrix(rows, vocabulary)
    wanted = np.zeros((len(ads), len(names)))
    for at, one in enumerate(ads):
        also = [role for role in one.also if role in names]
        wanted[at, names.index(one.role)] += 1.0
        for role in also:
            wanted[at, names.index(role)] += ALSO / len(also)
        wanted[at] /= wanted[at].sum()
    weights, biases = _moved(matrix, given, wanted)
    return table(names, biases, vocabulary, weights)


def _prior(rows: Sequence[Mapping[str, float]], decoder: Decoder, size: int) -> Any:
    """Return the scores of the knowledge alone, a row for each ad."""
    return np.array([decoder.scores(row) for row in rows]).reshape(-1, size)


def _moved(matrix: Any, given: Any, wanted: Any) -> tuple[Any, Any]:
    """Return the weights that, added to the given scores, come closest to the wanted shares."""
    width, classes = matrix.shape[1], wanted.shape[1]

    def loss(flat: Any) -> tuple[float, Any]:
        weights, biases = flat[classes:].reshape(width, classes), flat[:classes]
        scores = given + matrix @ weights + biases
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        apart = np.exp(logs) - wanted
        value = -(wanted * logs).sum() + HOLD / 2 * (weights**2).sum()
        slope = np.concatenate([apart.sum(axis=0), (matrix.T @ apart + HOLD * weights).ravel()])
        return float(value), slope

    solved = minimize(loss, np.zeros(classes * (width + 1)), jac=True, method="L-BFGS-B")
    return solved.x[classes:].reshape(width, classes), solved.x[:classes]


def _vocabulary(rows: Iterable[Iterable[str]], least: int) -> list[str]:
    counts = Counter(feature for row in rows for feature in row)
    return sorted(name for name, found in counts.items() if found >= least)


def _matrix(rows: Sequence[Any], vocabulary: Sequence[str]) -> Any:
    """Return a row per text with its feature values; 1 where features come without values."""
    places = {name: at for at, name in enumerate(vocabulary)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        kept = [name for name in row if name in places]
        columns += [places[name] for name in kept]
        values += [row[name] if isinstance(row, dict) else 1.0 for name in kept]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(vocabulary)))


def table(classes: tuple[str, ...], biases: Any, vocabulary: Sequence[str], weights: Any) -> Table:
    """Return weights as bytes, a row per feature; features with only zero weights are left out.

    The biases of classes are kept as they are.
    """
    scale = float(np.abs(weights).max()) / MOST
    steps = np.rint(weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(axis=1))
    return Table(
        classes,
        tuple(round(float(one), 4) for one in biases),
        tuple(vocabulary[int(at)] for at in kept),
        steps[kept].tobytes(),
        round(scale, 8),
    )


def figures(ads: Sequence[LabelledAd], knowledge: Knowledge) -> Figures:
    """Return scores of reading ads and other texts with the weights of a knowledge."""
    decoder = Decoder(knowledge, Lexicon(knowledge))
    seen = [decoder.looks_like_ad(one.text) for one in ads]
    real = [one for one in ads if one.role]
    best = [[*decoder.decode(one.text).shares] or [""] for one in real]
    right = [{one.role, *one.also} for one in real]
    labelled = [
        (said.kind, one.lines.get(said.line.number, "other"))
        for one in real
        if one.lines
        for said in decoder.said(lines(one.text))
    ]
    return Figures(
        len(real),
        sum(taken for taken, one in zip(seen, ads, strict=True) if one.role),
        sum(ranked[0] in fine for ranked, fine in zip(best, right, strict=True)),
        sum(bool({*ranked[:3]} & fine) for ranked, fine in zip(best, right, strict=True)),
        len(ads) - len(real),
        sum(taken for taken, one in zip(seen, ads, strict=True) if not one.role),
        len(labelled),
        sum(found == meant for found, meant in labelled),
    )


def crossed(
    ads: Sequence[LabelledAd], others: Sequence[str], knowledge: Knowledge
) -> list[Figures]:
    """Return the scores of each of the `FOLDS` folds, read with weights fitted on the others."""
    found = []
    for fold in range(FOLDS):
        rest = [one for at, one in enumerate(ads) if at % FOLDS != fold]
        left = [one for at, one in enumerate(ads) if at % FOLDS == fold]
        fitted = fit(rest, others, knowledge, "")
        found.append(figures(left, replace(knowledge, ads=fitted)))
    return found


def told(every: Sequence[Figures]) -> str:
    """Return the scores in words, summed over all folds."""

    def share(part: str, whole: str) -> str:
        some, all_ = (sum(getattr(one, name) for one in every) for name in (part, whole))
        return f"{100 * some / max(all_, 1):.1f}% of {all_}"

    return (
        f"taken for ads {share('seen', 'ads')}, right role first {share('first', 'ads')}, "
        f"among three {share('among', 'ads')}; other texts taken for ads "
        f"{share('taken', 'others')}; lines read right {share('right', 'lines')}"
    )


def long_texts(says: Iterable[str]) -> list[str]:
    """Return a third of the labelled questions that are as long as an ad, each once."""
    forced = ("ad:", "/ad")
    long = (one for one in says if len(one) >= LEAST and not held_out(one))
    return [one for one in dict.fromkeys(long) if not one.casefold().startswith(forced)][::3]
