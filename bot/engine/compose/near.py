"""The shape of the field: which roles are like one another, and what separates them."""

from bot.engine import fit
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose.parts import Desk, question, shown, sources_of
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

NEAREST = 4
"""Roles shown as like one."""
APART = 3
"""Items shown that separate two roles."""


def similar(reading: Reading, desk: Desk) -> Answer:
    """Return the roles most like one, each with what it has and what it has not."""
    role = desk.knowledge.roles[reading.roles[0]]
    near = [one for one in fit.near(role.id, desk.knowledge) if _wanted(one[0], reading, desk)]
    near = near[::-1][:NEAREST] if reading.superlative == "least" else near[:NEAREST]
    points = [point for one, _ in near for _, point in one.points("definition")]
    return Answer(
        reading,
        desk.say(
            "unlike_title" if reading.superlative == "least" else "similar_title", role=shown(role)
        ),
        desk.say(
            "similar_lead",
            near=", ".join(f"{other.short} {round(100 * like)}" for other, like in near),
        ),
        blocks=tuple(
            Block(
                desk.say("similar_role", place=place, role=shown(other), share=round(100 * like)),
                (
                    *_line("similar_more", other, role, desk),
                    *_line("similar_less", role, other, desk),
                ),
            )
            for place, (other, like) in enumerate(near, 1)
        ),
        citations=desk.citations(sources_of(points)),
        suggestions=tuple(
            Suggestion(f"vs {other.short}", question([role, other])) for other, _ in near
        ),
        shown=tuple(other.id for other, _ in near),
        data={
            "role": role.id,
            "near": [{"role": other.id, "likeness": round(like, 3)} for other, like in near],
        },
    )


def field(reading: Reading, desk: Desk) -> Answer:
    """Return every role with the two that are most like it."""
    lines, data = [], []
    for role in desk.knowledge.roles.values():
        near = fit.near(role.id, desk.knowledge)[:2]
        told = [_told(other, like, full=reading.full) for other, like in near]
        lines.append(f"{role.short}: {', '.join(told)}")
        data += [
            {"role": role.id, "near": other.id, "likeness": round(like, 3)} for other, like in near
        ]
    return Answer(
        reading,
        desk.say("map_title"),
        desk.say("map_full" if reading.full else "map_lead"),
        blocks=(Block("", tuple(lines)),),
        suggestions=tuple(
            Suggestion(role.short, f"which roles are similar to {role.short}")
            for role in desk.knowledge.roles.values()
        ),
        shown=tuple(desk.knowledge.roles),
        data={"near": data},
        more="map in full",
    )


def _told(role: Role, like: float, *, full: bool) -> str:
    """Return a role's name, with how much of what sources list it shares where all is asked."""
    return f"{role.short} {round(100 * like)}" if full else role.short


def _wanted(role: Role, reading: Reading, desk: Desk) -> bool:
    """Tell whether a role is free of what somebody does not want."""
    items = [name for name in reading.excluded if name in desk.knowledge.items]
    held = desk.knowledge.holdings[role.id]
    return role.id not in reading.excluded and not any(i in held for i in desk.parts(items))


def _line(name: str, has: Role, lacks: Role, desk: Desk) -> tuple[str, ...]:
    """Return what is most characteristic of one role and not named for another."""
    listed = desk.telling(has, desk.knowledge.holdings[lacks.id], APART)
    return (desk.say(name, items=desk.items(listed), role=lacks.short),) if listed else ()
