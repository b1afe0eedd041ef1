"""Over the questions kept apart: what is doubtful is told, and what is offered instead works."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers.parts import Desk
from bot.engine.answers.receipt import STATED, doubtful, typed_as
from bot.engine.answers.stand_in import stand_in
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Question, Reading
from bot.render.html import escape, html
from bot.render.plain import plain
from bot.render.reply import GROUP
from tests.knowledge.labelled import answered

LENGTH = 250
"""Code points that a receipt takes at most: it stands in a group's answer of 500."""
WORKING = 0.9
"""Share of what receipts offer that must be read otherwise than before, and without doubt."""


@pytest.fixture(name="desk", scope="module")
def _desk(known: Knowledge) -> Desk:
    return Desk(known)


def _meant(reading: Reading) -> tuple[str, tuple[str, ...], set[str], tuple[str, ...]]:
    return reading.kind, reading.roles, {*reading.named_sections}, reading.items


def _states(reading: Reading) -> bool:
    """Tell whether an answer states something, and does not ask for somebody's wishes."""
    wishes = reading.items or reading.excluded or reading.roles
    return reading.kind in STATED and (reading.kind != "recommend" or bool(wishes))


def test_what_is_unsure_has_a_receipt() -> None:
    """Every statement below the confident threshold has a receipt, and so has no plain one."""
    for typed, answer in answered():
        unsure = answer.reading.confidence < CONFIDENT

        assert bool(answer.receipt) == (_states(answer.reading) and unsure), typed


def test_receipts_are_short_and_always_there() -> None:
    """A receipt is a line or two, and stands in the least reply of either kind, as markup too."""
    with_receipt = [answer for _, answer in answered() if answer.receipt]

    assert with_receipt
    for answer in with_receipt:
        least = answer.receipt[0]
        assert len(" ".join(answer.receipt)) <= LENGTH
        assert f"<i>{escape(least)}" in html(answer, GROUP).text
        assert least in plain(answer, GROUP).text


def test_what_a_receipt_offers_is_something_else(advisor: Advisor) -> None:
    """What a receipt offers to type is on a button; nearly all is read otherwise and surely."""
    offered = working = 0
    for _, answer in answered():
        receipt = " ".join(answer.receipt)
        for suggestion in answer.suggestions[:2] if "Something else?" in receipt else ():
            if f"“{suggestion.question}”" not in receipt:
                continue
            offered += 1
            again, _ = advisor.read(Question(suggestion.question))
            other = _meant(again) != _meant(answer.reading)
            working += other and again.kind in STATED and not doubtful(again)
    print(f"working: {working / offered:.1%} of {offered}")

    assert working >= WORKING * offered


def test_typed_as_is_read_so(advisor: Advisor, desk: Desk) -> None:
    """The short question of a reading leads back to it, for what is told, sought, or a way."""
    astray = {}
    for says, answer in answered():
        reading, _ = stand_in(answer.reading, desk)
        typed = typed_as(reading, desk)
        if not typed or reading.kind == "check" or reading.excluded:
            continue
        again, _ = advisor.read(Question(typed))
        if reading.kind in {"find", "transition"}:  # their sections are told by the rest
            reading = reading.with_(sections=again.sections)
        if _meant(again) != _meant(reading):
            astray[says] = (typed, _meant(again))

    assert {} == astray
