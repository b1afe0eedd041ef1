"""How the words of all phrases are written, and which of them a typed word may stand for.

1. As written: the word, its plural, or a form of a verb that means nothing by itself.
2. Corrected: a word that nobody knows is an unlucky spelling of those that few edits lead to.
3. Within the name of a role one word may be further off: an unknown word may be a short one
   misspelt beside its title ("dta scientist"); a known word may stand for another in a name of
   three words or more ("deep earning engineer").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine import text

MAX_LETTERS = 30
"""Letters in the longest word that is corrected or taken apart."""
REMEMBERED = 4096
"""Words whose readings are remembered."""
SOFT = 2
"""Edits by which a known word may be off within a role's name."""
JOINERS = frozenset({"vs", "and", "or"})


class Step(NamedTuple):
    """One reading of a typed word, or of two run into one."""

    stems: tuple[str, ...]
    edits: int = 0
    within: int = 0
    """Taken only within a role's name of so many words; 0 everywhere."""
    words: int = 1
    """How many typed words it reads."""


class Speller:
    """Learns how words are written, then reads what was typed."""

    def __init__(self, everyday: Iterable[str]) -> None:
        """Begin with words of every day, which are known only so that none is mended."""
        self._everyday = tuple(everyday)
        self._spelled: dict[str, tuple[str, ...]] = {}
        self._short: set[str] = set()
        self._fillers: set[str] = set()
        self._usual: set[str] = set()
        self._asked: set[str] = set(JOINERS)
        """What may be run together with a name of two letters: "detools"."""
        self._exact: set[str] = set()
        self._mended: set[str] = set()
        self._role_words: set[str] = set()
        """Words of roles' names of two words or more."""
        self._plain: dict[str, tuple[Step, ...]] = {}
        """Readings of words that are known, so that nobody's own words are kept."""
        self.writes = self._spelled.__contains__
        """Tells whether letters are a word, or words run together."""
        self.steps = lru_cache(REMEMBERED)(self._steps)

    def learn(self, family: str, typed: Sequence[str], *, short: bool, exact: bool) -> None:
        """Remember the words of one phrase.

        A short name is found as written or with two letters changed; no typo is mended to what
        is exact.
        """
        if short:
            self._short.update(typed)
            self._spelled.setdefault(typed[-1] + "s", (text.stem(typed[-1]),))
        for word in typed:
            self._spelled.setdefault(word, (text.stem(word),))
            if family in {"role", "item", "section"} and len(word) > 3 and word[-1] != "s":
                self._spelled.setdefault(word + "s", (text.stem(word),))
        if family == "section" and len(typed) == 1:
            self._asked.update(typed)
        if family in {"role", "field"} and len(typed) > 1:
            self._role_words.update(typed)
        if family in {"role", "field", "item", "section"}:
            self._run_together(typed)
        if family == "filler":
            self._fillers.update(typed)
        if family not in {"item", "title"}:
            self._usual.update(typed)
        (self._exact if exact else self._mended).update(typed)

    def _run_together(self, typed: Sequence[str]) -> None:
        for size in {2, len(typed)} - {1}:
            for at in range(len(typed) - size + 1):
                part = typed[at : at + size]
                if len("".join(part)) > 5 and min(map(len, part)) > 1:
                    self._spelled.setdefault("".join(part), tuple(map(text.stem, part)))

    def settle(self) -> None:
        """End the learning: no phrase is learnt after this."""
        roles = sorted(self._role_words)
        self._long_role_words = _by_length([word for word in roles if len(word) > 3])
        self._short_role_words = [word for word in roles if len(word) < 5]
        self._by_ends = _by_ends(self._spelled.keys() - (self._exact - self._mended))
        self._glue = {*JOINERS, *(word for word in self._spelled if len(word) > 3)}
        for word in self._everyday:
            self._spelled.setdefault(word, (word,))

    def usual(self) -> Iterator[str]:
        """Yield the words that may stand in any question, whatever it names."""
        yield from self._usual
        yield from self._everyday

    def apart(self, typed: str) -> tuple[str, ...]:
        """Return an unknown word that is two run together, one a short name, as the two."""
        for at in range(2, len(typed) - 1) if 4 < len(typed) <= MAX_LETTERS else ():
            pair = typed[:at], typed[at:]
            short = self._short.intersection(pair)
            tiny = any(len(part) < 3 for part in short)
            glue = self._asked if tiny else self._glue  # "decoding" is no "DE coding"
            if short and all(part in short or part in glue for part in pair):
                return pair
        return (typed,)

    def joined(self, first: str, second: str) -> Step | None:
        """Return what two words mean that were one: "kuber netes"."""
        stems = self._spelled.get(first + second)
        if stems is None:
            return None
        one, other = self.plain(first), self.plain(second)
        if one and other and stems == (*one[0].stems, *other[0].stems):
            return None  # the two mean as much side by side
        glued = first in self._fillers and second not in self._fillers and len(first) < 4
        if one and other and glued:
            return None  # "my SQL" is nobody's MySQL
        least = 7 if one and other else 5
        return Step(stems, words=2) if len(first + second) >= least else None

    def stem(self, typed: str) -> str:
        """Return the stem of a word, mended where only one word can be meant."""
        if len(typed) < 4 or self.plain(typed):
            return text.stem(typed)
        meant = [step.stems for step in self.steps(typed) if not step.within]
        return meant[0][0] if len(meant) == 1 == len(meant[0]) else text.stem(typed)

    def plain(self, typed: str) -> tuple[Step, ...]:
        """Return the reading of a word that is spelled right, else none."""
        found = self._plain.get(typed)
        if found is not None:
            return found
        for form in (typed, text.stem(typed), *self._uninflected(typed)):
            if form in self._spelled:
                return self._plain.setdefault(typed, (Step(self._spelled[form]),))
        return ()

    def _uninflected(self, typed: str) -> Iterator[str]:
        """Yield the plain word that a verb is a form of: "looked" -> "look"."""
        return (base for base in text.uninflected(typed) if base in self._fillers)

    def _steps(self, typed: str) -> tuple[Step, ...]:
        """Return every reading of a word."""
        if read := self.plain(typed):
            return (*read, *self._soft(typed))
        if not typed[0].isalpha():
            return ()  # no number is a slip of the finger
        return (*self._corrected(typed), *self._slipped(typed), *self._soft(typed))

    def _soft(self, typed: str) -> tuple[Step, ...]:
        """Return role words that even a known word may have been meant for."""
        if len(typed) < 5:
            return ()
        own = text.stem(typed)
        like = self._long_role_words.get(len(typed), ())
        near = process.extract(typed, like, scorer=OSA.distance, score_cutoff=SOFT, limit=None)
        found = ((text.stem(word), int(distance)) for word, distance, _ in near)
        return tuple(Step((stem,), distance, 3) for stem, distance in found if stem != own)

    def _slipped(self, typed: str) -> Iterator[Step]:
        """Yield short words of roles' names that one slip of a finger makes of this one."""
        for word in self._short_role_words:
            if text.slip(typed, word):
                yield Step((text.stem(word),), 1, 2)

    def _corrected(self, typed: str) -> tuple[Step, ...]:
        """Return the likeliest spellings of an unknown word."""
        if len(typed) <= 5:
            turned = [name for name in self._short if text.transposed(typed, name)]
            if len(turned) == 1:
                return (Step(self._spelled[turned[0]], 1),)
            doubled = self._spelled.keys() & set(text.undoubled(typed))
            if doubled:
                return tuple(Step(self._spelled[word]) for word in sorted(doubled))
        if not 4 <= len(typed) <= MAX_LETTERS:
            return ()
        hits: dict[tuple[str, ...], int] = {}
        for word in self._alike(typed):
            distance = text.edits(typed, word)
            if distance is not None and word not in self._short:
                stems = self._spelled[word]
                hits[stems] = min(distance, hits.get(stems, 9))
        least = min(hits.values(), default=0)
        return tuple(Step(stems, n) for stems, n in hits.items() if n <= least + 1)[:6]

    def _alike(self, typed: str) -> Iterator[str]:
        """Yield known words that few edits lead to, one end of which they spare."""
        for length in range(len(typed) - 3, len(typed) + 4):
            limit = max(text.edits_allowed(length), 1)
            if abs(length - len(typed)) > limit:
                continue
            for ends in _ends(typed, length):
                for word, _, _ in process.extract(
                    typed,
                    self._by_ends.get(ends, ()),
                    scorer=OSA.distance,
                    score_cutoff=limit,
                    limit=None,
                ):
                    yield word


def _by_ends(words: Iterable[str]) -> Mapping[tuple[int, str, str], list[str]]:
    """Sort words by length and either end."""
    found: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for word in sorted(words):
        for ends in _ends(word, len(word)):
            found[ends].append(word)
    return found


def _ends(typed: str, length: int) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Return how a word begins and ends, as beside words of so many letters.

    A single edit leaves two letters of one end of five or more; more edits leave one.
    """
    spared = 2 if text.edits_allowed(length) == 1 else 1
    return (length, "", typed[-spared:]), (length, typed[:spared], "")


def _by_length(words: Sequence[str]) -> Mapping[int, list[str]]:
    """Sort words by the lengths of what may be so far off."""
    longest = max(map(len, words), default=0)
    return {
        length: [word for word in words if abs(len(word) - length) <= SOFT]
        for length in range(longest + SOFT + 1)
    }
