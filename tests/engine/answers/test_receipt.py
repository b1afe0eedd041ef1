"""A doubtful reading is told, with what to type if something else was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.answers.parts import Desk
from bot.engine.answers.receipt import STATED, doubtful, receipted, typed_as
from bot.engine.reading import CONFIDENT, KINDS, Question, Reading
from bot.render.html import html
from bot.render.plain import plain
from tests.engine.answers.conftest import Tell
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import moderate

UNSURE = 0.1
_DESK = Desk(tiny_knowledge())
_ADVISOR = Advisor(tiny_knowledge())


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("explain", (PE,)), "Read as: explain PE."),
        # a word left aside
        (
            Reading("explain", (PE,), unused=("xyzzy",)),
            "Read as: explain PE. Left aside: “xyzzy”.",
        ),
        # three of them are named at most
        (
            Reading("compare", (PE, PS), unused=("xyzzy", "frob", "plugh", "quux")),
            "Read as: compare PE and PS. Left aside: “xyzzy”, “frob”, “plugh”.",
        ),
        # a job outside is named in a note of its own
        (Reading("explain", (PE,), unused=("xyzzy",), outside=("nurse",)), "Read as: explain PE."),
        # what was understood less plainly is offered in its place
        (
            Reading("transition", (PE, PSE), unused=("xyzzy",)),
            "Read as: from PE to PSE. Left aside: “xyzzy”. Something else? Try “PE vs PSE”.",
        ),
        # what came next comes first
        (
            Reading("transition", (PE, PSE), instead=(Reading("check", (PE,), (), ("oven",)),)),
            "Read as: from PE to PSE. Something else? Try “does a PE need oven?” or “PE vs PSE”.",
        ),
        (
            Reading("recommend", items=("b++",), unused=("xyzzy",)),
            "Read as: which role fits what you told. Left aside: “xyzzy”.",
        ),
        (Reading("recommend", excluded=("oven",)), "Read as: which role fits what you told."),
        # what is answered in the place of something else is told
        (
            Reading("explain", (PE,), ("hiring",)),
            "Read as: explain PE, getting started. Something else? Try “PE”.",
        ),
        (Reading("explain", ("chocolatier",)), "Read as: explain PE."),
    ],
)
def test_receipt(tell: Tell, reading: Reading, expected: str) -> None:
    """A doubtful reading has its receipt: what was read, left aside, and may be typed instead."""
    actual = tell(reading.with_(confidence=UNSURE)).receipt

    assert expected == " ".join(actual)


@pytest.mark.parametrize(
    "reading",
    [
        Reading("explain", (PE,), ("tools",)),
        # a strange word alone is no doubt: how sure a reading is has it in it
        Reading("explain", (PE,), unused=("xyzzy",)),
        # nothing is stated
        Reading("unknown", unused=("xyzzy",), confidence=UNSURE),
        Reading("smalltalk", confidence=UNSURE),
        Reading("help", confidence=UNSURE),
        Reading("clarify", (), ("tools",), confidence=UNSURE),
        Reading("general", topic="visas", confidence=UNSURE),
        # the bot asks back itself
        Reading("recommend", confidence=UNSURE),
    ],
)
def test_no_receipt(tell: Tell, reading: Reading) -> None:
    """A plain reading, and an answer that states nothing, have no receipt."""
    actual = tell(reading).receipt

    assert () == actual


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(1.0, False), (CONFIDENT, False), (CONFIDENT - 0.01, True), (0.0, True)],
)
def test_doubtful(confidence: float, expected: bool) -> None:
    """A reading is doubtful when it is not sure enough."""
    actual = doubtful(Reading("explain", (PE,), confidence=confidence))

    assert expected is actual


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("explain", (PE,), ("overview",)), "PE"),
        (Reading("explain", (PE,), ("tools", "salary")), "PE tools salary"),
        (Reading("compare", (PE, PSE), ("education",)), "PE vs PSE education"),
        (Reading("check", (PE,), ("tools",), ("whisk", "oven")), "does a PE need whisk and oven?"),
        (Reading("check", (PE, PS), ("tools",), ("whisk",)), "do PE and PS need whisk?"),
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
_sections = st.lists(
    st.sampled_from(sorted(tiny_knowledge().roles[PE].sections)), max_size=1, unique=True
)


@moderate
@given(_roles, _sections)
def test_what_is_typed_is_read_so(roles: list[str], sections: list[str]) -> None:
    """The question of a reading, asked by itself, is read as that reading."""
    told = Reading("compare" if len(roles) > 1 else "explain", tuple(roles), tuple(sections))
    asked = [told, Reading("transition", tuple(roles))] if len(roles) == 2 else [told]
    for reading in asked:
        back, _ = _ADVISOR.read(Question(typed_as(reading, _DESK)))

        assert (reading.kind, reading.roles) == (back.kind, back.roles)
        assert reading.named_sections == back.named_sections or not reading.sections


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
        (Reading("find", superlative="most"), "rank roles by outlook"),
        (Reading("transition", (PE, PSE), ("tips",)), "from PE to PSE"),
        (Reading("transition", (PE,)), "explain PE"),
    ],
)
def test_every_kind_is_told(desk: Desk, reading: Reading, expected: str) -> None:
    """A receipt says in words how any kind of question was read."""
    unsure = reading.with_(confidence=0.1)
    receipt = receipted(Answer(unsure, "Title"), desk).receipt

    assert f"Read as: {expected}." == receipt[0]


def test_plainer_readings_are_offered(desk: Desk) -> None:
    """Of several sections each is offered alone, at most two in all, and as buttons too."""
    unsure = Reading("explain", (PE,), ("tools", "salary", "outlook"), confidence=0.1)
    answer = receipted(Answer(unsure, "Title"), desk)

    assert ["PE tools", "PE salary"] == [one.question for one in answer.suggestions]
    assert "Something else? Try “PE tools” or “PE salary”." == answer.receipt[-1]


def test_repairs_come_first_and_once(tell: Tell) -> None:
    """What is offered in the receipt stands first among the next questions, and once."""
    answer = tell(Reading("transition", (PE, PSE), confidence=UNSURE))
    asked = [suggestion.question for suggestion in answer.suggestions]

    assert "PE vs PSE" == asked[0]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("limit", [0, 200, 500, 4096])
@pytest.mark.parametrize(
    ("kind", "roles"), [("explain", (PE,)), ("transition", (PE, PSE)), ("compare", (PE, PS, PSE))]
)
def test_a_receipt_stands_in_every_reply(
    tell: Tell, limit: int, kind: str, roles: tuple[str, ...]
) -> None:
    """However little room there is, a doubtful reading is told to be one."""
    answer = tell(Reading(kind, roles, confidence=UNSURE, unused=("xyzzy",)))

    assert answer.receipt
    assert answer.receipt[0] in html(answer, limit).text
    assert answer.receipt[0] in plain(answer, limit).text


def test_markup_in_a_receipt_is_none(tell: Tell) -> None:
    """Letters that mean markup are shown as typed."""
    answer = tell(Reading("explain", (PE,), confidence=UNSURE, unused=("<b>", "a&b")))

    assert "“&lt;b&gt;”, “a&amp;b”" in html(answer, 500).text
