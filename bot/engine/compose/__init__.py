"""Reading + Knowledge -> Answer: what to say, one module for each family of kinds."""

from collections.abc import Callable
from dataclasses import replace

from bot.engine.answer import Answer
from bot.engine.compose import about, advice, general, items, moves, talk
from bot.engine.compose.parts import Desk
from bot.engine.compose.receipt import receipted, typed_as
from bot.engine.compose.sources import sourced
from bot.engine.compose.stand_in import stand_in
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading

ELSEWHERE = frozenset({"salary", "outlook", "industries", "responsibilities", "definition"})
"""Sections of which a way says too little, so that they are compared when asked for."""


def _transition(reading: Reading, desk: Desk) -> Answer:
    """Return the way between two roles, or to one of them."""
    if len(reading.roles) > 1 and ELSEWHERE & {*reading.named_sections}:
        return about.compare(reading.with_(roles=(reading.roles[0], reading.roles[-1])), desk)
    if len(reading.roles) > 1:
        return moves.transition(reading, desk)
    return about.explain(reading.with_(kind="explain", sections=("tips",)), desk)


COMPOSERS: dict[str, Callable[[Reading, Desk], Answer]] = {
    "explain": about.explain,
    "compare": about.compare,
    "check": items.check,
    "find": items.find,
    "recommend": advice.recommend,
    "transition": _transition,
    "general": general.general,
    "roles": talk.roles,
    "help": talk.help_,
    "smalltalk": talk.smalltalk,
    "clarify": talk.clarify,
    "unknown": talk.unknown,
}


LINES = 2
"""Lines on what is missing: the first in place of an answer's own lead, the next as a note."""
DURATION = "tips/how-long"
LASTING = frozenset({"explain", "compare", "transition"})
"""Kinds of question to which "how long" asks for what no source measures."""


def compose(reading: Reading, knowledge: Knowledge) -> Answer:
    """Return the answer to a complete reading."""
    desk = Desk(knowledge)
    answered, missing = stand_in(reading, desk)
    answer = COMPOSERS[answered.kind](answered, desk)
    if reading.ask == DURATION and reading.kind in LASTING:
        answer = replace(answer, notes=(desk.say("duration_unnamed"), *answer.notes))
    if missing:
        notes = (*missing[1:LINES], *answer.notes)
        answer = replace(answer, lead=missing[0], notes=notes)
    if reading.language:
        name = "other_language" if reading.kind == "unknown" else "answers_english"
        told = desk.say(name, language=reading.language)
        answer = replace(answer, notes=(*answer.notes, told))
    if answer.citations:
        answer = replace(answer, asked=typed_as(answered, desk))
    answer = sourced(receipted(answer, desk), desk)
    return answer if answer.reading is reading else replace(answer, reading=reading)
