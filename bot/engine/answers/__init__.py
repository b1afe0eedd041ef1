"""Reading + Knowledge -> Answer: what to say, one module for each family of kinds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import (
    check,
    circumstances,
    compare,
    conditions,
    explain,
    find,
    general,
    picker,
    recommend,
    talk,
    transition,
)
from bot.engine.answers.desk import Desk, begin, in_words, question
from bot.engine.answers.sources import sourced
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, MISSED, Reading

COMPOSERS: dict[str, Callable[[Reading, Desk], Answer]] = {
    "explain": explain.explain,
    "compare": compare.compare,
    "check": check.check,
    "find": find.find,
    "recommend": recommend.recommend,
    "transition": transition.transition,
    "general": general.general,
    "roles": talk.roles,
    "help": talk.help_,
    "smalltalk": talk.smalltalk,
    "clarify": talk.clarify,
    "unknown": talk.unknown,
}
STATED = frozenset({"explain", "compare", "check", "find", "transition"})
"""Kinds whose answers state something, and so may state what was not asked."""
SERVED = STATED | {"recommend"}
MORE = 4
"""Further lines shown to somebody who asks the same again."""
ROOM = 380
"""Letters of further lines, which a group's message holds too."""
SOURCES = "sources"
"""What is typed after a question to see the sources of its answer."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_YES_OR_NO = re.compile(r"^(?:Usually yes|Yes|No|Not strictly|Not really), (?:but )?")
_ENGLAND = re.compile(r"\bEngland\b")
SORRY = 0.5
"""Confidence below which nobody is told that we are sorry to have missed their question."""
REPAIRS = 2
"""Other readings offered."""


def compose(reading: Reading, knowledge: Knowledge) -> Answer:
    """Return the answer to a complete reading."""
    desk = Desk(knowledge)
    answer = _composed(reading, desk)
    if reading.language:
        name = "other_language" if reading.kind == "unknown" else "answers_english"
        told = desk.say(name, language=reading.language)
        answer = replace(answer, asides=(*answer.asides, told))
    answer = _plainly(_elsewhere(reading, answer))
    served = _with_conditions(reading, answer, desk)
    answer = _once_more(reading, answer, desk) if reading.again and served is answer else served
    answer = _to_employer(reading, answer, desk)
    answer = circumstances.served(replace(answer, reading=reading), desk)
    answer = general.with_trade(answer, desk)
    answer = _with_beside(answer, desk)
    if answer.doubts:
        first, *others = answer.doubts
        answer = replace(answer, doubts=(desk.say("how_sure", doubt=first), *others))
    own = reading.kind == "general" and desk.knowledge.of_tone.get(reading.tone) == reading.topic
    doubtful = reading.kind == "unknown" or reading.confidence < SORRY
    again = reading.tone == MISSED and doubtful  # the question may be missed once more
    if reading.tone and answer.verdict and not (own or again):  # else the card speaks of it
        said = desk.say(f"tone_{reading.tone}")
        same = answer.verdict.split()[0].strip(",.") == said.split()[0]  # no "Sorry" twice
        answer = answer if same else replace(answer, opening=said)
    if answer.citations and not answer.asked:
        answer = replace(answer, asked=typed_as(reading, desk))
    answer = sourced(shaped(answer), desk)
    labels = {one.label: one for one in reversed(answer.suggestions)}
    kept = tuple(one for one in answer.suggestions if labels[one.label] is one)
    answer = replace(answer, suggestions=kept)
    if answer.asked and answer.citations:
        typed = f"{answer.asked} {SOURCES}"
        answer = replace(answer, sources=Suggestion(desk.say("sources_label"), typed))
    if reading.kind == "compare":
        answer = replace(answer, tools=(picker.swap(desk.roles(reading.roles), desk),))
    if reading.kind in STATED and reading.confidence < CONFIDENT:
        answer = _with_others(answer, desk)
    return answer


def _composed(reading: Reading, desk: Desk) -> Answer:
    """Return what the composer of a reading says, or the employers' side of it."""
    if employer := general.of_hiring(reading, desk):
        return employer
    if nearer := general.nearer(reading, desk):
        return nearer
    asked = recommend.whom_it_suits(reading, desk) or recommend.on_own_trade(reading) or reading
    return COMPOSERS[asked.kind](asked, desk)


def _to_employer(reading: Reading, answer: Answer, desk: Desk) -> Answer:
    """Return an answer that was written for applicants with a word on that to an employer."""
    known = desk.knowledge
    of_applicants = {*known.about("entry"), *known.learnt} & {*reading.sections}
    theirs = answer.data.get("topic") == known.topic_for_employers
    if not (reading.hires and of_applicants and answer.verdict) or theirs:
        return answer
    return replace(answer, asides=(desk.say("hire_side"), *answer.asides))


def _plainly(answer: Answer) -> Answer:
    """Return an answer without its yes or no, if that may answer the opposite question.

    So it may where something is belittled, and where a card on careers was not surely asked for.
    """
    kind = answer.reading.kind
    opposite = answer.reading.belittles and kind in {"check", "explain", "compare"}
    guessed = kind == "general" and "card" in answer.data and not answer.data.get(general.EXACT)
    if not (opposite or guessed):
        return answer
    return replace(answer, verdict=begin(_YES_OR_NO.sub("", answer.verdict, count=1)))


def _elsewhere(reading: Reading, answer: Answer) -> Answer:
    """Return an answer without what applies to England alone, if the asker lives elsewhere."""
    if reading.place in {"", "remote", "GB", "EU"}:
        return answer
    text = tuple(line for line in map(_without_england, answer.text) if line)
    blocks = (
        replace(one, lines=tuple(line for line in map(_without_england, one.lines) if line))
        for one in answer.blocks
    )
    return replace(answer, text=text, blocks=tuple(one for one in blocks if one.lines))


def _without_england(line: str) -> str:
    """Return a paragraph without the sentences on England, whole if it has none."""
    return " ".join(one for one in _SENTENCES.split(line) if not _ENGLAND.search(one))


def _with_conditions(reading: Reading, answer: Answer, desk: Desk) -> Answer:
    """Return an answer with a line for each condition that the asker mentioned."""
    roles = answer.shown[:1] if reading.kind == "recommend" else reading.roles[-1:]
    if not roles or not answer.verdict or reading.kind not in SERVED:
        return answer
    said = {answer.verdict, *answer.text, *(line for b in answer.blocks for line in b.lines)}
    done = {*reading.asks[:1], *(desk.knowledge.of_items.get(item, "") for item in reading.items)}
    role = desk.knowledge.pages[roles[0]]
    lines = [one for one in conditions.lines(reading, role, done, desk) if one not in said]
    if not lines:
        return answer
    if reading.again:  # what was left out before comes first now
        return replace(answer, verdict=lines[0], text=(*lines[1:], answer.verdict), blocks=())
    return replace(answer, text=(*answer.text, *lines))


def _with_beside(answer: Answer, desk: Desk) -> Answer:
    """Return an answer with a short one to each further question of the message."""
    blocks, citations = [], [*answer.citations]
    for other in answer.reading.beside:
        second = _composed(other, desk)
        says = second.verdict and not second.verdict.endswith(":")  # else it says nothing alone
        same = second.data.get("card") in {answer.data.get("card")} - {None}
        if says and not same and second.verdict not in (answer.verdict, *answer.text):
            about = second.title.rpartition(": ")[2]
            asks = [one for one in other.asks if one.partition("/")[0] in other.sections]
            label = desk.knowledge.asks[asks[0]].title if asks else begin(about)
            blocks.append(Block(label, (second.verdict,)))
            citations += [one for one in second.citations if one not in citations]
    if not blocks:
        return answer
    return replace(
        answer,
        text=answer.text[:1],
        blocks=(*answer.blocks, *blocks),
        citations=tuple(citations),
    )


def _once_more(reading: Reading, answer: Answer, desk: Desk) -> Answer:
    """Return what an answer left out, if the same was answered just before.

    If only a place was added, the answer says that nothing is known about it.
    """
    paid = desk.knowledge.section_for("pay") in reading.sections
    if conditions.abroad(reading) and not (reading.kept or paid):
        place = conditions.in_place(reading.place, desk)
        return replace(
            answer, verdict=desk.say("nothing_local", place=place), text=(), blocks=(), asides=()
        )
    full = _composed(reading.with_(full=True), desk)
    lines = tuple(line for block in full.blocks for line in block.lines if not block.names)
    told = {answer.verdict, *answer.text, *(line for b in answer.blocks for line in b.lines)}
    new = _fitting([line for line in lines if line not in told][:MORE])
    if not new:
        return replace(answer, asides=(*answer.asides, desk.say("again_all")))
    return replace(
        answer,
        verdict=desk.say("again"),
        text=(),
        blocks=(Block("", tuple(new)),),
        asides=(desk.say("again_else"),),
    )


def _fitting(lines: Sequence[str]) -> list[str]:
    """Return the first of some lines that have room together in every place, one at least."""
    ends = accumulate(map(len, lines))
    return [
        line
        for at, (line, end) in enumerate(zip(lines, ends, strict=True))
        if not at or end <= ROOM
    ]


def shaped(answer: Answer) -> Answer:
    """Return the answer in the form that was asked for: in one sentence, or shorter."""
    reading = answer.reading
    kept = answer.blocks[:1] if answer.verdict.endswith(":") else ()  # it says nothing by itself
    if reading.brief and answer.verdict:
        return replace(answer, text=(), blocks=kept, asides=answer.asides[:1])
    if reading.manner in {"shorter", "simpler"} and answer.verdict:
        return replace(answer, text=answer.text[:1], blocks=kept, asides=())
    return answer


def _with_others(answer: Answer, desk: Desk) -> Answer:
    """Return an answer to a doubtful question with other possible readings to tap."""
    other = dict.fromkeys(
        typed for one in answer.reading.instead if (typed := typed_as(one, desk))
    )
    repairs = [Suggestion(typed, typed) for typed in other if typed != answer.asked][:REPAIRS]
    if not repairs:
        return answer
    rest = [one for one in answer.suggestions if one.question not in other]
    meant = desk.say("meant_else")
    return replace(answer, asides=(*answer.asides, meant), suggestions=(*repairs, *rest))


def typed_as(reading: Reading, desk: Desk) -> str:
    """Return the shortest question with this reading, or "" if there is none."""
    roles = desk.roles(reading.roles)
    if reading.background or (not reading.roles and reading.kind != "find"):
        return ""  # no short question contains what the asker has said
    if reading.kind in {"explain", "compare"}:
        return " ".join((question(roles), *reading.named_sections))
    if reading.kind == "check":
        named = in_words(role.short_name for role in roles)
        return f"{named}: need {desk.items(reading.items)}?"
    if reading.kind == "find" and reading.items and not (reading.negated or roles):
        return f"who uses {desk.items(reading.items)}"
    if reading.kind == "transition" and len(roles) == 2:
        return f"from {roles[0].short_name} to {roles[-1].short_name}"
    return ""
