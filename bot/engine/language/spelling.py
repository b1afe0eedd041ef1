"""The spelling of all words in phrases, and which of them a typed word may stand for.

1. Exact: the word, its plural, or a verb form that has no meaning of its own.
2. Corrected: an unknown word may be a misspelling of words that are a few edits away.
3. Inside the name of a role, one word may differ more, even a known one: a short word next to
   its title ("dta scientist"), a longer one in a name of three words ("deep earning engineer").
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine.language import text

Found = TypeVar("Found")
MAX_LETTERS = 30
"""Maximum letters of a word that is corrected or split."""
REMEMBERED = 1 << 14
"""Number of words whose readings are cached."""
COMMON = 1500
"""How many of the commonest words are likelier than a misspelled one-word job."""
SHORT, TINY = 4, 3
"""Names of `SHORT` letters are corrected; up to `TINY` letters, only swapped ones."""
SOFT = 2
"""Edits by which a known word may differ inside a role's name."""
NAMES = frozenset({"role", "field", "item", "section"})
"""Families of phrases that may be run together or broken up."""
EXACT = frozenset({"job", "place"})
"""Families recognized only as written: "mechanical" is not "mechanic"."""


class Reading(NamedTuple):
    """One word that a typed word may stand for."""

    stem: str
    edits: int = 0
    within: int = 0
    """Valid only inside a role's name of this many words; 0 for anywhere."""


class _ByHash(dict[int, Found]):
    """Cached results of a function for the latest words, of which only hashes are stored."""

    def __init__(self, function: Callable[[str], Found]) -> None:
        super().__init__()
        self._function = function

    def __call__(self, word: str) -> Found:
        """Return the function's result, cached."""
        key = hash(word)
        found = self.get(key)
        if found is None:
            found = self._function(word)
            if len(self) >= REMEMBERED:
                del self[next(iter(self))]
            self[key] = found
        return found


class Speller:
    """Learns the spelling of words, then reads typed ones."""

    def __init__(self, everyday: Sequence[str]) -> None:
        """Take everyday words, the commonest first; none of these is corrected."""
        self._everyday = frozenset(everyday)
        self._common = frozenset(islice(everyday, COMMON))
        self._stems: dict[str, str] = {}
        """Every word of a phrase -> its stem."""
        self._short: set[str] = set()
        self._tight: set[str] = {"vs", "and", "or"}
        """Words that may be run together with a two-letter name: "detools"."""
        self._loose: set[str] = set(self._tight)
        """Words that may be run together with a longer short name: "mlepython"."""
        self._glued: dict[str, tuple[str, ...]] = {}
        """Names, and pairs of adjacent words in them, by their spelling without spaces."""
        self._names: set[str] = set()
        """Words that typos are corrected to."""
        self._role_words: set[str] = set()
        """Words of role names with two words or more."""
        self._by_end: dict[str, list[str]] = defaultdict(list)
        """Words by their beginning and end, one of which a typo spares, and by their letters."""
        self._index(self._everyday)
        self.readings = _ByHash(self._readings)
        self.alike = _ByHash(self._alike)

    def _index(self, words: Iterable[str]) -> None:
        for word in sorted(words):
            for end in _ends(word):
                self._by_end[end].append(word)

    def learn(self, family: str, typed: Sequence[str], *, short: bool = False) -> None:
        """Learn the words of a phrase; a short name is found as written or with a swap.

        Of three letters only a role's is: others are too rare to be meant by another word.
        """
        if short and (family == "role" or any(len(word) > TINY for word in typed)):
            self._short.update(typed)
        plain = [word for word in typed if word[-1] != "s" and (short or len(word) > 3)]
        every = {*typed, *(word + "s" for word in plain if family in NAMES)}
        for word in every:
            self._stems.setdefault(word, text.stem(word if word in typed else word[:-1]))
        if short or (family == "section" and len(typed) == 1):
            self._tight.update(typed)
        self._loose.update(word for word in every if short or len(word) > 3)
        if family in {"role", "field"} and len(typed) > 1:
            self._role_words.update(typed)
        if family in NAMES and len(typed) > 1:
            self._glued |= {a + b: (a, b) for a, b in pairwise(typed)}
            self._glued["".join(typed)] = tuple(typed)
        if family not in EXACT:
            self._index(every - self._names)
            self._names |= every

    def usual(self) -> Iterable[str]:
        """Return every word known in its exact spelling."""
        return self._everyday.union(self._stems)

    def plain(self, typed: str) -> str:
        """Return the stem of a correctly spelled word, else ""."""
        forms = (typed, text.stem(typed))
        if known := next((form for form in forms if form in self._stems), ""):
            return self._stems[known]
        if known := next((form for form in forms if form in self._everyday), ""):
            return known
        return next((base for base in text.uninflected(typed) if base in self._everyday), "")

    def apart(self, typed: str) -> tuple[str, ...]:
        """Split an unknown word that consists of several run together."""
        if len(typed) < 5 or len(typed) > MAX_LETTERS or self.plain(typed):
            return (typed,)
        for at in range(2, len(typed) - 1):
            head, tail = typed[:at], typed[at:]
            if head in self._loose:
                parts = (head, "vs", tail[2:]) if tail[:2] == "vs" != tail else (head, tail)
                short = self._short.intersection(parts)
                tiny = any(len(part) < 3 for part in short)  # "decoding" is not "DE coding"
                if short and (self._tight if tiny else self._loose).issuperset(parts):
                    return parts
        return self._glued.get(typed, (typed,))

    def torn(self, first: str, second: str) -> bool:
        """Tell whether two words belong together: "kuber netes", but not "my SQL"."""
        whole = first + second
        known = whole in self._names and whole not in self._glued
        return known and len(whole) > (6 if self.plain(first) and self.plain(second) else 4)

    def spelled(self, typed: str) -> str:
        """Return the known or everyday word a few edits away, or the word itself."""
        if len(typed) < 4 or self.plain(typed):
            return typed
        return next((word for word, _ in self.alike(typed) if word not in self._short), typed)

    def rivalled(self, typed: str, edits: int) -> bool:
        """Tell whether as few edits lead to a very common word: "actualy" is not "actuary"."""
        return any(
            word in self._common and word not in self._names and off <= edits
            for word, off in self.alike(typed)
        )

    def _readings(self, typed: str) -> tuple[Reading, ...]:
        """Return every reading of a word."""
        if stem := self.plain(typed):
            return (Reading(stem), *self._within_names(typed))
        alike = [(word, edits) for word, edits in self.alike(typed) if word in self._names]
        short = [w for w, _ in alike if w in self._short and _slips(typed, w)]
        if len(short) == 1:
            return (Reading(short[0], 1),)
        found = {self._stems[w]: edits for w, edits in reversed(alike) if w not in self._short}
        most = min(found.values(), default=0) + 1
        likely = [Reading(stem, edits) for stem, edits in found.items() if edits <= most]
        return (*likely, *self._within_names(typed))

    def _within_names(self, typed: str) -> Iterator[Reading]:
        """Yield words of role names that even a known word may stand for."""
        for word, edits, _ in sorted(_near(typed, self._role_words, SOFT)):
            stem = text.stem(word)
            if stem == text.stem(typed):
                continue
            if len(word) < 5 and edits == 1 and (len(word) == 4 or text.same_letters(typed, word)):
                yield Reading(stem, 1, 2)
            elif len(word) > 3 and len(typed) > 4:
                yield Reading(stem, edits, 3)

    def _alike(self, typed: str) -> tuple[tuple[str, int], ...]:
        """Return (known word, edits) for words a few edits away, the likeliest first."""
        if not typed.isalpha() or not 3 <= len(typed) <= MAX_LETTERS:
            return ()
        found: dict[str, int] = {}
        for end in sorted(_ends(typed)):
            for word, *_ in _near(typed, self._by_end.get(end, ()), 3):
                if (edits := text.edits(typed, word)) is not None:
                    found[word] = edits
        order = sorted(found, key=lambda word: (found[word], word not in self._names, -len(word)))
        return tuple((word, found[word]) for word in order)


def _slips(typed: str, short: str) -> bool:
    """Tell whether a short name may be meant; with three letters, only if two are swapped."""
    if len(short) <= TINY:
        return text.same_letters(typed, short)
    return len(short) in {len(typed), SHORT}


def _ends(word: str) -> set[str]:
    """Return the index keys of a word, shared by similar words."""
    return {word[:2], word[-2:], "".join(sorted(set(word)))}


def _near(typed: str, words: Collection[str], most: int) -> list[tuple[str, int, int]]:
    """Return the words at most `most` edits away."""
    return process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
