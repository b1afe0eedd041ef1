"""The features that distinguish a job ad from other texts."""

import re
from itertools import pairwise

from bot.engine.ad.lines import MAX_CHARS, clean, tokens

OWN = frozenset(
    {"i", "i'm", "i've", "my", "me", "ich", "mein", "meine", "yo", "mi", "je", "mon", "я"}
)
READER = frozenset(
    {"you", "your", "you'll", "you're", "you've", "du", "dein", "deine", "sie", "ihr"}
)
_SPANS = re.compile(
    r"\b(?:19|20)\d\d\s?(?:[-–]|to|bis|a)\s?(?:(?:19|20)?\d\d\b|[a-z]{3,7}\b)",  # noqa: RUF001
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:^|[\n:.;•·-])\s*[A-Za-z]+ed\b")


def signs(typed: str) -> list[str]:
    """Return the features that distinguish an ad from other texts.

    These are its words and pairs of words, and how often the writer says "I", addresses a reader,
    gives a span of years, or begins a line with something done, as in a CV.
    """
    plain = clean(typed[:MAX_CHARS])
    words = tokens(plain)
    found = dict.fromkeys((*words, *(f"{a} {b}" for a, b in pairwise(words))))
    size = max(len(words), 1)
    for name, times in (
        ("own", sum(word in OWN for word in words)),
        ("reader", sum(word in READER for word in words)),
        ("spans", len(_SPANS.findall(plain))),
        ("done", len(_DONE.findall(plain))),
    ):
        found[f"{name}:{min(times, 3)}"] = None
        found[f"{name}%{min(50 * times // size, 4)}"] = None
    return list(found)
