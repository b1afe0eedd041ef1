"""Where an answer comes from, and what the knowledge rests on as a whole."""

from collections import Counter
from dataclasses import replace

from bot.engine.answer import Answer, Block, Citation, Suggestion
from bot.engine.compose.parts import Desk, begin
from bot.engine.knowledge import GRADES
from bot.engine.reading import CONFIDENT, Cue, Reading

TALK = frozenset({"clarify", "help", "roles", "unknown"})


def sourced(answer: Answer, desk: Desk) -> Answer:
    """Return the sources of an answer in its place where they were asked for."""
    reading = answer.reading
    sure = reading.kind in TALK or reading.confidence >= CONFIDENT
    named = Cue.SOURCE in reading.cues and sure
    if reading.manner != "source" and not named:
        return answer
    if reading.kind in TALK:
        return _of_all(reading, desk)
    if not answer.citations:
        return answer
    back = [Suggestion(answer.asked, answer.asked)] if answer.asked else []
    lines = tuple(_line(one, desk) for one in answer.citations)
    return replace(
        answer,
        title=desk.say("sources_title", title=answer.title),
        lead=desk.say("sources_lead", count=len(lines)),
        blocks=(Block("", lines),),
        notes=(),
        legend="",
        tip="",
        receipt=(),
        citations=(),
        suggestions=(*back, *answer.suggestions[:2]),
        asked="",
        more=f"{answer.asked} sources in full" if answer.asked else "",
    )


def _of_all(reading: Reading, desk: Desk) -> Answer:
    """Return what the whole knowledge rests on, by grade."""
    sources = desk.knowledge.sources.values()
    grades = Counter(source.grade for source in sources)
    return Answer(
        reading.with_(kind="help"),
        desk.say("sources_all_title"),
        desk.say("sources_all_lead", count=len(sources), roles=len(desk.knowledge.roles)),
        blocks=(
            Block(
                "",
                tuple(
                    f"{begin(desk.say(f'grade_{grade}'))}: {grades[grade]}"
                    for grade in GRADES
                    if grades[grade]
                ),
            ),
        ),
        notes=(desk.say("sources_all_note"),),
        suggestions=(Suggestion("The roles", "roles"), Suggestion("Help", "help")),
    )


def _line(one: Citation, desk: Desk) -> str:
    return desk.say(
        "sources_line",
        title=one.title,
        publisher=one.publisher,
        date=one.date,
        grade=desk.say(f"grade_{one.grade}"),
    )
