"""The JSON Schemas say of the files what loading them says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.files import ads, packaged, questions
from bot.files.schemas import SCHEMAS, write_schemas
from bot.files.strict import read
from tests.engine.tiny import FOLDER

COMMITTED = packaged() / "schema"
_NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def _files() -> list[Path]:
    every = [*sorted(packaged().rglob("*.yaml")), *sorted(FOLDER.rglob("*.yaml"))]
    return [path for path in every if not {questions.FOLDER, ads.FOLDER} & {*path.parts}]


def _schema(path: Path) -> Path:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    named = _NAMED.fullmatch(first)

    assert named, f"{path}: the first line names no schema"
    return (path.parent / named[1]).resolve()


def _faults(schema: Path, value: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [error.message for error in validator.iter_errors(value)]


def test_every_file_names_its_schema() -> None:
    """The first line of a file leads an editor to the schema of its kind."""
    kinds = {"facts": "role", "items": "items", "phrases": "phrases", "sections": "headings"}
    kinds["topics"] = "topic"
    named = {path: _schema(path) for path in _files()}
    wrong = [
        path
        for path, schema in named.items()
        if schema.stem != (kinds.get(path.parent.name) or kinds.get(path.stem) or path.stem)
        or schema.parent != COMMITTED.resolve()
    ]

    assert named
    assert [] == wrong


def test_every_file_fits_its_schema() -> None:
    """An editor finds no fault in a file that is sound."""
    faults = {path: _faults(_schema(path), read(path.parent, path).value) for path in _files()}

    assert {} == {path: every for path, every in faults.items() if every}


def test_committed_schemas_are_those_of_the_code(tmp_path: Path) -> None:
    """The schemas in the folder are what `rolewise schema` writes."""
    written = write_schemas(tmp_path / "schema")

    assert {path.name for path in written} == {path.name for path in COMMITTED.glob("*.json")}
    for path in written:
        assert path.read_bytes() == (COMMITTED / path.name).read_bytes(), path.name


def test_schemas_are_schemas() -> None:
    """Each schema is one by the rules of JSON Schema."""
    for name in SCHEMAS:
        Draft202012Validator.check_schema(json.loads((COMMITTED / f"{name}.json").read_text()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", {"name": "Chef"}),
        ("role", {"name": "Chef", "sections": {}, "nme": "Cook"}),
        ("role", {"name": 12, "sections": {}}),
        ("items", {"kind": "gadget", "items": {}}),
        ("items", {"kind": "tool", "items": {"oven": {"name": "oven"}}}),
        ("sources", {"a": {"title": "T", "publisher": "P", "date": "D", "grade": "gossip"}}),
        ("headings", {"tools": {}}),
        ("headings", {"learning": {"title": "Learning", "nearest": "Tips!"}}),
        ("asks", {"roles": {"tools": {"first": "which first"}}}),
        ("asks", {"roles": {"tools": {}}, "topics": {"layoffs": "layoffs"}}),
        ("neighbours", {"cook": {"name": "Cook", "nearest": []}}),
        ("cards", {"tools/which-tools": {"known": False}}),
        ("cards", {"tools/which-tools": {"say": "o" * 651}}),
        ("cards", {"tools/which-tools": {"say": "An oven.", "rests_on": ["Tools 1"]}}),
        ("pairs", {"chef+cook": {"overview": {"choose": {"chef": "you like to lead"}}}}),
        ("topic", {"title": "T", "gist": "G", "points": [], "cards": []}),
        ("figures", {"bakers": {"occupation": "Bakers", "place": "US", "figures": {}}}),
        ("forbidden", {"delve": True}),
        ("phrases", {"a": []}),
        ("replies", {"a": 1}),
    ],
)
def test_schemas_refuse_what_loading_refuses(name: str, value: Any) -> None:
    """An editor marks what would be a problem."""
    assert _faults(COMMITTED / f"{name}.json", value)
