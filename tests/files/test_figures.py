"""Figures on pay by their names, for cards to be filled with."""

import pytest

from bot.engine import pay
from bot.engine.bands import PayBand
from bot.files import figures


def _band(
    country: str = "US",
    level: str = "all",
    ads: int = pay.ENOUGH,
    currency: str = "USD",
    median: int = 70_400,
) -> PayBand:
    spread = tuple(median + step for step in (-20_000, -10_000, 0, 10_000, 20_000))
    return PayBand(country, currency, level, ads, 2023, 2025, spread, (), 28)


def test_a_country() -> None:
    """Of a country there are the median, the middle half, the ads and the share from home."""
    expected = {
        "pay.years": "2023 2024 2025",
        "pay.US": "$70k",
        "pay.US.range": "$60k to $80k",
        "pay.US.ads": "4,318",
        "pay.US.remote": "28%",
    }

    assert expected == figures.of_pay([_band(ads=4318)])


@pytest.mark.parametrize(
    ("level", "name"), [("EN", "pay.US.entry"), ("MI", "pay.US.mid"), ("SE", "pay.US.senior")]
)
def test_a_level(level: str, name: str) -> None:
    """Of a level there is the median alone."""
    actual = figures.of_pay([_band(), _band(level=level, median=49_600)])

    assert {name: "$50k"} == {
        key: actual[key] for key in actual.keys() - figures.of_pay([_band()])
    }


@pytest.mark.parametrize(
    ("currency", "expected"),
    [("USD", "$70k"), ("GBP", "£70k"), ("EUR", "€70k"), ("CHF", "CHF 70k")],
)
def test_currencies(currency: str, expected: str) -> None:
    """An amount has the sign of its currency, or its code."""
    assert expected == figures.of_pay([_band("CH", currency=currency)])["pay.CH"]


@pytest.mark.parametrize(
    "band",
    [
        _band(ads=pay.ENOUGH - 1),
        PayBand("US", "USD", "all", 900, 2023, 2025, (), (), 28),
    ],
    ids=["few ads", "no pay"],
)
def test_what_is_no_figure(band: PayBand) -> None:
    """Of too few ads, and where none says what it pays, there is no figure."""
    assert {} == figures.of_pay([band])


def test_a_year_is_no_level() -> None:
    """What was paid in one year has no figure of its own."""
    assert figures.of_pay([_band()]) == figures.of_pay([_band(), _band(level="2024", median=9000)])
