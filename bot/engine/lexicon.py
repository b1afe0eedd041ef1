"""Every name, alias and phrase -> what it means; exact first, then rapidfuzz.

How a text becomes spans:

1. The words form a lattice. An edge leads from word to word: as typed, corrected (only words
   the lexicon does not know), or joined ("kuber netes").
2. Each path through the lattice that spells a phrase is a candidate span.
3. The cover of the text with the highest score wins. Longer phrases score more than their
   parts, so "machine learning software engineer" is never also "software engineer".
4. A known word may stand for another ("deep earning engineer") only within a role's name of
   three words or more of which all others are right: context is evidence, likeness is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine import text
from bot.engine.knowledge import Knowledge, Role

WORD_SCORE = 10.0
LETTER_SCORE = 5.0
"""A single letter is a name only where nothing else makes sense of it ("what r the tools")."""
FILLER_SCORE = 6.0
"""A filler may not outbid a word that means something."""
LENGTH_BONUS = 5.0
"""For each word of a phrase beyond the first: the longest match wins."""
EDIT_COST = 4.0
GAP = "..."
"""Stands in a phrase for one to eight words."""
MAX_GAP = 8
MAX_MENDED = 20
"""Unknown words corrected in one text: a mended word costs a search of all that is known."""
MAX_PHRASE = 8
"""Words in the longest phrase followed."""


class Meaning(NamedTuple):
    """What a phrase stands for."""

    family: str
    """role, field, item, section, hint, cue, topic, title or filler."""
    value: str
    """The id within the family."""


NEVER_MENDED = frozenset({Meaning("title", "other")})
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


class _Gapped(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    meaning: Meaning


class _Edge(NamedTuple):
    end: int
    stems: tuple[str, ...]
    edits: int
    soft: bool


class Lexicon:
    """All phrases of the knowledge, ready to be found in a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._root = _Node()
        self._spelled: dict[str, tuple[str, ...]] = {}
        self._short: set[str] = set()
        self._fillers: set[str] = set()
        self._exact: set[str] = set()
        self._mended: set[str] = set()
        self._role_words: set[str] = set()
        self._spellings = spellings(knowledge)
        self._signs = {
            typed: " ".join(meant)
            for typed, meant in self._spellings.items()
            if not text.key(typed)
        }
        self._gapped: dict[str, list[_Gapped]] = defaultdict(list)
        for meaning, phrase in phrases(knowledge):
            if GAP in phrase:
                head, tail = (text.key(part, self._spellings) for part in phrase.split(GAP, 1))
                if head and tail:
                    self._gapped[head[0]].append(_Gapped(head, tail, meaning))
                continue
            self._add(meaning, phrase, short=meaning.family == "role" and len(phrase) <= 5)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._spelled.keys() - (self._exact - self._mended):
            self._by_length[len(word)].append(word)
        self._glue = {"vs", "and", "or", *(word for word in self._spelled if len(word) > 3)}
        for every in knowledge.phrases.get("everyday", {}).values():
            for word in every:
                self._spelled.setdefault(word, (word,))
        self._corrections = lru_cache(maxsize=4096)(self._find_corrections)
        self._soft = lru_cache(maxsize=4096)(self._find_soft)

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
        return typed

    def _apart(self, typed: str) -> tuple[str, ...]:
        """Return a word that is two run together, one of them a short name, as the two."""
        if len(typed) > 4 and not self._known(typed):
            for at in range(2, len(typed) - 1):
                pair = typed[:at], typed[at:]
                glued = any(part in self._short for part in pair)
                if glued and all(part in self._glue or part in self._short for part in pair):
                    return pair
        return (typed,)

    def spans(self, found: Sequence[text.Word]) -> tuple[Span, ...]:
        """Return the best cover of the words, in the order of the text; gaps are unused."""
        edges = self._lattice(found)
        best: list[tuple[float, Span | None]] = [(0.0, None)] * (len(found) + 1)
        for start in range(len(found) - 1, -1, -1):
            best[start] = (best[start + 1][0], None)
            for span, score in self._candidates(start, edges):
                if score + best[span.end][0] > best[start][0]:
                    best[start] = (score + best[span.end][0], span)
        cover: list[Span] = []
        at = 0
        while at < len(found):
            found_span = best[at][1]
            if found_span:
                cover.append(found_span)
            at = found_span.end if found_span else at + 1
        return tuple(cover)

    def gapped(self, found: Sequence[text.Word]) -> Iterator[tuple[Meaning, frozenset[int]]]:
        """Yield what phrases with a gap mean ("what does ... do"), and where their words stand."""
        stems = [text.stem(word.text) for word in found]
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
        if family == "role":
            self._role_words.update(word for word in typed if len(word) > 3)
        if family in {"role", "field", "item", "section"}:
            for size in {2, len(typed)} - {1}:
                for at in range(len(typed) - size + 1):
                    part = typed[at : at + size]
                    if len("".join(part)) > 5 and min(map(len, part)) > 1:
                        self._spelled.setdefault("".join(part), tuple(map(text.stem, part)))

    def _lattice(self, found: Sequence[text.Word]) -> list[list[_Edge]]:
        edges: list[list[_Edge]] = []
        mended: set[str] = set()
        for at, word in enumerate(found):
            typed = word.text
            here = []
            known = self._known(typed)
            if known:
                here.append(_Edge(at + 1, known, 0, False))
            elif typed in mended or len(mended) < MAX_MENDED:
                mended.add(typed)
                here += [_Edge(at + 1, stems, n, False) for stems, n in self._corrections(typed)]
            here += [_Edge(at + 1, stems, n, True) for stems, n in self._soft(typed)]
            if at + 1 < len(found):
                joined = typed + found[at + 1].text
                both = known and self._known(found[at + 1].text)
                if not both and joined in self._spelled and len(joined) > 4:
                    here.append(_Edge(at + 2, self._spelled[joined], 0, False))
            edges.append(here)
        return edges

    def _known(self, typed: str) -> tuple[str, ...] | None:
        """Return the stems of a word that is spelled right, else None."""
        if typed in self._spelled:
            return self._spelled[typed]
        for form in (text.stem(typed), text.single(typed), *self._uninflected(typed)):
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
            at, node, edited, softened, depth = stack.pop()
            if node.meanings and (not softened or (depth > 2 and softened == 1)):
                letter = depth == 1 and node.letter
                span = Span(start, at, tuple(node.meanings), edited, node.short, letter)
                yield span, _score(span, depth)
            if at < len(edges) and depth < MAX_PHRASE:
                for edge in edges[at]:
                    below: _Node | None = node
                    for word in edge.stems:
                        below = below.below.get(word) if below else None
                    if below:
                        deeper = depth + len(edge.stems)
                        stack.append(
                            (edge.end, below, edited + edge.edits, softened + edge.soft, deeper)
                        )

    def _find_corrections(self, typed: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Return the likeliest spellings of an unknown word, with the edits they take."""
        if len(typed) <= 5:
            turned = [name for name in self._short if text.transposed(typed, name)]
            if len(turned) == 1:
                return ((self._spelled[turned[0]], 1),)
        if len(typed) < 4 or not typed[0].isalpha():
            return ()
        hits: dict[tuple[str, ...], int] = {}
        for length in range(len(typed) - 3, len(typed) + 4):
            limit = max(text.edits_allowed(length), 1)
            for word, _, _ in process.extract(
                typed,
                self._by_length.get(length, []),
                scorer=OSA.distance,
                score_cutoff=limit,
                limit=None,
            ):
                distance = text.edits(typed, word)
                if distance is not None and word not in self._short:
                    stems = self._spelled[word]
                    hits[stems] = min(distance, hits.get(stems, 9))
        least = min(hits.values(), default=0)
        return tuple((stems, n) for stems, n in hits.items() if n <= least + 1)[:6]

    def _find_soft(self, typed: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Return role words that a known word may have been meant for."""
        if len(typed) < 5:
            return ()
        return tuple(
            ((text.stem(word),), distance)
            for word in self._role_words
            if word != typed
            and text.stem(word) != text.stem(typed)
            and (distance := OSA.distance(typed, word, score_cutoff=2)) <= 2
        )


def spellings(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return slang and signs with the words they are written out as."""
    written = knowledge.phrases.get("spellings", {})
    return {typed: tuple(meant.split()) for meant, every in written.items() for typed in every}


def phrases(knowledge: Knowledge) -> Iterator[tuple[Meaning, str]]:
    """Yield every phrase of the knowledge with what it means."""
    for role in knowledge.roles.values():
        for name in (role.name, *role.abbreviations, *role.aliases):
            yield Meaning("role", role.id), name
        for name in (*role.fields, *_disciplines(role)):
            yield Meaning("field", role.id), name
    for item in knowledge.items.values():
        for name in (item.name, *item.aliases):
            yield Meaning("item", item.id), name
    for family, meanings in _families(knowledge.phrases):
        for value, every in meanings.items():
            for phrase in every:
                yield Meaning(family, value), phrase


_DISCIPLINES = {"engineer": "engineering", "scientist": "science", "analyst": "analytics"}
"""The end of a title -> the end of what such people do: "deep learning engineering"."""


def _disciplines(role: Role) -> Iterator[str]:
    """Yield what people of a role do, as far as its names tell."""
    given = {text.key(name) for name in role.fields}
    for name in dict.fromkeys((role.name, *role.aliases)):
        *field_, title = name.casefold().split() or [""]
        if title in _DISCIPLINES and field_:
            discipline = " ".join((*field_, _DISCIPLINES[title]))
            if text.key(discipline) not in given:
                given.add(text.key(discipline))
                yield discipline


FAMILIES = {
    "sections": "section",
    "hints": "hint",
    "cues": "cue",
    "topics": "topic",
    "titles": "title",
    "fillers": "filler",
}
"""The file of phrases -> the family its phrases belong to."""


def _families(
    files: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    for name, family in FAMILIES.items():
        yield family, files.get(name, {})


def _score(span: Span, depth: int) -> float:
    fillers = all(meaning.family == "filler" for meaning in span.meanings)
    word = FILLER_SCORE if fillers else LETTER_SCORE if span.letter else WORD_SCORE
    return word * (span.end - span.start) + LENGTH_BONUS * (depth - 1) - EDIT_COST * span.edits
