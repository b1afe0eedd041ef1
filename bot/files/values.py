"""Our dataclasses as JSON and back: reading can yield values and nothing else, and runs no code.

A dataclass is stored as the list of its fields in order; a mapping with keys other than strings
as a list of alternating keys and values. Bytes follow the JSON, which gives their start and
end. The annotations, never the file, determine what a list is turned into.
"""

import gc
import json
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Made = TypeVar("Made")
Maker = Callable[[Any], Any]
SIZE = 4
"""Bytes of the length of the JSON, at the beginning."""


def pack(value: object) -> bytes:
    """Return as bytes a value of dataclasses, mappings, tuples, frozen sets and plain values."""
    behind = bytearray()
    text = json.dumps(_plain(value, behind), separators=(",", ":")).encode()
    return len(text).to_bytes(SIZE, "little") + text + behind


def unpack(content: bytes, kind: type[Made]) -> Made:
    """Return the packed value, of type `kind`.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, RecursionError: if it is invalid.
    """
    end = SIZE + int.from_bytes(content[:SIZE], "little")
    with _no_collection():
        plain: Any = json.loads(content[SIZE:end])
        make = _maker(kind, content[end:])
        made: Made = make(plain) if make else plain
    return made


def _plain(value: Any, behind: bytearray) -> Any:
    if isinstance(value, bytes):
        behind += value
        return [len(behind) - len(value), len(behind)]
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: _plain(one, behind) for key, one in value.items()}
        return [_plain(one, behind) for pair in value.items() for one in pair]
    if isinstance(value, tuple | frozenset):
        return [_plain(one, behind) for one in value]
    if is_dataclass(value):
        return [_plain(getattr(value, one.name), behind) for one in fields(value)]
    return value


def _maker(kind: Any, behind: bytes) -> Maker | None:
    """Return a function from plain values to a kind, or None if the kind is plain already."""
    whole, parts = typing.get_origin(kind), typing.get_args(kind)
    if kind in {str, int, float, bool} or whole is typing.Literal:
        return None
    inside = [_maker(one, behind) for one in parts if one not in {..., types.NoneType}]
    if kind is bytes:
        return lambda at: behind[slice(*at)]
    if isinstance(kind, type) and is_dataclass(kind):
        makers = [_maker(one, behind) for one in typing.get_type_hints(kind).values()]
        return _dataclass(kind, [(at, make) for at, make in enumerate(makers) if make])
    if whole is Mapping:
        return _named(inside[1]) if parts[0] is str else _paired(*inside)
    if whole in {tuple, frozenset}:
        return _several(whole, inside[0])
    if whole in {types.UnionType, typing.Union} and len(inside) == 1:
        return inside[0] and _perhaps(inside[0])
    raise TypeError(f"{kind} is no kind of value that can be kept")


def _dataclass(kind: Callable[..., Any], makers: list[tuple[int, Maker]]) -> Maker:
    def make(values: list[Any]) -> Any:
        for at, maker in makers:
            values[at] = maker(values[at])
        return kind(*values)

    return make


def _named(maker: Maker | None) -> Maker | None:
    return maker and (lambda values: {name: maker(value) for name, value in values.items()})


def _paired(key: Maker | None, maker: Maker | None) -> Maker:
    def make(values: list[Any]) -> dict[Any, Any]:
        names = map(key, values[::2]) if key else values[::2]
        return dict(zip(names, map(maker, values[1::2]) if maker else values[1::2], strict=True))

    return make


def _several(whole: Callable[[Any], Any], maker: Maker | None) -> Maker:
    return (lambda values: whole(map(maker, values))) if maker else whole


def _perhaps(maker: Maker) -> Maker:
    return lambda value: None if value is None else maker(value)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend garbage collection: examining the new objects takes longer than making them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
