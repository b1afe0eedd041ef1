"""What the tests of the files share: a copy of the tiny knowledge that may be broken."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.files import Broken, load, reader
from tests.engine.tiny import FOLDER
from tests.files.few import WEIGHTS


@dataclass(frozen=True)
class Folder:
    """A folder of knowledge of one's own."""

    path: Path

    def write(self, name: str, text: str) -> None:
        """Write a file anew."""
        (self.path / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Change the first place where a file says `old`, which it must."""
        text = (self.path / name).read_text(encoding="utf-8")
        if old not in text:
            pytest.fail(f"{name} does not say {old!r}")
        self.write(name, text.replace(old, new, 1))

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.path / name).unlink()

    def line(self, name: str, words: str) -> int:
        """Return the number of the first line with these words."""
        lines = (self.path / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def problems(self) -> list[str]:
        """Return the problems that loading finds, as `rolewise check` prints them."""
        try:
            load(self.path)
        except Broken as broken:
            return [str(problem) for problem in broken.problems]
        return []

    def problem(self, words: str) -> str:
        """Return the first problem with these words, which there must be."""
        problems = self.problems()
        for problem in problems:
            if words in problem:
                return problem
        pytest.fail(f"none of {problems} says {words!r}")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Folder:
    shutil.copytree(FOLDER, tmp_path / "knowledge")
    # Those of the program take longer to read than all the rest.
    reader.write(tmp_path / "knowledge", WEIGHTS)
    return Folder(tmp_path / "knowledge")
