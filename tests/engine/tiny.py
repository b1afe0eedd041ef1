"""The tiny knowledge of the tests: four bakers; editing the real one breaks nothing here."""

from collections.abc import Mapping
from dataclasses import replace
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


def with_phrases(knowledge: Knowledge, **more: Mapping[str, tuple[str, ...]]) -> Knowledge:
    """Return the knowledge with further phrases: `cues={"setting": ("company",)}`."""
    phrases = {name: dict(every) for name, every in knowledge.phrases.items()}
    for name, every in more.items():
        for value, listed in every.items():
            known = phrases.setdefault(name, {})
            known[value] = (*known.get(value, ()), *listed)
    return replace(knowledge, phrases=phrases)
