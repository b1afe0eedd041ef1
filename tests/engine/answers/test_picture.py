"""What of an answer can be drawn."""

import pytest

from bot.engine.answers.desk import Desk
from bot.engine.answers.picture import chart
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.answers.conftest import Tell
from tests.engine.paid import with_pay
from tests.engine.tiny import BRE, PE, PS, PSE


@pytest.fixture(name="paying")
def _paying(tiny: Knowledge) -> Desk:
    return Desk(with_pay(tiny))


def test_pay_of_one(pay: Tell, paying: Desk) -> None:
    """Of one job the levels are drawn that have a figure, all together first."""
    drawn = chart(pay(Reading("explain", (PE,), ("salary",))), paying)

    assert drawn
    assert ["All levels", "Entry-level", "Senior"] == [one.label for one in drawn.bars]
    assert (60_000, 70_000, 80_000) == (
        drawn.bars[0].low,
        drawn.bars[0].middle,
        drawn.bars[0].high,
    )
    assert "2023 to 2025" in drawn.note


def test_pay_of_several(pay: Tell, paying: Desk) -> None:
    """Of several jobs each has a bar, the best paid first; those without a figure have none."""
    drawn = chart(pay(Reading("compare", (PE, PSE, BRE), ("salary",))), paying)

    assert drawn
    assert ["Pastry software engineer", "Pastry engineer"] == [one.label for one in drawn.bars]
    assert "Pastry engineer: $70k ($60k to $80k)" in drawn.told()


def test_jobs_beside_one_another(tell: Tell, tiny: Knowledge) -> None:
    """A comparison has a row for each section, and a cell in it for each job."""
    whole = chart(tell(Reading("compare", (PE, PS))), Desk(tiny))
    tools = chart(tell(Reading("compare", (PE, PS), ("tools",))), Desk(tiny))

    assert whole
    assert tools
    assert ("Pastry engineer", "Pastry scientist") == whole.heads
    assert all(len(row.cells) == 2 for row in whole.rows)
    assert len(tools.rows) < len(whole.rows)
    assert tools.lead == tell(Reading("compare", (PE, PS), ("tools",))).verdict


@pytest.mark.parametrize(
    "reading",
    [
        Reading("explain", (PE,)),
        Reading("help"),
        Reading("explain", (BRE,), ("salary",)),
        Reading("explain", (PE,), ("salary",), place="FR"),
    ],
)
def test_nothing_to_draw(pay: Tell, paying: Desk, reading: Reading) -> None:
    """What is neither a comparison nor pay that is known has no picture."""
    assert chart(pay(reading), paying) is None


def test_a_ranking_is_drawn_in_its_order(pay: Tell, paying: Desk) -> None:
    """Bars stand as the answer ranks the jobs, the worst paid first where that was asked."""
    for least in ("most", "least"):
        answer = pay(Reading("find", sections=("salary",), superlative=least))
        drawn = chart(answer, paying)

        assert drawn
        names = [paying.knowledge.roles[role].name.casefold() for role in answer.shown]
        assert names[: len(drawn.bars)] == [one.label.casefold() for one in drawn.bars]
