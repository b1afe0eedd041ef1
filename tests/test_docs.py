"""The documents say what is so."""

import ast
import re
from pathlib import Path

from bot.build.picture import drawn
from bot.cli import app
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.settings import VARIABLES
from tests.knowledge.packaged import knowledge

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
TALK = (ROOT / "docs" / "talk.svg").read_text(encoding="utf-8")


def _commands() -> set[str]:
    return {
        info.name or info.callback.__name__.rstrip("_")
        for info in app.registered_commands
        if info.callback
    }


def test_talk() -> None:
    """The talk in the README is what the bot says first, word for word."""
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown
    turns = re.findall(r"^you> (.*)\nbot> (.*)$", shown[1], re.MULTILINE)
    advisor, context = Advisor(knowledge()), EMPTY

    assert turns
    for asked, expected in turns:
        answer, context = advisor.ask(Question(asked), context)
        assert expected == answer.verdict


def test_picture() -> None:
    """So is the picture of it, which loads nothing from elsewhere."""
    words = re.compile(r"<text[^>]*>([^<]*)</text>")

    assert words.findall(drawn(README)) == words.findall(TALK)
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\"')<\s]+", TALK))


def test_commands() -> None:
    """The reference names every command, and no other."""
    assert _commands() == set(re.findall(r"^\| `rolewise ([a-z-]+)", REFERENCE, re.MULTILINE))


def test_every_command_has_help() -> None:
    """Every command says what it does."""
    assert all(info.callback and info.callback.__doc__ for info in app.registered_commands)


def test_settings() -> None:
    """The reference names every setting, and no other."""
    told = re.findall(r"^\| `((?:ROLEWISE|TELEGRAM)_[A-Z_]+)`", REFERENCE, re.MULTILINE)

    assert set(VARIABLES) == set(told)


def test_length() -> None:
    """The README can be read in one sitting."""
    assert README.count("\n") <= 120


def test_links() -> None:
    """Every file that the README links to is there."""
    linked = [path for path in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in path]

    assert [] == [path for path in linked if not (ROOT / path).exists()]


def test_modules() -> None:
    """The reading order of the code names files and folders that are there."""
    order = README.split("## Read the code")[1]
    named = re.findall(r"`(bot/[\w/.]+)`", order)

    assert named
    assert [] == [path for path in named if not (ROOT / path).exists()]


def test_telegram_table() -> None:
    """Each rule of the index of tests is proved, by tests that are there."""
    index = ROOT / "tests" / "adapters" / "telegram" / "README.md"
    text = index.read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    proofs = {
        rule: re.findall(r"`([\w/]+\.py)::(\w+)`", by)
        for rule, _, by in rows
        if rule != "surface or rule"
    }
    tests = {path: _functions(path) for by in proofs.values() for path, _ in by}

    assert len(proofs) > 40
    assert [] == [rule for rule, by in proofs.items() if not by]
    assert [] == [test for by in proofs.values() for path, test in by if test not in tests[path]]


def _functions(path: str) -> set[str]:
    """Return the names of the functions in a file of ours."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }
