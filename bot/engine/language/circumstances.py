"""The circumstances that a text mentions or asks about: only a phone, no money, a language.

Each has signs in knowledge/circumstances.yaml: phrases, and others that must be near them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.mention import Mentions
from bot.engine.memory import remembered
from bot.engine.phrases import spellings
from bot.engine.reading import Cue

FIELDS = {"subjects": "studied", "employment": "employed"}
"""Files of phrases with the fields of trades -> the English words that stand beside them."""
NEAR = 6
"""Maximum words between the parts of a sign."""

FEW, ORDERED = 7, 3
"""Words up to which a text asks even without a sign of it; first words searched for an order."""
HIRES = "hires"
"""The circumstance of somebody who looks for people, which needs no sentence of its own."""
BESIDE = frozenset({"phone", "free", "inside"})
"""Circumstances that count as background if a section is named."""

Words = tuple[str, ...]


class Pattern(NamedTuple):
    """A sign in folded words: its parts must be near one another."""

    name: str
    parts: tuple[tuple[Words, ...], ...]
    denied: bool
    firsts: tuple[frozenset[str], ...]
    """The words with which each part may begin."""


def _pattern(name: str, parts: tuple[tuple[Words, ...], ...], *, denied: bool) -> Pattern:
    firsts = tuple(frozenset(phrase[0] for phrase in part) for part in parts)
    return Pattern(name, parts, denied, firsts)


class Told(NamedTuple):
    """The circumstances of a text."""

    names: tuple[str, ...] = ()
    asked: bool = False
    """The first of them is in a sentence that asks, and no section of a job is named."""
    words: frozenset[int] = frozenset()
    """The indices of the words by which they were recognized."""


def circumstances(found: Mentions, knowledge: Knowledge) -> Told:
    """Return the circumstances that a text mentions, in the order of the text."""
    patterns = _patterns(knowledge)
    words = [word.text for word in found.words]
    hit: dict[str, int] = {}
    denied: set[str] = set()
    there = {*words}
    for pattern in {one for word in there if word in patterns for one in patterns[word]}:
        at = None if any(map(there.isdisjoint, pattern.firsts)) else _place(pattern, words)
        if at is None:
            continue
        if pattern.denied:
            denied.add(pattern.name)
        else:
            hit[pattern.name] = min(at, hit.get(pattern.name, at))
    names = tuple(sorted(hit.keys() - denied, key=lambda name: (hit[name], name)))
    if not names:
        return Told()
    words_ = frozenset(hit[name] for name in names)
    return Told(names, _asked(names[0], hit[names[0]], found, knowledge), words_)


def _asked(name: str, at: int, found: Mentions, knowledge: Knowledge) -> bool:
    """Tell whether a circumstance is asked about: in a question, an order or a few words.

    With a named section, some of them are only background: "what tools, on my phone?".
    """
    orders = knowledge.english("orders")
    ordered = any(word.text in orders for word in found.words[:ORDERED])
    within = name not in BESIDE or found.words[at].sentence in found.asking
    asks = found.questions and within
    mends = Cue.MEANT in found.cues or "missed" in found.tones
    meant = not found.sections or name not in BESIDE
    return meant and (asks or ordered or mends or len(found.words) <= FEW)


def trained(found: Mentions, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the trades whose subject somebody studied, or in whose line of work they are.

    "A PhD in biology" makes a biologist, "I work in QA" a tester.
    """
    words = [word.text for word in found.words]
    signs = _fields(knowledge)
    if not any(word in signs for word in words):
        return ()
    every = dict.fromkeys(one for word in words for one in signs.get(word, ()))
    return tuple(dict.fromkeys(one.name for one in every if _place(one, words) is not None))


@remembered
def _fields(knowledge: Knowledge) -> Mapping[str, Sequence[Pattern]]:
    """Return the patterns of subjects and lines of work by their first words."""
    found: dict[str, list[Pattern]] = {}
    for file, beside in FIELDS.items():
        near = tuple(tuple(one.split()) for one in knowledge.english(beside))
        for trade, names in knowledge.phrases.get(file, {}).items():
            fields = tuple(tuple(name.split()) for name in names)
            pattern = _pattern(trade, (fields, near), denied=False)
            for word in {one[0] for one in fields}:
                found.setdefault(word, []).append(pattern)
    return found


def _place(pattern: Pattern, words: Sequence[str]) -> int | None:
    """Return the index of the first word of a pattern, None if it does not occur."""
    places = [[at for one in part for at in _found(one, words)] for part in pattern.parts]
    for at in sorted(places[0]):
        if all(any(abs(other - at) <= NEAR for other in part) for part in places[1:]):
            return at
    return None


def _found(phrase: Words, words: Sequence[str]) -> Iterator[int]:
    """Yield the indices of the words at which a phrase begins."""
    size = len(phrase)
    for at, word in enumerate(words):
        if word == phrase[0] and tuple(words[at : at + size]) == phrase:
            yield at


@remembered
def _patterns(knowledge: Knowledge) -> Mapping[str, Sequence[Pattern]]:
    """Return the patterns by the words with which their first parts begin."""
    written = spellings(knowledge)

    def folded(phrases: Iterable[str]) -> tuple[Words, ...]:
        every = (tuple(word.text for word in text.words(one, written)) for one in phrases)
        return tuple(words for words in every if words)

    found: dict[str, list[Pattern]] = {}
    for name, signs in knowledge.circumstances.items():
        for sign in signs:
            parts = (folded(one) for one in (sign.any, sign.near, sign.also) if one)
            pattern = _pattern(name, tuple(parts), denied=sign.denied)
            for word in {one[0] for one in pattern.parts[0]}:
                found.setdefault(word, []).append(pattern)
    return found
