"""Roles beside one another, and which of them to take."""

import pytest

from bot.engine.answers.compare import MOST
from bot.engine.reading import Cue, Reading, Told
from tests.engine.answers.conftest import (
    CHOCOLATIER,
    CONFECTIONER,
    Tell,
    body,
    lines,
    named,
    offered,
)
from tests.engine.tiny import BRE, PE, PS, PSE

CHOOSE = frozenset({Cue.CHOOSE})


def test_a_written_pair_decides(tell: Tell) -> None:
    """What is written of a pair leads, then for whom each of the two is."""
    answer = tell(Reading("compare", (PE, PS), ("overview",)))
    (choose,) = [block for block in answer.blocks if block.label == "Choose"]

    assert "bakes what sells" in answer.verdict
    assert "eat what you make" in choose.lines[0]
    assert choose.lines[0].startswith("Pastry engineer")


def test_a_pair_either_way_round(tell: Tell) -> None:
    """A pair says the same in either order, its lines in the order asked."""
    one = tell(Reading("compare", (PE, PS), ("overview",)))
    other = tell(Reading("compare", (PS, PE), ("overview",)))

    assert one.verdict == other.verdict
    assert one.blocks[0].lines == other.blocks[0].lines[::-1]


def test_roles_without_a_written_pair(tell: Tell) -> None:
    """Two roles that nobody wrote up are told apart by what their pages say of one another."""
    answer = tell(Reading("compare", (PSE, PE), ("overview",)))

    assert "bakes by hand" in answer.verdict
    assert "Pastry engineer: Bakes pastry for many" in lines(answer)


def test_shared_and_only(tell: Tell) -> None:
    """Of two roles it is said what both ask for and what each adds."""
    answer = tell(Reading("compare", (PE, PSE), ("tools",)))
    lists = named(answer)

    assert ("rolling pin",) == lists["More for pastry engineers"]
    assert ("Robot Arm",) == lists["More for pastry software engineers"]
    assert {"oven", "B++", "whisk"} == {*lists["Both"]}
    assert "share oven" in answer.verdict


def test_what_one_does_not_need_is_told(tell: Tell) -> None:
    """What one role asks for and the other is said not to need is named."""
    lists = named(tell(Reading("compare", (PE, PS), ("tools",), full=True)))

    assert ("oven",) == lists["Not needed by pastry scientists"]


def test_general_words_yield(tell: Tell) -> None:
    """A general word is left out where a list has what it stands for."""
    lists = named(tell(Reading("compare", (PE, PSE), ("education",))))

    assert ("a baking diploma",) == lists["Both"]


def test_the_same_answer_for_both_is_given_once(tell: Tell) -> None:
    """Where both cards say no, the verdict is one no for both."""
    answer = tell(Reading("compare", (PS, BRE), ("tips",), asks=("tips/too-late",)))

    assert answer.verdict.startswith("No, ")
    assert "both" in answer.verdict
    assert 2 == len([line for line in lines(answer) if ": No" in line])


def test_cards_that_differ_make_no_common_verdict(tell: Tell) -> None:
    """Where one card says yes and the other no, neither is said of both."""
    answer = tell(
        Reading("compare", (PS, BRE), ("education",), asks=("education/without-degree",))
    )

    assert "both" not in answer.verdict
    assert {"Yes", "No"} == {line.partition(": ")[2].partition(",")[0] for line in lines(answer)}


def test_three_roles_get_a_line_each(tell: Tell) -> None:
    """More than two roles are named in the head and stand below one another."""
    answer = tell(Reading("compare", (PE, PS, PSE), ("overview",)))

    assert "pastry engineers, pastry scientists and pastry software engineers" in answer.verdict
    assert 3 == len(lines(answer))


def test_too_many_roles_are_left_out_by_name(tell: Tell) -> None:
    """Of more roles than one comparison holds the rest is named."""
    many = (*[PE, PS] * (MOST // 2), BRE)
    answer = tell(Reading("compare", many, ("overview",)))

    (left,) = [one for one in answer.asides if str(MOST) in one]

    assert "bread engineer" in left
    assert "pastry" not in left


def test_silence_of_one_is_told(tell: Tell) -> None:
    """That a page says nothing of a section is told of that role alone."""
    answer = tell(Reading("compare", (PE, PS), ("outlook",)))
    silent = [one for one in answer.asides if "nothing solid" in one]

    assert "pastry scientists" in silent[0]
    assert "pastry engineers" not in silent[0]


def test_a_job_outside_is_named(tell: Tell) -> None:
    """A job that nobody here knows is named, so that nobody takes the answer to be about it."""
    answer = tell(Reading("compare", (PE, PS), ("tools",), others=("nurse",)))

    assert "“nurse”" in " ".join(answer.asides)


def test_a_neighbour_beside_a_role(tell: Tell) -> None:
    """A job known in short is compared from its own page."""
    answer = tell(Reading("compare", (CHOCOLATIER, PE), ("overview",)))

    assert "tempers" in answer.verdict
    assert "Chocolatier: Makes chocolates" in lines(answer)


def test_two_neighbours(tell: Tell) -> None:
    """Of two jobs known in short the one with nothing on it is named."""
    answer = tell(Reading("compare", (CHOCOLATIER, CONFECTIONER), ("tools",)))

    assert "marble slab" in body(answer)
    assert "confectioners" in " ".join(answer.asides)


def test_choosing_blind_takes_the_easier_one(tell: Tell) -> None:
    """Whoever tells nothing of himself gets the role easier to enter, why, and what would help."""
    answer = tell(Reading("compare", (PS, PE), ("overview",), cues=CHOOSE))

    assert "pastry engineer" in answer.verdict
    assert "Bakeries train beginners" in answer.text[0]
    assert "Tell me" in " ".join(answer.asides)


@pytest.mark.parametrize(
    ("reading", "role"),
    [
        (Reading("compare", (PSE, PS), ("overview",), avoids=("coding",)), "pastry scientist"),
        (Reading("compare", (PS, PSE), ("overview",), wants=("coding",)), "software engineer"),
        (
            Reading("compare", (PS, PSE), ("overview",), own=Told(items=("b++",))),
            "software engineer",
        ),
        (
            Reading("compare", (PSE, PS), ("overview",), known=Told(items=("tasting",))),
            "scientist",
        ),
    ],
    ids=["dislike", "wish", "knows", "knew before"],
)
def test_choosing_by_what_was_told(tell: Tell, reading: Reading, role: str) -> None:
    """A choice goes by what was told, now or earlier in the talk, whichever is named first."""
    answer = tell(reading.with_(cues=CHOOSE))

    assert role in answer.verdict
    assert "knowing nothing" not in answer.verdict


@pytest.mark.parametrize(
    ("cue", "role"), [(Cue.MOST, "pastry software engineer"), (Cue.LEAST, "pastry engineer")]
)
def test_most_and_least_of_two(tell: Tell, cue: Cue, role: str) -> None:
    """Which of two has more of something, and which less, are two different answers."""
    reading = Reading("compare", (PE, PSE), ("skills",), asks=("skills/coding",))
    answer = tell(reading.with_(cues=frozenset({cue})))

    assert f"the {role}," in answer.verdict


def test_which_is_easier_is_not_which_is_harder(tell: Tell) -> None:
    """Asked which of two is better to get into, the easier one is named with its card."""
    reading = Reading("compare", (PS, BRE), ("outlook",), asks=("outlook/first-job-chances",))
    answer = tell(reading.with_(cues=frozenset({Cue.WHICH})))

    assert "the bread engineer, clearly" in answer.verdict
    assert "Bread engineer: Easy" in lines(answer)[0]


def test_a_small_difference_is_called_one(tell: Tell) -> None:
    """What sets two roles hardly apart is not said to be clear."""
    answer = tell(Reading("compare", (BRE, PE), ("conditions",), axes=("on_call",)))

    assert "the pastry engineer, by a little" in answer.verdict


def test_one_more_role_is_offered(tell: Tell) -> None:
    """A comparison of two can go on with a third that one of them is taken for."""
    assert "Pastry Engineer vs Pastry Scientist vs Pastry Software Engineer" in offered(
        tell(Reading("compare", (PE, PS), ("overview",)))
    )
