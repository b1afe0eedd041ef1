"""What stands in a question, before it is decided what kind of question it is.

Spans become mentions of roles, items and sections; marks tell which role is left ("I'm a"),
aimed at ("become a") or put aside ("not the"); what nobody knows is kept as unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.engine import text
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon, Span

MARKS = ("start", "target", "into", "not", "without", "only")
"""Cues that say something of the role that follows them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A role as it was named."""

    role: str
    start: int
    end: int
    how: str
    """name, short (an abbreviation) or field ("data science")."""
    edits: int = 0
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class Evidence:
    """All that a question says, sorted by what it is about."""

    words: tuple[text.Word, ...] = ()
    roles: list[Mention] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    """Sections suggested by weak phrases, used only where no section is named."""
    cues: dict[str, list[int]] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Job titles that the knowledge does not cover, as typed."""
    heads: list[str] = field(default_factory=list)
    """Titles without their field: "the engineer"."""
    put_aside: list[str] = field(default_factory=list)
    """Items and heads behind a "not" or "without"."""
    unknown: list[str] = field(default_factory=list)
    edits: int = 0
    joined: bool = False
    """Two role names stand side by side, or only "to" stands between them."""

    def has(self, *cues: str) -> bool:
        """Tell whether any of the cues stands in the question."""
        return any(cue in self.cues for cue in cues)


def gather(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Evidence:
    """Return what a text says, taken by itself."""
    words = lexicon.words(typed)
    spans = lexicon.spans(words)
    evidence = Evidence(words=words)
    used = _gapped(evidence, spans, lexicon)
    spans = tuple(span for span in spans if not _taken(span, used))
    _Walk(evidence, spans, knowledge).run()
    _meet(evidence, knowledge)
    covered = {at for span in spans for at in range(span.start, span.end)} | used
    inside = " ".join(evidence.outside).split()
    evidence.unknown = [
        word.text
        for at, word in enumerate(words)
        if at not in covered and _content(word.text) and word.text not in inside
    ]
    evidence.edits = sum(span.edits for span in spans)
    return evidence


def _meet(evidence: Evidence, knowledge: Knowledge) -> None:
    """A field and a title apart from it name a role: "scientist machine learning"."""
    if len(evidence.roles) == 1 and evidence.roles[0].how == "field" and evidence.heads:
        title = evidence.heads[0]
        if sibling := knowledge.sibling(evidence.roles[0].role, title):
            evidence.roles[0] = replace(evidence.roles[0], role=sibling)
            evidence.heads.remove(title)


def _gapped(evidence: Evidence, spans: Sequence[Span], lexicon: Lexicon) -> set[int]:
    """Take phrases with a gap; a section named within the gap is what is asked instead."""
    used: set[int] = set()
    named = [span.start for span in spans if span.values("section")]
    for meaning, places in lexicon.gapped(evidence.words):
        if any(min(places) < start <= max(places) for start in named):
            continue
        if meaning.family == "section":
            _once(evidence.sections, meaning.value)
        elif meaning.family == "hint":
            _once(evidence.hints, meaning.value)
        else:
            evidence.cues.setdefault(meaning.value, []).append(min(places))
        used |= places
    return used


def _taken(span: Span, used: set[int]) -> bool:
    """Tell whether an item is part of a phrase with a gap: "code" in "what do they code in"."""
    return bool(span.values("item")) and used.issuperset(range(span.start, span.end))


def _content(word: str) -> bool:
    """Tell whether a word could be what a question turns on; numbers and letters are not."""
    return len(word) > 1 and not word.isdigit()


def _once(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


class _Walk:
    """One pass over the spans, from left to right."""

    def __init__(self, evidence: Evidence, spans: Sequence[Span], knowledge: Knowledge) -> None:
        self.evidence = evidence
        self.spans = spans
        self.knowledge = knowledge
        self.marks: set[str] = set()
        self.clause = -1
        self.told = 0
        """Where the last title outside the knowledge ended."""

    def run(self) -> None:
        for at, span in enumerate(self.spans):
            clause = self.evidence.words[span.start].sentence
            if clause != self.clause:
                self.marks.clear()
                self.clause = clause
            self._take(at, span)

    def _take(self, at: int, span: Span) -> None:
        meanings = {meaning.family: meaning.value for meaning in span.meanings}
        if "role" in meanings or "field" in meanings:
            self._role(at, span, meanings)
        elif "title" in meanings:
            self._title(at, span, meanings["title"])
        elif "item" in meanings and not self._is_section(meanings):
            self._item(span, meanings["item"])
        else:
            self._matter(span)
        for cue in span.values("cue"):
            self.evidence.cues.setdefault(cue, []).append(span.start)
        self._mark(set(span.values("cue")))

    def _matter(self, span: Span) -> None:
        """Take what is asked about, unless it is put aside ("not the pay")."""
        if span.values("section") and "not" in self.marks:
            self.marks.discard("not")
            return
        for family, names in (
            ("topic", self.evidence.topics),
            ("section", self.evidence.sections),
            ("hint", self.evidence.hints),
        ):
            for value in span.values(family):
                _once(names, value)
        if span.values("section"):
            self.marks -= {"not", "without", "only"}

    def _mark(self, cues: set[str]) -> None:
        """Take the marks of one cue; one that says where from or where to ends the last such."""
        aims = {"start", "target", "into"}
        if cues & aims:
            self.marks -= aims
        self.marks |= cues & set(MARKS)

    def _is_section(self, meanings: dict[str, str]) -> bool:
        """Tell whether a word for both is the section: "degree" without a "need" or "who"."""
        asked = any(other.values("cue") and self._asks(other) for other in self.spans)
        return "section" in meanings and not asked

    def _asks(self, span: Span) -> bool:
        return bool({"need", "find"} & set(span.values("cue")))

    def _role(self, at: int, span: Span, meanings: dict[str, str]) -> None:
        role = meanings.get("role") or meanings["field"]
        how = "field" if "role" not in meanings else "short" if span.short else "name"
        following = self.spans[at + 1] if at + 1 < len(self.spans) else None
        beside = following is not None and following.start == span.end
        if how == "field" and following and beside and following.values("title"):
            self._outside(span.start, following.end)
            return
        mention = Mention(role, span.start, span.end, how, span.edits, frozenset(self.marks))
        self.marks.clear()
        if self.evidence.roles:
            previous = self.evidence.roles[-1]
            between = [word.text for word in self.evidence.words[previous.end : span.start]]
            self.evidence.joined |= between in (["to"], ["->"])
        self.evidence.roles.append(mention)

    def _title(self, at: int, span: Span, kind: str) -> None:
        evidence = self.evidence
        if span.end <= self.told:
            return
        before = span.start - 1
        previous = self.spans[at - 1] if at else None
        loose = before >= 0 and not any(s.start <= before < s.end for s in self.spans)
        same = before >= 0 and evidence.words[before].clause == evidence.words[span.start].clause
        beside = previous is not None and previous.end == span.start
        if previous and beside and previous.values("title") and evidence.outside:
            evidence.outside[-1] += " " + evidence.words[span.start].text
        elif same and loose:
            self._outside(before, span.end)
        elif previous and same and beside and {"item", "topic"} & _families(previous):
            self._outside(previous.start, span.end)
        elif kind == "other" and not span.edits:
            self._outside(span.start, span.end)
        elif {"not", "without"} & self.marks:
            evidence.put_aside.append(evidence.words[span.start].text)
            self.marks -= {"not", "without"}
        else:
            _once(evidence.heads, evidence.words[span.start].text)

    def _outside(self, start: int, end: int) -> None:
        self.told = end
        name = " ".join(word.text for word in self.evidence.words[start:end])
        _once(self.evidence.outside, name)
        self.marks.clear()

    def _item(self, span: Span, item: str) -> None:
        before = self.evidence.words[span.start - 1].text if span.start else ""
        if before in {"what", "which"}:
            self.evidence.cues.setdefault("which", []).append(span.start)
        if "not" in self.marks:
            _once(self.evidence.put_aside, item)
        else:
            _once(self.evidence.items, item)
        self.marks -= {"not", "without", "only"}


def _families(span: Span) -> set[str]:
    return {meaning.family for meaning in span.meanings}
