"""Labelled questions are scored by the rules of their labels."""

from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.reading import Reading
from bot.evaluation import Score, evaluate, fits, table
from bot.files.questions import Dialogue, Label, Turn
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge


@pytest.fixture(name="advisor", scope="module")
def _advisor() -> Advisor:
    return Advisor(tiny_knowledge())


READ = {
    "explain": Reading("explain", (PE,), ("tools", "salary")),
    "overview": Reading("explain", (PE,), ("overview",)),
    "compare": Reading("compare", (PE, PSE), ("tools",)),
    "check": Reading("check", (PE, PSE), ("tools",), ("oven", "whisk")),
    "find": Reading("find", (), ("tools",), ("oven", "whisk")),
    "find among": Reading("find", (PE,), ("tools",), ("oven",)),
    "most": Reading("find", (), ("salary",), superlative="most"),
    "transition": Reading("transition", (PE, PSE), ("tools",)),
    "recommend": Reading("recommend", (PE,), ("overview",), ("oven",)),
    "unknown": Reading("unknown", unused=("nurse",)),
}


@pytest.mark.parametrize(
    ("read", "label", "expected"),
    [
        ("explain", Label("explain", (PE,), ("tools", "salary")), True),
        # sections are a set
        ("explain", Label("explain", (PE,), ("salary", "tools")), True),
        ("explain", Label("explain", (PE,), ("tools",)), False),
        ("explain", Label("explain", (PS,), ("tools", "salary")), False),
        # the kind must be the same
        ("explain", Label("clarify", (PE,), ("tools", "salary")), False),
        # none named is the overview
        ("overview", Label("explain", (PE,)), True),
        ("overview", Label("explain", (PE,), ("overview",)), True),
        ("overview", Label("explain", (PE,), ("tools",)), False),
        # roles are a set
        ("compare", Label("compare", (PSE, PE), ("tools",)), True),
        ("compare", Label("compare", (PE, PSE, BRE), ("tools",)), False),
        ("compare", Label("compare", (PE,), ("tools",)), False),
        # but for a move, whose sections do not count
        ("transition", Label("transition", (PE, PSE)), True),
        ("transition", Label("transition", (PSE, PE)), False),
        # the label's items are among those read, by any of their names
        ("check", Label("check", (PE, PSE), (), ("whisk",)), True),
        ("check", Label("check", (PSE, PE), (), ("Deck Oven", "WHISKS")), True),
        ("check", Label("check", (PE, PSE), (), ("whisk", "b++")), False),
        ("check", Label("check", (PE, PSE), (), ("spoon",)), False),
        ("check", Label("check", (PE,), (), ("whisk",)), False),
        ("find", Label("find", (), (), ("stove",)), True),
        ("find", Label("find", (), (), ("robot arm",)), False),
        # the roles of a search count where the label names some
        ("find among", Label("find", (), (), ("oven",)), True),
        ("find among", Label("find", (PE,), (), ("oven",)), True),
        ("find among", Label("find", (PS,), (), ("oven",)), False),
        # a superlative has no items, so its section counts
        ("most", Label("find", (), ("salary",)), True),
        ("most", Label("find", (), ("outlook",)), False),
        # of the rest only the kind counts
        ("recommend", Label("recommend", (PS,), ("tools",), ("b++",)), True),
        ("unknown", Label("unknown", (PS,)), True),
        ("unknown", Label("help"), False),
    ],
)
def test_fits(advisor: Advisor, read: str, label: Label, expected: bool) -> None:
    """A reading fits a label by kind, roles, sections and items, each where it counts."""
    actual = fits(READ[read], label, advisor)

    assert expected is actual


def _explain(role: str, section: str) -> Label:
    return Label("explain", (role,), (section,))


ALONE = Dialogue("a", "private", (Turn("PE tools", (_explain(PE, "tools"),)),))
WRONG = Dialogue("b", "private", (Turn("PE tools", (_explain(PS, "tools"),)),))
EITHER = Dialogue("c", "private", (Turn("PE", (Label("help"), _explain(PE, "overview"))),))


def test_score(advisor: Advisor) -> None:
    """Turns are counted by the kind expected; one of the accepted readings is enough."""
    score = evaluate([ALONE, WRONG, EITHER], advisor)

    assert {"explain": 2, "help": 1} == score.total
    assert {"explain": 1, "help": 1} == score.right
    assert 2 / 3 == score.accuracy
    assert [("explain", 1, 2), ("help", 1, 1)] == table(score)
    assert 3 == len(score.latency)


def test_wrong_turns_are_listed(advisor: Advisor) -> None:
    """A turn that was read wrong is kept with what was expected and what was read."""
    (wrong,) = evaluate([ALONE, WRONG], advisor).wrong

    assert ("b", "PE tools", _explain(PS, "tools")) == (wrong.dialogue, wrong.says, wrong.expected)
    assert wrong.got is not None
    assert (PE,) == wrong.got.roles


def test_nothing_to_score(advisor: Advisor) -> None:
    """Without questions nothing is right, and nothing takes time."""
    score = evaluate([], advisor)

    assert 0 == score.accuracy == score.percentile(0.5)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 3.0), (0.99, 4.0), (1.0, 4.0)])
def test_percentile(share: float, expected: float) -> None:
    """A percentile is the latency in milliseconds that a share of the questions keeps."""
    actual = Score(latency=[0.004, 0.001, 0.003, 0.002]).percentile(share)

    assert expected == actual


def test_only_what_is_known(advisor: Advisor) -> None:
    """With `known` a dialogue on a role that the knowledge lacks is left out and counted."""
    strange = Dialogue("d", "private", (Turn("nurse", (_explain("nurse", "tools"),)),))
    score = evaluate([ALONE, strange], advisor, known=True)

    assert 1 == score.skipped
    assert {"explain": 1} == score.total


def _group(*turns: Turn) -> Dialogue:
    return Dialogue("group", "group", turns)


def _turn(says: str, role: str, section: str, **more: object) -> Turn:
    turn = Turn(says, (_explain(role, section),))
    return replace(turn, **more)  # type: ignore[arg-type]  # replace checks the names


SILENT = Turn("lunch?", (), silent=True, user="ben", to="none")

DIALOGUES = {
    "a follow-up has the context of the turn before": _group(
        _turn("PE tools", PE, "tools"), _turn("and education?", PE, "education")
    ),
    "an asker keeps the own talk": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ben"),
        _turn("and education?", PE, "education", user="ana"),
    ),
    "a newcomer joins the last talk": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ben"),
        _turn("and education?", PSE, "education", user="chi"),
    ),
    "a reply takes up the turn it replies to": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ana"),
        _turn("and education?", PE, "education", user="ben", to="reply:1"),
    ),
    "topics are kept apart": _group(
        _turn("PE tools", PE, "tools", thread=1),
        _turn("PSE tools", PSE, "tools", thread=2),
        _turn("and education?", PE, "education", thread=1),
    ),
    "an edit is asked in the context of the turn it edits": _group(
        _turn("PE tools", PE, "tools"),
        _turn("PSE tools", PSE, "tools"),
        _turn("and education?", PE, "education", edits=2),
    ),
    "an edit of the first turn has no context": _group(
        _turn("PSE tools", PSE, "tools"),
        Turn("and education?", (Label("clarify"),), edits=1),
    ),
    "a quoted turn is the question": _group(
        SILENT,
        replace(SILENT, says="PE tools"),
        _turn("you know?", PE, "tools", quotes=2),
    ),
    "silence is kept where nobody asked": _group(SILENT, _turn("PE tools", PE, "tools")),
    "a mention is no word of the question": _group(_turn("@CareerBot PE tools", PE, "tools")),
    "commands are questions": _group(_turn("/tips pe", PE, "tips")),
    "weeks pass": _group(
        _turn("PE tools", PE, "tools"),
        Turn("hello, and education?", (Label("clarify"),), gap="3w"),
    ),
    "minutes pass": _group(
        _turn("PE tools", PE, "tools"), _turn("hello, and education?", PE, "education", gap="5m")
    ),
}


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_dialogues(advisor: Advisor, dialogue: Dialogue) -> None:
    """A dialogue is played as it would happen in a chat."""
    score = evaluate([dialogue], advisor)

    assert [] == score.wrong
    assert 1 == score.accuracy


def test_a_silence_that_was_expected_and_broken(advisor: Advisor) -> None:
    """Where nothing may be sent, an answer is wrong and is listed so."""
    broken = replace(SILENT, to="bot")
    score = evaluate([_group(broken)], advisor)

    assert 0 == score.accuracy
    assert [None] == [wrong.expected for wrong in score.wrong]


def test_what_is_not_right_is_listed(advisor: Advisor) -> None:
    """Every turn that is not right stands among the wrong ones."""
    unheard = _turn("PE tools", PE, "tools", to="none")
    score = evaluate([_group(unheard)], advisor)

    assert sum(score.total.values()) - sum(score.right.values()) == len(score.wrong)
