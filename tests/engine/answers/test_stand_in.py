"""What has no page yet is answered from the nearest that has, and the answer says so."""

import pytest

from bot.engine.answers.parts import Desk
from bot.engine.answers.stand_in import stand_in
from bot.engine.reading import Reading
from bot.render.html import html
from bot.render.plain import plain
from bot.render.reply import GROUP, MESSAGE
from tests.engine.answers.conftest import Ask, Tell
from tests.engine.tiny import PE, PS, PSE

CHOCOLATIER, CONFECTIONER = "chocolatier", "confectioner"
"""Neighbours: the first is nearest to PE and PS, the other to PE alone."""


@pytest.mark.parametrize(
    ("section", "nearest", "title"),
    [
        ("learning", "tips", "learning"),
        ("hiring", "tips", "getting hired"),
        ("career", "outlook", "career"),
        ("conditions", "responsibilities", "conditions"),
        ("fit", "definition", "who it suits"),
    ],
)
def test_a_section_without_a_page(tell: Tell, section: str, nearest: str, title: str) -> None:
    """A section on which nothing is known is answered by the nearest, with one line on it."""
    other = tell(Reading("explain", (PE,), (nearest,)))
    answer = tell(Reading("explain", (PE,), (section,)))

    assert (other.title, other.blocks, other.notes) == (answer.title, answer.blocks, answer.notes)
    assert f"Nothing on {title}; this is nearest." == answer.lead
    assert (section,) == answer.reading.sections


def test_a_section_beside_its_stand_in(desk: Desk) -> None:
    """A section that stands in for another and is asked for too is answered once."""
    reading, missing = stand_in(Reading("explain", (PE,), ("tips", "hiring", "learning")), desk)

    assert ("tips",) == reading.sections
    assert 2 == len(missing)


@pytest.mark.parametrize(
    ("roles", "nearest"),
    [
        ((CHOCOLATIER,), (PE,)),
        ((CHOCOLATIER, PSE), (PE, PSE)),
        # the nearest is there already, so the next stands in
        ((CHOCOLATIER, PE), (PS, PE)),
        ((PE, CHOCOLATIER), (PE, PS)),
    ],
)
def test_a_job_without_a_page(
    desk: Desk, roles: tuple[str, ...], nearest: tuple[str, ...]
) -> None:
    """For a job beside the roles the nearest role stands in, which is not among them already."""
    kind = "compare" if len(roles) > 1 else "explain"
    reading, missing = stand_in(Reading(kind, roles, ("tools",)), desk)
    name = desk.knowledge.roles[nearest[roles.index(CHOCOLATIER)]].name

    assert (kind, nearest, ("tools",)) == (reading.kind, reading.roles, reading.sections)
    assert (f"Nothing on the Chocolatier here; the {name} is next door.",) == missing


@pytest.mark.parametrize("kind", ["compare", "transition"])
def test_a_job_beside_its_only_stand_in(tell: Tell, kind: str) -> None:
    """Where the nearest role is the other one, that one is explained and nothing compared."""
    answer = tell(Reading(kind, (CONFECTIONER, PE), ("tools",)))

    assert tell(Reading("explain", (PE,), ("tools",))).blocks == answer.blocks
    assert "Nothing on the Confectioner here; the Pastry Engineer is next door." in answer.lead
    assert (kind, (CONFECTIONER, PE)) == (answer.reading.kind, answer.reading.roles)


@pytest.mark.parametrize(
    "reading",
    [
        Reading("check", (CHOCOLATIER,), ("tools",), ("whisk",)),
        Reading("find", (CHOCOLATIER, PSE), ("tools",), ("whisk",)),
        Reading("find", (CHOCOLATIER,), similar=True),
        Reading("recommend", (CHOCOLATIER,), items=("whisk",)),
        Reading("transition", (CHOCOLATIER, PSE)),
        Reading("transition", (PSE, CHOCOLATIER), ("salary",)),
    ],
)
def test_a_job_without_a_page_in_every_kind(tell: Tell, reading: Reading) -> None:
    """Whatever is asked of a job beside the roles has an answer that names it."""
    answer = tell(reading)

    assert "Nothing on the Chocolatier here; the Pastry Engineer is next door." in answer.lead
    assert answer.title


@pytest.mark.parametrize("limit", [0, GROUP, MESSAGE])
def test_what_is_missing_is_told_wherever_it_is_read(tell: Tell, limit: int) -> None:
    """However little room there is, it is said that something else is answered."""
    told = tell(Reading("compare", (CHOCOLATIER, PSE), ("tools",)))
    said = "Nothing on the Chocolatier here; the Pastry Engineer is next door."

    assert said in html(told, limit).text
    assert said in plain(told, limit).text


def test_careers_in_general(tell: Tell) -> None:
    """A question on careers in general is asked back for a role, and told why."""
    answer = tell(Reading("general", topic="visas"))

    assert "I know bakers one by one, nothing of baking in general." in answer.lead
    assert "Which role?" == answer.title
    assert answer.suggestions
    assert ("general", "visas") == (answer.reading.kind, answer.reading.topic)


def test_what_has_a_page_is_left_alone(desk: Desk) -> None:
    """A reading of roles and sections that have pages is answered as it is."""
    reading = Reading("compare", (PE, PS), ("tools", "education"))

    assert (reading, ()) == stand_in(reading, desk)


@pytest.mark.parametrize(
    ("typed", "role", "section"),
    [
        ("chocolatier tools", CHOCOLATIER, "tools"),
        ("what tools does a chocolatier use", CHOCOLATIER, "tools"),
        ("which books should a PE read", PE, "learning"),
    ],
)
def test_plain_questions(ask: Ask, typed: str, role: str, section: str) -> None:
    """What was asked stays what was asked, so that a follow-up goes on with it."""
    answer = ask(typed)

    assert ("explain", (role,), (section,)) == (
        answer.reading.kind,
        answer.reading.roles,
        answer.reading.sections,
    )
    assert answer.lead.startswith("Nothing on ")
