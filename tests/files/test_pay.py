"""A file of job ads becomes bands by role, country, level and year, always the same ones."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.engine.bands import PayBand
from bot.files import load, pay
from bot.files.pay import Ad, BadAds
from tests.engine.tiny import PE, PSE
from tests.files.conftest import Folder

COLUMNS = (
    "work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd,"
    "employee_residence,remote_ratio,company_location,company_size"
)
TITLES = {PE: ["Pastry Engineer", "Baker"], PSE: ["Robot Baker"]}


USUAL = {
    "work_year": 2025,
    "experience_level": "MI",
    "employment_type": "FT",
    "job_title": "Baker",
    "salary_currency": "USD",
    "remote_ratio": 0,
    "company_location": "US",
    "company_size": "M",
}


def _row(usd: int = 50_000, **other: object) -> str:
    values = {**USUAL, "salary": usd, "salary_in_usd": usd, "employee_residence": "US", **other}
    return ",".join(str(values[name]) for name in COLUMNS.split(","))


def _ad(low: int, high: int, **other: object) -> list[str]:
    """Return the two rows of an ad, the upper end of its range first."""
    return [_row(high, **other), _row(low, **other)]


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "ads.csv"


def _write(file: Path, rows: Iterable[str], columns: str = COLUMNS) -> None:
    file.write_text("\n".join((columns, *rows)) + "\n", encoding="utf-8")


def _ads(file: Path, rows: Iterable[str]) -> list[tuple[float, float]]:
    _write(file, rows)
    return [(ad.low, ad.high) for ad in pay.ads(pay.rows(file))]


def _made(*middles: int, **more: object) -> list[Ad]:
    """Return ads whose ranges are two wide around these middles."""
    usual = {
        "year": 2025,
        "level": "MI",
        "title": "Baker",
        "country": "US",
        "currency": "USD",
        "remote": False,
    }
    return [Ad(**{**usual, **more}, low=one - 1, high=one + 1) for one in middles]  # type: ignore[arg-type]  # names of Ad


@pytest.mark.parametrize(
    ("rows", "ads"),
    [
        # two rows are an ad, the upper end first
        (_ad(40_000, 60_000), [(40_000, 60_000)]),
        (_ad(50_000, 50_000), [(50_000, 50_000)]),
        # the lower end first is none, and a row alone is dropped
        ([_row(40_000), _row(60_000)], []),
        ([_row(40_000)], []),
        # but the next two rows may be one
        ([_row(1), *_ad(40_000, 60_000)], [(40_000, 60_000)]),
        # three rows are an ad and a row alone
        ([_row(60_000), _row(50_000), _row(40_000)], [(50_000, 60_000)]),
        # rows that differ otherwise belong to two ads
        ([_row(60_000), _row(40_000, experience_level="SE")], []),
        ([_row(60_000), _row(40_000, remote_ratio=100)], []),
        # the same ad counts once, another range of the same title again
        ([*_ad(40_000, 60_000), *_ad(40_000, 60_000)], [(40_000, 60_000)]),
        ([*_ad(4, 6), *_ad(5, 6)], [(4, 6), (5, 6)]),
        ([*_ad(4, 6), *_ad(4, 6, company_location="DE")], [(4, 6), (4, 6)]),
        # full time since 2023 only
        (_ad(4, 6, employment_type="PT"), []),
        (_ad(4, 6, work_year=2022), []),
    ],
)
def test_ads(file: Path, rows: list[str], ads: list[tuple[float, float]]) -> None:
    """Rows become distinct full-time ads."""
    assert ads == _ads(file, rows)


def test_every_row_is_seen(file: Path) -> None:
    """Whoever watches is told the number of each row."""
    _write(file, [_row(), _row(employment_type="PT"), _row()])
    seen: list[int] = []
    list(pay.rows(file, seen.append))

    assert [2, 3, 4] == seen


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ([], "work_year,job_title", "the file has no column experience_level, employment_type"),
        ([], "", "the file has no column"),
        ([], COLUMNS, "there is no row below the heading"),
        ([_row(), "2025,MI"], COLUMNS, "row 3: the row has more or fewer fields"),
        ([_row() + ",x"], COLUMNS, "row 2: the row has more or fewer fields"),
        ([_row().replace("2025", "soon")], COLUMNS, "row 2: pay and year must be numbers"),
        ([_row().replace("50000", "9" * 99 + "x")], COLUMNS, "9999…"),
        ([_row().replace("MI", "XX")], COLUMNS, "row 2: experience_level is 'XX'"),
        ([_row(0)], COLUMNS, "row 2: pay of '0' in 2025 cannot be right"),
        ([_row(-5)], COLUMNS, "cannot be right"),
        ([_row(5, work_year=1066)], COLUMNS, "cannot be right"),
        # a row that is left out must be right all the same
        ([_row(0, employment_type="PT")], COLUMNS, "cannot be right"),
    ],
)
def test_bad_files(file: Path, rows: list[str], columns: str, said: str) -> None:
    """A file that is not as it must be is refused with the row and the reason."""
    _write(file, rows, columns)

    with pytest.raises(BadAds) as caught:
        list(pay.rows(file))

    assert said in str(caught.value)
    assert str(file) in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("name", ["ads.csv", "ads.csv.gz"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b""])
def test_unreadable_files(tmp_path: Path, name: str, content: bytes | None) -> None:
    """A file that is missing, no text, not packed or empty is refused."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(BadAds):
        list(pay.rows(tmp_path / name))


def test_bands() -> None:
    """Ads are gathered by role and country: over all first, then by level, then by year."""
    found = [
        *_made(60_000, 40_000),
        *_made(50_000, title="Pastry Engineer", level="EN", year=2024),
        # a title that counts as no role, and pay in another country's currency
        *_made(999_999, title="Chef"),
        *_made(999_999, country="GB"),
        *_made(999_999, country="CA"),
        # a country with fewer than thirty ads
        *_made(*range(29), country="DE", currency="EUR"),
        *_made(*range(30), country="FR", currency="EUR"),
    ]
    made = pay.bands(found, TITLES)

    assert [PE, PSE] == list(made)
    assert [
        ("US", "all", 3),
        ("US", "EN", 1),
        ("US", "MI", 2),
        ("US", "2024", 1),
        ("US", "2025", 2),
        ("FR", "all", 30),
        ("FR", "MI", 30),
        ("FR", "2025", 30),
    ] == [(one.country, one.level, one.ads) for one in made[PE]]
    assert [] == made[PSE]


def test_percentiles() -> None:
    """Percentiles lie between the middles of the ranges, in whole units."""
    whole = pay.bands(_made(*range(10_000, 110_000, 10_000)), TITLES)[PE][0]

    expected = PayBand(
        country="US",
        currency="USD",
        level="all",
        ads=10,
        first=2025,
        last=2025,
        pay=(19_000, 32_500, 55_000, 77_500, 91_000),
        typical=(54_999, 55_001),
        remote=0,
    )
    assert expected == whole


def test_few_ads_have_no_figure() -> None:
    """Of fewer than ten ads nothing but their number is kept."""
    whole = pay.bands(_made(*range(9)), TITLES)[PE][0]

    assert (9, (), ()) == (whole.ads, whole.pay, whole.typical)


def test_remote_ads() -> None:
    """The share of ads that are marked remote is in per cent."""
    found = [*_made(1, 2), *_made(3, remote=True)]

    assert 33 == pay.bands(found, TITLES)[PE][0].remote


def test_a_link_is_not_followed(folder: Folder, file: Path, tmp_path: Path) -> None:
    """What a link leads to is not written over."""
    _titles(folder)
    _write(file, _ad(4, 6))
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("mine")
    (folder.path / "pay.yaml").symlink_to(elsewhere)

    with pytest.raises(BadAds, match="is a link"):
        pay.convert(file, folder.path)

    assert "mine" == elsewhere.read_text()


def _titles(folder: Folder) -> None:
    folder.write("titles.yaml", f'{PE}: ["Baker", "Pastry Engineer"]\n{PSE}: ["Robot Baker"]\n')


def _source(folder: Folder) -> None:
    text = (folder.path / "sources.yaml").read_text(encoding="utf-8")
    entry = 'title: "T"\n  publisher: "P"\n  date: "2025"\n  grade: "market"\n'
    folder.write("sources.yaml", f"{text}{pay.SOURCE}:\n  {entry}")


def test_convert(folder: Folder, file: Path) -> None:
    """What is written is loaded again as it was computed."""
    _titles(folder)
    _source(folder)
    _write(file, [*_ad(50_000, 60_000), *_ad(70_000, 70_000, job_title="Robot Baker")])
    made = pay.convert(file, folder.path)
    known = load(folder.path)

    assert made == {role: [*bands] for role, bands in known.pay.items()}
    assert pay.SOURCE == known.pay_source


def test_the_same_file_makes_the_same_file(folder: Folder, file: Path) -> None:
    """Every time the file is the same, packed or not."""
    _titles(folder)
    _write(file, [row for low in (5, 7, 6) for row in _ad(low, low + 2)])
    pay.convert(file, folder.path)
    first = (folder.path / "pay.yaml").read_bytes()
    packed = file.with_name("ads.csv.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    pay.convert(packed, folder.path)

    assert first == (folder.path / "pay.yaml").read_bytes()


def test_a_bad_file_writes_nothing(folder: Folder, file: Path) -> None:
    """A file that is refused leaves the knowledge as it was."""
    _titles(folder)
    _write(file, [_row(), "2025"])

    with pytest.raises(BadAds):
        pay.convert(file, folder.path)

    assert not (folder.path / "pay.yaml").exists()


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
def test_bad_titles(folder: Folder, file: Path, titles: str | None) -> None:
    """Without a table of titles nothing is computed."""
    _write(file, [_row()])
    if titles is not None:
        folder.write("titles.yaml", titles)

    with pytest.raises(BadAds):
        pay.convert(file, folder.path)


PAY = {
    "pay of an unknown role": (
        "pay.yaml",
        f"  {PE}:",
        "  pastry-enginer:",
        "there is no role 'pastry-enginer' (did you mean 'pastry-engineer'?)",
    ),
    "pay from an unknown source": (
        "pay.yaml",
        f'source: "{pay.SOURCE}"',
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
        "pay.yaml",
        'level: "all"',
        'level: "every"',
        "string should match pattern",
    ),
    "no ads": ("pay.yaml", "ads: 10", "ads: 0", "input should be greater than 0"),
}


@pytest.mark.parametrize("fault", PAY.values(), ids=PAY.keys())
def test_faults_of_pay(folder: Folder, file: Path, fault: tuple[str, str, str, str]) -> None:
    """A fault in what is known of pay is reported with its place."""
    _titles(folder)
    _source(folder)
    _write(file, [row for low in range(10) for row in _ad(40 + low, 60)])
    pay.convert(file, folder.path)
    path, old, new, expected = fault
    folder.change(path, old, new)
    found = [one for one in folder.problems() if expected in one]

    assert found, folder.problems()
    assert found[0].startswith(f"[ERROR] {path}:")
