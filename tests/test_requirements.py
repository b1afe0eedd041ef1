"""What the program needs is pinned, as it is installed here, with its hashes."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SPARED = {"tdjson"}
"""What the program does without where it is not installed: Telegram's parser, for `check`."""
HASH = r" \\\n    --hash=sha256:[0-9a-f]{64}"


def _pins(name: str) -> dict[str, str]:
    """Return package -> version of a file in which each has a hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(rf"^([\w.-]+)==([^\s;]+)(?: ; [^\\\n]+)?(?:{HASH})+$", text, re.MULTILINE)
    assert len(pins) == text.count("==") - text.count(" == ")
    return {canonicalize_name(package): pinned for package, pinned in pins}


def _declared() -> list[Requirement]:
    """Return what the project itself asks for to be built and to run, extras included."""
    project = PROJECT["project"]
    extras = [one for every in project["optional-dependencies"].values() for one in every]
    groups = [*PROJECT["build-system"]["requires"], *PROJECT["dependency-groups"]["build"]]
    return [Requirement(one) for one in [*project["dependencies"], *extras, *groups]]


def _needed() -> dict[str, list[Requirement]]:
    """Return package -> what is asked of it here, by the project or by what that asks for."""
    needed: dict[str, list[Requirement]] = {}
    waiting = [(one, "") for one in _declared()]
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


def _imported() -> Iterator[str]:
    """Yield the packages that the program imports."""
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def test_pinned() -> None:
    """Whatever is needed is pinned to the version that is tried here, and that satisfies all."""
    pins, needed = _pins("requirements.txt"), _needed()

    assert {name: version(name) for name in needed} == {name: pins.get(name) for name in needed}
    assert [] == [
        one
        for name, every in needed.items()
        for one in every
        if not one.specifier.contains(pins[name])
    ]


def test_tools_change_nothing() -> None:
    """The tests run with the very packages that are served."""
    assert _pins("requirements.txt").items() <= _pins("requirements-dev.txt").items()


def test_imports_are_declared() -> None:
    """The program imports nothing that it does not ask for by name."""
    foreign = set(_imported()) - {"bot", *SPARED, *sys.stdlib_module_names}
    providers = packages_distributions()
    declared = {canonicalize_name(one.name) for one in _declared()}

    assert "telegram" in foreign
    assert [] == [
        name
        for name in sorted(foreign)
        if not declared & {canonicalize_name(one) for one in providers[name]}
    ]
