"""Families of roles, and pickers that lead to every role in a tap or two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.engine import pay, pick
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers.desk import Desk, begin, in_words, job, question
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.page import Purpose, Role
from bot.engine.reading import Reading

OFFERED = 6
"""Buttons of a picker: the roles with most job ads, and what leads to the others."""
FIRST: Mapping[Purpose, tuple[str, str]] = {
    "start": ("fit_label", "quiz"),
    "pay": ("pay_all_label", "which role pays best"),
}
"""What is asked -> the label and the question of what is asked of no role."""


@dataclass(frozen=True, slots=True)
class Family:
    """Roles that are alike in what they are for."""

    id: str
    label: str
    """A word or two for a button."""
    name: str
    roles: tuple[str, ...]


def families(desk: Desk) -> list[Family]:
    """Return the families of the roles that there are; what is in none has its own."""
    left = list(desk.knowledge.roles)
    found = []
    for told in (
        *desk.say("role_families").split("|"),
        f"{desk.say('family_others')}={' '.join(left)}",
    ):
        name, label, title, listed = told.split("=")
        roles = tuple(role for role in listed.split() if role in left)
        left = [role for role in left if role not in roles]
        if roles:
            found.append(Family(name, label, title, roles))
    return found


def by_family(lines: Mapping[str, str], desk: Desk, *, rank: int = 0) -> tuple[Block, ...]:
    """Return a line for each role under the names of the families, in the order of the lines."""
    return tuple(
        Block(one.name, told, rank=rank)
        for one in families(desk)
        if (told := tuple(line for role, line in lines.items() if role in one.roles))
    )


def listed(chosen: Sequence[Family], desk: Desk) -> tuple[Block, ...]:
    """Return the names of the roles of each family."""
    return tuple(
        Block(one.name, tuple(role.name for role in desk.roles(one.roles)), names=True)
        for one in chosen
    )


def of_family(reading: Reading, desk: Desk) -> Family | None:
    """Return the family to choose a role from, None if the family is to be chosen first."""
    return next((one for one in families(desk) if one.id == reading.family), None)


def family(reading: Reading, chosen: Family, desk: Desk) -> Answer:
    """Return the roles of a family, each in a line."""
    roles = desk.roles(chosen.roles)
    return Answer(
        reading,
        chosen.name,
        blocks=(Block("", tuple(f"{begin(job(r))}: {desk.gist(r)}" for r in roles)),),
        suggestions=(
            *(Suggestion(role.short_name, question([role])) for role in roles),
            Suggestion(desk.say("back_label"), pick.written(pick.ROLES)),
        ),
        shown=tuple(role.id for role in roles),
    )


def doors(chosen: Sequence[Family], what: str, roles: Sequence[Role] = ()) -> list[Suggestion]:
    """Return a button for each family."""
    return [Suggestion(one.label, pick.written(what, roles, one.id)) for one in chosen]


def picker(reading: Reading, title: str, desk: Desk) -> Answer:
    """Return roles to choose from: those asked about most, the families, or one family's."""
    compares = pick.compares(reading.asks, desk.knowledge)
    kept = desk.roles(reading.roles) if compares else []
    section = next(iter(reading.named_sections), "")
    what = pick.COMPARE if compares else section or pick.ROLES
    if len(kept) == 1:
        title = desk.say("clarify_other", role=begin(job(kept[0])))
    elif kept:
        title = desk.say("clarify_more", roles=in_words(job(role) for role in kept))
    chosen = of_family(reading, desk)
    back = desk.say("back_label")
    if chosen:
        left = [role for role in desk.roles(chosen.roles) if role not in kept]
        onwards = [_choice(role, kept, reading, desk) for role in left]
        onwards.append(Suggestion(back, pick.written(what, kept, pick.ALL)))
    elif reading.family:
        onwards = doors(families(desk), what, kept)
        several = len(kept) > 1
        typed = question(kept) if several else pick.written(what, kept)
        onwards.append(Suggestion(back, typed))
        onwards += [_without(role, kept) for role in kept if several]
    else:
        left = [one for one in desk.roles(pay.by_ads(desk.knowledge)) if one not in kept]
        popular = left[: OFFERED - 1 - len(_first(reading, desk))]
        onwards = [_choice(role, kept, reading, desk) for role in popular]
        more = pick.ROLES if reading.items else what
        onwards.append(Suggestion(desk.say("more_roles"), pick.written(more, kept, pick.ALL)))
    return Answer(
        reading,
        title,
        text=(desk.say("clarify_how"),),
        suggestions=(*_first(reading, desk), *onwards),
    )


def swap(roles: Sequence[Role], desk: Desk) -> Suggestion:
    """Return what leads from a comparison to one with other roles."""
    return Suggestion(desk.say("swap_label"), pick.written(pick.COMPARE, roles, pick.ALL))


def _first(reading: Reading, desk: Desk) -> list[Suggestion]:
    """Return the button before the roles, for askers who have none in mind yet."""
    if reading.family or not reading.named_sections:
        return []
    asked, known = reading.named_sections[0], desk.knowledge
    of_none = (one for purpose, one in FIRST.items() if known.section_for(purpose) == asked)
    return [Suggestion(desk.say(label), typed) for label, typed in of_none]


def _choice(role: Role, kept: Sequence[Role], reading: Reading, desk: Desk) -> Suggestion:
    """Return the button of a role: what is asked of it, or how a comparison grows."""
    section = next(iter(reading.named_sections), SECTION_OVERVIEW)
    if kept:
        typed = question([*kept, role])
    elif pick.compares(reading.asks, desk.knowledge):
        typed = pick.written(pick.COMPARE, [role])
    elif reading.items:
        typed = f"{role.short_name}: need {desk.items(reading.items)}?"
    else:
        typed = question([role], section)
    return Suggestion(role.short_name, typed)


def _without(role: Role, kept: Sequence[Role]) -> Suggestion:
    """Return the button by which one of several roles leaves a comparison for another."""
    left = [one for one in kept if one is not role]
    typed = pick.written(pick.COMPARE, left, pick.ALL if len(left) > 1 else "")
    return Suggestion(f"− {role.short_name}", typed)
