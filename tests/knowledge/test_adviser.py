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


ADVISED = "I finished computer science and have built three RAG apps, which role fits me?"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Python I know already. Does it need a PhD?", "check"),
        ("I know Git too. How many interview rounds are there?", "explain"),
        ("I also know some Docker", "recommend"),
    ],
    ids=["a thing", "a section", "only told"],
)
def test_what_is_asked_beside_more_on_oneself(advisor: Advisor, typed: str, kind: str) -> None:
    """Advice that stays as it was is not given again to somebody who asks something else."""
    first, talk = advisor.ask(Question(ADVISED))
    answer, after = advisor.ask(Question(typed), talk)

    assert answer.reading.kind == kind
    assert {*answer.reading.roles} <= {*first.shown[:1]}
    assert {*answer.reading.own.items} <= {*after.told.items}


def test_advice_serves_what_is_asked_beside_it(advisor: Advisor) -> None:
    """Who tells of himself and asks what it pays hears both, of the job that is advised."""
    answer, _ = advisor.ask(Question("teacher, 41, no coding. what fits me? and what does it pay"))
    (pay,) = (one for one in answer.blocks if one.label == "Pay")

    assert answer.reading.kind == "recommend"
    assert answer.reading.beside[0].roles == answer.shown[:1]
    assert "$" in pay.lines[0]


def test_nobody_is_advised_the_job_left_on_a_way(advisor: Advisor) -> None:
    """Who asked for the way out of a job has it, and is advised others."""
    _, talk = advisor.ask(Question("from software engineer to ML engineer, how?"))
    answer, after = advisor.ask(Question("hm. 15 years of Java. What else could I do?"), talk)

    assert after.told.roles == ("software-engineer",)
    assert "software-engineer" not in answer.shown


def test_what_is_known_with_it_is_not_to_be_added(advisor: Advisor) -> None:
    """Who knows pandas is not told to learn Python."""
    answer, _ = advisor.ask(Question("I know pandas and scikit-learn, which role fits me?"))
    (added,) = (line for line in answer.text if line.startswith("Add next"))

    assert "Python" not in added


@pytest.mark.parametrize(
    "typed",
    [
        "web developer 3 years, want to get into AI",
        "backend dev 5 yrs java, want ai. what now",
        "phd in physics, what jobs can i do",
    ],
)
def test_a_job_or_a_degree_told_is_where_advice_begins(advisor: Advisor, typed: str) -> None:
    """Who tells a job or a degree and asks for no job hears which one to look at, not that one."""
    answer, _ = advisor.ask(Question(typed))

    assert answer.shown
    assert not {*answer.shown} & {*answer.reading.own.roles}
    told = "card" in answer.data  # what is written of somebody's own job says which one, too
    assert told or answer.verdict.startswith("I'd look at")


def test_an_employer_hears_whose_side_is_told_each_time(advisor: Advisor) -> None:
    """What is written for applicants is said to be so, also where more of it is told."""
    asked = Question("I am hiring my first data scientist, what should I look for?")
    first, talk = advisor.ask(asked)
    again, after = advisor.ask(asked, talk)

    assert not after.told.roles
    for answer in (first, again):
        assert any("applicant's side" in line for line in answer.asides)


def test_what_is_asked_about_first_is_not_owned(advisor: Advisor) -> None:
    """Who asks which of two tools to learn first has neither; what they said to know stays."""
    _, context = advisor.ask(Question("I want to be a data analyst, I know Excel"))
    _, context = advisor.ask(Question("SQL or Power BI, which first?"), context)

    assert "excel" in context.told.items
    assert not {"sql", "power-bi"} & {*context.told.items}


def test_one_or_two_sentences(advisor: Advisor) -> None:
    """Who wants a sentence or two gets the first line alone."""
    asked = "how is an applied scientist different from a data scientist, in one or two sentences"
    answer, _ = advisor.ask(Question(asked))

    assert answer.verdict
    assert not answer.text
    assert not answer.blocks
