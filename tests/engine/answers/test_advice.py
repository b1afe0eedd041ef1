"""Which role fits, and the way from one role to another."""

from typing import Any

import pytest

from bot.engine.answer import Answer
from bot.engine.answers.moves import STEPS
from bot.engine.reading import Reading
from tests.engine.answers.conftest import Ask, Tell
from tests.engine.tiny import BRE, PE, PS, PSE


def _fits(answer: Answer) -> list[dict[str, Any]]:
    fits = answer.data["fits"]
    assert isinstance(fits, list)
    return fits


def _move(answer: Answer) -> dict[str, Any]:
    return dict(answer.data)


def _added(move: dict[str, Any]) -> set[str]:
    return {item for items in move["add"].values() for item in items}


def test_recommend(ask: Ask) -> None:
    """The roles that ask for what was named stand best first, with what they share and lack."""
    first, *_ = ask("I know B++ and tasting").blocks
    has, lacks = first.lines

    assert first.label.startswith("1. Pastry Software Engineer (PSE)")
    assert "B++ (2 sources), tasting (1 source)" in has
    assert "oven" in lacks
    assert "tasting" not in lacks


def test_recommend_has_figures(ask: Ask) -> None:
    """The figures behind a recommendation come along: the best first, with what speaks for it."""
    fits = _fits(ask("I know B++ and tasting"))

    assert [PSE, PE, PS] == [one["role"] for one in fits]
    assert ["b++", "tasting"] == fits[0]["for"]
    assert fits == sorted(fits, key=lambda one: -one["score"])


def test_what_is_not_wanted_counts_against(tell: Tell) -> None:
    """What somebody does not want lowers the roles that have it, and the answer says so."""
    plain = tell(Reading("recommend", items=("b++",)))
    picky = tell(Reading("recommend", items=("b++",), excluded=("tasting",)))
    before, after = (
        {one["role"]: one["score"] for one in _fits(answer)} for answer in (plain, picky)
    )

    assert "Counted against: tasting." in picky.notes
    assert before[PSE] > after[PSE]
    assert before[PE] == after[PE]


def test_the_smallest_change_is_named(ask: Ask) -> None:
    """A recommendation names an item that, known as well, puts another role first."""
    (flip,) = [note for note in ask("I know B++ and tasting").notes if "change" in note]
    after = ask("I know B++, tasting and B")

    assert "with B as well, Pastry Scientist (PS)" in flip
    assert PS == _fits(after)[0]["role"]


def test_recommend_leaves_out_what_is_not_wanted(tell: Tell) -> None:
    """A role that is put aside is not recommended."""
    reading = Reading("recommend", items=("b++",), excluded=(PSE,))
    labels = [block.label for block in tell(reading).blocks]

    assert labels
    assert not [label for label in labels if "PSE" in label]


def test_recommend_among_those_named(tell: Tell) -> None:
    """Among roles that are named only those are recommended."""
    reading = Reading("recommend", (PE, PS), items=("b++",))
    labels = [block.label for block in tell(reading).blocks]

    assert 1 == len(labels)
    assert labels[0].startswith("1. Pastry Engineer (PE)")


def test_recommend_nothing(tell: Tell) -> None:
    """Where no role is left, that is said."""
    expected = "None of my sources names rolling pin for PS or BRE."
    actual = tell(Reading("recommend", (PS, BRE), items=("rolling-pin",))).lead

    assert expected == actual


def test_recommend_asks_first(ask: Ask) -> None:
    """With nothing named the bot asks what one likes, with examples that work."""
    answer = ask("which role is right for me")
    kinds = {ask(suggestion.question).reading.kind for suggestion in answer.suggestions}

    assert {"recommend"} == kinds
    assert "What do you like?" == answer.title


def test_recommend_cites_what_it_counts(ask: Ask) -> None:
    """The sources that name what was matched are cited, no other."""
    expected = ["ps-vs-pse"]
    actual = [citation.id for citation in ask("I know tasting").citations]

    assert expected == actual


def test_transition(ask: Ask) -> None:
    """A move says what is kept, what is added and what was named for the start only."""
    move = _move(ask("from PE to PSE"))

    assert {"b++", "kneading", "oven", "whisk"} == set(move["keep"])
    assert {"robot-arm", "tasting"} == _added(move)
    assert ["rolling-pin"] == move["stop"]


def test_transition_in_words(ask: Ask) -> None:
    """What is kept, added and no longer needed is said by name, general words left out."""
    answer = ask("from PE to PSE")
    blocks = {block.label: block.lines for block in answer.blocks}

    assert {"B++", "kneading", "oven", "whisk"} == set(blocks["You keep"])
    assert ("Frameworks and tools: Robot Arm", "Practice: tasting") == blocks["You add"]
    assert ("rolling pin",) == blocks["Named for PE only"]


def test_what_is_added_stands_in_the_order_of_learning(ask: Ask) -> None:
    """Foundations come before languages, these before tools, and practice last."""
    answer = ask("from BRE to PSE")
    (added,) = [block.lines for block in answer.blocks if block.label == "You add"]
    expected = ["Languages", "Frameworks and tools", "Practice"]
    actual = [line.split(":")[0] for line in added]

    assert expected == actual
    assert list(STEPS) == list(_move(answer)["add"])


def test_what_somebody_has_besides_is_not_added(tell: Tell) -> None:
    """What is told on the way between two roles is kept where the target asks for it, too."""
    answer = tell(Reading("transition", (PE, PSE), background=("robot-arm", "tasting")))
    blocks = {block.label: block.lines for block in answer.blocks}

    assert {"robot-arm", "tasting"} <= set(_move(answer)["keep"])
    assert not _added(_move(answer))
    assert "You add" not in blocks


def test_what_the_target_does_not_ask_for_is_not_said_of_the_start(tell: Tell) -> None:
    """What somebody tells besides that the target is not named for is no item of the start."""
    answer = tell(Reading("transition", (BRE, PE), background=("robot-arm",)))
    blocks = {block.label: block.lines for block in answer.blocks}

    assert ("Robot Arm",) == blocks["Not named here"]
    assert "robot-arm" not in [*_move(answer)["keep"], *_move(answer)["stop"]]


def test_transition_back(ask: Ask) -> None:
    """The way back adds what the way there left behind."""
    there, back = _move(ask("from PE to PSE")), _move(ask("from PSE to PE"))

    assert set(there["keep"]) == set(back["keep"])
    assert _added(there) == set(back["stop"])
    assert set(there["stop"]) == _added(back)


def test_transition_sets_education_side_by_side(ask: Ask) -> None:
    """A move shows the education of both roles, or of the one that has any."""
    both = {block.label: block.lines for block in ask("from PE to PSE").blocks}
    one = {block.label: block.lines for block in ask("from BRE to PE").blocks}

    assert ("PE: A baking diploma", "PSE: Any degree") == both["Education"]
    assert ("PE: A baking diploma",) == one["Education"]


@pytest.mark.parametrize(
    ("typed", "tip"),
    [
        ("from PE to PSE", "Program an oven at home"),
        # BRE has no tips
        ("from PE to BRE", ""),
    ],
)
def test_transition_has_a_tip_of_the_target(ask: Ask, typed: str, tip: str) -> None:
    """The tip of a move is one for its target."""
    actual = ask(typed).tip

    assert tip == actual


def test_a_move_from_nowhere_is_how_to_start(tell: Tell) -> None:
    """A move of which only the target is known is answered with its tips."""
    answer = tell(Reading("transition", (PE,)))

    assert "Pastry Engineer (PE) · Getting started" == answer.title


def test_no_part_of_a_move_is_empty(ask: Ask) -> None:
    """No part of a move is empty."""
    blocks = ask("from PE to BRE").blocks

    assert all(block.lines for block in blocks)
