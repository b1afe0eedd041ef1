"""What the tests of the packaged knowledge share."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from tests.knowledge.packaged import advisor, knowledge


@pytest.fixture(name="known", scope="session")
def _known() -> Knowledge:
    return knowledge()


@pytest.fixture(name="advisor", scope="session")
def _advisor() -> Advisor:
    return advisor()
