"""The tiny knowledge of the tests: four bakers; editing the real one breaks nothing here."""

from functools import cache
from pathlib import Path

from bot.engine.knowledge import Knowledge
from bot.files import load

FOLDER = Path(__file__).parent / "knowledge"

PE = "pastry-engineer"
PS = "pastry-scientist"
PSE = "pastry-software-engineer"
BRE = "bread-engineer"


@cache
def tiny_knowledge() -> Knowledge:
    """Return the tiny knowledge; it is immutable, so once is enough."""
    return load(FOLDER)
