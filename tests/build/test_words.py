"""The lists of common words are made from what is most often written, and made anew alike."""

from pathlib import Path

import pytest

from bot.files import packaged
from bot.files.reader import FOLDER


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return file -> its words, for lists written into an empty folder."""
    pytest.importorskip("wordfreq")
    from bot.build import words

    folder: Path = tmp_path_factory.mktemp("words")
    (folder / FOLDER).mkdir()
    return {path.name: path.read_text("utf-8").splitlines() for path in words.write(folder)}


def test_lists(written: dict[str, list[str]]) -> None:
    """Each list has each word once, English by how common it is; little words are none of it."""
    assert {"everyday.txt", "foreign_words.txt"} == set(written)
    for every in written.values():
        assert len(every) == len({*every})
    foreign, everyday = written["foreign_words.txt"], written["everyday.txt"]
    assert sorted(foreign) == foreign
    assert everyday.index("the") < everyday.index("people") < everyday.index("aaron")
    assert {"the", "people", "would"} <= set(written["everyday.txt"])
    assert {"que", "und", "pero", "avec"} <= set(written["foreign_words.txt"])
    assert not {"the", "and", "you", "what", "role"} & set(written["foreign_words.txt"])


@pytest.mark.parametrize("name", ["everyday.txt", "foreign_words.txt"])
def test_the_lists_of_the_program(written: dict[str, list[str]], name: str) -> None:
    """What travels with the program is what would be made anew."""
    packed = (packaged() / FOLDER / name).read_text("utf-8").splitlines()

    assert written[name] == packed
