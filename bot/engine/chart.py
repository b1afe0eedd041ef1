"""Chart: what a picture shows, as values; `bot.pictures` draws it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A range with its middle."""

    label: str
    low: int
    middle: int
    high: int
    told: str
    """The middle as people read it: "$195k"."""
    ends: str
    """The ends likewise: "$162k to $229k"."""


@dataclass(frozen=True, slots=True)
class Row:
    """What several jobs are in one respect."""

    label: str
    cells: tuple[str, ...]
    """One for each head of the chart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Ranges below one another, or jobs beside one another."""

    title: str
    lead: str
    """What it says, in a sentence."""
    bars: tuple[Bar, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    """Where it comes from, and what it does not say."""

    def told(self) -> tuple[str, ...]:
        """Return in words what is drawn, a line each, for whoever does not see it."""
        bars = (f"{one.label}: {one.told} ({one.ends})" for one in self.bars)
        cells = (
            f"{head}, {row.label.lower()}: {cell}"
            for row in self.rows
            for head, cell in zip(self.heads, row.cells, strict=True)
        )
        return (self.lead, *bars, *cells)
