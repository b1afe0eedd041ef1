"""One pass over the spans of a question, from left to right: what each of them is.

Laws of this module:

1. A mark holds until the next mention of a role, or the end of the sentence; a "not" or
   "without" reaches over few words only.
2. A field before a title of its own ("machine learning manager") is no role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.engine import grammar, text
from bot.engine.evidence import AIMS, ASIDE, MARKS, TOLD, Evidence, Mention
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import FILLER, Span

AFTERWARDS = {"was": "start", "goal": "target"}
"""Cues that say where from or where to of the role before them."""
BEHIND = {"fan": "have", "shun": "not"}
"""Cues that say of what stands before them whether it is liked: "SQL fan", "SQL bores me"."""
ASKED_OF = frozenset({"need", "check"})
"""Cues after a "not" of which something is asked."""
FAR = 4
"""Words beyond which a field is not what somebody said to be: "as its own degree, AI"."""
REACH = 2
"""Words over which a "not" reaches."""
ASKS_ITEMS = frozenset({"need", "find", "who", "recommend", "have"})
"""Cues of which a word for an item and a section is asked as an item."""


class Walk:
    """One pass over the spans, from left to right."""

    def __init__(self, evidence: Evidence, spans: Sequence[Span], knowledge: Knowledge) -> None:
        self.evidence = evidence
        self.spans = spans
        self.knowledge = knowledge
        self.matters = {
            "trait": evidence.traits,
            "topic": evidence.topics,
            "section": evidence.sections,
            "hint": evidence.hints,
        }
        """Where the values of each family are kept that is asked about."""
        self.marks: dict[str, int] = {}
        """The marks in force, each with the word after it."""
        self.sentence = -1
        self.backdrop = -1
        """The clause that only says when: "now that every tool has a chatbot"."""
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
        families = span.sense.families
        if families.keys() == FILLER:
            return
        if "role" in families or "field" in families:
            self._role(at, span)
        elif "title" in families:
            self._title(at, span, families["title"][-1])
        elif "item" in families and not self._is_section(span) and self._is_thing(at, span):
            self._item(span, families["item"][-1])
        else:
            self._matter(span)
        cues = self._cues(span)
        for cue in cues:
            self.evidence.cues.setdefault(cue, []).append(span.start)
            if cue == "backdrop":
                self.backdrop = self.evidence.words[span.start].clause
            if cue in AFTERWARDS:
                self._mark_before(span.start, AFTERWARDS[cue])
            if cue in BEHIND:
                self._mark_joined(span.start, BEHIND[cue])
        if "not" in self.marks and not ASKED_OF.isdisjoint(span.values("cue")):
            # "does not need": what follows is asked about, not put aside.
            self.marks["negated"] = span.end
            self.marks.pop("not")
        self._mark(MARKS.intersection(cues), span.end)

    @cached_property
    def _all_cues(self) -> set[str]:
        """The cues of the whole question."""
        return {cue for span in self.spans for cue in span.values("cue")}

    def _cues(self, span: Span) -> tuple[str, ...]:
        """Return the cues of a span; "would I write" asks, where "I write" would tell."""
        cues = span.values("cue")
        word = self.evidence.words[span.start].text
        if word == "i" and self._before(span) in grammar.INVERTED:
            return tuple(cue for cue in cues if cue not in {"have", "start"})
        if word == "not" and self._opens(span.start - 1):
            return tuple(cue for cue in cues if cue != "not")
        roles, things = self.evidence.roles, self.evidence.things
        if (
            word in grammar.REFUSING
            and things
            and things[-1].end == span.start
            and self._closes(span)
        ):
            return ("shun",)
        if word == "who" and roles and roles[-1].end == span.start:
            # "A software engineer who codes" asks for nobody.
            return tuple(cue for cue in cues if cue != "who")
        return cues

    def _closes(self, span: Span) -> bool:
        """Tell whether a clause ends with a span."""
        words = self.evidence.words
        return span.end == len(words) or words[span.end].clause != words[span.end - 1].clause

    def _opens(self, at: int) -> bool:
        """Tell whether a verb turned round opens its sentence: "isn't an RE just an MLE"."""
        words = self.evidence.words
        first = at == 0 or (at > 0 and words[at - 1].sentence != words[at].sentence)
        return first and words[at].text in grammar.TURNED

    def _mark(self, cues: Iterable[str], at: int) -> None:
        """Take the marks of one cue; one that says where from or where to ends the last such."""
        if not AIMS.isdisjoint(cues):
            self._forget(AIMS)
        for cue in cues:
            self.marks[cue] = at

    def _mark_before(self, at: int, mark: str) -> None:
        """Mark the role just before: "MLE now, research scientist later"."""
        roles = self.evidence.roles
        if roles and at - roles[-1].end < REACH:
            roles[-1] = replace(roles[-1], marks=roles[-1].marks | {mark})

    def _mark_joined(self, at: int, mark: str) -> None:
        """Mark what stands just before, with all that "and" joins to it."""
        evidence = self.evidence
        for every in (evidence.things, evidence.roles):
            reached = at
            for place in reversed(range(len(every))):
                one = every[place]
                between = {word.text for word in evidence.words[one.end : reached]}
                if not between <= grammar.JOINTS | grammar.BEING:
                    break
                every[place] = replace(one, marks=one.marks | {mark})
                reached = one.start

    def _marks(self, at: int) -> frozenset[str]:
        """Return the marks that reach a place."""
        words = self.evidence.words
        return frozenset(
            mark
            for mark, end in self.marks.items()
            if mark not in ASIDE
            or (at - end <= REACH and words[end - 1].clause == words[at].clause)
        )

    def _matter(self, span: Span) -> None:
        """Take what is asked about, unless it is put aside ("not the pay")."""
        aside = {"not", "besides", "without"} if self.evidence.sections else {"not", "besides"}
        if span.values("section") and self._marks(span.start) & aside:
            self._forget(ASIDE)
            return
        for family, values in span.sense.families.items():
            for value in values if family in self.matters else ():
                self.matters[family].setdefault(value, []).append(span.start)
        if span.values("section"):
            if self._before(span) in grammar.WHICH:
                self.evidence.cues.setdefault("which", []).append(span.start)
            self._forget(ASIDE | {"only"})

    def _forget(self, marks: frozenset[str]) -> None:
        for mark in marks:
            self.marks.pop(mark, None)

    def _before(self, span: Span) -> str:
        return self.evidence.words[span.start - 1].text if span.start else ""

    def _is_section(self, span: Span) -> bool:
        """Tell whether a word for both is the section: "degree" without a "need" or "who"."""
        if not span.values("section"):
            return False
        if "without" in self._marks(span.start):
            return False
        industry = self.knowledge.items[span.values("item")[-1]].kind == "industry"
        return industry or not self._all_cues & ASKS_ITEMS

    def _is_thing(self, at: int, span: Span) -> bool:
        """Tell whether a word that is also an everyday word ("go", "r") is the item."""
        if not span.values("filler"):
            return True
        if self._before(span) in grammar.PLAIN:
            return False
        after = self.evidence.words[span.end : span.end + 1]
        asks = bool(self._all_cues & {"need", "find", "who"})
        short = len(self.evidence.words[span.start].text) < 3  # R, Go: "in spring" is no Spring
        asks = asks or self._before(span) in (grammar.OF_SHORT if short else grammar.OF_ITEMS)
        asks = asks or self._beside_item(at, span) or (short and self._is_had(at, span))
        return (asks or len(self.evidence.words) <= 5) and not (
            after and after[0].text in grammar.MOVERS and len(self.evidence.words) > 3
        )

    def _put_aside_before(self, span: Span) -> frozenset[str]:
        """Return why an item is put aside that is joined to one: "no maths, SQL or coding"."""
        named = (*self.evidence.things, *self.evidence.roles)
        last = max(named, key=lambda one: one.end, default=None)
        if last is None or not last.marks & (ASIDE | {"negated"}):
            return frozenset()
        words = self.evidence.words
        between = {word.text for word in words[last.end : span.start]}
        after = {word.text for word in words[span.end : span.end + 1]}
        # "I hate Java, Python is fine": what something is told of begins anew.
        listed = bool(between) or not after & grammar.BEING
        return last.marks if listed and between <= grammar.JOINED else frozenset()

    def _is_had(self, at: int, span: Span) -> bool:
        """Tell whether somebody just said to have what follows: "good at R"; not "I can go"."""
        beside = at > 0 and self.spans[at - 1].end == span.start
        had = beside and "have" in self.spans[at - 1].values("cue")
        return had and self._before(span) not in grammar.INVERTED

    def _beside_item(self, at: int, span: Span) -> bool:
        """Tell whether a word is joined to an item: "React and Spring", "C++, Go", "R and SQL"."""
        things, words = self.evidence.things, self.evidence.words
        joined = self._before(span) in grammar.JOINTS
        if things and things[-1].end == span.start - joined:
            return True
        beyond = [one for one in self.spans[at + 1 : at + 3] if one.start == span.end + 1]
        joins = bool(beyond) and words[span.end].text in grammar.JOINTS
        return joins and bool(beyond[0].values("item")) and not beyond[0].values("filler")

    def _role(self, at: int, span: Span) -> None:
        role = (span.values("role") or span.values("field"))[-1]
        how = "field" if not span.values("role") else "short" if span.short else "name"
        following = self.spans[at + 1] if at + 1 < len(self.spans) else None
        beside = following is not None and following.start == span.end
        if how == "field" and following and beside and following.values("title"):
            self._outside(span.start, following.end)
            return
        roles = self.evidence.roles
        beside_role = bool(roles) and roles[-1].end == span.start - 1
        if how == "field" and beside_role and self._before(span) == "in":
            return  # "a research scientist in ML" is one role, not two
        if how == "field" and self._of_jobs(span):
            how = "jobs"
        if how == "field" and self._as_item(span):
            self._item(span, span.values("item")[-1])
            return
        marks = self._marks(span.start)
        if how == "field" and span.start - self.marks.get("start", span.start) > FAR:
            marks -= {"start"}
        if self.evidence.roles:
            previous = self.evidence.roles[-1]
            between = [word.text for word in self.evidence.words[previous.end : span.start]]
            self.evidence.joined |= between[-1:] in (
                ["to"],
                ["->"],
            ) and grammar.STRAIGHT.issuperset(between[:-1])
            if len(between) == 1 and between[0] in grammar.JOINTS and not marks:
                marks = previous.marks & (AIMS | ASIDE)
        item = span.values("item")[-1:] if how == "field" else ()
        self.evidence.roles.append(Mention(role, span.start, span.end, how, marks, *item))
        self.marks.clear()

    def _of_jobs(self, span: Span) -> bool:
        """Tell whether a field stands for all its jobs: "which ML jobs", "what roles in AI"."""
        words = self.evidence.words
        after = [text.stem(word.text) for word in words[span.end : span.end + 1]]
        before = [text.stem(word.text) for word in words[max(span.start - 4, 0) : span.start]]
        inside = before[-1:] == ["in"] and bool(grammar.JOB_WORDS & set(before))
        return bool(inside or grammar.JOB_WORDS & set(after)) and bool(grammar.WHOSE & set(before))

    def _as_item(self, span: Span) -> bool:
        """Tell whether a field is what a role needs: "does a DSE need ML", "who uses NLP"."""
        words, things = self.evidence.words, self.evidence.things
        before = {word.text for word in words[max(span.start - 2, 0) : span.start]}
        after = {text.stem(word.text) for word in words[span.end : span.end + 1]}
        joined = bool(things) and things[-1].end == span.start - 1 and before & grammar.JOINTS
        wanted = joined or before & grammar.NEEDS or {"how", "much"} <= before
        asks = self._all_cues & {"who", "find"} and not after & grammar.JOB_WORDS
        return bool(span.values("item") and wanted and (self.evidence.roles or asks))

    def _title(self, at: int, span: Span, kind: str) -> None:
        evidence = self.evidence
        if span.end <= self.told:
            return
        title = self._spelled(span)
        before = span.start - 1
        previous = self.spans[at - 1] if at else None
        loose = before >= 0 and not any(s.start <= before < s.end for s in self.spans)
        same = before >= 0 and evidence.words[before].clause == evidence.words[span.start].clause
        beside = previous is not None and previous.end == span.start
        if previous and beside and previous.values("title") and evidence.outsiders:
            told = evidence.outsiders[-1]
            evidence.outsiders[-1] = replace(told, id=f"{told.id} {title}", end=span.end)
        elif same and loose:
            self._outside(before, span.end)
        elif previous and same and beside and {"item", "topic"} & previous.sense.families.keys():
            if not self._of_item(previous):
                self._outside(previous.start, span.end)
        elif kind == "other" and (not span.edits or span.end - span.start > 1):
            self._outside(span.start, span.end)
        elif kind == "here" and not self._sibling(span, title) and not self._puts_aside(span):
            evidence.heads += [title] if title not in evidence.heads else []

    def _of_item(self, span: Span) -> bool:
        """Tell whether people are named by what they use where a role is looked for.

        "Which roles for Python developers" asks by Python.
        """
        seeks = bool(self._all_cues & {"find", "recommend"})
        return seeks and bool(span.values("item"))

    def _spelled(self, span: Span) -> str:
        """Return a title as the knowledge writes it: "enginer" is "engineer"."""
        typed = text.stem(self.evidence.words[span.start].text)
        titles = self.knowledge.phrases["titles"].get("here", ())
        return min(titles, key=lambda title: OSA.distance(typed, title)) if span.edits else typed

    def _puts_aside(self, span: Span) -> bool:
        """Tell whether a title is put aside: "not the scientist", "besides analysts"."""
        aside = bool({"not", "besides"} & self._marks(span.start))
        if aside:
            self._forget(ASIDE)
        return aside

    def _sibling(self, span: Span, title: str) -> bool:
        """Take "data scientists and engineers" as data scientists and data engineers."""
        roles = self.evidence.roles
        if (
            not roles
            or roles[-1].end != span.start - 1
            or self._before(span) not in grammar.JOINTS
        ):
            return False
        sibling = self.knowledge.sibling(roles[-1].id, title)
        if sibling:
            roles.append(Mention(sibling, span.start, span.end, "name", roles[-1].marks))
        return sibling is not None

    def _outside(self, start: int, end: int) -> None:
        """Take a title that the knowledge does not cover; items within it are part of it."""
        self.told = end
        name = " ".join(word.text for word in self.evidence.words[start:end])
        marks = self._marks(start)
        self.evidence.outsiders.append(Mention(name, start, end, "outside", marks))
        self.evidence.things = [one for one in self.evidence.things if one.start < start]
        self.marks.clear()

    def _item(self, span: Span, item: str) -> None:
        choices = (
            grammar.WHICH | grammar.BEST
            if self.knowledge.items[item].kind == "degree"
            else grammar.WHICH
        )
        article = span.start > 1 and self.evidence.words[span.start - 2].text in grammar.ARTICLES
        if self._before(span) in choices and not (self._before(span) in grammar.BEST and article):
            self.evidence.cues.setdefault("which", []).append(span.start)
        if self._goes_on(span.start):
            self.evidence.cues.setdefault("have", []).append(span.start)
            self._mark({"have"}, span.start)
        # A phrase may mark the item that it names: "bad with numbers".
        own = MARKS.intersection(self._cues(span))
        marks = own | self._marks(span.start)
        marks = marks - ASIDE if "have" in own else marks | self._put_aside_before(span)
        if self.evidence.words[span.start].clause == self.backdrop:
            marks |= {TOLD}
        self.evidence.things.append(Mention(item, span.start, span.end, "item", marks))
        self._forget(ASIDE | {"only"})

    def _goes_on(self, at: int) -> bool:
        """Tell whether somebody goes on from what he is: "I'm a nurse and also know Python"."""
        words = self.evidence.words
        clause = words[at].clause
        before = [
            one.end
            for one in (*self.evidence.outsiders, *self.evidence.roles)
            if "start" in one.marks and words[one.start].clause == clause
        ]
        verbs = (
            v
            for v in range(max(before, default=at), at)
            if text.stem(words[v].text) in grammar.HAVING
        )
        first = next(verbs, 0)
        return words[first - 1].text in grammar.GOES_ON if first else False
