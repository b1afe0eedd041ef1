"""Whether somebody can get into a role: the verdict, and by which door."""

import pytest

from bot.engine.reading import Reading, Told
from tests.engine.answers.conftest import Tell, body
from tests.engine.tiny import BRE, PE, PS, PSE

NURSE = Told(trades=("nurse",))


def _can_i(role: str, **more: object) -> Reading:
    reading = Reading("explain", (role,), ("tips",), asks=("tips/jobs-that-lead-there",))
    return reading.with_(possible=True, own=NURSE).with_(**more)


@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        (BRE, "Yes, that's realistic, with work: whoever gets up early may start."),
        (PSE, "Possible, but rarely in one step: programs to show are asked for."),
        (PS, "Only with more study, I'm afraid: a doctorate is asked for."),
    ],
)
def test_how_hard_it_is_decides(tell: Tell, role: str, verdict: str) -> None:
    """An open role is realistic, a hard one takes a step between, some take a degree."""
    assert verdict == tell(_can_i(role)).verdict


def test_an_easier_door(tell: Tell) -> None:
    """Where a role is hard to enter, the easier one that fits best is named and shown."""
    hard, easy = tell(_can_i(PSE)), tell(_can_i(BRE))

    assert hard.data["door"] in {PE, BRE}
    assert (hard.data["door"],) == hard.shown
    assert easy.data["door"] is None
    assert "A nearer door" in body(hard)
    assert "A nearer door" not in body(easy)


def test_what_is_written_for_a_trade(tell: Tell) -> None:
    """What the asker's trade brings follows the verdict."""
    assert "Nurses bring the nights" in body(tell(_can_i(BRE)))


@pytest.mark.parametrize(
    "more",
    [
        {"possible": False},
        {"own": Told()},
        {"own": Told(roles=(PSE,))},
        {"asks": ("skills/coding",), "sections": ("skills",)},
    ],
    ids=["not asked", "nothing told", "has the job", "asks something else"],
)
def test_nobody_asks_whether_it_is_possible(tell: Tell, more: dict[str, object]) -> None:
    """Without a wish to get in, or without a word on who asks, the cards know more."""
    assert "door" not in tell(_can_i(PSE, **more)).data


def test_a_way_that_is_possible(tell: Tell) -> None:
    """Whether one can go from one role to another is answered with yes before the length."""
    way = Reading("transition", (PE, PSE), ("tips",))

    assert tell(way).verdict.startswith("A short step")
    assert tell(way.with_(possible=True)).verdict.startswith("Yes, and it's a short step")
