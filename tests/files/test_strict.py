"""YAML is read strictly: no key twice, each word as it is written, a line for each value."""

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.files.strict import Tree, read


def _read(folder: Path, text: str | bytes) -> Tree:
    path = folder / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(folder, path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: word", "word"),
        # what YAML 1.1 takes for False, a time, a date, a float, an octal number
        ("a: no", "no"),
        ("a: 12:30", "12:30"),
        ("a: 2019-01-01", "2019-01-01"),
        ("a: 1.5", "1.5"),
        ("a: ON", "ON"),
        ("a: True", "True"),
        ("a: ~", "~"),
        # what is no string unless quoted
        ("a: true", True),
        ("a: false", False),
        ("a: 12", 12),
        ("a: -3", -3),
        ("a: null", None),
        ("a:", None),
        ('a: "true"', "true"),
        ('a: "12"', "12"),
        ('a: ""', ""),
        # a number that no number is meant by
        ("a: 1234567890123456", "1234567890123456"),
        ("a: [x, 1]", ["x", 1]),
        ("a: {b: {c: d}}", {"b": {"c": "d"}}),
        # an anchor and its alias
        ("a: &x [1]\nb: *x", [1]),
        # tags mean nothing
        ("a: !!python/object:os.system x", "x"),
        # a byte order mark, as some editors write it
        ("\ufeffa: word", "word"),
    ],
)
def test_values(tmp_path: Path, text: str, value: Any) -> None:
    """Plain words stay as they are written; only true, false, null and whole numbers are more."""
    tree = _read(tmp_path, text)

    assert not tree.problems
    assert value == tree.value["a"]


def test_a_word_is_kept_once(tmp_path: Path) -> None:
    """What stands in many places, as an id does, is one object, which is quick to compare."""
    tree = _read(tmp_path, "item-id: [item-id, 'item-id']")
    ((key, values),) = tree.value.items()

    assert all(value is key for value in values)


def test_keys_are_strings(tmp_path: Path) -> None:
    """A key is the word that is written."""
    expected = {"no": "a", "1": "b", "true": "c"}
    actual = _read(tmp_path, "no: a\n1: b\ntrue: c").value

    assert expected == actual


def test_lines(tmp_path: Path) -> None:
    """Every value knows its line, and what is not there the line above it."""
    tree = _read(tmp_path, "# head\na:\n  - b: 1\n    c: 2\n  - d\n")
    expected = [2, 3, 4, 5, 4, 2]
    places = [("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("a", 0, "c", "x"), ()]
    actual = [tree.line(place) for place in places]

    assert expected == actual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "3: the key 'a' stands here twice, first in line 1"),
        # deeper down
        ("x:\n  a: 1\n  a: 2\n", "3: the key 'a' stands here twice, first in line 2"),
        # quoted and plain are one key
        ("a: 1\n'a': 2\n", "2: the key 'a' stands here twice, first in line 1"),
        # three times
        ("a: 1\na: 2\na: 3\n", "2: the key 'a' stands here twice, first in line 1"),
    ],
)
def test_duplicate_keys(tmp_path: Path, text: str, expected: str) -> None:
    """A key that stands twice is reported with both lines; the first value is kept."""
    first = _read(tmp_path, text).problems[0]

    assert f"[ERROR] file.yaml:{expected}" == str(first)


def test_first_value_is_kept(tmp_path: Path) -> None:
    """Of two equal keys the first has its value."""
    expected = {"a": 1}
    actual = _read(tmp_path, "a: 1\na: 2").value

    assert expected == actual


def test_keys_of_several_parts(tmp_path: Path) -> None:
    """A key that is a list is reported."""
    expected = ["[ERROR] file.yaml:2: a key must be a single word or string"]
    actual = [str(one) for one in _read(tmp_path, "a: 1\n? [b, c]\n: 2\n").problems]

    assert expected == actual


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1,\nb: }", "[ERROR] file.yaml:2: is no valid YAML: "),
        ("a:\n\tb: 1", "[ERROR] file.yaml:2: is no valid YAML: "),
        ("a: *x", "[ERROR] file.yaml:1: is no valid YAML: "),
        # two documents in one file
        ("a: 1\n---\nb: 2", "[ERROR] file.yaml:2: is no valid YAML: "),
        # a control character
        ("a: \x01", "[ERROR] file.yaml: is no valid YAML: "),
        (b"a: \xff\xfe", "[ERROR] file.yaml: cannot be read as UTF-8 text: "),
        ("", "[ERROR] file.yaml: is empty"),
        ("# nothing but this\n", "[ERROR] file.yaml: is empty"),
    ],
)
def test_unreadable(tmp_path: Path, text: str | bytes, expected: str) -> None:
    """What cannot be read is one problem with its place, in one line, and no value."""
    tree = _read(tmp_path, text)
    (problem,) = tree.problems

    assert str(problem).startswith(expected)
    assert "\n" not in str(problem)
    assert tree.value is None


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: &x {b: {c: *x}}", "&x [1, *x]"])
def test_what_holds_itself(tmp_path: Path, text: str) -> None:
    """A value that contains itself is reported, and nothing runs on without end."""
    tree = _read(tmp_path, text)

    assert ["[ERROR] file.yaml:1: is no valid YAML: it holds itself"] == [
        str(problem) for problem in tree.problems
    ]


def test_a_value_may_stand_twice(tmp_path: Path) -> None:
    """The same anchor in two places is no fault."""
    tree = _read(tmp_path, "a: &x [1]\nb: [*x, *x]")

    assert not tree.problems
    assert {"a": [1], "b": [[1], [1]]} == tree.value


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is a problem, no exception."""
    (problem,) = read(tmp_path, tmp_path / "none.yaml").problems

    assert "none.yaml" == problem.path
    assert "there is no such file" in problem.what


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" * 100_000, "deeper than 32"),
        ("{a: " * 100_000, "deeper than 32"),
        ("- " * 100_000, "deeper than 32"),
        ("? [" + "[" * 100_000, "deeper than 32"),
        ("\n".join(" " * depth + "a:" for depth in range(100)), "deeper than 32"),
        (LAUGHS, "more than 500,000 values"),
        ("[" + "a," * 500_001 + "]", "more than 500,000 values"),
        ("k" * 501 + ": 1", "a key has more than 500 characters"),
        ("a: " + "x" * 8_000_000, "more than 8,000,000 bytes"),
    ],
    ids=["lists", "mappings", "dashes", "key", "indents", "aliases", "values", "name", "bytes"],
)
def test_bounds(tmp_path: Path, text: str, expected: str) -> None:
    """What is too large, too deep or grows by its aliases is left before it does any harm."""
    tree = _read(tmp_path, text)

    assert expected in str(tree.problems[-1])
    assert len(tree.lines) <= 500_001
    assert tree.value is None


def test_no_regular_file(tmp_path: Path) -> None:
    """A pipe is not waited for, and neither devices, folders nor links to elsewhere are read."""
    folder = tmp_path / "folder"
    (folder / "folder.yaml").mkdir(parents=True)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "elsewhere.yaml").write_text("a: 1")
    (folder / "link.yaml").symlink_to("../elsewhere.yaml")
    (folder / "gone.yaml").symlink_to("nowhere")
    (folder / "self.yaml").symlink_to("self.yaml")
    told = {path.stem: read(folder, path) for path in folder.iterdir()}

    assert {"folder", "pipe", "device", "link", "gone", "self"} == told.keys()
    gone = told.pop("gone")
    assert "there is no such file" in str(gone.problems[0])
    assert all("cannot be read" in str(tree.problems[0]) for tree in told.values())


def test_links_inside(tmp_path: Path) -> None:
    """A link to another file of the folder is read, and so is a folder that is a link itself."""
    (tmp_path / "..data").mkdir()
    (tmp_path / "..data" / "file.yaml").write_text("a: 1")
    (tmp_path / "file.yaml").symlink_to("..data/file.yaml")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(tmp_path)
    folder = tmp_path / "elsewhere" / "link"

    assert {"a": 1} == read(folder, folder / "file.yaml").value
