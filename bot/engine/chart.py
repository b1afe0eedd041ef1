"""Chart: the content of a picture as values; `bot.pictures` draws it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A range with its median."""

    label: str
    low: int
    middle: int
    high: int
    told: str
    """The median as text: "$195k"."""
    ends: str
    """The ends as text: "$162k to $229k"."""


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect of several jobs."""

    label: str
    cells: tuple[str, ...]
    """One for each head of the chart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Ranges on one scale, or jobs side by side."""

    title: str
    lead: str
    """The main statement, in one sentence."""
    bars: tuple[Bar, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    """Where the data come from, and what they do not show."""

    def told(self) -> tuple[str, ...]:
        """Return as lines of text what is drawn, for people who cannot see it."""
        bars = (f"{one.label}: {one.told} ({one.ends})" for one in self.bars)
        cells = (
            f"{head}, {row.label.lower()}: {cell}"
            for row in self.rows
            for head, cell in zip(self.heads, row.cells, strict=True)
        )
        return (self.lead, *bars, *cells)
