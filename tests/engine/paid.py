"""A made-up file of job ads for the four bakers: much, little, too little and nothing."""

from dataclasses import replace

from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from bot.engine.page import Point, Source
from tests.engine.tiny import BRE, PE, PS, PSE

ADS = Source("ads", "What Bakers Are Offered", "Pay Weekly", "2025", "market")


def band(
    level: str,
    ads: int,
    median: int,
    *,
    years: tuple[int, int] = (2023, 2025),
    country: str = "US",
    currency: str = "USD",
) -> PayBand:
    """Return a band with its percentiles 10,000 apart, and none of fewer than ten ads."""
    steps = (-20_000, -10_000, 0, 10_000, 20_000)
    pay = tuple(median + step for step in steps) if ads >= 10 else ()
    typical = (median - 5_000, median + 5_000) if pay else ()
    return PayBand(country, currency, level, ads, *years, pay, typical, 20)


def with_pay(knowledge: Knowledge) -> Knowledge:
    """Return the tiny knowledge with the ads; who asks for the pay of a PS is shown a PE's."""
    pay = {
        PE: (
            band("all", 1200, 70_000),
            band("EN", 700, 50_000),
            band("SE", 491, 90_000),
            # too few for a figure
            band("EX", 9, 190_000),
            band("2024", 600, 68_000, years=(2024, 2024)),
            band("all", 40, 40_000, country="GB", currency="GBP"),
        ),
        PSE: (band("all", 29, 100_000, years=(2021, 2024)), band("SE", 29, 100_000)),
        PS: (band("all", 9, 300_000),),
        BRE: (),
    }
    scientist = replace(knowledge.roles[PS], versus={PE: Point("A PS thinks.", ("pe-vs-pse",))})
    return replace(
        knowledge,
        roles={**knowledge.roles, PS: scientist},
        pay=pay,
        pay_source=ADS.id,
        sources={**knowledge.sources, ADS.id: ADS},
    )
