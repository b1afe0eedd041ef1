"""Proved knowledge kept from the last time, so that a command starts without reading YAML.

The cache is a pickle in the user's own cache folder, readable by that user alone. It is taken
only if every file has the size and time it had, and the program is the same; whatever is wrong
with it, the files are read instead. It can hold values of the knowledge's own classes and plain
ones, and nothing that is executed: a file that asks for anything else is not taken.
"""

import contextlib
import hashlib
import io
import os
import pickle
import sys
import tempfile
from dataclasses import is_dataclass
from pathlib import Path

from bot import __version__
from bot.engine import bands, page, weights
from bot.engine import knowledge as model
from bot.engine.knowledge import Knowledge
from bot.files import reader

MODULES = {module.__name__: module for module in (bands, model, page, weights)}
"""Where the classes stand of which the knowledge is made."""


class _Values(pickle.Unpickler):
    """Makes values of our own classes, and calls nothing else."""

    def find_class(self, module: str, name: str) -> object:
        found = getattr(MODULES.get(module), name, None)
        if not (isinstance(found, type) and is_dataclass(found) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a knowledge")
        return found


def load(folder: Path, cache: Path) -> Knowledge:
    """Return the knowledge of a folder, from the cache where nothing has changed since.

    Raises:
        Broken: with every Problem of every file.
    """
    state = _state(folder)
    # A cache cut short, of another program or not ours at all may raise anything.
    with contextlib.suppress(Exception):
        kept, knowledge = _Values(io.BytesIO(cache.read_bytes())).load()
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
    folders = (Path(model.__file__).parent, Path(__file__).parent)
    program = [path for one in folders for path in sorted(one.glob("*.py"))]
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
