"""Regular files alone, and no more of them than is expected: no pipe, device or way out."""

import os
import stat
from pathlib import Path

MOST_BYTES = 8_000_000
"""Bytes of the largest file of a knowledge; that of the most labelled questions has a seventh."""


def read(path: Path, inside: Path | None = None, most: int = MOST_BYTES) -> bytes:
    """Return what a file holds; where a folder is given, links must not lead out of it.

    Raises:
        OSError: when it cannot be opened, is none of these, or is larger than `most` bytes.
    """
    # Unlike Path.resolve, this raises nothing for links that lead to one another.
    real = Path(os.path.realpath(path))
    if inside is not None and not real.is_relative_to(inside.resolve()):
        raise OSError("it is a link that leads out of the folder")
    # Without waiting: to open a pipe takes as long as nobody writes to it.
    with os.fdopen(os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"it has more than {most:,} bytes")
    return content
