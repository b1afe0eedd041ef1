"""Question -> Evidence: the walk over its spans, and what only the whole of it tells.

Words that a longer reading uses up count for nothing else. Which sentences ask, and what becomes
of the others, is `asking`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.engine import asking, text
from bot.engine.evidence import TOLD, Evidence, Mention
from bot.engine.grammar import ARTICLES, BEING, JOINTS
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon, Span
from bot.engine.phrases import Meaning
from bot.engine.walk import Walk

TAGS = frozenset({"is", "are", "am", "what", "not", "no", "should", "do", "does", "just"})
"""Words after "or" that begin a question of their own."""
COUNTED = ("salary", "outlook")
"""Sections of which there is more or less."""
PLACED = frozenset({"a", "an", "our", "my", "this"})
WORKING = frozenset({"work", "working", "works", "hired", "employed", "needed"})
ARROWS = frozenset({"to", "->", "into"})
POINTERS = frozenset({"the", "that", "this"})
LISTED = 3
"""Items from which on a field among them is one of them."""
AGAINST = frozenset({"vs", "versus"})


def gather(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Evidence:
    """Return what a text says, taken by itself."""
    words = lexicon.words(typed)
    read = lexicon.read(words)
    spans = lexicon.spans(words, read)
    words = asking.announced(words, spans)
    stems = tuple([text.stem(word) for word, *_ in words])
    evidence = Evidence(words, stems, edits=sum(span.edits for span in spans))
    used = _gapped(evidence, spans, lexicon.gapped(words, read))
    spans = tuple(span for span in spans if not (used and _taken(span, used)))
    Walk(evidence, spans, knowledge).run()
    _listed(evidence)
    _ones(evidence, knowledge)
    _coordinate(evidence, lexicon)
    _meet(evidence, knowledge)
    covered = {at for span in spans for at in range(span.start, span.end)} | used
    _settings(evidence, spans, covered, knowledge)
    _tags(evidence)
    _quantities(evidence)
    _futures(evidence)
    _rivals(evidence)
    _modifiers(evidence)
    covered |= {at for one in evidence.outsiders for at in range(one.start, one.end)}
    covered |= {at for role in evidence.roles for at in range(role.start, role.end)}
    strange = [at for at, word in enumerate(words) if at not in covered and _content(word.text)]
    strange = _trades(evidence, strange)
    evidence.asks = frozenset(asking.sentences(words, spans, lexicon))
    heard = asking.heard(evidence)
    evidence.asking = sum(word.sentence in heard for word in words)
    evidence.unknown = [words[at].text for at in strange if words[at].sentence in heard]
    return evidence


def _trades(evidence: Evidence, strange: Sequence[int]) -> list[int]:
    """Take what somebody is said to be as a trade ("is a paralegal"); return what is left."""
    words = evidence.words
    beginnings = {role.start for role in evidence.roles}
    left = []
    for at in strange:
        being = at > 1 and words[at - 1].text in ARTICLES and words[at - 2].text in BEING
        leaving = at + 2 in beginnings and words[at + 1].text in ARROWS
        if being or leaving:
            evidence.outsiders.append(_left(words[at].text, at))
        else:
            left.append(at)
    return left


def _left(name: str, at: int) -> Mention:
    """Return a trade outside the knowledge that somebody comes from."""
    return Mention(name, at, at + 1, "outside", frozenset({"start"}))


def _listed(evidence: Evidence) -> None:
    """Take a field in a list with items enough as one: "Claude, prompt engineering, GPT, Git"."""
    if len(evidence.things) < LISTED or not any(role.item for role in evidence.roles):
        return
    every = sorted((*evidence.things, *evidence.roles), key=lambda one: one.start)
    lists = [every[:1]]
    for before, one in pairwise(every):
        between = {word.text for word in evidence.words[before.end : one.start]}
        if between <= JOINTS:
            lists[-1].append(one)
        else:
            lists.append([one])
    for listed in lists:
        fields = [one for one in listed if one.item]
        if fields and sum(one.how == "item" for one in listed) >= LISTED:
            items = [replace(one, id=one.item, how="item", item="") for one in fields]
            evidence.roles = [role for role in evidence.roles if role not in fields]
            evidence.things = sorted((*evidence.things, *items), key=lambda one: one.start)


def _ones(evidence: Evidence, knowledge: Knowledge) -> None:
    """Take "the vision one" as the role talked about that has the word in its name."""
    words = evidence.words
    ones = [at for at, stem in enumerate(evidence.stems) if stem == "one" and at > 1]
    for at in (one - 1 for one in ones if words[one - 2].text in POINTERS):
        word = evidence.stems[at]
        if word in knowledge.role_words and word not in evidence.heads:
            evidence.heads.append(word)
            evidence.things = [one for one in evidence.things if one.start != at]


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


def _quantities(evidence: Evidence) -> None:
    """A "more" right before pay or demand is how much, and no wish to read on."""
    counted = {at for name in COUNTED for at in evidence.sections.get(name, ())}
    mores = evidence.cues.pop("more", [])
    if wishes := [at for at in mores if at + 1 not in counted]:
        evidence.cues["more"] = wishes


def _futures(evidence: Evidence) -> None:
    """A future engineer is somebody who will be one, and "a degree worth it" asks of degrees."""
    words = evidence.words
    starts = {role.start for role in evidence.roles}
    asked = evidence.sections.get("outlook", [])
    worth = {*evidence.cues.get("worth", ())}
    taught = {at + 1 for at in evidence.sections.get("education", ())}
    left = [
        at
        for at in asked
        if not (words[at].text == "future" and at + 1 in starts) and at not in worth & taught
    ]
    if left:
        evidence.sections["outlook"] = left
    elif asked:
        del evidence.sections["outlook"]


def _rivals(evidence: Evidence) -> None:
    """What a role is set against is no item to have: "MLOps vs DevOps"."""
    words = evidence.words
    for thing in tuple(evidence.things):
        for role in evidence.roles:
            first, then = (role, thing) if role.start < thing.start else (thing, role)
            if first.end + 1 == then.start and words[first.end].text in AGAINST:
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


def _gapped(
    evidence: Evidence, spans: Sequence[Span], found: Iterable[tuple[Meaning, frozenset[int]]]
) -> set[int]:
    """Take phrases with a gap; a section named within the gap is what is asked instead."""
    used: set[int] = set()
    named = [span.start for span in spans if span.values("section")]
    for meaning, places in found:
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
    return len(word) > 1 and not word.replace(".", "").replace(",", "").isdigit()
