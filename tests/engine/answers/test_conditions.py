"""What somebody tells of himself beside the question is served in the same answer."""

import pytest

from bot.engine.answer import Answer
from bot.engine.reading import Reading, Told
from tests.engine.answers.conftest import Tell, body
from tests.engine.tiny import BRE, PE, PS

START = Reading("explain", (PS,), ("tips",), asks=("tips/how-to-start",))


def _whole(answer: Answer) -> str:
    return f"{answer.verdict} {body(answer)}"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"own": Told(age=45)}, "tongues get better with age"),
        ({"remote": True}, "cannot be tasted from home"),
        ({"place": "remote"}, "cannot be tasted from home"),
        ({"excluded": ("degree",)}, "without papers"),
        ({"excluded": ("b",)}, "counted in B"),
        ({"avoids": ("coding",)}, "counted in B"),
        ({"avoids": ("on_call",)}, "no word of nights"),
    ],
    ids=["age", "remote", "place", "no degree", "item", "dislike", "nights"],
)
def test_a_condition_is_served(tell: Tell, told: dict[str, object], said: str) -> None:
    """An age, remote work, a missing degree or a dislike gets its line, after what was asked."""
    answer = tell(START.with_(**told))

    assert tell(START).verdict == answer.verdict
    assert said not in _whole(tell(START))
    assert said in body(answer)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading("check", (PS,), ("tools",), ("oven",), remote=True), "tasted from home"),
        (Reading("compare", (PE, PS), ("tools",), remote=True), "tasted from home"),
        (Reading("transition", (PE, PS), ("tips",), own=Told(age=50)), "better with age"),
        (
            Reading("recommend", (), ("overview",), ("tasting",), own=Told(age=50)),
            "better with age",
        ),
        (Reading("recommend", (BRE,), ("overview",), ("kneading",), remote=True), "stands in"),
    ],
    ids=["check", "compare", "way", "advice", "one role"],
)
def test_conditions_are_served_by_every_kind(tell: Tell, reading: Reading, said: str) -> None:
    """A condition is served whatever the question is, of the role that the answer is about."""
    assert said in body(tell(reading))


def test_a_young_age_is_no_condition(tell: Tell) -> None:
    """Somebody young who tells his age is not told that it is not too late."""
    assert "too late" not in _whole(tell(START.with_(roles=(BRE,), own=Told(age=20))))
    assert "too late" in _whole(tell(START.with_(roles=(BRE,), own=Told(age=45))))


def test_few_hours_stretch_a_plan(tell: Tell) -> None:
    """Whoever asks how long it takes and has few hours a week is told that it takes longer."""
    how_long = START.with_(asks=("tips/how-long",))

    assert "10 hours" in tell(how_long.with_(own=Told(hours=10))).verdict
    assert "10" not in body(tell(how_long))
    assert "40" not in body(tell(how_long.with_(own=Told(hours=40))))


def test_what_was_asked_is_not_said_twice(tell: Tell) -> None:
    """A condition that the question itself asks about gets no second line."""
    answer = tell(START.with_(asks=("tips/too-late",), own=Told(age=45)))

    assert 1 == _whole(answer).count("better with age")


def test_a_country_that_is_not_served_is_named(tell: Tell) -> None:
    """A country of which nothing is known is named; one told before is not named again."""
    assert "France" in " ".join(tell(START.with_(place="FR")).asides)
    assert not tell(START.with_(place="FR", kept=True)).asides
    assert not tell(START.with_(place="US")).asides


def test_asked_again_a_condition_comes_first(tell: Tell) -> None:
    """Whoever asks again with a dislike hears first what the answer before left to the end."""
    first = tell(START.with_(avoids=("coding",)))
    again = tell(START.with_(avoids=("coding",), again=True))

    assert first.verdict != again.verdict
    assert "counted in B" in again.verdict
