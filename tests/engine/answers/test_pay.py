"""What job ads say of pay, with their number, their years and how far they reach."""

from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from bot.render.html import html
from bot.render.reply import GROUP
from tests.engine.answers.conftest import Ask
from tests.engine.paid import band, with_pay
from tests.engine.tiny import BRE, PE, PS, PSE

PAY = Reading("explain", (PE,), ("salary",))


@pytest.fixture(name="known", scope="module")
def _known(tiny: Knowledge) -> Knowledge:
    return with_pay(tiny)


@pytest.fixture(name="ask")
def _ask(known: Knowledge) -> Ask:
    advisor = Advisor(known)
    return lambda typed: advisor.ask(Question(typed))[0]


def _lines(answer: Answer) -> list[str]:
    return [line for block in answer.blocks for line in block.lines]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (
            PAY,
            "Pastry Engineer: 70,000 USD a year at the median, 60,000 to 80,000 in the middle half"
            " (1,200 US job ads, 2023-2025)",
        ),
        # at the level asked about, where it has ads enough
        (
            PAY.with_(level="entry"),
            "Pastry Engineer, entry level: 50,000 USD a year at the median, 40,000 to 60,000 in"
            " the middle half (700 US job ads, 2023-2025)",
        ),
        (
            PAY.with_(level="mid"),
            "Pastry Engineer: 70,000 USD a year at the median, 60,000 to 80,000 in the middle half"
            " (1,200 US job ads, 2023-2025)",
        ),
        # in the country asked about, in its own currency
        (
            PAY.with_(place="GB"),
            "Pastry Engineer: 40,000 GBP a year at the median, 30,000 to 50,000 in the middle half"
            " (40 GB job ads, 2023-2025)",
        ),
        # a sum that is named is set against the ads
        (
            PAY.with_(amount=75_000),
            "75,000 USD is more than about 62% of these ads offer. Pastry Engineer: 70,000 USD a"
            " year at the median, 60,000 to 80,000 in the middle half (1,200 US job ads,"
            " 2023-2025)",
        ),
        (
            Reading("explain", (BRE,), ("salary",)),
            "Bread Engineer: no job ads with pay under this title, so no figure of its own.",
        ),
        # the nearest role's figure, as such
        (
            Reading("explain", (PS,), ("salary",)),
            "Pastry Scientist: only 9 US job ads with pay, too few for a figure of its own. Pastry"
            " Engineer: 70,000 USD a year at the median, 60,000 to 80,000 in the middle half"
            " (1,200 US job ads, 2023-2025)",
        ),
        (
            Reading("explain", (PSE,), ("salary",)),
            "Pastry Software Engineer: 100,000 USD a year at the median, 90,000 to 110,000 in the"
            " middle half (only 29 US job ads, 2021-2024: a hint)",
        ),
    ],
)
def test_figures(known: Knowledge, asked: Reading, line: str) -> None:
    """What was asked comes first: figures with their number, country and years, or why none."""
    assert line == _lines(compose(asked, known))[0]


def test_levels_and_years(ask: Ask) -> None:
    """Levels and years have a line each, as far as there are ads enough."""
    blocks = {block.label: block.lines for block in ask("PE salary").blocks}

    assert ("PE: entry 50,000, senior 90,000",) == blocks["Median by level"]
    assert ("PE: 2024 68,000",) == blocks["Median by year"]


def test_roles_side_by_side(ask: Ask) -> None:
    """Compared roles stand under one another."""
    blocks = {block.label: block.lines for block in ask("PE vs PSE salary").blocks}

    assert ["Pastry Engineer", "Pastry Software Engineer"] == [
        line.split(":")[0] for line in blocks[""]
    ]
    assert ["PE", "PSE"] == [line.split(":")[0] for line in blocks["Median by level"]]
    assert "PSE: senior 100,000 (only 29 ads)" in blocks["Median by level"]


@pytest.mark.parametrize(
    ("place", "lead"),
    [
        ("US", ""),
        ("GB", ""),
        ("FR", "Too few job ads from France"),
        ("CA", "No figure for Canada and Australia"),
    ],
)
def test_a_country(known: Knowledge, place: str, lead: str) -> None:
    """Of a country without figures that is said first, and why for those that are left out."""
    answer = compose(PAY.with_(place=place), known)

    assert answer.lead.startswith(lead)
    assert bool(lead) is ("from the US" in answer.lead)


def test_what_the_figures_are(ask: Ask) -> None:
    """That ads are counted, not what people earn, stands beside the figures."""
    assert any("not what people report" in note for note in ask("PE salary").notes)
    assert not any("not what people report" in note for note in ask("BRE salary").notes)


def test_one_year_is_one_year(tiny: Knowledge) -> None:
    """Ads of one year name that year."""
    pay = {PSE: (band("all", 40, 90_000, years=(2024, 2024)),)}
    advisor = Advisor(replace(with_pay(tiny), pay=pay))
    line = advisor.ask(Question("PSE salary"))[0].blocks[0].lines[0]

    assert "(40 US job ads, 2024)" in line


def test_different_mixtures_are_told(ask: Ask) -> None:
    """Where one role's ads are far more senior, the comparison says so."""
    assert "PE 42% and PSE 100%" in " ".join(ask("PE vs PSE salary").notes)
    assert "42%" not in " ".join(ask("PE salary").notes)


@pytest.mark.parametrize("typed", ["PSE salary", "PE vs PSE salary", "PE, PS, PSE, BRE salary"])
def test_a_warning_is_not_cut(ask: Ask, typed: str) -> None:
    """However little room there is, a figure of few ads has its warning."""
    told = html(ask(typed), GROUP).text

    assert ("100,000 USD" in told) is ("only 29 US job ads, 2021-2024: a hint" in told)


def test_ranking(ask: Ask) -> None:
    """The question which role pays most is answered by median, with those left out."""
    answer = ask("which role pays most")

    assert ["1. Pastry Engineer"] == [line.split(":")[0] for line in _lines(answer)]
    assert "Left out for fewer than 30 ads: BRE, PS and PSE." in answer.notes
    assert ["ads"] == [citation.id for citation in answer.citations]


def test_ranking_of_several(tiny: Knowledge) -> None:
    """The highest median stands first, or the lowest where that is asked."""
    known = with_pay(tiny)
    advisor = Advisor(replace(known, pay={**known.pay, PSE: (band("all", 30, 100_000),)}))
    most = _lines(advisor.ask(Question("which role pays most"))[0])
    least = _lines(advisor.ask(Question("which role has the lowest pay"))[0])

    assert ["1. Pastry Software Engineer", "2. Pastry Engineer"] == [
        line.split(":")[0] for line in most
    ]
    assert ["1. Pastry Engineer", "2. Pastry Software Engineer"] == [
        line.split(":")[0] for line in least
    ]


def test_the_ads_are_cited(ask: Ask) -> None:
    """An answer on pay cites the ads, and another answer does not."""
    assert "ads" in [citation.id for citation in ask("PE salary").citations]
    assert "ads" not in [citation.id for citation in ask("PE tools").citations]


def test_pay_beside_another_section(ask: Ask) -> None:
    """Pay and another section stand in one answer."""
    answer = ask("PE salary and tools")

    assert [line for line in _lines(answer) if line.startswith("Pastry Engineer: 70,000 USD")]
    assert "rolling pin" in " ".join(_lines(answer))
