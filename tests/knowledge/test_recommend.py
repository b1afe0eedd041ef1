"""Which role fits, with what somebody is, likes, dislikes and asks afterwards."""

import pytest

from bot.engine import suit
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from tests.knowledge.packaged import advisor, knowledge

ADVISOR = advisor()
LIKES = "I like Python and SQL"
CLINICAL = {"clinical-data-manager"}
EASY = {"data-analyst", "business-intelligence-engineer", "analytics-engineer"}
"""Roles that people without a technical trade enter first."""
EXACT = {"data-scientist", "machine-learning-engineer", "machine-learning-scientist"}
CODED = {"data-engineer", "software-engineer", "ai-engineer", "mlops-engineer"}
SHIELDED = {"data-engineer", "research-scientist", "research-engineer"}
"""Roles with little of business meetings."""
PEOPLE = {
    "I'm a nurse, which role fits me?": EASY | CLINICAL,
    "I'm a nurse and want to move into data, what should I become?": EASY | CLINICAL,
    "nurse, 10 years on the ward, know only Excel. which data job fits me?": EASY | CLINICAL,
    "I am a lawyer, which role fits me?": EASY,
    "I'm a lawyer who wants to work in AI, which job should I look at first?": EASY
    | {"prompt-engineer"},
    "I'm a physicist, which role fits me?": EASY | EXACT,
    "I have a PhD in physics and simulate in Python, which role fits me?": EXACT
    | {"research-scientist", "applied-scientist", "research-engineer"},
    "I'm a shy maths student, which role suits me?": EASY | EXACT | SHIELDED,
    "I'm shy and good at maths. Which job is for me?": EXACT | SHIELDED,
    "I was laid off as a machine learning software engineer, which job should I look at?": {
        "machine-learning-engineer",
        *CODED,
    },
    "I was an MLSE and got laid off. Which role fits me now?": {
        "machine-learning-engineer",
        *CODED,
    },
    "laid-off MLSE here, which role next?": {"machine-learning-engineer", *CODED},
    "I'm a fresher with Python, which role should I start with?": EASY | CODED,
    "fresh graduate, only know python. what job?": EASY | CODED,
}
"""What somebody says -> the roles of which one must come first."""


def _talk(*said: str) -> Answer:
    """Return the answer to the last of several messages."""
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
    return answer


@pytest.mark.parametrize(("typed", "roles"), PEOPLE.items())
def test_people(typed: str, roles: set[str]) -> None:
    """Who tells what they are is told a role first that they may enter."""
    answer = _talk(typed)

    assert {*answer.shown[:1]} & roles, answer.title
    assert answer.verdict


@pytest.mark.parametrize(
    ("typed", "axis"),
    [
        ("I hate maths, which role fits me?", "maths"),
        (f"{LIKES} but no maths, which role fits me?", "maths"),
        ("I don't like coding, what fits me?", "coding"),
        ("I hate statistics, which role fits me?", "statistics"),
        ("no research please, which role fits me?", "research"),
        ("I know Python but hate research, which role fits me?", "research"),
        ("I hate meetings, which role fits me?", "business_contact"),
    ],
)
def test_what_is_disliked_comes_not_first(known: Knowledge, typed: str, axis: str) -> None:
    """No role with much of what somebody would avoid is ranked first."""
    answer = _talk(typed)

    assert "recommend" == answer.reading.kind
    assert known.roles[answer.shown[0]].profile[axis].score <= suit.MIDDLE


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("I hate SQL, which role fits me?", "sql"),
        (f"{LIKES} but not Java, which role fits me?", "java"),
        ("I know Docker without Kubernetes, what suits me?", "kubernetes"),
    ],
)
def test_a_disliked_tool_is_not_to_be_learnt(known: Knowledge, typed: str, item: str) -> None:
    """The first role does not ask for a tool that somebody would avoid as a must."""
    answer = _talk(typed)
    point = known.heaviest[answer.shown[0]].get(item)

    assert not point or point.weight != "core"
    assert not any(known.items[item].name in line for line in answer.text if "Add next" in line)


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        (
            "I know Python but I don't want to be a data engineer, which role fits me?",
            "data-engineer",
        ),
        ("which role fits me? I know SQL, anything but data analyst", "data-analyst"),
    ],
)
def test_a_disliked_role_is_not_recommended(typed: str, roles: str) -> None:
    """A role that somebody would not have is not among those shown."""
    answer = _talk(typed)

    assert answer.shown
    assert roles not in answer.shown


def test_ones_own_role_is_not_recommended(known: Knowledge) -> None:
    """Who tells what they work as is told other roles."""
    shown = {
        role.id: _talk(f"I work as a {role.name}, which role fits me?").shown
        for role in known.roles.values()
    }

    assert [] == [role for role, others in shown.items() if role in others or not others]


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("I hate maths and coding", {"mathematics", "programming"}),
        ("I don't like statistics or the research", {"statistics", "research"}),
        ("I know SQL, no Java nor C++, which role fits me?", {"java", "c++"}),
        ("I hate Java but like Python", {"java"}),
        (f"{LIKES}, no PhD, which role fits me?", {"phd"}),
        ("I hate Python, SQL and maths. which role fits me?", {"python", "sql", "mathematics"}),
    ],
)
def test_what_is_joined_to_a_dislike(typed: str, unwanted: set[str]) -> None:
    """What "and" joins to something unwanted is unwanted too; what "but" sets apart is not."""
    assert unwanted == {*_talk(typed).reading.excluded}


@pytest.mark.parametrize("typed", ["no phd pls", "i hate sql", "maths is not my thing"])
def test_a_dislike_told_when_asked_is_counted_against(typed: str) -> None:
    """What somebody would rather not have, told when the bot asks, speaks for no role."""
    answer = _talk("which role fits me", typed)

    assert "recommend" == answer.reading.kind
    assert not answer.reading.items
    assert answer.reading.excluded


def test_what_is_told_in_a_talk_adds_up() -> None:
    """What somebody tells after advice is weighed with what was told before."""
    first = _talk("I hate maths, which role fits me?")
    answer = _talk("I know SQL, which role fits me?", "I hate maths too")

    assert "recommend" == answer.reading.kind
    assert knowledge().roles[first.shown[0]].profile["maths"].score <= suit.MIDDLE
    assert any("SQL" in line for line in answer.text)


def test_too_little_is_asked_back() -> None:
    """Who has told nothing is asked, and offered the quiz."""
    answer = _talk("which role fits me?")

    assert not answer.shown
    assert answer.title.endswith("?")
    assert "quiz" in {one.question for one in answer.suggestions}


@pytest.mark.parametrize("typed", ["and their pay?", "and pay?"])
def test_pay_after_advice(typed: str) -> None:
    """A section asked for after advice is asked of what was advised."""
    first = _talk(f"{LIKES}, which role fits me?")
    answer = _talk(f"{LIKES}, which role fits me?", typed)

    assert ("salary",) == answer.reading.sections
    assert answer.reading.roles
    assert {*answer.reading.roles} <= {*first.shown}
