"""No page of a role is a stub."""

from bot.engine.compare import items_of
from bot.engine.knowledge import Knowledge
from bot.engine.page import Role

LEAST = {"responsibilities": 4, "skills": 6, "tools": 8, "industries": 3, "tips": 3}
"""Section -> the points that a role must at least have there."""


def test_job_ads_are_looked_up_for_every_role(known: Knowledge) -> None:
    """Of every role it is known what ads pay, or that there are none."""
    assert known.roles.keys() == known.pay.keys()


def test_every_section(known: Knowledge) -> None:
    """Every role has every section, in their order."""
    assert {role: [*known.headings] for role in known.roles} == {
        role.id: [*role.sections] for role in known.roles.values()
    }


def test_no_stub(known: Knowledge) -> None:
    """A section holds what people may expect of it, or says that the sources hold no more."""
    stubs = [
        (role.id, section)
        for role in known.roles.values()
        for section, least in LEAST.items()
        if _size(role, section, known) < least and not _says_so(role, section)
    ]

    assert [] == stubs


def _size(role: Role, section: str, known: Knowledge) -> int:
    return max(len(role.sections[section].points), len(items_of(role, section, known)))


def _says_so(role: Role, section: str) -> bool:
    points = role.sections[section].points
    return any(point.item is None and "no more" in point.text for point in points)
