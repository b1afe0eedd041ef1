"""How well labelled questions and dialogues are read: `rolewise eval`.

`play` asks them and judges each reading, `score` counts, `report` formats the result, `typos` asks
them again with a typo in every role's name.
"""

from bot.evaluation.play import evaluate, fits
from bot.evaluation.score import Outcome, Score

__all__ = ["Outcome", "Score", "evaluate", "fits"]
