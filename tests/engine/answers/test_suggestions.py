"""Whatever an answer offers can be typed by anybody, at any time, and is understood."""

from itertools import combinations

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question, Reading
from tests.engine.answers.conftest import Tell
from tests.engine.tiny import PE, PS, PSE, tiny_knowledge

_ROLES = [role.short for role in tiny_knowledge().roles.values()]
_GROUPS = [*_ROLES, *(" vs ".join(pair) for pair in combinations(_ROLES, 2)), " vs ".join(_ROLES)]
_ASKED = [
    *_GROUPS,
    *(f"{group} {section}" for group in _GROUPS for section in tiny_knowledge().headings),
    *(f"from {start} to {target}" for start, target in combinations(_ROLES, 2)),
    *(f"does a {role} need {item}" for role in _ROLES for item in ("an oven", "B++", "degree")),
    *("who uses an oven", "I know B++ and tasting", "which role pays most", "best future"),
    *("which role is right for me", "tools", "compare", "help", "roles", "nurse", "xyzzy"),
    *("glass engineer", "PE vs nurse", "the engineer", "hello", "thanks"),
    *("quiz", "quiz a1", "quiz a1 bn", "quiz a1 b2 c1 d1", "I know tasting without whisk"),
]


@pytest.mark.parametrize("asked", _ASKED)
def test_suggestions_stand_alone(advisor: Advisor, asked: str) -> None:
    """Every suggestion, asked with nothing said before, is understood."""
    answer, _ = advisor.ask(Question(asked))
    offered = [suggestion.question for suggestion in answer.suggestions]
    offered += [answer.more] if answer.more else []
    unclear = [
        question
        for question in offered
        if advisor.read(Question(question))[0].kind in {"unknown", "clarify"}
    ]

    assert not unclear
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize("group", _GROUPS)
def test_section_suggestions_lead_to_the_section(
    advisor: Advisor, tiny: Knowledge, group: str
) -> None:
    """A suggestion that bears a section's title asks that section of the same roles."""
    answer, _ = advisor.ask(Question(group))
    titles = {heading.title: heading.id for heading in tiny.headings.values()}
    for suggestion in answer.suggestions:
        if suggestion.label in titles:
            reading, _ = advisor.read(Question(suggestion.question))

            assert answer.reading.roles == reading.roles
            assert (titles[suggestion.label],) == reading.sections


@pytest.mark.parametrize("section", [SECTION_OVERVIEW, *tiny_knowledge().roles[PE].sections])
@pytest.mark.parametrize(("kind", "roles"), [("explain", (PE,)), ("compare", (PE, PSE))])
def test_more_is_the_same_in_full(
    advisor: Advisor, tell: Tell, kind: str, roles: tuple[str, ...], section: str
) -> None:
    """What brings the rest asks for the same roles and section, in full."""
    answer = tell(Reading(kind, roles, (section,)))
    again, _ = advisor.read(Question(answer.more))

    assert (kind, roles, (section,)) == (again.kind, again.roles, again.sections)
    assert again.full


def test_the_other_way_is_the_other_way(advisor: Advisor) -> None:
    """The suggestion that turns a move turns it."""
    answer, _ = advisor.ask(Question("from PE to PS"))
    (back,) = [one for one in answer.suggestions if one.label == "The other way"]
    reading, _ = advisor.read(Question(back.question))

    assert reading.kind == "transition"
    assert (PS, PE) == reading.roles


@pytest.mark.parametrize("asked", ["PS vs PSE", "PS vs PSE tools"])
def test_another_role(advisor: Advisor, asked: str) -> None:
    """A comparison can go on with one more role, or with another in the place of the last."""
    answer, _ = advisor.ask(Question(asked))
    (more,) = [one for one in answer.suggestions if one.label.startswith("+ ")]
    (swap,) = [one for one in answer.suggestions if one.label.endswith(" instead of PSE")]
    first, second = answer.reading.roles
    added = advisor.read(Question(more.question))[0]
    swapped = advisor.read(Question(swap.question))[0]

    assert (first, second) == added.roles[:2]
    assert (first, added.roles[2]) == swapped.roles
    assert answer.reading.sections == added.sections == swapped.sections
