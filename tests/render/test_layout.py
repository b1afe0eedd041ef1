"""An answer is cut to the room there is, the least important first."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answer import Answer, Block, Citation, Suggestion
from bot.engine.reading import KINDS, Reading
from bot.render.html import html_pages
from bot.render.layout import Line, Style, fit
from bot.render.reply import FOLDED, GROUP, MESSAGE, SCREEN, Reply
from tests.generated import answers, lines, moderate

ENDLESS = 10**9
BRIEF = Reading("explain")
FULL = Reading("explain", full=True)
DAILY = Citation("a", "On Ovens", "The Daily Crumb", "Jan. 1, 2024")
FOLD = "\x00"
"""A line that no answer holds, between what is open and what is folded."""


def _bare(shown: Sequence[Line], quote: Sequence[Line]) -> str:
    every = [*shown, *((Line(FOLD), *quote) if quote else ())]
    return "\n".join(f"{line.label}|{line.text}" if line.label else line.text for line in every)


def _fit(answer: Answer, limit: int) -> Reply:
    return fit(answer, limit, _bare)


def _open(answer: Answer, limit: int) -> list[str]:
    """Return the lines that are seen without a tap."""
    return _fit(answer, limit).text.split(f"\n{FOLD}\n")[0].split("\n")


def _folded(answer: Answer, limit: int = SCREEN) -> list[str]:
    """Return the lines of the folded quote."""
    _, fold, quote = _fit(answer, limit).text.partition(f"\n{FOLD}\n")
    return quote.split("\n") if fold else []


@moderate
@given(answers, st.integers(0, 5000))
def test_the_limit_is_kept(answer: Answer, limit: int) -> None:
    """What is open takes no more than the limit, or than what must be said in any case."""
    alone = replace(answer, doubts=(), citations=(), reading=replace(answer.reading, full=False))
    least = _fit(alone, 0).length

    assert _fit(alone, limit).length <= max(limit, least)


@moderate
@given(answers, st.sampled_from([GROUP, SCREEN]))
def test_the_quote_has_a_room_of_its_own(answer: Answer, limit: int) -> None:
    """Whatever is folded takes nothing from what is open, and keeps to its own room."""
    brief = replace(answer, reading=BRIEF)
    alone = replace(brief, doubts=(), citations=())

    assert _open(alone, limit) == _open(brief, limit)
    assert _fit(brief, limit).length - _fit(alone, limit).length <= FOLDED[limit == SCREEN]


@moderate
@given(answers)
def test_a_full_answer_takes_a_message(answer: Answer) -> None:
    """Where there is a screen, what was asked for in full may take a whole message."""
    full = replace(answer, reading=FULL)

    assert _fit(full, SCREEN) == _fit(full, MESSAGE)
    assert _fit(full, SCREEN).length <= MESSAGE


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
    written = _written(answer)
    strange = [
        line
        for line in _fit(answer, limit).text.split("\n")
        if line not in written and not re.search(r"\band \d+ more$", line)
    ]

    assert not strange


def _written(answer: Answer) -> set[str]:
    names = {
        f"{block.label}|{', '.join(block.lines)}" if block.label else ", ".join(block.lines)
        for block in answer.blocks
        if block.names
    }
    told = {line for block in answer.blocks for line in (block.label, *block.lines)}
    cited = {f"{one.publisher}|{one.title} ({one.date})" for one in answer.citations}
    said = {answer.verdict, answer.title, *answer.text, *answer.asides, *answer.doubts}
    return names | told | cited | said | {FOLD}


@moderate
@given(answers, st.integers(0, 2000))
def test_what_must_stay_stays(answer: Answer, limit: int) -> None:
    """The verdict comes first, or the title where nothing is decided, then what it rests on."""
    shown = _open(answer, limit)

    assert shown[0] == (answer.verdict or answer.title)
    assert not answer.text or shown[1] == answer.text[0]


@moderate
@given(answers, st.integers(0, 2000))
def test_suggestions_come_along(answer: Answer, limit: int) -> None:
    """The next questions are not part of the text, and all of them come along."""
    assert _fit(answer, limit).suggestions == answer.suggestions


@moderate
@given(answers, st.integers(0, SCREEN))
def test_more_is_offered_but_under_all_there_is(answer: Answer, limit: int) -> None:
    """A short answer leads to the full one; under the full one there is no more to offer."""
    brief, full = replace(answer, reading=BRIEF), replace(answer, reading=FULL)

    assert _fit(brief, limit).more == answer.more
    assert _fit(full, SCREEN).more == ""


ANSWER = Answer(
    BRIEF,
    "Title",
    "Verdict",
    ("First", "Further"),
    blocks=(
        Block("First", tuple(f"name {n}" for n in range(20)), names=True),
        Block("Second", tuple(f"line {n}" for n in range(10))),
        Block("Aside", ("a", "b", "c", "d"), rank=1),
        Block("Later", ("e", "f"), rank=2),
        Block("Depth", ("g", "h"), rank=3),
    ),
    asides=("Mind one", "Mind two"),
    doubts=("How sure",),
    citations=(DAILY,),
    suggestions=(Suggestion("Next", "next?"),),
    more="in full",
)


def test_with_no_room_the_least_is_said() -> None:
    """In no room there are the verdict and what it rests on, and folded how sure that is."""
    assert ["Verdict", "First"] == _open(ANSWER, 0)
    assert ["How sure", "The Daily Crumb|On Ovens (Jan. 1, 2024)"] == _folded(ANSWER, 0)


def test_a_list_that_is_the_answer_stays() -> None:
    """Where the answer is a list, some of it is shown in any room."""
    head, names = _open(replace(ANSWER, text=()), 0)

    assert "Verdict" == head
    assert re.fullmatch(r"First\|name 0(, name \d+)* and \d+ more", names)


def test_importance() -> None:
    """What was asked comes in first, then what to mind, then more on it, then what lies near."""
    # each part takes 27 code points, so that only its weight tells when it comes in
    answer = Answer(
        BRIEF,
        "T",
        text=("t", "reason".ljust(25, "."), "depth".ljust(25, ".")),
        blocks=(
            Block("", ("later".ljust(24, "."),), rank=2),
            Block("", ("beside".ljust(24, "."),), rank=1),
            Block("", ("asked".ljust(24, "."),)),
        ),
        asides=("mind".ljust(25, "."),),
    )
    parts = ["reason", "asked", "mind", "depth", "beside", "later"]
    expected = [set(parts[:count]) for count in range(len(parts) + 1)]
    replies = [_fit(answer, 27 * count + 5).text for count in range(len(parts) + 1)]
    actual = [{part for part in parts if part in text} for text in replies]

    assert expected == actual


def test_depth_is_for_the_full_answer() -> None:
    """What only the full answer has is nowhere else, whatever the room."""
    full = replace(ANSWER, reading=FULL)

    assert "Depth" not in _open(ANSWER, ENDLESS)
    assert "Depth" in _open(full, ENDLESS)


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


@moderate
@given(answers, st.integers(0, 3000))
def test_no_fuller_than_with_all_room(answer: Answer, limit: int) -> None:
    """Whatever the limit, the reply is no fuller than with all the room there is."""
    assert _fit(answer, limit).length <= _fit(answer, ENDLESS).length


def test_whole_blocks_are_whole_or_not_there() -> None:
    """A line for each role compared: there is all or nothing, but of the first block some."""
    block = Block("", tuple(f"role {number}" for number in range(6)), whole=True)
    first = Answer(BRIEF, "T", blocks=(block,))
    second = Answer(BRIEF, "T", blocks=(Block("", ("asked",)), block))
    behind = Answer(BRIEF, "T", text=("said",), blocks=(block,))

    assert ["T", "role 0", "and 5 more"] == _open(first, 0)
    assert "role 5" in _open(first, 200)
    for answer in (second, behind):
        assert "role 0" not in _open(answer, 20)
        assert "role 5" in _open(answer, 200)


def test_each_source_has_a_line() -> None:
    """A source is named by its publisher, title and date, after what there is to doubt."""
    loaf = Citation("d", "Bread", "loaf.ai", "Mar. 3, 2025")
    answer = Answer(BRIEF, "T", doubts=("How sure", "Who differs"), citations=(DAILY, loaf))
    expected = [
        "How sure",
        "Who differs",
        "The Daily Crumb|On Ovens (Jan. 1, 2024)",
        "loaf.ai|Bread (Mar. 3, 2025)",
    ]

    assert expected == _folded(answer)


def test_many_sources_are_counted_but_in_full() -> None:
    """Of many sources the first are named and the others counted; asked in full, all are named."""
    cited = tuple(Citation(f"s{n}", "T", f"Publisher {n}", "2025") for n in range(6))
    brief = Answer(BRIEF, "T", citations=cited)
    *named, rest = _folded(brief)
    counted = re.fullmatch(r"and (\d) more", rest)

    assert counted
    assert len(cited) == len(named) + int(counted[1])
    assert [one.publisher for one in cited] == [
        line.partition("|")[0] for line in _folded(replace(brief, reading=FULL))
    ]


@pytest.mark.parametrize(("limit", "room"), [(GROUP, FOLDED[0]), (SCREEN, FOLDED[1])])
def test_the_quote_ends_with_a_whole_line(limit: int, room: int) -> None:
    """What the quote has no room for is left out line by line, in a group sooner."""
    doubts = tuple(f"{number}".ljust(99, ".") for number in range(9))

    assert [*doubts[: room // 100]] == _folded(Answer(BRIEF, "T", doubts=doubts), limit)


def test_nothing_to_fold() -> None:
    """An answer without doubts and sources has no quote."""
    assert [] == _folded(Answer(BRIEF, "T", text=("said",)))


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_buttons(kind: str) -> None:
    """What is there to be tapped has room for more rows than what is there to be read."""
    rows = _fit(Answer(Reading(kind), "T"), SCREEN).rows
    expected = {"clarify": 4, "roles": 4, "help": 4, "unknown": 4, "recommend": 3}.get(kind, 2)

    assert expected == rows
    assert 4 == _fit(Answer(Reading(kind, quiz="quiz"), "T"), SCREEN).rows


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
    answer = Answer(
        reading,
        "Title",
        blocks=blocks,
        doubts=("How sure",),
        citations=(DAILY,),
        suggestions=(Suggestion("next", "next"),),
    )

    pages = html_pages(answer)
    shown = "\n".join(page.text for page in pages)
    last = [False] * (len(pages) - 1) + [True]

    assert len(pages) > 2
    assert all(0 < page.length <= MESSAGE for page in pages)
    assert all(f"line {n}.{m} " in shown for n in range(9) for m in range(20))
    assert last == [bool(page.suggestions) for page in pages]
    assert last == ["The Daily Crumb" in page.text for page in pages]
    assert not any(page.text.startswith("\n") for page in pages)


def test_pages_of_a_long_part() -> None:
    """A part longer than a message is parted between its lines."""
    lines = tuple(f"line {n} " + "x" * 200 for n in range(60))
    answer = Answer(Reading("explain", ("a",), full=True), "Title", blocks=(Block("Part", lines),))

    pages = html_pages(answer)

    assert all(page.length <= MESSAGE for page in pages)
    assert all(f"line {n} " in "".join(page.text for page in pages) for n in range(60))


@moderate
@given(answers, st.integers(0, 12))
def test_every_page_is_a_message(answer: Answer, times: int) -> None:
    """However much there is to say in full, Telegram takes every page of it."""
    full = replace(answer, reading=FULL, blocks=answer.blocks * times)

    assert all(0 < page.length <= MESSAGE for page in html_pages(full))


def test_one_page() -> None:
    """In a shared place, and where not everything was asked for, there is one page."""
    lines = tuple(f"line {n} " + "x" * 200 for n in range(60))
    answer = Answer(Reading("explain", ("a",)), "Title", blocks=(Block("Part", lines),))
    full = Answer(Reading("explain", ("a",), full=True), "Title", blocks=(Block("Part", lines),))

    assert len(html_pages(answer)) == 1
    assert len(html_pages(full, GROUP)) == 1
