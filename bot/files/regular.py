"""Read regular files only, up to a size: no pipe, no device, no link out of the folder."""

import os
import stat
from pathlib import Path

MOST_BYTES = 8_000_000
"""Maximum bytes of a knowledge file; the largest file of questions has a seventh of that."""


def read(path: Path, inside: Path | None = None, most: int = MOST_BYTES) -> bytes:
    """Return the content of a file; if a folder is given, links must not lead out of it.

    Raises:
        OSError: if it cannot be opened, is not a regular file inside, or exceeds `most` bytes.
    """
    # Unlike Path.resolve, this does not raise for links that form a loop.
    real = Path(os.path.realpath(path))
    if inside is not None and not real.is_relative_to(inside.resolve()):
        raise OSError("it is a link that leads out of the folder")
    # Do not block: opening a pipe waits until somebody writes to it.
    with os.fdopen(os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"it has more than {most:,} bytes")
    return content
