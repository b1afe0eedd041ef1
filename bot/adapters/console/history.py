"""What was typed at the prompt, kept in a file for the arrow keys of the next conversation."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory

MOST_BYTES = 256 * 1024
"""Maximum size of the history file; of a longer one, only the end is kept."""
ENTRY = b"\n# "
"""Begins an entry in the library's form."""


class OwnHistory(FileHistory):
    """Typed lines, in a file that only this user can read."""

    def __init__(self, file: Path) -> None:
        """Open the file, or make it, and shorten it where it has grown long.

        Raises:
            OSError: if the file cannot be opened or created.
        """
        _prepare(file)
        super().__init__(file)
        self._latest = ""

    def store_string(self, string: str) -> None:
        """Note what was typed; whether to keep it is decided once it is answered."""
        self._latest = string

    def keep(self) -> None:
        """Keep what was typed last; a full disk does not end the conversation.

        A text of several lines was pasted, somebody's CV for example, and is not kept.
        """
        if self._latest and "\n" not in self._latest:
            with suppress(OSError):
                super().store_string(self._latest)
        self._latest = ""


def _prepare(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Do not follow a link, and do not wait for a writer if it is a pipe.
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(file, flags, 0o600), "r+b", buffering=0) as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(f"{file} is no ordinary file")
        os.fchmod(opened.fileno(), 0o600)
        size = os.fstat(opened.fileno()).st_size
        if size > MOST_BYTES:
            opened.seek(size - MOST_BYTES // 2)
            _, entry, latest = opened.read().partition(ENTRY)
            opened.seek(0)
            opened.truncate()
            opened.write(entry + latest)
