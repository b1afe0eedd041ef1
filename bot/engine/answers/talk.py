"""Answers about the conversation: help, coverage, clarifying questions, and the unknown."""

from dataclasses import replace

from rapidfuzz import process

from bot.engine import pick, suit
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import find, general, near, picker
from bot.engine.answers.choosing import SURE, SUREST
from bot.engine.answers.desk import LONGEST, Desk, a_job, names, next_roles, question
from bot.engine.language import text
from bot.engine.page import Role
from bot.engine.reading import CONFIDENT, Cue, Reading

MEANING = 7
"""Maximum words of a question for what a thing is."""
EXAMPLE = 3
"""Minimum words of a question about no job that is answered for one as an example."""
DOORS = 3
"""Doors under what is no answer, and where there is more to read."""
NEAR = 3
"""Near things offered for what is not known."""
WHO = 3
"""Roles named that need a tool that was asked about."""
LIKE = 75
"""How like (0 to 100) a name must be to be offered."""


def roles(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that the knowledge covers, and the jobs known in short."""
    if Cue.MAP in reading.cues:
        return near.field(reading, desk)
    if reading.family == pick.ALL:
        return picker.picker(reading, desk.say("clarify_role"), desk)
    if chosen := picker.of_family(reading, desk):
        return picker.family(reading, chosen, desk)
    known = list(desk.knowledge.roles.values())
    every = picker.families(desk)
    beside = sorted(one.name for one in desk.knowledge.neighbours.values())
    return Answer(
        reading,
        desk.say("roles_title", count=len(known)),
        blocks=(
            *picker.listed(every, desk),
            *names(desk.say("roles_beside"), beside, rank=2),
        ),
        suggestions=(
            *picker.doors(every, pick.ROLES),
            Suggestion(desk.say("back_label"), pick.written(pick.ROLES))
            if reading.full
            else Suggestion(desk.say("quiz_label"), "quiz"),
        ),
        shown=tuple(role for one in every for role in one.roles),
        more=pick.written(pick.ROLES, family=pick.FULL),
    )


def help_(reading: Reading, desk: Desk) -> Answer:
    """Return what I can do, with doors that open at a tap; to a newcomer in two lines."""
    restarted = Cue.RESTART in reading.cues
    if reading.brief or restarted:
        title = desk.say("restarted" if restarted else "welcome_title")
        return Answer(reading, title, text=(desk.say("welcome"),), suggestions=doors(desk))
    does = (one.split("=") for one in desk.say("help_does").split("|"))
    return Answer(
        reading,
        desk.say("help_title"),
        blocks=tuple(Block(label, (example,), names=True) for label, example in does),
        asides=(desk.say("help_more"),),
        suggestions=doors(desk)[:DOORS],
    )


def doors(desk: Desk) -> tuple[Suggestion, ...]:
    """Return what can be done here, the likeliest first."""
    told = (door.split("=") for door in desk.say("help_doors").split("|"))
    return tuple(Suggestion(label, asked) for label, asked in told)


def smalltalk(reading: Reading, desk: Desk) -> Answer:
    """Return a polite word, and where to go on."""
    for cue in (Cue.THANKS, Cue.BYE, Cue.REMARK):
        if cue in reading.cues:
            return Answer(reading, desk.say(cue))
    said = Cue.GREETING if Cue.GREETING in reading.cues else "smalltalk"
    then = (desk.say(f"{said}_then"),)
    return Answer(reading, desk.say(said), text=then, suggestions=doors(desk)[:DOORS])


def clarify(reading: Reading, desk: Desk) -> Answer:
    """Return the question that must be answered first, with choices."""
    if reading.words == pick.ASK:
        return Answer(
            reading,
            desk.say("ask_what"),
            text=(desk.say("ask_how"),),
            suggestions=doors(desk)[:DOORS],
        )
    if Cue.SWAP in reading.cues and not reading.choices:
        return Answer(reading, desk.say("clarify_swap"))
    if reading.has(Cue.MOST, Cue.LEAST) and not (reading.items or reading.named_sections):
        return Answer(reading, desk.say("clarify_rank"))
    section = next(iter(reading.named_sections), "")
    if reading.choices:
        return Answer(
            reading,
            desk.say("clarify_between"),
            text=(desk.say("clarify_how"),),
            suggestions=next_roles(desk.roles(reading.choices), section or "overview"),
        )
    if reading.items:
        title = desk.say("clarify_role_item", items=desk.items(reading.items))
    elif section:
        title = desk.say("clarify_role_section", section=desk.title(section))
    else:
        compares = pick.compares(reading.asks, desk.knowledge)
        title = desk.say("clarify_roles" if compares else "clarify_role")
    asked = picker.picker(reading, title, desk)
    told = None if reading.family else _in_general(reading, desk)
    if told is None:
        return asked
    lines = (*told.text, desk.say("clarify_one"))
    return replace(told, text=lines, suggestions=asked.suggestions)


def _in_general(reading: Reading, desk: Desk) -> Answer | None:
    """Return what is said of all jobs, or of one for example; None where nothing is."""
    surely = general.anywhere(reading, desk) if reading.words else None
    return surely or general.in_general(reading, desk) or _for_example(reading, desk)


def _for_example(reading: Reading, desk: Desk) -> Answer | None:
    """Return what is asked of no role for the one that is easiest to enter; None for a mere word.

    "Do they sit in meetings all day?" gets an answer before the question which job is meant.
    """
    if not reading.asks or reading.family or len(reading.words.split()) < EXAMPLE:
        return None
    entry = desk.knowledge.axis_for("entry")
    role = min(desk.knowledge.roles.values(), key=lambda one: suit.level(one, entry))
    card = role.cards.get(reading.asks[0])
    if card is None or not card.known:
        return None
    verdict, lines = desk.card(card, role)
    said = desk.say("clarify_for", role=a_job(role), said=desk.inside(verdict))
    if len(said) > LONGEST:
        return None
    return Answer(
        reading,
        desk.title(reading.asks[0].partition("/")[0]),
        said,
        lines,
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
    )


def unknown(reading: Reading, desk: Desk) -> Answer:
    """Return what I can offer instead of an answer that I do not have."""
    for cue in (Cue.DISTRESS, Cue.COMPLAINT):
        if cue in reading.cues:
            return Answer(reading, desk.say(cue))
    told = [item for item in reading.items if desk.knowledge.items[item].what]
    if told and len(reading.words.split()) <= MEANING:
        return _item(reading, told[0], desk)
    if reading.outside:
        return _outside(reading, desk)
    least = SURE if reading.confidence < CONFIDENT else SUREST
    if answer := general.anywhere(reading, desk, least):
        return answer
    if told:
        return _item(reading, told[0], desk)
    near_ = _near(reading.unused, desk)
    return Answer(
        reading,
        desk.say("unknown_near" if near_ else "unknown_title"),
        text=() if near_ else (desk.say("unknown"),),
        suggestions=tuple(Suggestion(role.short_name, question([role])) for role in near_)
        or doors(desk)[:DOORS],
    )


def _outside(reading: Reading, desk: Desk) -> Answer:
    """Return that a job is not covered, and what can be asked instead."""
    said = desk.say("unknown_job", job=reading.outside[0])
    return Answer(
        reading,
        said,
        said,
        text=(desk.say("unknown_job_then"),),
        suggestions=doors(desk)[:DOORS],
    )


def _item(reading: Reading, item: str, desk: Desk) -> Answer:
    """Return what a tool or skill is, and who needs it."""
    one = desk.knowledge.items[item]
    who = find.find(reading.with_(kind="find", items=(item,)), desk)
    return replace(
        who,
        verdict=desk.say("what_is", item=one.name, what=one.what),
        text=(who.verdict, *who.text),
        blocks=tuple(replace(block, lines=block.lines[:WHO]) for block in who.blocks),
        asides=(desk.say("what_not"),),
        more="",
    )


def _near(words: tuple[str, ...], desk: Desk) -> list[Role]:
    """Return the roles whose names are most like the words that are not known."""
    if not words:
        return []
    by_name = {text.fold(role.name): role for role in desk.knowledge.roles.values()}
    hits = process.extract(" ".join(words), list(by_name), limit=NEAR, score_cutoff=LIKE)
    return [by_name[name] for name, _, _ in hits]
