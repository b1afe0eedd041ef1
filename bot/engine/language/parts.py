"""A text -> its questions, if there are several."""

import re
from collections.abc import Callable, Collection

LONGEST = 800
"""Maximum letters of a text that is split into questions."""
LEAST = 2
"""Minimum words of a question."""
_ENDS = re.compile(r"(?<=[?!.;])\s+|\n+")
_CLAUSES = re.compile(r"(?<=[?!.;,])\s+|\n+")
_BEFORE = re.compile(
    r"^(?:(?:and|but|so|or|plus|also|ok|okay|then|well|hi|hey"
    r"|i (?:just )?asked?(?: you)?)\b[\s,]*)+",
    re.IGNORECASE,
)
RELATIVE = frozenset({"which", "who", "where", "when"})
"""Words that ask at the beginning of a sentence, but after a comma mostly tell."""
_AND = re.compile(r"[,;]?\s+(?:and|plus|also)\s+(?:also\s+)?(?=(\w+))", re.IGNORECASE)


def questions(typed: str, openers: Collection[str]) -> tuple[str, ...]:
    """Return the questions of a text, each as typed; () if there is only one.

    A question is a sentence that ends in a question mark or begins with one of the `openers`, and
    what follows an "and" with such a beginning: "what do they earn and do I need a degree?". Of a
    sentence that tells first it is the part that asks: "I have an hour a day, how long is it".
    """
    if len(typed) > LONGEST:
        return ()
    found = [
        part
        for sentence in _ENDS.split(typed.strip())
        for told in _joined(sentence, openers)
        for part in [_asking_end(told, openers)]
        if len(part.split()) >= LEAST and _asks(part, openers)
    ]
    return tuple(found) if len(found) > 1 else ()


def asking(typed: str, openers: Collection[str]) -> str:
    """Return the sentences of a text that ask, without those that tell; "" where none or all do.

    A sentence also asks that has a clause which does: "they want a master's, is it worth it".
    """
    sentences = [one for one in _ENDS.split(typed.strip()) if one]
    if not len(sentences) > 1 or len(typed) > LONGEST:
        return ""
    asks = [
        sentence
        for sentence in sentences
        if any(_asks(one.strip(), openers) for one in sentence.split(",") if one.strip())
    ]
    return " ".join(asks) if len(asks) < len(sentences) else ""


def without(typed: str, aside: Callable[[str], bool]) -> str:
    """Return a text without the clauses for which `aside` is true; "" if that is none or all."""
    clauses = [one for one in _CLAUSES.split(typed.strip()) if one]
    if not len(clauses) > 1 or len(typed) > LONGEST:
        return ""
    left = [one for one in clauses if not aside(one)]
    return " ".join(left) if 0 < len(left) < len(clauses) else ""


def _joined(sentence: str, openers: Collection[str]) -> list[str]:
    """Split a sentence: a new part begins after "and" with a word that asks."""
    starts = [hit for hit in _AND.finditer(sentence) if hit[1].casefold() in openers]
    edges = [0, *(hit.end() for hit in starts)]
    ends = [*(hit.start() for hit in starts), len(sentence)]
    asks = "?" if sentence.rstrip().endswith("?") else ""
    parts = [sentence[a:b].strip() for a, b in zip(edges, ends, strict=True)]
    return [part if part.endswith("?") else part + asks for part in parts]


def _asking_end(part: str, openers: Collection[str]) -> str:
    """Return a part from its first clause on that asks, whole if it asks itself or not at all."""
    clauses = part.split(", ")
    asking = (at for at, one in enumerate(clauses) if _asks(one, {*openers} - RELATIVE))
    return part if _asks(part, openers) else ", ".join(clauses[next(asking, 0) :])


def _asks(part: str, openers: Collection[str]) -> bool:
    first = _BEFORE.sub("", part).split(" ", 1)[0].casefold().strip("',")
    return part.endswith("?") or first in openers
