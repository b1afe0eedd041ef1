"""Weights and words are kept beside the knowledge, and weights are written whole or not at all."""

import json
import lzma
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.weights import CardWeights
from bot.files import Broken, load, packaged, reader
from bot.files.reader import MAGIC, Unreadable, pack, pack_cards, unpack, unpack_cards
from tests.files.conftest import Folder
from tests.files.few import WEIGHTS
from tests.generated import few

EVERYDAY = ("the", "oven")


def _packed(**changes: object) -> bytes:
    """Return what a file holds whose head is another, None for a key that is missing."""
    head: dict[str, object] = {**asdict(WEIGHTS), **changes}
    sizes, rows = head.pop("sizes"), head.pop("rows")
    text = json.dumps({name: value for name, value in head.items() if value is not None}).encode()
    assert isinstance(sizes, bytes)
    assert isinstance(rows, bytes)
    return MAGIC + lzma.compress(len(text).to_bytes(4, "little") + text + sizes + rows)


def test_pack_and_unpack() -> None:
    """What was packed comes out as it was."""
    assert unpack(pack(WEIGHTS)) == WEIGHTS


def test_the_file_is_always_the_same() -> None:
    """The same weights make the same bytes, so that a change of the file is one of the weights."""
    assert pack(WEIGHTS) == pack(unpack(pack(WEIGHTS)))


@few
@given(st.data())
def test_any_weights(data: st.DataObject) -> None:
    """Weights of any size and with any words are packed and unpacked."""
    vocabulary = data.draw(st.lists(st.text(max_size=9), max_size=5).map(tuple))
    lanes = st.dictionaries(st.integers(0, 2), st.integers(1, 255))
    table = [data.draw(lanes) for _ in vocabulary]
    rows = bytes([byte for row in table for pair in row.items() for byte in pair])
    weights = replace(WEIGHTS, vocabulary=vocabulary, sizes=bytes(map(len, table)), rows=rows)

    assert unpack(pack(weights)) == weights


def test_cut_short() -> None:
    """Weights of which an end is missing are refused."""
    whole = pack(WEIGHTS)
    read, refused = [], []
    for end in range(len(whole)):
        try:
            read.append(unpack(whole[:end]))
        except Unreadable as error:
            refused.append(error.problem)

    assert not read
    assert {"reader/weights.bin"} == {problem.path for problem in refused}
    assert all("run rolewise train" in problem.what for problem in refused)


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (b"", "is of another version"),
        (b"rolewise weights 0\n" + pack(WEIGHTS)[len(MAGIC) :], "is of another version"),
        (b"# how to\n", "is of another version"),
        (MAGIC + b"no lzma", "cannot be read"),
        (MAGIC + lzma.compress(b""), "cannot be read"),
        (MAGIC + lzma.compress(b"\x02\x00\x00\x00[]"), "cannot be read"),
        # a length that no file has
        (MAGIC + lzma.compress(b"\xff\xff\xff\xff{}"), "cannot be read"),
        (_packed(scales=None), "cannot be read ('scales')"),
        (_packed(heads=["kind"]), "cannot be read"),
        (_packed(calibration=[0.5]), "cannot be read"),
        (_packed(vocabulary=["^ help", 7, "höher"]), "cannot be read"),
        (_packed(heads={"kind": ["explain"], "squares": ["squares"]}), "cannot be read"),
        (_packed(scales=[0.25, "x", 0.001]), "cannot be read"),
        (_packed(biases=[-1.5, float("nan"), 0.0]), "cannot be read"),
        (_packed(asked={"": []}), "cannot be read"),
        (MAGIC + lzma.compress(b"\xff\xff\x00\x00" + b"[" * 65_535), "cannot be read"),
        # as many weights as the features have, no more and no fewer, in lanes that there are
        (_packed(rows=WEIGHTS.rows[:-1]), "is cut short"),
        (_packed(rows=WEIGHTS.rows + b"\x00\x80"), "is cut short"),
        (_packed(vocabulary=["ROLE"]), "is cut short"),
        (_packed(rows=bytes([3, *WEIGHTS.rows[1:]])), "is cut short or damaged"),
    ],
)
def test_none_of_ours(packed: bytes, told: str) -> None:
    """Whatever else stands in the file is refused, with the way to make it anew."""
    with pytest.raises(Unreadable, match="run rolewise train") as caught:
        unpack(packed)

    assert told in str(caught.value)


def test_what_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would unpack to more than any weights have is not unpacked whole."""
    vocabulary = [""] * 10_000
    packed = _packed(vocabulary=vocabulary, sizes=bytes(len(vocabulary)), rows=b"")

    assert len(unpack(packed).vocabulary) == len(vocabulary)
    monkeypatch.setattr(reader, "MOST_BYTES", 10_000)
    with pytest.raises(Unreadable):
        unpack(packed)


def test_without_a_folder_of_its_own(tmp_path: Path) -> None:
    """Knowledge without a reader is read with what travels with the program."""
    fitted = reader.read(tmp_path)

    assert reader.read(packaged()) == fitted
    assert fitted.weights is not None
    assert "the" in fitted.everyday
    assert fitted.foreign_words


def test_glossary(folder: Folder) -> None:
    """A line of a glossary is a phrase and its English; the phrase is folded as questions are."""
    folder.write(
        "languages/spanish.txt", "# how to\n\n¿Cuánto gana? = how much earn\nSueldo = pay\n"
    )

    assert load(folder.path).languages["Spanish"] == {
        ("cuanto", "gana"): ("how", "much", "earn"),
        ("sueldo",): ("pay",),
    }


@pytest.mark.parametrize("line", ["sueldo pay", "sueldo =", " = pay", "sueldo=pay", "? = pay"])
def test_no_line_of_a_glossary(folder: Folder, line: str) -> None:
    """What is no line of a glossary is told with its place, and what a line looks like."""
    folder.write("languages/spanish.txt", f"sueldo = pay\n{line}\n")

    with pytest.raises(Broken) as caught:
        load(folder.path)

    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("languages/spanish.txt", 2)
    assert "native words = english words" in problem.what


def test_own_reader(folder: Folder) -> None:
    """A folder with a reader is read with that."""
    reader.write(folder.path, WEIGHTS)
    folder.write("reader/everyday.txt", "the\noven\n\n")
    folder.write("reader/foreign_words.txt", "el\nla\n")
    knowledge = load(folder.path)

    assert WEIGHTS == knowledge.weights
    assert EVERYDAY == knowledge.everyday
    assert {"el", "la"} == knowledge.foreign_words


def test_weights_alone_leave_the_words(folder: Folder) -> None:
    """Once weights were fitted for a folder, the common words are known in it as before."""
    before = load(folder.path)
    reader.write(folder.path, WEIGHTS)
    after = load(folder.path)

    assert (before.everyday, before.foreign_words) == (after.everyday, after.foreign_words)


def test_words_alone_leave_the_weights(folder: Folder) -> None:
    """A folder with words of its own is read with them, and with the weights of the program."""
    folder.remove("reader/weights.bin")
    folder.write("reader/everyday.txt", "the\n")
    knowledge = load(folder.path)

    assert ("the",) == knowledge.everyday
    assert reader.read(packaged()).weights == knowledge.weights


def test_words_without_weights(folder: Folder) -> None:
    """Who is about to fit weights needs the words alone, whatever the old weights are."""
    path = reader.write(folder.path, WEIGHTS)
    path.write_bytes(b"none of ours")
    words = reader.words(folder.path)

    assert words.weights is None
    assert reader.read(packaged()).everyday == words.everyday
    assert reader.read(packaged()).foreign_words == words.foreign_words


def test_unreadable_weights_are_a_problem_of_the_knowledge(folder: Folder) -> None:
    """Weights that cannot be read are told as any fault is."""
    path = reader.write(folder.path, WEIGHTS)
    path.write_bytes(path.read_bytes()[:-9])
    (problem,) = folder.problems()

    assert problem.startswith("[ERROR] reader/weights.bin: ")
    with pytest.raises(Broken):
        load(folder.path)


def test_write(folder: Folder) -> None:
    """Weights are written into the folder of the knowledge, over those that were there."""
    first = reader.write(folder.path, WEIGHTS)
    second = reader.write(folder.path, replace(WEIGHTS, questions="anew"))

    assert folder.path / "reader" / "weights.bin" == first == second
    assert "anew" == unpack(second.read_bytes()).questions
    assert [second] == list(second.parent.iterdir())


def test_written_whole_or_not_at_all(folder: Folder) -> None:
    """Where weights cannot be written whole, those from before are left as they were."""
    path = reader.write(folder.path, WEIGHTS)
    (path.parent / "weights.new").mkdir()  # stands where they are written first
    before = path.read_bytes()

    with pytest.raises(OSError, match=r"weights\.new"):
        reader.write(folder.path, replace(WEIGHTS, questions="anew"))

    assert before == path.read_bytes()


CARDS = CardWeights(
    ("no_degree/papers", ""),
    (-1.0, -0.9),
    ("diploma", "no"),
    b"\2\1",
    b"\1\0\2\0",
    b"\0\0\0\0\1\0",
    b"\x28\x10\xf0",
)


def test_cards_are_packed_and_unpacked(tmp_path: Path) -> None:
    """The weights that choose cards come out of their file as they went in."""
    reader.write(tmp_path, CARDS)

    assert reader.read(tmp_path).cards == CARDS
    assert unpack_cards(pack_cards(CARDS)) == CARDS


@pytest.mark.parametrize(
    "damaged",
    [
        replace(CARDS, biases=(0.0,)),
        replace(CARDS, vocabulary=("diploma",)),
        replace(CARDS, sizes=b"\1\0\1\0"),
        replace(CARDS, lanes=b"\0\0\0\0\2\0"),
        replace(CARDS, weights=b"\x28"),
    ],
    ids=["biases", "vocabulary", "sizes", "no such card", "weights"],
)
def test_damaged_cards(damaged: CardWeights) -> None:
    """Weights for cards whose parts do not belong together are refused."""
    with pytest.raises(Unreadable) as caught:
        unpack_cards(pack_cards(damaged))

    assert "rolewise train" in str(caught.value)


def test_cards_cut_short() -> None:
    """A file of which an end is missing, or of another kind, is refused."""
    whole = pack_cards(CARDS)
    for packed in (whole[:-9], whole[:30], pack(WEIGHTS), b""):
        with pytest.raises(Unreadable):
            unpack_cards(packed)
