"""Who tells what he knows is advised on a role."""

import pytest

from bot.engine import fit
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question

TOLD = 10
"""Items that somebody tells."""
FEW = 5
"""The same where nothing is asked."""
WISHES = 0.8
"""Share of stories that must be taken for a wish for advice without a question."""


def _story(role: str, known: Knowledge, most: int = TOLD) -> str:
    told = fit.characteristic(role, known)[:most]
    return f"I know {', '.join(known.items[item].name for item in told)}. Which role fits me?"


def test_stories_are_asked_for_advice(advisor: Advisor) -> None:
    """Who tells what he knows is recommended a role."""
    stories = [_story(role, advisor.knowledge) for role in advisor.knowledge.roles]

    assert {"recommend"} == {advisor.read(Question(told))[0].kind for told in stories}


def test_what_somebody_knows_is_a_wish(advisor: Advisor) -> None:
    """What somebody knows is mostly advised on without a question, whichever fields are in it."""
    stories = [_story(role, advisor.knowledge, FEW) for role in advisor.knowledge.roles]
    told = [story.removesuffix(". Which role fits me?") for story in stories]
    kinds = [advisor.read(Question(typed))[0].kind for typed in told]

    assert kinds.count("recommend") >= WISHES * len(kinds)


@pytest.mark.parametrize("asked", ["machine learning", "deep learning", "data analysis"])
def test_a_subject_is_no_choice_of_roles(advisor: Advisor, asked: str) -> None:
    """Who knows a subject has not named the roles to choose among."""
    answer, _ = advisor.ask(Question(f"I know Python and {asked}. Which role fits me?"))

    assert len(answer.shown) > 1
