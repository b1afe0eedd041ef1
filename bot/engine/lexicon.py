"""Every name, alias and phrase -> what it means; exact first, then mended.

How a text becomes spans:

1. Each word has readings: as typed, corrected, or joined with the next ("kuber netes").
2. Each row of readings that spells a phrase is a candidate span.
3. The cover of the text with the highest score wins. Longer phrases score more than their
   parts, so "machine learning software engineer" is never also "software engineer".
4. Context is evidence, likeness is none: within a role's name one word may be further off than
   elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from sys import intern
from typing import NamedTuple

from rapidfuzz import process

from bot.engine import scripts, text
from bot.engine.knowledge import Knowledge
from bot.engine.phrases import Meaning, foreign_phrases, phrases, spellings
from bot.engine.spelling import REMEMBERED, Speller, Step

WORD_SCORE = 10.0
LETTER_SCORE = 5.0
"""A single letter is a name only where nothing else makes sense of it ("what r the tools")."""
FILLER_SCORE = 6.0
"""A single filler may not outbid a word that means something; a phrase of fillers may."""
LENGTH_BONUS = 5.0
"""For each word of a phrase beyond the first: the longest match wins."""
EDIT_COST = 4.0
GAP = "..."
"""Stands in a phrase for one to eight words."""
MAX_GAP = 8
MAX_MENDED = 12
"""Unknown words taken apart or corrected in one text, each by a search of all that is known."""
MAX_PHRASE = 8
"""Words in the longest phrase followed."""

FILLER = frozenset({"filler"})
"""Families of a phrase that says nothing."""
OTHER_TITLE = Meaning("title", "other")
NEVER_MENDED = frozenset({OTHER_TITLE})
"""Titles outside the knowledge are known as written only: "mechanical" is no "mechanic"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means."""

    meanings: tuple[Meaning, ...]
    families: Mapping[str, tuple[str, ...]]
    """The same by family."""
    short: bool
    """An abbreviation, which other trades may use for other things."""
    worth: float
    """What each of its words scores, where the phrase is a single one."""

    @classmethod
    def of(cls, meanings: tuple[Meaning, ...], *, short: bool, letter: bool) -> "Sense":
        """Return the sense of these meanings."""
        families: dict[str, tuple[str, ...]] = {}
        for family, value in meanings:
            families[family] = (*families.get(family, ()), value)
        worth = LETTER_SCORE if letter else WORD_SCORE
        return cls(meanings, families, short, FILLER_SCORE if families.keys() == FILLER else worth)

    @property
    def names_role(self) -> bool:
        """It is the name of a role or of its field."""
        return "role" in self.families or "field" in self.families


class Span(NamedTuple):
    """Words that together mean something."""

    start: int
    end: int
    sense: Sense
    edits: int = 0
    """How many letters had to be mended; 0 is as written in the knowledge."""

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """All that it means."""
        return self.sense.meanings

    @property
    def short(self) -> bool:
        """It was read from an abbreviation."""
        return self.sense.short

    def values(self, family: str) -> tuple[str, ...]:
        """The ids that this span names in one family."""
        return self.sense.families.get(family, ())


@dataclass(slots=True)
class _Node:
    """One word deep in the tree of phrases."""

    below: dict[str, "_Node"] = field(default_factory=dict)
    sense: Sense | None = None


class _Way(NamedTuple):
    """A row of readings on its way down the tree of phrases."""

    words: int
    """How many typed words it has read."""
    node: _Node
    edits: int = 0
    within: int = 0
    """How many words a role's name must have for it; 0 for any phrase."""
    depth: int = 0

    def on(self, steps: Sequence[Step]) -> Iterator["_Way"]:
        """Yield where the readings of the next word lead; the last one first."""
        for stems, edits, within, words in reversed(steps):
            if self.within and within:
                continue  # one word of a name may be so far off
            node = self.node.below.get(stems[0])
            for stem in stems[1:]:
                node = node.below.get(stem) if node else None
            if node:
                edited, depth = self.edits + edits, self.depth + len(stems)
                yield _Way(self.words + words, node, edited, self.within or within, depth)

    def phrase(self) -> "_Phrase | None":
        """Return the phrase that ends here, if any does."""
        sense = self.node.sense
        if sense is None or (self.within > self.depth or (self.within and not sense.names_role)):
            return None
        worth = sense.worth if self.depth == 1 else WORD_SCORE
        score = worth * self.words + LENGTH_BONUS * (self.depth - 1) - EDIT_COST * self.edits
        return _Phrase(score, self.words, sense, self.edits)

    @property
    def open(self) -> bool:
        """It leads on to longer phrases."""
        return bool(self.node.below) and self.depth < MAX_PHRASE


class _Phrase(NamedTuple):
    """A phrase that some words can be read as."""

    score: float
    words: int
    sense: Sense
    edits: int


class Typed(NamedTuple):
    """What is known of one typed word."""

    stem: str
    steps: tuple[Step, ...]
    phrases: tuple[_Phrase, ...]
    """The phrases that it is all of."""
    ways: tuple[_Way, ...]
    """The longer phrases that it begins."""
    beginnings: frozenset[str]
    """The stems with which its readings begin."""
    following: frozenset[str] | None
    """The stems of the next word that go on with what it begins; None where it reads that too."""


class _Gapped(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    meaning: Meaning


_OTHER_TITLE = Sense.of((OTHER_TITLE,), short=False, letter=False)


class Lexicon:
    """All phrases of the knowledge, ready to be found in a text."""

    def __init__(self, knowledge: Knowledge, *, foreign: bool = False) -> None:
        """Build the lexicon; with `foreign` it knows the phrases of other languages too."""
        self._root = _Node()
        self._senses: dict[tuple[tuple[Meaning, ...], bool, bool], Sense] = {}
        """Every sense once, by its meanings, whether it is short and whether it is a letter."""
        self._speller = Speller(chain(*knowledge.phrases.get("everyday", {}).values()))
        self._spellings = spellings(knowledge)
        self._trades = tuple(knowledge.phrases.get("suffixes", {}).get("title", ()))
        """How words end that name a trade outside the knowledge."""
        self._signs = {
            typed: " ".join(meant)
            for typed, meant in self._spellings.items()
            if not text.key(typed)
        }
        self._gapped: dict[str, list[_Gapped]] = defaultdict(list)
        self._around_gaps: set[str] = set()
        other = tuple(foreign_phrases(knowledge)) if foreign else ()
        self._spacer = scripts.Spacer(phrase for _, phrase in other)
        self._add_all(phrases(knowledge))
        self._add_all(other, exact=True)  # what is foreign is no typo's target
        self._speller.settle()
        self._known: dict[str, Typed] = {}
        """Words met that are known; no other word is kept for good."""
        self._unmended: dict[str, Typed] = {}
        """The same without what else they may have been meant for."""
        self._mended = lru_cache(REMEMBERED)(self._mend)

    def _add_all(self, listed: Iterable[tuple[Meaning, str]], *, exact: bool = False) -> None:
        for meaning, phrase in listed:
            if GAP in phrase:
                head, tail = (text.key(part, self._spellings) for part in phrase.split(GAP, 1))
                if head and tail:
                    self._gapped[head[0]].append(_Gapped(head, tail, meaning))
                    self._around_gaps.update(head, tail)
            else:
                self._add(meaning, phrase, exact=exact or meaning in NEVER_MENDED)

    def _add(self, meaning: Meaning, phrase: str, *, exact: bool) -> None:
        typed = [intern(word.text) for word in text.words(phrase, self._spellings)]
        if not typed:
            return
        short = meaning.family == "role" and len(phrase) <= 5
        node = self._root
        for word in typed:
            node = node.below.setdefault(text.stem(word), _Node())
        known = node.sense
        meanings = tuple(dict.fromkeys((*known.meanings, meaning))) if known else (meaning,)
        sense = meanings, short or bool(known and known.short), len(phrase) == 1
        if sense not in self._senses:
            self._senses[sense] = Sense.of(meanings, short=sense[1], letter=sense[2])
        node.sense = self._senses[sense]
        self._speller.learn(meaning.family, typed, short=short, exact=exact)

    def warm_up(self) -> None:
        """Meet the words that questions of every kind are made of."""
        for word in self._speller.usual():
            self.read((text.Word(word, 0, 0),))

    def words(self, typed: str) -> tuple[text.Word, ...]:
        """Split a text into words: slang written out, "vsmle" and "mlevs" taken apart."""
        words = text.words(self._written_out(typed), self._spellings)
        unmet = dict.fromkeys(word.text for word in words if word.text not in self._known)
        strange = (typed for typed in unmet if not self._speller.plain(typed))
        apart = {typed: self._speller.apart(typed) for typed in islice(strange, MAX_MENDED)}
        parted = {typed: parts for typed, parts in apart.items() if len(parts) > 1}
        if not parted:
            return words
        every = (
            [word._replace(text=part) for part in parted[word.text]]
            if word.text in parted
            else (word,)
            for word in words
        )
        return tuple(chain.from_iterable(every))

    def _written_out(self, typed: str) -> str:
        """Return a text with signs that mean something ("💰") as words."""
        if typed.isascii():
            return typed
        for sign, meant in self._signs.items():
            typed = typed.replace(sign, f" {meant} ")
        return self._spacer.spaced(typed)

    def spans(
        self, found: Sequence[text.Word], read: Sequence[Typed] | None = None
    ) -> tuple[Span, ...]:
        """Return the best cover of the words, in the order of the text; gaps are unused."""
        read = self.read(found) if read is None else read
        size = len(found)
        best = [0.0] * (size + 1)
        chosen: list[Span | None] = [None] * size
        for start in range(size - 1, -1, -1):
            most = best[start + 1]
            for score, words, sense, edits in _candidates(read, start):
                if words > 1 and found[start].run != found[start + words - 1].run:
                    continue
                whole = score + best[start + words]
                if whole > most:
                    most = whole
                    chosen[start] = Span(start, start + words, sense, edits)
            best[start] = most
        cover: list[Span] = []
        at = 0
        while at < size:
            here = chosen[at]
            if here is None and found[at].text.endswith(self._trades):
                here = Span(at, at + 1, _OTHER_TITLE)
            if here:
                cover.append(here)
            at = here.end if here else at + 1
        return tuple(cover)

    def read(self, found: Sequence[text.Word], *, mend: bool = True) -> list[Typed]:
        """Return what is known of each word; of the unknown ones the first are mended."""
        known = self._known if mend else self._unmended
        most = MAX_MENDED if mend else 0
        mended: dict[str, Typed] = {}
        every: list[Typed] = []
        for at, (typed, *_) in enumerate(found):
            here = known.get(typed) or mended.get(typed)
            if here is None:
                if steps := self._speller.plain(typed):
                    steps = self._speller.steps(typed) if mend else steps
                    here = known[typed] = self._typed(text.stem(typed), steps)
                elif len(mended) < most:
                    here = mended[typed] = self._mended(typed)
                else:
                    here = self._typed(text.stem(typed), ())
            after = found[at + 1].text if at + 1 < len(found) else ""
            if self._speller.writes(typed + after) and after:
                joined = self._speller.joined(typed, after)
                here = self._typed(here.stem, (*here.steps, joined)) if joined else here
            every.append(here)
        return every

    def _typed(self, stem: str, steps: tuple[Step, ...]) -> Typed:
        ways = tuple(_Way(0, self._root).on(steps))
        phrases_ = tuple(phrase for way in ways if (phrase := way.phrase()))
        open_ = tuple(way for way in ways if way.open)
        beginnings = frozenset(step.stems[0] for step in steps)
        following = frozenset(stem for way in open_ for stem in way.node.below)
        far = any(way.words > 1 for way in open_)
        return Typed(stem, steps, phrases_, open_, beginnings, None if far else following)

    def _mend(self, typed: str) -> Typed:
        return self._typed(self._speller.stem(typed), self._speller.steps(typed))

    def gapped(
        self, found: Sequence[text.Word], read: Sequence[Typed] | None = None
    ) -> Iterator[tuple[Meaning, frozenset[int]]]:
        """Yield what phrases with a gap mean ("what does ... do"), and where their words stand."""
        stems = [typed.stem for typed in (self.read(found) if read is None else read)]
        places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(stems):
            places[word].append(at)
        for first, word in enumerate(stems):
            for head, tail, meaning in self._gapped.get(word, ()):
                begin = first + len(head)
                if tail[0] not in places or tuple(stems[first:begin]) != head:
                    continue
                for at in places[tail[0]]:
                    end = at + len(tail)
                    near = begin < at <= begin + MAX_GAP
                    same = near and found[at].sentence == found[first].sentence
                    if same and tuple(stems[at:end]) == tail:
                        yield meaning, frozenset((*range(first, begin), *range(at, end)))
                        break

    def lookup(self, phrase: str) -> tuple[Meaning, ...]:
        """Return what a phrase means when it is typed just so."""
        node: _Node | None = self._root
        for word in text.key(phrase, self._spellings):
            node = node.below.get(word) if node else None
        return node.sense.meanings if node and node.sense else ()

    def alone(self, word: str) -> tuple[Meaning, ...]:
        """Return what one folded word means by itself."""
        node = self._root.below.get(text.stem(word))
        return node.sense.meanings if node and node.sense else ()

    def knows(self, word: str) -> bool:
        """Tell whether a folded word stands in any phrase, as it is written."""
        return text.stem(word) in self._around_gaps or bool(self._speller.plain(word))

    def near(self, typed: str, choices: Iterable[str], limit: int = 3) -> tuple[str, ...]:
        """Return the choices most like a word that is not known, best first."""
        hits = process.extract(text.fold(typed), list(choices), limit=limit, score_cutoff=70)
        return tuple(choice for choice, _, _ in hits)


def _candidates(read: Sequence[Typed], start: int) -> Sequence[_Phrase]:
    """Return every phrase that can be read from `start`; of one word first, then longer ones."""
    here = read[start]
    if start + 1 == len(read) or (
        here.following is not None and here.following.isdisjoint(read[start + 1].beginnings)
    ):
        return here.phrases
    found = list(here.phrases)
    left = list(here.ways)
    while left:
        way = left.pop()
        if start + way.words < len(read):
            for longer in way.on(read[start + way.words].steps):
                if phrase := longer.phrase():
                    found.append(phrase)
                if longer.open:
                    left.append(longer)
    return found
