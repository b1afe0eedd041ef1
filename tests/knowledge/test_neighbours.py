"""Jobs beside the roles, on short pages, and careers in general."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers import compose
from bot.engine.answers.desk import job
from bot.engine.answers.general import chosen
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question, Reading
from bot.render.html import html
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.packaged import knowledge
from tests.knowledge.seen import seen


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_every_name_of_a_neighbour_leads_to_it(advisor: Advisor, neighbour: str) -> None:
    """By whatever name a job is asked for, it is understood."""
    one = advisor.knowledge.neighbours[neighbour]
    for name in (one.name, *one.aliases):
        answer, _ = advisor.ask(Question(f"{name} tools"))
        reading = answer.reading

        assert ("explain", (neighbour,), ("tools",)) == (
            reading.kind,
            reading.roles,
            reading.sections,
        )


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_a_short_page_answers(known: Knowledge, neighbour: str) -> None:
    """Whatever is asked of such a job is decided, with sources, on a phone and in a group."""
    for section in (SECTION_OVERVIEW, *known.headings):
        answer = compose(Reading("explain", (neighbour,), (section,)), known)

        assert answer.verdict
        assert answer.citations
        for limit in (SCREEN, GROUP):
            assert 0 < seen(html(answer, limit)) <= limit


@pytest.mark.parametrize("neighbour", knowledge().neighbours)
def test_whose_page_stands_in_is_told(known: Knowledge, neighbour: str) -> None:
    """Where a short page is silent and another answers, it is said first that it is another."""
    for section in known.headings:
        answer = compose(Reading("explain", (neighbour,), (section,)), known)
        if other := answer.data.get("instead"):
            assert job(known.pages[str(other)]) in answer.text[0]
            assert job(known.neighbours[neighbour]) in answer.verdict


@pytest.mark.parametrize("topic", knowledge().topics)
def test_careers_in_general(known: Knowledge, topic: str) -> None:
    """A question on careers in general is answered by the first card where it says no more."""
    answer = compose(Reading("general", topic=topic), known)

    assert known.advice[topic].cards[0].verdict == answer.verdict
    assert answer.suggestions
    assert answer.citations
    assert seen(html(answer, GROUP)) <= GROUP


@pytest.mark.parametrize("topic", knowledge().topics)
def test_a_card_is_chosen_by_its_wordings(known: Knowledge, topic: str) -> None:
    """A question in a wording of a card brings that card."""
    cards = known.advice[topic].cards
    wrong = {
        asked: found.verdict
        for card in cards
        for asked in card.asked
        if (found := chosen(topic, asked, known)) is not card and found
    }

    assert {} == wrong


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("mle pay in ireland", "Ireland"),
        ("nlp engineer pay in england", "UK"),
        ("mle pay in canada", "Canada"),
        ("how much does a data analyst earn in Brazil", "Brazil"),
        ("entry level DE pay in germany", "Germany"),
        ("compare DS and DA pay in india", "India"),
        ("salary of a statistician in spain", "Spain"),
    ],
)
def test_a_place_without_figures(advisor: Advisor, typed: str, place: str) -> None:
    """Of pay in a country without figures that is said first, with the country's name."""
    answer, _ = advisor.ask(Question(typed))

    assert place in answer.verdict
    assert "$" not in answer.verdict


def test_a_place_with_figures(advisor: Advisor) -> None:
    """Pay in a country with ads enough is told in its own currency."""
    answer, _ = advisor.ask(Question("mle pay in england"))

    assert "£" in answer.verdict
    assert "$" not in " ".join((answer.verdict, *answer.text))
