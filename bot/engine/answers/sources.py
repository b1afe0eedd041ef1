"""Where an answer comes from, and what the knowledge rests on as a whole."""

from collections import Counter
from dataclasses import replace

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers.desk import Desk, begin
from bot.engine.knowledge import GRADES
from bot.engine.reading import Cue, Reading

TALK = frozenset({"clarify", "help", "roles", "unknown"})
UNSURE = 0.5
"""Confidence below which a question that names nothing is not answered as what it may be."""


def sourced(answer: Answer, desk: Desk) -> Answer:
    """Return the sources of an answer in its place where they were asked for."""
    reading = answer.reading
    of_all = Cue.SOURCE in reading.cues and (reading.kind in TALK or _names_nothing(reading))
    if of_all or (reading.manner == "source" and reading.kind in TALK):
        return _of_all(reading, desk)
    if reading.manner != "source":
        return answer
    if not answer.citations:
        return replace(answer, asides=(desk.say("sources_none"), *answer.asides))
    back = [Suggestion(desk.say("back_label"), answer.asked)] if answer.asked else []
    return replace(
        answer,
        title=desk.say("sources_title", title=answer.title),
        verdict=desk.say("sources_lead"),
        text=answer.doubts,
        blocks=(),
        asides=(),
        doubts=(),
        suggestions=(*back, *answer.suggestions[:2]),
        asked="",
        reading=reading.with_(full=True),
        more="",
    )


def _names_nothing(reading: Reading) -> bool:
    """Tell whether a question about sources is of nothing else: "sources" as a first message."""
    named = (reading.roles, reading.items, reading.topic, reading.own.items, reading.words)
    return not any(named) and reading.confidence < UNSURE


def _of_all(reading: Reading, desk: Desk) -> Answer:
    """Return what the whole knowledge rests on, by grade."""
    sources = desk.knowledge.sources.values()
    grades = Counter(source.grade for source in sources)
    lines = tuple(begin(desk.counted(grade, grades[grade])) for grade in GRADES if grades[grade])
    return Answer(
        reading,
        desk.say("sources_all_title"),
        text=(desk.say("sources_all_lead", count=len(sources)),),
        blocks=(Block("", lines),),
        asides=(desk.say("sources_all_note"),),
        suggestions=(Suggestion(desk.say("roles_label"), "roles"), Suggestion("Help", "help")),
    )
