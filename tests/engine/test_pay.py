"""What may be said of pay follows from the number of job ads."""

import pytest

from bot.engine import pay
from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from tests.engine.paid import band, with_pay
from tests.engine.tiny import BRE, PE, PS, PSE


@pytest.fixture(name="known", scope="module")
def _known(tiny: Knowledge) -> Knowledge:
    return with_pay(tiny)


@pytest.mark.parametrize(
    ("role", "country", "levels"),
    [
        # nine ads at the top are too few
        (PE, "US", ["all", "EN", "SE", "2024"]),
        (PE, "GB", ["all"]),
        (PE, "FR", []),
        (PSE, "US", ["all", "SE"]),
        (PS, "US", []),
        (BRE, "US", []),
        ("nobody", "US", []),
    ],
)
def test_bands(known: Knowledge, role: str, country: str, levels: list[str]) -> None:
    """A band of a country is shown from ten ads on."""
    assert levels == list(pay.bands(role, known, country))


def test_overall(known: Knowledge) -> None:
    """The band over all levels is there if ads enough stand behind it."""
    whole = pay.overall(PE, known)

    assert whole is not None
    assert 70_000 == whole.median
    assert pay.overall(PS, known) is None


@pytest.mark.parametrize(("role", "count"), [(PE, 1200), (PS, 9), (BRE, 0), ("nobody", 0)])
def test_counted(known: Knowledge, role: str, count: int) -> None:
    """Ads are counted even where they are too few for a figure."""
    assert count == pay.counted(role, known)


def test_by_ads(known: Knowledge) -> None:
    """The role with most ads is the likeliest to be meant."""
    assert [PE, PSE, PS, BRE] == pay.by_ads(known)


@pytest.mark.parametrize(("role", "near"), [(PS, PE), (BRE, ""), ("nobody", "")])
def test_nearest(known: Knowledge, role: str, near: str) -> None:
    """The nearest role with figures is one that it is set apart from."""
    assert near == pay.nearest(role, known)


@pytest.mark.parametrize("least", [True, False])
def test_ranking_needs_ads(known: Knowledge, least: bool) -> None:
    """A role with fewer than thirty ads has no rank."""
    assert [PE] == pay.ranked((BRE, PE, PS, PSE), known, least=least)


def test_ranking_in_a_country(known: Knowledge) -> None:
    """The order of a country rests on its own ads."""
    assert [PE] == pay.ranked((BRE, PE, PS, PSE), known, country="GB")
    assert [] == pay.ranked((BRE, PE, PS, PSE), known, country="FR")


@pytest.mark.parametrize(
    ("amount", "share"),
    [
        (1, 5),
        (50_000, 5),
        (55_000, 18),
        (60_000, 25),
        (70_000, 50),
        (75_000, 62),
        (90_000, 90),
        (90_001, 95),
    ],
)
def test_below(amount: int, share: int) -> None:
    """Between the percentiles it is interpolated how many ads offer less, beyond them bounded."""
    known: PayBand = band("all", 100, 70_000)

    assert share == known.below(amount)
