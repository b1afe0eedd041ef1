"""An answer is cut to the room there is, the least important first."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answer import Answer, Block, Citation, Suggestion
from bot.engine.reading import Reading
from bot.render.html import html_pages
from bot.render.layout import Line, Style, fit
from bot.render.reply import GROUP, MESSAGE, SCREEN, Reply
from tests.generated import answers, lines, moderate

ENDLESS = 10**9
BRIEF = Reading("explain")
FULL = Reading("explain", full=True)
DAILY = Citation("a", "On Ovens", "The Daily Crumb", "Jan. 1, 2024")


def _bare(line: Line) -> str:
    return f"{line.label}|{line.text}" if line.label else line.text


def _fit(answer: Answer, limit: int) -> Reply:
    return fit(answer, limit, _bare)


@moderate
@given(answers, st.integers(0, 5000))
def test_the_limit_is_kept(answer: Answer, limit: int) -> None:
    """A reply takes no more than its limit, or than what must be said in any case."""
    least = _fit(answer, 0).length if not answer.reading.full else ENDLESS
    reply = _fit(answer, limit)

    assert reply.length <= max(limit, least)


@moderate
@given(answers)
def test_a_full_answer_takes_a_message(answer: Answer) -> None:
    """Where there is a screen, what was asked for in full may take a whole message."""
    full = replace(answer, reading=FULL)

    assert _fit(full, SCREEN) == _fit(full, MESSAGE)


@moderate
@given(answers, st.integers(0, SCREEN - 1))
def test_a_smaller_place_is_shared(answer: Answer, limit: int) -> None:
    """In a group or inline what was asked for in full keeps to the limit like all else."""
    full, brief = replace(answer, reading=FULL), replace(answer, reading=BRIEF)

    assert _fit(full, limit) == _fit(brief, limit)


@moderate
@given(answers, st.integers(0, 2000))
def test_nothing_is_cut_within_a_line(answer: Answer, limit: int) -> None:
    """A line is there as it was written, or it is not there; only lists may be shortened."""
    whole = _fit(replace(answer, reading=FULL), ENDLESS)
    written = {*_written(answer), *whole.text.split("\n")}
    strange = [
        line
        for line in _fit(answer, limit).text.split("\n")
        if line not in written and not line.endswith(" more")
    ]

    assert not strange


def _written(answer: Answer) -> set[str]:
    names = {
        f"{block.label}|{', '.join(block.lines)}" if block.label else ", ".join(block.lines)
        for block in answer.blocks
        if block.names
    }
    told = {line for block in answer.blocks for line in (block.label, *block.lines)}
    return {answer.title, answer.lead, answer.legend, f"Tip|{answer.tip}", *answer.notes} | (
        names | told
    )


@moderate
@given(answers, st.integers(0, 2000))
def test_what_must_stay_stays(answer: Answer, limit: int) -> None:
    """Title, lead and sources stand in every reply."""
    text = _fit(answer, limit).text

    assert text.startswith(answer.title)
    assert answer.lead in text
    assert all(citation.publisher in text for citation in answer.citations)


@moderate
@given(answers, st.integers(0, 2000))
def test_suggestions_come_along(answer: Answer, limit: int) -> None:
    """The next questions are not part of the text, and all of them come along."""
    assert _fit(answer, limit).suggestions == answer.suggestions


@moderate
@given(answers)
def test_more_is_offered_when_something_is_left_out(answer: Answer) -> None:
    """With room for all nothing is left out, and so no more is offered."""
    brief = replace(answer, reading=BRIEF)
    kept_back = any(block.rank == 3 for block in answer.blocks)
    expected = answer.more if kept_back else ""
    actual = _fit(brief, ENDLESS).more

    assert expected == actual


ANSWER = Answer(
    BRIEF,
    "Title",
    lead="Lead",
    blocks=(
        Block("First", tuple(f"name {n}" for n in range(20)), names=True),
        Block("Second", tuple(f"line {n}" for n in range(10))),
        Block("Aside", ("a", "b", "c", "d"), rank=1),
        Block("Later", ("e", "f"), rank=2),
        Block("Depth", ("g", "h"), rank=3),
    ),
    notes=("Note one", "Note two"),
    tip="Tip",
    citations=(DAILY,),
    suggestions=(Suggestion("Next", "next?"),),
    more="in full",
)


def test_with_no_room_the_least_is_said() -> None:
    """In no room there are title, lead, some of what was asked, and the sources."""
    title, lead, first, gap, sources = _fit(ANSWER, 0).text.split("\n")

    assert ("Title", "Lead", "") == (title, lead, gap)
    assert re.fullmatch(r"First\|name 0(, name \d+)* and \d+ more", first)
    assert "Sources: The Daily Crumb (Jan. 1, 2024)" == sources


def test_importance() -> None:
    """What was asked comes in before the tip, the tip before a note, asides after both."""
    # each part takes 27 code points, so that only its weight tells when it comes in
    answer = Answer(
        BRIEF,
        "T",
        blocks=(
            Block("", ("first".ljust(24, "."),)),
            Block("", ("later".ljust(24, "."),), rank=2),
            Block("", ("aside".ljust(24, "."),), rank=1),
            Block("", ("second".ljust(24, "."),)),
        ),
        notes=("note one".ljust(25, "."), "note two".ljust(25, ".")),
        tip="advice".ljust(20, "."),
    )
    parts = ["first", "second", "advice", "note one", "aside", "later", "note two"]
    expected = [set(parts[:count]) for count in range(1, len(parts) + 1)]
    replies = [_fit(answer, 27 * count + 2).text for count in range(1, len(parts) + 1)]
    actual = [{part for part in parts if part in text} for text in replies]

    assert expected == actual


def test_depth_is_for_the_full_answer() -> None:
    """What only the full answer has is nowhere else, whatever the room."""
    full = replace(ANSWER, reading=FULL)

    assert "Depth" not in _fit(ANSWER, ENDLESS).text
    assert "Depth" in _fit(full, ENDLESS).text


@pytest.mark.parametrize("names", [True, False], ids=["names", "lines"])
@pytest.mark.parametrize("limit", [0, 100, ENDLESS])
def test_what_is_left_out_is_counted(names: bool, limit: int) -> None:
    """A shortened list says how many it leaves out, and never that it is only one."""
    for count in range(1, 30):
        listed = tuple(f"({number})" for number in range(count))
        block = Block("", listed, names=names)
        text = _fit(Answer(BRIEF, "T", blocks=(block,)), limit).text
        over = re.search(r"and (\d+) more", text)

        assert count == text.count("(") + (int(over[1]) if over else 0)
        assert over is None or over[1] != "1"


@pytest.mark.parametrize("names", [True, False], ids=["names", "lines"])
@pytest.mark.parametrize("rank", [0, 1, 2])
@pytest.mark.parametrize("whole", [True, False])
def test_short_blocks_have_one_form(names: bool, rank: int, whole: bool) -> None:
    """A block of two lines looks the same at every size where it stands at all."""
    block = Block("Label", ("one", "two"), names=names, rank=rank, whole=whole)
    answer = Answer(BRIEF, "T", blocks=(block,))
    full = _fit(answer, ENDLESS).text
    seen = {_fit(answer, limit).text for limit in range(60)}

    assert {full} | ({"T"} if rank else set()) == seen
    assert "more" not in full


@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_first_blocks_offer_no_more(count: int) -> None:
    """Where the first block can only be as it is, nothing is left out, whatever the limit."""
    listed = tuple(f"n{number}" for number in range(count))
    answer = Answer(BRIEF, "T", blocks=(Block("L", listed, names=True),), more="in full")
    replies = [_fit(answer, limit) for limit in (0, 20, 500, ENDLESS)]

    assert 1 == len(set(replies))
    assert "" == replies[0].more


@moderate
@given(answers, st.integers(0, 3000))
def test_more_room_leaves_nothing_out(answer: Answer, limit: int) -> None:
    """Whatever the limit, the reply is no fuller than with all the room there is."""
    most = _fit(answer, ENDLESS)
    reply = _fit(answer, limit)

    assert reply.length <= most.length
    assert reply.text == most.text or reply.length < most.length or reply.more == answer.more


@moderate
@given(answers, st.integers(0, 2000), lines)
def test_a_receipt_stays(answer: Answer, limit: int, receipt: str) -> None:
    """How a doubtful question was read stands in every reply, before what may be left out."""
    small = _fit(replace(answer, receipt=(receipt, "or else")), limit).text.split("\n")
    large = _fit(replace(answer, receipt=(receipt, "or else")), ENDLESS).text.split("\n")

    assert receipt in small or f"{receipt} or else" in small
    assert f"{receipt} or else" in large


def test_whole_blocks_are_whole_or_not_there() -> None:
    """A line for each role compared: there is all or nothing, but of the first block a line."""
    block = Block("", tuple(f"role {number}" for number in range(6)), whole=True)
    first = Answer(BRIEF, "T", blocks=(block,))
    second = Answer(BRIEF, "T", blocks=(Block("", ("asked",)), block))

    assert "T\nrole 0\nand 5 more" == _fit(first, 0).text
    assert "role 5" in _fit(first, 200).text
    assert "role" not in _fit(second, 20).text
    assert "role 5" in _fit(second, 200).text


def test_sources_are_gathered_by_publisher() -> None:
    """A publisher is named once, with the dates of what it published."""
    later = Citation("b", "On Whisks", "The Daily Crumb", "Feb. 2, 2025")
    same = Citation("c", "On Pins", "The Daily Crumb", "Jan. 1, 2024")
    loaf = Citation("d", "Bread", "loaf.ai", "Mar. 3, 2025")
    text = _fit(Answer(BRIEF, "T", citations=(DAILY, later, same, loaf)), 0).text

    assert text.endswith(
        "Sources: The Daily Crumb (Jan. 1, 2024; Feb. 2, 2025), loaf.ai (Mar. 3, 2025)"
    )


def test_many_sources_are_counted_but_in_full() -> None:
    """Of many publishers the first are named; asked in full, all are."""
    cited = tuple(Citation(f"s{n}", "T", f"Publisher {n}", "2025") for n in range(6))
    brief = Answer(BRIEF, "T", citations=cited)
    told = _fit(brief, ENDLESS).text
    in_full = _fit(replace(brief, reading=FULL), ENDLESS).text

    assert "Publisher 0" in told
    assert "Publisher 5" not in told
    assert re.search(r"and \d more$", told)
    assert all(f"Publisher {n}" in in_full for n in range(6))


@moderate
@given(lines, lines, st.sampled_from(Style), st.booleans())
def test_a_line_knows_its_length(text: str, label: str, style: Style, gap: bool) -> None:
    """A line takes its text, its label, its marks and its line breaks."""
    named = Line(text, style, label, gap)
    plain = Line(text, style, "", gap)

    assert len(named) - len(plain) == len(label) + len(": ")
    assert len(plain) >= len(text) + 1


def test_pages() -> None:
    """What was asked for in full goes on on further pages, and nothing of it is left out."""
    blocks = tuple(
        Block(f"Part {n}", tuple(f"line {n}.{m} " + "x" * 90 for m in range(20))) for n in range(9)
    )
    reading = Reading("explain", ("a",), full=True)
    answer = Answer(reading, "Title", blocks=blocks, suggestions=(Suggestion("next", "next"),))

    pages = html_pages(answer)
    shown = "\n".join(page.text for page in pages)

    assert len(pages) > 2
    assert all(0 < page.length <= MESSAGE for page in pages)
    assert all(f"line {n}.{m} " in shown for n in range(9) for m in range(20))
    assert [bool(page.suggestions) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert not any(page.text.startswith("\n") for page in pages)


def test_pages_of_a_long_part() -> None:
    """A part longer than a message is parted between its lines."""
    lines = tuple(f"line {n} " + "x" * 200 for n in range(60))
    answer = Answer(Reading("explain", ("a",), full=True), "Title", blocks=(Block("Part", lines),))

    pages = html_pages(answer)

    assert all(page.length <= MESSAGE for page in pages)
    assert all(f"line {n} " in "".join(page.text for page in pages) for n in range(60))


def test_one_page() -> None:
    """In a shared place, and where not everything was asked for, there is one page."""
    lines = tuple(f"line {n} " + "x" * 200 for n in range(60))
    answer = Answer(Reading("explain", ("a",)), "Title", blocks=(Block("Part", lines),))
    full = Answer(Reading("explain", ("a",), full=True), "Title", blocks=(Block("Part", lines),))

    assert len(html_pages(answer)) == 1
    assert len(html_pages(full, GROUP)) == 1
