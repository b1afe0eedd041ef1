"""Labelled questions are judged by the rules of their labels, dialogues as they happen."""

from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.reading import Reading
from bot.evaluation import evaluate, fits
from bot.files.questions import Dialogue, Label, Turn
from tests.engine.tiny import BRE, PE, PS, PSE

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
    "general": Reading("general", topic="layoffs"),
    "placed": Reading("explain", (PE,), ("salary",), level="senior", place="FR"),
    "why": Reading("explain", (PE,), ("tools",), manner="why"),
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
        # a title is no item
        ("check", Label("check", (PE, PSE), (), ("nurse",)), False),
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
        # in general it is the topic that counts
        ("general", Label("general", topic="layoffs"), True),
        ("general", Label("general", topic="visas"), False),
        # a level and a place count where the label has them
        ("placed", Label("explain", (PE,), ("salary",)), True),
        ("placed", Label("explain", (PE,), ("salary",), level="senior", place="FR"), True),
        ("placed", Label("explain", (PE,), ("salary",), level="entry"), False),
        ("placed", Label("explain", (PE,), ("salary",), place="DE"), False),
        ("explain", Label("explain", (PE,), ("tools", "salary"), place="DE"), False),
        # and so does what is wanted of the answer before, but for more of it
        ("why", Label("explain", (PE,), ("tools",)), True),
        ("why", Label("explain", (PE,), ("tools",), manner="why"), True),
        ("why", Label("explain", (PE,), ("tools",), manner="source"), False),
        ("why", Label("explain", (PE,), ("tools",), manner="more"), True),
        # which ask it was does not count
        ("why", Label("explain", (PE,), ("tools",), ask="tools/first-tools"), True),
        # of the rest only the kind counts
        ("recommend", Label("recommend", (PS,), ("tools",), ("b++",)), True),
        ("unknown", Label("unknown", (PS,)), True),
        ("unknown", Label("help"), False),
    ],
)
def test_fits(advisor: Advisor, read: str, label: Label, expected: bool) -> None:
    """A reading fits a label by kind, roles, sections and items, each where it counts."""
    actual = fits(READ[read], label, advisor.lexicon)

    assert expected is actual


def _explain(role: str, section: str) -> Label:
    return Label("explain", (role,), (section,))


ALONE = Dialogue("a", "private", (Turn("PE tools", (_explain(PE, "tools"),)),))
WRONG = Dialogue("b", "private", (Turn("PE tools", (_explain(PS, "tools"),)),))
EITHER = Dialogue("c", "private", (Turn("PE", (Label("help"), _explain(PE, "overview"))),))


def test_every_turn_is_judged(advisor: Advisor) -> None:
    """Each turn has an outcome, in order; one of the accepted readings is enough."""
    outcomes = evaluate([ALONE, WRONG, EITHER], advisor).outcomes

    assert [("a", True), ("b", False), ("c", True)] == [
        (outcome.dialogue, outcome.right) for outcome in outcomes
    ]
    assert [*ALONE.turns, *WRONG.turns, *EITHER.turns] == [outcome.turn for outcome in outcomes]


def test_wrong_turns_are_listed(advisor: Advisor) -> None:
    """A turn that was read wrong is kept with what was expected and what was read."""
    (wrong,) = evaluate([ALONE, WRONG], advisor).wrong

    assert ("b", _explain(PS, "tools")) == (wrong.dialogue, wrong.expected)
    assert wrong.got is not None
    assert ((PE,), ("tools",)) == (wrong.got.roles, wrong.got.sections)


def test_nothing_to_score(advisor: Advisor) -> None:
    """Without questions there are no outcomes."""
    score = evaluate([], advisor)

    assert ([], 0, set()) == (score.outcomes, score.skipped, score.strangers)


NURSE = Dialogue("d", "private", (Turn("nurse", (_explain("nurse", "tools"),)),))
HATS = Dialogue("e", "private", (Turn("PE hats", (_explain(PE, "hats"),)),))
NEAR = Dialogue("g", "private", (Turn("PE", (Label("compare", (PE, "chocolatier")),)),))
BEYOND = Dialogue("f", "private", (Turn("PE", (_explain(PE, "overview"), _explain(PE, "hats"))),))


@pytest.mark.parametrize(
    ("dialogue", "strangers"),
    [
        (ALONE, set()),
        (NURSE, {"nurse"}),
        (HATS, {"hats"}),
        # a job beside the roles is known
        (NEAR, set()),
        # what is only accepted need not be known
        (BEYOND, set()),
    ],
)
def test_strangers(advisor: Advisor, dialogue: Dialogue, strangers: set[str]) -> None:
    """Roles and sections that are expected and that the knowledge lacks are told."""
    score = evaluate([ALONE, dialogue], advisor)

    assert strangers == score.strangers
    assert (0, 2) == (score.skipped, score.total)


@pytest.mark.parametrize(
    ("dialogue", "skipped"), [(ALONE, 0), (NURSE, 1), (HATS, 1), (NEAR, 0), (BEYOND, 0)]
)
def test_only_what_is_known(advisor: Advisor, dialogue: Dialogue, skipped: int) -> None:
    """With `known` a dialogue on what the knowledge lacks is left out and counted."""
    score = evaluate([ALONE, dialogue], advisor, known=True)

    assert (skipped, 2 - skipped) == (score.skipped, score.total)
    assert set() == score.strangers


def _group(*turns: Turn) -> Dialogue:
    return Dialogue("group", "group", turns)


def _turn(says: str, role: str, section: str, **more: object) -> Turn:
    turn = Turn(says, (_explain(role, section),))
    return replace(turn, **more)  # type: ignore[arg-type]  # replace checks the names


SILENT = Turn("lunch?", (), silent=True, user="ben", to="none")

DIALOGUES = {
    "a follow-up has the context of the turn before": _group(
        _turn("PE tools", PE, "tools"), _turn("and skills?", PE, "skills")
    ),
    "an asker keeps the own talk": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ben"),
        _turn("and skills?", PE, "skills", user="ana"),
    ),
    "a newcomer joins the last talk": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ben"),
        _turn("and skills?", PSE, "skills", user="chi"),
    ),
    "a reply takes up the turn it replies to": _group(
        _turn("PE tools", PE, "tools", user="ana"),
        _turn("PSE tools", PSE, "tools", user="ana"),
        _turn("and skills?", PE, "skills", user="ben", to="reply:1"),
    ),
    "topics are kept apart": _group(
        _turn("PE tools", PE, "tools", thread=1),
        _turn("PSE tools", PSE, "tools", thread=2),
        _turn("and skills?", PE, "skills", thread=1),
    ),
    "an edit is asked in the context of the turn it edits": _group(
        _turn("PE tools", PE, "tools"),
        _turn("PSE tools", PSE, "tools"),
        _turn("and skills?", PE, "skills", edits=2),
    ),
    "an edit of the first turn has no context": _group(
        _turn("PSE tools", PSE, "tools"),
        Turn("and skills?", (Label("clarify"),), edits=1),
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
        Turn("hello, and skills?", (Label("clarify"),), gap="3w"),
    ),
    "minutes pass": _group(
        _turn("PE tools", PE, "tools"), _turn("hello, and skills?", PE, "skills", gap="5m")
    ),
}


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES.keys())
def test_dialogues(advisor: Advisor, dialogue: Dialogue) -> None:
    """A dialogue is played as it would happen in a chat."""
    score = evaluate([dialogue], advisor)

    assert [] == score.wrong
    assert 1 == score.accuracy


@pytest.mark.parametrize(
    ("turn", "right"),
    [
        (SILENT, True),
        # the bot was asked where it should not have answered
        (replace(SILENT, to="bot"), False),
        # unless an answer is accepted too
        (replace(SILENT, says="PE tools", to="bot", labels=(_explain(PE, "tools"),)), True),
        # the bot did not hear what it should have answered
        (_turn("PE tools", PE, "tools", to="none"), False),
    ],
)
def test_silence(advisor: Advisor, turn: Turn, right: bool) -> None:
    """Silence is right where it was expected, and an answer is wrong there."""
    (outcome,) = evaluate([_group(turn)], advisor).outcomes

    assert right is outcome.right
    assert (turn.to == "none") is (outcome.got is None)


def test_only_what_is_asked_takes_time(advisor: Advisor) -> None:
    """A question has its time, a turn that the engine never sees has none."""
    silent, asked = evaluate([_group(SILENT, *ALONE.turns)], advisor).outcomes

    assert silent.seconds is None
    assert asked.seconds is not None


def test_rounds_take_the_best_time(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """In several rounds a turn is read as in one, and its time is the best of them."""
    clock = iter((0.0, 3.0, 10.0, 11.0, 20.0, 22.0))
    (once,) = evaluate([ALONE], advisor).outcomes
    monkeypatch.setattr("bot.evaluation.play.time.thread_time", lambda: next(clock))
    (outcome,) = evaluate([ALONE], advisor, rounds=3).outcomes

    assert (once.got, once.right) == (outcome.got, outcome.right)
    assert 1.0 == outcome.seconds


def test_rounds_of_silence(advisor: Advisor) -> None:
    """What is not asked of the engine takes no time in any round."""
    (outcome,) = evaluate([_group(SILENT)], advisor, rounds=2).outcomes

    assert outcome.seconds is None
