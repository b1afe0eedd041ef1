"""What must hold of every answer: over the questions of strangers, and over what is offered."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answers import STATED, typed_as
from bot.engine.answers.desk import Desk
from bot.engine.knowledge import Knowledge
from bot.engine.reading import CONFIDENT, Question, Reading
from bot.files import cards
from bot.render.html import html
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.labelled import answered
from tests.knowledge.seen import seen
from tests.telegram import tdlib

ASKING = frozenset({"clarify", "help", "roles", "smalltalk", "unknown"})
"""Kinds that decide nothing."""
WORKING = 0.9
"""Share of what doubtful answers offer instead that must be read otherwise than before."""


def test_every_answer_decides_or_asks_back() -> None:
    """Whatever is asked, the answer has a verdict, or asks what it must know for one."""
    undecided = [
        typed
        for typed, answer in answered()
        if not (answer.verdict or answer.reading.kind in ASKING or answer.title.endswith("?"))
    ]

    assert [] == undecided


def test_verdicts_are_short() -> None:
    """A verdict is one sentence that is read at a glance."""
    long = {
        typed: answer.verdict
        for typed, answer in answered()
        if len(answer.verdict) > cards.VERDICT
    }

    assert {} == long


@pytest.mark.parametrize("limit", [SCREEN, GROUP])
def test_answers_have_room(limit: int) -> None:
    """An answer fits on a phone, and a shorter form of it in a group; sources are folded away."""
    long = {}
    for typed, answer in answered():
        size = seen(html(answer, limit))
        if size > limit and not (answer.reading.full and limit == SCREEN):
            long[typed] = size

    assert {} == long


def test_telegram_takes_every_answer() -> None:
    """Telegram's parser finds in every answer some text and no fault."""
    for typed, answer in answered():
        assert tdlib.parse(html(answer).text)["text"].strip(), typed


def test_no_placeholder_is_left() -> None:
    """Nothing that should have been filled in is shown as it stands in the files."""
    left = [typed for typed, answer in answered() if "{" in html(answer).text]

    assert [] == left


def _meant(reading: Reading) -> tuple[str, tuple[str, ...], set[str], tuple[str, ...]]:
    return reading.kind, reading.roles, {*reading.named_sections}, reading.items


def test_what_is_doubtful_offers_something_else(advisor: Advisor, known: Knowledge) -> None:
    """What a doubtful answer offers first is mostly read otherwise than the question was."""
    meant = Desk(known).say("meant_else")
    offered = [
        (answer.reading, answer.suggestions[0].question)
        for _, answer in answered()
        if meant in answer.asides
    ]
    working = sum(
        _meant(advisor.read(Question(typed))[0]) != _meant(reading) for reading, typed in offered
    )
    print(f"working: {working / len(offered):.1%} of {len(offered)}")

    assert all(r.kind in STATED and r.confidence < CONFIDENT for r, _ in offered)
    assert working >= WORKING * len(offered)


def test_typed_as_is_read_so(advisor: Advisor, known: Knowledge) -> None:
    """The short question that stands for an answer leads back to what was asked."""
    astray = {}
    for says, answer in answered():
        reading, typed = answer.reading, typed_as(answer.reading, Desk(known))
        if not typed or reading.kind == "check" or reading.excluded:
            continue
        again, _ = advisor.read(Question(typed))
        if reading.kind in {"find", "transition"}:  # their sections are told by the rest
            reading = reading.with_(sections=again.sections)
        if _meant(again) != _meant(reading):
            astray[says] = (typed, _meant(again))

    assert {} == astray


@pytest.mark.parametrize(
    "typed",
    [
        *("what does a data engineer do", "data engineer vs data analyst", "from DA to DE"),
        *("does an MLE need Java?", "can I work in data without a degree", "DE salary in India"),
        *("is the junior market dead", "I'm a nurse, which role fits me?", "DS vs DA tools"),
        *("is a data analyst's job stressful", "what is an actuary"),
    ],
)
def test_nobody_is_told_the_same_twice(advisor: Advisor, typed: str) -> None:
    """A question asked once more in a talk is not answered in the same words."""
    first, context = advisor.ask(Question(typed))
    again, _ = advisor.ask(Question(typed), context)

    assert html(first).text != html(again).text


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("is data engineer not safer than data scientist", "About as many openings"),
        ("will AI replace data analysts or data engineers first", "No, for both"),
        ("DS vs DE skills", "Math is the divide"),
    ],
)
def test_a_comparison_decides_by_what_was_asked(advisor: Advisor, typed: str, begins: str) -> None:
    """How safe two jobs are is not decided by the things that each asks for."""
    answer, _ = advisor.ask(Question(typed))

    assert answer.verdict.startswith(begins)


def test_an_amount_is_set_against_both_jobs_compared(advisor: Advisor) -> None:
    """Whoever tells what they earn hears how that stands, and how thin a figure is."""
    asked = "I make 96k. Entry level pay, BI engineer vs analytics engineer?"
    answer, _ = advisor.ask(Question(asked))

    assert answer.verdict.startswith("$96k is")
    assert any(line.startswith("$96k is") for line in answer.text)
    assert any("a hint at best" in line for line in answer.blocks[0].lines)
