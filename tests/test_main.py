"""The program can be called as a module, and knows its version."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import bot

ROOT = Path(__file__).parents[1]


def test_module() -> None:
    """`python -m bot` is `rolewise`."""
    command = [sys.executable, "-m", "bot", "--help"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603

    assert (0, b"") == (done.returncode, done.stderr)
    assert b"serve" in done.stdout


def test_version() -> None:
    """The package has the version of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == bot.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", bot.__version__)
