"""What is most characteristic of a role, told in words, is found to be that role."""

import pytest

from bot.engine import fit
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question

TOLD = 10
"""Items that somebody tells."""
FEW = 5
"""The same where nothing is asked."""
FIRST, AMONG = 18, 20
"""Roles of the twenty that must come first, and among the best three."""
WISHES = 16
"""Stories of the twenty that must be taken for a wish for advice without a question."""


def _story(role: str, known: Knowledge, most: int = TOLD) -> str:
    told = fit.characteristic(role, known)[:most]
    return f"I know {', '.join(known.items[item].name for item in told)}. Which role fits me?"


def _places(advisor: Advisor) -> dict[str, int]:
    """Return the place of each role among those that fit its own story."""
    known = advisor.knowledge
    places = {}
    for role in known.roles:
        reading, _ = advisor.read(Question(_story(role, known)))
        fits = fit.rank(reading.items, known.roles.values(), known, reading.excluded)
        places[role] = [one.role.id for one in fits].index(role) + 1
    return places


def test_stories_are_asked_for_advice(advisor: Advisor) -> None:
    """Who tells what he knows is recommended a role."""
    stories = [_story(role, advisor.knowledge) for role in advisor.knowledge.roles]

    assert {"recommend"} == {advisor.read(Question(told))[0].kind for told in stories}


def test_what_somebody_knows_is_a_wish(advisor: Advisor) -> None:
    """What somebody knows is mostly advised on without a question, whichever fields are in it."""
    stories = [_story(role, advisor.knowledge, FEW) for role in advisor.knowledge.roles]
    told = [story.removesuffix(". Which role fits me?") for story in stories]
    kinds = [advisor.read(Question(typed))[0].kind for typed in told]

    assert kinds.count("recommend") >= WISHES


def test_roles_find_themselves(advisor: Advisor) -> None:
    """Who knows what is most characteristic of a role is told that role."""
    places = _places(advisor)

    assert sum(place == 1 for place in places.values()) >= FIRST
    assert sum(place <= 3 for place in places.values()) >= AMONG


def test_roles_find_themselves_in_the_answer(advisor: Advisor) -> None:
    """The answer itself names that role, first for nearly all."""
    best = {}
    for role in advisor.knowledge.roles:
        answer, _ = advisor.ask(Question(_story(role, advisor.knowledge)))
        best[role] = answer.shown
    first = [role for role, shown in best.items() if shown[:1] == (role,)]
    among = [role for role, shown in best.items() if role in shown]

    assert len(first) >= FIRST
    assert len(among) >= AMONG


@pytest.mark.parametrize("asked", ["machine learning", "deep learning", "data analysis"])
def test_a_subject_is_no_choice_of_roles(advisor: Advisor, asked: str) -> None:
    """Who knows a subject has not named the roles to choose among."""
    answer, _ = advisor.ask(Question(f"I know Python and {asked}. Which role fits me?"))

    assert len(answer.shown) > 1
