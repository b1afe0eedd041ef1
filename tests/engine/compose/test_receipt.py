"""A doubtful reading is told, with what to type if something else was meant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.answer import Answer
from bot.engine.compose.parts import Desk
from bot.engine.compose.receipt import STATED, doubtful, receipted, typed_as
from bot.engine.lexicon import Lexicon
from bot.engine.reading import CONFIDENT, KINDS, Reading
from bot.engine.understand import understand
from bot.render.html import html
from bot.render.plain import plain
from tests.engine.compose.conftest import Ask
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import moderate

_DESK = Desk(tiny_knowledge())
_LEXICON = Lexicon(tiny_knowledge())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # a word left aside where no section is named
        ("PE xyzzy", "Read as: explain PE. Left aside: “xyzzy”."),
        ("PE vs PSE xyzzy", "Read as: compare PE and PSE. Left aside: “xyzzy”."),
        # three of them are named at most
        (
            "pastry engineer vs pastry scientist xyzzy frob plugh quux",
            "Read as: compare PE and PS. Left aside: “xyzzy”, “frob”, “plugh”.",
        ),
        # a job outside is named in a note of its own
        ("PE vs nurse", "Read as: explain PE."),
        # what was understood less plainly is offered in its place
        (
            "from PE to PSE xyzzy",
            "Read as: from PE to PSE. Left aside: “xyzzy”. Something else? Try “PE vs PSE”.",
        ),
        (
            "I know B++ xyzzy, which is right for me",
            "Read as: which role fits what you told. Left aside: “xyzzy”.",
        ),
    ],
)
def test_receipt(ask: Ask, typed: str, expected: str) -> None:
    """A doubtful reading has its receipt: what was read, left aside, and may be typed instead."""
    actual = ask(typed).receipt

    assert expected == actual


@pytest.mark.parametrize(
    "typed",
    [
        "PE tools",
        "PE vs PSE",
        "does a PE need a whisk",
        "from PE to PSE",
        # a section was named, so that a strange word changes little
        "PE xyzzy tools",
        # nothing is stated
        "xyzzy",
        "hello",
        "help",
        "tools",
        "",
    ],
)
def test_no_receipt(ask: Ask, typed: str) -> None:
    """A plain reading, and an answer that states nothing, have no receipt."""
    actual = ask(typed).receipt

    assert "" == actual


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("explain", (PE,)), False),
        (Reading("explain", (PE,), confidence=CONFIDENT), False),
        (Reading("explain", (PE,), confidence=CONFIDENT - 0.01), True),
        # a strange word is in doubt where no section is named ...
        (Reading("explain", (PE,), ("overview",), unused=("xyzzy",)), True),
        (Reading("explain", (PE,), ("tools",), unused=("xyzzy",)), False),
        # ... or where it may have been the other side of a comparison
        (
            Reading("explain", (PE,), ("tools",), unused=("xyzzy",), hints=frozenset({"compare"})),
            True,
        ),
        (
            Reading(
                "compare", (PE, PS), ("tools",), unused=("xyzzy",), hints=frozenset({"compare"})
            ),
            False,
        ),
    ],
)
def test_doubtful(reading: Reading, expected: bool) -> None:
    """A reading is doubtful when unsure, or when a strange word may have changed it."""
    actual = doubtful(reading)

    assert expected is actual


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("explain", (PE,), ("overview",)), "PE"),
        (Reading("explain", (PE,), ("tools", "salary")), "PE tools salary"),
        (Reading("compare", (PE, PSE), ("education",)), "PE vs PSE education"),
        (Reading("check", (PE,), ("tools",), ("whisk", "oven")), "PE: whisk and oven?"),
        (Reading("check", (PE, PS), ("tools",), ("whisk",)), "PE vs PS: whisk?"),
        (Reading("find", (), ("tools",), ("whisk",)), "which roles: whisk?"),
        (Reading("transition", (PE, PSE), ("overview",)), "from PE to PSE"),
        # nothing short is read so
        (Reading("find", (), ("salary",), superlative="most"), ""),
        (Reading("transition", (PE,)), ""),
        (Reading("recommend"), ""),
        (Reading("help"), ""),
    ],
)
def test_typed_as(desk: Desk, reading: Reading, expected: str) -> None:
    """A reading has a short question of its own, or none."""
    actual = typed_as(reading, desk)

    assert expected == actual


_roles = st.lists(st.sampled_from((PE, PS, PSE, BRE)), min_size=1, max_size=3, unique=True)
_sections = st.lists(st.sampled_from(sorted(tiny_knowledge().headings)), max_size=2, unique=True)
_items = st.lists(
    st.sampled_from(("whisk", "oven", "rolling-pin", "b++", "kneading")),
    min_size=1,
    max_size=2,
    unique=True,
)


@moderate
@given(_roles, _sections, _items)
def test_what_is_typed_is_read_so(roles: list[str], sections: list[str], items: list[str]) -> None:
    """The question of a reading, asked by itself, is read as that reading."""
    told = Reading("compare" if len(roles) > 1 else "explain", tuple(roles), tuple(sections))
    asked = [told, Reading("check", tuple(roles), (), tuple(items))]
    asked += [Reading("find", (), (), tuple(items))]
    asked += [Reading("transition", tuple(roles))] if len(roles) == 2 else []
    for reading in asked:
        back = understand(typed_as(reading, _DESK), _LEXICON, _DESK.knowledge)

        assert (reading.kind, reading.roles) == (back.kind, back.roles)
        assert reading.named_sections == back.named_sections or not reading.sections
        assert reading.items == back.items


@pytest.mark.parametrize("kind", sorted(set(KINDS) - STATED))
def test_only_statements_have_receipts(desk: Desk, kind: str) -> None:
    """What states nothing is in no need of a receipt, however unsure."""
    answer = Answer(Reading(kind, confidence=0.1, unused=("xyzzy",)), "Title")

    assert answer == receipted(answer, desk)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("explain", (PE,), ("tools",)), "explain PE, tools"),
        (Reading("compare", (PE, PS), ("tools", "salary")), "compare PE and PS, tools and pay"),
        (Reading("check", (PE,), ("tools",), ("whisk",)), "is whisk named for PE"),
        (Reading("find", (), ("tools",), ("whisk",)), "which roles name whisk"),
        (Reading("find", (), ("salary",), superlative="most"), "rank roles by pay"),
        (Reading("transition", (PE, PSE), ("tips",)), "from PE to PSE"),
        (Reading("transition", (PE,)), "explain PE"),
    ],
)
def test_every_kind_is_told(desk: Desk, reading: Reading, expected: str) -> None:
    """A receipt says in words how any kind of question was read."""
    unsure = reading.with_(confidence=0.1)
    receipt = receipted(Answer(unsure, "Title"), desk).receipt

    assert receipt.startswith(f"Read as: {expected}.")


def test_plainer_readings_are_offered(desk: Desk) -> None:
    """Of several sections each is offered alone, at most two in all, and as buttons too."""
    unsure = Reading("explain", (PE,), ("tools", "salary", "outlook"), confidence=0.1)
    answer = receipted(Answer(unsure, "Title"), desk)

    assert ["PE tools", "PE salary"] == [one.question for one in answer.suggestions]
    assert answer.receipt.endswith("Something else? Try “PE tools” or “PE salary”.")


def test_repairs_come_first_and_once(ask: Ask) -> None:
    """What is offered in the receipt stands first among the next questions, and once."""
    asked = [suggestion.question for suggestion in ask("from PE to PSE xyzzy").suggestions]

    assert "PE vs PSE" == asked[0]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("limit", [0, 200, 500, 4096])
def test_a_receipt_stands_in_every_reply(ask: Ask, limit: int) -> None:
    """However little room there is, a doubtful reading is told to be one."""
    for typed in ("PE xyzzy", "from PE to PSE xyzzy", "PE, PS and PSE xyzzy"):
        answer = ask(typed)

        assert answer.receipt
        assert answer.receipt in html(answer, limit).text
        assert answer.receipt in plain(answer, limit).text


def test_markup_in_a_receipt_is_none(ask: Ask) -> None:
    """Letters that mean markup are shown as typed."""
    answer = ask("PE xyzzy")
    marked = replace(answer, receipt="Left aside: “<b>”, “a&b”.")

    assert "“&lt;b&gt;”, “a&amp;b”" in html(marked, 500).text
