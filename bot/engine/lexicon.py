"""Every name, alias and phrase -> what it means; exact first, then rapidfuzz.

How a text becomes spans:

1. The words form a lattice. An edge leads from word to word: as typed, corrected (only words
   the lexicon does not know), or joined ("kuber netes").
2. Each path through the lattice that spells a phrase is a candidate span.
3. The cover of the text with the highest score wins. Longer phrases score more than their
   parts, so "machine learning software engineer" is never also "software engineer".
4. Context is evidence, likeness is none: within a role's name one word may be further off than
   elsewhere. An unknown word may be a short one misspelt beside its title ("dta scientist"); a
   known word may stand for another in a name of three words or more ("deep earning engineer").
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine import scripts, text
from bot.engine.knowledge import Knowledge
from bot.engine.phrases import Meaning, foreign_phrases, phrases, spellings

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
"""Unknown words corrected in one text: a mended word costs a search of all that is known."""
MAX_LETTERS = 30
"""Letters in the longest word that is corrected or taken apart."""
MAX_PHRASE = 8
"""Words in the longest phrase followed."""


JOINERS = frozenset({"vs", "and", "or"})
OTHER_TITLE = Meaning("title", "other")
NEVER_MENDED = frozenset({OTHER_TITLE})
"""Titles outside the knowledge are known as written only: "mechanical" is no "mechanic"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words that together mean something."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    edits: int = 0
    """How many letters had to be mended; 0 is as written in the knowledge."""
    short: bool = False
    """Read from an abbreviation, which other trades may use for other things."""
    letter: bool = False
    """A single letter: R, C."""

    def values(self, family: str) -> tuple[str, ...]:
        """The ids that this span names in one family."""
        return tuple(meaning.value for meaning in self.meanings if meaning.family == family)


@dataclass(slots=True)
class _Node:
    """One word deep in the tree of phrases."""

    below: dict[str, "_Node"] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)
    short: bool = False
    letter: bool = False
    named: bool = False
    """A role or its field ends here."""


class _Gapped(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    meaning: Meaning


class _Edge(NamedTuple):
    end: int
    stems: tuple[str, ...]
    edits: int
    within: int = 0
    """Taken only within a role's name of so many words; 0 everywhere."""


class Lexicon:
    """All phrases of the knowledge, ready to be found in a text."""

    def __init__(self, knowledge: Knowledge, *, foreign: bool = False) -> None:
        """Build the lexicon; with `foreign` it knows the phrases of other languages too."""
        self._root = _Node()
        self._spelled: dict[str, tuple[str, ...]] = {}
        self._short: set[str] = set()
        self._fillers: set[str] = set()
        self._asked: set[str] = set()
        """What may be run together with a name of two letters: "detools"."""
        self._exact: set[str] = set()
        self._mended: set[str] = set()
        self._role_words: set[str] = set()
        """Words of roles' names of two words or more."""
        self._spellings = spellings(knowledge)
        self._trades = tuple(knowledge.phrases.get("suffixes", {}).get("title", ()))
        """How words end that name a trade outside the knowledge."""
        self._signs = {
            typed: " ".join(meant)
            for typed, meant in self._spellings.items()
            if not text.key(typed)
        }
        self._gapped: dict[str, list[_Gapped]] = defaultdict(list)
        other = tuple(foreign_phrases(knowledge)) if foreign else ()
        self._spacer = scripts.Spacer(phrase for _, phrase in other)
        self._add_all(phrases(knowledge))
        mended = set(self._mended)
        self._add_all(other)
        self._exact |= self._mended - mended  # what is foreign is no typo's target
        self._mended = mended
        self._long_role_words = sorted(word for word in self._role_words if len(word) > 3)
        self._by_ends: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        """Words by length and first letter, and by length and last."""
        for word in sorted(self._spelled.keys() - (self._exact - self._mended)):
            self._by_ends[len(word), word[0], ""].append(word)
            self._by_ends[len(word), "", word[-1]].append(word)
        self._asked |= JOINERS
        self._glue = {*JOINERS, *(word for word in self._spelled if len(word) > 3)}
        for every in knowledge.phrases.get("everyday", {}).values():
            for word in every:
                self._spelled.setdefault(word, (word,))
        self._corrections = lru_cache(maxsize=4096)(self._find_corrections)
        self._soft = lru_cache(maxsize=4096)(self._find_soft)
        self._slipped = lru_cache(maxsize=4096)(self._find_slipped)

    def _add_all(self, listed: Iterable[tuple[Meaning, str]]) -> None:
        for meaning, phrase in listed:
            if GAP in phrase:
                head, tail = (text.key(part, self._spellings) for part in phrase.split(GAP, 1))
                if head and tail:
                    self._gapped[head[0]].append(_Gapped(head, tail, meaning))
                continue
            self._add(meaning, phrase, short=meaning.family == "role" and len(phrase) <= 5)

    def words(self, typed: str) -> tuple[text.Word, ...]:
        """Split a text into words: slang written out, "vsmle" and "mlevs" taken apart."""
        found = text.words(self._written_out(typed), self._spellings)
        if all(self._known(word.text) or len(word.text) < 5 for word in found):
            return found
        parts = ((replace(word, text=part) for part in self._apart(word.text)) for word in found)
        return tuple(word for every in parts for word in every)

    def _written_out(self, typed: str) -> str:
        """Return a text with signs that mean something ("💰") as words."""
        if typed.isascii():
            return typed
        for sign, meant in self._signs.items():
            typed = typed.replace(sign, f" {meant} ")
        return self._spacer.spaced(typed)

    def _apart(self, typed: str) -> tuple[str, ...]:
        """Return a word that is two run together, one of them a short name, as the two."""
        if 4 < len(typed) <= MAX_LETTERS and not self._known(typed):
            for at in range(2, len(typed) - 1):
                pair = typed[:at], typed[at:]
                glued = any(part in self._short for part in pair)
                tiny = any(part in self._short and len(part) < 3 for part in pair)
                glue = self._asked if tiny else self._glue  # "decoding" is no "DE coding"
                if glued and all(part in glue or part in self._short for part in pair):
                    return pair
        return (typed,)

    def spans(self, found: Sequence[text.Word], *, mend: bool = True) -> tuple[Span, ...]:
        """Return the best cover of the words, in the order of the text; gaps are unused."""
        edges = self._lattice(found, MAX_MENDED if mend else 0)
        best: list[tuple[float, Span | None]] = [(0.0, None)] * (len(found) + 1)
        for start in range(len(found) - 1, -1, -1):
            best[start] = (best[start + 1][0], None)
            for span, score in self._candidates(start, edges):
                if score + best[span.end][0] > best[start][0]:
                    best[start] = (score + best[span.end][0], span)
        cover: list[Span] = []
        at = 0
        while at < len(found):
            here = best[at][1]
            if here is None and found[at].text.endswith(self._trades):
                here = Span(at, at + 1, (OTHER_TITLE,))
            if here:
                cover.append(here)
            at = here.end if here else at + 1
        return tuple(cover)

    def gapped(self, found: Sequence[text.Word]) -> Iterator[tuple[Meaning, frozenset[int]]]:
        """Yield what phrases with a gap mean ("what does ... do"), and where their words stand."""
        stems = self._stems(found)
        for at, word in enumerate(stems):
            for gapped in self._gapped.get(word, ()):
                begin = at + len(gapped.head)
                if tuple(stems[at:begin]) != gapped.head:
                    continue
                for tail in range(begin, min(begin + MAX_GAP + 1, len(stems))):
                    if found[tail].sentence != found[at].sentence:
                        break
                    end = tail + len(gapped.tail)
                    if tail > begin and tuple(stems[tail:end]) == gapped.tail:
                        yield gapped.meaning, frozenset((*range(at, begin), *range(tail, end)))
                        break

    def _stems(self, found: Sequence[text.Word]) -> list[str]:
        """Return the stems of words, of the first unknown ones mended where one can be meant."""
        stems = []
        mended = 0
        for word in found:
            stem = text.stem(word.text)
            if len(word.text) > 3 and mended < MAX_MENDED and not self._known(word.text):
                mended += 1
                meant = self._corrections(word.text)
                stem = meant[0][0][0] if len(meant) == 1 and len(meant[0][0]) == 1 else stem
            stems.append(stem)
        return stems

    def lookup(self, phrase: str) -> tuple[Meaning, ...]:
        """Return what a phrase means when it is typed just so."""
        node: _Node | None = self._root
        for word in text.key(phrase, self._spellings):
            node = node.below.get(word) if node else None
        return tuple(node.meanings) if node else ()

    def near(self, typed: str, choices: Iterable[str], limit: int = 3) -> tuple[str, ...]:
        """Return the choices most like a word that is not known, best first."""
        hits = process.extract(text.fold(typed), list(choices), limit=limit, score_cutoff=70)
        return tuple(choice for choice, _, _ in hits)

    def _add(self, meaning: Meaning, phrase: str, *, short: bool) -> None:
        typed = [word.text for word in text.words(phrase, self._spellings)]
        if not typed:
            return
        node = self._root
        for word in typed:
            node = node.below.setdefault(text.stem(word), _Node())
        if meaning not in node.meanings:
            node.meanings.append(meaning)
        node.letter = len(phrase) == 1
        node.named |= meaning.family in {"role", "field"}
        if short:
            node.short = True
            self._short.update(typed)
            self._spelled.setdefault(typed[-1] + "s", (text.stem(typed[-1]),))
        self._spell(meaning.family, typed)
        if meaning.family == "filler":
            self._fillers.update(typed)
        if meaning in NEVER_MENDED:
            self._exact.update(typed)
        else:
            self._mended.update(typed)

    def _spell(self, family: str, typed: Sequence[str]) -> None:
        """Remember how the words are written: singly, as plurals, and run together."""
        for word in typed:
            self._spelled.setdefault(word, (text.stem(word),))
            if family in {"role", "item", "section"} and len(word) > 3 and word[-1] != "s":
                self._spelled.setdefault(word + "s", (text.stem(word),))
        if family == "section" and len(typed) == 1:
            self._asked.update(typed)
        if family in {"role", "field"} and len(typed) > 1:
            self._role_words.update(typed)
        if family in {"role", "field", "item", "section"}:
            for size in {2, len(typed)} - {1}:
                for at in range(len(typed) - size + 1):
                    part = typed[at : at + size]
                    if len("".join(part)) > 5 and min(map(len, part)) > 1:
                        self._spelled.setdefault("".join(part), tuple(map(text.stem, part)))

    def _lattice(self, found: Sequence[text.Word], most: int) -> list[list[_Edge]]:
        edges: list[list[_Edge]] = []
        mended: set[str] = set()
        for at, word in enumerate(found):
            typed = word.text
            here = []
            known = self._known(typed)
            if known:
                here.append(_Edge(at + 1, known, 0))
            elif typed in mended or len(mended) < most:
                mended.add(typed)
                here += [_Edge(at + 1, stems, n) for stems, n in self._corrections(typed)]
                here += [_Edge(at + 1, stems, 1, 2) for stems in self._slipped(typed)]
            if most:
                here += [_Edge(at + 1, stems, n, 3) for stems, n in self._soft(typed)]
            if at + 1 < len(found):
                joined = typed + found[at + 1].text
                both = known and self._known(found[at + 1].text)
                if joined in self._spelled and len(joined) > (6 if both else 4):
                    here.append(_Edge(at + 2, self._spelled[joined], 0))
            edges.append(here)
        return edges

    def _known(self, typed: str) -> tuple[str, ...] | None:
        """Return the stems of a word that is spelled right, else None."""
        if typed in self._spelled:
            return self._spelled[typed]
        for form in (text.stem(typed), *self._uninflected(typed)):
            if form != typed and form in self._spelled:
                return self._spelled[form]
        return None

    def _uninflected(self, typed: str) -> Iterator[str]:
        """Yield the plain word that a verb is a form of: "looked" -> "look"."""
        return (base for base in text.uninflected(typed) if base in self._fillers)

    def _candidates(self, start: int, edges: list[list[_Edge]]) -> Iterator[tuple[Span, float]]:
        """Yield every phrase that can be read from `start`, with its score."""
        stack = [(start, self._root, 0, 0, 0)]
        while stack:
            at, node, edited, within, depth = stack.pop()
            if node.meanings and (not within or (depth >= within and node.named)):
                letter = depth == 1 and node.letter
                span = Span(start, at, tuple(node.meanings), edited, node.short, letter)
                yield span, _score(span, depth)
            if at < len(edges) and depth < MAX_PHRASE:
                for edge in edges[at]:
                    if within and edge.within:
                        continue  # one word of a name may be so far off
                    below: _Node | None = node
                    for word in edge.stems:
                        below = below.below.get(word) if below else None
                    if below:
                        deeper = depth + len(edge.stems)
                        stack.append(
                            (edge.end, below, edited + edge.edits, within or edge.within, deeper)
                        )

    def _find_corrections(self, typed: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Return the likeliest spellings of an unknown word, with the edits they take."""
        if len(typed) <= 5:
            turned = [name for name in self._short if text.transposed(typed, name)]
            if len(turned) == 1:
                return ((self._spelled[turned[0]], 1),)
            doubled = self._spelled.keys() & set(text.undoubled(typed))
            if doubled:
                return tuple((self._spelled[word], 0) for word in sorted(doubled))
        if not 4 <= len(typed) <= MAX_LETTERS or not typed[0].isalpha():
            return ()
        hits: dict[tuple[str, ...], int] = {}
        for word in self._alike(typed):
            distance = text.edits(typed, word)
            if distance is not None and word not in self._short:
                stems = self._spelled[word]
                hits[stems] = min(distance, hits.get(stems, 9))
        least = min(hits.values(), default=0)
        return tuple((stems, n) for stems, n in hits.items() if n <= least + 1)[:6]

    def _alike(self, typed: str) -> Iterator[str]:
        """Yield known words that few edits lead to: slips spare a word's first letter or last."""
        for length in range(len(typed) - 3, len(typed) + 4):
            limit = max(text.edits_allowed(length), 1)
            for ends in ((length, typed[0], ""), (length, "", typed[-1])):
                for word, _, _ in process.extract(
                    typed,
                    self._by_ends.get(ends, ()),
                    scorer=OSA.distance,
                    score_cutoff=limit,
                    limit=None,
                ):
                    yield word

    def _find_soft(self, typed: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Return role words that a known word may have been meant for."""
        if len(typed) < 5:
            return ()
        own = text.stem(typed)
        near = process.extract(
            typed, self._long_role_words, scorer=OSA.distance, score_cutoff=2, limit=None
        )
        return tuple(
            ((stem,), int(distance))
            for word, distance, _ in near
            if (stem := text.stem(word)) != own
        )

    def _find_slipped(self, typed: str) -> tuple[tuple[str, ...], ...]:
        """Return short words of roles' names that one slip of a finger makes of this one."""
        return tuple(
            (text.stem(word),)
            for word in self._role_words
            if len(word) < 5 and text.slip(typed, word)
        )


def _score(span: Span, depth: int) -> float:
    fillers = all(meaning.family == "filler" for meaning in span.meanings)
    word = FILLER_SCORE if fillers and depth == 1 else LETTER_SCORE if span.letter else WORD_SCORE
    return word * (span.end - span.start) + LENGTH_BONUS * (depth - 1) - EDIT_COST * span.edits
