"""The shape of the field: which roles are like one another, and what separates them."""

from bot.engine import fit, pick
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import picker
from bot.engine.answers.desk import Desk, a_job, begin, in_words, job, question, sources_of
from bot.engine.page import Role
from bot.engine.reading import Reading

NEAREST = 4
"""Roles shown as like one."""
APART = 3
"""Items shown that separate two roles."""


def similar(reading: Reading, desk: Desk) -> Answer:
    """Return the roles most like one, each with what sets it apart."""
    role = desk.knowledge.pages[reading.roles[0]]
    least = reading.superlative == "least"
    if role.id in desk.knowledge.roles:
        near = [one for one, _ in fit.near(role.id, desk.knowledge) if _wanted(one, reading, desk)]
    else:
        near = desk.roles(role.nearest)
    near = near[::-1][:NEAREST] if least else near[:NEAREST]
    if not near:
        return Answer(reading, desk.say("similar_none", role=a_job(role)))
    others = in_words(job(other) for other in near[1:3])
    name = ("unlike" if least else "similar") + ("" if others else "_one")
    return Answer(
        reading,
        desk.say("unlike_title" if least else "similar_title", role=a_job(role)),
        desk.say(name, role=a_job(role), first=job(near[0]), others=others),
        blocks=(Block("", tuple(_apart(role, other, desk) for other in near)),),
        citations=desk.citations(sources_of(desk.basics(near))),
        suggestions=tuple(
            Suggestion(f"vs {other.short_name}", question([role, other])) for other in near
        ),
        shown=tuple(other.id for other in near),
        data={"role": role.id, "near": [other.id for other in near]},
    )


def _apart(role: Role, other: Role, desk: Desk) -> str:
    """Return what sets another role apart from one, in a line."""
    said = other.versus.get(role.id) or role.versus.get(other.id)
    if said:
        return f"{begin(job(other))}: {said.text}"
    more = desk.telling(other, desk.knowledge.holdings[role.id], APART)
    told = desk.say("similar_more", items=desk.items(more)) if more else desk.gist(other)
    return f"{begin(job(other))}: {told}"


def field(reading: Reading, desk: Desk) -> Answer:
    """Return the families of roles, then in full, or of one family, those most like each role."""
    near = {
        role.id: [other for other, _ in fit.near(role.id, desk.knowledge)[:2]]
        for role in desk.knowledge.roles.values()
    }
    every = picker.families(desk)
    shown = [one for one in every if one.id == reading.family] or every
    if alone := reading.full or len(shown) == 1:
        lines = {
            role.id: f"{begin(job(role))}: {in_words(map(job, near[role.id]))}"
            for one in shown
            for role in desk.roles(one.roles)
        }
        blocks = picker.by_family(lines, desk)
    else:
        blocks = picker.listed(shown, desk)
    back = Suggestion(desk.say("back_label"), pick.written(pick.MAP))
    fits = Suggestion(desk.say("quiz_label"), "quiz")
    return Answer(
        reading,
        desk.say("map_title"),
        text=(desk.say("map_near" if alone else "map_lead"),),
        blocks=blocks,
        suggestions=(*picker.doors(every, pick.MAP), back if alone else fits),
        shown=tuple(role for one in shown for role in one.roles),
        more="" if alone else pick.written(pick.MAP, family=pick.FULL),
        data={"near": {name: [other.id for other in others] for name, others in near.items()}},
    )


def _wanted(role: Role, reading: Reading, desk: Desk) -> bool:
    """Tell whether a role is free of what somebody does not want."""
    items = [name for name in reading.excluded if name in desk.knowledge.items]
    held = desk.knowledge.holdings[role.id]
    return role.id not in reading.excluded and not any(i in held for i in desk.parts(items))
