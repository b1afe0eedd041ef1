"""The fitted model that reads what a question asks, as values."""

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
