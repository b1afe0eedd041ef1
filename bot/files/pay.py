"""The file of job ads -> knowledge/pay.yaml: `rolewise import-pay`.

The file comes from aijobs.net (CC0). It is not a survey: nearly every ad is in it as two rows,
the upper end of its range first, and the same ad often appears again.

Laws of this module:

1. Two consecutive rows are one ad if everything but the pay is the same and the first pays no
   less; then the next two are compared. Single rows are dropped.
2. Full-time ads of 2023 and later count, each distinct ad once.
3. A figure is the linear percentile of the middles of the ranges; the typical range goes from the
   median of the lower ends to the median of the upper ones.
4. Pay is counted per country in its own currency: dollars in the US, pounds in the UK, euros where
   they are legal tender. Fewer than `FEW` ads give no figure; countries other than `HOME` are kept
   only with `ENOUGH` ads for a role.
5. The same file gives the same figures, to the byte.
"""

import csv
import gzip
import os
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TextIO, cast

from pydantic import ValidationError

from bot.engine.bands import PayBand
from bot.engine.pay import ENOUGH, FEW, HOME, LEVELS
from bot.files.amounts import TitlesFile
from bot.files.strict import read

SAME = (
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary_currency",
    "employee_residence",
    "remote_ratio",
    "company_location",
    "company_size",
)
"""Columns that are the same in the two rows of an ad."""
PAID = ("salary", "salary_in_usd")
SOURCE = "aijobs-salaries"
"""The file's id in knowledge/sources.yaml."""
FULL_TIME = "FT"
FIRST_YEAR = 2023
"""Earlier rows are answers to a survey, not ads."""
REMOTE = "100"
PERCENTILES = (10, 25, 50, 75, 90)
SHOWN = 40
"""Characters shown of a bad value."""
EURO = (
    *("AT", "BE", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK"),
)
CURRENCIES = {HOME: "USD", "GB": "GBP", **dict.fromkeys(EURO, "EUR")}
"""Country -> the currency in which its ads are counted."""
_HEADER = """\
# yaml-language-server: $schema=schema/pay.json
# Made by `rolewise import-pay` from a file of job ads, by the table in titles.yaml: do not edit.
# pay: 10th, 25th, 50th, 75th and 90th percentile of yearly pay; none of fewer than ten ads.
# typical: median lower end, median upper end; remote: per cent of ads marked remote.
"""


class BadAds(Exception):
    """The file cannot be used; the message names the row and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file."""

    number: int
    same: tuple[str, ...]
    """Its values in `SAME`."""
    pay: float
    usd: int


@dataclass(frozen=True, slots=True)
class Ad:
    """One distinct full-time ad."""

    year: int
    level: str
    title: str
    country: str
    currency: str
    remote: bool
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of its range."""
        return (self.low + self.high) / 2


def rows(path: Path, seen: Callable[[int], None] = lambda _: None) -> Iterator[Row]:
    """Yield the rows of a file; `seen` is called with the number of each.

    Raises:
        BadAds: if the file cannot be read, or a column or a row is invalid.
    """
    try:
        with _opened(path) as file:
            read_ = csv.DictReader(file)
            missing = [name for name in (*SAME, *PAID) if name not in (read_.fieldnames or ())]
            if missing:
                raise BadAds(f"{path}: the file has no column {', '.join(missing)}")
            number = 1
            for number, row in enumerate(read_, 2):
                seen(number)
                yield _row(path, number, row)
            if number == 1:
                raise BadAds(f"{path}: there is no row below the heading")
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadAds(f"{path}: cannot be read: {error}") from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8", newline=""))
    return path.open(encoding="utf-8", newline="")


def _row(path: Path, number: int, row: Mapping[str, str | None]) -> Row:
    def fail(what: str) -> BadAds:
        return BadAds(f"{path}: row {number}: {what}")

    values = {name: value for name, value in row.items() if value is not None}
    if None in row or len(values) < len(row):
        raise fail("the row has more or fewer fields than the heading")
    try:
        pay, usd, year = float(values[PAID[0]]), int(values[PAID[1]]), int(values["work_year"])
    except ValueError:
        told = ", ".join(_short(values[name]) for name in (*PAID, "work_year"))
        raise fail(f"pay and year must be numbers, not {told}") from None
    if not (usd > 0 and 0 < pay < float("inf")) or not 1990 <= year <= 2100:
        raise fail(f"pay of {_short(values[PAID[1]])} in {year} cannot be right")
    if values["experience_level"] not in LEVELS:
        level = _short(values["experience_level"])
        raise fail(f"experience_level is {level}, not one of {', '.join(LEVELS)}")
    return Row(number, tuple(values[name] for name in SAME), pay, usd)


def _short(value: str) -> str:
    return repr(value[:SHOWN] + "…" if len(value) > SHOWN else value)


def ads(found: Iterable[Row]) -> Iterator[Ad]:
    """Yield the distinct full-time ads of consecutive rows."""
    known: set[tuple[object, ...]] = set()
    upper: Row | None = None
    for row in found:
        if upper is None or upper.same != row.same or upper.usd < row.usd:
            upper = row
            continue
        year, level, kind, title, currency, _, remote, country, _ = row.same
        key = (year, level, title, country, remote, row.usd, upper.usd)
        if kind == FULL_TIME and int(year) >= FIRST_YEAR and key not in known:
            known.add(key)
            far = remote == REMOTE
            yield Ad(int(year), level, title, country, currency, far, row.pay, upper.pay)
        upper = None


def bands(found: Iterable[Ad], titles: Mapping[str, Sequence[str]]) -> dict[str, list[PayBand]]:
    """Return the bands of each role in the table: by country, overall, by level and by year."""
    role_of = {title: role for role, every in titles.items() for title in every}
    by_role: dict[str, list[Ad]] = defaultdict(list)
    for ad in found:
        if ad.title in role_of and ad.currency == CURRENCIES.get(ad.country):
            by_role[role_of[ad.title]].append(ad)
    return {role: list(_bands(by_role[role])) for role in sorted(titles)}


def _bands(every: Sequence[Ad]) -> Iterator[PayBand]:
    by_country: dict[str, list[Ad]] = defaultdict(list)
    for ad in every:
        by_country[ad.country].append(ad)
    for country in sorted(by_country, key=lambda name: (name != HOME, name)):
        group = by_country[country]
        if country != HOME and len(group) < ENOUGH:
            continue
        yield _band("all", group)
        for name, of in (("level", attrgetter("level")), ("year", attrgetter("year"))):
            for value in LEVELS if name == "level" else sorted({of(ad) for ad in group}):
                if part := [ad for ad in group if of(ad) == value]:
                    yield _band(str(value), part)


def _band(level: str, group: Sequence[Ad]) -> PayBand:
    middles = sorted(ad.middle for ad in group)
    enough = len(group) >= FEW
    lows, highs = [ad.low for ad in group], [ad.high for ad in group]
    return PayBand(
        country=group[0].country,
        currency=group[0].currency,
        level=level,
        ads=len(group),
        first=min(ad.year for ad in group),
        last=max(ad.year for ad in group),
        pay=tuple(_percentile(middles, share) for share in PERCENTILES) if enough else (),
        typical=(round(statistics.median(lows)), round(statistics.median(highs)))
        if enough
        else (),
        remote=round(100 * sum(ad.remote for ad in group) / len(group)),
    )


def _percentile(pay: Sequence[float], share: int) -> int:
    return round(statistics.quantiles(pay, n=100, method="inclusive")[share - 1])


def convert(
    path: Path, folder: Path, seen: Callable[[int], None] = lambda _: None
) -> dict[str, list[PayBand]]:
    """Write the bands of a file into a folder of knowledge, and return them.

    Raises:
        BadAds: if the file or the table of titles cannot be used; nothing is written then.
    """
    tree = read(folder, folder / "titles.yaml")
    if tree.problems:
        raise BadAds(str(tree.problems[0]))
    try:
        titles = TitlesFile.model_validate(tree.value).root
    except ValidationError as error:
        fault = error.errors()[0]
        where = f"{tree.path}:{tree.line(fault['loc'])}"
        raise BadAds(f"{where}: no table of titles: {fault['msg']}") from None
    made = bands(ads(rows(path, seen)), titles)
    write(folder / "pay.yaml", SOURCE, made)
    return made


def write(path: Path, source: str, made: Mapping[str, Sequence[PayBand]]) -> None:
    """Write the bands as YAML, atomically and never through a link.

    Raises:
        BadAds: if the file is a link, or cannot be written.
    """
    if path.is_symlink():
        raise BadAds(f"{path}: is a link; remove it, and the file is written in its place")
    lines = [_HEADER + f'source: "{source}"', "roles:"]
    for role, every in made.items():
        lines.append(f"  {role}:" + ("" if every else " []"))
        lines += map(_line, every)
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError as error:
        raise BadAds(f"{path}: cannot be written: {error}") from error


def _line(band: PayBand) -> str:
    where = f'country: "{band.country}", currency: "{band.currency}", level: "{band.level}"'
    when = f"ads: {band.ads}, first: {band.first}, last: {band.last}, remote: {band.remote}"
    pay = f", pay: {list(band.pay)}, typical: {list(band.typical)}" if band.pay else ""
    return f"    - {{{where}, {when}{pay}}}"
