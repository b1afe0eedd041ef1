"""Over the labelled questions: what is doubtful is told, and what is offered instead works."""

from functools import cache
from pathlib import Path

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.compose.parts import Desk
from bot.engine.compose.receipt import STATED, doubtful, typed_as
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Question, Reading
from bot.files.questions import read_questions
from bot.render.html import escape, html
from bot.render.plain import plain
from bot.render.reply import GROUP
from tests.knowledge.packaged import knowledge

HERE = Path(__file__).parent
NAMES = ("questions", "chat_questions", "forum_questions", "foreign_questions")
LENGTH = 250
"""Code points that a receipt takes at most: it stands in a group's answer of 500."""
BOTH = frozenset({"degree", "technology", "certification"})
"""Items whose name is a word for a section too, and read as that where nothing asks."""


@cache
def _asked() -> tuple[tuple[str, Answer], ...]:
    """Return labelled questions with their answers, each asked by itself."""
    advisor = Advisor(knowledge())
    says = (
        turn.says
        for name in NAMES
        for dialogue in read_questions(HERE / f"{name}.yaml")
        for turn in dialogue.turns
    )
    return tuple((typed, advisor.ask(Question(typed))[0]) for typed in dict.fromkeys(says))


@pytest.fixture(name="desk", scope="module")
def _desk(known: Knowledge) -> Desk:
    return Desk(known)


def _meant(reading: Reading) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return reading.kind, reading.roles, reading.sections, reading.items


def test_what_is_unsure_has_a_receipt() -> None:
    """Every statement below the confident threshold has a receipt, and so has no plain one."""
    for typed, answer in _asked():
        reading = answer.reading
        if reading.kind in STATED and reading.confidence < CONFIDENT:
            assert answer.receipt, typed
        if reading.kind not in STATED or (reading.confidence >= CONFIDENT and not reading.unused):
            assert not answer.receipt, typed


def test_receipts_are_short_and_always_there() -> None:
    """A receipt is a line or two, and stands in the least reply of either kind, as markup too."""
    with_receipt = [answer for _, answer in _asked() if answer.receipt]

    assert with_receipt
    for answer in with_receipt:
        assert len(answer.receipt) <= LENGTH
        assert f"<i>{escape(answer.receipt)}</i>" in html(answer, GROUP).text
        assert answer.receipt in plain(answer, GROUP).text


def test_what_a_receipt_offers_is_something_else(advisor: Advisor) -> None:
    """What a receipt offers to type is on a button, and is read otherwise and without doubt."""
    offered = 0
    for typed, answer in _asked():
        for suggestion in answer.suggestions[:2] if "Something else?" in answer.receipt else ():
            if f"“{suggestion.question}”" not in answer.receipt:
                continue
            offered += 1
            again, _ = advisor.read(Question(suggestion.question))

            assert _meant(again) != _meant(answer.reading), typed
            assert again.kind in STATED, typed
            assert not doubtful(again), typed

    assert offered


def test_typed_as_is_read_so(advisor: Advisor, desk: Desk) -> None:
    """The short question of a reading leads to the same roles and, of sections, the same."""
    astray = {}
    for says, answer in _asked():
        reading = answer.reading
        typed = typed_as(reading, desk)
        if not typed or reading.kind not in {"explain", "compare"}:
            continue
        again, _ = advisor.read(Question(typed))
        if _meant(again) != _meant(reading):
            astray[says] = (typed, _meant(again))

    assert {} == astray


def test_typed_as_keeps_the_kind_and_the_roles(advisor: Advisor, desk: Desk) -> None:
    """A check of one item and a move lead back to their roles, a search to its items."""
    astray = {}
    for says, answer in _asked():
        reading = answer.reading
        typed = typed_as(reading, desk)
        moved = reading.kind == "transition" and len(reading.roles) == 2
        checked = reading.kind == "check" and reading.items[1:] == ()
        sought = reading.kind == "find" and reading.items[1:] == () and not reading.roles
        if not typed or not (moved or checked or sought) or set(reading.items) & BOTH:
            continue
        again, _ = advisor.read(Question(typed))
        expected = (reading.kind, reading.roles, reading.items)
        if expected != (again.kind, again.roles, again.items):
            astray[says] = (typed, _meant(again))

    assert {} == astray
