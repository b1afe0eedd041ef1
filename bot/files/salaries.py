"""The salary survey -> knowledge/salaries.yaml: `rolewise import-salaries`.

Laws of this module:

1. Only full-time rows count; of these the newest three years, unless that leaves a role fewer
   than `ENOUGH` reports: then all years do.
2. Percentiles are interpolated linearly between reports and rounded to whole dollars.
3. The same survey gives the same file, to the byte.

The survey is that of aijobs.net, public domain (CC0): one report a row.
"""

import csv
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.engine.knowledge import SalaryBand
from bot.engine.pay import ENOUGH, LEVELS
from bot.files.schema import TitlesFile
from bot.files.strict import read

COLUMNS = (
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary_in_usd",
    "company_location",
)
SOURCE = "aijobs-salaries"
"""The survey's id in knowledge/sources.yaml."""
FULL_TIME = "FT"
HOME = "US"
NEWEST = 3
PERCENTILES = (10, 25, 50, 75, 90)
_HEADER = """\
# yaml-language-server: $schema=schema/salaries.json
# Made by `rolewise import-salaries` from the survey, by the table in titles.yaml: do not edit.
# usd: the 10th, 25th, 50th, 75th and 90th percentile of yearly pay; us_share: per cent of reports.
"""


class BadSurvey(Exception):
    """The survey cannot be read; the message names the row and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Report:
    """One full-time report of the survey."""

    year: int
    level: str
    title: str
    usd: int
    country: str


def reports(path: Path, seen: Callable[[int], None] = lambda _: None) -> Iterator[Report]:
    """Yield the full-time reports of a survey; `seen` is told the number of each row.

    Raises:
        BadSurvey: for a file, a column or a row that is not as it must be.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise BadSurvey(f"{path}: the survey has no column {', '.join(missing)}")
            for number, row in enumerate(rows, 2):
                seen(number)
                report = _report(path, number, row)
                if row["employment_type"] == FULL_TIME:
                    yield report
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadSurvey(f"{path}: cannot be read: {error}") from error


def _report(path: Path, number: int, row: Mapping[str, str | None]) -> Report:
    def fail(what: str) -> BadSurvey:
        return BadSurvey(f"{path}: row {number}: {what}")

    if None in row or any(row[name] is None for name in COLUMNS):
        raise fail("the row has more or fewer fields than the heading")
    try:
        year, usd = int(row["work_year"] or ""), int(row["salary_in_usd"] or "")
    except ValueError:
        raise fail("work_year and salary_in_usd must be whole numbers") from None
    level = row["experience_level"] or ""
    if level not in LEVELS:
        raise fail(f"experience_level is {level!r}, not one of {', '.join(LEVELS)}")
    if usd <= 0 or not 1990 <= year <= 2100:
        raise fail(f"pay of {usd} in {year} cannot be right")
    return Report(year, level, row["job_title"] or "", usd, row["company_location"] or "")


def bands(
    found: Iterable[Report], titles: Mapping[str, Sequence[str]]
) -> dict[str, tuple[SalaryBand, ...]]:
    """Return for each role of the table its bands, over all first, then by level."""
    role_of = {title: role for role, every in titles.items() for title in every}
    by_role: dict[str, list[Report]] = defaultdict(list)
    newest = 0
    for report in found:
        newest = max(newest, report.year)
        if report.title in role_of:
            by_role[role_of[report.title]].append(report)
    return {role: tuple(_bands(by_role[role], newest)) for role in sorted(titles)}


def _bands(every: list[Report], newest: int) -> Iterator[SalaryBand]:
    recent = [report for report in every if report.year > newest - NEWEST]
    used = recent if len(recent) >= ENOUGH else every
    for level in ("all", *LEVELS):
        group = [report for report in used if level in {"all", report.level}]
        if group:
            yield _band(level, group)


def _band(level: str, group: list[Report]) -> SalaryBand:
    pay = sorted(report.usd for report in group)
    home = sum(report.country == HOME for report in group)
    return SalaryBand(
        level=level,
        reports=len(group),
        first=min(report.year for report in group),
        last=max(report.year for report in group),
        usd=tuple(_percentile(pay, share) for share in PERCENTILES),
        us_share=round(100 * home / len(group)),
    )


def _percentile(pay: Sequence[int], share: int) -> int:
    if len(pay) == 1:
        return pay[0]
    return round(statistics.quantiles(pay, n=100, method="inclusive")[share - 1])


def convert(
    survey: Path, folder: Path, seen: Callable[[int], None] = lambda _: None
) -> dict[str, tuple[SalaryBand, ...]]:
    """Write the bands of a survey into a folder of knowledge, and return them.

    Raises:
        BadSurvey: when the survey or the table of titles cannot be used; nothing is written.
    """
    tree = read(folder, folder / "titles.yaml")
    if tree.problems:
        raise BadSurvey(str(tree.problems[0]))
    try:
        titles = TitlesFile.model_validate(tree.value).root
    except ValidationError as error:
        fault = error.errors()[0]
        where = f"{tree.path}:{tree.line(fault['loc'])}"
        raise BadSurvey(f"{where}: no table of titles: {fault['msg']}") from None
    made = bands(reports(survey, seen), titles)
    write(folder / "salaries.yaml", SOURCE, made)
    return made


def write(path: Path, source: str, made: Mapping[str, tuple[SalaryBand, ...]]) -> None:
    """Write the bands as YAML."""
    lines = [_HEADER + f'source: "{source}"', "roles:"]
    for role, every in made.items():
        lines.append(f"  {role}:" + ("" if every else " []"))
        for band in every:
            years = f"first: {band.first}, last: {band.last}"
            usd = ", ".join(map(str, band.usd))
            lines.append(
                f'    - {{level: "{band.level}", reports: {band.reports}, {years}, '
                f"usd: [{usd}], us_share: {band.us_share}}}"
            )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
