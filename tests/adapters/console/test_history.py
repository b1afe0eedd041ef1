"""What was typed at the prompt, in a file."""

import os
from pathlib import Path

import pytest

from bot.adapters.console.history import MOST_BYTES, OwnHistory


def _keep(history: OwnHistory, line: str) -> None:
    history.store_string(line)
    history.keep()


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    return tmp_path / "history"


def test_others_are_shut_out(file: Path) -> None:
    """A file that others could read is theirs no longer, and keeps its lines."""
    _keep(OwnHistory(file), "PE tools")
    file.chmod(0o644)

    assert ["PE tools"] == list(OwnHistory(file).load_history_strings())
    assert 0o600 == file.stat().st_mode & 0o777


def test_a_long_file_is_shortened(file: Path) -> None:
    """Of a file that has grown long the latest lines are kept, each whole."""
    history = OwnHistory(file)
    lines = [f"{number} {'tools ' * 200}" for number in range(300)]
    for line in lines:
        _keep(history, line)
    kept = list(OwnHistory(file).load_history_strings())

    assert file.stat().st_size <= MOST_BYTES
    assert kept
    assert lines[::-1][: len(kept)] == kept


def test_one_endless_line(file: Path) -> None:
    """A single line longer than all that is kept is let go."""
    _keep(OwnHistory(file), "x" * 2 * MOST_BYTES)

    assert [] == list(OwnHistory(file).load_history_strings())


def test_halves_of_characters(file: Path) -> None:
    """What is no text is kept as what stands in for it."""
    _keep(OwnHistory(file), "PE \ud800")

    assert ["PE ?"] == list(OwnHistory(file).load_history_strings())


def test_no_ordinary_file(file: Path, tmp_path: Path) -> None:
    """Neither a link, a pipe nor a folder is written to."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(elsewhere)
    os.mkfifo(pipe)
    file.mkdir()
    for one in (link, pipe, file):
        with pytest.raises(OSError, match=one.name):
            OwnHistory(one)

    assert "" == elsewhere.read_text()


def test_a_disk_that_fails_ends_nothing(tmp_path: Path) -> None:
    """A line that cannot be kept any more is let go without a word."""
    file = tmp_path / "state" / "history"
    history = OwnHistory(file)
    file.unlink()
    file.parent.rmdir()
    _keep(history, "PE tools")

    assert [] == list(history.load_history_strings())


def test_only_what_is_kept_is_written(file: Path) -> None:
    """What was typed last is kept once it is said to be, and once only; a pasted text never."""
    history = OwnHistory(file)
    history.store_string("PE tools")
    before = file.read_bytes()
    history.keep()
    history.keep()
    _keep(history, "I am a baker\nand so on")

    assert b"" == before
    assert ["PE tools"] == list(OwnHistory(file).load_history_strings())
