"""Questions one a line, answers one a line."""

import json

import pytest
from hypothesis import given

from bot.adapters.jsonl import answers
from bot.engine.advisor import Advisor
from tests.engine.tiny import tiny_knowledge
from tests.generated import any_text, moderate

_ADVISOR = Advisor(tiny_knowledge())


@pytest.fixture(name="advisor", scope="module")
def _advisor() -> Advisor:
    return _ADVISOR


def test_each_question_stands_alone(advisor: Advisor) -> None:
    """No question takes anything from the one before."""
    first, second = answers(advisor, ["PE vs PSE tools", "and education?"], as_json=True)

    assert "compare" == json.loads(first)["kind"]
    assert "clarify" == json.loads(second)["kind"]


def test_empty_lines_are_passed_over(advisor: Advisor) -> None:
    """An empty line is no question."""
    expected = 1
    actual = len(list(answers(advisor, ["", " \r\n", "PE\n"], as_json=True)))

    assert expected == actual


def test_the_question_is_repeated_as_typed(advisor: Advisor) -> None:
    """An answer says to which question it belongs, commands and all."""
    (told,) = map(json.loads, answers(advisor, ["  /tips pe \n"], as_json=True))

    assert "/tips pe" == told["question"]
    assert ["tips"] == told["sections"]


def test_a_json_string_is_what_it_stands_for(advisor: Advisor) -> None:
    """A text of several lines is one question, as a JSON string; other quotation marks stay."""
    first, second = answers(advisor, [json.dumps("PE\ntools"), '"PE" tools'], as_json=True)

    assert "PE\ntools" == json.loads(first)["question"]
    assert '"PE" tools' == json.loads(second)["question"]
    assert ["tools"] == json.loads(first)["sections"] == json.loads(second)["sections"]


def test_text(advisor: Advisor) -> None:
    """As text an answer is the plain reply with an empty line after it."""
    (told,) = answers(advisor, ["PE vs PSE tools"], as_json=False)

    assert "- Pastry engineer: Hand tools and an oven" in told
    assert "  How sure? " in told
    assert "missed" not in told
    assert told.endswith("\n")


@moderate
@given(any_text)
def test_one_line_each(typed: str) -> None:
    """Whatever is asked, an answer as JSON is one line and bears the question."""
    for told in answers(_ADVISOR, [typed], as_json=True):
        assert "\n" not in told
        assert "\r" not in told
        assert json.loads(told)["question"] in {typed.strip(), typed.strip().strip('"')}
