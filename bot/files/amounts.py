"""What the files with numbers may contain: figures.yaml, pay.yaml and titles.yaml."""

from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from bot.files.schema import Id, Phrase, Short, Strict

FIGURE = r"^(-?)(\d{1,3}(?:,\d{3})*(?:\.\d+)?)(%| USD| jobs| openings)$"
"""A sign, a number and its unit: "34.6%", "120,230 USD" (of a year), "67,140 jobs"."""


class FigureFile(Strict):
    """One official figure."""

    value: Annotated[str, StringConstraints(pattern=FIGURE, strict=True)]
    period: Annotated[str, StringConstraints(pattern=r"^20\d\d(-\d\d)?$", strict=True)]
    """A year, a month (2025-05), or the first and last year of a forecast (2024-34)."""
    source: Id
    note: Short | None = None


class OccupationFile(Strict):
    """The official figures of one occupation in one country."""

    occupation: Short
    """Its name in the statistics, with its code."""
    place: Short
    figures: Annotated[
        dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")], FigureFile],
        Field(min_length=1),
    ]


class FiguresFile(
    RootModel[dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")], OccupationFile]]
):
    """knowledge/figures.yaml: occupation -> its figures; texts refer to them by both names."""


class TitlesFile(RootModel[dict[Id, list[Phrase]]]):
    """knowledge/titles.yaml: role -> the titles of job ads that count as this role."""


Money = Annotated[int, Field(gt=0)]


class PayBandFile(Strict):
    """What job ads offer for a role in a country: overall, at a level, or in a year."""

    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    level: Annotated[str, StringConstraints(pattern="^(all|EN|MI|SE|EX|[0-9]{4})$")]
    ads: Annotated[int, Field(gt=0)]
    first: int
    last: int
    remote: Annotated[int, Field(ge=0, le=100)]
    pay: tuple[()] | tuple[Money, Money, Money, Money, Money] = ()
    """The 10th, 25th, 50th, 75th and 90th percentile of yearly pay; () with too few ads."""
    typical: tuple[()] | tuple[Money, Money] = ()


class PayFile(Strict):
    """knowledge/pay.yaml: made by `rolewise import-pay`."""

    source: Id
    roles: dict[Id, list[PayBandFile]]
