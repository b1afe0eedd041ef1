"""Mentions -> Intent: how likely each kind, section, ask and topic is, by one fitted linear model.

The features of a text are its words and pairs of words with names masked ("ROLE pay"), the
beginnings of words, the phrases and marks found, and how many names there are. The situation of a
talk adds its own for the heads that use it (`IN_TALK`); what words mean does not change. A text
with features f1 ... fn scores, in the lane of each class,

    bias + scale * (weight(f1) + ... + weight(fn)) / sqrt(square(f1) + ... + square(fn))

where the square of a feature grows with its rarity (tf-idf, texts as unit vectors). A softmax
(kind, ask, topic, link, manner) or a logistic (sections) turns scores into probabilities.
Weights are bytes. A feature's row of lanes is one integer with 32 bits per lane, so that adding
two integers adds all lanes at once, without a matrix library.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import accumulate
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.mention import Mention, Mentions
from bot.engine.weights import Weights

LANE = 4
"""Bytes per lane while rows are added."""
ZERO = 128
"""The byte of a zero weight."""
MOST = 127
"""The greatest distance of a byte from `ZERO`."""
BEGINNING = 5
"""Letters at the beginning of a word, shared by its forms."""
SQUARES = "squares"
"""The head whose single lane holds the squares."""
ROWS = 20_000
"""Rows remembered: a quarter of the vocabulary, met first and so most often, some 15 MB."""
SHORT_TURN = 12
"""Words up to which a follow-up's words are also features of their own."""
CONJOINED = 10
"""How many of a named job's first features are also counted per kind."""
WINDOW = 2
"""Words on each side of a name that help to decide whether it is asked about."""
IN_TALK = frozenset({"kind", "link", "content", "manner"})
"""Heads that use the situation of a talk."""
INDEPENDENT = frozenset({"sections"})
"""Heads with several classes that may be true at once."""


class Sums(NamedTuple):
    """The sums over the features of a text."""

    lanes: memoryview
    """The integer sum in each lane."""
    nothing: int
    """The sum in a lane in which all weights are zero."""
    share: float
    """1 divided by the length of the text's vector."""


class Intent:
    """What a text asks, as probabilities, each computed on first use."""

    def __init__(self, model: "Model", alone: Sums, near: Sequence[Sequence[str]]) -> None:
        """Take the sums of a text on its own, and the features around each job."""
        self._model, self._alone, self._in_talk = model, alone, alone
        self._near = [(names, model.usually_asked(names)) for names in near]
        self._heads: dict[str, Mapping[str, float]] = {}

    def likely(self, head: str) -> Mapping[str, float]:
        """Return the probability of each class of a head."""
        known = self._heads.get(head)
        if known is None:
            values = self._scores(head)
            turned = _logistic(values) if head in INDEPENDENT else _softmax(values)
            classes = self._model.weights.heads[head]
            known = self._heads[head] = dict(zip(classes, turned, strict=True))
        return known

    def best(self, head: str, beginning: str = "") -> str:
        """Return the likeliest class of a head with this prefix; "" if there is none."""
        named = zip(self._scores(head), self._model.weights.heads[head], strict=True)
        return max((one for one in named if one[1].startswith(beginning)), default=(0.0, ""))[1]

    def others(self, head: str, without: Collection[str], least: float) -> tuple[str, ...]:
        """Return the classes of a head that are so likely, the likeliest first, but for some."""
        ranked = sorted(self.likely(head).items(), key=lambda one: -one[1])
        return tuple(name for name, odds in ranked if odds >= least and name not in without)

    def _scores(self, head: str) -> list[float]:
        return self._model.scores(head, self._in_talk if head in IN_TALK else self._alone)

    def in_talk(self, sums: Sums) -> "Intent":
        """Return the intent of the same text in a talk, by the sums of its features there."""
        other = copy(self)
        other._in_talk = sums
        other._heads = {head: one for head, one in self._heads.items() if head not in IN_TALK}
        return other

    def asked(self, kind: str) -> Sequence[float]:
        """Return the probability that each named job is asked about, in a question of a kind."""
        return [self._model.asked(names, usually, kind) for names, usually in self._near]


def features(found: Mentions, knowledge: Knowledge, situation: Sequence[str] = ()) -> set[str]:
    """Return the features of a text; `situation` has those of the talk before it."""
    tokens, zones = _masked(found, knowledge)
    asking = found.asking
    every = set(_grams(tokens, ""))
    if len(set(zones)) > len(asking):
        at = [token for token, zone in zip(tokens, zones, strict=True) if zone in asking]
        every.update(_grams(at, "?"))
    every.update(_named(found))
    every.update(_form(found, len(asking)))
    if situation:
        every.update(situation)
        if len(tokens) <= SHORT_TURN:
            every.update(f"@{gram}" for gram in _grams(tokens, ""))
            items = ".item" if found.of("item") else ""
            own = f"@own{min(len({one.id for one in found.jobs}), 2)}{items}"
            every.update(f"{own}{told}" for told in situation)
            every.update(f"&.{cue}{told}" for cue in found.cues for told in situation)
    every.update(f"`{text.stem(token)[:BEGINNING]}" for token in tokens if token.islower())
    return every


def _masked(found: Mentions, knowledge: Knowledge) -> tuple[list[str], list[int]]:
    """Return the words of a text with its names masked, and the sentence of each."""
    masks = {one.start: mask(one, knowledge) for one in found.every}
    inside = {at for one in found.every for at in range(one.start + 1, one.end)}
    tokens: list[str] = []
    zones: list[int] = []
    for at, word in enumerate(found.words):
        if at not in found.struck and (at in masks or at not in inside):
            plain = "#" if word.text[0].isdigit() else found.spelled[at]
            tokens.append(masks.get(at, plain))
            zones.append(word.sentence)
    return tokens, zones


def mask(one: Mention, knowledge: Knowledge) -> str:
    """Return the mask of a name in the features."""
    if one.family == "item":
        return f"ITEM.{knowledge.items[one.id].kind}"
    if one.family == "place" and one.id == "remote":
        return "REMOTE"
    if one.job:
        return "FIELD" if one.how == "field" else "ROLE"
    return one.family.upper()


MASKED = frozenset({"job", "hours"})
"""Families whose names say nothing about what is asked: one trade is as good as another."""


def _grams(tokens: Sequence[str], zone: str) -> Iterator[str]:
    before = "^"
    for token in tokens:
        yield f"{zone}{token}"
        yield f"{zone}{before} {token}"
        before = token
    yield f"{zone}{before} $"


def _named(found: Mentions) -> Iterator[str]:
    """Yield features for the families of names, their numbers and their marks."""
    jobs = {one.id for one in found.jobs}
    yield f"%jobs{min(len(jobs), 3)}"
    for family in ("item", "level", "place", "job"):
        every = {one.id for one in found.of(family)}
        if every:
            yield f"%{family}{min(len(every), 3)}"
    for one in found.every:
        if one.mark:
            yield f"%{'jobs' if one.job else one.family}.{one.mark}"
        if not one.job and one.family not in MASKED:
            yield f"={one.id}"
    if jobs and all(one.how == "field" for one in found.jobs):
        yield "%fields"


def _form(found: Mentions, asking: int) -> Iterator[str]:
    """Yield features for the phrases found and the length of the text."""
    for section in found.sections:
        yield f"&{section}"
    for cue in found.cues:
        yield f"&.{cue}"
    if found.traits:
        yield "&trait"
    if found.titles:
        yield "&title"
    size = len(found.words)
    yield f"%words{min(size.bit_length(), 7)}" if size else "%words0"
    yield f"%asks{min(asking, 3)}"
    if found.unused:
        yield f"%unused{min(len(found.unused), 3)}"


def of_job(one: Mention, found: Mentions, knowledge: Knowledge) -> list[str]:
    """Return the features that decide whether a named job is asked about, for any kind."""
    jobs = found.jobs
    ids = list(dict.fromkeys(job.id for job in jobs))
    words = found.words
    every = [f"how.{one.how}", f"mark.{one.mark}", f"n{min(len(ids), 4)}"]
    every.append(f"place.{min(ids.index(one.id), 3)}.{min(len(ids), 4)}")
    every.append(f"last.{ids[-1] == one.id}.{min(len(ids), 4)}")
    every.append(f"often.{min(sum(job.id == one.id for job in jobs), 3)}")
    every.append(f"family.{one.family}")
    sentence = words[one.start].sentence
    asking = found.asking
    alone = len(asking) == words[-1].sentence + 1
    every.append(f"asks.{sentence in asking}.{alone}.{min(len(ids), 3)}")
    inside = {job.id for job in jobs if words[job.start].sentence in asking}
    every.append(f"inside.{one.id in inside}.{min(len(inside), 3)}.{min(len(ids), 4)}")
    every.append(f"final.{sentence == words[-1].sentence}.{sentence == words[0].sentence}")
    tokens = {job.start: mask(job, knowledge) for job in found.every}

    def token(at: int) -> str:
        return tokens.get(at, words[at].text) if 0 <= at < len(words) else "^"

    before = [token(one.start - near) for near in range(1, WINDOW + 1)]
    behind = [token(one.end - 1 + near) for near in range(1, WINDOW + 1)]
    every += [f"<{word}" for word in before] + [f">{word}" for word in behind]
    every += [f"<<{before[1]} {before[0]}", f">>{behind[0]} {behind[1]}"]
    every.append(f"how.{one.how}.<{before[0]}")
    every.append(f"how.{one.how}.>{behind[0]}")
    return every


class Model:
    """Scores features; built once from fitted weights."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._lanes = len(weights.biases)
        self._places = {name: place for place, name in enumerate(weights.vocabulary)}
        self._ends = (0, *accumulate(weights.sizes))
        """For each feature, the number of weights before its row."""
        self._blank = bytes([ZERO, *bytes(LANE - 1)]) * self._lanes
        self._sums: dict[str, int] = {}
        """Rows used so far, as integers; at most `ROWS`."""
        ends = accumulate(len(classes) for classes in weights.heads.values())
        self._starts = dict(zip(weights.heads, (0, *ends), strict=False))
        """Head -> its first lane."""

    def intent(
        self, found: Mentions, knowledge: Knowledge, situation: Sequence[str] = ()
    ) -> Intent:
        """Return the intent of a text in a situation."""
        near = [of_job(one, found, knowledge) for one in found.jobs]
        alone = Intent(self, self.sums(features(found, knowledge)), near)
        return self.in_talk(alone, found, knowledge, situation) if situation else alone

    def in_talk(
        self, alone: Intent, found: Mentions, knowledge: Knowledge, situation: Sequence[str]
    ) -> Intent:
        """Return the intent in a situation of a text whose intent on its own is known."""
        return alone.in_talk(self.sums(features(found, knowledge, situation)))

    def sums(self, every: Iterable[str]) -> Sums:
        """Add up the rows of features."""
        total = count = 0
        for feature in every:
            row = self._row(feature)
            if row is not None:
                total += row
                count += 1
        lanes = memoryview(total.to_bytes(self._lanes * LANE, "little")).cast("I")
        nothing, at = ZERO * count, self._starts[SQUARES]
        length = math.sqrt(max((lanes[at] - nothing) * self.weights.scales[at], 1e-9))
        return Sums(lanes, nothing, 1 / length if count else 0.0)

    def scores(self, head: str, sums: Sums) -> list[float]:
        """Return the score of each class of a head."""
        lanes, nothing, share = sums
        start = self._starts[head]
        own = slice(start, start + len(self.weights.heads[head]))
        scales, biases = self.weights.scales[own], self.weights.biases[own]
        return [
            bias + (lane - nothing) * scale * share
            for lane, scale, bias in zip(lanes[own], scales, biases, strict=True)
        ]

    def _row(self, feature: str) -> int | None:
        row = self._sums.get(feature)
        if row is None and (place := self._places.get(feature)) is not None:
            lanes = bytearray(self._blank)
            own = self.weights.rows[2 * self._ends[place] : 2 * self._ends[place + 1]]
            for lane, weight in zip(own[::2], own[1::2], strict=True):
                lanes[lane * LANE] = weight
            row = int.from_bytes(lanes, "little")
            if len(self._sums) < ROWS:
                self._sums[feature] = row
        return row

    def usually_asked(self, near: Sequence[str]) -> float:
        """Return the log odds that a job is asked about, by the features around it (`of_job`)."""
        weigh = self.weights.asked.get
        return weigh("", 0.0) + sum([weigh(name, 0.0) for name in near])

    def asked(self, near: Sequence[str], usually: float, kind: str) -> float:
        """Return the probability that a named job is asked about, in a question of a kind."""
        weigh = self.weights.asked.get
        own = sum([weigh(f"{kind}|{name}", 0.0) for name in near[:CONJOINED]])
        return _logistic([usually + weigh(kind, 0.0) + own])[0]


def _softmax(values: Sequence[float]) -> list[float]:
    most = max(values)
    raised = [math.exp(value - most) for value in values]
    whole = sum(raised)
    return [value / whole for value in raised]


def _logistic(values: Sequence[float]) -> list[float]:
    return [1 / (1 + math.exp(-max(min(value, 30.0), -30.0))) for value in values]
