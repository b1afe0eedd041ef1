"""Question -> Evidence: the walk over its spans, and what only the whole of it tells.

Laws of this module:

1. Words that a longer reading uses up count for nothing else.
2. Where one sentence asks and another tells, the one that asks decides what is asked; what the
   other tells is background.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from bot.engine import text
from bot.engine.evidence import AIMS, BEING, JOINTS, TOLD, Evidence, Mention
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.lexicon import Lexicon, Span
from bot.engine.phrases import Meaning
from bot.engine.walk import INVERTED, WHICH, Walk

ASK = Meaning("cue", "ask")
LEAD = Meaning("cue", "lead")
PLEA = Meaning("cue", "plea")
ADVISED = Meaning("cue", "recommend")
ANNOUNCE = Meaning("cue", "announce")
TAGS = frozenset({"is", "are", "am", "what", "not", "no", "should", "do", "does", "just"})
"""Words after "or" that begin a question of their own."""
LATE = frozenset({"what", "how"})
BRIEF = 3
"""Words in a sentence that asks by naming a section only."""
PLACED = frozenset({"a", "an", "our", "my", "this"})
WORKING = frozenset({"work", "working", "works", "hired", "employed", "needed"})
ARROWS = frozenset({"to", "->", "into"})
ARTICLES = frozenset({"a", "an"})
BACKGROUND = frozenset(
    {"compare", "most", "least", "who", "find", "personal", "need", "check", "help", "roles"}
)
"""Cues that mean nothing in a sentence that only tells."""

MOVING = ("transition", "into", "target")
BETWEEN = ("compare", "or", "more")
"""Cues of a question that goes on from roles named before it."""
ADVISING = frozenset({"recommend", "forme", "fan", "suggest"})
"""Cues of advice, which a sentence that asks for a section leaves aside."""
ASIDES = ADVISING | {"have", "transition"}
"""Cues of advice and moves that a question which says all by itself leaves aside."""


def gather(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Evidence:
    """Return what a text says, taken by itself."""
    words = lexicon.words(typed)
    spans = lexicon.spans(words)
    words = _announced(words, spans)
    evidence = Evidence(words=words, edits=sum(span.edits for span in spans))
    used = _gapped(evidence, spans, lexicon)
    spans = tuple(span for span in spans if not _taken(span, used))
    Walk(evidence, spans, knowledge).run()
    _coordinate(evidence, lexicon)
    _meet(evidence, knowledge)
    covered = {at for span in spans for at in range(span.start, span.end)} | used
    _settings(evidence, spans, covered, knowledge)
    _tags(evidence)
    _rivals(evidence)
    _modifiers(evidence)
    covered |= {at for one in evidence.outsiders for at in range(one.start, one.end)}
    covered |= {at for role in evidence.roles for at in range(role.start, role.end)}
    strange = [at for at, word in enumerate(words) if at not in covered and _content(word.text)]
    strange = _trades(evidence, strange)
    asking = _asking(words, spans, lexicon)
    evidence.asks = frozenset(asking)
    evidence.asking = len(words)
    _second_question(evidence, asking)
    asking |= {words[at].sentence for at in _brief(evidence)} if asking else set()
    if len(asking) < len({word.sentence for word in words}) and _says(evidence, asking):
        _background(evidence, asking)
        strange = [at for at in strange if words[at].sentence in asking]
        evidence.asking = sum(word.sentence in asking for word in words)
        named = [*evidence.cues.get("they", ()), *(role.start for role in evidence.roles)]
        evidence.off = not _stands(words, named, asking)
    evidence.unknown = [words[at].text for at in strange]
    return evidence


def _announced(words: tuple[text.Word, ...], spans: Sequence[Span]) -> tuple[text.Word, ...]:
    """Begin a sentence of its own where one says that it will ask: "..., my question is ..."."""
    for span in spans:
        at = span.start
        if at and ANNOUNCE in span.meanings and words[at].sentence == words[at - 1].sentence:
            before = (replace(word, asks=False) for word in words[:at])
            after = (
                replace(word, sentence=word.sentence + 1, clause=word.clause + 1, asks=True)
                for word in words[at:]
            )
            return (*before, *after)
    return words


def _trades(evidence: Evidence, strange: Sequence[int]) -> list[int]:
    """Take what somebody is said to be as a trade ("is a paralegal"); return what is left."""
    words = evidence.words
    beginnings = {role.start for role in evidence.roles}
    left = []
    for at in strange:
        before = tuple(word.text for word in words[max(at - 2, 0) : at])
        if (len(before) == 2 and before[0] in BEING and before[1] in ARTICLES) or (
            at + 1 < len(words) and words[at + 1].text in ARROWS and at + 2 in beginnings
        ):
            evidence.outsiders.append(_left(words[at].text, at))
        else:
            left.append(at)
    return left


def _left(name: str, at: int) -> Mention:
    """Return a trade outside the knowledge that somebody comes from."""
    return Mention(name, at, at + 1, "outside", frozenset({"start"}))


def _asking(words: Sequence[text.Word], spans: Sequence[Span], lexicon: Lexicon) -> set[int]:
    """Return the sentences that ask, or nothing where no other stands beside them."""
    if not words or words[0].sentence == words[-1].sentence:
        return set()  # one sentence needs no telling from others
    asking = {word.sentence for word in words if word.asks}
    asking |= {words[span.start].sentence for span in spans if PLEA in span.meanings}
    advised = {words[span.start].sentence for span in spans if ADVISED in span.meanings}
    asking |= {word.sentence for word in words if word.text in WHICH} & advised
    phrases = {span.start for span in spans if "ask" in span.values("cue")}
    asking |= {
        words[at].sentence for at in range(len(words) - 2) if _asks_late(words[at : at + 3])
    }
    sentence = -1
    for at, word in enumerate(words):
        if word.sentence == sentence:
            continue
        meanings = lexicon.lookup(word.text)
        if at in phrases or ASK in meanings:
            asking.add(word.sentence)
        if LEAD not in meanings:
            sentence = word.sentence
    return asking


def _asks_late(words: Sequence[text.Word]) -> bool:
    """Tell whether a sentence asks at its end: "I like maths, what should I look for"."""
    first, then, last = (word.text for word in words)
    return first in LATE and then in INVERTED and last != "have"


def _brief(evidence: Evidence) -> Iterator[int]:
    """Yield where sections stand that are all of a sentence: "mle please. tools"."""
    words = evidence.words
    for at in chain(*evidence.sections.values()):
        if sum(word.sentence == words[at].sentence for word in words) <= BRIEF:
            yield at


def _second_question(evidence: Evidence, asking: set[int]) -> None:
    """Take what another sentence weakly asks beside a section: "what is it? and the pay?"."""
    words = evidence.words
    named = {words[at].sentence for at in chain(*evidence.sections.values())}
    if not named or not asking - named:
        return
    for hint in ("definition", "responsibilities", "salary", "outlook"):
        if hint == "definition" and evidence.has("compare"):
            continue
        for at in evidence.hints.get(hint, ()):
            if words[at].sentence in asking - named:
                evidence.sections.setdefault(hint, []).append(at)


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
    pointing = [at for at in evidence.cues.get("they", ()) if within([at])]
    return bool(roles) and all(any(role.start < at for role in roles) for at in pointing)


def _background(evidence: Evidence, asking: set[int]) -> None:
    """Take what only the other sentences tell as background: nobody asks for it."""
    words = evidence.words
    for places in (evidence.sections, evidence.hints, evidence.topics):
        for name in [n for n, every in places.items() if not _stands(words, every, asking)]:
            del places[name]
    sections = [at for name, every in evidence.sections.items() for at in every]
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
    whose += [at for cue in ("find", "who", "of-them") for at in evidence.cues.get(cue, ())]
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


def _coordinate(evidence: Evidence, lexicon: Lexicon) -> None:
    """Complete "data/applied/research scientist" and "ML and data engineers"."""
    for mention in tuple(evidence.roles):
        title = evidence.words[mention.end - 1].text
        at = mention.start - 1
        while at >= 0 and mention.how == "name":
            word = evidence.words[at].text
            if word in JOINTS and at:
                at -= 1
                continue
            named = lexicon.lookup(f"{word} {title}")
            role = next((meaning.value for meaning in named if meaning.family == "role"), None)
            if role is None or any(other.start <= at < other.end for other in evidence.roles):
                break
            before = Mention(role, at, at + 1, "name", mention.marks)
            evidence.roles.insert(evidence.roles.index(mention), before)
            evidence.things = [one for one in evidence.things if one.start != at]
            at -= 1


def _meet(evidence: Evidence, knowledge: Knowledge) -> None:
    """A field and a title apart from it name a role: "scientist machine learning"."""
    if len(evidence.roles) == 1 and evidence.roles[0].how == "field" and evidence.heads:
        title = evidence.heads[0]
        if sibling := knowledge.sibling(evidence.roles[0].id, title):
            evidence.roles[0] = replace(evidence.roles[0], id=sibling)
            evidence.heads.remove(title)


def _settings(
    evidence: Evidence, spans: Sequence[Span], covered: set[int], knowledge: Knowledge
) -> None:
    """A field or industry that only says where, or of what, is not asked about.

    "A scientist in an AI company", "do NLP papers help a research scientist".
    """
    words = evidence.words
    places = {span.start for span in spans if "setting" in span.values("cue")}
    nouns = places | {thing.start for thing in evidence.things}
    nouns |= {at for at in range(1, len(words)) if at not in covered and _content(words[at].text)}
    if any(role.how in {"name", "short"} for role in evidence.roles):
        evidence.roles = [
            role
            for role in evidence.roles
            if role.how != "field"
            or role.end not in nouns
            or words[role.end].clause != words[role.start].clause
        ]
    evidence.things = [
        replace(one, marks=one.marks | {TOLD})
        if knowledge.items[one.id].kind == "industry" and _somewhere(words, one.start)
        else one
        for one in evidence.things
    ]
    asked = {*evidence.sections, *evidence.hints} - {"industries"}
    if asked:
        evidence.things = [
            one
            for one in evidence.things
            if knowledge.items[one.id].kind != "industry" or one.end not in places
        ]


def _somewhere(words: Sequence[text.Word], at: int) -> bool:
    """Tell whether a word says where somebody is: "at a bank", but not "work at a bank"."""
    before = [word.text for word in words[max(at - 3, 0) : at]]
    return before[-2:-1] in (["at"], ["in"]) and before[-1] in PLACED and before[0] not in WORKING


def _tags(evidence: Evidence) -> None:
    """An "or" that begins another question sets nothing side by side: "or is that crazy"."""
    words = evidence.words
    ors = evidence.cues.pop("or", [])
    between = [at for at in ors if at + 1 < len(words) and words[at + 1].text not in TAGS]
    if between:
        evidence.cues["or"] = between


def _rivals(evidence: Evidence) -> None:
    """What a role is set against is no item to have: "MLOps vs DevOps"."""
    words = evidence.words
    for thing in tuple(evidence.things):
        for role in evidence.roles:
            first, then = sorted((role, thing), key=lambda one: one.start)
            between = [word.text for word in words[first.end : then.start]]
            if between in (["vs"], ["versus"]):
                name = " ".join(word.text for word in words[thing.start : thing.end])
                evidence.outsiders.append(replace(thing, id=name, how="outside"))
                evidence.things.remove(thing)
                break


def _modifiers(evidence: Evidence) -> None:
    """An item right before a role only says of which kind, where a section is asked."""
    if evidence.sections or any("into" in role.marks for role in evidence.roles):
        starts = {role.start for role in evidence.roles}
        asked = evidence.has("need")
        evidence.things = [one for one in evidence.things if asked or one.end not in starts]


def _gapped(evidence: Evidence, spans: Sequence[Span], lexicon: Lexicon) -> set[int]:
    """Take phrases with a gap; a section named within the gap is what is asked instead."""
    used: set[int] = set()
    named = [span.start for span in spans if span.values("section")]
    for meaning, places in lexicon.gapped(evidence.words):
        first, last = min(places), max(places)
        if any(first < start <= last for start in named):
            continue
        if any(span.start <= first and last < span.end for span in spans):
            continue  # one phrase says it all: "exactly what I wanted to know"
        if meaning.family == "section":
            evidence.sections.setdefault(meaning.value, []).append(min(places))
        elif meaning.family == "hint":
            evidence.hints.setdefault(meaning.value, []).append(min(places))
        else:
            evidence.cues.setdefault(meaning.value, []).append(min(places))
        used |= places
    return used


def _taken(span: Span, used: set[int]) -> bool:
    """Tell whether an item or a "besides" is part of a phrase with a gap.

    As is "code" in "what do they code in", and "apart from" in "what tells them apart from".
    """
    places = range(span.start, span.end)
    if "besides" in span.values("cue"):
        return not used.isdisjoint(places)
    return bool(span.values("item")) and used.issuperset(places)


def _content(word: str) -> bool:
    """Tell whether a word could be what a question turns on; numbers and letters are not."""
    return len(word) > 1 and not word.isdigit()
