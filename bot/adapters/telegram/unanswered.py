"""Which unanswered questions may be counted: those whose words reveal nothing about a person."""

import hmac
import re

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.reading import Cue, Reading
from bot.stores import LONGEST_COUNTED

LONGEST = 12
"""Maximum words of a counted question; a longer one may describe a person's life."""
_NAME = re.compile(r"(?<=[^.!?\n])(?<=[\s,;:(\"“'])[^\W\d_a-z][^\W\d_A-Z]+")
"""A word with a capital within a sentence: perhaps somebody's name."""


MARK = 16
"""Bytes of a person's mark."""


def mark(secret: bytes, key: str, sender: int) -> str:
    """Return the mark of a person who asked an unanswered question; it differs per question."""
    return hmac.digest(secret, f"{sender} {key}".encode(), "sha256")[:MARK].hex()


def counted(typed: str, reading: Reading, knowledge: Knowledge) -> str:
    """Return the folded words under which a question is counted, "" if it is not counted.

    Trouble, complaints, insults, addresses, numbers and possible names are never kept.
    """
    if reading.has(Cue.DISTRESS, Cue.COMPLAINT) or reading.tone or reading.personal:
        return ""
    if "@" in typed or "://" in typed or _NAME.search(typed):
        return ""
    words = [word.text for word in text.words(typed)]
    if not 0 < len(words) <= LONGEST or not all(word.isalpha() for word in words):
        return ""
    key = " ".join(words)
    private = (*knowledge.english("insults"), *knowledge.english("naming"))
    said = f" {key} "
    if len(key) > LONGEST_COUNTED or any(f" {text.fold(one)} " in said for one in private):
        return ""
    return key
