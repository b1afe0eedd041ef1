"""Weights of a few words, which are read in no time; nobody could be understood by them."""

from bot.engine.weights import Weights

WEIGHTS = Weights(
    heads={"kind": ("explain", "help"), "squares": ("squares",)},
    vocabulary=("^ help", "ROLE", "höher"),
    sizes=bytes([2, 0, 3]),
    rows=bytes([1, 7, 2, 1, 0, 255, 1, 64, 2, 200]),
    scales=(0.25, 0.5, 0.001),
    biases=(-1.5, 0.0, 0.0),
    asked={"": -0.5, "how.name": 1.25},
    signs={"kind": 0.9, "is.help": -0.25},
    calibration=((0.4, 0.5), (0.9, 0.95)),
    questions="0123456789abcdef",
)
