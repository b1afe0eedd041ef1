"""Marks that follow from the whole text, for names without a phrase that marks them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.mention import Mark, Mention

WHY = "why"
AGAINST = frozenset({"a", "an", "the", "and", "but", "not", "instead", "of", "rather", "than"})
"""Words between two alternatives that are weighed against each other."""
CHOICE = 2
"""Minimum number of jobs to choose between."""
FIRST = 2
"""Maximum words before a job that opens the text."""


def of_text(
    every: list[Mention], words: Sequence[text.Word], knowledge: Knowledge, *, asks: bool
) -> list[Mention]:
    """Return the mentions with the marks that follow from the whole text."""
    every = _weighed(_introduced(every, words), words)
    every = _graduated(_seasoned(every, words, knowledge), words, knowledge)
    return every if asks else _owned(_weakened(every, words, knowledge), words, knowledge)


def _weighed(every: list[Mention], words: Sequence[text.Word]) -> list[Mention]:
    """Take both things of "why X and not Y?" for asked about: nobody says to lack the second."""
    if all(word.text != WHY for word in words):
        return every
    weighed = set()
    for one, other in pairwise(every):
        between = {word.text for word in words[one.end : other.start]}
        alike = (one.job and other.job) or {one.family, other.family} == {"item"}
        if alike and other.mark is Mark.WITHOUT and between <= AGAINST:
            weighed.add(other)
    return [replace(one, mark=None) if one in weighed else one for one in every]


def _weakened(
    every: list[Mention], words: Sequence[text.Word], knowledge: Knowledge
) -> list[Mention]:
    """Mark as lacked what a statement calls hard: "maths was always hard"."""
    weak, unless = knowledge.english("weak"), knowledge.english("not_weak")
    clauses = {word.clause for word in words if word.text in weak}
    clauses -= {word.clause for word in words if word.text in unless} if clauses else set()
    return [
        replace(one, mark=Mark.WITHOUT)
        if one.family == "item" and not one.mark and words[one.start].clause in clauses
        else one
        for one in every
    ]


def _owned(
    every: list[Mention], words: Sequence[text.Word], knowledge: Knowledge
) -> list[Mention]:
    """Mark the only job in a statement with years as the asker's own: "data scientist, 10 yrs"."""
    jobs = [one for one in every if one.job]
    if len(jobs) != 1 or jobs[0].mark:
        return every
    if not _tells_years(words, knowledge):
        return every
    return [replace(one, mark=Mark.OWN) if one is jobs[0] else one for one in every]


def _tells_years(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether words tell a number of years; a typed "4 years" may be read as "for years"."""
    years = knowledge.english("years")
    numbers = (one.text.isdecimal() or one.text == "for" for one in words)
    return any(
        number and one.text in years for number, one in zip(numbers, words[1:], strict=False)
    )


def _graduated(
    every: list[Mention], words: Sequence[text.Word], knowledge: Knowledge
) -> list[Mention]:
    """Mark a degree with its subject as the asker's own: "PhD in physics, what can I do?".

    So it is in a clause that begins with it; "do I need a PhD in physics?" asks for it.
    """
    firsts = {word.clause: at for at, word in reversed([*enumerate(words)])}
    return [
        replace(one, mark=Mark.OWN)
        if one.family == "item"
        and one.mark is None
        and knowledge.items[one.id].kind == "degree"
        and one.start - firsts[words[one.start].clause] <= 1
        and one.end + 1 < len(words)
        and words[one.end].text == "in"
        and words[one.end].clause == words[one.start].clause
        and not words[one.start].asks
        else one
        for one in every
    ]


def _seasoned(
    every: list[Mention], words: Sequence[text.Word], knowledge: Knowledge
) -> list[Mention]:
    """Mark the job that opens a text as the asker's own if its sentence tells their years of it.

    "Data scientist in Toronto, 4 years, bored. Research, or ML engineer?"
    """
    jobs = [one for one in every if one.job]
    own = jobs[0] if jobs else None
    if own is None or own.mark or own.start > FIRST or words[own.start].asks:
        return every
    if any(words[one.start].sentence == words[own.start].sentence for one in jobs[1:]):
        return every
    here = [word for word in words if word.sentence == words[own.start].sentence]
    if not _tells_years(here, knowledge):
        return every
    return [replace(one, mark=Mark.OWN) if one is own else one for one in every]


def _introduced(every: list[Mention], words: Sequence[text.Word]) -> list[Mention]:
    """Mark the job that opens a text as the asker's own if two others follow.

    "Backend dev, 6 years. Data engineer or ML engineer?" asks about two jobs, not three.
    """
    jobs = [one for one in every if one.job]
    own = jobs[0] if jobs else None
    if own is None or own.mark or own.start > FIRST or words[own.start].asks:
        return every
    here = words[own.start].sentence
    others = {one.id for one in jobs if words[one.start].sentence > here and not one.mark}
    alone = all(words[one.start].sentence > here for one in jobs[1:])
    if not alone or len(others - {own.id}) < CHOICE:
        return every
    return [replace(one, mark=Mark.OWN) if one is own else one for one in every]
