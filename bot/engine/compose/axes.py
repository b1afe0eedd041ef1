"""Which role has most or least of something: answers from the axes of the roles' profiles."""

from collections.abc import Sequence

from bot.engine.answer import Answer, Block
from bot.engine.compose.parts import Desk, in_words, next_roles, sources_of
from bot.engine.knowledge import Axis, Role
from bot.engine.reading import Reading

SHOWN = 5
"""Roles that are told with their reasons."""
ENDS = 3
"""Roles that are named of the other end."""
WORK = ("skills", "responsibilities")
"""The sections on which a profile mostly rests."""
LEADING = 2
"""Points of each of these that are cited for a role."""


def asked(reading: Reading, desk: Desk) -> Axis | None:
    """Return the axis that a question is about, by its ask or by the only things it names."""
    for axis in desk.knowledge.axes.values():
        if reading.items and {*reading.items} <= {*axis.items}:
            return axis
        if not reading.items and reading.ask in axis.asks:
            return axis
    return None


def ranking(reading: Reading, axis: Axis, desk: Desk, *, least: bool) -> Answer:
    """Return the roles in the order of an axis, the first with their reasons."""
    among = reading.roles or desk.knowledge.roles
    roles = [one for one in desk.roles(among) if one.id not in reading.excluded]
    order = _ordered(roles, axis, least=least)
    lines = tuple(f"{role.name}: {role.profile[axis.id].why}" for role in order[:SHOWN])
    far = _ordered(roles, axis, least=not least)[:ENDS] if len(order) > SHOWN + ENDS else []
    other = axis.most if least else axis.least
    points = [p for one in order[:SHOWN] for s in WORK for _, p in list(one.points(s))[:LEADING]]
    return Answer(
        reading,
        axis.least if least else axis.most,
        desk.say("axis_lead"),
        blocks=(Block("", lines),),
        notes=(desk.say("axis_far", end=other, roles=in_words(r.name for r in far)),)
        if far
        else (),
        citations=desk.citations(sources_of(points)),
        suggestions=next_roles(order[:SHOWN], ""),
        shown=tuple(role.id for role in order[:SHOWN]),
        data={"axis": axis.id, "scores": {r.id: r.profile[axis.id].score for r in order}},
    )


def verdict(roles: Sequence[Role], axis: Axis, desk: Desk) -> str:
    """Return which of some roles has most of something, or is best in it; "" if not told."""
    order = _ordered(roles, axis, least=False)
    if len(order) < 2 or len(order) < len(roles):
        return ""
    first, last = order[0], order[-1]
    if first.profile[axis.id].score == last.profile[axis.id].score:
        return desk.say("axis_same", roles=in_words(role.name for role in order))
    end, role = (axis.most, first) if axis.best == "most" else (axis.least, last)
    return desk.say("axis_end", end=end, role=role.name, why=role.profile[axis.id].why)


def _ordered(roles: Sequence[Role], axis: Axis, *, least: bool) -> list[Role]:
    known = [role for role in roles if axis.id in role.profile]
    sign = 1 if least else -1
    return sorted(known, key=lambda role: (sign * role.profile[axis.id].score, role.name))
