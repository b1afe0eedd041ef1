"""The way from one role to another, on the whole knowledge."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import fit
from bot.engine.answer import Answer
from bot.engine.answers.transition import LONG, STEPS
from bot.engine.reading import Question
from tests.generated import moderate
from tests.knowledge.packaged import advisor, knowledge

KNOWN = knowledge()
ADVISOR = advisor()
_roles = st.sampled_from(sorted(KNOWN.roles))
_pairs = st.tuples(_roles, _roles).filter(lambda pair: pair[0] != pair[1])


def _move(start: str, target: str) -> Answer:
    names = [KNOWN.roles[role].short for role in (start, target)]
    answer, _ = ADVISOR.ask(Question(f"from {names[0]} to {names[1]}"))
    assert (start, target) == answer.reading.roles
    return answer


def _data(answer: Answer) -> dict[str, Any]:
    return dict(answer.data)


@moderate
@given(_pairs)
def test_what_is_kept_and_added(pair: tuple[str, str]) -> None:
    """Kept and added is what the target asks for, each once; nothing added is known before."""
    data = _data(_move(*pair))
    start, target = (KNOWN.holdings[role] for role in pair)
    kept, added = {*data["keep"]}, {*data["add"]}

    assert kept | added <= target.keys()
    assert not kept & added
    assert kept <= start.keys()
    assert {item for item, point in KNOWN.heaviest[pair[1]].items() if point.weight == "core"} <= {
        *kept,
        *added,
        *(item for item in target if KNOWN.items[item].kind in {"degree", "field", "industry"}),
    }


@moderate
@given(_pairs)
def test_a_stop_is_named_on_long_ways_only(pair: tuple[str, str]) -> None:
    """A role between is named where the way is long, and is neither end of it."""
    data = _data(_move(*pair))
    stone = fit.stepping_stone(*pair, KNOWN)

    assert 0 <= data["gap"] <= 1
    assert (stone.id if stone and data["gap"] > LONG else None) == data["via"]


@moderate
@given(_pairs)
def test_the_order_of_learning(pair: tuple[str, str]) -> None:
    """Steps stand in order: basics, languages, tools, practice."""
    answer = _move(*pair)
    order = [KNOWN.replies[f"step_{step}"].split("{")[0] for step in STEPS]
    steps = [block for block in answer.blocks if block.label == KNOWN.replies["way_steps"]]
    places = [
        next(place for place, said in enumerate(order) if line.startswith(said))
        for block in steps
        for line in block.lines
    ]

    assert answer.verdict
    assert places == sorted({*places})


@pytest.mark.parametrize(
    "typed",
    [
        "I'm an accountant, how do I become an MLE?",
        "I'm a nurse and know python, how do I become a DS?",
        "waiter who picked up SQL here, how do I become a DE",
        "I'm an economist, how do I become a data engineer?",
    ],
)
def test_a_start_outside(typed: str) -> None:
    """From a job that the knowledge lacks, the way in is told, with what comes first."""
    answer, _ = ADVISOR.ask(Question(typed))

    assert ("tips",) == answer.reading.sections
    assert answer.verdict
    assert answer.citations


@pytest.mark.parametrize("known", ["pytorch", "docker"])
def test_what_is_known_already_is_not_added(known: str) -> None:
    """Who names what he knows need not learn it."""
    typed = f"I'm a backend developer, I know {known}, how do I become an MLE?"
    data = _data(ADVISOR.ask(Question(typed))[0])

    assert ("software-engineer", "machine-learning-engineer") == (data["start"], data["target"])
    assert known in data["keep"]
    assert known not in data["add"]


def test_a_trade_is_not_to_be_learnt_anew() -> None:
    """A software engineer need not learn software engineering."""
    data = _data(_move("software-engineer", "machine-learning-engineer"))

    assert not {"software-engineering", "programming"} & {*data["add"]}
