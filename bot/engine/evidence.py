"""What stands in a question, before it is decided what kind of question it is.

Spans become mentions of roles, items and sections; marks tell which role is left ("I'm a"),
aimed at ("become a") or put aside ("not the"); what nobody knows is kept as unknown.

Laws of this module:

1. A mark holds until the next mention of a role, or the end of the sentence; a "not" or
   "without" reaches over few words only.
2. Words that a longer reading uses up count for nothing else.
3. A field before a title of its own ("machine learning manager") is no role.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.engine import text
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon, Span

AIMS = frozenset({"start", "target", "into"})
"""Cues that say where somebody comes from or wants to go; one replaces the other."""
ASIDE = frozenset({"not", "without"})
MARKS = AIMS | ASIDE | {"only", "have"}
"""Cues that say something of what follows them."""
REACH = 2
"""Words over which a "not" reaches."""
JOBS = frozenset({"job", "role", "position", "career", "title"})
"""Words after a field that make it any job of the field."""
NEEDS = frozenset({"need", "needs", "know", "learn", "use", "require", "requires", "do"})
"""Words before a field that make it something to have, not somebody to be."""
MOVERS = frozenset({"to", "into", "through", "with", "the", "you", "back", "from", "on", "in"})
"""Words after "go" or "r" that make it the everyday word."""
JOINTS = frozenset({"and", "or", "vs", "versus"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A role or an item as it was named."""

    id: str
    start: int
    end: int
    how: str
    """Of a role: name, short (an abbreviation), field ("data science") or jobs (of a field); of an
    item: item."""
    marks: frozenset[str] = frozenset()

    @property
    def aside(self) -> bool:
        """It was named only to put it aside; "without a PhD" is still asked of a PhD."""
        return bool(self.marks & (ASIDE if self.how != "item" else {"not"}))

    @property
    def own(self) -> bool:
        """It is what the asker has or comes from."""
        return bool(self.marks & {"start", "have"})


@dataclass(slots=True)
class Evidence:
    """All that a question says, sorted by what it is about."""

    words: tuple[text.Word, ...] = ()
    roles: list[Mention] = field(default_factory=list)
    things: list[Mention] = field(default_factory=list)
    """The items."""
    sections: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    """Sections suggested by weak phrases, used only where no section is named."""
    cues: dict[str, list[int]] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Job titles that the knowledge does not cover, as typed."""
    heads: list[str] = field(default_factory=list)
    """Titles without their field: "the engineer"."""
    unknown: list[str] = field(default_factory=list)
    edits: int = 0
    joined: bool = False
    """Two role names stand side by side, or only "to" stands between them."""

    def has(self, *cues: str) -> bool:
        """Tell whether any of the cues stands in the question."""
        return any(cue in self.cues for cue in cues)

    @property
    def items(self) -> list[str]:
        """The items asked about or told of, without those put aside."""
        return list(dict.fromkeys(thing.id for thing in self.things if not thing.aside))

    @property
    def negated(self) -> bool:
        """The items are those that are not had: "without", "does not need"."""
        return any(thing.marks & {"negated", "without"} for thing in self.things)

    @property
    def put_aside(self) -> list[str]:
        """The items that are not wanted."""
        return list(dict.fromkeys(thing.id for thing in self.things if thing.aside))


def gather(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Evidence:
    """Return what a text says, taken by itself."""
    words = lexicon.words(typed)
    spans = lexicon.spans(words)
    evidence = Evidence(words=words, edits=sum(span.edits for span in spans))
    used = _gapped(evidence, spans, lexicon)
    spans = tuple(span for span in spans if not _taken(span, used))
    _Walk(evidence, spans, knowledge).run()
    _coordinate(evidence, lexicon)
    _meet(evidence, knowledge)
    _modifiers(evidence)
    covered = {at for span in spans for at in range(span.start, span.end)} | used
    inside = {word for name in evidence.outside for word in name.split()}
    inside |= {words[at].text for role in evidence.roles for at in range(role.start, role.end)}
    evidence.unknown = [
        word.text
        for at, word in enumerate(words)
        if at not in covered and _content(word.text) and word.text not in inside
    ]
    return evidence


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
        self.marks: dict[str, int] = {}
        """The marks in force, each with the word after it."""
        self.sentence = -1
        self.told = 0
        """Where the last title outside the knowledge ended."""

    def run(self) -> None:
        for at, span in enumerate(self.spans):
            sentence = self.evidence.words[span.start].sentence
            if sentence != self.sentence:
                self.marks.clear()
                self.sentence = sentence
            self._take(at, span)

    def _take(self, at: int, span: Span) -> None:
        meanings = {meaning.family: meaning.value for meaning in span.meanings}
        if "role" in meanings or "field" in meanings:
            self._role(at, span, meanings)
        elif "title" in meanings:
            self._title(at, span, meanings["title"])
        elif "item" in meanings and not self._is_section(meanings) and self._is_thing(span):
            self._item(span, meanings["item"])
        else:
            self._matter(span)
        for cue in span.values("cue"):
            self.evidence.cues.setdefault(cue, []).append(span.start)
        if "not" in self.marks and {"need", "check"} & set(span.values("cue")):
            # "does not need": what follows is asked about, not put aside.
            self.marks["negated"] = span.end
            self.marks.pop("not")
        self._mark(set(span.values("cue")) & MARKS, span.end)

    def _mark(self, cues: set[str], at: int) -> None:
        """Take the marks of one cue; one that says where from or where to ends the last such."""
        if cues & AIMS:
            for aim in AIMS:
                self.marks.pop(aim, None)
        self.marks |= dict.fromkeys(cues, at)

    def _marks(self, at: int) -> frozenset[str]:
        """Return the marks that reach a place."""
        return frozenset(
            mark for mark, end in self.marks.items() if mark not in ASIDE or at - end <= REACH
        )

    def _matter(self, span: Span) -> None:
        """Take what is asked about, unless it is put aside ("not the pay")."""
        if span.values("section") and "not" in self._marks(span.start):
            self._forget(ASIDE)
            return
        for family, names in (
            ("topic", self.evidence.topics),
            ("section", self.evidence.sections),
            ("hint", self.evidence.hints),
        ):
            for value in span.values(family):
                _once(names, value)
        if span.values("section"):
            if self._before(span) in {"what", "which"}:
                self.evidence.cues.setdefault("which", []).append(span.start)
            self._forget(ASIDE | {"only"})

    def _forget(self, marks: frozenset[str]) -> None:
        for mark in marks:
            self.marks.pop(mark, None)

    def _before(self, span: Span) -> str:
        return self.evidence.words[span.start - 1].text if span.start else ""

    def _is_section(self, meanings: dict[str, str]) -> bool:
        """Tell whether a word for both is the section: "degree" without a "need" or "who"."""
        asked = any({"need", "find", "who"} & set(other.values("cue")) for other in self.spans)
        return "section" in meanings and not asked

    def _is_thing(self, span: Span) -> bool:
        """Tell whether a word that is also an everyday word ("go", "r") is the item."""
        if not span.values("filler"):
            return True
        after = self.evidence.words[span.end : span.end + 1]
        asks = any({"need", "find", "who"} & set(other.values("cue")) for other in self.spans)
        asks = asks or self._before(span) in {
            "know",
            "knowing",
            "learn",
            "learning",
            "use",
            "using",
        }
        return (asks or len(self.evidence.words) <= 5) and not (
            after and after[0].text in MOVERS and len(self.evidence.words) > 3
        )

    def _role(self, at: int, span: Span, meanings: dict[str, str]) -> None:
        role = meanings.get("role") or meanings["field"]
        how = "field" if "role" not in meanings else "short" if span.short else "name"
        following = self.spans[at + 1] if at + 1 < len(self.spans) else None
        beside = following is not None and following.start == span.end
        if how == "field" and following and beside and following.values("title"):
            self._outside(span.start, following.end)
            return
        roles = self.evidence.roles
        beside_role = bool(roles) and roles[-1].end == span.start - 1
        if how == "field" and beside_role and self._before(span) == "in":
            return  # "a research scientist in ML" is one role, not two
        following_word = self.evidence.words[span.end : span.end + 1]
        asked = {word.text for word in self.evidence.words[max(span.start - 2, 0) : span.start]}
        of_jobs = bool(following_word) and text.stem(following_word[0].text) in JOBS
        if how == "field" and of_jobs and asked & {"which", "what"}:
            how = "jobs"
        if how == "field" and self._as_item(span, meanings):
            self._item(span, meanings["item"])
            return
        marks = self._marks(span.start)
        if self.evidence.roles:
            previous = self.evidence.roles[-1]
            between = [word.text for word in self.evidence.words[previous.end : span.start]]
            self.evidence.joined |= between in (["to"], ["->"])
            if len(between) == 1 and between[0] in JOINTS and not marks:
                marks = previous.marks & AIMS
        self.evidence.roles.append(Mention(role, span.start, span.end, how, marks))
        self.marks.clear()

    def _as_item(self, span: Span, meanings: dict[str, str]) -> bool:
        """Tell whether a field is what a role named before needs: "does a DSE need ML"."""
        before = {word.text for word in self.evidence.words[max(span.start - 2, 0) : span.start]}
        return bool("item" in meanings and self.evidence.roles and before & NEEDS)

    def _title(self, at: int, span: Span, kind: str) -> None:
        evidence = self.evidence
        if span.end <= self.told:
            return
        title = evidence.words[span.start].text
        before = span.start - 1
        previous = self.spans[at - 1] if at else None
        loose = before >= 0 and not any(s.start <= before < s.end for s in self.spans)
        same = before >= 0 and evidence.words[before].clause == evidence.words[span.start].clause
        beside = previous is not None and previous.end == span.start
        if previous and beside and previous.values("title") and evidence.outside:
            evidence.outside[-1] += " " + title
        elif same and loose:
            self._outside(before, span.end)
        elif previous and same and beside and {"item", "topic"} & _families(previous):
            self._outside(previous.start, span.end)
        elif kind == "other" and not span.edits:
            self._outside(span.start, span.end)
        elif not self._sibling(span, title) and not self._marks(span.start) & ASIDE:
            _once(evidence.heads, title)

    def _sibling(self, span: Span, title: str) -> bool:
        """Take "data scientists and engineers" as data scientists and data engineers."""
        roles = self.evidence.roles
        if not roles or roles[-1].end != span.start - 1 or self._before(span) not in JOINTS:
            return False
        sibling = self.knowledge.sibling(roles[-1].id, text.stem(title))
        if sibling:
            roles.append(Mention(sibling, span.start, span.end, "name", roles[-1].marks))
        return sibling is not None

    def _outside(self, start: int, end: int) -> None:
        """Take a title that the knowledge does not cover; items within it are part of it."""
        self.told = end
        name = " ".join(word.text for word in self.evidence.words[start:end])
        _once(self.evidence.outside, name)
        self.evidence.things = [one for one in self.evidence.things if one.start < start]
        self.marks.clear()

    def _item(self, span: Span, item: str) -> None:
        if self._before(span) in {"what", "which"}:
            self.evidence.cues.setdefault("which", []).append(span.start)
        marks = self._marks(span.start)
        self.evidence.things.append(Mention(item, span.start, span.end, "item", marks))
        self._forget(ASIDE | {"only"})


def _families(span: Span) -> set[str]:
    return {meaning.family for meaning in span.meanings}
