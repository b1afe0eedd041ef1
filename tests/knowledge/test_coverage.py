"""No page of a role is a stub."""

import pytest

from bot.engine.compare import items_of
from bot.engine.knowledge import Knowledge
from bot.engine.page import Role
from bot.files import load, packaged

LEAST = {"responsibilities": 4, "skills": 6, "tools": 8, "industries": 3, "tips": 3}
"""Section -> the points that a role must at least have there."""
KNOWLEDGE = load(packaged())


@pytest.fixture(name="known")
def _known() -> Knowledge:
    return KNOWLEDGE


def test_twenty_roles(known: Knowledge) -> None:
    """Twenty roles are known, and job ads are looked up for each of them."""
    assert 20 == len(known.roles)
    assert set(known.roles) == set(known.pay)


@pytest.mark.parametrize("role", KNOWLEDGE.roles.values(), ids=lambda role: role.id)
def test_every_section(known: Knowledge, role: Role) -> None:
    """Every role has every section, but for those for which another one answers as yet."""
    lacking = known.headings.keys() - role.sections.keys()

    assert [name for name in known.headings if name in role.sections] == [*role.sections]
    assert {name for name in lacking if known.headings[name].nearest in role.sections} == lacking


@pytest.mark.parametrize("role", KNOWLEDGE.roles.values(), ids=lambda role: role.id)
@pytest.mark.parametrize("section", LEAST)
def test_no_stub(role: Role, section: str) -> None:
    """A section holds what people may expect of it, or says that the sources hold no more."""
    points = role.sections[section].points
    gathered = items_of(role, section, KNOWLEDGE)
    says_so = any(point.item is None and "no more" in point.text for point in points)

    assert max(len(points), len(gathered)) >= LEAST[section] or says_so
