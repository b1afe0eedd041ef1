"""Whatever an answer offers can be typed by anybody, at any time, and is read as what it says."""

from itertools import combinations

import pytest

from bot.engine import pick
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from tests.engine.answers.conftest import Tell
from tests.engine.tiny import PE, PS, PSE, tiny_knowledge

_ROLES = [role.short for role in tiny_knowledge().roles.values()]
_PAIRS = [" vs ".join(pair) for pair in combinations(_ROLES, 2)]
_ASKED = [
    *("PE tools", "PS", "BRE education", "PS interview", "chocolatier", "confectioner education"),
    *("PE vs PS", "PE vs PSE tools", "PE vs PS vs PSE", "from PE to PS", "from chocolatier to PE"),
    *("does a PE need an oven", "does a PS need B", "who uses an oven", "closest to PE"),
    *(
        "I know B++ and tasting",
        "which role is right for me",
        "which role pays most",
        "best future",
    ),
    *("tools", "compare", "help", "roles", "map", "xyzzy", "the engineer", "quiz", "quiz a1 bn"),
]


def test_suggestions_stand_alone(advisor: Advisor) -> None:
    """Every suggestion, asked with nothing said before, is understood."""
    answers = [advisor.ask(Question(asked))[0] for asked in _ASKED]
    offered = {one.question for answer in answers for one in answer.suggestions}
    unclear = [
        question
        for question in (offered | {answer.more for answer in answers}) - {""}
        if not pick.parsed(question, advisor.knowledge)  # that one asks which, as it says
        and advisor.read(Question(question))[0].kind in {"unknown", "clarify"}
    ]

    assert not unclear
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize("group", [*_ROLES, *_PAIRS])
def test_section_suggestions_lead_to_the_section(
    advisor: Advisor, tiny: Knowledge, group: str
) -> None:
    """A suggestion that bears a section's title asks that section of the same roles."""
    answer, _ = advisor.ask(Question(group))
    titles = {heading.title: heading.id for heading in tiny.headings.values()}
    offered = [one for one in answer.suggestions if one.label in titles]
    for suggestion in offered:
        reading, _ = advisor.read(Question(suggestion.question))

        assert answer.reading.roles == reading.roles
        assert (titles[suggestion.label],) == reading.sections

    assert offered


@pytest.mark.parametrize("section", ["tools", "education", "skills"])
@pytest.mark.parametrize(("kind", "roles"), [("explain", (PE,)), ("compare", (PE, PSE))])
def test_more_is_the_same_in_full(
    advisor: Advisor, tell: Tell, kind: str, roles: tuple[str, ...], section: str
) -> None:
    """What brings the rest asks for the same roles and section, in full."""
    answer = tell(Reading(kind, roles, (section,)))
    again, _ = advisor.read(Question(answer.more))

    assert (kind, roles, (section,)) == (again.kind, again.roles, again.sections)
    assert again.full


def test_a_label_says_what_it_asks(advisor: Advisor) -> None:
    """The way to become a role, a comparison and who else needs a thing ask for just that."""
    way, _ = advisor.ask(Question("from PE to PS"))
    check, _ = advisor.ask(Question("does a PE need an oven"))
    asked = {one.label: one.question for one in (*way.suggestions, *check.suggestions)}
    become = advisor.read(Question(asked["Become Pastry Scientist"]))[0]
    compare = advisor.read(Question(asked["Compare them"]))[0]
    who = advisor.read(Question(asked["Who else: oven"]))[0]

    assert (PS,) == become.roles
    assert ("compare", (PE, PS)) == (compare.kind, compare.roles)
    assert ("find", ("oven",)) == (who.kind, who.items)


def test_a_doubtful_question_offers_what_it_may_mean(advisor: Advisor, tell: Tell) -> None:
    """Another reading that is offered is read as that reading."""
    others = (
        Reading("check", (PS,), ("tools",), ("whisk",)),
        Reading("transition", (PS, PE), ("tips",)),
    )
    answer = tell(Reading("explain", (PS,), ("overview",), confidence=0.3, instead=others))
    for suggestion, other in zip(answer.suggestions, others, strict=False):
        reading, _ = advisor.read(Question(suggestion.question))

        assert (other.kind, other.roles, other.items) == (
            reading.kind,
            reading.roles,
            reading.items,
        )
