"""What the tests of the answers share."""

from collections.abc import Callable

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading

Ask = Callable[[str], Answer]
Tell = Callable[[Reading], Answer]


@pytest.fixture(name="ask")
def _ask(advisor: Advisor) -> Ask:
    """Return what answers the plainest questions, such as the bot offers itself."""
    return lambda typed: advisor.ask(Question(typed))[0]


@pytest.fixture(name="tell")
def _tell(tiny: Knowledge) -> Tell:
    """Return what answers a reading, however a question would have to be put for it."""
    return lambda reading: compose(reading, tiny)
