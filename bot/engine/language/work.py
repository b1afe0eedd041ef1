"""The job whose work a text describes without its name: "the ones who make the chatbots"."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.mention import Mentions
from bot.engine.memory import remembered

ROOT = 6
"""Letters at the beginning of a word, shared by its forms."""
NEAR = 10
"""Maximum distance, in words, between the words of a phrase."""
AHEAD = 1.2
"""How many times the score of the second job the best one must reach."""
ENDINGS = ("ing", "ed", "er", "e")


class Described(NamedTuple):
    """An index of the phrases that describe the work of all jobs."""

    phrases: Mapping[str, Sequence[tuple[str, frozenset[str]]]]
    """A root -> the phrases of which it is the rarest root: (job, all roots of the phrase)."""
    weights: Mapping[str, float]
    """The weight of a root: the rarer among the jobs, the higher."""


def described(found: Mentions, knowledge: Knowledge) -> str:
    """Return the job whose work a text describes, "" if it describes none or several."""
    if not _describes(found, knowledge):
        return ""
    phrases, weights = _phrases(knowledge)
    places: dict[str, list[int]] = {}
    for at, (word, spelled) in enumerate(zip(found.words, found.spelled, strict=True)):
        for one in {root(word.text), root(spelled)} if at not in found.struck else ():
            places.setdefault(one, []).append(at)
    met: dict[str, set[str]] = {}
    for one in places.keys() & phrases.keys():
        for job, phrase in phrases[one]:
            if phrase <= places.keys() and _together(phrase, places):
                met.setdefault(job, set()).update(phrase)
    scores = {job: sum(weights[one] for one in every) for job, every in met.items()}
    ranked = sorted(scores, key=lambda job: -scores[job])
    if not ranked or (ranked[1:] and scores[ranked[0]] < AHEAD * scores[ranked[1]]):
        return ""
    return ranked[0]


def _describes(found: Mentions, knowledge: Knowledge) -> bool:
    """Tell whether a text describes people by what they do, or asks for the name of a job."""
    said = f" {' '.join([word.text for word in found.words])} "
    oneself = any(f" {form} " in said for form in knowledge.english("oneself"))
    return not oneself and any(f" {form} " in said for form in knowledge.english("describing"))


def _together(phrase: Collection[str], places: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether all words of a phrase are near one another."""
    first, *others = (places[one] for one in phrase)
    return any(
        all(any(abs(other - at) <= NEAR for other in every) for every in others) for at in first
    )


def root(word: str) -> str:
    """Return the letters that the forms of a word share: "predic" for "predicts", "predicting"."""
    base = text.stem(word)
    for ending in ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) > 2:
            base = base[: -len(ending)]
            break
    return base[:ROOT]


@remembered
def _phrases(knowledge: Knowledge) -> Described:
    every = [
        (job, frozenset(root(word.text) for word in text.words(phrase)))
        for job, phrases in knowledge.phrases.get("work", {}).items()
        for phrase in phrases
    ]
    jobs = {job for job, _ in every}
    held = Counter(one for _, one in {(job, one) for job, roots in every for one in roots})
    weights = {one: math.log(1 + len(jobs) / count) for one, count in held.items()}
    phrases: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for job, roots in every:
        rarest = max(roots, key=lambda one: (weights[one], one))
        phrases.setdefault(rarest, []).append((job, roots))
    return Described(phrases, weights)
