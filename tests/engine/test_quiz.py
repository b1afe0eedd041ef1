"""The quiz on the bakers: what answers mean, what is asked next, when it ends."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import quiz
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.quiz import Given
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.stores import dump, load
from tests.engine.tiny import PE, tiny_knowledge
from tests.generated import thorough

_given = st.dictionaries(st.sampled_from("abcdz"), st.sampled_from("12bns")).map(
    lambda answers: tuple(Given(*one) for one in answers.items())
)


def _given_by(written: str) -> tuple[Given, ...]:
    given_ = quiz.parse(written)
    assert given_ is not None
    return given_


def _talk(advisor: Advisor, *said: str) -> Answer:
    """Return the last answer of a talk that is kept as JSON between messages."""
    context = EMPTY
    for typed in said:
        answer, context = advisor.ask(Question(typed), context)
        context = load(json.loads(json.dumps(dump(context))))
    return answer


@thorough
@given(_given)
def test_written_and_read(given_: tuple[Given, ...]) -> None:
    """What is written down is read again as it was."""
    assert given_ == quiz.parse(quiz.written(given_))


def test_the_last_word_counts() -> None:
    """Who answers a question twice has changed his mind."""
    assert (Given("a", "2"), Given("b", "n")) == quiz.parse("quiz a1 bn a2")


@pytest.mark.parametrize(
    ("written", "wanted", "unwanted"),
    [
        ("quiz", [], []),
        ("quiz a1", ["tasting", "doctorate", "universities"], []),
        ("quiz b2", ["b", "whisk"], []),
        ("quiz bb", ["b++", "robot-arm", "b", "whisk"], []),
        ("quiz bn", [], ["b++", "robot-arm", "b", "whisk"]),
        ("quiz bs", [], []),
        # what is wanted once is not unwanted, whatever else is said
        ("quiz bn d1", ["robot-arm", "oven"], ["b++", "b", "whisk"]),
        # a question that there is no more says nothing
        ("quiz z1", [], []),
    ],
)
def test_wishes(tiny: Knowledge, written: str, wanted: list[str], unwanted: list[str]) -> None:
    """An answer wants one side, both or none of them."""
    assert (wanted, unwanted) == quiz.wishes(_given_by(written), tiny)


@thorough
@given(_given)
def test_what_is_asked_next(given_: tuple[Given, ...]) -> None:
    """Nothing is asked twice, nor after the most questions."""
    tiny = tiny_knowledge()
    theme = quiz.next_theme(given_, tiny)

    assert theme is None or theme.id not in {one.theme for one in given_}
    assert theme is None or len(given_) < quiz.MOST


def test_the_first_question_separates_best(tiny: Knowledge) -> None:
    """A question on which all roles agree is not asked before one that sets them apart."""
    first = quiz.next_theme((), tiny)
    apart = {
        theme.id: {tuple(side.items) for side in (theme.first, theme.second)}
        for theme in tiny.quiz.values()
    }

    assert first is not None
    assert apart.keys() == tiny.quiz.keys()
    same = replace(first, id="s", second=first.first)
    poorer = replace(tiny, quiz={"s": same, first.id: first})
    asked = quiz.next_theme((), poorer)

    assert asked is not None
    assert first.id == asked.id


def test_without_a_quiz_nothing_begins_one(tiny: Knowledge) -> None:
    """Knowledge without a quiz reads its words as any others."""
    assert quiz.begun("quiz", replace(tiny, quiz={})) is None
    assert quiz.begun("quiz a1", replace(tiny, quiz={})) is None


@pytest.mark.parametrize("typed", ["quiz", "Quiz!", " ask  me questions ", "/quiz"])
def test_how_it_begins(advisor: Advisor, typed: str) -> None:
    """The quiz begins with any of its names."""
    assert "quiz" == _talk(advisor, typed.removeprefix("/")).data["quiz"]


def test_all_the_way(advisor: Advisor) -> None:
    """Answered to the end, the quiz recommends a role and says why."""
    context = EMPTY
    answer, context = advisor.ask(Question("quiz"), context)
    while "theme" in answer.data:
        # the side of somebody who bakes by hand
        choice = {"a": "2", "b": "2", "c": "1", "d": "2"}[str(answer.data["theme"])]
        answer, context = advisor.ask(Question(choice), context)

    assert PE == answer.shown[0]
    assert context.asked is None


def test_after_the_quiz_a_number_is_no_answer(advisor: Advisor) -> None:
    """Once the result is told, a number picks one of the roles that it lists."""
    result = _talk(advisor, "quiz a2 b2 c2 d2")
    picked = _talk(advisor, "quiz a2 b2 c2 d2", "2").reading

    assert len(result.shown) > 1
    assert ("explain", result.shown[1:2]) == (picked.kind, picked.roles)


@pytest.mark.parametrize("typed", ["PE vs PSE", "does a PE need an oven", "what is a PSE"])
def test_a_question_of_its_own(advisor: Advisor, typed: str) -> None:
    """A question asked within the quiz is answered as without it."""
    assert _talk(advisor, typed).title == _talk(advisor, "quiz", typed).title
