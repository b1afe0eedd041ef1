"""A context is kept as JSON and comes back whole, or is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from bot.engine.reading import Told
from bot.engine.talk.context import AD, EMPTY, Context, Turn
from bot.stores import dump, load
from tests.engine.contexts import contexts
from tests.engine.tiny import PE, PS, PSE
from tests.generated import moderate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

CONTEXT = Context(
    turns=(Turn("compare", (PE, PSE), ("tools",)), Turn("check", (PE,), ("tools",), ("whisk",))),
    asked=Turn("clarify", (), ("overview",), head="scientist"),
    outside=True,
    at=NOON,
)


@pytest.mark.parametrize("context", [EMPTY, CONTEXT], ids=["empty", "full"])
def test_dump_and_load(context: Context) -> None:
    """A context comes back whole from JSON."""
    actual = load(json.loads(json.dumps(dump(context))))

    assert context == actual


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": None},
        {"turns": None},
        {"turns": 5},
        {"turns": ["PE"]},
        {"turns": [{}]},
        {
            "turns": [
                {
                    "kind": "explain",
                    "roles": None,
                    "sections": [],
                    "items": [],
                    "shown": [],
                    "head": "",
                }
            ]
        },
        # a kind of reading that nobody knows
        {
            "turns": [
                {"kind": "sing", "roles": [], "sections": [], "items": [], "shown": [], "head": ""}
            ]
        },
        {"asked": "PE"},
        {"at": "yesterday"},
        {"at": 5},
    ],
)
def test_nonsense_is_no_context(changes: dict[str, Any]) -> None:
    """What was not dumped by this version is refused with a ValueError."""
    with pytest.raises(ValueError, match=r"context|Context|kind"):
        load({**dump(CONTEXT), **changes})


@pytest.mark.parametrize("values", [{}, [], "PE", None, 5], ids=repr)
def test_other_json_is_no_context(values: Any) -> None:
    """JSON of another shape is refused with a ValueError as well."""
    with pytest.raises(ValueError, match="context"):
        load(values)


@moderate
@given(contexts)
def test_any_context_comes_back(context: Context) -> None:
    """Every context survives JSON."""
    actual = load(json.loads(json.dumps(dump(context))))

    assert context == actual


@pytest.mark.parametrize(
    ("turn", "subjects"),
    [
        (Turn("explain", (PE,)), (PE,)),
        (Turn("check", (PE,), shown=(PS,)), (PE,)),
        # what was looked for, or is like one, is what the answer listed
        (Turn("find", shown=(PS, PSE)), (PS, PSE)),
        (Turn("find", (PE,), shown=(PS, PSE), similar=True), (PS, PSE)),
        (Turn("find", (PE, PS), shown=(PS,)), (PE, PS)),
        (Turn("recommend", shown=(PSE,)), (PSE,)),
        (Turn("general", topic="visas"), ()),
    ],
)
def test_subjects(turn: Turn, subjects: tuple[str, ...]) -> None:
    """A turn was about the roles named, or about those its answer listed for them."""
    assert subjects == turn.subjects


@pytest.mark.parametrize(
    ("turn", "shown"),
    [
        (Turn("find", (), ("tools",), ("whisk",)), (PE, PS)),
        (Turn("find", (PE,), similar=True), (PE, PS)),
        # named roles are not those listed
        (Turn("explain", (PSE,)), ()),
    ],
)
def test_showing(turn: Turn, shown: tuple[str, ...]) -> None:
    """Roles that an answer lists are kept where the question named none."""
    last = Context((turn,)).showing((PE, PS)).last

    assert last is not None
    assert shown == last.shown


def test_showing_items() -> None:
    """Items found in a job ad take the place of those of its turn; nothing is shown of nothing."""
    context = Context((Turn("recommend", items=("oven",)),))

    assert Turn("recommend", items=("b",), shown=(PE,)) == context.showing((PE,), ("b",)).last
    assert context is context.showing((), ("b",))
    assert EMPTY is EMPTY.showing((PE,))


ANAS = Turn(
    "recommend",
    (PE,),
    items=("whisk",),
    excluded=("oven",),
    background=("icing",),
    wants=("coding",),
    avoids=("statistics",),
    level="entry",
    place="DE",
    shown=(PE, PS),
    asker=7,
)
BENS = Turn("check", (PS,), items=("whisk",), excluded=("oven",), place="DE", asker=8)


def test_each_turn_has_an_asker() -> None:
    """Turns that nobody has asked yet are given to whoever did; those of others stay theirs."""
    context = Context((ANAS, Turn("explain", (PE,))), asked=Turn("clarify")).asked_by(8)

    assert [7, 8] == [turn.asker for turn in context.turns]
    assert context.askers == {7, 8}
    assert context.without(8) == Context((ANAS,))
    assert context.without(7).askers == {8}


def test_for_another() -> None:
    """Who joins a talk takes over what it was about, and nothing that tells of its askers."""
    told = Told(items=("whisk",))
    joined = Context((ANAS, BENS), told=told, at=NOON).for_another(9)
    anas, bens = joined.turns

    assert anas == Turn("recommend", (PE,), shown=(PE, PS), asker=7)
    # What was asked about is the question's, and so is the place.
    assert bens == Turn("check", (PS,), items=("whisk",), place="DE", asker=8)
    assert joined.told == Told()
    assert joined.at == NOON
    assert Context((ANAS, BENS)).for_another(7).turns == (ANAS, bens)


def test_advice_to_another_is_none() -> None:
    """Advice is changed only for whom it was given to."""
    context = Context((replace(ANAS, said=5), BENS))

    assert context.advised == PE
    assert context.for_another(7).advised == PE
    assert context.for_another(8).advised == ""


def test_ad_for_another() -> None:
    """What an ad asks for is the ad's, what its reader knows is his."""
    ad = Turn("recommend", items=("whisk",), background=("oven",), head=AD, asker=7)

    (seen,) = Context((ad,)).for_another(8).turns
    assert seen == Turn("recommend", items=("whisk",), head=AD, asker=7)


def test_quiz_for_another() -> None:
    """A quiz is its asker's, unless another replies to it."""
    context = Context(asked=Turn("recommend", head="quiz 1", asker=7))

    assert context.for_another(8).asked is None
    assert context.for_another(8, replies=True).asked == context.asked
    assert context.for_another(7).asked == context.asked
