"""How well roles fit, on the whole knowledge: laws that hold whatever is named."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import fit
from bot.engine.fit import Fit
from tests.generated import moderate
from tests.knowledge.packaged import knowledge

KNOWN = knowledge()
PAIRS = [(one, other) for one in KNOWN.roles for other in KNOWN.roles if one != other]

_items = st.lists(st.sampled_from(sorted(KNOWN.items)), max_size=12)
_some = st.lists(st.sampled_from(sorted(KNOWN.items)), min_size=1, max_size=12)
_roles = st.sampled_from(sorted(KNOWN.roles))


def _ranked(items: list[str]) -> list[Fit]:
    return fit.rank(items, KNOWN.roles.values(), KNOWN)


def _scores(items: list[str]) -> dict[str, float]:
    """Return the score of every role; a role that is not ranked has none of what is named."""
    return {one.role.id: one.score for one in _ranked(items)}


@moderate
@given(_roles, _some, st.data())
def test_one_more_item_of_a_role_never_lowers_it(
    role: str, items: list[str], data: st.DataObject
) -> None:
    """Naming one more item that a role has never lowers that role's score."""
    held = data.draw(st.sampled_from(sorted(KNOWN.holdings[role])))

    assert _scores(items).get(role, 0.0) <= _scores([*items, held])[role] + 1e-9


@moderate
@given(_items, st.randoms(use_true_random=False))
def test_order_is_irrelevant(items: list[str], chance: Random) -> None:
    """In whatever order items are named, every role scores the same."""
    before, after = _scores(items), _scores(chance.sample(items, len(items)))

    assert before == pytest.approx(after)


@moderate
@given(_items)
def test_duplicates_count_once(items: list[str]) -> None:
    """Naming an item again changes nothing."""
    assert _ranked(items) == _ranked([*items, *items])


@moderate
@given(_items)
def test_shares_are_shares(items: list[str]) -> None:
    """A share is from 0 to 1, and the best stands first."""
    fits = _ranked(items)

    assert all(0 <= one.share <= 1 for one in fits)
    assert [one.score for one in fits] == sorted((one.score for one in fits), reverse=True)


def test_near() -> None:
    """Every other role is more or less like one, the nearest first, and itself is not listed."""
    for role in KNOWN.roles:
        near = fit.near(role, KNOWN)
        likeness = [like for _, like in near]

        assert KNOWN.roles.keys() - {role} == {other.id for other, _ in near}
        assert likeness == sorted(likeness, reverse=True)
        assert all(0 <= like <= 1 for like in likeness)


def test_likeness_is_mutual() -> None:
    """One role is as much like another as that one is like it."""
    likeness = {
        (role, other.id): like for role in KNOWN.roles for other, like in fit.near(role, KNOWN)
    }

    assert likeness == pytest.approx({(b, a): like for (a, b), like in likeness.items()})


def test_gap() -> None:
    """Somebody who has all of a role lacks nothing of it; who has nothing lacks all."""
    gaps = {
        (fit.gap(KNOWN.holdings[role], role, KNOWN), fit.gap((), role, KNOWN))
        for role in KNOWN.roles
    }

    assert {(0, 1)} == gaps


@moderate
@given(_roles, _items, _items)
def test_more_known_is_less_lacking(role: str, some: list[str], more: list[str]) -> None:
    """Knowing more never widens a gap."""
    assert (
        0 <= fit.gap([*some, *more], role, KNOWN) <= fit.gap(some, role, KNOWN) + 1e-9 <= 1 + 1e-9
    )


def test_a_stepping_stone_shortens_a_long_way() -> None:
    """A stop lies on long ways only, is neither end, and makes the longest part shorter."""
    for start, target in PAIRS:
        stone = fit.stepping_stone(start, target, KNOWN)
        if stone is None:
            continue
        has = KNOWN.holdings[start]
        direct = fit.gap(has, target, KNOWN)
        first = fit.gap(has, stone.id, KNOWN)
        second = fit.gap({*has, *KNOWN.holdings[stone.id]}, target, KNOWN)

        assert stone.id not in {start, target}
        assert direct >= fit.FAR
        assert max(first, second) <= direct - fit.WORTH


def test_some_ways_are_long_and_some_are_not() -> None:
    """A stop is proposed for some ways, and not for most short ones."""
    stops = [fit.stepping_stone(*pair, KNOWN) for pair in PAIRS]

    assert 0 < sum(stop is not None for stop in stops) < len(PAIRS)
