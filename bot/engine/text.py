"""Fold, split and compare strings.

What people type becomes words that can be looked up: `fold` makes "ML-Engineer" and
"ml engineer" one, `words` keeps where a clause begins, `stem` lets a plural meet its singular.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

MAX_CHARS = 4096
"""Telegram's limit for a message; what is longer is cut before anything else."""
MAX_WORDS = 130
"""Words looked at: of a longer text its beginning and, where people ask, its end."""
END = 800
"""Letters of each end of a long text in which its words are looked for."""
ABBREVIATED = frozenset(
    {"vs", "eg", "ie", "approx", "incl", "resp", "sr", "jr", "dr", "mr", "mrs"}
)
INITIALS = frozenset(
    (head, tail) for head in ("b", "m", "ph", "u") for tail in ("a", "d", "e", "k", "s", "sc")
)
"""Words parted by full stops that are one: "B.Sc.", "Ph.D.", "U.S."."""
"""Words whose full stop ends no sentence."""

_WORD = re.compile(
    r"[a-z]++(?:-\d{3,}){2,}|\d++(?:[.,]\d+)+|[^\W_]++(?:\+\+|#)?"
    r"|[,:!?;\n]|\.(?![^\W_])|->|\$"
)
"""A name with two numbers behind it is one word, a catalogue's: "cve-2019-6446"; a full stop
with a letter behind it ends nothing: "B.Tech"."""
_COMMAS = frozenset(",:")
_STOPS = frozenset(".!?;\n")
_ENDS = frozenset(".!?")
_ARROWS = str.maketrans({"→": "->", "➡": "->", "⇒": "->", "➔": "->", "⟶": "->", "»": "->"})
_APOSTROPHES = re.compile(r"['’‘`´]")  # noqa: RUF001  # the quotes that phones really type
_PRICE = re.compile(r"(?<!\$)\$++(?=\s?\d)")
_MONEY = re.compile(r"\$+")
_LONG_ARROW = re.compile(r"(?<![-=~])[-=~]++>++")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u3099\u309a]")
_LISTED = re.compile(r"(?<!\S)\d{1,2}\)(?=\s)")
"""Numbers of a list: "1) MLE 2) DS"."""
_ELONGATED = re.compile(r"(\w)\1{2,}")


class Word(NamedTuple):
    """One folded word of a question."""

    text: str
    clause: int
    """Number of the clause it stands in; a comma or a full stop begins a new one."""
    sentence: int
    """Number of the sentence it stands in."""
    asks: bool = False
    """That sentence ends in a question mark."""
    run: int = 0
    """Number of the run of words it stands in, beyond which no phrase goes; lines may break."""


def fold(text: str) -> str:
    """Return the text in the one shape in which strings are compared.

    NFKC, casefold, no accents or apostrophes, arrows as "->", "soooo" as "soo"; `+` and `#` stay.
    A sum loses its sign: "$90k" does not ask for pay.
    """
    text = text[:MAX_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ARROWS))[:MAX_CHARS]
    text = text.casefold()
    if not (text.isascii() or (unicodedata.is_normalized("NFD", text) and _plain(text))):
        plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", "".join(plain))
    text = _APOSTROPHES.sub("", text)
    if ")" in text:
        text = _LISTED.sub(",", text)
    if "$" in text or ">" in text:
        text = _MONEY.sub("$", _LONG_ARROW.sub("->", _PRICE.sub("", text)))
    return _ELONGATED.sub(r"\1\1", text)


def _plain(text: str) -> bool:
    """Tell whether a text has no combining marks."""
    return _MARKS.search(text) is None


def words(text: str, spellings: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Word, ...]:
    """Split a text into folded words, at most `MAX_WORDS`.

    `spellings` rewrites single words before they are looked up: "whats" -> "what", "is".
    """
    if len(text) > 2 * END:
        text = f"{text[:END]}\n{text[:MAX_CHARS][-END:]}"
    found: list[tuple[str, int, int, int]] = []
    asking: set[int] = set()
    clause = sentence = run = 0
    written = (spellings or {}).get
    for token in _WORD.findall(fold(text)):
        if token in _STOPS:
            if token == "." and _abbreviated([word[0] for word in found[-2:]]):
                continue
            if token == "?":
                asking.add(sentence)
            run += token in _ENDS
            sentence += 1
            clause += 1
        elif token in _COMMAS:
            clause += 1
        elif token == "but":
            clause += 1
            found.append((token, clause, sentence, run))
        elif (meant := written(token)) is not None:
            found += [(word, clause, sentence, run) for word in meant]
        else:
            found.append((token, clause, sentence, run))
    every = [Word(*word[:3], word[2] in asking, word[3]) for word in found]
    if len(every) > MAX_WORDS:
        head, tail = every[: MAX_WORDS // 2], every[-MAX_WORDS // 2 :]
        every = [*head, *(word._replace(clause=word.clause + 1, run=run + 1) for word in tail)]
    return tuple(every)


def _abbreviated(last: Sequence[str]) -> bool:
    """Tell whether a full stop behind these words ends nothing: "vs.", "Ph.D."."""
    return bool(last) and (last[-1] in ABBREVIATED or tuple(last) in INITIALS)


def stem(word: str) -> str:
    """Return the word without a plural ending; words of three letters stay ("mls", "aws")."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def uninflected(word: str) -> tuple[str, ...]:
    """Return what a verb may be a form of: "looked" -> "look", "looke"; nothing for others."""
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2:
            return (base, base + "e", single(base))
    return ()


def undoubled(word: str) -> Iterator[str]:
    """Yield the word without each letter that stands twice: "mlsse" -> "mlse"."""
    for at, letter in enumerate(word[:-1]):
        if letter == word[at + 1]:
            yield word[:at] + word[at + 1 :]


def single(word: str) -> str:
    """Return the word without letters drawn out at its end: "heyy" -> "hey"."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def key(phrase: str, spellings: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Return the stems of a phrase's words: the form under which it is looked up."""
    return tuple(stem(word.text) for word in words(phrase, spellings))


def edits_allowed(length: int) -> int:
    """Return how many edits a word of this length may have and still be itself.

    Short words are near one another (MLE, MLSE, MLS), so they allow none.
    """
    if length < 5:
        return 0
    return 1 if length < 8 else 2 if length < 12 else 3


def edits(typed: str, meant: str) -> int | None:
    """Return the number of edits from `typed` to `meant`, or None when it is too many.

    An edit is an insertion, a loss, another letter or a transposition of neighbours.
    Beyond the number allowed for its length, a word of four letters may have one
    transposition, and the first letter must be right unless it only changed places.
    """
    limit = edits_allowed(len(meant))
    distance = OSA.distance(typed, meant, score_cutoff=max(limit, 1))
    if distance > max(limit, 1) or (limit == 0 and not transposed(typed, meant)):
        return None
    if typed.endswith("ed") and meant.endswith("er"):
        return None  # "managed" is no "manager"
    if distance == 1 and len(meant) == 5 and len(typed) == 5 and not _slip(typed, meant):
        return None
    if typed[0] != meant[0] and typed[:2] != meant[1::-1] and (distance > 1 or len(meant) < 6):
        return None
    return distance


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> Iterator[frozenset[str]]:
    """Yield each pair of letters that lie beside or below one another."""
    for upper, row in enumerate(_ROWS):
        below = _ROWS[upper + 1] if upper + 1 < len(_ROWS) else ""
        for place, letter in enumerate(row):
            for other in row[place + 1 : place + 2] + below[max(place - 1, 0) : place + 1]:
                yield frozenset((letter, other))


_NEAR = frozenset(_neighbours())


def near(letter: str) -> frozenset[str]:
    """Return the letters whose keys lie beside that of a letter."""
    return frozenset().union(*(pair for pair in _NEAR if letter in pair)) - {letter}


def _slip(typed: str, meant: str) -> bool:
    """Tell whether one letter became its neighbour on the keyboard.

    "tooks" is "tools" so mistyped; "stock" is no "stack".
    """
    if transposed(typed, meant):
        return True
    differ = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    return all(frozenset(pair) in _NEAR for pair in differ)


def slip(typed: str, meant: str) -> bool:
    """Tell whether one slip of a finger makes a short word of another: "dta", "dzta", "ia".

    A letter lost, doubled or beside its key, or two that changed places. A word of two letters
    has nothing to lose.
    """
    if typed == meant or OSA.distance(typed, meant, score_cutoff=1) > 1:
        return False
    if len(typed) == len(meant):
        return typed == meant[::-1] or (len(meant) > 2 and _slip(typed, meant))
    if len(typed) < len(meant):
        return len(meant) > 3
    return len(meant) > 3 or meant in set(undoubled(typed))


def transposed(typed: str, meant: str) -> bool:
    """Tell whether two neighbouring letters changed places, and nothing else."""
    return (
        len(typed) == len(meant) > 2
        and sorted(typed) == sorted(meant)
        and OSA.distance(typed, meant, score_cutoff=1) == 1
    )


def join(names: Iterable[str], last: str = "and") -> str:
    """Return names as a list in words: "a, b and c"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"
