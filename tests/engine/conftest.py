"""What the tests of the engine share."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers.desk import Desk
from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(name="tiny", scope="session")
def _tiny() -> Knowledge:
    return tiny_knowledge()


@pytest.fixture(name="lexicon", scope="session")
def _lexicon(tiny: Knowledge) -> Lexicon:
    return Lexicon(tiny)


@pytest.fixture(name="advisor", scope="session")
def _advisor(tiny: Knowledge) -> Advisor:
    return Advisor(tiny)


@pytest.fixture(name="desk", scope="session")
def _desk(tiny: Knowledge) -> Desk:
    return Desk(tiny)
