"""What went wrong once, and holds now."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.reading import Question, Reading, Told
from tests.engine.answers.conftest import CONFECTIONER, Tell, body, lines, offered
from tests.engine.tiny import BRE, PE, PS, PSE


def test_a_first_question_is_no_repetition(advisor: Advisor) -> None:
    """Nobody who asks for the first time is told that his question was missed."""
    answer, _ = advisor.ask(Question("PE vs PSE responsibilities"))

    assert not answer.reading.again


def test_nothing_like_it_is_left(tell: Tell) -> None:
    """Where every role like one is put aside, that is said."""
    reading = Reading("find", (PE,), ("overview",), similar=True, excluded=("oven", "whisk"))

    assert tell(reading).title


def test_only_one_is_like_it(tell: Tell) -> None:
    """Where one role alone is near, the sentence ends with it."""
    answer = tell(Reading("find", (CONFECTIONER,), ("overview",), similar=True))

    assert "then ." not in answer.verdict


def test_no_degree_is_enough_to_advise(tell: Tell) -> None:
    """Whoever tells that he has no degree is advised by that."""
    answer = tell(Reading("recommend", (), ("overview",), excluded=("degree",)))

    assert BRE == answer.shown[0]


def test_asked_again_with_a_condition_that_was_served(tell: Tell) -> None:
    """Whoever told a condition and asks again is not told the same twice."""
    reading = Reading("explain", (PS,), ("tips",), asks=("tips/too-late",), own=Told(age=45))
    first, again = tell(reading), tell(reading.with_(again=True))

    assert (first.verdict, first.asides) != (again.verdict, again.asides)


def test_asked_again_no_line_comes_twice(tell: Tell) -> None:
    """What the answer before said in its lists does not come again as something new."""
    reading = Reading("compare", (PE, PS), ("overview",))

    assert not {*lines(tell(reading))} & {*lines(tell(reading.with_(again=True)))}


def test_from_the_sources_there_is_a_way_back(tell: Tell) -> None:
    """From its sources one tap leads back to the answer."""
    reading = Reading("explain", (PS,), ("overview",))

    assert tell(reading).asked in offered(tell(reading.with_(manner="source")))


def test_one_source_is_one(tell: Tell) -> None:
    """One source is not spoken of as several."""
    answer = tell(Reading("explain", (PS,), ("overview",), manner="source"))

    assert "1 sources" not in answer.verdict


@pytest.mark.parametrize(("role", "item"), [(BRE, "oven"), (PSE, "tasting")])
def test_what_a_page_names_is_found(tell: Tell, role: str, item: str) -> None:
    """Of an item that a page names without saying how much, it is not said that nothing does."""
    answer = tell(Reading("check", (role,), ("tools",), (item,)))

    assert "found nothing" not in answer.verdict


def test_where_to_go_on_is_not_known(tell: Tell) -> None:
    """Where nobody knows where people go from a job, what is near is not given as the answer."""
    reading = Reading("recommend", background_roles=(PS,), own=Told(roles=(PS,)))

    assert "keep that to themselves" not in tell(reading).verdict


def test_no_block_is_empty(tell: Tell) -> None:
    """A list that would hold nothing is left out."""
    assert all(block.lines for block in tell(Reading("transition", (PE, PSE), ("tips",))).blocks)


def test_names_inside_a_sentence(tell: Tell) -> None:
    """Inside a sentence a job is written small."""
    answer = tell(Reading("find", (), ("tools",), ("robot-arm", "rolling-pin")))

    assert "; Pastry" not in answer.verdict


def test_nothing_is_said_twice(tell: Tell) -> None:
    """That a role has no figures is said once."""
    answer = tell(Reading("compare", (PE, BRE), ("salary",)))

    assert 1 == f"{answer.title} {body(answer)}".count("pay figures for pastry engineers")


def test_a_condition_that_is_not_served_is_named(tell: Tell) -> None:
    """A condition on which nothing is known is named as not served."""
    reading = Reading("explain", (PE,), ("tools",))

    assert body(tell(reading)) != body(tell(reading.with_(remote=True)))
