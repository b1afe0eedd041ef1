"""How old the figures of the knowledge are: what `rolewise check` warns of."""

import re
from collections.abc import Iterator
from datetime import date

from bot.engine.knowledge import Knowledge

OLD = 18
"""Months after which a figure should be looked up anew."""
_DATE = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])(?!\d))?")
_FIGURE = re.compile(r"\d[\d,.]*\s?(?:%|k\b|hours)|[$€£]\s?\d", re.IGNORECASE)


def months(printed: str, today: date) -> int | None:
    """Return how many months ago a date was, as its publisher printed it; None for no year.

    Of a span of years the last one counts, of a year alone its end: "2025-2026", "2024-03".
    """
    found = _DATE.findall(printed.split("(")[0]) or _DATE.findall(printed)
    if not found:
        return None
    year, month = max((int(year), int(month or 12)) for year, month in found)
    return max((today.year - year) * 12 + today.month - month, 0)


def old_figures(knowledge: Knowledge, today: date) -> Iterator[tuple[int, str, str]]:
    """Yield sentences with a figure whose newest source is old: months, place and sentence."""
    for page in knowledge.pages.values():
        for section, point in page.points():
            dated = [months(knowledge.sources[name].date, today) for name in point.sources]
            known = [age for age in dated if age is not None]
            if known and min(known) > OLD and _FIGURE.search(point.text):
                yield min(known), f"{page.id}: {section}: {point.id}", point.text
