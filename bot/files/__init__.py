"""The only reader of knowledge/: strict YAML with line numbers -> Knowledge or Problems.

From text to values: `regular` (the bytes of a file that is one), `strict` (YAML -> tree with
lines), `schema` (the form of each file), `proof` (checks across files), `knowledge`
(all of it -> Knowledge), `cache` (the same, from the last start). Heavy modules are imported
on first use.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.files.problems import Broken, Problem

if TYPE_CHECKING:
    from bot.engine.knowledge import Knowledge

__all__ = ["Broken", "Problem", "load", "load_cached", "packaged"]


def packaged() -> Path:
    """Return the knowledge folder shipped with the program: inside the wheel, or in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def load(folder: Path, *, fitted: bool = True) -> "Knowledge":
    """Return the knowledge of a folder, read and verified; without weights if not `fitted`.

    Raises:
        Broken: with every Problem of every file.
    """
    from bot.files.knowledge import load

    return load(folder, fitted=fitted)


def load_cached(folder: Path, cache: Path) -> "Knowledge":
    """Return the knowledge of a folder, from the file `cache` where nothing has changed since.

    Raises:
        Broken: with every Problem of every file.
    """
    from bot.files.cache import load

    return load(folder, cache)
