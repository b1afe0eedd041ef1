"""Imports point one way, and importing does nothing."""

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import pytest
from importlinter.cli import lint_imports

import bot
import bot.engine
import bot.render

ROOT = Path(__file__).parents[1]


def _fresh(code: str, cwd: Path = ROOT) -> str:
    """Return what a fresh interpreter prints that runs this code."""
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        f"import sys; sys.path[:0] = [{str(ROOT)!r}]; {code}",
    ]
    done = subprocess.run(command, capture_output=True, cwd=cwd, timeout=60, check=False)  # noqa: S603

    assert (0, b"") == (done.returncode, done.stderr)
    return done.stdout.decode("utf-8")


def _modules(*names: str) -> list[str]:
    """Return all modules of these packages of ours."""
    roots = {"bot": bot, "bot.engine": bot.engine, "bot.render": bot.render}
    return [
        *names,
        *(
            module.name
            for name in names
            for module in walk_packages(roots[name].__path__, f"{name}.")
            if not module.name.endswith("__main__")
        ),
    ]


LONGEST = 40
"""Lines of the longest function."""
FITTING = {"bot.build.ads", "bot.build.confidence", "bot.build.train"}
"""The modules that need libraries which the bot does not."""
LIBRARIES = {"joblib", "numpy", "scipy", "sklearn"}


def _loaded(modules: list[str]) -> set[str]:
    """Return the top names that are loaded once these modules are imported."""
    code = f"import {', '.join(modules)}, json; print(json.dumps([*sys.modules]))"
    return {name.split(".")[0] for name in json.loads(_fresh(code))}


def test_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    """Who may import whom stands in pyproject.toml, and is kept."""
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert 0 == code, capsys.readouterr().out


@pytest.mark.parametrize("package", ["bot.engine", "bot.render"])
def test_the_core_is_pure(package: str) -> None:
    """Importing the engine or the renderers loads nothing of the world outside."""
    outside = {"asyncio", "httpx", "pydantic", "sqlite3", "structlog", "telegram", "typer", "yaml"}

    assert set() == (outside | LIBRARIES) & _loaded(_modules(package))


def test_only_fitting_needs_its_libraries() -> None:
    """Everything but the fitting of weights is loaded without what only that needs."""
    others = [name for name in _modules("bot") if name not in FITTING]

    assert {*_modules("bot")} >= FITTING
    assert set() == LIBRARIES & _loaded(others)


def test_commands_start_light() -> None:
    """The command line is loaded without Telegram, pydantic and what else a command may need."""
    heavy = {"aiosqlite", "asyncio", "httpx", "prompt_toolkit", "pydantic", "rapidfuzz", "rich"}
    heavy |= {"telegram", "yaml"}

    assert set() == heavy & _loaded(["bot.cli"])


def test_importing_does_nothing(tmp_path: Path) -> None:
    """Importing any module prints nothing and writes nothing."""
    fits = find_spec("sklearn") is not None
    names = [name for name in _modules("bot") if fits or name not in FITTING]
    printed = _fresh(f"sys.dont_write_bytecode = True; import {', '.join(names)}", tmp_path)

    assert "" == printed
    assert [] == list(tmp_path.iterdir())


def test_every_module_says_what_it_is_for() -> None:
    """A module opens with a sentence, and has at most 400 lines."""
    texts = {file: file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py")}
    odd = [
        file
        for file, text in texts.items()
        if not text.startswith('"""') or text.count("\n") > 400
    ]

    assert texts
    assert [] == odd


def test_every_function_is_short() -> None:
    """A function has at most 40 lines, so that it can be read at a glance."""
    lengths = {
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for file in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    }

    assert lengths
    assert {} == {name: lines for name, lines in lengths.items() if lines > LONGEST}
