"""The Dockerfile, as far as it can be judged without a container engine; CI builds the image."""

import json
import re
import tomllib
from fnmatch import fnmatchcase
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.cli import app
from bot.settings import VARIABLES, read

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TEXT = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
STEPS = [line.split(" ", 1) for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines() if line]
LAST = STEPS[[word for word, _ in STEPS].index("FROM", 1) :]
"""The steps of the stage that is shipped."""
_LANGUAGE = "python:3.12.14-slim-trixie"


def _of(word: str) -> str:
    """Return what follows the one step of the last stage that begins so."""
    (rest,) = [rest for name, rest in LAST if name == word]
    return rest


def _copied() -> set[str]:
    """Return what is copied from the context into the stage that builds."""
    copies = [rest.split() for word, rest in STEPS if word == "COPY" and "--from" not in rest]
    return {source for *sources, _ in copies for source in sources}


def _sent(name: str) -> bool:
    """Tell whether `.dockerignore` lets a file of the root through: the last pattern says."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    matching = [one for one in patterns if fnmatchcase(name, one.removeprefix("!"))]
    return not matching or matching[-1].startswith("!")


def test_what_is_copied_is_there_and_reaches_the_engine() -> None:
    """Whatever a step copies is there, and `.dockerignore` lets that through and no more."""
    assert [] == [name for name in _copied() if not (ROOT / name).exists()]
    assert _copied() == {path.name for path in ROOT.iterdir() if _sent(path.name)}


def test_the_wheel_finds_what_it_is_built_of() -> None:
    """Licence, README, program and knowledge are copied before the package is installed."""
    project, wheel = PROJECT["project"], PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {project["readme"], *project["license-files"], *wheel["only-include"]}

    assert {"pyproject.toml", *needed} <= _copied()


def test_packages_are_pinned() -> None:
    """What is installed has a hash, or is ours and brings nothing along."""
    installs = [rest for word, rest in STEPS if word == "RUN" and "pip install" in rest]

    assert installs
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)


def test_by_digest() -> None:
    """What it is made from is named by version and digest, so that nobody can exchange it."""
    bases = {rest.split()[0] for word, rest in STEPS if word == "FROM"}

    assert {_LANGUAGE} == {re.sub(r"@sha256:[0-9a-f]{64}$", "", one) for one in bases}
    assert all("@" in one for one in bases)


def test_no_tools_are_shipped() -> None:
    """What only builds is taken away again, in both stages pip too."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    runs = _needed(project["dependencies"] + project["optional-dependencies"]["redis"])
    tools = _needed(groups["build"]) - runs
    last = [rest for word, rest in STEPS if word == "RUN" and " uninstall " in rest]
    gone = [{*re.split(r"--yes ", rest)[1].split()} for rest in last]

    assert "hatchling" in tools
    assert [{"pip", *tools}, {"pip"}] == gone


def _needed(requirements: list[str]) -> set[str]:
    """Return the names of packages and of all that they need here."""
    found: set[str] = set()
    left = [Requirement(one) for one in requirements]
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
            found.add(name)
            left += map(Requirement, requires(one.name) or [])
    return found


def test_is_nobody() -> None:
    """An ordinary user runs it, whose home is the volume, which holds the store."""
    (added,) = [rest for word, rest in LAST if word == "RUN" and rest.startswith("useradd")]
    (home,) = re.findall(r"--home-dir (\S+)", added)

    assert f"--uid {_of('USER')} " in added
    assert "0" != _of("USER")
    assert home == _of("VOLUME") == _of("WORKDIR")
    assert f"ROLEWISE_STORE=sqlite:///{home}/" in _of("ENV")


def test_settings() -> None:
    """The image sets only what the program reads, to what it takes."""
    given = dict(one.split("=", 1) for one in _of("ENV").split() if one.startswith("ROLEWISE_"))

    assert given
    assert set(given) <= set(VARIABLES)
    assert given["ROLEWISE_LOG_FORMAT"] == read(given).log_format


def test_commands() -> None:
    """It serves, and is asked for its health, by commands that there are."""
    known = {
        info.name or getattr(info.callback, "__name__", "") for info in app.registered_commands
    }
    program, health = json.loads(re.sub(r"^.*?CMD ", "", _of("HEALTHCHECK")))
    (command,) = json.loads(_of("CMD"))

    assert [program] == json.loads(_of("ENTRYPOINT")) == [*PROJECT["project"]["scripts"]]
    assert {command, health} <= known
