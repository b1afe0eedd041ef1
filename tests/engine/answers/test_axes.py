"""Which role has most or least of something, by the axes of their profiles."""

from dataclasses import replace

import pytest

from bot.engine.answers import axes, compose
from bot.engine.answers.parts import Desk
from bot.engine.knowledge import Axis, Knowledge, Trait
from bot.engine.reading import Reading
from tests.engine.paid import with_pay
from tests.engine.tiny import BRE, PE, PS, PSE

KNEADING = Axis("kneading", "Most kneading", "Least kneading", items=("kneading",))
ENTRY = Axis("entry", "Hardest to enter", "Easiest to enter", "least", ("outlook/demand",))
AXES = (KNEADING, ENTRY)
SCORES = {PE: 4, PS: 0, PSE: 2, BRE: 2}


@pytest.fixture(name="known")
def _known(tiny: Knowledge) -> Knowledge:
    """The tiny knowledge with a score of each role on two axes."""
    roles = {
        name: replace(
            role,
            profile={one.id: Trait(SCORES[name], f"{name} {one.id}") for one in (KNEADING, ENTRY)},
        )
        for name, role in tiny.roles.items()
    }
    return replace(tiny, roles=roles, axes={one.id: one for one in AXES})


@pytest.mark.parametrize(
    ("reading", "title", "first"),
    [
        (Reading("find", items=("kneading",), superlative="most"), "Most kneading", PE),
        (Reading("find", items=("kneading",), superlative="least"), "Least kneading", PS),
        # "which roles need no kneading?"
        (Reading("find", items=("kneading",), negated=True), "Least kneading", PS),
        # the best end of getting in is the easy one
        (
            Reading("find", (), ("outlook",), ask="outlook/demand", superlative="most"),
            "Easiest to enter",
            PS,
        ),
        (
            Reading("find", (), ("outlook",), ask="outlook/demand", superlative="least"),
            "Hardest to enter",
            PE,
        ),
        (
            Reading("find", (PSE, PE), items=("kneading",), superlative="least"),
            "Least kneading",
            PSE,
        ),
        (
            Reading("find", items=("kneading",), superlative="least", excluded=(PS,)),
            "Least kneading",
            BRE,
        ),
    ],
)
def test_ranking(known: Knowledge, reading: Reading, title: str, first: str) -> None:
    """Roles stand in the order of their scores, each with its reason."""
    answer = compose(reading, known)

    assert title == answer.title
    assert first == answer.shown[0]
    assert first in answer.blocks[0].lines[0]
    assert reading.excluded[:1] != answer.shown[:1]


def test_pay_is_no_matter_of_an_axis(known: Knowledge) -> None:
    """Who is paid best of those that knead is a question on pay."""
    paid = Reading("find", (), ("salary",), ("kneading",), superlative="most")

    assert "Pay, by median" in compose(paid, with_pay(known)).title


def test_a_comparison_has_a_verdict(known: Knowledge) -> None:
    """Of two roles it is said which has most, or is easiest, or that they are alike."""
    roles = Desk(known).roles((PE, PS))
    alike = Desk(known).roles((PSE, BRE))

    assert f"{PE} kneading" in axes.verdict(roles, KNEADING, Desk(known))
    assert f"{PS} entry" in axes.verdict(roles, ENTRY, Desk(known))
    assert "about equal" in axes.verdict(alike, KNEADING, Desk(known))
    assert "" == axes.verdict(roles[:1], KNEADING, Desk(known))


def test_without_a_score(tiny: Knowledge) -> None:
    """Roles that have no score are not ranked."""
    assert "" == axes.verdict(Desk(tiny).roles((PE, PS)), KNEADING, Desk(tiny))
