"""How old the figures in the knowledge are: what `rolewise check` warns about."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.engine.knowledge import Knowledge
from bot.engine.page import Figure
from bot.files import official

OLD = 18
"""Months after which a figure should be looked up again; our judgment."""
_DATE = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])(?!\d))?")
_FIGURE = re.compile(r"\d[\d,.]*\s?(?:%|k\b|hours)|[$€£]\s?\d", re.IGNORECASE)


def months(printed: str, today: date) -> int | None:
    """Return how many months ago a date, as printed by its publisher, was; None without a year.

    Of a span of years the last counts, of a year alone its end: "2025-2026", "2024-03".
    """
    found = _DATE.findall(printed.split("(")[0]) or _DATE.findall(printed)
    if not found:
        return None
    year, month = max((int(year), int(month or 12)) for year, month in found)
    return max((today.year - year) * 12 + today.month - month, 0)


def old_official(knowledge: Knowledge, today: date) -> Iterator[tuple[int, str]]:
    """Yield (age in months, place) of official figures with an old source, grouped by source.

    If the source has no date, the period of the figure counts.
    """
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name, figure in knowledge.figures.items():
        age = months(knowledge.sources[figure.source].date, today)
        age = months(figure.period, today) if age is None else age
        if age is not None and age > OLD:
            found[age, figure.source].append(name)
    for (age, source), (first, *others) in found.items():
        more = f" and {len(others)} more" if others else ""
        yield age, f"{official.FILE}: {first}{more} from {source}"


def _others(figures: Iterable[Figure]) -> Callable[[str], str]:
    """Return a function that removes official figures from a text; their age is checked apart."""
    ways = {way for one in figures for way in official.written(one.value).values()}
    if not ways:
        return str
    every = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
    found = re.compile(rf"(?<![\d.,])(?:{every})(?![\d,.]*\d)")
    return lambda text: found.sub("", text)


def old_figures(knowledge: Knowledge, today: date) -> Iterator[tuple[int, str, str]]:
    """Yield (age in months, place, sentence) for sentences with an old figure of another kind.

    Such a figure is as old as the newest source of the sentence.
    """
    others = _others(knowledge.figures.values())
    for page in knowledge.pages.values():
        for section, point in page.points():
            dated = [months(knowledge.sources[name].date, today) for name in point.sources]
            known = [age for age in dated if age is not None]
            if known and min(known) > OLD and _FIGURE.search(others(point.text)):
                yield min(known), f"{page.id}: {section}: {point.id}", point.text
