"""What the tests of the evaluation share."""

import pytest

from bot.engine.advisor import Advisor
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(name="advisor", scope="session")
def _advisor() -> Advisor:
    return Advisor(tiny_knowledge())
