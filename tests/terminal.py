"""A terminal that a test sits at: keys go in, what is shown comes out."""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Self

from rich.console import Console

PATIENCE = 60
"""Seconds to wait for anything to be shown, on a machine that is busy."""
CONTROL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|[=>])")


def console(width: int, *, terminal: bool = False) -> Console:
    """Return what writes to memory as to a window, or as to one that shows plain text alone."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        highlight=False,
        _environ={},
    )


def shown(written: Console) -> str:
    """Return what was written to memory."""
    assert isinstance(written.file, StringIO)
    return written.file.getvalue()


class Pty:
    """A pseudo-terminal of so many columns."""

    def __init__(self, columns: int) -> None:
        self._person, self._program = os.openpty()
        fcntl.ioctl(self._program, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._person)
        os.close(self._program)

    @contextmanager
    def running(self, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a command in the terminal; it is ended where the test gives up on it."""
        command = [sys.executable, "-m", "bot", *words]
        end = self._program
        with subprocess.Popen(command, stdin=end, stdout=end, stderr=end) as process:  # noqa: S603
            try:
                yield process
            finally:
                process.kill()

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._person, keys.encode())

    def read_until(self, awaited: str) -> str:
        """Return what is shown from now on, up to a word.

        Raises:
            AssertionError: when nothing more comes, and the word has not.
        """
        shown = b""
        while awaited.encode() not in shown:
            ready, _, _ = select.select([self._person], [], [], PATIENCE)
            assert ready, f"{awaited!r} does not come after {shown!r}"
            shown += os.read(self._person, 65536)
        return shown.decode(errors="replace")


def visible(shown: str) -> str:
    """Return what was shown without what steers the terminal."""
    return CONTROL.sub("", shown).replace("\r", "")
