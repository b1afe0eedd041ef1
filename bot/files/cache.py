"""Verified knowledge cached from the last start, so that a command starts without reading YAML.

The cache is plain values (see `values`) in a file and a folder that belong to the user: nobody
else may own or write either of them, and neither may be a link. It is used only if every file
of the knowledge still has the same size and time, and the program is the same; if anything is
wrong with it, the files are read instead.
"""

import contextlib
import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from bot import __version__
from bot.engine import knowledge as model
from bot.engine.knowledge import Knowledge
from bot.files import reader, values

MOST_BYTES = 64_000_000
"""Bytes of the largest cache that is read; ours has seven million."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def load(folder: Path, cache: Path) -> Knowledge:
    """Return the knowledge of a folder, from the cache if nothing has changed since.

    Raises:
        Broken: with every Problem of every file.
    """
    head = f"rolewise knowledge {_state(folder)}\n".encode()
    # A cache that is truncated, from another program or not ours at all may raise anything.
    with contextlib.suppress(Exception):
        content = _kept(cache)
        begun = len(head) + 4
        if content.startswith(head + zlib.crc32(content[begun:]).to_bytes(4, "little")):
            return values.unpack(content[begun:], Knowledge)
    from bot.files.knowledge import load as read

    knowledge = read(folder)
    packed = values.pack(knowledge)
    with contextlib.suppress(OSError):
        _keep(cache, head + zlib.crc32(packed).to_bytes(4, "little") + packed)
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


def _kept(cache: Path) -> bytes:
    """Return the content of a file of our own, in a folder of our own.

    Raises:
        OSError: if there is none.
    """
    _prove_own(cache.parent.lstat(), stat.S_ISDIR)
    # Do not follow a link, and do not wait for a writer if it is a pipe.
    with os.fdopen(os.open(cache, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        _prove_own(os.fstat(file.fileno()), stat.S_ISREG)
        return file.read(MOST_BYTES)


def _prove_own(seen: os.stat_result, is_kind: Callable[[int], bool]) -> None:
    ours = seen.st_uid == os.geteuid() and not seen.st_mode & OTHERS_WRITE
    if not (ours and is_kind(seen.st_mode)):
        raise PermissionError("the cache is not ours alone")


def _keep(cache: Path, content: bytes) -> None:
    """Write a file atomically, for this user only, and delete leftovers."""
    cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    seen = cache.parent.lstat()
    if stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid():
        cache.parent.chmod(0o700)
    _prove_own(cache.parent.lstat(), stat.S_ISDIR)
    # Leftovers of a process that was ended while it wrote, or of an earlier version.
    for old in cache.parent.glob(f"{cache.stem}.*"):
        old.unlink()
    beside = cache.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    beside.replace(cache)
