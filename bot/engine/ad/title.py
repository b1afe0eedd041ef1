"""What an ad calls the job: the roles that it names, and how likely each is its title.

Names occur all over an ad. A title is at the top, in a short line, or after words such as "we are
looking for a"; colleagues come after "with" or "to". Full names count more than
abbreviations and fields, which may mean other things: "(DSE)".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.engine.ad.lines import Line
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon, Span

SHORT = 14
"""Maximum words of a line that consists of a title."""
NEAR = 5
"""Words before a name that are searched for the reason why it is there."""
FIELD = 3
"""Maximum words of a field after a title: "Engineer, Natural Language Processing"."""
TOP = (2.0, 1.7, 1.5, 1.2, 0.9, 0.7)
"""Score of a name in each of the first lines; all scores here are our judgment."""
IS_TITLE, MAY_BE = 2.0, 1.0
"""Minimum score of a title, and of one if there is no other."""
FAR_BEHIND = 1.5
"""How far below the best score another title may be and still be a separate opening."""


class Named(NamedTuple):
    """A job that an ad names, with its score as a title."""

    job: str
    """The id of a role or neighbour."""
    line: int
    start: int
    score: float
    full: bool = True
    """It is named in full, not by an abbreviation or a field."""
    plural: bool = False


class Cues(NamedTuple):
    """Words that say why a job is named: it is offered, or belongs to a colleague."""

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
    """Yield the jobs named in a line of an ad, scored by its position."""
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
    """Yield the jobs named in a line, their words, and how much less than a name each counts."""
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
    """Tell whether an abbreviation is typed in capitals, and not next to its full form."""
    typed = re.search(rf"(?<![\w(]){re.escape(short.upper())}s?(?![\w)])", line.text)
    return typed is not None


def _turned(span: Span, words: Sequence[text.Word], lexicon: Lexicon) -> str | None:
    """Return the role of a title followed by its field: "Engineer, Machine Learning"."""
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
    """Return the titles of an ad, the surest first; several if it has several openings.

    Two names in one line are one opening, "Data Scientist / Engineer", unless in the plural.
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
