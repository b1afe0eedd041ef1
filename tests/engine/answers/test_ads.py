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
    assert "B++" in named(answer)["It asks for"]


def test_a_title_that_does_not_fit(ask: Ask) -> None:
    """A title that promises other work than the ad describes is pointed out."""
    false = ask(f"ad: Bread Engineer\n{ROBOTS[4:]}")
    true = ask(f"ad: Pastry Software Engineer\n{ROBOTS[4:]}")

    assert "says bread engineer" in false.text[0]
    assert "fits the work" in true.text[0]


def test_too_little_of_an_ad(ask: Ask) -> None:
    """From one tool or none no role is made up."""
    assert "too little" in ask("ad: We have an oven.").verdict
    assert not ask("ad: Come and work with us.").shown


def test_what_is_unusual(ask: Ask) -> None:
    """What nobody names for the role is pointed out as unusual."""
    answer = ask(f"{ROBOTS} A rolling pin is a plus.")
    (unusual,) = [items for label, items in named(answer).items() if "Unusual" in label]

    assert ("rolling pin",) == unusual


def test_an_ad_can_be_talked_about(advisor: Advisor) -> None:
    """After an ad one may ask what one lacks for it."""
    answer, context = advisor.ask(Question(ROBOTS))
    lacking, _ = advisor.ask(Question("what do I lack?"), context)

    assert "set it against the ad" in " ".join(answer.asides)
    assert "set it against the ad" in lacking.verdict
    assert BRE not in answer.shown[:1]
