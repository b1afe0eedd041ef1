"""The salary survey becomes bands by role and level, always the same ones."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.engine.knowledge import SalaryBand
from bot.files import load, salaries
from bot.files.salaries import BadSurvey, Report
from tests.engine.tiny import PE, PSE
from tests.files.conftest import Folder

COLUMNS = (
    "work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd,"
    "employee_residence,remote_ratio,company_location,company_size"
)
TITLES = {PE: ["Pastry Engineer", "Baker"], PSE: ["Robot Baker"]}


def _row(
    year: int = 2025, level: str = "MI", kind: str = "FT", title: str = "Baker", usd: int = 1
) -> str:
    return f"{year},{level},{kind},{title},{usd},USD,{usd},US,0,US,M"


@pytest.fixture(name="survey")
def _survey(tmp_path: Path) -> Path:
    return tmp_path / "survey.csv"


def _write(survey: Path, rows: Iterable[str], columns: str = COLUMNS) -> None:
    survey.write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")


def _reports(
    *years_and_pay: tuple[int, int], title: str = "Baker", level: str = "MI"
) -> list[Report]:
    return [Report(year, level, title, usd, "US") for year, usd in years_and_pay]


def test_reports(survey: Path) -> None:
    """A row is a report; only full-time rows are."""
    _write(survey, [_row(usd=50_000), _row(kind="PT", usd=10), _row(2024, "SE", usd=90_000)])
    expected = [
        Report(2025, "MI", "Baker", 50_000, "US"),
        Report(2024, "SE", "Baker", 90_000, "US"),
    ]
    actual = list(salaries.reports(survey))

    assert expected == actual


def test_every_row_is_seen(survey: Path) -> None:
    """Whoever watches is told the number of each row."""
    _write(survey, [_row(), _row(kind="PT"), _row()])
    seen: list[int] = []
    list(salaries.reports(survey, seen.append))

    assert [2, 3, 4] == seen


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ([], "work_year,job_title", "the survey has no column experience_level, employment_type"),
        ([], "", "the survey has no column"),
        ([_row(), "2025,MI"], COLUMNS, "row 3: the row has more or fewer fields"),
        ([_row() + ",x"], COLUMNS, "row 2: the row has more or fewer fields"),
        ([_row().replace("2025", "soon")], COLUMNS, "row 2: work_year and salary_in_usd must be"),
        ([_row().replace("MI", "XX")], COLUMNS, "row 2: experience_level is 'XX'"),
        ([_row(usd=0)], COLUMNS, "row 2: pay of 0 in 2025 cannot be right"),
        ([_row(usd=-5)], COLUMNS, "cannot be right"),
        ([_row(year=1066, usd=5)], COLUMNS, "cannot be right"),
        # a row that is left out must be right all the same
        ([_row(kind="PT", usd=0)], COLUMNS, "cannot be right"),
    ],
)
def test_bad_surveys(survey: Path, rows: list[str], columns: str, said: str) -> None:
    """A survey that is not as it must be is refused with the row and the reason."""
    _write(survey, rows, columns)

    with pytest.raises(BadSurvey) as caught:
        list(salaries.reports(survey))

    assert said in str(caught.value)
    assert str(survey) in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b""])
def test_unreadable_surveys(survey: Path, content: bytes | None) -> None:
    """A file that is missing, no text or empty is refused."""
    if content is not None:
        survey.write_bytes(content)

    with pytest.raises(BadSurvey):
        list(salaries.reports(survey))


def test_bands() -> None:
    """Reports are gathered by role, over all levels first, then level by level."""
    found = [
        *_reports((2025, 60_000), (2024, 40_000)),
        *_reports((2025, 50_000), title="Pastry Engineer", level="EN"),
        # a title that counts as no role
        *_reports((2025, 999_999), title="Chef"),
    ]
    made = salaries.bands(found, TITLES)

    assert [PE, PSE] == list(made)
    assert [("all", 3), ("EN", 1), ("MI", 2)] == [(one.level, one.reports) for one in made[PE]]
    assert () == made[PSE]


def test_percentiles() -> None:
    """Percentiles lie between the reports and are whole dollars."""
    found = _reports(*((2025, usd) for usd in (10_000, 20_000, 30_000, 40_001)))
    (overall, _) = salaries.bands(found, TITLES)[PE]

    assert (13_000, 17_500, 25_000, 32_500, 37_001) == overall.usd


def test_one_report() -> None:
    """Of one report all percentiles are its pay."""
    (overall, _) = salaries.bands(_reports((2025, 7)), TITLES)[PE]

    assert SalaryBand("all", 1, 2025, 2025, (7,) * 5, 100) == overall


def test_the_share_of_one_country() -> None:
    """The share of reports from the United States is in per cent."""
    found = [Report(2025, "MI", "Baker", 1, country) for country in ("US", "US", "DE")]
    (overall, _) = salaries.bands(found, TITLES)[PE]

    assert 67 == overall.us_share


@pytest.mark.parametrize(
    ("recent", "first", "reports"),
    [
        # thirty reports of the newest three years are enough
        (30, 2023, 30),
        # with fewer all years count
        (29, 2020, 39),
    ],
)
def test_the_newest_years(recent: int, first: int, reports: int) -> None:
    """The newest three years count, unless that leaves too few reports."""
    found = _reports(*([(2020, 1)] * 10), *([(2023, 2)] * (recent - 1)), (2025, 3))
    overall = salaries.bands(found, TITLES)[PE][0]

    assert (first, 2025, reports) == (overall.first, overall.last, overall.reports)


def test_the_newest_year_is_that_of_the_survey() -> None:
    """Which years are the newest is told by the whole survey, not by the role."""
    found = [*_reports(*([(2020, 1)] * 40)), *_reports((2025, 1), title="Robot Baker")]
    made = salaries.bands(found, TITLES)

    assert 2020 == made[PE][0].last
    assert 40 == made[PE][0].reports


def _titles(folder: Folder) -> None:
    folder.write("titles.yaml", f'{PE}: ["Baker", "Pastry Engineer"]\n{PSE}: ["Robot Baker"]\n')


def _source(folder: Folder) -> None:
    text = (folder.path / "sources.yaml").read_text(encoding="utf-8")
    entry = 'title: "T"\n  publisher: "P"\n  date: "2025"\n  grade: "market"\n'
    folder.write("sources.yaml", f"{text}{salaries.SOURCE}:\n  {entry}")


def test_convert(folder: Folder, survey: Path) -> None:
    """What is written is loaded again as it was computed."""
    _titles(folder)
    _source(folder)
    _write(survey, [_row(usd=50_000), _row(usd=60_000), _row(title="Robot Baker", usd=70_000)])
    made = salaries.convert(survey, folder.path)
    known = load(folder.path)

    assert made == known.salaries
    assert salaries.SOURCE == known.salary_source


def test_the_same_survey_makes_the_same_file(folder: Folder, survey: Path) -> None:
    """The order of the rows does not matter, and every time the file is the same."""
    _titles(folder)
    rows = [_row(usd=usd, level=level) for usd in (5, 7, 6) for level in ("EN", "SE")]
    _write(survey, rows)
    salaries.convert(survey, folder.path)
    first = (folder.path / "salaries.yaml").read_bytes()
    _write(survey, rows[::-1])
    salaries.convert(survey, folder.path)

    assert first == (folder.path / "salaries.yaml").read_bytes()


def test_a_bad_survey_writes_nothing(folder: Folder, survey: Path) -> None:
    """A survey that is refused leaves the knowledge as it was."""
    _titles(folder)
    _write(survey, [_row(), "2025"])

    with pytest.raises(BadSurvey):
        salaries.convert(survey, folder.path)

    assert not (folder.path / "salaries.yaml").exists()


@pytest.mark.parametrize(
    "titles",
    [
        None,
        "",
        "- a list\n",
        "a: [\n",
        # a role without titles, and titles that are no list of texts
        f"{PE}:\n",
        f"{PE}: 5\n",
        f"{PE}: [5]\n",
        f"{PE}: Baker\n",
    ],
)
def test_bad_titles(folder: Folder, survey: Path, titles: str | None) -> None:
    """Without a table of titles nothing is computed."""
    _write(survey, [_row()])
    if titles is not None:
        folder.write("titles.yaml", titles)

    with pytest.raises(BadSurvey):
        salaries.convert(survey, folder.path)


PAY = {
    "pay of an unknown role": (
        "salaries.yaml",
        f"  {PE}:",
        "  pastry-enginer:",
        "there is no role 'pastry-enginer' (did you mean 'pastry-engineer'?)",
    ),
    "pay from an unknown source": (
        "salaries.yaml",
        f'source: "{salaries.SOURCE}"',
        'source: "aijobs-salary"',
        "there is no source 'aijobs-salary'",
    ),
    "titles of an unknown role": (
        "titles.yaml",
        f"{PSE}:",
        "pastry-software-enginer:",
        "there is no role 'pastry-software-enginer'",
    ),
    "a title of two roles": (
        "titles.yaml",
        '["Robot Baker"]',
        '["Baker"]',
        f"'Baker' counts as '{PE}' already",
    ),
    "a level that is none": (
        "salaries.yaml",
        'level: "all"',
        'level: "every"',
        "input should be 'all', 'EN', 'MI', 'SE' or 'EX'",
    ),
    "pay of nothing": ("salaries.yaml", "usd: [5", "usd: [0", "input should be greater than 0"),
}


@pytest.mark.parametrize("fault", PAY.values(), ids=PAY.keys())
def test_faults_of_pay(folder: Folder, survey: Path, fault: tuple[str, str, str, str]) -> None:
    """A fault in what is known of pay is reported with its place."""
    _titles(folder)
    _source(folder)
    _write(survey, [_row(usd=5)])
    salaries.convert(survey, folder.path)
    path, old, new, expected = fault
    folder.change(path, old, new)
    found = [one for one in folder.problems() if expected in one]

    assert found, folder.problems()
    assert found[0].startswith(f"[ERROR] {path}:")
