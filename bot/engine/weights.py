"""The weights of the fitted models that read questions and job ads, as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the model that reads questions; see `language.intent`."""

    heads: Mapping[str, tuple[str, ...]]
    """Head -> its classes: `kind` -> ("check", "clarify", ...); one lane per class."""
    vocabulary: tuple[str, ...]
    """The features; each has one row of lanes."""
    sizes: bytes
    """For each feature, the number of lanes with a weight."""
    rows: bytes
    """For each of those, feature by feature: the lane, and the weight as a byte, where 128 means
    a weight of 0."""
    scales: tuple[float, ...]
    """For each lane, the weight of one step."""
    biases: tuple[float, ...]
    asked: Mapping[str, float]
    """Feature of a named job -> log odds that it adds to the job's being asked about."""
    signs: Mapping[str, float]
    """Sign of a reading -> its weight; see `language.read`."""
    calibration: tuple[tuple[float, float], ...]
    """(claimed probability, share right) among held-out questions, both rising."""
    questions: str
    """Digest of the labelled questions that the model was fitted on."""


@dataclass(frozen=True, slots=True)
class CardWeights:
    """The fitted model that chooses a card; see `answers.choosing`."""

    classes: tuple[str, ...] = ()
    """Cards as "topic/card", and "" for none of them."""
    biases: tuple[float, ...] = ()
    """One per class."""
    vocabulary: tuple[str, ...] = ()
    """The features, in order."""
    rarities: bytes = b""
    """How rare each feature is, a byte per feature, in units of `rare`."""
    sizes: bytes = b""
    """How many weights each feature has, two bytes per feature (little-endian)."""
    lanes: bytes = b""
    """The class of each weight, feature by feature, two bytes per weight (little-endian)."""
    weights: bytes = b""
    """A signed byte per weight."""
    rare: float = 1.0
    """The value of one step of a rarity; the mean rarity is 1."""
    scale: float = 1.0
    """The value of one step of a weight."""
    questions: str = ""
    """The digest of the questions and wordings it was fitted to."""


@dataclass(frozen=True, slots=True)
class Table:
    """A linear model: feature -> its weight in each class."""

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    """The bias of each class."""
    vocabulary: tuple[str, ...]
    rows: bytes
    """For each feature, one signed byte per class."""
    scale: float
    """The weight of one step."""


@dataclass(frozen=True, slots=True)
class AdWeights:
    """The weights of the models that read job ads; see `bot.engine.ad`."""

    kinds: Table
    """The kind of a line: title, duty, requirement, nice, offer, company or other."""
    signs: Table
    """Whether a text is an ad: one class, with a score above 0 for an ad."""
    roles: Table
    """What terms add to the evidence of the knowledge for each role."""
    ads: str
    """Digest of the labelled ads that the models were fitted on."""
