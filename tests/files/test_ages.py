"""How old figures are."""

from dataclasses import replace
from datetime import date

import pytest

from bot.files.ages import months, old_figures
from tests.engine.tiny import tiny_knowledge

TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("printed", "age"),
    [
        ("2026-01", 2),
        ("2025-05 (survey of 2018)", 10),
        ("2023-2024", 15),
        ("Dec. 6, 2023", 27),
        ("about 2024-10", 17),
        ("not dated (2025-26)", 3),
        ("2026", 0),
        ("not dated", None),
    ],
)
def test_months(printed: str, age: int | None) -> None:
    """A date as printed has an age in months; the last of a span counts, and never less than 0."""
    assert months(printed, TODAY) == age


def test_a_figure_with_a_newer_source_is_not_old() -> None:
    """A sentence is as old as the newest of its sources; one without a figure does not age."""
    tiny = tiny_knowledge()
    dated = {name: replace(one, date="2020-01") for name, one in tiny.sources.items()}
    old = [*old_figures(replace(tiny, sources=dated), TODAY)]
    fresh = {name: replace(one, date="2026-01") for name, one in tiny.sources.items()}

    assert old
    assert all(age == 74 and any(map(str.isdigit, text)) for age, _, text in old)
    assert not [*old_figures(replace(tiny, sources=fresh), TODAY)]
