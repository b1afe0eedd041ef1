"""What may be said of pay follows from the number of reports."""

import pytest

from bot.engine import pay
from bot.engine.knowledge import Knowledge
from tests.engine.salaries import with_salaries
from tests.engine.tiny import BRE, PE, PS, PSE


@pytest.fixture(name="known", scope="module")
def _known(tiny: Knowledge) -> Knowledge:
    return with_salaries(tiny)


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        # nine reports at the top are too few
        (PE, ["all", "EN", "SE"]),
        (PSE, ["all", "SE"]),
        (PS, []),
        (BRE, []),
        ("nobody", []),
    ],
)
def test_bands(known: Knowledge, role: str, levels: list[str]) -> None:
    """A band is shown from ten reports on."""
    actual = list(pay.bands(role, known))

    assert levels == actual


def test_overall(known: Knowledge) -> None:
    """The band over all levels is there if reports enough stand behind it."""
    band = pay.overall(PE, known)

    assert band is not None
    assert 70_000 == band.usd[2]
    assert pay.overall(PS, known) is None


@pytest.mark.parametrize(("role", "count"), [(PE, 1200), (PS, 9), (BRE, 0), ("nobody", 0)])
def test_reports(known: Knowledge, role: str, count: int) -> None:
    """Reports are counted even where they are too few for a figure."""
    actual = pay.reports(role, known)

    assert count == actual


@pytest.mark.parametrize("least", [True, False])
def test_ranking_needs_reports(known: Knowledge, least: bool) -> None:
    """A role with fewer than thirty reports has no rank."""
    expected = [PE]
    actual = pay.ranked((BRE, PE, PS, PSE), known, least=least)

    assert expected == actual
