"""The form of an answer: brief, shorter, again, doubtful, in trouble, in another language."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.reading import Question, Reading
from bot.engine.talk.context import EMPTY
from tests.engine.answers.conftest import Ask, Tell, body, lines, offered
from tests.engine.tiny import PE, PS, PSE

WHAT = Reading("explain", (PS,), ("overview",))
TOOLS = Reading("explain", (PE,), ("tools",))


@pytest.mark.parametrize(
    "reading",
    [
        WHAT,
        TOOLS,
        Reading("compare", (PE, PSE), ("tools",)),
        Reading("check", (PE,), ("tools",), ("oven",)),
        Reading("transition", (PE, PSE), ("tips",)),
        Reading("recommend", (), ("overview",), ("b++",)),
    ],
    ids=["card", "page", "compare", "check", "way", "advice"],
)
def test_one_sentence(tell: Tell, reading: Reading) -> None:
    """Asked for in one sentence an answer is its verdict and no more."""
    answer = tell(reading.with_(brief=True))

    assert tell(reading).verdict == answer.verdict
    assert not answer.text
    assert not answer.blocks


def test_one_sentence_still_warns(tell: Tell) -> None:
    """Even one sentence names what of the question it does not serve."""
    assert "France" in " ".join(
        tell(WHAT.with_(brief=True, place="FR", sections=("outlook",))).asides
    )


def test_shorter_is_shorter(tell: Tell) -> None:
    """A shorter answer keeps its verdict and leaves out from the end."""
    whole, short = tell(TOOLS), tell(TOOLS.with_(manner="shorter"))

    assert whole.verdict == short.verdict
    assert lines(whole)
    assert not lines(short)


@pytest.mark.parametrize(
    ("reading", "new"),
    [
        (TOOLS, "200 degrees"),
        (WHAT.with_(sections=("education",), asks=("education/degree-needed",)), "not counted"),
        (Reading("general", topic="no_degree", words="no diploma"), "head bakers"),
    ],
    ids=["page", "card", "general"],
)
def test_asked_again_there_is_more_and_not_the_same(
    tell: Tell, reading: Reading, new: str
) -> None:
    """Whoever asks the same again hears what was left out, and nothing of what he has heard."""
    first, again = tell(reading), tell(reading.with_(again=True))

    assert first.verdict != again.verdict
    assert first.verdict not in body(again)
    assert new in body(again)
    assert new not in f"{first.verdict} {body(first)}"


def test_asked_again_with_nothing_left(tell: Tell) -> None:
    """Where nothing was left out, that is said, and the question may be put in other words."""
    answer = tell(Reading("check", (PE,), ("tools",), ("oven",), again=True))

    assert "all I know" in " ".join(answer.asides)


def test_typed_twice(advisor: Advisor) -> None:
    """The same question typed twice in a talk brings two different answers."""
    one, context = advisor.ask(Question("PE tools"), EMPTY)
    other, _ = advisor.ask(Question("PE tools"), context)

    assert (one.verdict, one.text, one.blocks) != (other.verdict, other.text, other.blocks)


def test_a_doubtful_reading_offers_the_others(tell: Tell) -> None:
    """Where a question was not surely understood, what else it may mean is a tap away."""
    other = Reading("compare", (PS, PE), ("tools",))
    doubtful = tell(WHAT.with_(confidence=0.4, instead=(other,)))
    sure = tell(WHAT.with_(confidence=0.9, instead=(other,)))

    assert "Pastry Scientist vs Pastry Engineer tools" == offered(doubtful)[0]
    assert "Not what you meant" in " ".join(doubtful.asides)
    assert "Not what you meant" not in " ".join(sure.asides)


def test_trouble_is_heard_before_the_answer(tell: Tell) -> None:
    """Somebody who speaks of a trouble hears a word on it, and the answer all the same."""
    answer = tell(WHAT.with_(tone="laid_off"))

    assert answer.verdict == tell(WHAT).verdict
    assert "Sorry" in answer.opening


def test_another_language_is_noted(tell: Tell) -> None:
    """A question in another language is answered in English, which is said once."""
    answer = tell(WHAT.with_(language="German"))

    assert tell(WHAT).verdict == answer.verdict
    assert "German" in " ".join(answer.asides)


def test_an_answer_bears_the_question_it_answers(ask: Ask) -> None:
    """What is short for a question asks the same again."""
    answer = ask("tell me about the tools of a PE")
    again = ask(answer.asked)

    assert (answer.verdict, answer.blocks) == (again.verdict, again.blocks)
