"""Jobs beside the roles, and sections without a page: the nearest answers, and it is said."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.compose import compose
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question, Reading
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.packaged import knowledge

NEW = [
    (role.id, section)
    for role in knowledge().roles.values()
    for section in knowledge().headings
    if section not in role.sections
]


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_every_name_of_a_neighbour_leads_to_it(advisor: Advisor, neighbour: str) -> None:
    """By whatever name a job is asked for, it is understood, and the nearest role stands in."""
    known = advisor.knowledge
    job = known.neighbours[neighbour]
    for name in (job.name, *job.aliases):
        answer, _ = advisor.ask(Question(f"{name} tools"))
        reading = answer.reading

        assert ("explain", (neighbour,), ("tools",)) == (
            reading.kind,
            reading.roles,
            reading.sections,
        )
        assert job.name in answer.lead
        assert known.roles[job.nearest[0]].name in answer.lead


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_a_stand_in_is_told_in_every_place(known: Knowledge, neighbour: str) -> None:
    """Whose page is shown is said on a phone and in a group, beside something that is known."""
    name = known.neighbours[neighbour].name
    for section in (SECTION_OVERVIEW, *known.headings):
        answer = compose(Reading("explain", (neighbour,), (section,)), known)

        assert answer.citations
        for limit in (SCREEN, GROUP):
            reply = plain(answer, limit)

            assert name in reply.text
            assert 0 < reply.length <= limit


@pytest.mark.parametrize(("role", "section"), NEW)
def test_a_section_without_a_page(known: Knowledge, role: str, section: str) -> None:
    """A section on which a role has nothing is answered by another, and it is said."""
    answer = compose(Reading("explain", (role,), (section,)), known)

    told = plain(answer, GROUP)

    assert known.headings[section].title.lower() in told.text
    assert told.length <= GROUP
    assert answer.citations


@pytest.mark.parametrize("topic", knowledge().topics)
def test_careers_in_general(known: Knowledge, topic: str) -> None:
    """A question on careers in general is told that it needs a role, and which there are."""
    answer = compose(Reading("general", topic=topic), known)

    assert known.replies["no_topic"] in answer.lead
    assert answer.suggestions
    assert not answer.citations


@pytest.mark.parametrize(
    ("typed", "place"), [("mle pay in england", "UK"), ("mle pay in ireland", "Ireland")]
)
def test_a_place_without_figures(advisor: Advisor, typed: str, place: str) -> None:
    """Pay in a country of which nothing is known says so, with the country's name as written."""
    answer, _ = advisor.ask(Question(typed))

    assert f"No figures for {place} yet" in answer.lead
