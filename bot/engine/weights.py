"""The fitted models that read what a question asks, and what a job ad is, as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model that reads what a question asks; see `language.intent`."""

    heads: Mapping[str, tuple[str, ...]]
    """Head -> its classes: `kind` -> ("check", "clarify", ...); one lane for each class."""
    vocabulary: tuple[str, ...]
    """The features, one row of lanes for each."""
    sizes: bytes
    """In how many lanes each feature weighs anything."""
    rows: bytes
    """For each of those, feature after feature: its lane, and its weight as a byte, whose 128 is a
    weight of nothing."""
    scales: tuple[float, ...]
    """What a step of one means in each lane."""
    biases: tuple[float, ...]
    asked: Mapping[str, float]
    """Feature of a job named -> how much it speaks for its being asked about (log odds)."""
    signs: Mapping[str, float]
    """Sign of a reading -> how much it counts (log odds); see `language.read`."""
    calibration: tuple[tuple[float, float], ...]
    """Claimed probability -> share right among labelled questions held out, both rising."""
    questions: str
    """Digest of the labelled questions that it was fitted on."""


@dataclass(frozen=True, slots=True)
class Table:
    """A linear model: feature -> what it adds to each class."""

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    """Of each class."""
    vocabulary: tuple[str, ...]
    rows: bytes
    """For each feature a signed byte a class."""
    scale: float
    """What a step of one means."""


@dataclass(frozen=True, slots=True)
class AdWeights:
    """The fitted models that read job ads; see `bot.engine.ad`."""

    kinds: Table
    """What a line of an ad is: title, duty, requirement, nice, offer, company or other."""
    signs: Table
    """Whether a text is an ad: one class, above 0 for one."""
    roles: Table
    """What terms add to what the knowledge says of the roles."""
    ads: str
    """Digest of the labelled ads that they were fitted on."""
