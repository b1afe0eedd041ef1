"""What answers for what the knowledge has no page on yet: the nearest section or role."""

from bot.engine import pay
from bot.engine.compose.parts import Desk
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge, Role
from bot.engine.reading import Reading

OF_PAGES = frozenset({"explain", "compare"})
"""Kinds of question that a short page answers as well as a long one."""
ABBREVIATED = 3
"""Letters up to which the name of a place is an abbreviation."""


def stand_in(reading: Reading, desk: Desk) -> tuple[Reading, tuple[str, ...]]:
    """Return the reading that can be answered in the place of another, and what is missing."""
    if reading.kind == "general" and reading.topic not in desk.knowledge.advice:
        return reading.with_(kind="clarify", sections=(SECTION_OVERVIEW,)), (desk.say("no_topic"),)
    known = desk.knowledge
    missing: list[str] = []
    roles: dict[str, None] = {}
    for name in reading.roles:
        near = known.neighbours.get(name)
        if near is None or (reading.kind in OF_PAGES and _tells(near, reading)):
            roles[name] = None
            continue
        left = [role for role in near.nearest if role not in reading.roles] or near.nearest
        roles[left[0]] = None
        missing.append(desk.say("no_neighbour", job=near.name, role=known.roles[left[0]].name))
    held = {section for role in roles or known.roles for section in known.pages[role].sections}
    sections: dict[str, None] = {}
    for name in reading.sections:
        nearest = known.headings[name].nearest if name in known.headings else ""
        if nearest and name not in held:
            sections[nearest] = None
            missing.append(desk.say("no_such_section", section=desk.title(name).lower()))
        else:
            sections[name] = None
    if "salary" in sections and not _paid(reading, known):
        names = known.phrases.get("places", {}).get(reading.place, (reading.place,))
        out = reading.place in pay.LEFT_OUT
        told = desk.say("pay_left_out") if out else desk.say("no_place", place=_named(names[0]))
        missing.append(told)
    if not missing:
        return reading, ()
    answered = reading.with_(roles=tuple(roles), sections=tuple(sections))
    if reading.kind in {"compare", "transition"} and len(roles) == 1 < len(reading.roles):
        answered = answered.with_(kind="explain")
    return answered, tuple(missing)


def _paid(reading: Reading, known: Knowledge) -> bool:
    """Tell whether there are figures on pay in the country asked about, for some role at least."""
    home = reading.place in {"", pay.HOME, "remote"}
    return home or any(pay.overall(role, known, reading.place) for role in reading.roles)


def _tells(job: Role, reading: Reading) -> bool:
    """Tell whether the short page of a job beside the roles says anything of what is asked."""
    return any(name in job.sections for name in reading.named_sections or ("definition",))


def _named(place: str) -> str:
    """Return a place as it is written: "UK", "Ireland"."""
    return place.upper() if len(place) <= ABBREVIATED else place.title()
