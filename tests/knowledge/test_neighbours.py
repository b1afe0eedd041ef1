"""Jobs beside the roles, on short pages, and careers in general."""

from itertools import product

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers import compose
from bot.engine.answers.choosing import ranked
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language import text
from bot.engine.reading import Question, Reading
from bot.render.html import html
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.seen import seen

WORDINGS = 0.98
"""Share of the cards' wordings that bring their card."""


def test_every_name_of_a_neighbour_leads_to_it(advisor: Advisor) -> None:
    """By whatever name a job is asked for, it is understood."""
    astray: dict[str, object] = {}
    for one in advisor.knowledge.neighbours.values():
        for name in (one.name, *one.aliases):
            reading = advisor.ask(Question(f"{name} tools"))[0].reading
            read = (reading.kind, reading.roles, reading.sections)
            astray |= {name: read} if read != ("explain", (one.id,), ("tools",)) else {}

    assert {} == astray


def test_a_short_page_answers(known: Knowledge) -> None:
    """Whatever is asked of such a job is decided, with sources, on a phone and in a group."""
    answers = {
        asked: compose(Reading("explain", asked[:1], asked[1:]), known)
        for asked in product(known.neighbours, (SECTION_OVERVIEW, *known.headings))
    }
    poor = [
        asked
        for asked, answer in answers.items()
        if not (answer.verdict and answer.citations)
        or not all(0 < seen(html(answer, limit)) <= limit for limit in (SCREEN, GROUP))
    ]

    assert [] == poor


def test_careers_in_general(known: Knowledge) -> None:
    """A question on careers in general is answered by the first card where it says no more."""
    answers = {topic: compose(Reading("general", topic=topic), known) for topic in known.topics}
    poor = [
        topic
        for topic, answer in answers.items()
        if known.advice[topic].cards[0].verdict != answer.verdict
        or not (answer.suggestions and answer.citations)
        or seen(html(answer, GROUP)) > GROUP
    ]

    assert [] == poor


def test_a_card_is_chosen_by_its_wordings(known: Knowledge) -> None:
    """A question in a wording of a card brings that card, but for those that fit two as well."""
    every = [
        (topic, card, asked)
        for topic in known.topics
        for card in known.advice[topic].cards
        for asked in card.asked
    ]
    brought = [
        ranked(" ".join(word.text for word in text.words(asked)), known).best((topic,))
        for topic, _, asked in every
    ]
    right = sum(one.card is card for one, (_, card, _) in zip(brought, every, strict=True) if one)

    assert right >= WORDINGS * len(every)


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
