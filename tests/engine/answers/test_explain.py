"""One role or neighbour explained: by its cards, else by its page."""

import pytest

from bot.engine.reading import Reading
from tests.engine.answers.conftest import CHOCOLATIER, CONFECTIONER, Tell, body, lines, named
from tests.engine.tiny import BRE, PE, PS, PSE


@pytest.mark.parametrize(
    ("role", "ask", "opens"),
    [
        (PS, "education/degree-needed", "Yes,"),
        (BRE, "education/degree-needed", "No,"),
        (PS, "education/without-degree", "No,"),
        (BRE, "education/without-degree", "Yes,"),
    ],
)
def test_the_card_decides_first(tell: Tell, role: str, ask: str, opens: str) -> None:
    """A question of yes or no begins with the yes or no that is written for that role."""
    answer = tell(Reading("explain", (role,), ("education",), asks=(ask,)))

    assert answer.verdict.startswith(opens)


def test_the_verdict_is_one_sentence_and_the_rest_comes_behind_it(tell: Tell) -> None:
    """The first sentence of a card is the head; what it rests on follows."""
    answer = tell(Reading("explain", (PS,), ("overview",)))

    assert answer.verdict.endswith("flaky.")
    assert "tasting" not in answer.verdict
    assert "tasting" in answer.text[0]


def test_an_unknown_card_says_so_before_what_is_near(tell: Tell) -> None:
    """Where nothing answers, that comes first, and what is near only then; no source bears it."""
    answer = tell(Reading("explain", (PS,), ("hiring",), asks=("hiring/interviews",)))

    assert "nothing solid" in answer.verdict
    assert "pastry scientist" in answer.verdict
    assert "keep that to themselves" in answer.text[0]
    assert not answer.citations
    assert not answer.doubts


def test_two_things_asked_are_both_answered(tell: Tell) -> None:
    """Of a question that asks two things neither is dropped."""
    asks = ("education/degree-needed", "tools/which-tools")
    answer = tell(Reading("explain", (PS,), ("education", "tools"), asks=asks))

    assert "doctorate" in answer.verdict
    assert "whisk" in body(answer)


def test_a_page_without_cards(tell: Tell) -> None:
    """Where no card is written the gist leads, and the items stand by how much they are asked."""
    answer = tell(Reading("explain", (PE,), ("tools",)))

    assert answer.verdict == "Hand tools and an oven."
    assert {"Core": ("oven",), "Common": ("rolling pin",), "A plus": ("whisk",)} == named(answer)
    assert ["Core", "Common", "A plus"] == [block.label for block in answer.blocks]


def test_sections_of_a_page_in_the_order_asked(tell: Tell) -> None:
    """Two sections of a page without cards stand in the order in which they were asked for."""
    tools, study = "Hand tools and an oven.", "A baking diploma."
    first = tell(Reading("explain", (PE,), ("tools", "education")))
    other = tell(Reading("explain", (PE,), ("education", "tools")))

    assert (tools, (study,)) == (first.verdict, first.text)
    assert (study, (tools,)) == (other.verdict, other.text)


def test_what_is_not_needed_is_listed_as_that(tell: Tell) -> None:
    """In full a section says too what a role does not need, and never among what it needs."""
    lists = named(tell(Reading("explain", (PS,), ("tools",), full=True)))

    assert ("oven",) == lists["Not needed"]
    assert not [label for label, items in lists.items() if "oven" in items and label[0] != "N"]


def test_in_full_there_is_more(tell: Tell) -> None:
    """The full answer begins the same and holds further lines and what sources add."""
    reading = Reading("explain", (PS,), ("education",), asks=("education/degree-needed",))
    short, full = tell(reading), tell(reading.with_(full=True))

    assert short.verdict == full.verdict
    assert "A diploma is read, but not counted." not in body(short)
    assert "A diploma is read, but not counted." in body(full)
    assert "Oven: at 200 degrees" in lines(tell(Reading("explain", (PE,), ("tools",), full=True)))


def test_sources_that_differ_are_told(tell: Tell) -> None:
    """Where the sources do not say the same of a matter, both sides stand in its answer only."""
    differ = [
        [
            doubt
            for doubt in tell(Reading("explain", (PSE,), (section,))).doubts
            if "differ" in doubt
        ]
        for section in ("tools", "education")
    ]

    assert "ovens only" in differ[0][0]
    assert "ovens and robots" in differ[0][0]
    assert not differ[1]


def test_a_guide_alone_is_called_weak(tell: Tell) -> None:
    """What only a blog says is doubted, what a report says is not."""
    weak = tell(Reading("explain", (BRE,), ("overview",)))
    sound = tell(Reading("explain", (PS,), ("overview",)))

    assert "Not very" in weak.doubts[0]
    assert "Not very" not in sound.doubts[0]


def test_a_section_that_is_not_there(tell: Tell) -> None:
    """A page that says nothing of what is asked says that and offers what it has."""
    answer = tell(Reading("explain", (PE,), ("hiring",)))

    assert "nothing solid on getting hired" in answer.verdict
    assert not answer.citations
    assert answer.suggestions


@pytest.mark.parametrize(
    ("asks", "sections", "said"),
    [
        ((), ("overview",), "makes chocolates"),
        (("tips/how-to-start",), ("tips",), "chocolate shop"),
        (("tools/which-tools",), ("tools",), "marble slab"),
    ],
)
def test_a_neighbour_answers_from_its_own_page(
    tell: Tell, asks: tuple[str, ...], sections: tuple[str, ...], said: str
) -> None:
    """What the short page of a job holds is told of that job, not of the role nearest to it."""
    answer = tell(Reading("explain", (CHOCOLATIER,), sections, asks=asks))

    assert said in answer.verdict
    assert ["bread-notes"] == [one.id for one in answer.citations]


@pytest.mark.parametrize("job", [CHOCOLATIER, CONFECTIONER])
def test_what_a_neighbour_lacks_is_a_tap_away(tell: Tell, job: str) -> None:
    """What a short page does not hold is not made up; the nearest role's answer is offered."""
    ask = "education/degree-needed"
    answer = tell(Reading("explain", (job,), ("education",), asks=(ask,)))

    assert "nothing solid on education" in answer.verdict
    assert job in answer.verdict
    assert "Pastry Engineer education" == answer.suggestions[0].question
    assert not answer.citations
