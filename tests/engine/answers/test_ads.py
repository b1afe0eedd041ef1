"""What a job ad describes."""

from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from tests.engine.answers.conftest import Ask, body, named
from tests.engine.tiny import BRE, PSE

ROBOTS = (
    "ad: You program the ovens in B++ and maintain our Robot Arm. Maintain the bakery software."
)


def test_what_the_work_is(ask: Ask) -> None:
    """The role that an ad describes comes first, with the lines of the ad that decide."""
    answer = ask(ROBOTS)

    assert "pastry software engineer" in answer.verdict
    assert PSE == answer.shown[0]
    assert "“You program the ovens" in body(answer)
    assert "B++" in named(answer)["They want"]


def test_a_title_that_does_not_fit(ask: Ask) -> None:
    """A title that promises other work than the ad describes is pointed out."""
    false = ask(f"ad: Bread Engineer\n{ROBOTS[4:]}")
    true = ask(f"ad: Pastry Software Engineer\n{ROBOTS[4:]}")

    assert "called bread engineer, but" in false.verdict
    assert "title fits" in true.verdict


def test_too_little_of_an_ad(ask: Ask) -> None:
    """From one tool or none no role is made up."""
    assert "too little" in ask("ad: We have an oven.").verdict
    assert not ask("ad: Come and work with us.").shown


def test_what_is_only_a_plus(ask: Ask) -> None:
    """What an ad calls a plus is told apart from what it asks for."""
    answer = named(ask(f"{ROBOTS} A rolling pin is a plus."))

    assert ("rolling pin",) == answer["Nice to have"]
    assert "rolling pin" not in answer["They want"]


def test_an_ad_can_be_talked_about(advisor: Advisor) -> None:
    """After an ad one may ask what one lacks for it."""
    answer, context = advisor.ask(Question(ROBOTS))
    lacking, _ = advisor.ask(Question("what do I lack?"), context)

    assert "set it against the ad" in " ".join(answer.asides)
    assert "set it against the ad" in lacking.verdict
    assert BRE not in answer.shown[:1]
