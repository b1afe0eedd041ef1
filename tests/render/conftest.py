"""What the tests of the replies share."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(name="tiny", scope="session")
def _tiny() -> Knowledge:
    return tiny_knowledge()


@pytest.fixture(name="advisor", scope="session")
def _advisor(tiny: Knowledge) -> Advisor:
    return Advisor(tiny)
