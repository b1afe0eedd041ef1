"""Proved knowledge is kept from one start to the next, and dropped when anything has changed."""

import os
import pickle
import stat
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.knowledge import Knowledge
from bot.files import Broken, load, load_cached, reader, values
from bot.files import knowledge as files
from tests.files.conftest import Folder
from tests.knowledge.packaged import knowledge

ROLE = "roles/pastry-engineer/facts.yaml"


class _Read(Exception):
    """The files were read."""


def _read(_: Path) -> Knowledge:
    raise _Read


@pytest.fixture(name="cache")
def _cache(tmp_path: Path) -> Path:
    return tmp_path / "user" / "cache" / "knowledge.cache"


def test_the_cache_holds_the_same(folder: Folder, cache: Path) -> None:
    """From the cache comes what the files hold."""
    first = load_cached(folder.path, cache)
    again = load_cached(folder.path, cache)

    assert load(folder.path) == first == again
    assert first.version == again.version


def test_the_cache_is_taken(folder: Folder, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing has changed the files are not read again."""
    expected = load_cached(folder.path, cache)
    monkeypatch.setattr(files, "load", _read)

    assert expected == load_cached(folder.path, cache)


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


def _whole(state: bytes, made: object) -> bytes:
    """Return a cache of the right files, unharmed, which holds that."""
    packed = values.pack(made)
    return state + b"\n" + zlib.crc32(packed).to_bytes(4, "little") + packed


def test_a_bad_cache_is_no_harm(folder: Folder, cache: Path) -> None:
    """Whatever stands in the cache, cut short, altered or made up, the files are read."""
    expected = load_cached(folder.path, cache)
    good = cache.read_bytes()
    state, _, _ = good.partition(b"\n")
    size = len(good)
    made_up: list[object] = [None, [], {}, [1] * 24, "a" * 24, [{}] * 24, [[]] * 24, [[[]]] * 24]
    altered = []
    for place in (0.01, 0.3, 0.6, 0.99):
        other = bytearray(good)
        other[int(size * place)] ^= 1
        altered.append(bytes(other))
    bad = [
        b"",
        b"no cache",
        # what an earlier version kept
        pickle.dumps(("state", "knowledge")),
        b"rolewise knowledge state\n0000\x02\x00\x00\x00[]",
        *(good[: int(size * share)] for share in (0.1, 0.5, 0.9, 0.999)),
        *altered,
        *(_whole(state, one) for one in made_up),
    ]
    wrong = []
    for content in bad:
        cache.write_bytes(content)
        wrong += [content[:40]] if load_cached(folder.path, cache) != expected else []

    assert [] == wrong


def test_no_place_for_a_cache(folder: Folder, tmp_path: Path) -> None:
    """Where no cache can be written the knowledge is loaded all the same."""
    (tmp_path / "file").write_text("in the way")

    assert load(folder.path) == load_cached(folder.path, tmp_path / "file" / "knowledge.cache")


def test_the_cache_is_for_its_user_alone(folder: Folder, cache: Path) -> None:
    """Nobody else may read or write the cache or its folder, whatever they were before."""
    cache.parent.mkdir(parents=True)
    cache.parent.chmod(0o777)
    load_cached(folder.path, cache)

    assert 0o600 == stat.S_IMODE(cache.stat().st_mode)
    assert 0o700 == stat.S_IMODE(cache.parent.stat().st_mode)


def test_nothing_else_is_left(folder: Folder, cache: Path) -> None:
    """What a process left that was ended while it wrote goes with the next cache; no more does."""
    cache.parent.mkdir(parents=True)
    for name in ("knowledge.pickle", "knowledge.123", "rolewise.db"):
        (cache.parent / name).touch()
    load_cached(folder.path, cache)

    assert {"knowledge.cache", "rolewise.db"} == {one.name for one in cache.parent.iterdir()}


def _open_to_others(cache: Path) -> None:
    cache.chmod(0o666)


def _in_a_folder_open_to_others(cache: Path) -> None:
    cache.parent.chmod(0o777)


def _a_link(cache: Path) -> None:
    cache.rename(cache.with_name("elsewhere"))
    cache.symlink_to("elsewhere")


def _in_a_linked_folder(cache: Path) -> None:
    elsewhere = cache.parent.rename(cache.parent.with_name("elsewhere"))
    cache.parent.symlink_to(elsewhere)


def _a_pipe(cache: Path) -> None:
    cache.unlink()
    os.mkfifo(cache)


def _of_another_user(cache: Path) -> None:
    if os.geteuid():
        pytest.skip("only root may give a file away")
    os.chown(cache, 65_534, 65_534)


def _in_a_folder_of_another_user(cache: Path) -> None:
    if os.geteuid():
        pytest.skip("only root may give a folder away")
    os.chown(cache.parent, 65_534, 65_534)


@pytest.mark.parametrize(
    "change",
    [
        _open_to_others,
        _in_a_folder_open_to_others,
        _a_link,
        _in_a_linked_folder,
        _a_pipe,
        _of_another_user,
        _in_a_folder_of_another_user,
    ],
)
def test_not_ours_alone(
    folder: Folder,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
) -> None:
    """What others may have made, or may write, is not taken, nor is a pipe waited for."""
    load_cached(folder.path, cache)
    change(cache)
    monkeypatch.setattr(files, "load", _read)

    with pytest.raises(_Read):
        load_cached(folder.path, cache)


def test_no_cache_where_others_write(folder: Folder, tmp_path: Path) -> None:
    """Through a link no cache is written either."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere")
    load_cached(folder.path, tmp_path / "linked" / "knowledge.cache")

    assert [] == list((tmp_path / "elsewhere").iterdir())


def test_values() -> None:
    """All that a knowledge is made of comes back as it was."""
    assert knowledge() == values.unpack(values.pack(knowledge()), Knowledge)


def test_no_kind_of_value() -> None:
    """A kind that is not foreseen is told at once, not when it is read."""
    with pytest.raises(TypeError, match="no kind of value that can be kept"):
        values.unpack(values.pack([]), list)
