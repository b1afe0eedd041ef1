"""Which role to look at first."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.engine import suit
from bot.engine.answers import compose
from bot.engine.answers.recommend import STAYS
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Cue, Reading, Told
from tests.engine.answers.conftest import CHOCOLATIER, Ask, Tell, body, lines, offered
from tests.engine.tiny import BRE, PE, PS, PSE


def _of(*items: str, **more: object) -> Reading:
    return Reading("recommend", (), ("overview",), items).with_(**more)


@pytest.mark.parametrize(
    ("reading", "first"),
    [
        (_of("b++"), PSE),
        (_of("tasting"), PS),
        (_of("kneading"), PE),
        (_of(wants=("coding",)), PSE),
        (_of(avoids=("coding",)), BRE),
        # what is disliked by its name
        (_of(excluded=("b",)), BRE),
        (_of(traits=("creativity",)), PS),
        (_of(level="entry"), BRE),
        (_of(known=Told(items=("tasting",))), PS),
    ],
    ids=["knows B++", "tastes", "kneads", "wish", "dislike", "item", "trait", "new", "before"],
)
def test_the_first_role_fits_what_was_told(tell: Tell, reading: Reading, first: str) -> None:
    """What somebody knows, likes, dislikes and is decides which role is named first."""
    answer = tell(reading)

    assert first == answer.shown[0]
    assert first.replace("-", " ") in answer.verdict


def test_why_and_what_to_add(tell: Tell) -> None:
    """The advice says what of the told things counts, and which musts are missing."""
    answer = tell(_of("b++"))

    assert "You bring B++" in answer.text[0]
    assert "Robot Arm" in body(answer)
    assert "B++" not in answer.text[1]


def test_what_somebody_would_avoid_is_named_where_it_is_asked_for(tell: Tell) -> None:
    """A role that asks for what somebody would avoid is not praised without saying so."""
    answer = tell(_of("kneading", excluded=("oven",), roles=(PE,)))

    assert "does ask for oven" in answer.text[0]


def test_a_newcomer_gets_a_first_step(tell: Tell) -> None:
    """Somebody new gets a step to begin with, and what would change the advice."""
    answer = tell(_of(level="entry"))

    assert "First step: Knock at a bakery" in body(answer)
    assert "would change" in " ".join(answer.asides)


def test_somebody_of_another_trade(tell: Tell) -> None:
    """Somebody from outside hears what his trade brings, and is taken for a newcomer."""
    nurse, pilot = tell(_of(outside=("nurse",))), tell(_of(outside=("pilot",)))

    assert "Nurses bring the nights" in body(nurse)
    assert "Nurses" not in body(pilot)
    assert "First step" in body(pilot)


def test_a_job_near_to_a_role(tell: Tell) -> None:
    """A job known to be near a role brings that role closer than it is for others."""
    near, far = tell(_of(outside=("decorator",))), tell(_of(outside=("pilot",)))

    def score(answer: object) -> float:
        fits = getattr(answer, "data")["fits"]  # noqa: B009  # as JSON values it has no type
        return float(next(one["score"] for one in fits if one["role"] == PE))

    assert score(near) > score(far)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (_of("b++", "oven", roles=(PSE,)), "strong fit"),
        (_of(roles=(PS,), level="entry"), "no easy fit"),
    ],
)
def test_one_role_asked_about(tell: Tell, reading: Reading, said: str) -> None:
    """Whether one role fits is a yes or a warning, not a list of others."""
    answer = tell(reading)

    assert said in answer.verdict
    assert reading.roles == answer.shown


def test_this_one_or_something_else(tell: Tell) -> None:
    """Whoever asks for this role or another is not held to the one he named."""
    asks = _of("tasting", roles=(PSE,), cues=frozenset({Cue.CHOOSE}))
    answer = tell(asks.with_(words="this one or something else"))

    assert PS == answer.shown[0]


def test_a_job_that_cannot_be_weighed_is_named(tell: Tell) -> None:
    """A job known in short is not weighed, and the answer says so."""
    answer = tell(_of("whisk", roles=(CHOCOLATIER, PE)))

    assert (PE,) == answer.shown
    assert "chocolatier" in " ".join(answer.asides)


def test_a_role_put_aside_is_not_advised(tell: Tell) -> None:
    """A role that is not wanted does not come up."""
    assert PSE not in tell(_of("b++", excluded=(PSE,))).shown


def test_what_played_no_part_is_named(tell: Tell) -> None:
    """A dislike of what no role asks for is said to have counted for nothing."""
    assert "pantry keeping" in " ".join(tell(_of("tasting", excluded=("pantry-keeping",))).asides)


def test_their_own_job_is_not_advised(tell: Tell) -> None:
    """Whoever has a role is not sent to it, unless he asks about it."""
    reading = _of(wants=("coding",), background_roles=(PSE,), own=Told(roles=(PSE,)))

    assert PSE not in tell(reading).shown


def test_nothing_told_is_asked_back(tell: Tell) -> None:
    """Where nothing was told, one question is asked back, and no role is named."""
    answer = tell(_of())

    assert answer.title.endswith("?")
    assert not answer.shown
    assert "quiz" in offered(answer)


def test_others_worth_a_look_stand_behind(tell: Tell) -> None:
    """Other roles have their own reason, and those far behind are left out."""
    answer = tell(_of(avoids=("coding",), level="mid"))

    assert (BRE, PE) == answer.shown
    assert [line for line in lines(answer) if "oven clock" in line]


def test_the_quiz_asks_and_ends(ask: Ask) -> None:
    """The quiz sets two things against each other until it names a role and what would turn it."""
    first, done = ask("quiz"), ask("quiz a1 b2 c2 d2")

    assert first.verdict.endswith("?")
    assert 5 == len(first.suggestions)
    assert PS == done.shown[0]
    assert "Had you chosen" in " ".join(done.asides)


def test_the_quiz_says_why_it_asks(tell: Tell) -> None:
    """Whoever asks why in the quiz hears which roles are still open."""
    reading = _of(quiz="quiz b1", full=True, cues=frozenset({Cue.WHY}))

    assert "pastry software engineer" in " ".join(tell(reading).asides)
    assert "quiz" in offered(tell(reading))[-1]


def test_what_is_lacking_for_an_ad(tell: Tell) -> None:
    """What somebody has is set against an ad; industries and degrees are no lack to learn."""
    ad = ("oven", "b++", "hotels")
    answer = tell(_of("b++", roles=(PSE,), ad_items=ad))
    silent = tell(_of(roles=(PSE,), ad_items=ad))

    assert "1 of the 3" in answer.verdict
    assert ["B++", "oven"] == lines(answer)
    assert "Tell me what you know" in silent.verdict


def test_where_to_go_on_from_their_job(tell: Tell) -> None:
    """Whoever only tells the role he has hears where people go from it, and what fits him."""
    answer = tell(_of(background_roles=(BRE,), own=Told(roles=(BRE,))))

    assert "pastry line" in answer.verdict
    assert BRE not in answer.shown
    assert "pastry" in answer.text[-1]


def test_advice_that_stays_says_so(tell: Tell) -> None:
    """Whoever tells more and is advised the same hears it, first by what he has just told."""
    reading = Reading(
        "recommend", (), ("overview",), ("kneading", "oven"), own=Told(items=("oven",))
    )
    first = tell(reading)
    still = tell(reading.with_(advised=first.shown[0]))

    assert first.shown[0] == still.shown[0]
    assert first.verdict != still.verdict
    assert "With that too" in still.verdict
    assert body(still).startswith("You bring oven")


def test_is_it_better_for_me(tell: Tell) -> None:
    """Whether one job is better is answered beside the one advised before."""
    asks = _of("tasting", roles=(PSE,), cues=frozenset({Cue.CHOOSE}))
    answer = tell(asks.with_(words="is it better for me", advised=PS))

    assert {PS, PSE} == {*answer.shown}
    assert PS == answer.shown[0]


def test_advice_is_steady(tell: Tell) -> None:
    """A role advised before stays in front of one that fits hardly better."""
    reading = Reading("recommend", (), ("overview",), ("oven", "kneading"))
    first, second, *_ = cast("list[dict[str, Any]]", tell(reading).data["fits"])
    steady = tell(reading.with_(advised=second["role"]))
    apart = first["score"] - second["score"]

    assert (second["role"] if apart < STAYS else first["role"]) == steady.shown[0]


def test_trouble_comes_before_advice(tell: Tell, tiny: Knowledge) -> None:
    """Whoever is in trouble hears first what is said to that, then the advice."""
    troubled = replace(tiny, of_tone={"rejected": "no_degree"})
    reading = Reading("recommend", (), ("overview",), ("oven",), tone="rejected", words="rejected")
    answer = compose(reading, troubled)

    assert answer.verdict == tiny.advice["no_degree"].cards[0].verdict
    assert tell(reading.with_(tone="")).verdict in answer.text


def test_what_one_does_to_learn_is_not_brought(tiny: Knowledge) -> None:
    """Things that one does, such as reading books, are no skills that one brings."""
    read = {**tiny.items, "oven": replace(tiny.items["oven"], kind="practice")}
    reading = Reading("recommend", (), ("overview",), ("oven", "kneading"))

    assert ("kneading",) == suit.person(reading, replace(tiny, items=read)).items


def test_somebody_who_hires(tell: Tell) -> None:
    """An employer hears which work each role does: of those named, else of those with most ads."""
    hiring = Reading("recommend", own=Told(hires=True))
    open_choice, of_two = tell(hiring), tell(hiring.with_(roles=(PE, PS)))

    assert "work that hurts first" in open_choice.verdict
    assert "work that hurts first" in of_two.verdict
    assert (PE, PS) == of_two.shown
    assert {PE, PS} < {*open_choice.shown}
