"""What the survey says of pay, with its size, its years and how far it reaches."""

from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question
from bot.render.html import html
from bot.render.reply import GROUP
from tests.engine.compose.conftest import Ask
from tests.engine.salaries import band, with_salaries
from tests.engine.tiny import PSE


@pytest.fixture(name="known", scope="module")
def _known(tiny: Knowledge) -> Knowledge:
    return with_salaries(tiny)


@pytest.fixture(name="ask")
def _ask(known: Knowledge) -> Ask:
    advisor = Advisor(known)
    return lambda typed: advisor.ask(Question(typed))[0]


def _lines(answer: Answer) -> list[str]:
    return [line for block in answer.blocks for line in block.lines]


def test_figures(ask: Ask) -> None:
    """A role's pay has median, middle half, currency, number of reports and years in one line."""
    figures = "PE: median 70,000 USD, middle half 60,000-80,000 a year"
    expected = f"{figures} (1,200 reports, 2023-2025)"
    actual = _lines(ask("PE salary"))[0]

    assert expected == actual


def test_levels(ask: Ask) -> None:
    """Levels stand apart, as far as each has reports enough."""
    blocks = {block.label: block.lines for block in ask("PE salary").blocks}

    assert ("PE: median 50,000 USD, middle half 40,000-60,000 (700)",) == blocks["Entry level"]
    assert "Senior" in blocks
    assert "Executive" not in blocks


def test_roles_side_by_side(ask: Ask) -> None:
    """Compared roles stand under one another, level by level."""
    blocks = {block.label: block.lines for block in ask("PE vs PSE salary").blocks}

    assert ["PE", "PSE"] == [line.split(":")[0] for line in blocks[""]]
    assert ["PE", "PSE"] == [line.split(":")[0] for line in blocks["Senior"]]
    assert ["PE"] == [line.split(":")[0] for line in blocks["Entry level"]]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("BRE salary", "BRE: no reports in the survey, so no figure"),
        ("PS salary", "PS: 9 reports, too few for a figure"),
        (
            "PSE salary",
            "PSE: median 100,000 USD, middle half 90,000-110,000 a year "
            "(only 29 reports, 2021-2024: a hint)",
        ),
    ],
)
def test_few_reports(ask: Ask, typed: str, line: str) -> None:
    """Few reports are warned of; too few or none are no figure."""
    assert line == _lines(ask(typed))[0]


@pytest.mark.parametrize("typed", ["BRE salary", "PS salary", "BRE vs PS salary"])
def test_no_figure_without_reports(ask: Ask, typed: str) -> None:
    """Where reports are missing or too few, no figure is named."""
    assert [] == [line for line in _lines(ask(typed)) if "USD" in line]


def test_enough_reports_need_no_warning(ask: Ask) -> None:
    """With thirty reports and more nothing is warned of."""
    assert "hint" not in _lines(ask("PE salary"))[0]


def test_the_reach_of_the_survey(ask: Ask) -> None:
    """Where the reports are from stands beside the figures."""
    one = " ".join(ask("PE salary").notes)
    two = " ".join(ask("PE vs PSE salary").notes)

    assert "survey; from the US: PE 80%" in one
    assert "survey; from the US: PE 80% and PSE 80%" in two


def test_one_year_is_one_year(tiny: Knowledge) -> None:
    """A survey of one year names that year."""
    salaries = {PSE: (band("all", 40, 90_000, years=(2024, 2024)),)}
    advisor = Advisor(replace(with_salaries(tiny), salaries=salaries))
    line = advisor.ask(Question("PSE salary"))[0].blocks[0].lines[0]

    assert "(40 reports, 2024)" in line


def test_different_mixtures_are_told(ask: Ask) -> None:
    """Where one role's reports are far more senior, the comparison says so."""
    assert "PE 42% and PSE 100%" in " ".join(ask("PE vs PSE salary").notes)
    assert "mixture" not in " ".join(ask("PE salary").notes)


@pytest.mark.parametrize("typed", ["PSE salary", "PE vs PSE salary", "PE, PS, PSE, BRE salary"])
def test_a_warning_is_not_cut(ask: Ask, typed: str) -> None:
    """However little room there is, a figure with few reports has its warning."""
    told = html(ask(typed), GROUP).text

    assert "PSE:</b> median" in told
    assert "only 29 reports, 2021-2024: a hint" in told


def test_ranking(ask: Ask) -> None:
    """The question which role pays most is answered by median, with those left out."""
    answer = ask("which role pays most")

    assert ["1. Pastry Engineer"] == [line.split(":")[0] for line in _lines(answer)]
    assert "Left out for fewer than 30 reports: BRE, PS and PSE." in answer.notes
    assert ["survey"] == [citation.id for citation in answer.citations]


def test_ranking_of_several(tiny: Knowledge) -> None:
    """The highest median stands first, or the lowest where that is asked."""
    known = with_salaries(tiny)
    salaries = {**known.salaries, PSE: (band("all", 30, 100_000),)}
    advisor = Advisor(replace(known, salaries=salaries))
    most = _lines(advisor.ask(Question("which role pays most"))[0])
    least = _lines(advisor.ask(Question("which role has the lowest pay"))[0])

    assert ["1. Pastry Software Engineer", "2. Pastry Engineer"] == [
        line.split(":")[0] for line in most
    ]
    assert ["1. Pastry Engineer", "2. Pastry Software Engineer"] == [
        line.split(":")[0] for line in least
    ]


def test_the_survey_is_cited(ask: Ask) -> None:
    """An answer on pay cites the survey, and another answer does not."""
    assert "survey" in [citation.id for citation in ask("PE salary").citations]
    assert "survey" not in [citation.id for citation in ask("PE tools").citations]


def test_pay_beside_another_section(ask: Ask) -> None:
    """Pay and another section stand in one answer."""
    answer = ask("PE salary and tools")

    assert [line for line in _lines(answer) if line.startswith("PE: median 70,000 USD")]
    assert "rolling pin" in " ".join(_lines(answer))
