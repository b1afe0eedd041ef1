"""A conversation in the terminal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.console.talk import talk
from bot.engine.advisor import Advisor
from tests.engine.tiny import tiny_knowledge

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(name="advisor", scope="module")
def _advisor() -> Advisor:
    return Advisor(tiny_knowledge())


def _say(advisor: Advisor, *lines: str) -> list[str]:
    return list(talk(advisor, lines, lambda: NOON))


def test_follow_up(advisor: Advisor) -> None:
    """A line follows up on the lines before it."""
    first, second = _say(advisor, "PE vs PSE tools", "and education?")

    assert "Pastry engineer: Hand tools and an oven" in first
    assert "Pastry engineer: " in second
    assert "Pastry software engineer: " in second
    assert "iploma" in second


@pytest.mark.parametrize("leave", ["exit", "quit", "/exit", "/quit", " EXIT \n"])
def test_leaving(advisor: Advisor, leave: str) -> None:
    """After a word of leaving nothing is read."""
    expected = 1
    actual = len(_say(advisor, "PE", leave, "PSE"))

    assert expected == actual


def test_nothing_is_read_ahead(advisor: Advisor) -> None:
    """A reply comes before the next line is read."""
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in ("PE", "PSE"):
            read.append(line)
            yield line

    next(talk(advisor, lines(), lambda: NOON))

    assert ["PE"] == read


def test_empty_lines_are_passed_over(advisor: Advisor) -> None:
    """An empty line gets no reply."""
    expected = 1
    actual = len(_say(advisor, "", "  \n", "PE"))

    assert expected == actual


def test_commands(advisor: Advisor) -> None:
    """A command is understood as in Telegram."""
    (told,) = _say(advisor, "/tips pe")

    assert told.startswith("Bake at home first.")


def test_next_questions_can_be_typed(advisor: Advisor) -> None:
    """What is offered under a reply leads on when it is typed."""
    (first,) = _say(advisor, "PE vs PSE tools")
    offered = first.split("Ask next: ")[1].split(" | ")
    replies = [_say(advisor, question)[0] for question in offered]

    assert "Pastry Engineer vs Pastry Software Engineer education" in offered
    assert len(set(replies)) == len(offered)


def test_what_was_left_out_is_offered_first(advisor: Advisor) -> None:
    """Where a reply leaves something out, the question for all of it comes first."""
    (told,) = _say(advisor, "PE tools")

    assert "Ask next: Pastry Engineer tools in full |" in told


def test_no_offer_where_there_is_nothing_next(advisor: Advisor) -> None:
    """A reply without next questions offers none."""
    (told,) = _say(advisor, "thanks")

    assert "Ask next" not in told


def test_time_comes_from_the_clock(advisor: Advisor) -> None:
    """The clock that is handed in is read once for each line."""
    times = iter([NOON, NOON + timedelta(days=1), NOON + timedelta(days=2)])
    _, followed_up = talk(advisor, ["PE tools", "what education do I need?"], lambda: next(times))

    assert followed_up.startswith("A baking diploma.")
    assert [NOON + timedelta(days=2)] == list(times)
