"""What a talk keeps of an answered question, and how it is asked again.

Kept are ids and words of the knowledge, never what somebody typed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine import quiz, text
from bot.engine.context import AD, Context, Turn
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge, remembered
from bot.engine.reading import Question, Reading

REMEMBERED = 6
"""Answered turns kept: "all three again" reaches back that far."""
FORGOTTEN = timedelta(days=7)
"""After this a greeting begins a new talk."""

_ANSWERED = frozenset({"explain", "compare", "check", "find", "recommend", "transition"})
MAP = "map"
"""How a turn was asked whose answer showed all roles with the nearest to each."""
ALIKE = frozenset({"similar", "unlike"})
"""How a turn was asked for roles like one, or least like it."""
SUPERLATIVE = {"most": "most", "least": "least", "unlike": "least"}
"""How a turn was asked -> the superlative with which it is asked again."""


def after(
    reading: Reading, context: Context, at: datetime | None, knowledge: Knowledge
) -> Context:
    """Return the context once a reading has been answered."""
    at = at or context.at
    if "restart" in reading.hints:
        context = Context(at=at)
    if reading.quiz is not None and quiz.next_theme(quiz.parse(reading.quiz) or (), knowledge):
        return replace(context, asked=Turn("recommend", head=reading.quiz), at=at)
    if reading.kind in _ANSWERED or _manner(reading) == MAP:
        turn = turn_of(reading, knowledge)
        turns = (*context.turns, turn)[-REMEMBERED:]
        open_ = reading.kind == "recommend" and not (reading.items or reading.ad)
        asked = turn if open_ else None
        return Context(turns, asked, False, at)
    if reading.kind == "clarify":
        head = next((hint[5:] for hint in reading.hints if hint.startswith("head:")), "")
        asked = Turn("clarify", (), reading.sections, reading.items, head=head)
        return replace(context, asked=asked, at=at)
    if "complaint" in reading.hints:
        return replace(context, at=at)
    if reading.kind == "unknown":
        in_quiz = context.asked and quiz.parse(context.asked.head) is not None
        return replace(context, outside=True, asked=context.asked if in_quiz else None, at=at)
    return replace(context, at=at)


def turn_of(reading: Reading, knowledge: Knowledge) -> Turn:
    """Return what is kept of a reading."""
    if reading.ad_items:
        # Still the ad, with what its reader has told.
        return Turn(
            reading.kind,
            reading.roles,
            reading.sections,
            reading.ad_items,
            head=AD,
            background=reading.items,
        )
    return Turn(
        reading.kind,
        reading.roles,
        reading.sections,
        reading.items,
        excluded=reading.excluded if reading.kind in {"recommend", "find"} else (),
        head=AD if reading.ad else reading.quiz or "",
        manner=_manner(reading),
        background=reading.background,
        job=nearest(reading.unused, knowledge)[1],
    )


def again(turn: Turn) -> Reading:
    """Return the reading that was kept."""
    manner = turn.manner.split()
    return Reading(
        turn.kind,
        turn.roles,
        turn.sections,
        turn.items,
        unused=(turn.job,) if turn.job else (),
        negated="without" in manner,
        superlative=next((SUPERLATIVE[word] for word in manner if word in SUPERLATIVE), ""),
        background=turn.background,
        excluded=turn.excluded,
        hints=frozenset(
            {"similar"} if turn.manner in ALIKE else {MAP} if turn.manner == MAP else ()
        ),
    )


def nearest(jobs: tuple[str, ...], knowledge: Knowledge) -> tuple[str, str]:
    """Return the role nearest to one of these jobs, and the job as it is listed; else ""."""
    listed = _jobs(knowledge) if jobs else {}
    found = (listed.get(text.key(job)) for job in jobs)
    return next(filter(None, found), ("", ""))


@remembered
def _jobs(knowledge: Knowledge) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Return the jobs outside the knowledge as they are looked up, each with the nearest role."""
    jobs: dict[tuple[str, ...], tuple[str, str]] = {}
    for role, names in knowledge.phrases.get("nearest", {}).items():
        for name in names if role in knowledge.roles else ():
            jobs.setdefault(text.key(name), (role, name))
    return jobs


def _manner(reading: Reading) -> str:
    if reading.kind == "roles" and MAP in reading.hints:
        return MAP
    if reading.kind != "find":
        return ""
    if "similar" in reading.hints and reading.roles and not reading.items:
        return "unlike" if reading.superlative == "least" else "similar"
    return " ".join(filter(None, ("without" if reading.negated else "", reading.superlative)))


def beside(talk: Context, reading: Reading) -> Context:
    """Remember the roles of a question on what no source covers: "their pay?" means them."""
    if not reading.roles:
        return talk
    turn = Turn("explain", reading.roles, (SECTION_OVERVIEW,))
    return replace(talk, turns=(*talk.turns, turn)[-REMEMBERED:])


def still_known(context: Context, knowledge: Knowledge) -> Context:
    """Return the context without what the knowledge no longer holds."""
    turns = tuple(turn for turn in context.turns if _holds(knowledge, turn))
    asked = context.asked if context.asked and _holds(knowledge, context.asked) else None
    if len(turns) == len(context.turns) and asked is context.asked:
        return context
    return replace(context, turns=turns, asked=asked)


def _holds(knowledge: Knowledge, turn: Turn) -> bool:
    for role in (*turn.roles, *turn.shown):
        if role not in knowledge.roles:
            return False
    for item in (*turn.items, *turn.background):
        if item not in knowledge.items:
            return False
    for name in turn.excluded:
        if name not in knowledge.items and name not in knowledge.roles:
            return False
    for section in turn.sections:
        if section not in knowledge.headings and section != SECTION_OVERVIEW:
            return False
    return True


def stale(reading: Reading, context: Context, question: Question) -> bool:
    greeted = "smalltalk" in reading.hints
    if context.at is None or question.at is None:
        return False
    return greeted and question.at - context.at > FORGOTTEN
