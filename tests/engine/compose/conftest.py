"""What the tests of the answers share."""

from collections.abc import Callable

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.reading import Question

Ask = Callable[[str], Answer]


@pytest.fixture(name="ask")
def _ask(advisor: Advisor) -> Ask:
    return lambda typed: advisor.ask(Question(typed))[0]
