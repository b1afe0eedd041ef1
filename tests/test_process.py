"""The program as a process of its own: pipes, terminals, signals."""

import inspect
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import app
from tests.engine.tiny import FOLDER, PE
from tests.terminal import Pty, visible
from tests.test_cli import CONTRACT


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The tiny knowledge, and a cache that no other test has touched."""
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(FOLDER))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


PROMPT = "\x1b[?2004h"
"""A line may be typed or pasted now."""


def _process(*words: str | bytes, typed: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, input=typed, capture_output=True, timeout=60, check=False)  # noqa: S603


def _talking(stdin: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bot", "chat"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=stdin, stdout=pipe, stderr=pipe)  # noqa: S603


def test_ask() -> None:
    """As a process of its own the program answers on stdout and says nothing else."""
    done = _process("ask", "--json", "PE tools")

    assert (0, b"") == (done.returncode, done.stderr)
    assert CONTRACT == list(json.loads(done.stdout))


def test_asked_in_another_encoding() -> None:
    """A question on the command line that is no UTF-8 is answered in UTF-8."""
    done = _process("ask", "--json", b"PE tools \xff")

    assert (0, b"") == (done.returncode, done.stderr)
    assert ["tools"] == json.loads(done.stdout.decode("utf-8"))["sections"]


def test_chat_follows_up() -> None:
    """Piped through a process, a chat follows up and ends with its input."""
    done = _process("chat", typed=b"PE vs PSE tools\nand education?\n")

    assert (0, b"") == (done.returncode, done.stderr)
    tools, education = done.stdout.decode("utf-8").split("Ask next: ")[:2]
    assert "Pastry engineer: Hand tools and an oven" in tools
    assert "Pastry engineer: " in education
    assert "iploma" in education


def test_chat_ends_with_control_c() -> None:
    """Ctrl-C ends a chat without a word of complaint."""
    with _talking() as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        assert chat.stderr is not None
        chat.stdin.write(b"PE tools\n")
        chat.stdin.flush()
        # wait for the reply: only then does the chat wait for the next line
        for line in chat.stdout:
            if b"Ask next" in line:
                break
        # one that comes just before the chat waits is seen only with the next
        for _ in range(12):
            chat.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                chat.wait(5)
                break

        assert 0 == chat.poll()
        assert b"" == chat.stderr.read()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_is_whole(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """What each command does is told to its end, in lines that fit the window."""
    monkeypatch.setenv("COLUMNS", str(width))
    told = _process("--help").stdout.decode("utf-8")
    words = " ".join(told.split())

    assert all(len(line) < width for line in told.splitlines())
    assert app.registered_commands
    for command in app.registered_commands:
        assert command.callback
        does = inspect.cleandoc(command.callback.__doc__ or "").partition("\n\n")[0]
        assert " ".join(does.split()) in words


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_piped_it_loads_and_prints_nothing_for_windows(command: str) -> None:
    """Through a pipe text is plain, and what only a window needs is not loaded."""
    program = [sys.executable, "-X", "importtime", "-m", "bot", command]
    done = subprocess.run(  # noqa: S603
        program, input=b"PE tools\n", capture_output=True, timeout=60, check=True
    )
    loaded = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}

    assert b"Hand tools and an oven." in done.stdout
    assert b"\x1b" not in done.stdout
    assert b"bot.render.plain" in loaded
    assert not loaded & {b"asyncio", b"prompt_toolkit", b"rich", b"rich.console"}


@pytest.mark.parametrize("leave", [b"exit\n", b"\x04"], ids=["exit", "Ctrl-D"])
def test_chat_in_a_terminal(leave: bytes) -> None:
    """Typed in a terminal but written elsewhere, a chat greets, prompts, and can be left."""
    person, terminal = os.openpty()
    with _talking(stdin=terminal) as chat:
        os.close(terminal)
        os.write(person, b"PE tools\n" + leave)
        out, err = chat.communicate(timeout=60)
    os.close(person)
    told = out.decode("utf-8")

    assert (0, b"") == (chat.returncode, err)
    assert told.startswith("Ask about a role")
    assert 2 == told.count("you> ")
    assert "Hand tools and an oven." in told


@pytest.fixture(name="window")
def _window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pty]:
    """A terminal of 60 columns, and a state folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    with Pty(columns=60) as window:
        yield window


def test_chat_in_a_window(window: Pty, tmp_path: Path) -> None:
    """In a window a chat is read and written whole: bold, numbers, a paste, history, farewell."""
    with window.running("chat") as chat:
        window.read_until(PROMPT)
        window.type("PE tools\r")
        told = window.read_until(PROMPT)
        window.type("2\r")
        step = window.read_until(PROMPT)
        window.type("\x1b[200~PSE\ntools\x1b[201~\r")
        pasted = window.read_until(PROMPT)
        window.type("\x1b[A")
        again = window.read_until("tools")
        window.type("\x03")
        window.read_until(PROMPT)
        window.type("\x04")

        assert 0 == chat.wait(60)
    assert "\x1b[1mHand tools and an oven." in told
    assert "2 Education" in visible(told)
    assert "A baking diploma." in visible(step)
    assert 1 == pasted.count("How sure?")
    assert "PSE" in visible(again)
    assert all(len(line) <= 60 for line in visible(told).splitlines())
    assert 0o600 == (tmp_path / "state" / "rolewise" / "history").stat().st_mode & 0o777


def test_a_window_that_shows_nothing_but_text(
    window: Pty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal that knows no control sequences a reply is the plain text, wrapped."""
    monkeypatch.setenv("TERM", "dumb")
    with window.running("ask", "PE tools") as ask:
        told = window.read_until("2024)")

        assert 0 == ask.wait(60)
    assert "\x1b" not in told
    assert told.startswith("Hand tools and an oven.\r\n")
    assert all(len(line) <= 60 for line in told.splitlines())


def test_ask_waits_for_a_question(window: Pty) -> None:
    """In a terminal `ask` without a question says what it waits for; answers fit the window."""
    with window.running("ask") as ask:
        hint = window.read_until("ends.")
        window.type("PE tools\n")
        told = window.read_until("2024)")
        window.type("\x04")

        assert 0 == ask.wait(60)
    assert "Type your question" in hint
    assert "\x1b[1mHand tools and an oven." in told
    assert all(len(line) <= 60 for line in visible(told).splitlines())


def test_serve_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a token nothing is served, and the exit code is 2."""
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)

    assert 2 == _process("serve").returncode


@pytest.mark.parametrize("content", [None, "year\n2025\n"], ids=["missing", "bad"])
def test_import_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    """In a terminal, too, a file that cannot be used is one line."""
    shutil.copytree(FOLDER, tmp_path / "knowledge")
    (tmp_path / "knowledge" / "titles.yaml").write_text(f'{PE}: ["Baker"]\n')
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(tmp_path / "knowledge"))
    ads = tmp_path / "ads.csv"
    if content:
        ads.write_text(content)
    person, terminal = os.openpty()
    command = [sys.executable, "-m", "bot", "import-pay", str(ads)]
    done = subprocess.run(command, stderr=terminal, stdin=terminal, timeout=60, check=False)  # noqa: S603
    os.close(terminal)
    told = os.read(person, 65536).decode("utf-8")
    os.close(person)

    assert 2 == done.returncode
    assert "Traceback" not in told
    assert str(ads) in told
