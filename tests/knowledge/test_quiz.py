"""The quiz: its questions, what may be answered, and whom it finds."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import fit, quiz
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.page import Option
from bot.engine.quiz import Given
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY, Context
from bot.stores import dump, load
from tests.generated import moderate
from tests.knowledge.packaged import advisor, knowledge

KNOWN = knowledge()
ADVISOR = advisor()
FOUND = 0.7
"""Share of simulated people, one of each role, who must find theirs among the best three."""

_choices = st.lists(
    st.sampled_from(list(quiz.CHOICES.values())), min_size=quiz.MOST, max_size=quiz.MOST
)
_given = st.dictionaries(st.sampled_from("abcdefghxyz"), st.sampled_from("12bns")).map(
    lambda answers: tuple(Given(*one) for one in answers.items())
)


def _restarted(context: Context) -> Context:
    return load(json.loads(json.dumps(dump(context))))


def _say(*said: str) -> list[Answer]:
    """Return the answers of a talk in which the program restarts after each message."""
    context, answers = EMPTY, []
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
        context = _restarted(context)
        answers.append(answer)
    return answers


def _pressed(choices: list[str]) -> list[Answer]:
    """Return the answers to somebody who presses these buttons until the quiz is over."""
    answers = _say("quiz")
    for code in choices:
        if "theme" not in answers[-1].data:
            break
        place = list(quiz.CHOICES.values()).index(code)
        answers += _say(answers[-1].suggestions[place].question)
    return answers


def _asked(answers: list[Answer]) -> list[object]:
    return [answer.data["theme"] for answer in answers if "theme" in answer.data]


@moderate
@given(_given)
def test_what_is_written_can_be_read(given_: tuple[Given, ...]) -> None:
    """Answers survive being written down, whatever the case and the spaces."""
    written = quiz.written(given_)

    assert given_ == quiz.parse(written)
    assert given_ == quiz.parse(f"  {written.upper().replace(' ', '   ')} ")


@pytest.mark.parametrize("typed", ["quiz a", "quiz a3", "quiz 1a", "quizzes", "a1", "", None])
def test_other_words_are_no_answers(typed: str | None) -> None:
    """What is not written as the quiz writes it is not taken for answers."""
    assert quiz.parse(typed) is None


def test_every_item_is_of_use() -> None:
    """Every item that a side stands for is had by some role, and stands on that side alone."""
    held = {item for every in KNOWN.holdings.values() for item in every}

    for theme in KNOWN.quiz.values():
        first, second = {*theme.first.items}, {*theme.second.items}
        assert first
        assert second
        assert first | second <= held
        assert not first & second


@moderate
@given(_choices)
def test_questions(choices: list[str]) -> None:
    """Whatever is answered, at most six questions are asked, none twice, and a result ends it."""
    answers = _pressed(choices)
    asked = _asked(answers)
    skipped = all(code == "s" for code in choices[: len(asked)])

    assert quiz.LEAST <= len(asked) <= quiz.MOST
    assert len(set(asked)) == len(asked)
    assert "theme" not in answers[-1].data
    assert "recommend" == answers[-1].reading.kind
    assert bool(answers[-1].shown) != skipped


@moderate
@given(_choices)
def test_the_roles_left_never_grow(choices: list[str]) -> None:
    """With every answer as many roles are left, or fewer."""
    left = [answer.data["left"] for answer in _pressed(choices) if "left" in answer.data]

    assert left == sorted(left, key=lambda count: -int(str(count)))


@moderate
@given(_choices, st.integers(1, quiz.MOST))
def test_back_takes_an_answer_back(choices: list[str], steps: int) -> None:
    """Back, pressed or typed, asks the question before anew."""
    answers = [one for one in _pressed(choices[:steps]) if "theme" in one.data]
    if len(answers) < 2:
        return
    *_, before, last = answers
    button = last.suggestions[-1]

    assert KNOWN.replies["quiz_back"] == button.label
    assert before.data == _say(button.question)[-1].data
    assert before.data == _say(last.reading.quiz or "", "back")[-1].data


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("1", "1"), ("2", "2"), ("both", "b"), ("neither", "n"), ("skip", "s")),
        *(("Both!", "b"), ("NEITHER", "n"), (" 1. ", "1"), ("the second one", "2")),
        *(("idk", "s"), ("Not sure.", "s"), ("none", "n"), ("a bit of both", "b"), ("Two", "2")),
    ],
)
def test_typed_answers(typed: str, code: str) -> None:
    """An answer may be typed, and is taken up after a restart."""
    first, second = _say("quiz", typed)
    theme = first.data["theme"]

    assert f"quiz {theme}{code}" == second.data["quiz"]


@pytest.mark.parametrize("side", ["first", "second"])
def test_the_labels_are_answers(side: str) -> None:
    """What a side is called answers for it."""
    (first,) = _say("quiz")
    theme = KNOWN.quiz[str(first.data["theme"])]
    label = getattr(theme, side).label
    *_, second = _say("quiz", label.lower())

    assert f"quiz {theme.id}{quiz.CHOICES[side]}" == second.data["quiz"]


@pytest.mark.parametrize("side", ["first", "second"])
def test_an_item_is_an_answer(side: str) -> None:
    """Naming what belongs to one side only answers for that side."""
    (first,) = _say("quiz")
    theme = KNOWN.quiz[str(first.data["theme"])]
    option: Option = getattr(theme, side)
    for item in option.items:
        typed = f"I like {KNOWN.items[item].name}"
        *_, second = _say("quiz", typed)

        assert f"quiz {theme.id}{quiz.CHOICES[side]}" == second.data["quiz"], typed


def _answered(theme: str, typed: str) -> str | None:
    """Return what an answer is written down as where this is the question."""
    advisor = Advisor(replace(KNOWN, quiz={theme: KNOWN.quiz[theme]}))
    _, context = advisor.ask(Question("quiz"))
    return advisor.ask(Question(typed), context)[0].reading.quiz


@pytest.mark.parametrize(
    ("theme", "typed", "code"),
    [
        ("d", "deep learning", "2"),
        ("d", "I like deep learning", "2"),
        ("d", "deep learning rather", "2"),
        ("f", "computer vision", "2"),
        ("f", "I'd love computer vision", "2"),
        ("f", "NLP", "1"),
        ("f", "NLP or computer vision, both are fine", "b"),
        # whoever dislikes one side takes the other, whoever dislikes both takes neither
        ("b", "I hate statistics", "2"),
        ("b", "not maths", "2"),
        ("b", "no programming please", "1"),
        ("b", "I don't like statistics but I like programming", "2"),
        ("b", "neither maths nor programming", "n"),
        ("f", "not NLP", "2"),
    ],
)
def test_subjects_and_dislikes_are_answers(theme: str, typed: str, code: str) -> None:
    """A subject that a role is named after answers as any other item does; so does a dislike."""
    assert f"quiz {theme}{code}" == _answered(theme, typed)


def test_a_role_is_no_answer() -> None:
    """A role named as such is asked about, though its field stands on one side."""
    assert _answered("d", "deep learning engineer") is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("MLE vs MLSE tools?", "compare"),
        ("does an MLE need Java?", "check"),
        ("do data engineers need SQL?", "check"),
        ("which role pays best?", "find"),
        ("help", "help"),
        ("roles", "roles"),
    ],
)
def test_a_question_of_its_own_is_answered(typed: str, kind: str) -> None:
    """Within the quiz a full question is answered as it is anywhere."""
    *_, answer = _say("quiz", typed)

    assert kind == answer.reading.kind
    assert "theme" not in answer.data


@pytest.mark.parametrize("typed", ["MLE vs MLSE tools?", "does an MLE need Java?"])
def test_a_question_of_its_own_leaves_the_quiz(typed: str) -> None:
    """After a full question what would be an answer is none any more."""
    *_, after = _say("quiz", typed, "1")

    assert after.reading.quiz is None


def test_a_question_on_an_item_is_no_answer() -> None:
    """Who asks which roles use an item has not chosen the side that it stands on."""
    (first,) = _say("quiz")
    theme = KNOWN.quiz[str(first.data["theme"])]
    asked = f"who uses {KNOWN.items[theme.first.items[0]].name}?"
    *_, answer = _say("quiz", asked)

    assert "find" == answer.reading.kind


def _pull(option: Option, role: str, known: Knowledge) -> float:
    """Return how much of what a side stands for a role has."""
    weights = {item: fit.weight(item, known) for item in option.items}
    has = sum(fit.profile(role, known).get(item, 0.0) for item in option.items)
    return has / sum(weights.values())


def _found(role: str) -> int:
    """Return the place of a role in the result of somebody who is of it."""
    answers = _say("quiz")
    while "theme" in answers[-1].data:
        theme = KNOWN.quiz[str(answers[-1].data["theme"])]
        second = _pull(theme.second, role, KNOWN) > _pull(theme.first, role, KNOWN)
        answers += _say(answers[-1].suggestions[second].question)
    fits = answers[-1].data["fits"]
    assert isinstance(fits, list)
    return [one["role"] for one in fits].index(role) + 1


def test_people_find_their_role() -> None:
    """Who answers by what a role has, finds it among the best three."""
    places = {role: _found(role) for role in KNOWN.roles}

    assert sum(place <= 3 for place in places.values()) >= FOUND * len(places), places
