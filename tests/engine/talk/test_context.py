"""A context is kept as JSON and comes back whole, or is refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from bot.engine.talk.context import EMPTY, Context, Turn
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
