"""The receipt: how a doubtful question was read, and what to type if it was meant otherwise."""

from collections.abc import Iterator
from dataclasses import replace

from bot.engine.answer import Answer, Suggestion
from bot.engine.compose.items import RANKED_BY
from bot.engine.compose.parts import Desk, in_words, question
from bot.engine.compose.stand_in import stand_in
from bot.engine.reading import CONFIDENT, Reading

STATED = frozenset({"explain", "compare", "check", "find", "transition", "recommend"})
"""Kinds whose answers state something, and so may state what was not asked."""
REPAIRS = 2
"""Other readings offered."""
WORDS = 3
"""Words left aside that a receipt names."""


def receipted(answer: Answer, desk: Desk) -> Answer:
    """Return the answer with its receipt, or as it is where there is no doubt."""
    reading = answer.reading
    asks_back = reading.kind == "recommend" and not (
        reading.items or reading.excluded or reading.roles
    )
    if reading.kind not in STATED or asks_back or reading.ad_items or not doubtful(reading):
        return answer
    plain = stand_in(reading, desk)[0]
    lines = [desk.say("read_as", reading=_told(plain, desk))]
    if reading.unused and not reading.outside:
        words = ", ".join(f"“{word}”" for word in reading.unused[:WORDS])
        lines.append(desk.say("read_without", words=words))
    repairs = _repairs(plain, desk)
    if repairs:
        listed = in_words((f"“{one.question}”" for one in repairs), last="or")
        lines.append(desk.say("read_instead", questions=listed))
    rest = [one for one in answer.suggestions if one.question not in {r.question for r in repairs}]
    return replace(answer, receipt=tuple(lines), suggestions=(*repairs, *rest))


def doubtful(reading: Reading) -> bool:
    """Tell whether something else may have been meant."""
    return reading.confidence < CONFIDENT


def _repairs(reading: Reading, desk: Desk) -> list[Suggestion]:
    """Return other readings as questions: those that came next, then the plainer ones."""
    made = dict.fromkeys(
        typed
        for one in (*reading.instead, *_plainer(reading))
        for other in (stand_in(one, desk)[0],)
        if (typed := typed_as(other, desk)) and typed != typed_as(reading, desk)
    )
    return [Suggestion(typed, typed) for typed in made][:REPAIRS]


def _plainer(reading: Reading) -> Iterator[Reading]:
    """Yield the readings of the same roles that ask for less."""
    if len(reading.named_sections) > 1:
        for section in reading.named_sections:
            yield reading.with_(sections=(section,))
    if reading.roles and (reading.named_sections or reading.kind in {"check", "transition"}):
        kind = "compare" if len(reading.roles) > 1 else "explain"
        yield Reading(kind, reading.roles, ("overview",))


def typed_as(reading: Reading, desk: Desk) -> str:
    """Return the shortest question that is read so, or "" where there is none."""
    roles = desk.roles(reading.roles)
    names = [role.short for role in roles]
    if reading.background:
        return ""  # what somebody has told is in no short question
    if reading.kind in {"explain", "compare"}:
        return " ".join((question(roles), *reading.named_sections))
    if reading.kind == "check":
        does = f"does a {roles[0].short}" if len(roles) == 1 else f"do {in_words(names)}"
        return f"{does} need {desk.items(reading.items)}?"
    if reading.kind == "find" and reading.items and not (reading.negated or roles):
        return _searched(reading, desk)
    if reading.kind == "transition" and len(roles) > 1:
        ends = f"from {roles[0].short} to {roles[-1].short}"
        return " ".join((ends, *reading.named_sections)) if len(roles) == 2 else ""
    return ""


def _searched(reading: Reading, desk: Desk) -> str:
    """Return the shortest question for who has some items and has others not."""
    items = desk.items(reading.items)
    if not (reading.superlative or reading.excluded):
        return f"which roles: {items}?"
    aside = [name for name in reading.excluded if name in desk.knowledge.items]
    if len(aside) < len(reading.excluded):
        return ""
    ranked = {"most": "highest paid roles with", "least": "lowest paid roles with"}
    without = f" but not {desk.items(aside, last='or')}" if aside else ""
    return f"{ranked.get(reading.superlative, 'who uses')} {items}{without}"


def _told(reading: Reading, desk: Desk) -> str:
    """Return a reading in words: "compare MLE and MLSE, tools"."""
    roles = in_words(role.short for role in desk.roles(reading.roles))
    sections = in_words(desk.title(name).lower() for name in reading.named_sections)
    items = desk.items(reading.items)
    name = f"read_{reading.kind}"
    if reading.kind == "find" and not items:
        name, sections = "read_ranking", sections or desk.title(RANKED_BY).lower()
    if reading.kind == "transition" and len(reading.roles) > 1:
        start, target = (desk.roles(reading.roles)[at].short for at in (0, -1))
        return desk.say(name, start=start, target=target)
    if reading.kind == "transition":
        name = "read_explain"
    told = desk.say(name, roles=roles, items=items, sections=sections)
    return f"{told}, {sections}" if sections and name in {"read_explain", "read_compare"} else told
