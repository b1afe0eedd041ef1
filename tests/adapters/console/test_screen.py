"""What stands in a terminal's window."""

import pytest
from rich.cells import cell_len

from bot.adapters.console.screen import Screen
from bot.render.plain import BOLD, END, LINK
from tests.terminal import console, shown

LONG = "🔎 Explain: what a bread engineer does, and a pastry engineer; nothing is cut."


def _written(*texts: str, width: int = 40, terminal: bool = False) -> str:
    made = console(width, terminal=terminal)
    for text in texts:
        Screen(made).write(text)
    return shown(made)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_words_stay_whole(width: int) -> None:
    """A line ends between two words, where the window does; wide signs count twice."""
    lines = _written(LONG, width=width).splitlines()

    assert all(cell_len(line) <= width for line in lines)
    assert LONG == " ".join(line.strip() for line in lines)


@pytest.mark.parametrize("mark", ["- ", "  "])
def test_what_follows_stands_under_the_first_word(mark: str) -> None:
    """A point that takes several lines, or a source, is seen as one."""
    first, *others = _written(mark + LONG).splitlines()

    assert others
    assert first.startswith(f"{mark}🔎")
    assert all(line.startswith("  ") and line[2] != " " for line in others)


def test_empty_lines_stay() -> None:
    """Paragraphs stay apart."""
    assert "One.\n\nTwo.\n" == _written("One.\n\nTwo.")


def test_words_are_no_markup() -> None:
    """What looks like a sign of the library, or a number, is shown as written."""
    said = "[bold]no[/bold] [link=x] 12 :smile:"

    assert f"{said}\n" == _written(said)
    assert f"{said}\n" == _written(said, terminal=True)


def test_bold_over_several_lines() -> None:
    """A long verdict is bold to its end."""
    lines = _written(f"{BOLD}{LONG}{END}", terminal=True).splitlines()

    assert len(lines) > 1
    assert all(line.startswith(BOLD) for line in lines)


def test_links_open() -> None:
    """On a terminal a source's name leads to it; elsewhere only its name stands."""
    linked = LINK.format(url="https://loaf.ai/bread", text="Loaf")

    assert "https://loaf.ai/bread" in _written(linked, terminal=True)
    assert "Loaf\n" == _written(linked)


def test_numbers() -> None:
    """Labels stand beside one another as long as there is room, and steer nothing."""
    made = console(30)
    Screen(made).number(["Pay", "First steps", "Bread\x1b[2J"])
    first, second = shown(made).splitlines()

    assert ["1", "Pay", "2", "First", "steps"] == first.split()
    assert "3 Bread [2J" == second.strip()
