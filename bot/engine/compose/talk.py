"""Talk about the talk: help, what is covered, asking back, and what is not known."""

from rapidfuzz import process

from bot.engine import pay, text
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose import advice, near
from bot.engine.compose.parts import Desk, question, shown
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

CHOICES = 6
"""Roles offered when the bot asks back."""
NEAR = 3
"""Near things offered for what is not known."""
LIKE = 75
"""How like (0 to 100) a name must be to be offered."""


def roles(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that the knowledge covers."""
    if "map" in reading.hints:
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
        desk.say("restarted" if "restart" in reading.hints else "help_title"),
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
    for kind in ("thanks", "bye", "greeting"):
        if kind in reading.hints:
            return Answer(reading, desk.say(kind))
    return Answer(reading, desk.say("smalltalk"))


def clarify(reading: Reading, desk: Desk) -> Answer:
    """Return the question that must be answered first, with choices."""
    if "swap" in reading.hints and not reading.choices:
        return Answer(reading, desk.say("clarify_swap"))
    if reading.hints & {"most", "least"} and not (reading.items or reading.named_sections):
        return Answer(reading, desk.say("clarify_rank"))
    if "lost" in reading.hints and not (reading.items or reading.named_sections):
        return advice.asked(reading, desk)
    offered = desk.roles(reading.choices or pay.by_reports(desk.knowledge)[:CHOICES])
    section = next(iter(reading.named_sections), "")
    lead = desk.say("clarify_how")
    if reading.choices:
        title = desk.say("clarify_between")
    elif reading.items:
        title = desk.say("clarify_role_item", items=desk.items(reading.items))
    elif section:
        title = desk.say("clarify_role_section", section=desk.title(section))
    elif "compare" in reading.hints:
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
    for kind in ("distress", "complaint", "unknown_items"):
        if kind in reading.hints:
            return Answer(reading, desk.say(kind))
    count = len(desk.knowledge.roles)
    words = ", ".join(f"“{word}”" for word in reading.unused[:NEAR])
    topics = [hint.removeprefix("topic:") for hint in reading.hints if hint.startswith("topic:")]
    near = _near(reading.unused, desk)
    return Answer(
        reading,
        desk.say("unknown_title"),
        desk.say("unknown_topic", words=text.join(sorted(topics)))
        if topics
        else desk.say("unknown_words" if words else "unknown", words=words, count=count),
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
