"""Talk about the talk: help, the list of roles, asking back, and what is not known."""

from dataclasses import replace

import pytest

from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Cue, Reading
from tests.engine.answers.conftest import Tell, body, lines, offered
from tests.engine.tiny import PE, PS, PSE


def test_the_roles(tell: Tell, tiny: Knowledge) -> None:
    """The list names every role, and the jobs known in short apart from them."""
    answer = tell(Reading("roles"))
    roles, beside = answer.blocks

    assert {role.name for role in tiny.roles.values()} == {*roles.lines}
    assert ("Chocolatier", "Confectioner") == beside.lines


def test_the_map(tell: Tell) -> None:
    """The map gives each role two others, and never itself."""
    near = tell(Reading("roles", cues=frozenset({Cue.MAP}))).data["near"]
    assert isinstance(near, dict)

    assert {2} == {len(others) for others in near.values()}
    assert not [role for role, others in near.items() if role in others]


def test_help_opens_doors(tell: Tell) -> None:
    """Help shows examples and doors, a welcome the doors alone; starting over is acknowledged."""
    answer = tell(Reading("help"))
    welcome = tell(Reading("help", brief=True))

    assert answer.blocks
    assert not welcome.blocks
    assert {"quiz", "roles:"} <= {*offered(welcome)}
    assert offered(answer) == offered(welcome)[: len(answer.suggestions)]
    assert answer.title != tell(Reading("help", cues=frozenset({Cue.RESTART}))).title


@pytest.mark.parametrize(
    ("reading", "asked"),
    [
        (Reading("clarify"), "Which job do you mean?"),
        (Reading("clarify", sections=("tools",)), "Tools: for which job?"),
        (Reading("clarify", items=("oven",)), "oven: for which job?"),
        (Reading("clarify", choices=(PE, PS)), "Which of these"),
        (Reading("clarify", asks=("definition/difference",)), "Which two jobs"),
        (Reading("clarify", cues=frozenset({Cue.MOST})), "Best in what?"),
        (Reading("clarify", cues=frozenset({Cue.SWAP})), "in which direction?"),
    ],
)
def test_what_is_asked_back(tell: Tell, reading: Reading, asked: str) -> None:
    """What was understood already is in the question that is asked back."""
    assert asked in tell(reading).title


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("do I need a diploma", "Yes, a diploma is no must."),
        ("should I finish my diploma or go back to school", "Finish it if a hotel"),
        ("frobnitz", "Yes, a diploma is no must."),
    ],
)
def test_what_is_asked_of_no_job_is_answered_for_all(tell: Tell, words: str, told: str) -> None:
    """Where careers in general have the answer, it comes before the jobs to choose from."""
    asked = Reading(
        "clarify",
        sections=("education",),
        asks=("education/degree-needed",),
        words=words,
    )

    answer = tell(asked)

    assert told in answer.verdict
    assert "For one job" in answer.text[-1]
    assert offered(tell(asked.with_(words=""))) == offered(answer)
    other = asked.with_(words="frobnitz", asks=("education/which-subject",))
    assert tell(other).title == "Education: for which job?"


def test_choices_keep_what_was_understood(tell: Tell) -> None:
    """The roles offered are those to choose from, in the section that was understood."""
    answer = tell(Reading("clarify", sections=("tools",), choices=(PE, PS)))

    assert ["Pastry Engineer tools", "Pastry Scientist tools"] == offered(answer)


@pytest.mark.parametrize(
    ("cue", "said"),
    [(Cue.THANKS, "welcome"), (Cue.BYE, "Goodbye"), (Cue.GREETING, "Hi!")],
)
def test_manners(tell: Tell, cue: Cue, said: str) -> None:
    """Thanks, a greeting and a goodbye get their own word."""
    assert said in tell(Reading("smalltalk", cues=frozenset({cue}))).title


def test_what_is_not_known_offers_what_is(tell: Tell) -> None:
    """What is outside gets no answer, but doors to what can be answered."""
    answer = tell(Reading("unknown", unused=("xyzzy",)))

    assert "can't help" in answer.title
    assert answer.suggestions
    assert "xyzzy" not in answer.title + body(answer)


def test_a_name_nearly_known(tell: Tell) -> None:
    """A name much like a role's is offered as that role."""
    answer = tell(Reading("unknown", unused=("pastry", "sientist")))

    assert "Pastry Scientist" == offered(answer)[0]


def test_somebody_in_distress_hears_where_help_is(tell: Tell) -> None:
    """Distress is answered with where to find help, and with nothing to sell."""
    answer = tell(Reading("unknown", cues=frozenset({Cue.DISTRESS, Cue.COMPLAINT})))

    assert "findahelpline" in answer.title
    assert not answer.suggestions


def test_what_a_tool_is(tiny: Knowledge) -> None:
    """Asked about a tool itself, its one line comes first, then who needs it."""

    robot = replace(tiny.items["robot-arm"], what="a machine that kneads")
    known = replace(tiny, items={**tiny.items, "robot-arm": robot})
    answer = compose(Reading("unknown", items=("robot-arm",)), known)

    assert "a machine that kneads" in answer.verdict
    assert "Pastry software engineers" in answer.text[0]
    assert (PSE,) == answer.shown
    assert lines(answer)


def test_an_example_before_the_question_which_job(tell: Tell) -> None:
    """What is asked of no job is answered for the one that is easiest to enter."""
    asked = Reading("clarify", sections=("skills",), asks=("skills/coding",))

    example = tell(asked.with_(words="do they have to program"))

    assert "For a bread engineer, for example" in example.verdict
    assert offered(example) == offered(tell(asked))
