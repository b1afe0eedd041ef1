"""A context is kept as JSON and comes back whole, or is refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from bot.engine.context import EMPTY, Context, Turn
from tests.engine.contexts import contexts
from tests.engine.tiny import PE, PSE
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
    actual = Context.load(json.loads(json.dumps(context.dump())))

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
    with pytest.raises(ValueError, match=r"context|unknown kind|Invalid isoformat"):
        Context.load({**CONTEXT.dump(), **changes})


@pytest.mark.parametrize("values", [{}, [], "PE", None, 5], ids=repr)
def test_other_json_is_no_context(values: Any) -> None:
    """JSON of another shape is refused with a ValueError as well."""
    with pytest.raises(ValueError, match="context"):
        Context.load(values)


@moderate
@given(contexts)
def test_any_context_comes_back(context: Context) -> None:
    """Every context survives JSON."""
    actual = Context.load(json.loads(json.dumps(context.dump())))

    assert context == actual
