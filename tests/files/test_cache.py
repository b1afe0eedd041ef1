"""Proved knowledge is kept from one start to the next, and dropped when anything has changed."""

import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from bot.files import Broken, load, load_cached, reader
from tests.files.conftest import Folder

ROLE = "roles/pastry-engineer/facts.yaml"


@pytest.fixture(name="cache")
def _cache(tmp_path: Path) -> Path:
    return tmp_path / "user" / "cache" / "knowledge.pickle"


def test_the_cache_holds_the_same(folder: Folder, cache: Path) -> None:
    """From the cache comes what the files hold."""
    first = load_cached(folder.path, cache)
    again = load_cached(folder.path, cache)

    assert load(folder.path) == first == again
    assert first.version == again.version


def test_the_cache_is_taken(folder: Folder, cache: Path) -> None:
    """While nothing has changed the files are not read again."""
    load_cached(folder.path, cache)
    kept, knowledge = pickle.loads(cache.read_bytes())  # noqa: S301  # made right here
    cache.write_bytes(pickle.dumps((kept, replace(knowledge, version="kept"))))

    assert "kept" == load_cached(folder.path, cache).version


def test_a_change_is_seen(folder: Folder, cache: Path) -> None:
    """A file that was changed is read again."""
    load_cached(folder.path, cache)
    folder.change(ROLE, "Bakes pastry for many", "Bakes pastry for everybody")
    gist = load_cached(folder.path, cache).roles["pastry-engineer"].sections["definition"].gist

    assert "Bakes pastry for everybody" == gist


def test_a_change_of_the_same_length_is_seen(folder: Folder, cache: Path) -> None:
    """A change that leaves the size as it was is seen by its time."""
    load_cached(folder.path, cache)
    folder.change(ROLE, "Bakes pastry for many", "Bakes pastry for them")
    seen = (folder.path / ROLE).stat()
    os.utime(folder.path / ROLE, ns=(seen.st_atime_ns, seen.st_mtime_ns + 10**9))
    gist = load_cached(folder.path, cache).roles["pastry-engineer"].sections["definition"].gist

    assert "Bakes pastry for them" == gist


@pytest.mark.parametrize("name", ["everyday.txt", "foreign_words.txt"])
def test_a_change_of_the_words_is_seen(folder: Folder, cache: Path, name: str) -> None:
    """What the reader knows is read again where it was changed, though it is no YAML."""
    (folder.path / "reader").mkdir()
    folder.write(f"reader/{name}", "bakery\n")
    before = load_cached(folder.path, cache)
    folder.write(f"reader/{name}", "bakery\nbaguette\n")
    after = load_cached(folder.path, cache)
    words = {*after.everyday, *after.foreign_words} - {*before.everyday, *before.foreign_words}

    assert {"baguette"} == words


def test_new_weights_are_seen(folder: Folder, cache: Path) -> None:
    """Weights that were fitted anew are taken at the next start."""
    weights = load_cached(folder.path, cache).weights
    assert weights is not None
    reader.write(folder.path, replace(weights, questions="anew"))
    anew = load_cached(folder.path, cache).weights

    assert anew is not None
    assert "anew" == anew.questions


def test_a_fault_is_seen(folder: Folder, cache: Path) -> None:
    """Knowledge that was broken since is not taken from the cache."""
    load_cached(folder.path, cache)
    folder.change(ROLE, "name:", "nme:")

    with pytest.raises(Broken):
        load_cached(folder.path, cache)


@pytest.mark.parametrize("name", ["notes.yaml", "roles/cake-decorator.yml"])
def test_a_new_file_is_seen(folder: Folder, cache: Path, name: str) -> None:
    """A file that came makes the cache old, also one that is no part of the knowledge."""
    load_cached(folder.path, cache)
    folder.write(name, "a: 1\n")

    with pytest.raises(Broken):
        load_cached(folder.path, cache)


def test_broken_knowledge_is_not_kept(folder: Folder, cache: Path) -> None:
    """What has problems leaves no cache."""
    folder.change(ROLE, "name:", "nme:")
    with pytest.raises(Broken):
        load_cached(folder.path, cache)

    assert not cache.exists()


def test_folders_are_kept_apart(folder: Folder, cache: Path, tmp_path: Path) -> None:
    """The cache of one folder is not taken for another."""
    load_cached(folder.path, cache)
    folder.path.rename(tmp_path / "moved")
    folder.path.mkdir()

    with pytest.raises(Broken):
        load_cached(folder.path, cache)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps(None),
        pickle.dumps(("state", "knowledge")),
        pickle.dumps((1, 2, 3)),
        # a class that is gone
        b"\x80\x04\x8c\x04gone\x8c\x05Thing\x93.",
        # a length that no memory has
        b"\x80\x05\x95" + b"\xff" * 8,
        # memory that no length has
        b"\x80\x05\x96" + b"\xff" * 7 + b"\x0f",
    ],
)
def test_a_bad_cache_is_no_harm(folder: Folder, cache: Path, content: bytes) -> None:
    """Whatever stands in the cache, the files are read instead."""
    cache.parent.mkdir(parents=True)
    cache.write_bytes(content)

    assert load(folder.path) == load_cached(folder.path, cache)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cache_cut_short_is_no_harm(folder: Folder, cache: Path, share: float) -> None:
    """A cache that was cut short is not taken."""
    load_cached(folder.path, cache)
    content = cache.read_bytes()
    cache.write_bytes(content[: int(len(content) * share)])

    assert load(folder.path) == load_cached(folder.path, cache)


def test_no_place_for_a_cache(folder: Folder, tmp_path: Path) -> None:
    """Where no cache can be written the knowledge is loaded all the same."""
    (tmp_path / "file").write_text("in the way")

    assert load(folder.path) == load_cached(folder.path, tmp_path / "file" / "knowledge.pickle")


def test_the_cache_is_for_its_user_alone(folder: Folder, cache: Path) -> None:
    """Nobody else may read or write the cache or its folder."""
    load_cached(folder.path, cache)

    assert not cache.stat().st_mode & 0o077
    assert not cache.parent.stat().st_mode & 0o022
    assert [cache] == list(cache.parent.iterdir())


class _Orders:
    """What makes a file when it is unpickled."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.made),)


def test_nothing_in_the_cache_is_executed(folder: Folder, cache: Path, tmp_path: Path) -> None:
    """A cache that gives orders, beside the right knowledge even, is not taken, nor obeyed."""
    made = tmp_path / "made"
    expected = load_cached(folder.path, cache)
    kept, knowledge = pickle.loads(cache.read_bytes())  # noqa: S301  # made right here
    cache.write_bytes(pickle.dumps((kept, knowledge, _Orders(made))))

    assert expected == load_cached(folder.path, cache)
    assert not made.exists()
