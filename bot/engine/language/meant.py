"""Which of the names in a text are meant: excluded, corrected, joined, or alternatives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.engine.knowledge import Knowledge
from bot.engine.language.mention import JOINERS, LEFT, Mark, Mention, Mentions
from bot.engine.reading import Cue

OR, BETWEEN = "or", 3
"""The word between two alternatives, and how many words after the first may contain it."""
JOINED = JOINERS | {"a", "any", "the", "much"}


def titled(found: Mentions, roles: Sequence[str]) -> Mentions:
    """Return the mentions, with a title used alone replaced by the talk's role with that title."""
    if len(roles) != 1:
        return found
    (role,) = roles
    every = (replace(one, id=role) if one.how == "title" else one for one in found.every)
    return replace(found, every=tuple(every))


def struck(found: Mentions) -> Iterator[Mention]:
    """Yield the jobs that occur only in excluded words: "you said data analyst already"."""
    meant = {one.id for one in found.jobs if one.start not in found.struck}
    yield from (one for one in found.jobs if one.start in found.struck and one.id not in meant)


def mended(found: Mentions, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return the jobs that are corrected to another: "ML scientist?? I asked about analysts"."""
    at = max(found.cues.get(Cue.MEANT, -1), _mends(found, knowledge))
    behind = {one.id for one in found.jobs if one.start > at}
    before = tuple(one for one in found.jobs if one.start < at and one.id not in behind)
    return before if behind else ()


def _mends(found: Mentions, knowledge: Knowledge) -> int:
    """Return where a correction begins: "that is DE. I said analyst".

    That is the first word of a later clause which begins so and names a job; -1 for none.
    """
    mending = knowledge.english("mending")
    words = found.words
    named = {words[one.start].clause for one in found.jobs}
    for at, (before, one) in enumerate(pairwise(words), 1):
        if before.clause != one.clause and one.clause in named:
            said = " ".join(word.text for word in words[at : at + 3] if word.clause == one.clause)
            if any(f"{said} ".startswith(f"{mend} ") for mend in mending if " " in mend):
                return at
    return -1


def joined(items: Sequence[Mention], found: Mentions) -> Iterator[str]:
    """Yield the items that are joined to one another."""
    for one, other in pairwise(items):
        between = {word.text for word in found.words[one.end : other.start]}
        if between and between <= JOINED and not {one.mark, other.mark} & {*LEFT, Mark.WITHOUT}:
            yield from (one.id, other.id)


def either(items: Sequence[Mention], found: Mentions) -> Iterator[Mention]:
    """Yield the items joined by "or" that are not the asker's own: "SQL first or Python"."""
    for one, other in pairwise(items):
        between = [word.text for word in found.words[one.end : other.start]]
        if OR in between[:BETWEEN] and not {one.mark, other.mark} & {*LEFT, Mark.WITHOUT}:
            yield from (one, other)
