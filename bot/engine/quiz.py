"""The quiz: which question best separates the roles still open, and what the answers mean.

The whole state is the list of answers so far, written as a question: "quiz m1 r2 ps".
So it needs no memory, survives a restart, fits on a button, and can be typed and changed.

    1, 2    the first, the second option
    b       both
    n       neither: both options count against a role
    s       skipped: no effect
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine import fit
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Theme
from bot.engine.reading import Cue, Reading

LEAST = 3
MOST = 6
"""Maximum questions asked."""
ENOUGH = 3
"""The quiz stops when this many roles are still open."""
MARGIN = 1.2
"""How far a role may be behind the best and still be open; one answer counts from -1 to 1."""
CHOICES = {"first": "1", "second": "2", "both": "b", "neither": "n", "skip": "s"}
"""Answer -> its letter in the written form."""

ASKING = frozenset({"find", "check", "compare", "help", "roles"})
"""Kinds of questions, which are not answers to the quiz."""
WISHED = frozenset({"find", "check"})
"""Those among them that are answers if the text does not ask: "not maths"."""
SHORT = 4
"""Maximum words of a text in which "the first" is an answer."""
WAITS = frozenset({"clarify", "unknown", "smalltalk"})
"""Kinds of texts that leave the quiz at its question."""
_STATE = re.compile(r"^quiz((?: [a-z][12bns])*)$")


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one question."""

    theme: str
    choice: str


def begun(typed: str, knowledge: Knowledge) -> tuple[Given, ...] | None:
    """Return the answers written in a text, () if it only begins the quiz."""
    if not knowledge.quiz:
        return None
    said = " ".join(typed.casefold().strip(" .!?").split())
    if said in knowledge.quiz_names:
        return ()
    given = parse(typed)
    known = given is not None and all(one.theme in knowledge.quiz for one in given)
    return given if known else None


def answered(typed: str, reading: Reading, before: str, knowledge: Knowledge) -> Reading | None:
    """Return the quiz with one more answer, or None if the text does not answer it."""
    given = parse(before)
    theme = next_theme(given, knowledge) if given is not None else None
    if given is None or theme is None:
        return None
    said = " ".join(typed.casefold().strip(" .!?").split())
    if said in _words("back", knowledge):
        return as_reading(given[:-1], knowledge)
    code = choice(said, reading, theme, knowledge)
    openers = knowledge.english("openers")
    asks = "?" in typed or said.partition(" ")[0] in openers
    if not code and (reading.kind not in ASKING or (reading.kind in WISHED and not asks)):
        code = _by_items(reading, theme)
    return as_reading((*given, Given(theme.id, code)), knowledge) if code else None


def waiting(before: str, reading: Reading, knowledge: Knowledge) -> Reading:
    """Return the quiz at the same question, for a text that neither answers nor asks."""
    given = () if Cue.RESTART in reading.cues else parse(before) or ()
    return as_reading(given, knowledge).with_(full=bool(given), cues=reading.cues)


def as_reading(given: Sequence[Given], knowledge: Knowledge) -> Reading:
    """Return the answers so far as a reading."""
    wanted, unwanted = wishes(given, knowledge)
    return Reading(
        "recommend",
        sections=(SECTION_OVERVIEW,),
        items=tuple(wanted),
        excluded=tuple(unwanted),
        quiz=written(given),
    )


def _by_items(reading: Reading, theme: Theme) -> str:
    """Return the option that an answer mentions: "statistics" for the first of maths and code.

    A field counts as an item here; not wanting one option means the other.
    """
    if reading.roles and not reading.subjects:
        return ""
    unwanted = {*reading.excluded}
    liked = _sides({*reading.items, *reading.subjects} - unwanted, theme)
    return liked or _sides(unwanted, theme, other=True)


def _sides(items: set[str], theme: Theme, *, other: bool = False) -> str:
    """Return the option to which items belong, or with `other` the opposite one."""
    first, second = (items & {*option.items} for option in (theme.first, theme.second))
    if first and second:
        return "n" if other else "b"
    return ("2" if other else "1") if first else ("1" if other else "2") if second else ""


def parse(typed: str | None) -> tuple[Given, ...] | None:
    """Return the answers written in a question, or None if it is not a quiz."""
    if typed is None:
        return None
    match = _STATE.match(" ".join(typed.casefold().split()))
    if not match:
        return None
    return tuple({one[0]: Given(one[0], one[1]) for one in match[1].split()}.values())


def written(given: Sequence[Given]) -> str:
    """Return answers written as a question."""
    return " ".join(("quiz", *(one.theme + one.choice for one in given)))


def wishes(given: Sequence[Given], knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """Return the items that the answers want, and those that they exclude."""
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for one in given:
        theme = knowledge.quiz.get(one.theme)
        if theme is None:
            continue
        if one.choice in "1b":
            wanted |= dict.fromkeys(theme.first.items)
        if one.choice in "2b":
            wanted |= dict.fromkeys(theme.second.items)
        if one.choice == "n":
            unwanted |= dict.fromkeys((*theme.first.items, *theme.second.items))
    return list(wanted), [item for item in unwanted if item not in wanted]


def scores(given: Sequence[Given], knowledge: Knowledge) -> dict[str, float]:
    """Return role -> how well it fits the answers, from -1 to 1 per answer.

    An answer for an option counts as far as a role leans to it, relative to how far roles lean
    overall; "both" and "neither" count as far as it has both. Options with many items weigh no
    more than others.
    """
    found = dict.fromkeys(knowledge.roles, 0.0)
    for one in given:
        if one.theme in knowledge.quiz and one.choice != "s":
            for role, points in _points(one.theme, one.choice, knowledge).items():
                found[role] += points
    return found


@remembered
def _points(theme: str, choice: str, knowledge: Knowledge) -> Mapping[str, float]:
    """Return role -> the points of one answer, from -1 to 1."""
    if choice in "12":
        pulls = _leans(theme, knowledge)
    else:
        sides = knowledge.quiz[theme].first.items, knowledge.quiz[theme].second.items
        pulls = {
            role: sum(_pull(items, role, knowledge) for items in sides) for role in knowledge.roles
        }
    sign = 1 if choice in "1b" else -1
    mean = sum(pulls.values()) / len(pulls)
    spread = math.sqrt(sum((pull - mean) ** 2 for pull in pulls.values()) / len(pulls)) or 1.0
    return {
        role: sign * max(-1.0, min(1.0, (pull - mean) / spread)) for role, pull in pulls.items()
    }


def still_open(given: Sequence[Given], knowledge: Knowledge) -> list[str]:
    """Return the roles that the answers leave open, the best fit first.

    A role closes when it falls behind the best by more than `MARGIN`, and stays closed.
    """
    left = list(knowledge.roles)
    for asked in range(1, len(given) + 1):
        found = scores(given[:asked], knowledge)
        best = max(found[role] for role in left)
        left = [role for role in left if found[role] >= best - MARGIN]
    found = scores(given, knowledge)
    return sorted(left, key=lambda role: (-found[role], role))


def turning(given: Sequence[Given], knowledge: Knowledge) -> tuple[str, str] | None:
    """Return the option that would have put another role first, and that role; None if none."""
    first = best(given, knowledge)
    for at, one in enumerate(given):
        theme = knowledge.quiz.get(one.theme)
        if theme is None or one.choice not in "12":
            continue
        turned = Given(one.theme, "2" if one.choice == "1" else "1")
        other = best((*given[:at], turned, *given[at + 1 :]), knowledge)
        if other != first:
            side = theme.second if one.choice == "1" else theme.first
            return side.label, other
    return None


def best(given: Sequence[Given], knowledge: Knowledge) -> str:
    """Return the role that fits the answers best."""
    found = scores(given, knowledge)
    return max(sorted(found), key=lambda role: found[role])


def next_theme(given: Sequence[Given], knowledge: Knowledge) -> Theme | None:
    """Return the question to ask next, or None if enough is known.

    It is the one on which the open roles differ most: by the variance of how much more the first
    option supports a role than the second. Skipped questions do not count as asked.
    """
    roles = still_open(given, knowledge)
    answered = sum(one.choice != "s" for one in given)
    if len(given) >= MOST or (answered >= LEAST and len(roles) <= ENOUGH):
        return None
    done = {one.theme for one in given}
    left = [theme for theme in knowledge.quiz.values() if theme.id not in done]
    return max(left, key=lambda theme: _spread(theme, roles, knowledge), default=None)


def _spread(theme: Theme, roles: Sequence[str], knowledge: Knowledge) -> float:
    """Return how far apart a question sets these roles."""
    every = _leans(theme.id, knowledge)
    leans = [every[role] for role in roles]
    mean = sum(leans) / len(leans) if leans else 0.0
    return sum((lean - mean) ** 2 for lean in leans)


@remembered
def _leans(theme: str, knowledge: Knowledge) -> Mapping[str, float]:
    """Return role -> how much more the first option supports it than the second, from -1 to 1."""
    first, second = knowledge.quiz[theme].first.items, knowledge.quiz[theme].second.items
    return {
        role: _pull(first, role, knowledge) - _pull(second, role, knowledge)
        for role in knowledge.roles
    }


def _pull(items: Sequence[str], role: str, knowledge: Knowledge) -> float:
    """Return how much of these items a role has, by weight, from 0 to 1."""
    own = fit.profile(role, knowledge)
    whole = sum(fit.weight(item, knowledge) for item in items)
    return sum(own.get(item, 0.0) for item in items) / whole if whole else 0.0


def choice(said: str, reading: Reading, theme: Theme, knowledge: Knowledge) -> str:
    """Return the letter of an answer in words, or "" if it is not an answer."""
    for name, code in CHOICES.items():
        if said == code or said in _words(name, knowledge):
            return code
    for label, code in ((theme.first.label, "1"), (theme.second.label, "2")):
        if said == label.casefold():
            return code
    for cue in (Cue.BOTH, Cue.FIRST, Cue.SECOND):
        if cue in reading.cues and (len(said.split()) <= SHORT or not reading.named_sections):
            return CHOICES[cue]
    return ""


def _words(name: str, knowledge: Knowledge) -> set[str]:
    """Return what may be typed for an answer: its button's label and its other names."""
    button = knowledge.replies[f"quiz_{name}"].casefold()
    return {name, button, *knowledge.quiz_answers.get(name, ())}
