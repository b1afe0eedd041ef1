"""Labelled ads are read, proved, and known by their digest; what reads them is packed whole."""

from pathlib import Path

import pytest

from bot.engine.weights import AdWeights, Table
from bot.files import ads, reader
from bot.files.questions import Unreadable

_GOOD = """
- role: "pastry-engineer"
  also: ["bread-engineer"]
  style: "corporate"
  text: |
    Pastry Engineer
    - bake
  lines: {title: [1], duty: [2]}
- what: "cv"
  text: "I bake."
"""
TABLE = Table(("a", "b"), (0.5, -1.0), ("bake", "sell"), b"\x01\xff\x7f\x80", 0.25)
WEIGHTS = AdWeights(TABLE, TABLE, TABLE, "digest")


def test_labelled_ads(tmp_path: Path) -> None:
    """An ad has its role and the kinds of its lines; what is no ad has no role."""
    (tmp_path / "some.yaml").write_text(_GOOD)
    one, other = ads.read_ads(tmp_path)

    assert ("pastry-engineer", ("bread-engineer",), "corporate") == (one.role, one.also, one.style)
    assert {0: "title", 1: "duty"} == one.lines
    assert ("", "cv") == (other.role, other.style)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("a: b", "a list of labelled ads is expected"),
        ("- role: x", "`text` is missing"),
        ("- text: x", "`role` is missing"),
        ("- {text: x, role: y, lines: {praise: [1]}}", "none of the kinds of lines"),
        ("- {text: x, role: y, lines: {duty: [one]}}", "invalid literal"),
    ],
)
def test_what_is_no_labelled_ad(tmp_path: Path, written: str, what: str) -> None:
    """A file that is wrong is named with what is wrong."""
    (tmp_path / "some.yaml").write_text(written)

    with pytest.raises(Unreadable, match=what):
        ads.read_ads(tmp_path)


def test_the_digest_knows_every_change(tmp_path: Path) -> None:
    """Another text, another digest."""
    (tmp_path / "ads").mkdir()
    (tmp_path / "ads" / "some.yaml").write_text(_GOOD)
    before = ads.digest(tmp_path)
    (tmp_path / "ads" / "some.yaml").write_text(_GOOD.replace("bake", "knead"))

    assert before != ads.digest(tmp_path)


def test_what_reads_ads_is_packed_whole(tmp_path: Path) -> None:
    """Written and read again it is the same."""
    path = reader.write(tmp_path, WEIGHTS)

    assert "ads.bin" == path.name
    assert WEIGHTS == reader.unpack_ads(path.read_bytes())
    assert WEIGHTS == reader.read(tmp_path).ads


@pytest.mark.parametrize(
    "packed",
    [b"", b"rolewise ads 0\n", reader.pack_ads(WEIGHTS)[:-9], reader.ADS_MAGIC + b"nothing"],
)
def test_what_is_none_of_ours(packed: bytes) -> None:
    """What is cut short or of another version is refused."""
    with pytest.raises(reader.Unreadable, match="run rolewise train"):
        reader.unpack_ads(packed)
