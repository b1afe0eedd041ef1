"""Which roles have something, have it not, have most of it, or are like one another."""

import pytest

from bot.engine.reading import Reading
from tests.engine.answers.conftest import CHOCOLATIER, Tell, lines
from tests.engine.tiny import BRE, PE, PS, PSE


def test_who_needs_it_most_comes_first(tell: Tell) -> None:
    """The roles stand by how much they ask for an item, and each line says how much."""
    answer = tell(Reading("find", (), ("tools",), ("whisk",)))

    assert PS == answer.shown[0]
    assert {PS, PE, PSE} == {*answer.shown}
    assert answer.verdict.startswith("Pastry scientists")
    assert "core" in lines(answer)[0]
    assert "a plus" in lines(answer)[1]


def test_all_before_some(tell: Tell) -> None:
    """Whoever asks for all of several items stands before whoever asks for some."""
    answer = tell(Reading("find", (), ("tools",), ("whisk", "oven")))

    assert {PE, PSE} == {*answer.shown[:2]}
    assert "whisk and oven" in answer.verdict


def test_nobody_asks_for_all(tell: Tell) -> None:
    """That no role asks for all of it is said first, then who comes nearest."""
    answer = tell(Reading("find", (), ("tools",), ("robot-arm", "rolling-pin")))

    assert answer.verdict.startswith("No job asks for all")
    assert {PE, PSE} == {*answer.shown}


def test_nobody_asks_for_it(tell: Tell) -> None:
    """Among roles of which none asks for an item, that is the answer, and none is listed."""
    answer = tell(Reading("find", (PS, BRE), ("tools",), ("rolling-pin",)))

    assert "no job" in answer.verdict
    assert not answer.shown


def test_with_one_thing_and_without_another(tell: Tell) -> None:
    """A role that asks for what is not wanted is left out."""
    answer = tell(Reading("find", (), ("tools",), ("whisk",), excluded=("oven",)))

    assert (PS,) == answer.shown


@pytest.mark.parametrize(
    ("items", "among", "lacking"),
    [
        (("rolling-pin",), (), {BRE, PS, PSE}),
        (("rolling-pin", "robot-arm"), (), {BRE, PS}),
        (("rolling-pin",), (PS, PE), {PS}),
    ],
)
def test_without(
    tell: Tell, items: tuple[str, ...], among: tuple[str, ...], lacking: set[str]
) -> None:
    """Roles without something are those that ask for none of it, and silence is no promise."""
    answer = tell(Reading("find", among, ("tools",), items, negated=True))

    assert lacking == {*answer.shown}
    assert "no ask for" in answer.verdict
    assert "no promise" in answer.doubts[0]


def test_without_what_one_is_said_not_to_need(tell: Tell) -> None:
    """A role said not to need a thing stands before those of which it is just not said."""
    answer = tell(Reading("find", (), ("tools",), ("oven",), negated=True))

    assert PS == answer.shown[0]


def test_without_what_all_ask_for(tell: Tell) -> None:
    """Where every role asks for something, that is said, with the role where it counts least."""
    answer = tell(Reading("find", (PE, PSE), ("tools",), ("whisk", "oven"), negated=True))

    assert "Every job" in answer.verdict
    assert not answer.data["without"]


@pytest.mark.parametrize(
    ("reading", "first", "last"),
    [
        (Reading("find", (), ("skills",), superlative="most", wants=("coding",)), PSE, BRE),
        (Reading("find", (), ("skills",), avoids=("coding",)), BRE, PSE),
        (Reading("find", (), ("tools",), ("b",), superlative="least"), BRE, PSE),
        (Reading("find", (), ("education",), ("degree",), negated=True), BRE, PS),
        # the best end of how hard it is to enter is the easy one
        (
            Reading(
                "find", (), ("outlook",), superlative="most", asks=("outlook/first-job-chances",)
            ),
            BRE,
            PS,
        ),
    ],
    ids=["most", "disliked", "least of an item", "without a degree", "best to get into"],
)
def test_ranked_by_an_axis(tell: Tell, reading: Reading, first: str, last: str) -> None:
    """Most of something, least of it and none of it are ranked from the right end."""
    answer = tell(reading)

    assert (first, last) == (answer.shown[0], answer.shown[-1])
    assert "our own reading" in answer.doubts[0]


def test_two_wishes_are_weighed_together(tell: Tell) -> None:
    """Somebody with two dislikes gets one advice that weighs both, and what speaks against it."""
    answer = tell(Reading("find", (), ("skills",), avoids=("coding", "on_call"), level="mid"))

    assert PS == answer.shown[0]
    assert "Against it: nights at the oven (the oven is fed at night)" in " ".join(lines(answer))


def test_what_cannot_be_ranked(tell: Tell) -> None:
    """What nothing ranks is not ranked: it is said so, with what is known of each role."""
    answer = tell(Reading("find", (), ("outlook",), superlative="most"))

    assert "can't rank" in answer.verdict
    assert "Pastry software engineer: Robots are coming." in lines(answer)


def test_the_nearest_first_with_what_sets_it_apart(tell: Tell) -> None:
    """Roles like one stand nearest first, each with what tells it from that one."""
    answer = tell(Reading("find", (PE,), ("overview",), similar=True))

    assert PE not in answer.shown
    assert PS == answer.shown[-1]
    assert "tasting" in lines(answer)[-1]


def test_the_least_like_is_the_other_end(tell: Tell) -> None:
    """The roles least like one are those nearest to it the other way round."""
    near = tell(Reading("find", (PE,), ("overview",), similar=True))
    far = tell(Reading("find", (PE,), ("overview",), similar=True, superlative="least"))

    assert near.shown == far.shown[::-1]
    assert "Least like" in far.verdict


def test_like_a_neighbour(tell: Tell) -> None:
    """A job known in short has the roles near it that its page names."""
    answer = tell(Reading("find", (CHOCOLATIER,), ("overview",), similar=True))

    assert (PE, PS) == answer.shown
    assert "tempers" in lines(answer)[0]


def test_the_same_reason_is_told_once(tell: Tell) -> None:
    """Jobs of which the same is known share a line."""
    answer = tell(Reading("find", (), ("conditions",), superlative="least", axes=("on_call",)))
    reasons = [line.partition(": ")[2] for line in lines(answer)]

    assert len(reasons) == len({*reasons})
