"""What of a question asked in vain may be counted: its words, where they tell of nobody."""

import hmac
import re

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.reading import Cue, Reading
from bot.stores import LONGEST_COUNTED

LONGEST = 12
"""Words of a question that is counted; a longer one tells of a person's life."""
_NAME = re.compile(r"(?<=[^.!?\n])(?<=[\s,;:(\"“'])[^\W\d_a-z][^\W\d_A-Z]+")
"""A word with a capital within a sentence: perhaps somebody's name."""


MARK = 16
"""Bytes of a person's mark."""


def mark(secret: bytes, key: str, sender: int) -> str:
    """Return what a person is known by who asked a question in vain: for each another one."""
    return hmac.digest(secret, f"{sender} {key}".encode(), "sha256")[:MARK].hex()


def counted(typed: str, reading: Reading, knowledge: Knowledge) -> str:
    """Return the folded words under which a question is counted, "" where it is not.

    Trouble, complaints, insults, addresses, numbers and what may be a name are kept of nobody.
    """
    if reading.has(Cue.DISTRESS, Cue.COMPLAINT) or reading.tone or reading.personal:
        return ""
    if "@" in typed or "://" in typed or _NAME.search(typed):
        return ""
    words = [word.text for word in text.words(typed)]
    if not 0 < len(words) <= LONGEST or not all(word.isalpha() for word in words):
        return ""
    key, english = " ".join(words), knowledge.phrases.get("english", {})
    private = (*english.get("insults", ()), *english.get("naming", ()))
    said = f" {key} "
    if len(key) > LONGEST_COUNTED or any(f" {text.fold(one)} " in said for one in private):
        return ""
    return key
