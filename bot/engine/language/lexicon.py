"""Every name, alias and phrase -> its meanings; found exactly first, then with corrections.

How a text becomes spans:

1. Words run together are split ("mlevs"), broken ones joined ("kuber netes").
2. Each sequence of words, as typed or corrected, that spells a phrase is a candidate span.
3. The cover of the text with the highest score wins. Longer phrases score more than their
   parts, so "machine learning software engineer" is never also "software engineer".
4. Context is evidence, similarity alone is not: inside a role's name, one word may differ more.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from sys import intern
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.gloss import Glossaries
from bot.engine.language.spelling import Reading, Speller
from bot.engine.phrases import SMALL, Meaning, phrases, spellings

ROLES = frozenset({"role", "field"})
JOBS = frozenset({"role", "field", "neighbour", "beside", "job"})

WORD_SCORE = 10.0
SMALL_SCORE = 6.0
"""Score of a single letter or everyday word, below that of a name; a phrase may exceed it."""
LENGTH_BONUS = 5.0
"""Score for each word of a phrase beyond the first: the longest match wins."""
EDIT_COST = 4.0
MAX_MENDED = 12
"""Maximum unknown words split or corrected in one text; each needs a search of all words."""


class Sense(NamedTuple):
    """What a phrase means."""

    families: Mapping[str, tuple[str, ...]]
    """Family -> the ids that the phrase means."""
    short: bool = False
    """An abbreviation, which may mean something else in other trades."""
    small: bool = False
    """A letter or an everyday word, which scores less than a name."""

    def also(self, meaning: Meaning, short: bool, letter: bool) -> "Sense":
        """Return the sense with one more meaning."""
        values = dict.fromkeys((*self.families.get(meaning.family, ()), meaning.value))
        families = {**self.families, meaning.family: tuple(values)}
        return Sense(families, self.short or short, letter or families.keys() <= SMALL)

    def score(self, words: int) -> float:
        """Return the score of a phrase with this many words."""
        if words == 1 and self.small:
            return SMALL_SCORE
        return WORD_SCORE * words + LENGTH_BONUS * (words - 1)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """All its meanings."""
        return tuple(Meaning(name, one) for name, ids in self.families.items() for one in ids)


class Span(NamedTuple):
    """Consecutive words that mean something together."""

    start: int
    end: int
    sense: Sense
    edits: int = 0
    """How many letters were corrected; 0 is as written in the knowledge."""

    def values(self, family: str) -> tuple[str, ...]:
        """Return the ids that this span names in one family."""
        return self.sense.families.get(family, ())


class _Node(dict[str, "_Node"]):
    """A node in the tree of phrases: next stem -> node."""

    sense: Sense | None = None
    """The sense of the stems up to here, if they are a phrase."""


_TRADE = Sense({"job": ("outside",)})


class Lexicon:
    """All phrases of the knowledge, indexed for finding them in a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Build the lexicon of a knowledge."""
        self._root = _Node()
        self._speller = Speller(knowledge.everyday)
        self._spellings = spellings(knowledge)
        self._trades = tuple(knowledge.phrases.get("suffixes", {}).get("title", ()))
        """Endings of words that name a trade outside the knowledge."""
        self._signs = [typed for typed in self._spellings if not text.key(typed)]
        for meaning, phrase in phrases(knowledge):
            for written in {phrase, phrase.replace("/", " ")}:
                self._add(meaning, written)
        little = knowledge.english("little")
        self._glossaries = Glossaries(knowledge.languages, little, self._is_english)

    def _add(self, meaning: Meaning, phrase: str) -> None:
        typed = [intern(word.text) for word in text.words(phrase, self._spellings)]
        if not typed:
            return
        short = meaning.family == "role" and len(phrase) <= 5
        self._speller.learn(meaning.family, typed, short=short)
        node = self._root
        for word in typed:
            node = node.setdefault(text.stem(word), _Node())
        node.sense = (node.sense or Sense({})).also(meaning, short, len(phrase) == 1)

    def _is_english(self, word: str) -> bool:
        """Tell whether a word means something in English, perhaps misspelled."""
        return self.knows(word) or bool(self._speller.readings(word))

    def warm_up(self) -> None:
        """Fill the caches with the words that all kinds of questions use."""
        for word in self._speller.usual():
            self._speller.readings(word)

    def translated(self, typed: str) -> tuple[tuple[text.Word, ...], str]:
        """Return the words of a text in English, and the language they were in, "" for English."""
        for sign in () if typed.isascii() else self._signs:
            typed = typed.replace(sign, f" {' '.join(self._spellings[sign])} ")
        found = self._mended(text.words(typed, self._spellings))
        if language := self._glossaries.language(found):
            names = {one for one in text.capitals(typed) if self.knows(one)}
            found = self._mended(self._glossaries.english(text.words(typed), language, names))
        return tuple(found), language

    def _mended(self, written: Sequence[text.Word]) -> list[text.Word]:
        """Return words with those run together split, and broken ones joined."""
        found: list[text.Word] = []
        apart = {one: self._speller.apart(one) for one in {word.text for word in written}}
        for word in written:
            last = found[-1] if found else word
            if last.run == word.run and self._speller.torn(last.text, word.text):
                found[-1] = last._replace(text=last.text + word.text)
            elif len(parts := apart[word.text]) > 1:
                found += [word._replace(text=part) for part in parts]
            else:
                found.append(word)
        return found

    def read(
        self, found: Sequence[text.Word], most: int = MAX_MENDED
    ) -> list[tuple[Reading, ...]]:
        """Return what each word may stand for; at most `most` unknown ones are corrected."""
        unknown = dict.fromkeys(word.text for word in found if not self.knows(word.text))
        left = set(islice(unknown, most, None))
        return [() if one.text in left else self._speller.readings(one.text) for one in found]

    def spans(self, found: Sequence[text.Word], most: int = MAX_MENDED) -> tuple[Span, ...]:
        """Return the best cover of the words, in the order of the text; gaps are unused."""
        read = self.read(found, most)
        best = [0.0] * (len(found) + 1)
        chosen = [
            Span(at, at + 1, _TRADE) if word.text.endswith(self._trades) else None
            for at, word in enumerate(found)
        ]
        for start in reversed(range(len(found))):
            best[start] = best[start + 1]
            for span in self._from(start, found, read):
                score = span.sense.score(span.end - start) - EDIT_COST * span.edits
                if score + best[span.end] > best[start]:
                    best[start], chosen[start] = score + best[span.end], span
        cover: list[Span] = []
        at = 0
        while at < len(found):
            if here := chosen[at]:
                cover.append(here)
            at = here.end if here else at + 1
        return tuple(cover)

    def _from(
        self, start: int, found: Sequence[text.Word], read: Sequence[tuple[Reading, ...]]
    ) -> Iterator[Span]:
        """Yield every phrase that the words from an index on can spell, the shortest first."""
        ways = [(self._root, 0, 0)]
        for at in range(start, len(found)):
            if not ways or found[at].run != found[start].run:
                return
            ways = [
                (node[stem], edits + more, within or off)
                for node, edits, within in ways
                for stem, more, off in read[at]
                if stem in node and not (within and off)  # one word of a name may differ more
            ]
            for node, edits, within in ways:
                sense, words = node.sense, at + 1 - start
                if sense and (not within or (within <= words and sense.families.keys() & ROLES)):
                    lone = edits and at == start and sense.families.keys() & JOBS
                    if not (lone and self._speller.rivalled(found[start].text, edits)):
                        yield Span(start, at + 1, sense, edits)

    def lookup(self, phrase: str) -> tuple[Meaning, ...]:
        """Return the meanings of a phrase typed exactly like this."""
        node = self._root
        for stem in text.key(phrase, self._spellings):
            node = node.get(stem, _Node())
        return node.sense.meanings if node.sense else ()

    def spelled(self, word: str) -> str:
        """Return the known word that a folded word most likely means, or the word itself."""
        return self._speller.spelled(word)

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is in any phrase or is an everyday word."""
        return bool(self._speller.plain(word))
