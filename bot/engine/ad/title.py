"""What an ad calls the job: the roles it names, and how far each of them is its title.

Names stand in many places of an ad. A title stands on top, in a short line, or behind words such
as "we are looking for a"; who one works with stands behind "with" or "to". Full names come before
abbreviations and fields, which stand for other things too: "(DSE)".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.engine.ad.lines import Line
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon, Span

SHORT = 14
"""Words of the longest line that is a title and nothing else."""
NEAR = 5
"""Words before a name that say why it stands there."""
FIELD = 3
"""Words of the longest field behind a title: "Engineer, Natural Language Processing"."""
TOP = (2.0, 1.7, 1.5, 1.2, 0.9, 0.7)
"""What a name scores in the first lines; these and all scores are our judgment."""
IS_TITLE, MAY_BE = 2.0, 1.0
"""Scores from which on a name is a title, and from which it is one where there is no other."""
FAR_BEHIND = 1.5
"""How much less than the best another title may score and still be an opening of its own."""


class Named(NamedTuple):
    """A job that an ad names, and how far it is a title there."""

    job: str
    """Role or neighbour."""
    line: int
    start: int
    score: float
    full: bool = True
    """By its name, not by an abbreviation or a field."""
    plural: bool = False


class Cues(NamedTuple):
    """Words that say why a job is named: it is offered, or one works beside it."""

    hiring: frozenset[str]
    beside: frozenset[str]


def names(
    at: int,
    line: Line,
    words: Sequence[text.Word],
    spans: Sequence[Span],
    cues: Cues,
    lexicon: Lexicon,
) -> Iterator[Named]:
    """Yield the jobs named in a line, which is at a place among those of its ad."""
    last: tuple[int, float] | None = None
    for job, start, end, worth in _jobs(line, words, spans, lexicon):
        said = " ".join(word.text for word in words[max(start - NEAR, 0) : start])
        plural = words[end - 1].text.endswith("s") and worth == 0
        score = _score(at, line, said, cues, plural=plural) + worth
        if last and start - last[0] <= 1:  # "data scientists, analysts and engineers"
            score = last[1] - 0.1
        last = end, score
        yield Named(job, at, start, score, worth == 0, plural)


def _jobs(
    line: Line, words: Sequence[text.Word], spans: Sequence[Span], lexicon: Lexicon
) -> Iterator[tuple[str, int, int, float]]:
    """Yield the jobs named in a line with their words, and how much less than a name each is."""
    short = len(words) <= SHORT
    for span in spans:
        found = [*span.values("role"), *span.values("neighbour")]
        field = [*span.values("field"), *span.values("beside")]
        title = span.values("job") or found
        turned = _turned(span, words, lexicon) if short and title else None
        if turned:
            yield turned, span.start, span.end, 0.0
        elif found and not span.sense.short:
            yield found[-1], span.start, span.end, 0.0
        elif found and _in_capitals(words[span.start].text, line):
            yield found[-1], span.start, span.end, -1.0
        elif field and short and not line.bullet:
            yield field[-1], span.start, span.end, -1.2


def _score(at: int, line: Line, before: str, cues: Cues, *, plural: bool) -> float:
    score = TOP[line.number] if line.number < len(TOP) else 0.0
    score += 1.0 if len(line.text.split()) <= SHORT else 0.0
    padded = f" {before} "
    last = max(
        (padded.rfind(f" {cue} ") + len(cue) for cue in cues.hiring if f" {cue} " in padded),
        default=-1,
    )
    other = max(
        (padded.rfind(f" {cue} ") + len(cue) for cue in cues.beside if f" {cue} " in padded),
        default=-1,
    )
    if last > other:
        return score + 2.5
    if other >= 0:
        return score - 2.5
    return score - (1.5 if plural else 0.0) + (0.3 if at == 0 else 0.0)


def _in_capitals(short: str, line: Line) -> bool:
    """Tell whether an abbreviation is typed as one, and not beside what it stands for."""
    typed = re.search(rf"(?<![\w(]){re.escape(short.upper())}s?(?![\w)])", line.text)
    return typed is not None


def _turned(span: Span, words: Sequence[text.Word], lexicon: Lexicon) -> str | None:
    """Return the role of a title whose field stands behind it: "Engineer, Machine Learning"."""
    title = " ".join(word.text for word in words[span.start : span.end])
    for start in (span.end, span.end + 1):
        for size in range(FIELD, 0, -1):
            field = words[start : start + size]
            if len(field) < size:
                continue
            name = f"{' '.join(word.text for word in field)} {title}"
            if found := [one.value for one in lexicon.lookup(name) if one.family == "role"]:
                return found[-1]
    return None


def titles(found: Iterable[Named]) -> tuple[str, ...]:
    """Return the titles of an ad, the surest first: several where it has several openings.

    Two names in one line are one opening, "Data Scientist / Engineer", but for plurals.
    """
    best: dict[str, Named] = {}
    listed = list(found)
    full = any(one.full and one.score >= MAY_BE for one in listed)
    for one in (one for one in listed if one.full or not full):
        if one.job not in best or one.score > best[one.job].score:
            best[one.job] = one
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.line, one.start))
    if not ranked or ranked[0].score < MAY_BE:
        return ()
    first = ranked[0]
    least = max(IS_TITLE, first.score - FAR_BEHIND)
    others = [
        one.job
        for one in ranked[1:]
        if one.score >= least and (one.line != first.line or one.plural)
    ]
    return (first.job, *others)
