"""Sentences that ask, and those that only tell beside them.

Laws of this module:

1. A sentence asks by its question mark, by how it begins, by how it ends, or by begging.
2. Where one sentence asks and another tells, the one that asks decides what is asked; what the
   other tells is background.
3. A question that says all by itself, of which role and what, leaves aside what is told, but for
   where somebody comes from who asks for a way.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from bot.engine import text
from bot.engine.evidence import AIMS, TOLD, Evidence, Mention
from bot.engine.grammar import INVERTED, WHICH
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.lexicon import Lexicon, Span
from bot.engine.phrases import Meaning

ASK = Meaning("cue", "ask")
LEAD = Meaning("cue", "lead")
PLEA = Meaning("cue", "plea")
ADVISED = Meaning("cue", "recommend")
ANNOUNCE = Meaning("cue", "announce")
LATE = frozenset({"what", "how"})
"""Words that begin a question within a sentence, before a verb that is turned round."""
BRIEF = 3
"""Words in a sentence that asks by naming a section only."""
BACKGROUND = frozenset(
    {"compare", "most", "least", "who", "find", "personal", "need", "check", "help", "roles"}
)
"""Cues that mean nothing in a sentence that only tells."""

MOVING = ("transition", "into", "target")
"""Cues of a question for a way, which may begin at what was told."""
BETWEEN = ("compare", "or", "more")
"""Cues of a question that goes on from roles named before it."""
ADVISING = frozenset({"recommend", "forme", "fan", "suggest"})
"""Cues of advice, which a sentence that asks for a section leaves aside."""
ASIDES = ADVISING | {"have", "transition"}
"""Cues of advice and moves that a question which says all by itself leaves aside."""


def announced(words: tuple[text.Word, ...], spans: Sequence[Span]) -> tuple[text.Word, ...]:
    """Begin a sentence of its own where one says that it will ask: "..., my question is ..."."""
    for span in spans:
        at = span.start
        if at and ANNOUNCE in span.meanings and words[at].sentence == words[at - 1].sentence:
            before = (word._replace(asks=False) for word in words[:at])
            after = (
                word._replace(sentence=word.sentence + 1, clause=word.clause + 1, asks=True)
                for word in words[at:]
            )
            return (*before, *after)
    return words


def sentences(words: Sequence[text.Word], spans: Sequence[Span], lexicon: Lexicon) -> set[int]:
    """Return the sentences that ask, or nothing where no other stands beside them."""
    if not words or words[0].sentence == words[-1].sentence:
        return set()  # one sentence needs no telling from others
    asking = {word.sentence for word in words if word.asks}
    asking |= {words[span.start].sentence for span in spans if PLEA in span.meanings}
    advised = {words[span.start].sentence for span in spans if ADVISED in span.meanings}
    asking |= {word.sentence for word in words if word.text in WHICH} & advised
    phrases = {span.start for span in spans if "ask" in span.values("cue")}
    asking |= {
        word.sentence
        for at, word in enumerate(words[:-2])
        if word.text in LATE and _asks_late(words[at : at + 3])
    }
    sentence = -1
    for at, word in enumerate(words):
        if word.sentence == sentence:
            continue
        meanings = lexicon.alone(word.text)
        if at in phrases or ASK in meanings:
            asking.add(word.sentence)
        if LEAD not in meanings:
            sentence = word.sentence
    return asking


def heard(evidence: Evidence) -> set[int]:
    """Leave to the sentences that ask what is asked, and return the sentences that count."""
    words = evidence.words
    every = {word.sentence for word in words}
    asking = set(evidence.asks)
    clauses = {word.clause for word in words if word.text in WHICH}
    plain = ("responsibilities", "salary", "outlook")
    defined = () if evidence.has("compare") else ("definition",)
    _second(evidence, lambda word: word.sentence, asking, (*defined, *plain))
    _second(evidence, lambda word: word.clause, clauses, ("education", *plain))
    asking |= {words[at].sentence for at in _brief(evidence)} if asking else set()
    if len(asking) == len(every) or not _says(evidence, asking):
        return every
    _background(evidence, asking)
    named = [*evidence.cues.get("they", ()), *(role.start for role in evidence.roles)]
    evidence.unrelated = not _stands(words, named, asking)
    return asking


def _asks_late(words: Sequence[text.Word]) -> bool:
    """Tell whether a sentence asks at its end: "I like maths, what should I look for"."""
    first, then, last = (word.text for word in words)
    return first in LATE and then in INVERTED and last != "have"


def _brief(evidence: Evidence) -> Iterator[int]:
    """Yield where sections stand that are all of a sentence: "mle please. tools"."""
    lengths = Counter(word.sentence for word in evidence.words)
    for at in chain(*evidence.sections.values()):
        if lengths[evidence.words[at].sentence] <= BRIEF:
            yield at


def _second(
    evidence: Evidence, part: Callable[[text.Word], int], asking: set[int], hints: Iterable[str]
) -> None:
    """Take what another part asks weakly beside a section: "what is it? and the pay?"."""
    words = evidence.words
    named = {part(words[at]) for at in chain(*evidence.sections.values())}
    for hint in hints if named else ():
        places = [at for at in evidence.hints.get(hint, ()) if part(words[at]) in asking - named]
        if places:
            evidence.sections.setdefault(hint, []).extend(places)


def _says(evidence: Evidence, asking: set[int]) -> bool:
    """Tell whether the sentences that ask say of what, and do not point at those that tell."""

    def within(places: Iterable[int]) -> bool:
        return _stands(evidence.words, places, asking)

    matters = [at for name in (evidence.sections, evidence.hints) for at in chain(*name.values())]
    if within([*matters, *(thing.start for thing in evidence.things)]):
        return True
    both = [at for cue in ("both", "all") for at in evidence.cues.get(cue, ())]
    if len(evidence.roles) > 1 and within(evidence.cues.get("compare", ())) and within(both):
        return True
    roles = [role for role in evidence.roles if within([role.start])]
    beside = {evidence.words[role.start].sentence for role in roles}
    theirs = evidence.cues.get("they", ())
    pointing = [at for at in theirs if evidence.words[at].sentence in beside]
    return bool(roles) and all(any(role.start < at for role in roles) for at in pointing)


def _background(evidence: Evidence, asking: set[int]) -> None:
    """Take what only the other sentences tell as background: nobody asks for it."""
    words = evidence.words
    for places in (evidence.sections, evidence.hints, evidence.topics):
        for name in [n for n, every in places.items() if not _stands(words, every, asking)]:
            del places[name]
    sections = [*chain(*evidence.sections.values()), *evidence.hints.get("tips", ())]
    aside = BACKGROUND | ADVISING if _stands(words, sections, asking) else BACKGROUND
    for cue in aside & evidence.cues.keys():
        if not _stands(words, evidence.cues[cue], asking):
            del evidence.cues[cue]
    evidence.things = [
        thing
        if words[thing.start].sentence in asking
        else replace(thing, marks=thing.marks | {TOLD})
        for thing in evidence.things
    ]
    evidence.outsiders = [
        one
        for one in evidence.outsiders
        if one.marks & AIMS or words[one.start].sentence in asking
    ]
    if _complete(evidence, asking):
        _leave_untold(evidence, asking)


def _complete(evidence: Evidence, asking: set[int]) -> bool:
    """Tell whether the sentences that ask say all: of which role or roles, and what."""
    words = evidence.words
    whose = [role.start for role in evidence.roles if role.how != "field"]
    whose += [
        at for cue in ("find", "who", "of-them", "which-one") for at in evidence.cues.get(cue, ())
    ]
    what = [
        at
        for places in (evidence.sections, evidence.hints)
        for name, every in places.items()
        if name != SECTION_OVERVIEW
        for at in every
    ]
    what += [thing.start for thing in evidence.things if TOLD not in thing.marks]
    what += evidence.cues.get("compare", ())
    return _stands(words, whose, asking) and _stands(words, what, asking)


def _leave_untold(evidence: Evidence, asking: set[int]) -> None:
    """Leave out what stands beside a question that says all by itself, but for where from."""
    words = evidence.words
    if any(_stands(words, evidence.cues.get(cue, ()), asking) for cue in BETWEEN):
        return
    ways = [at for cue in MOVING for at in evidence.cues.get(cue, ())]
    ways += [at for names in (evidence.sections, evidence.hints) for at in names.get("tips", ())]
    moves = _stands(words, ways, asking)
    named = _stands(words, [one.start for one in evidence.roles if one.how != "field"], asking)

    def stays(one: Mention) -> bool:
        if words[one.start].sentence in asking or (moves and "start" in one.marks):
            return True
        return not named and one.how != "field"

    evidence.roles = [one for one in evidence.roles if stays(one)]
    evidence.outsiders = [one for one in evidence.outsiders if stays(one)]
    for cue in ASIDES & evidence.cues.keys():
        if not _stands(words, evidence.cues[cue], asking):
            del evidence.cues[cue]


def _stands(words: Sequence[text.Word], places: Iterable[int], asking: set[int]) -> bool:
    return any(words[at].sentence in asking for at in places)
