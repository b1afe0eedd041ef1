"""Confidence of a fit, from held-out texts: temperatures, signs, calibration."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from sklearn.isotonic import IsotonicRegression

from bot.build.examples import Example
from bot.engine.knowledge import Knowledge
from bot.engine.language import intent
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.read import EVEN, UNLIKELY, candidates, complete, read
from bot.engine.language.slots import Case
from bot.engine.weights import Weights
from bot.evaluation.play import fits

TEMPERATURES = (0.3, 12.0)
"""Bounds of the temperature, by which margins are multiplied before the softmax."""
NEAR = 1e-3
"""Regularization strength that pulls the weights of signs towards `EVEN`."""
BINS = 12


def heated(weights: Weights, heats: dict[str, float]) -> Weights:
    """Return weights whose margins are multiplied by the temperature of their head."""
    factors = [heats.get(head, 1.0) for head, names in weights.heads.items() for _ in names]
    return replace(
        weights,
        scales=tuple(round(a * b, 6) for a, b in zip(weights.scales, factors, strict=True)),
        biases=tuple(round(a * b, 4) for a, b in zip(weights.biases, factors, strict=True)),
    )


def temperatures(
    left: Sequence[Example], weights: Weights, knowledge: Knowledge
) -> dict[str, float]:
    """Return the temperature of each head that maximizes the likelihood of the held-out texts."""
    model = intent.Model(weights)
    in_talk = [model.sums(intent.features(one.found, knowledge, one.situation)) for one in left]
    alone = [model.sums(intent.features(one.found, knowledge)) for one in left]
    heats: dict[str, float] = {}
    for head, names in weights.heads.items():
        sums = in_talk if head in intent.IN_TALK else alone
        rows = [at for at, one in enumerate(left) if one.targets.get(head) in names]
        if head in intent.INDEPENDENT:
            rows = [at for at, one in enumerate(left) if one.sections is not None]
        if not rows:
            continue
        margins = np.array([model.scores(head, sums[at]) for at in rows])
        if head in intent.INDEPENDENT:
            asked = [name in (left[at].sections or ()) for at in rows for name in names]
            two = np.stack([np.zeros(margins.size), margins.ravel()], axis=1)
            heats[head] = round(_temperature(two, np.array(asked).astype(int)), 2)
        else:
            right = np.array([names.index(left[at].targets[head]) for at in rows])
            heats[head] = round(_temperature(margins, right), 2)
    return heats


def _temperature(margins: Any, right: Any) -> float:
    def surprise(heat: float) -> float:
        warm = margins * heat
        warm -= warm.max(axis=1, keepdims=True)
        whole = np.log(np.exp(warm).sum(axis=1))
        return float((whole - warm[np.arange(len(right)), right]).mean())

    return float(minimize_scalar(surprise, bounds=TEMPERATURES, method="bounded").x)


def signs(left: Sequence[Example], weights: Weights, knowledge: Knowledge) -> dict[str, float]:
    """Fit the weight of each sign of a reading, on texts that the weights have not seen.

    This is a choice among the readings of a text: the fitted weights make the right readings
    likeliest (a conditional logit) and stay near `EVEN`.
    """
    told, right, texts = _choices(left, weights, knowledge)
    if not told:
        return dict(EVEN)
    names = sorted({name for one in told for name in one})
    signs = np.array([[one.get(name, 0.0) for name in names] for one in told])
    even = np.array([EVEN.get(name, 0.0) for name in names])
    _, of = np.unique(texts, return_inverse=True)
    counts = _likeliest(signs, even, of, np.array(right))
    return {name: round(float(count), 3) for name, count in zip(names, counts, strict=True)}


def _choices(
    left: Sequence[Example], weights: Weights, knowledge: Knowledge
) -> tuple[list[dict[str, float]], list[bool], list[int]]:
    """Return the signs of readings, whether each reading is right, and the text it belongs to.

    Texts whose readings are all right or all wrong teach nothing, and are left out.
    """
    model = intent.Model(weights)
    lexicon = Lexicon(knowledge)
    told: list[dict[str, float]] = []
    right: list[bool] = []
    texts: list[int] = []
    for at, one in enumerate(left):
        meant = model.intent(one.found, knowledge, one.situation)
        case = Case(one.found, meant, knowledge, one.offer)
        found = candidates(case, UNLIKELY)
        fit = [
            any(
                fits(complete(case, [(1.0, reading)]), label, lexicon) for label in one.turn.labels
            )
            for _, reading in found
        ]
        if any(fit) and not all(fit):
            told += [signs for signs, _ in found]
            right += fit
            texts += [at] * len(fit)
    return told, right, texts


def _likeliest(signs: Any, even: Any, of: Any, right: Any) -> Any:
    """Return the weights of signs that make the right readings of each text likeliest.

    `signs` has a row per reading and a column per sign; `of` holds the text that each reading
    belongs to, `right` whether it is right, `even` the weights without a fit.
    """

    def surprise(counts: Any) -> tuple[float, Any]:
        odds = np.exp(signs @ counts)
        every, good = np.bincount(of, odds), np.bincount(of, odds * right)
        lean = odds / every[of] - odds * right / good[of]
        pull = counts - even
        return (
            float(np.log(every / good).mean() + NEAR * (pull**2).sum()),
            signs.T @ lean / len(every) + 2 * NEAR * pull,
        )

    return minimize(surprise, even, jac=True, method="L-BFGS-B").x


def calibration(left: Sequence[Example], knowledge: Knowledge) -> tuple[tuple[float, float], ...]:
    """Return pairs (claimed probability, share right), from texts that the fit has not seen."""
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
    claimed, was_right = zip(*claims, strict=True)
    rising = IsotonicRegression(y_min=0.0, y_max=1.0).fit(claimed, was_right)
    points = np.unique(np.quantile(claimed, np.linspace(0, 1, BINS + 1)))
    shares = zip(points, rising.predict(points), strict=True)
    return tuple((round(float(point), 4), round(float(share), 4)) for point, share in shares)
