"""Talk about the talk: help, what is covered, asking back, and what is not known."""

from rapidfuzz import process

from bot.engine import pay
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose import near
from bot.engine.compose.parts import Desk, question, shown
from bot.engine.knowledge import Role
from bot.engine.language import text
from bot.engine.reading import Cue, Reading

COMPARED = "definition/difference"
"""The ask of somebody who would compare and names nothing."""
CHOICES = 6
"""Roles offered when the bot asks back."""
NEAR = 3
"""Near things offered for what is not known."""
LIKE = 75
"""How like (0 to 100) a name must be to be offered."""


def roles(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that the knowledge covers."""
    if Cue.MAP in reading.cues:
        return near.field(reading, desk)
    known = list(desk.knowledge.roles.values())
    return Answer(
        reading,
        desk.say("roles_title"),
        desk.say("roles_lead", count=len(known)),
        blocks=(Block("", tuple(shown(role) for role in known), whole=True),),
        suggestions=tuple(Suggestion(role.short, question([role])) for role in known),
        shown=tuple(role.id for role in known),
    )


def help_(reading: Reading, desk: Desk) -> Answer:
    """Return how to ask, with examples that work."""
    examples = desk.say("help_examples").split("|")
    return Answer(
        reading,
        desk.say("restarted" if Cue.RESTART in reading.cues else "help_title"),
        desk.say("help"),
        blocks=(Block("", tuple(f"“{example}”" for example in examples)),),
        notes=(desk.say("help_more"), desk.say("help_group")),
        suggestions=(
            Suggestion("The roles", "roles"),
            *(Suggestion(example, example) for example in examples[:1]),
        ),
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
    lead = desk.say("clarify_how")
    if reading.choices:
        title = desk.say("clarify_between")
    elif reading.items:
        title = desk.say("clarify_role_item", items=desk.items(reading.items))
    elif section:
        title = desk.say("clarify_role_section", section=desk.title(section))
    elif reading.ask == COMPARED:
        title = desk.say("clarify_roles")
    else:
        title = desk.say("clarify_role")
    return Answer(
        reading,
        title,
        lead,
        blocks=(Block("", tuple(shown(role) for role in offered)),),
        suggestions=tuple(
            Suggestion(role.short, question([role], section or "overview")) for role in offered
        ),
    )


def unknown(reading: Reading, desk: Desk) -> Answer:
    """Return what was not known, by its name, and at most three near things."""
    for cue in (Cue.DISTRESS, Cue.COMPLAINT):
        if cue in reading.cues:
            return Answer(reading, desk.say(cue))
    count = len(desk.knowledge.roles)
    strange = (*reading.outside, *reading.unused)
    words = ", ".join(f"“{word}”" for word in strange[:NEAR])
    near = _near(reading.unused, desk)
    return Answer(
        reading,
        desk.say("unknown_title"),
        desk.say("unknown_words" if words else "unknown", words=words, count=count),
        notes=(desk.say("unknown_near"),) if near else (),
        suggestions=tuple(Suggestion(shown(role), question([role])) for role in near)
        or (Suggestion("The roles", "roles"), Suggestion("Help", "help")),
    )


def _near(words: tuple[str, ...], desk: Desk) -> list[Role]:
    """Return the roles whose names are most like the words that are not known."""
    if not words:
        return []
    by_name = {text.fold(role.name): role for role in desk.knowledge.roles.values()}
    hits = process.extract(" ".join(words), list(by_name), limit=NEAR, score_cutoff=LIKE)
    return [by_name[name] for name, _, _ in hits]
