"""How the words of all phrases are written, and which of them a typed word may stand for.

1. As written: the word, its plural, or a form of a verb that means nothing by itself.
2. Corrected: a word that nobody knows is an unlucky spelling of those that few edits lead to.
3. Within the name of a role one word may be further off, even a known one: a short word beside
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
"""Letters in the longest word that is corrected or taken apart."""
REMEMBERED = 1 << 14
"""Words whose readings are remembered."""
COMMON = 1500
"""Words of every day that are likelier than a job of one word, misspelt."""
SHORT, TINY = 4, 3
"""Letters of short names that are mended in full, or only where two letters are turned."""
SOFT = 2
"""Edits by which a known word may be off within a role's name."""
NAMES = frozenset({"role", "field", "item", "section"})
"""Families of phrases that may be run together or torn apart."""
EXACT = frozenset({"job", "place"})
"""Families known as written only: "mechanical" is no "mechanic"."""


class Reading(NamedTuple):
    """What a typed word may stand for."""

    stem: str
    edits: int = 0
    within: int = 0
    """Taken only within a role's name of so many words; 0 everywhere."""


class _ByHash(dict[int, Found]):
    """What a function returned for the latest words, of which no more than a hash is kept."""

    def __init__(self, function: Callable[[str], Found]) -> None:
        super().__init__()
        self._function = function

    def __call__(self, word: str) -> Found:
        """Return what the function returns."""
        key = hash(word)
        found = self.get(key)
        if found is None:
            found = self._function(word)
            if len(self) >= REMEMBERED:
                del self[next(iter(self))]
            self[key] = found
        return found


class Speller:
    """Learns how words are written, then reads what was typed."""

    def __init__(self, everyday: Sequence[str]) -> None:
        """Begin with words of every day, the commonest first: none of these is mended."""
        self._everyday = frozenset(everyday)
        self._common = frozenset(islice(everyday, COMMON))
        self._stems: dict[str, str] = {}
        """Every word of a phrase with its stem."""
        self._short: set[str] = set()
        self._tight: set[str] = {"vs", "and", "or"}
        """What may be run together with a name of two letters: "detools"."""
        self._loose: set[str] = set(self._tight)
        """What may be run together with a longer short name: "mlepython"."""
        self._glued: dict[str, tuple[str, ...]] = {}
        """Whole names, and two words beside one another in them, by how they are run together."""
        self._names: set[str] = set()
        """Words that a slip of the finger is mended to."""
        self._role_words: set[str] = set()
        """Words of roles' names of two words or more."""
        self._by_end: dict[str, list[str]] = defaultdict(list)
        """Words by how they begin and end, of which a slip spares one, and by their letters."""
        self._index(self._everyday)
        self.readings = _ByHash(self._readings)
        self.alike = _ByHash(self._alike)

    def _index(self, words: Iterable[str]) -> None:
        for word in sorted(words):
            for end in _ends(word):
                self._by_end[end].append(word)

    def learn(self, family: str, typed: Sequence[str], *, short: bool = False) -> None:
        """Remember the words of one phrase; a short name is found as written or turned."""
        if short:
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
        """Return every word that is known as it is written."""
        return self._everyday.union(self._stems)

    def plain(self, typed: str) -> str:
        """Return the stem of a word that is spelled right, else ""."""
        forms = (typed, text.stem(typed))
        if known := next((form for form in forms if form in self._stems), ""):
            return self._stems[known]
        if known := next((form for form in forms if form in self._everyday), ""):
            return known
        return next((base for base in text.uninflected(typed) if base in self._everyday), "")

    def apart(self, typed: str) -> tuple[str, ...]:
        """Return an unknown word that is several run together as what it is made of."""
        if len(typed) < 5 or len(typed) > MAX_LETTERS or self.plain(typed):
            return (typed,)
        for at in range(2, len(typed) - 1):
            head, tail = typed[:at], typed[at:]
            if head in self._loose:
                parts = (head, "vs", tail[2:]) if tail[:2] == "vs" != tail else (head, tail)
                short = self._short.intersection(parts)
                tiny = any(len(part) < 3 for part in short)  # "decoding" is no "DE coding"
                if short and (self._tight if tiny else self._loose).issuperset(parts):
                    return parts
        return self._glued.get(typed, (typed,))

    def torn(self, first: str, second: str) -> bool:
        """Tell whether two words were one: "kuber netes", but no "my SQL"."""
        whole = first + second
        known = whole in self._names and whole not in self._glued
        return known and len(whole) > (6 if self.plain(first) and self.plain(second) else 4)

    def spelled(self, typed: str) -> str:
        """Return the known word, of names or of every day, that few edits lead to, else itself."""
        if len(typed) < 4 or self.plain(typed):
            return typed
        return next((word for word, _ in self.alike(typed) if word not in self._short), typed)

    def rivalled(self, typed: str, edits: int) -> bool:
        """Tell whether so many edits lead to a very common word too: "actualy" is no actuary."""
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
        """Yield words of roles' names that even a known word may have been meant for."""
        for word, edits, _ in sorted(_near(typed, self._role_words, SOFT)):
            stem = text.stem(word)
            if stem == text.stem(typed):
                continue
            if len(word) < 5 and edits == 1 and (len(word) == 4 or text.same_letters(typed, word)):
                yield Reading(stem, 1, 2)
            elif len(word) > 3 and len(typed) > 4:
                yield Reading(stem, edits, 3)

    def _alike(self, typed: str) -> tuple[tuple[str, int], ...]:
        """Return the known words that few edits lead to, the likeliest first."""
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
    """Tell whether a short name may have been meant: of three letters only if two are turned."""
    if len(short) <= TINY:
        return text.same_letters(typed, short)
    return len(short) in {len(typed), SHORT}


def _ends(word: str) -> set[str]:
    """Return the keys under which words alike are found."""
    return {word[:2], word[-2:], "".join(sorted(set(word)))}


def _near(typed: str, words: Collection[str], most: int) -> list[tuple[str, int, int]]:
    """Return the words that at most so many edits lead to."""
    return process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
