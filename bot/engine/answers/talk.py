"""Talk about the talk: help, what is covered, asking back, and what is not known."""

from dataclasses import replace

from rapidfuzz import process

from bot.engine import pay
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import find, near
from bot.engine.answers.desk import Desk, question
from bot.engine.language import text
from bot.engine.page import Role
from bot.engine.reading import Cue, Reading

COMPARED = "definition/difference"
"""The ask of somebody who would compare and names nothing."""
CHOICES = 6
"""Roles offered when the bot asks back."""
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
    known = list(desk.knowledge.roles.values())
    beside = ", ".join(sorted(one.name for one in desk.knowledge.neighbours.values()))
    return Answer(
        reading,
        desk.say("roles_title", count=len(known)),
        blocks=(
            Block("", tuple(role.name for role in known), whole=True),
            *((Block(desk.say("roles_beside"), (beside,), names=True, rank=2),) if beside else ()),
        ),
        suggestions=tuple(
            Suggestion(role.short_name, question([role]))
            for role in desk.roles(pay.by_ads(desk.knowledge))
        ),
        shown=tuple(role.id for role in known),
    )


def help_(reading: Reading, desk: Desk) -> Answer:
    """Return how to ask, with doors that open at a tap."""
    examples = desk.say("help_examples").split("|")
    doors = [door.split("=") for door in desk.say("help_doors").split("|")]
    return Answer(
        reading,
        desk.say("restarted" if Cue.RESTART in reading.cues else "help_title"),
        text=(desk.say("help"),),
        blocks=(Block("", tuple(f"“{example}”" for example in examples)),),
        asides=(desk.say("help_more"),),
        suggestions=tuple(Suggestion(label, asked) for label, asked in doors),
    )


def smalltalk(reading: Reading, desk: Desk) -> Answer:
    """Return a word of manners, and where to go on."""
    for cue in (Cue.THANKS, Cue.BYE, Cue.GREETING):
        if cue in reading.cues:
            return Answer(reading, desk.say(cue))
    return Answer(reading, desk.say("smalltalk"))


def clarify(reading: Reading, desk: Desk) -> Answer:
    """Return the question that must be answered first, with choices."""
    if Cue.SWAP in reading.cues and not reading.choices:
        return Answer(reading, desk.say("clarify_swap"))
    if reading.has(Cue.MOST, Cue.LEAST) and not (reading.items or reading.named_sections):
        return Answer(reading, desk.say("clarify_rank"))
    offered = desk.roles(reading.choices or pay.by_ads(desk.knowledge)[:CHOICES])
    section = next(iter(reading.named_sections), "")
    if reading.choices:
        title = desk.say("clarify_between")
    elif reading.items:
        title = desk.say("clarify_role_item", items=desk.items(reading.items))
    elif section:
        title = desk.say("clarify_role_section", section=desk.title(section))
    elif COMPARED in reading.asks:
        title = desk.say("clarify_roles")
    else:
        title = desk.say("clarify_role")
    return Answer(
        reading,
        title,
        text=(desk.say("clarify_how"),),
        suggestions=tuple(
            Suggestion(role.short_name, question([role], section or "overview"))
            for role in offered
        ),
    )


def unknown(reading: Reading, desk: Desk) -> Answer:
    """Return what I can offer instead of what I do not know, never a lone word of it."""
    for cue in (Cue.DISTRESS, Cue.COMPLAINT):
        if cue in reading.cues:
            return Answer(reading, desk.say(cue))
    if told := [item for item in reading.items if desk.knowledge.items[item].what]:
        return _item(reading, told[0], desk)
    if reading.outside:
        return _outside(reading, desk)
    near_ = _near(reading.unused, desk)
    doors = [door.split("=") for door in desk.say("help_doors").split("|")]
    return Answer(
        reading,
        desk.say("unknown_near" if near_ else "unknown_title"),
        text=() if near_ else (desk.say("unknown"),),
        suggestions=tuple(Suggestion(role.short_name, question([role])) for role in near_)
        or tuple(Suggestion(label, asked) for label, asked in doors[:4]),
    )


def _outside(reading: Reading, desk: Desk) -> Answer:
    """Return that a job is none of ours, and what can be asked instead."""
    doors = [door.split("=") for door in desk.say("help_doors").split("|")]
    said = desk.say("unknown_job", job=reading.outside[0])
    return Answer(
        reading,
        said,
        said,
        text=(desk.say("unknown_job_then"),),
        suggestions=tuple(Suggestion(label, asked) for label, asked in doors[:4]),
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
