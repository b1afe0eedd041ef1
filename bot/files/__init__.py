"""The only reader of knowledge/: strict YAML with line numbers -> Knowledge or Problems.

Doors, from text to values: `strict.read` (YAML -> tree with lines), `schema` (what may stand
in a file), `proof` (what must hold between files), `load` (all of it -> Knowledge).
"""

from bot.files.load import Broken, load, packaged
from bot.files.problems import Problem
from bot.files.schema import write_schemas

__all__ = ["Broken", "Problem", "load", "packaged", "write_schemas"]
