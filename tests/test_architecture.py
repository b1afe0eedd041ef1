"""Imports point one way, importing does nothing, and no code names a thing of the knowledge."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import get_args

import pytest
from importlinter.cli import lint_imports

import bot
import bot.engine
import bot.render
from bot.engine.knowledge import Knowledge
from bot.files.schema import ItemKind
from tests.knowledge.packaged import knowledge

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
FITTING = {"bot.build.ads", "bot.build.cards", "bot.build.confidence", "bot.build.train"}
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


MEANT = {
    ("engine/ad/decoder.py", "hiring"): "what phrases of ads mean (phrases/ads.yaml)",
    ("engine/commands.py", "tips"): "a command, as Telegram lists it",
    ("engine/reading.py", "rest"): "a cue (phrases/cues.yaml)",
    ("files/pay.py", "salary"): "a column of the survey of pay",
    ("logs.py", "json"): "a form of the log",
    ("render/json.py", "html"): "a key of what `ask --json` prints",
    ("settings.py", "json"): "a form of the log",
    ("stores/__init__.py", "json"): "a mode of pydantic",
}
"""Words of the program that are ids of the knowledge by chance, each with what it means here."""


def _ids(knowledge: Knowledge) -> set[str]:
    """Return the ids by which the knowledge calls its things, but for words of the schema."""
    things = (
        knowledge.headings,
        knowledge.asks,
        knowledge.topics,
        knowledge.advice,
        knowledge.pages,
        knowledge.axes,
        knowledge.items,
    )
    return {name for every in things for name in every} - {*get_args(ItemKind)}


def _named(file: Path, ids: set[str], sections: set[str]) -> Iterator[str]:
    """Yield the ids that stand as texts in a module; those of asks also by their section."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            head, stroke, _ = node.value.partition("/")
            if node.value in ids or (stroke and head in sections):
                yield node.value


def test_nothing_of_the_knowledge_is_called_by_its_id() -> None:
    """What a section, ask, topic, role, axis or item is for stands in the knowledge alone."""
    known = knowledge()
    ids, folder = _ids(known), ROOT / "bot"
    found = {
        (file.relative_to(folder).as_posix(), name)
        for file in folder.rglob("*.py")
        for name in _named(file, ids, {*known.headings})
    }

    assert {*MEANT} == found
