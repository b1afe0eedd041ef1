"""Sums of pay in what people type."""

import pytest

from bot.engine.language.money import Sum, told

CURRENCIES = {
    "USD": ("$", "usd", "dollars"),
    "GBP": ("£",),
    "BRL": ("r$", "reais"),
    "INR": ("lpa", "lakh"),
    "PLN": ("pln",),
    "ZAR": ("rand", "r"),
}


@pytest.mark.parametrize(
    ("typed", "yearly", "currency", "period"),
    [
        ("is 95k good for a junior?", 95_000, "", ""),
        ("they offer $120,000", 120_000, "USD", ""),
        ("4k a month in Berlin, ok?", 48_000, "", "month"),
        ("I get 4.800 reais a month", 57_600, "BRL", "month"),
        ("R$ 2.400 per month", 28_800, "BRL", "month"),
        ("£25/h", 52_000, "GBP", "hour"),
        ("is R540k good in Durban", 540_000, "ZAR", ""),
        ("an offer for 60k", 60_000, "", ""),
        ("19 usd per hour", 39_520, "USD", "hour"),
        ("12 lpa enough?", 1_200_000, "INR", ""),
        ("24-30k PLN gross", 30_000, "PLN", ""),
        ("I earn 31 grand", 31_000, "", ""),
        ("1.5k monthly", 18_000, "", "month"),
        ("60k pa", 60_000, "", "year"),
    ],
)
def test_sums(typed: str, yearly: int, currency: str, period: str) -> None:
    """A sum comes to so much in a year, in the money and by the period that were told."""
    assert Sum(yearly, currency, period) == told(typed, CURRENCIES)


@pytest.mark.parametrize(
    "typed",
    [
        "I am 45 with 10 years of experience",
        "2 hours a day",
        "40 hours a week",
        "100% remote",
        "salary in 2026?",
        "3 months of Java 17",
        "",
    ],
)
def test_what_is_no_sum(typed: str) -> None:
    """Ages, hours, years and shares are no pay."""
    assert Sum() == told(typed, CURRENCIES)
