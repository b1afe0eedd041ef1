"""Proved knowledge kept from the last time, so that a command starts without reading YAML.

The cache is a pickle in the user's own cache folder, readable by that user alone. It is taken
only if every file has the size and time it had, and the program is the same; whatever is wrong
with it, the files are read instead.
"""

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

from bot import __version__
from bot.engine import knowledge as model
from bot.engine.knowledge import Knowledge
from bot.files import reader


def load(folder: Path, cache: Path) -> Knowledge:
    """Return the knowledge of a folder, from the cache where nothing has changed since.

    Raises:
        Broken: with every Problem of every file.
    """
    state = _state(folder)
    # A cache cut short, of another program or not ours at all may raise anything.
    with contextlib.suppress(Exception):
        kept, knowledge = pickle.loads(cache.read_bytes())  # noqa: S301  # the user's own file
        if kept == state and isinstance(knowledge, Knowledge):
            return knowledge
    from bot.files.knowledge import load as read

    knowledge = read(folder)
    with contextlib.suppress(OSError):
        _keep(cache, pickle.dumps((state, knowledge), protocol=pickle.HIGHEST_PROTOCOL))
    return knowledge


def _state(folder: Path) -> str:
    """Return a digest of everything that the cache depends on."""
    digest = hashlib.sha256(f"{__version__} {sys.version} {folder.resolve()}".encode())
    program = (Path(model.__file__), *sorted(Path(__file__).parent.glob("*.py")))
    for path in (*program, *sorted(folder.rglob("*.y*ml")), *reader.paths(folder)):
        with contextlib.suppress(OSError):
            seen = path.stat()
            digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _keep(cache: Path, content: bytes) -> None:
    """Write a file that is whole or not there, for this user alone."""
    cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(cache)
