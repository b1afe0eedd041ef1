"""How well a role fits what somebody names."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.fit import Fit, rank, weight
from bot.engine.knowledge import Knowledge
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import thorough

_items = st.lists(st.sampled_from(sorted(tiny_knowledge().items)), max_size=8)
_roles = st.sampled_from(sorted(tiny_knowledge().roles))


def _score(role: str, items: list[str]) -> float:
    knowledge = tiny_knowledge()
    return sum(fit.score for fit in rank(items, [knowledge.roles[role]], knowledge))


def _ranked(items: list[str]) -> list[Fit]:
    knowledge = tiny_knowledge()
    return rank(items, knowledge.roles.values(), knowledge)


@pytest.mark.parametrize(
    ("item", "holders"),
    [("oven", 3), ("whisk", 3), ("robot-arm", 1), ("b", 1)],
)
def test_weight(tiny: Knowledge, item: str, holders: int) -> None:
    """What fewer roles have tells more."""
    expected = math.log(1 + 4 / holders)
    actual = weight(item, tiny)

    assert expected == actual


def test_best_first() -> None:
    """The role that has more of what is named, or the rarer part, stands first."""
    expected = [PSE, PE, PS]
    actual = [fit.role.id for fit in _ranked(["tasting", "b++"])]

    assert expected[0] == actual[0]
    assert set(expected) == set(actual)


def test_the_most_telling_match_first() -> None:
    """Of the items matched the most telling stands first."""
    (first, *_) = _ranked(["oven", "robot-arm", "tasting"])

    assert first.role.id == PSE
    assert set(first.matched) == {"robot-arm", "tasting", "oven"}
    assert first.matched == tuple(sorted(first.matched, key=lambda item: -_score(PSE, [item])))


def test_a_role_that_has_nothing_is_not_ranked() -> None:
    """A role without any of the items is left out."""
    expected = [PE]
    actual = [fit.role.id for fit in _ranked(["rolling-pin"])]

    assert expected == actual


def test_with_nothing_named_no_role_fits() -> None:
    """Without items nothing speaks for any role."""
    assert [] == _ranked([])


@pytest.mark.parametrize(("most", "less"), [("oven", "rolling-pin"), ("rolling-pin", "whisk")])
def test_a_must_counts_more_than_a_plus(most: str, less: str) -> None:
    """What a role asks for more counts for more of what it could."""
    knowledge = tiny_knowledge()
    shares = [_score(PE, [item]) / weight(item, knowledge) for item in (most, less)]

    assert shares[0] > shares[1]


def test_without_weights_agreement_counts(tiny: Knowledge) -> None:
    """Where a page tells no weights, what few sources name counts for less."""
    expected = weight("oven", tiny) * 0.5  # one guide, which was not read whole
    actual = _score(BRE, ["oven"])

    assert expected == actual


@thorough
@given(_roles, _items, st.data())
def test_a_skill_of_a_role_never_lowers_it(
    role: str, items: list[str], data: st.DataObject
) -> None:
    """Naming one more item of a role raises it or leaves it, in score and in place."""
    held = data.draw(st.sampled_from(sorted(tiny_knowledge().holdings[role])))

    assert _score(role, items) <= _score(role, [*items, held])
    if held not in items:
        assert _score(role, items) < _score(role, [*items, held])


@thorough
@given(_items, st.randoms(use_true_random=False))
def test_order_is_irrelevant(items: list[str], chance: Random) -> None:
    """In whatever order items are named, the roles and their matches are the same."""
    shuffled = list(items)
    chance.shuffle(shuffled)
    before, after = _ranked(items), _ranked(shuffled)

    assert {fit.role.id: set(fit.matched) for fit in before} == {
        fit.role.id: set(fit.matched) for fit in after
    }
    for fit in before:
        assert math.isclose(fit.score, _score(fit.role.id, shuffled))


@thorough
@given(_items)
def test_duplicates_count_once(items: list[str]) -> None:
    """Naming an item again changes nothing."""
    assert _ranked(items) == _ranked([*items, *items])
