"""What the program needs is pinned, as it is installed here, with its hashes."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SPARED = {"tdjson"}
"""What the program does without where it is not installed: Telegram's parser, for `check`."""
TRAINING = "train"
"""The extra for whoever fits the reader anew; a bot that serves does without it."""
TRAINS = ROOT / "bot" / "build"
HASH = r" \\\n    --hash=sha256:[0-9a-f]{64}"


def _pins(name: str) -> dict[str, str]:
    """Return package -> version here, of a file in which each has a hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(rf"^([\w.-]+==[^\\\n]+?)(?:{HASH})+$", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    here = [one for one in map(Requirement, pins) if not one.marker or one.marker.evaluate()]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in here}


def _declared() -> list[Requirement]:
    """Return what the project itself asks for to be built and to run, extras included."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"].items()
    served = [one for name, every in extras if name != TRAINING for one in every]
    groups = [*PROJECT["build-system"]["requires"], *PROJECT["dependency-groups"]["build"]]
    return [Requirement(one) for one in [*project["dependencies"], *served, *groups]]


def _for_training() -> list[Requirement]:
    """Return what it asks for besides, to fit the reader anew."""
    return [Requirement(one) for one in PROJECT["project"]["optional-dependencies"][TRAINING]]


def _needed(declared: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    """Return package -> what is asked of it here, by those declared or by what they ask for."""
    needed: dict[str, list[Requirement]] = {}
    waiting = [(one, "") for one in declared]
    while waiting:
        one, extra = waiting.pop()
        if one.marker and not one.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(one.name)
        if one not in needed.setdefault(name, []):
            needed[name].append(one)
            further = [Requirement(text) for text in requires(name) or []]
            waiting += [(each, extra) for each in further for extra in ["", *one.extras]]
    return needed


def _imported(files: Iterable[Path]) -> Iterator[str]:
    """Yield the packages that these files of the program import."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def _unasked(imported: Iterable[str], declared: Iterable[Requirement]) -> list[str]:
    """Return what is imported of packages that are not asked for by name."""
    foreign = set(imported) - {"bot", *SPARED, *sys.stdlib_module_names}
    names = {canonicalize_name(one.name) for one in declared}
    providers = packages_distributions()
    return [
        name
        for name in sorted(foreign)
        if not names & {canonicalize_name(one) for one in providers[name]}
    ]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pinned(name: str) -> None:
    """Whatever is needed is pinned to the version that is tried here, and that satisfies all."""
    training = [] if name == "requirements.txt" else _for_training()
    pins, needed = _pins(name), _needed([*_declared(), *training])

    assert {name: version(name) for name in needed} == {name: pins.get(name) for name in needed}
    assert [] == [
        one
        for name, every in needed.items()
        for one in every
        if not one.specifier.contains(pins[name])
    ]


def test_training_is_not_served() -> None:
    """What fitting the reader needs is not installed where the bot serves."""
    training = _needed(_for_training()).keys() - _needed(_declared()).keys()

    assert "scikit-learn" in training
    assert not training & _pins("requirements.txt").keys()


def test_tools_change_nothing() -> None:
    """The tests run with the very packages that are served."""
    assert _pins("requirements.txt").items() <= _pins("requirements-dev.txt").items()


def test_imports_are_declared() -> None:
    """The program imports nothing that it does not ask for by name, and to train a little more."""
    files = set((ROOT / "bot").rglob("*.py"))
    trains = {file for file in files if TRAINS in file.parents}

    assert "telegram" in _imported(files)
    assert [] == _unasked(_imported(files - trains), _declared())
    assert [] == _unasked(_imported(trains), [*_declared(), *_for_training()])
