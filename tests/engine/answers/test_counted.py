"""Which jobs have more openings or more work from home, by counts of job ads."""

from dataclasses import replace

import pytest

from bot.engine.answer import Answer
from bot.engine.answers import compose
from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.answers.conftest import lines
from tests.engine.paid import band, with_pay
from tests.engine.tiny import BRE, PE, PS, PSE

DEMAND, REMOTE = ("outlook", "outlook/demand"), ("conditions", "conditions/remote")


def _answer(tiny: Knowledge, reading: Reading, **ads: PayBand) -> Answer:
    every = {name.replace("_", "-"): (one,) for name, one in ads.items()}
    return compose(reading, replace(with_pay(tiny), pay=every))


def _asks(kind: str, asked: tuple[str, str], *roles: str, **more: object) -> Reading:
    return Reading(kind, roles, asked[:1], asks=asked[1:]).with_(**more)


ADS = {
    "pastry_engineer": replace(band("all", 400, 70_000), remote=10),
    "pastry_scientist": replace(band("all", 100, 70_000), remote=40),
    "bread_engineer": replace(band("all", 95, 70_000), remote=41),
}


@pytest.mark.parametrize(
    ("asked", "roles", "said"),
    [
        (DEMAND, (PS, PE), "Pastry engineers have more openings: 400"),
        (DEMAND, (PS, BRE), "About as many openings"),
        (REMOTE, (PS, PE), "Pastry scientists work from home more often: 40%"),
        (REMOTE, (PS, BRE), "Hardly any difference"),
    ],
)
def test_two_jobs(
    tiny: Knowledge, asked: tuple[str, str], roles: tuple[str, ...], said: str
) -> None:
    """Of two jobs the one with more is named with both counts, unless they are close."""
    assert _answer(tiny, _asks("compare", asked, *roles), **ADS).verdict.startswith(said)


def test_all_jobs_are_ranked(tiny: Knowledge) -> None:
    """Of all jobs those with most, or least, come first; jobs of too few ads are left out."""
    reading = _asks("find", DEMAND, superlative="most")
    few = {**ADS, "pastry_software_engineer": band("all", 9, 70_000)}
    most = _answer(tiny, reading, **few)
    least = _answer(tiny, reading.with_(superlative="least"), **few)

    assert (PE, PS, BRE) == most.shown
    assert (BRE, PS, PE) == least.shown
    assert "400 ads" in lines(most)[0]


def test_a_job_without_ads_is_not_compared(tiny: Knowledge) -> None:
    """Where one of the jobs asked about has no ads, nothing is counted."""
    answer = _answer(tiny, _asks("compare", DEMAND, PE, PSE), **ADS)

    assert "400" not in answer.verdict


def test_a_question_that_names_no_section(tiny: Knowledge) -> None:
    """What is counted follows from the ask, whatever the sections are read as."""
    reading = Reading("find", (), ("overview",), asks=DEMAND[1:], superlative="most")

    assert (PE, PS, BRE) == _answer(tiny, reading, **ADS).shown
