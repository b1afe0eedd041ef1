"""The way from one role to another."""

from bot.engine.reading import Reading
from tests.engine.answers.conftest import CHOCOLATIER, CONFECTIONER, Tell, body, offered
from tests.engine.tiny import BRE, PE, PS, PSE


def _way(start: str, target: str, **more: object) -> Reading:
    return Reading("transition", (start, target), ("tips",)).with_(**more)


def test_a_short_way(tell: Tell) -> None:
    """How far it is comes first, with what carries over and what is to be added."""
    answer = tell(_way(PE, PSE))
    keep, _, add = answer.verdict.partition(", and add ")

    assert keep.startswith("A short step")
    assert "oven" in keep
    assert add == "Robot Arm."


def test_a_long_way(tell: Tell) -> None:
    """A way on which all is new is called long, and a stop that shortens it is named."""
    answer = tell(_way(BRE, PS))

    assert answer.verdict.startswith("A long way")
    assert "a pastry engineer" in body(answer)


def test_the_steps_in_order(tell: Tell) -> None:
    """Languages are learnt before tools, and tools before practice."""
    steps = tell(_way(BRE, PS)).blocks[0].lines

    assert ["Languages", "Tools", "Practice"] == [step.partition(":")[0] for step in steps]


def test_there_and_back_differ(tell: Tell) -> None:
    """The way back adds what the way there left behind."""
    assert ["rolling-pin"] == tell(_way(PSE, PE)).data["add"]
    assert ["robot-arm"] == tell(_way(PE, PSE)).data["add"]


def test_what_somebody_has_is_not_added(tell: Tell) -> None:
    """What was told as known is kept and is no step."""
    answer = tell(_way(PE, PSE, background=("robot-arm",)))

    assert not answer.data["add"]
    assert not [line for block in answer.blocks for line in block.lines if "Robot Arm" in line]


def test_a_neighbour_at_one_end(tell: Tell) -> None:
    """Where a job known in short is one end, the answer says which role stands in for it."""
    answer = tell(_way(CHOCOLATIER, PS))

    assert "Chocolatier to Pastry Scientist" in answer.title
    assert "pastry engineer stands in" in " ".join(answer.asides)


def test_a_neighbour_and_its_nearest_role(tell: Tell) -> None:
    """A job and the role nearest to it are a short step apart, with what tells them apart."""
    answer = tell(_way(CHOCOLATIER, PE))

    assert "short step" in answer.verdict
    assert "tempers" in answer.text[0]


def test_between_two_neighbours(tell: Tell) -> None:
    """The way to a job known in short is told from its own page."""
    assert "chocolate shop" in body(tell(_way(CONFECTIONER, CHOCOLATIER)))


def test_the_way_to_one_role(tell: Tell) -> None:
    """How to become a role is its first step; who leaves a job hears from where people come."""
    plain = tell(Reading("transition", (PS,), ("tips",)))
    leaving = tell(Reading("transition", (PS,), ("tips",), outside=("pilot",)))

    assert "Taste everything" in plain.verdict
    assert "pastry line" in leaving.verdict


def test_what_a_way_does_not_tell_is_compared(tell: Tell) -> None:
    """Whoever asks what the two ends do is given both, not the steps between them."""
    answer = tell(Reading("transition", (PE, PS), ("industries",)))

    assert "Hotels" in body(answer)
    assert "Universities" in body(answer)


def test_where_to_go_on(tell: Tell) -> None:
    """After a way the target is offered to become, and both ends to compare."""
    questions = offered(tell(_way(PE, PSE)))

    assert "how do I become a Pastry Software Engineer" in questions
    assert "Pastry Engineer vs Pastry Software Engineer" in questions
