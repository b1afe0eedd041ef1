"""What the tests of the answers share."""

from collections.abc import Callable

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from tests.engine.paid import with_pay

Ask = Callable[[str], Answer]
Tell = Callable[[Reading], Answer]
CHOCOLATIER, CONFECTIONER = "chocolatier", "confectioner"
"""Neighbours: the first has a page and cards of its own, the other nothing."""


@pytest.fixture(name="ask")
def _ask(advisor: Advisor) -> Ask:
    """Return what answers the plainest questions, such as the bot offers itself."""
    return lambda typed: advisor.ask(Question(typed))[0]


@pytest.fixture(name="tell")
def _tell(tiny: Knowledge) -> Tell:
    """Return what answers a reading, however a question would have to be put for it."""
    return lambda reading: compose(reading, tiny)


@pytest.fixture(name="paid", scope="session")
def _paid(tiny: Knowledge) -> Knowledge:
    return with_pay(tiny)


@pytest.fixture(name="pay")
def _pay(paid: Knowledge) -> Tell:
    """Return what answers a reading where there are figures on pay."""
    return lambda reading: compose(reading, paid)


def lines(answer: Answer) -> list[str]:
    """Return all lines of an answer's blocks."""
    return [line for block in answer.blocks for line in block.lines]


def named(answer: Answer) -> dict[str, tuple[str, ...]]:
    """Return the lists of names of an answer by their labels."""
    return {block.label: block.lines for block in answer.blocks if block.names}


def body(answer: Answer) -> str:
    """Return all that an answer says beside its verdict, but for how sure it is."""
    return " ".join([*answer.text, *lines(answer), *answer.asides])


def offered(answer: Answer) -> list[str]:
    """Return the questions that an answer offers."""
    return [one.question for one in answer.suggestions]
