"""A made-up salary survey of the four bakers: much, little, too little and nothing."""

from dataclasses import replace

from bot.engine.knowledge import Knowledge, SalaryBand, Source
from tests.engine.tiny import BRE, PE, PS, PSE

SURVEY = Source("survey", "What Bakers Earn", "Pay Weekly", "2025", "market")


def band(
    level: str, reports: int, median: int, *, years: tuple[int, int] = (2023, 2025)
) -> SalaryBand:
    """Return a band with its percentiles 10,000 apart."""
    usd = tuple(median + step for step in (-20_000, -10_000, 0, 10_000, 20_000))
    return SalaryBand(level, reports, *years, usd, 80)


def with_salaries(knowledge: Knowledge) -> Knowledge:
    """Return the tiny knowledge with the survey."""
    salaries = {
        PE: (
            band("all", 1200, 70_000),
            band("EN", 700, 50_000),
            band("SE", 491, 90_000),
            # too few for a figure
            band("EX", 9, 190_000),
        ),
        PSE: (band("all", 29, 100_000, years=(2021, 2024)), band("SE", 29, 100_000)),
        PS: (band("all", 9, 300_000),),
        BRE: (),
    }
    return replace(
        knowledge,
        salaries=salaries,
        salary_source=SURVEY.id,
        sources={**knowledge.sources, SURVEY.id: SURVEY},
    )
