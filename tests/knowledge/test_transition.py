"""The way from one role to another, on the whole knowledge."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import fit
from bot.engine import pay as pay_engine
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.answers.moves import STEPS
from bot.engine.reading import Question
from bot.render.json import answered
from bot.render.plain import plain
from tests.generated import moderate
from tests.knowledge.packaged import knowledge

KNOWN = knowledge()
ADVISOR = Advisor(KNOWN)
ASKED = {"skills", "tools", "education"}
"""Sections whose items a role asks for."""
WORKED_WITH = ASKED | {"definition", "responsibilities"}
"""Sections whose items whoever has a role works with."""

_roles = st.sampled_from(sorted(KNOWN.roles))
_pairs = st.tuples(_roles, _roles).filter(lambda pair: pair[0] != pair[1])


def _move(start: str, target: str) -> Answer:
    names = [KNOWN.roles[role].short for role in (start, target)]
    answer, _ = ADVISOR.ask(Question(f"from {names[0]} to {names[1]}"))
    assert (start, target) == answer.reading.roles
    return answer


def _data(answer: Answer) -> dict[str, Any]:
    return dict(answer.data)


def _added(data: dict[str, Any]) -> list[str]:
    return [item for items in data["add"].values() for item in items]


def _step(item: str) -> str:
    """Return the step in which an item is learnt, or "" where there is none."""
    kind = KNOWN.items[item].kind
    return next((step for step, kinds in STEPS.items() if kind in kinds), "")


def _named(role: str, sections: set[str]) -> set[str]:
    """Return the items that stand in some sections of a role, but for degrees."""
    held = KNOWN.holdings[role].items()
    items = {item for item, how in held if sections & {*how.sections}}
    return {item for item in items if KNOWN.items[item].kind != "degree"}


def _wants(role: str) -> set[str]:
    return _named(role, ASKED)


@moderate
@given(_pairs)
def test_what_is_kept_added_and_left(pair: tuple[str, str]) -> None:
    """Kept is what the start works with, added what it does not, left what it alone asks for.

    What a source names for the target anywhere is not said to be named for the start only; no
    degree is said to be kept or missing, for nobody knows which one somebody has.
    """
    data = _data(_move(*pair))
    start, target = map(_wants, pair)
    works_with = _named(pair[0], WORKED_WITH)
    elsewhere = KNOWN.holdings[pair[1]].keys()
    general = {item for item in start - target if {*KNOWN.items[item].covers} & start}

    assert works_with & target == {*data["keep"]}
    assert {item for item in target - works_with if _step(item)} == {*_added(data)}
    assert start - elsewhere - general == {*data["stop"]}


@moderate
@given(_pairs)
def test_nothing_stands_twice(pair: tuple[str, str]) -> None:
    """Every item stands once, and in one place."""
    data = _data(_move(*pair))
    every = [*data["keep"], *_added(data), *data["stop"]]

    assert len(set(every)) == len(every)


@moderate
@given(_pairs)
def test_the_way_back_keeps_the_same(pair: tuple[str, str]) -> None:
    """What both ask for is kept on both ways, and what is left on one is added on the other."""
    there, back = _data(_move(*pair)), _data(_move(*pair[::-1]))

    assert _wants(pair[0]) & _wants(pair[1]) <= {*there["keep"]} & {*back["keep"]}
    assert {item for item in there["stop"] if _step(item)} <= {*_added(back)}
    assert {item for item in back["stop"] if _step(item)} <= {*_added(there)}


def test_nothing_asked_for_is_left_out() -> None:
    """Whatever a role asks for, some step takes it."""
    lost = {
        (role, item) for role in KNOWN.roles for item in sorted(_wants(role)) if not _step(item)
    }

    assert set() == lost


@moderate
@given(_pairs)
def test_the_order_of_learning(pair: tuple[str, str]) -> None:
    """Steps stand in order: foundations, languages, frameworks, practice."""
    answer = _move(*pair)
    label = KNOWN.replies["transition_add"].format(target=KNOWN.roles[pair[1]].short)
    lines = [line for block in answer.blocks if block.label == label for line in block.lines]
    order = [KNOWN.replies[f"step_{step}"].split("{")[0] for step in STEPS]
    places = [
        next(place for place, said in enumerate(order) if line.startswith(said)) for line in lines
    ]

    assert ["foundations", "languages", "frameworks", "practice"] == list(_data(answer)["add"])
    assert places == sorted(set(places))


@moderate
@given(_pairs)
def test_a_stop_is_named_on_long_ways_only(pair: tuple[str, str]) -> None:
    """A role between is named where the way is long, and leads on from there."""
    answer = _move(*pair)
    stone = fit.stepping_stone(*pair, KNOWN)
    said = KNOWN.replies["transition_via"].format(role=stone.short if stone else "")

    assert (stone.id if stone else None) == _data(answer)["via"]
    assert bool(stone) == (said in answer.notes)
    assert 0 <= _data(answer)["gap"] <= 1
    if stone:
        offered = [suggestion.question for suggestion in answer.suggestions]
        start, target = (KNOWN.roles[role].short for role in pair)

        assert _data(answer)["gap"] >= fit.FAR - 0.001
        assert {f"from {start} to {stone.short}", f"from {stone.short} to {target}"} <= {*offered}


@moderate
@given(_pairs)
def test_education_and_pay_stand_beside(pair: tuple[str, str]) -> None:
    """Where there is room, the education and the pay of both roles are told."""
    answer = _move(*pair)
    text = plain(answer).text
    for role in map(KNOWN.roles.__getitem__, pair):
        band = pay_engine.overall(role.id, KNOWN)

        assert KNOWN.headings["education"].title in text
        assert f"{role.short}: " in text
        assert band is None or f"{band.median:,} USD" in text


def test_the_figures_are_json() -> None:
    """For programs a move has its ends, its steps and how much is lacking."""
    answer = _move("data-analyst", "research-scientist")
    data = answered("from DA to RS", answer)["data"]

    assert {"start", "target", "keep", "add", "stop", "gap", "via"} == data.keys()
    assert ("data-analyst", "research-scientist") == (data["start"], data["target"])


@pytest.mark.parametrize(
    ("typed", "target", "start"),
    [
        (
            "I'm an accountant, how do I become an MLE?",
            "machine-learning-engineer",
            "data-analyst",
        ),
        ("I'm an economist, how do I become a data engineer?", "data-engineer", "data-scientist"),
    ],
)
def test_a_start_outside(typed: str, target: str, start: str) -> None:
    """From a job that no source is on, the nearest role stands in, and the answer says so."""
    answer, _ = ADVISOR.ask(Question(typed))
    data = _data(answer)

    assert (start, target) == (data["start"], data["target"])
    assert KNOWN.roles[start].short in answer.lead
    assert "no sources" in answer.lead


def test_what_is_known_already_is_not_added() -> None:
    """Who names what he knows need not learn it."""
    typed = "I'm a backend developer, I know pytorch and docker, how do I become an MLE?"
    data = _data(ADVISOR.ask(Question(typed))[0])

    assert "pytorch" in data["keep"]
    assert "pytorch" not in _added(data)


def test_what_is_named_twice_stands_once() -> None:
    """What the nearest role has and the asker names too is told once."""
    typed = "I'm a backend developer, I know python and docker, how do I become an MLE?"
    stop = _data(ADVISOR.ask(Question(typed))[0])["stop"]

    assert len(set(stop)) == len(stop)


@pytest.mark.parametrize(
    ("typed", "had"),
    [
        ("I'm a nurse and know python, how do I become a DS?", "python"),
        ("I'm a teacher and like statistics, how do I become a data analyst?", "statistics"),
        ("waiter who picked up SQL here, how do I become a DE", "sql"),
        ("I am a plumber and can write Java. What is my way to software engineer?", "java"),
        ("I'm a lawyer and also know R, how can I get into data science?", "r"),
    ],
)
def test_a_start_outside_with_an_and(typed: str, had: str) -> None:
    """What somebody has, told in one breath with the job left, is a start and no question."""
    answer, _ = ADVISOR.ask(Question(typed))

    assert had in _data(answer).get("keep", ())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("I know SQL, how do I become a DE?", False),
        ("I'm a zookeeper and know SQL, how do I become a DE?", True),
    ],
)
def test_a_job_is_spoken_of_where_one_was_told(typed: str, told: bool) -> None:
    """Only who says where he comes from is told that there are no sources on it."""
    answer, _ = ADVISOR.ask(Question(typed))

    assert ["sql"] == _data(answer)["keep"]
    assert told == (KNOWN.replies["transition_outside"] in answer.notes)
