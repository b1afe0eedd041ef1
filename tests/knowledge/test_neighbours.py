"""Jobs beside the roles, on short pages, and careers in general."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers import compose
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question, Reading
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.packaged import knowledge


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_every_name_of_a_neighbour_leads_to_it(advisor: Advisor, neighbour: str) -> None:
    """By whatever name a job is asked for, it is understood; the nearest role may stand in."""
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
        stands_in = "tools" not in job.sections
        assert job.name in (answer.lead if stands_in else answer.title)
        assert (known.roles[job.nearest[0]].name in answer.lead) is stands_in


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


@pytest.mark.parametrize("topic", knowledge().topics)
def test_careers_in_general(known: Knowledge, topic: str) -> None:
    """A question on careers in general is answered in a sentence or two, with its sources."""
    answer = compose(Reading("general", topic=topic), known)

    assert known.advice[topic].gist == answer.lead
    assert answer.suggestions
    assert answer.citations
    assert plain(answer, GROUP).length <= GROUP


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("mle pay in ireland", "Too few job ads from Ireland"),
        ("nlp engineer pay in england", "Too few job ads from UK"),
        ("mle pay in canada", "No figure for Canada and Australia"),
    ],
)
def test_a_place_without_figures(advisor: Advisor, typed: str, told: str) -> None:
    """Pay in a country of which nothing is known says so, with the country's name as written."""
    answer, _ = advisor.ask(Question(typed))

    assert told in answer.lead


def test_a_place_with_figures(advisor: Advisor) -> None:
    """Pay in a country with ads enough is told in its own currency."""
    answer, _ = advisor.ask(Question("mle pay in england"))

    assert " GBP a year " in answer.blocks[0].lines[0]
