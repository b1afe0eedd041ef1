"""The files of the reader of questions: fitted weights, and lists of words.

    reader/weights.bin          the model that reads questions, written by `rolewise train`
    reader/cards.bin            the model that chooses a card of the topics, written by it too
    reader/ads.bin              the models that read job ads, written by it too
    reader/everyday.txt         common English words, one per line, never corrected into a name
    reader/foreign_words.txt    short words of other languages, one per line
    languages/<name>.txt        a glossary with lines "native words = english words"

A knowledge folder without them is read with those shipped with the program, which do not depend
on its roles.
"""

import json
import lzma
import math
from array import array
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from bot.engine.knowledge import Glossary
from bot.engine.language import text
from bot.engine.weights import AdWeights, CardWeights, Table, Weights
from bot.files import packaged, regular
from bot.files.problems import Problem

FOLDER = "reader"
LANGUAGES = "languages"
NAMES = ("weights.bin", "cards.bin", "ads.bin", "everyday.txt", "foreign_words.txt")
MAGIC = b"rolewise weights 3\n"
CARDS_MAGIC = b"rolewise cards 2\n"
ADS_MAGIC = b"rolewise ads 1\n"
ROWS = ("rarities", "sizes", "lanes", "weights")
"""Fields of the model of cards that are bytes."""
TABLES = ("kinds", "signs", "roles")
MOST_BYTES = 32_000_000
"""Maximum bytes of weights that are unpacked."""
SHOWN = 80
"""Characters shown of a bad line."""
MOST_MEMORY = 128_000_000
"""Maximum bytes of the unpacked weights."""


FAULTS = (
    lzma.LZMAError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""Errors that reading a foreign or damaged file may raise."""


class Unreadable(Exception):
    """A file of the reader is missing or invalid."""

    def __init__(self, path: str, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.problem = Problem(path, line, what)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the folder holds."""

    everyday: tuple[str, ...] = ()
    foreign_words: frozenset[str] = frozenset()
    weights: Weights | None = None
    cards: CardWeights | None = None
    ads: AdWeights | None = None
    languages: Mapping[str, Glossary] = field(default_factory=dict)


def read(folder: Path) -> Fitted:
    """Return the reader's files from a knowledge folder, or else those shipped with the program.

    Raises:
        Unreadable: if a file is truncated or of another version.
    """
    weights, cards, ads, *_ = paths(folder)
    return replace(
        words(folder),
        weights=unpack(_content(weights, folder)) if weights.is_file() else None,
        cards=unpack_cards(_content(cards, folder)) if cards.is_file() else None,
        ads=unpack_ads(_content(ads, folder)) if ads.is_file() else None,
    )


def words(folder: Path) -> Fitted:
    """Return the lists of words without weights, for training.

    Raises:
        Unreadable: if a file is not text, or a line of a glossary is malformed.
    """
    _, _, _, everyday, foreign, *languages = paths(folder)
    return Fitted(
        tuple(_words(everyday, folder)),
        frozenset(_words(foreign, folder)),
        languages={path.stem.capitalize(): _glossary(path, folder) for path in languages},
    )


def paths(folder: Path) -> list[Path]:
    """Return the paths of the reader's files, each from the folder or else the program's."""
    every = [folder / FOLDER / name for name in NAMES]
    own = folder / LANGUAGES
    languages = sorted((own if own.is_dir() else packaged() / LANGUAGES).glob("*.txt"))
    return [p if p.is_file() else packaged() / FOLDER / p.name for p in every] + languages


def _content(path: Path, folder: Path) -> bytes:
    """Return the content of a file of a knowledge folder, or else the program's."""
    inside = folder if path.is_relative_to(folder) else None
    try:
        return regular.read(path, inside)
    except OSError as error:
        raise Unreadable(f"{path.parent.name}/{path.name}", f"cannot be read: {error}") from error


def _text(path: Path, folder: Path) -> str:
    try:
        return _content(path, folder).decode()
    except UnicodeDecodeError as error:
        what = f"cannot be read as UTF-8 text: {error}"
        raise Unreadable(f"{path.parent.name}/{path.name}", what) from error


def _glossary(path: Path, folder: Path) -> Glossary:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, line in enumerate(_text(path, folder).splitlines(), 1):
        native, equals, english = line.partition(" = ")
        phrase = tuple(word.text for word in text.words(native))
        if line.startswith("#") or not line.strip():
            continue
        if not (equals and phrase and english.strip()):
            what = f'{line[:SHOWN]!r} is no "native words = english words"'
            raise Unreadable(f"{LANGUAGES}/{path.name}", what, number)
        found[phrase] = tuple(english.split())
    return found


def pack(weights: Weights) -> bytes:
    """Return weights in the format of the file: a JSON header and the rows, both compressed."""
    head = {name: one for name, one in asdict(weights).items() if not isinstance(one, bytes)}
    text = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    body = len(text).to_bytes(4, "little") + text + weights.sizes + weights.rows
    return MAGIC + lzma.compress(body, preset=9)


def pack_ads(weights: AdWeights) -> bytes:
    """Return ad weights in the format of the file: a JSON header and the rows of the tables."""
    tables = [getattr(weights, name) for name in TABLES]
    head = {"ads": weights.ads, "tables": [{**asdict(one), "rows": ""} for one in tables]}
    text = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    rows = b"".join(one.rows for one in tables)
    return ADS_MAGIC + lzma.compress(len(text).to_bytes(4, "little") + text + rows, preset=9)


def pack_cards(weights: CardWeights) -> bytes:
    """Return the weights for cards in the format of the file: a JSON header and the rows."""
    rows = [getattr(weights, name) for name in ROWS]
    head = {name: one for name, one in asdict(weights).items() if name not in ROWS}
    head["rows"] = [len(one) for one in rows]
    text = json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode()
    body = len(text).to_bytes(4, "little") + text + b"".join(rows)
    return CARDS_MAGIC + lzma.compress(body, preset=9)


def write(folder: Path, weights: Weights | CardWeights | AdWeights) -> Path:
    """Write weights into a knowledge folder, atomically, and return the path."""
    if isinstance(weights, AdWeights):
        name, packed = "ads.bin", pack_ads(weights)
    elif isinstance(weights, CardWeights):
        name, packed = "cards.bin", pack_cards(weights)
    else:
        name, packed = "weights.bin", pack(weights)
    path = folder / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(packed)
    beside.replace(path)
    return path


def unpack(packed: bytes) -> Weights:
    """Return the weights that were packed.

    Raises:
        Unreadable: if they are truncated or of another version.
    """
    path = f"{FOLDER}/weights.bin"
    body = _body(packed, MAGIC, path)
    try:
        head, at = _head(body)
        rows = at + len(head["vocabulary"])
        weights = Weights(
            heads={name: _strings(classes) for name, classes in head["heads"].items()},
            vocabulary=_strings(head["vocabulary"]),
            sizes=body[at:rows],
            rows=body[rows:],
            scales=tuple(map(_number, head["scales"])),
            biases=tuple(map(_number, head["biases"])),
            asked={name: _number(one) for name, one in head["asked"].items()},
            signs={name: _number(one) for name, one in head["signs"].items()},
            calibration=tuple((_number(a), _number(b)) for a, b in head["calibration"]),
            questions=str(head["questions"]),
        )
        lanes = sum(map(len, weights.heads.values()))
        if not lanes == len(weights.scales) == len(weights.biases):
            raise ValueError(f"{lanes} classes have as many scales and biases")
    except FAULTS as error:
        raise _unreadable(path, error) from error
    outside = max(weights.rows[::2], default=0) >= len(weights.biases)
    if len(weights.rows) != 2 * sum(weights.sizes) or outside:
        raise Unreadable(path, "is cut short or damaged; run rolewise train")
    return weights


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError("a list of words is expected")
    return tuple(values)


def _number(value: object) -> float:
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        raise TypeError(f"{value!r:.40} is no number")
    return float(value)


def _words(path: Path, folder: Path) -> list[str]:
    return _text(path, folder).split() if path.is_file() else []


def unpack_cards(packed: bytes) -> CardWeights:
    """Return the weights for cards.

    Raises:
        Unreadable: if they are truncated or of another version.
    """
    path = f"{FOLDER}/cards.bin"
    body = _body(packed, CARDS_MAGIC, path)
    try:
        head, at = _head(body)
        ends = [*accumulate(head["rows"], initial=at)]
        weights = CardWeights(
            classes=_strings(head["classes"]),
            biases=tuple(map(_number, head["biases"])),
            vocabulary=_strings(head["vocabulary"]),
            **{name: body[a:b] for name, (a, b) in zip(ROWS, pairwise(ends), strict=True)},
            rare=_number(head["rare"]),
            scale=_number(head["scale"]),
            questions=str(head["questions"]),
        )
        rows = {len(weights.vocabulary), len(weights.rarities), len(weights.sizes) // 2}
        whole = (len(weights.biases), len(rows), ends[-1])
        if whole != (len(weights.classes), 1, len(body)):
            raise ValueError("its parts do not belong together")
        sizes, lanes = array("H", weights.sizes), array("H", weights.lanes)
        outside = max(lanes, default=0) >= max(len(weights.classes), 1)
        if not sum(sizes) == len(lanes) == len(weights.weights) or outside:
            raise ValueError("its rows are damaged")
    except FAULTS as error:
        raise _unreadable(path, error) from error
    return weights


def unpack_ads(packed: bytes) -> AdWeights:
    """Return the ad weights that were packed.

    Raises:
        Unreadable: if they are truncated or of another version.
    """
    path = f"{FOLDER}/ads.bin"
    body = _body(packed, ADS_MAGIC, path)
    try:
        head, at = _head(body)
        tables = []
        for one in head["tables"]:
            size = len(one["classes"]) * len(one["vocabulary"])
            lists = {name: tuple(one[name]) for name in ("classes", "biases", "vocabulary")}
            tables.append(Table(**lists, rows=body[at : at + size], scale=float(one["scale"])))
            at += size
        weights = AdWeights(**dict(zip(TABLES, tables, strict=True)), ads=str(head["ads"]))
    except FAULTS as error:
        raise _unreadable(path, error) from error
    if at != len(body):
        raise Unreadable(path, "is cut short or damaged; run rolewise train")
    return weights


def _head(body: bytes) -> tuple[Any, int]:
    """Return the JSON header of unpacked weights, and where the rows begin."""
    at = 4 + int.from_bytes(body[:4], "little")
    return json.loads(body[4:at]), at


def _body(packed: bytes, magic: bytes, path: str) -> bytes:
    if not packed.startswith(magic):
        raise Unreadable(path, "is of another version; run rolewise train")
    try:
        unpacker = lzma.LZMADecompressor(memlimit=MOST_MEMORY)
        body = unpacker.decompress(packed[len(magic) :], MOST_BYTES)
        if not unpacker.eof:
            raise ValueError("its end is missing, or it is larger than any weights")
    except FAULTS as error:
        raise _unreadable(path, error) from error
    return body


def _unreadable(path: str, error: Exception) -> Unreadable:
    return Unreadable(path, f"cannot be read ({error}); run rolewise train")
