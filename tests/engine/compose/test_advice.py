"""Which role fits, and the way from one role to another."""

import pytest

from bot.engine.answer import Answer
from bot.engine.compose import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.compose.conftest import Ask
from tests.engine.tiny import PE


def _named(answer: Answer) -> dict[str, set[str]]:
    return {block.label: set(block.lines) for block in answer.blocks if block.names}


def test_recommend(ask: Ask) -> None:
    """The roles that ask for what was named stand best first, with what they share and lack."""
    blocks = ask("I know B++ and tasting").blocks

    assert "1. Pastry Software Engineer (PSE)" == blocks[0].label
    assert "B++ and tasting (2 of 2)" == blocks[0].lines[0]
    assert "oven" in blocks[0].lines[1]
    assert "tasting" not in blocks[0].lines[1]


def test_recommend_leaves_out_what_is_not_wanted(ask: Ask) -> None:
    """A role that is put aside is not recommended."""
    labels = [block.label for block in ask("I know B++, not PSE").blocks]

    assert labels
    assert not [label for label in labels if "PSE" in label]


def test_recommend_among_those_named(ask: Ask) -> None:
    """Among roles that are named only those are recommended."""
    labels = [block.label for block in ask("I know B++, PE or PS, which is right for me").blocks]

    assert ["1. Pastry Engineer (PE)"] == labels


def test_recommend_nothing(ask: Ask) -> None:
    """Where no role is left, that is said."""
    expected = "No source names rolling pin."
    actual = ask("I know rolling pin, PS or BRE, which is right for me").lead

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
    expected = {
        "You keep": {"B++", "kneading", "oven", "whisk"},
        "You add": {"Robot Arm", "tasting"},
        "Named for PE only": {"rolling pin"},
    }
    actual = _named(ask("from PE to PSE"))

    assert expected == actual


def test_transition_back(ask: Ask) -> None:
    """The way back adds what the way there left behind."""
    there, back = _named(ask("from PE to PSE")), _named(ask("from PSE to PE"))

    assert there["You keep"] == back["You keep"]
    assert there["You add"] == back["Named for PSE only"]
    assert there["Named for PE only"] == back["You add"]


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


def test_a_move_from_nowhere_is_how_to_start(tiny: Knowledge) -> None:
    """A move of which only the target is known is answered with its tips."""
    answer = compose(Reading("transition", (PE,)), tiny)

    assert "Pastry Engineer (PE) · Getting started" == answer.title


def test_no_part_of_a_move_is_empty(ask: Ask) -> None:
    """No part of a move is empty."""
    blocks = ask("from PE to BRE").blocks

    assert all(block.lines for block in blocks)
