"""Words -> Mentions: the roles, neighbours, items, levels, places and other jobs in a text.

Laws of this module:

1. Names are found by matching alone; the intent decides which of them are asked about.
2. A mark says how a name is meant: own, wanted, from, to, without, told. It extends from its
   phrase (knowledge/phrases/marks.yaml) over the names after it, and over names joined to them,
   until another mark or the end of the sentence; a lack or dislike covers one list of names.
3. A name that is also an everyday word ("go") counts only if the words around it say so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.engine.knowledge import Knowledge
from bot.engine.language import asking, joined, marks, text
from bot.engine.language.lexicon import Lexicon, Span
from bot.engine.language.mention import (
    ANOTHER,
    JOINERS,
    PUT_ASIDE,
    Mark,
    Mention,
    Mentions,
    places,
)
from bot.engine.reading import Cue

REACH = 6
"""Maximum words between a lack or dislike and its name."""
STRUCK = 6
"""Maximum words of a clause that says what is not meant."""
SHORT_TEXT = 5
"""Maximum words of a text in which an everyday word that names an item means the item."""
STRICT = 2
"""Maximum letters of an everyday word that stays one even next to a role: "go", "r"."""
LISTED = JOINERS | {"a", "an", "the", "any", "also", "even", "much", "real", "good", "in", "of"}
TERSE = JOINERS | {"from", "to", "->"}
MANNERS = frozenset({Cue.MORE, Cue.SOURCE})
THINGS = frozenset({"item", "wish", "section", "trait", "level", "place"})
"""Families of things that somebody may lack or not want, besides the jobs of a talk."""
ECHO = 4
"""Maximum words of a question that only echoes the last answer."""
NAMES = ("role", "field", "neighbour", "beside", "item", "place")
"""Families of phrases that are names in any language."""


def find(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Mentions:
    """Return everything that a text names."""
    walk = _Walk(typed, lexicon, knowledge)
    words = walk.words
    every = [
        one
        for one in joined.complete(walk.every, words, lexicon, knowledge)
        if one.job or {word.text for word in words[one.end : one.end + 1]} != {"one"}
    ]  # "the vision one" is a role of the talk, not an item
    asks = asking.questions(words, knowledge)
    every = marks.of_text(every, words, knowledge, asks=asks)
    known = places(walk.spans) | places(every)
    strange = [word.text for at, word in enumerate(words) if at not in known]
    unused = tuple(dict.fromkeys(word for word in strange if _unknown(word, lexicon)))
    plain = [s for s in walk.spans if s.values("section") or MANNERS & {*s.values("cue")}]
    told = places(plain) | places(one for one in every if one.job)
    return Mentions(
        words,
        tuple(sorted(every, key=lambda one: one.start)),
        walk.cues,
        sections=tuple(dict.fromkeys(walk.values("section"))),
        traits=tuple(dict.fromkeys(walk.values("trait"))),
        tones=tuple(dict.fromkeys(t for span in walk.spans for t in span.values("tone"))),
        wants=tuple(dict.fromkeys(walk.wants)),
        avoids=tuple(dict.fromkeys(walk.avoids)),
        wishes=tuple(dict.fromkeys(walk.named)),
        titles=tuple(dict.fromkeys(walk.titles)),
        unused=unused,
        terse=bool(words) and all(at in told or w.text in TERSE for at, w in enumerate(words)),
        denies=walk.denies,
        spelled=tuple([lexicon.spelled(word.text) for word in words]),
        language=walk.language or _another(typed, unused, words, knowledge),
        typed=typed.casefold(),
        struck=walk.struck,
        asking=asking.sentences(words, knowledge),
        questions=asks,
    )


class _Walk:
    """Walks through the spans of a text from left to right and collects mentions."""

    def __init__(self, typed: str, lexicon: Lexicon, knowledge: Knowledge) -> None:
        words, self.language = lexicon.translated(typed)
        self.words, self.spans, self.knowledge = words, lexicon.spans(words), knowledge
        self.struck = frozenset(_struck(words, self.spans, knowledge))
        self.every: list[Mention] = []
        meant = [span for span in self.spans if span.start not in self.struck]
        self.cues = {Cue(name): s.start for s in meant[::-1] for name in s.values("cue")}
        self.titles: list[str] = []
        self.wants: list[str] = []
        self.avoids: list[str] = []
        self.named: list[str] = []
        self._denials: list[int] = []
        self._mark: Mark | None = None
        self._since = 0
        self._capitals = text.capitals(typed)
        self._has_job = any(span.sense.families.keys() & set(NAMES[:4]) for span in self.spans)
        sentence = 0
        for span in self.spans:
            if words[span.start].sentence != sentence:
                sentence, self._mark = words[span.start].sentence, None
            self._take(span)
        self._take_trades(lexicon)
        self._take_hours()

    @property
    def denies(self) -> bool:
        """Something other than a named thing is denied: "without the first", not "no maths"."""
        things = {s.start for s in self.spans if s.sense.families.keys() & THINGS}
        return any(things.isdisjoint((at, at + 1)) for at in self._denials)

    def values(self, family: str) -> Iterator[str]:
        """Yield the ids of one family, in the order of the text."""
        meant = (span for span in self.spans if span.start not in self.struck)
        return (value for span in meant for value in span.values(family))

    def _take(self, span: Span) -> None:
        families = span.sense.families
        if "mark" in families:
            self._take_mark(span)
        if "role" in families or "field" in families:
            self._take_job(span, "role", "field")
        elif "neighbour" in families or "beside" in families:
            self._take_job(span, "neighbour", "beside")
        elif "job" in families:
            self._take_title(span)
        elif "item" in families and self._is_item(span):
            self._add("item", span.values("item")[-1], span)
        elif "wish" in families:
            self._take_wish(span)
        for family in families.keys() & {"level", "place"}:
            self._add(family, span.values(family)[0], span)

    def _take_wish(self, span: Span) -> None:
        """Collect an aspect of work: liked, disliked, or only named."""
        near = span.start - self._since <= REACH
        before = self.words[span.start - 1].text if span.start else ""
        if (
            (self._mark is Mark.WITHOUT and near)
            or before in self.knowledge.english("less")
            or self._mark is Mark.FROM
        ):
            self.avoids += span.values("wish")
        elif self._mark in {Mark.OWN, Mark.WANTED} or before in self.knowledge.english("more"):
            self.wants += [axis for axis in span.values("wish") if self._is_wanted(axis)]
        else:
            self.named += span.values("wish")

    def _is_wanted(self, axis: str) -> bool:
        """Tell whether people wish for much of something: who "has nights" tells of a burden."""
        known = self.knowledge.axes.get(axis)
        return known is None or known.best == "most"

    def _take_mark(self, span: Span) -> None:
        values = span.values("mark")
        if "refused" in values or "had" in values:
            self._mark_before(span.start, Mark.WITHOUT if "refused" in values else Mark.OWN)
            return
        self._mark = None if "ends" in values else Mark(values[0])
        self._denials += [span.end] if self._mark is Mark.WITHOUT else []
        self._since = span.end

    def _mark_before(self, at: int, mark: Mark) -> None:
        """Mark the name just before, with all names joined to it: "maths and SQL scare me"."""
        for place in reversed(range(len(self.every))):
            one = self.every[place]
            here = self.words[min(at, len(self.words) - 1)].clause
            clause = self.words[one.end - 1].clause == here
            if not (clause and self._between(one.end, at) <= JOINERS):
                return
            if one.mark is not Mark.WITHOUT:  # "no degree here"
                self.every[place] = replace(one, mark=mark)
            at = one.start

    def _take_job(self, span: Span, family: str, field: str) -> None:
        values = span.values(family)
        if self._is_little(span):
            return
        how = "field" if not values else "short" if span.sense.short else "name"
        item = "" if values else next(iter(span.values("item")[-1:]), "")
        self._add(family, (values or span.values(field))[-1], span, how, item)

    def _is_little(self, span: Span) -> bool:
        """Tell whether a name is a short foreign word here: "analista de datos"."""
        little = self.knowledge.foreign_words
        word, *more = self.words[span.start : span.end]
        if more or word.text not in little or word.text in self._capitals:
            return False
        beside = (*self.words[max(span.start - 1, 0) : span.start], *self.words[span.end :][:1])
        return bool(self.language) or any(one.text in little for one in beside)

    def _take_title(self, span: Span) -> None:
        if role := self._alone(span):
            self._add("role", role, span, "title")
            return
        if "here" in span.values("job"):
            self.titles.append(text.stem(self.words[span.end - 1].text))
            return
        before = self.every[-1] if self.every else None
        if before and before.end == span.start and before.family == "item":
            span = span._replace(start=self.every.pop().start)  # "SQL consultant" is one job
        name = " ".join(word.text for word in self.words[span.start : span.end])
        self._add("job", name, span)

    def _alone(self, span: Span) -> str:
        """Return the role that a title used alone means, "" for none."""
        at = span.start
        title = text.stem(self.words[at].text) if span.end == at + 1 else ""
        alone = self.knowledge.phrases.get("alone", {}).items()
        role = next((role for role, titles in alone if title in titles), "")
        if not role or at == 0 or self.words[at - 1].clause != self.words[at].clause:
            return role
        before = self.words[at - 1].text
        free = before in self.knowledge.english("little") or before in self.knowledge.english(
            "untitled"
        )
        level = any(one.end == at and one.family == "level" for one in self.every)
        return role if free or level or before in JOINERS else ""

    def _take_trades(self, lexicon: Lexicon) -> None:
        """Collect unknown jobs that somebody is said to have: "a cleaner"."""
        taken = places(self.every)
        being_ = self.knowledge.english("being")
        for at, (being, article, word) in enumerate(
            zip(self.words, self.words[1:], self.words[2:], strict=False), 2
        ):
            is_one = being.text in being_ and article.text in {"a", "an"} and at not in taken
            if is_one and _unknown(word.text, lexicon):
                self.every.append(Mention("job", word.text, at, at + 1, mark=Mark.OWN))

    def _take_hours(self) -> None:
        """Collect the asker's time, "5 hours a week", which does not ask about hours."""
        of = self.knowledge.english("hours")
        every = self.knowledge.english("each")
        taken = places(self.every)
        for at, word in enumerate(self.words[:-2]):
            number, unit, *rest = (one.text for one in self.words[at : at + 4])
            size = next((n for n, one in enumerate(rest, 3) if one in every), 0)
            if word.text.isdecimal() and unit in of and size and at not in taken:
                self.every.append(Mention("hours", number, at, at + size))

    def _is_item(self, span: Span) -> bool:
        """Tell whether a word with another meaning is meant as the item."""
        if span.values("section"):  # "and education?" does not ask about schools
            return self.knowledge.items[span.values("item")[-1]].kind != "industry"
        ambiguous = self.knowledge.phrases.get("ambiguous", {})
        word = self.words[span.start].text
        if span.end - span.start > 1 or word not in ambiguous.get("words", ()):
            return True
        before = self.words[span.start - 1].text if span.start else ""
        after = self.words[span.end].text if span.end < len(self.words) else ""
        verb = before in ambiguous.get("not_after", ())
        if self._beside_item(span) or (len(self.words) <= SHORT_TEXT and not verb):
            return True
        expected = before in ambiguous.get("before", ())
        if len(word) <= STRICT:
            return expected and f"{word} {after}" not in ambiguous.get("never", ())
        return not verb and (self._has_job or expected)

    def _beside_item(self, span: Span) -> bool:
        """Tell whether a span is joined to an item: "R and Python", "Go, Rust"."""
        last = self.every[-1] if self.every else None
        beside = last and self.words[last.start].sentence == self.words[span.start].sentence
        if (
            last
            and beside
            and last.family == "item"
            and self._between(last.end, span.start) <= JOINERS
        ):
            return True
        here = self.words[span.start].sentence
        near = (
            s
            for s in self.spans
            if span.end <= s.start <= span.end + 1
            and s.values("item")
            and self.words[s.start].sentence == here
        )
        return any(self._between(span.end, behind.start) <= JOINERS for behind in near)

    def _between(self, start: int, end: int) -> set[str]:
        return {word.text for word in self.words[start:end]}

    def _add(self, family: str, name: str, span: Span, how: str = "name", item: str = "") -> None:
        mark = self._mark_of(family, span.start)
        self.every.append(Mention(family, name, span.start, span.end, how, mark, item))

    def _mark_of(self, family: str, at: int) -> Mark | None:
        """Return the mark of a name: that of a joined name, or the last one given."""
        before = next((one for one in reversed(self.every) if one.family == family), None)
        fresh = self._mark and not (self.every and self.every[-1].start >= self._since)
        if not fresh and before and before.mark and self._between(before.end, at) <= LISTED:
            same = self.words[before.start].sentence == self.words[at].sentence
            return before.mark if same else None
        mark = self._mark
        if mark in PUT_ASIDE:
            near = at - self._since <= REACH
            clause = self.words[self._since - 1].clause == self.words[at].clause
            if family not in {"level", "place"}:
                self._mark = None  # the next name has its own mark, or is joined to this one
            return mark if near and clause else None
        if mark in {Mark.TO, Mark.FROM} and family not in {"role", "neighbour", "job"}:
            self._mark = None if family == "place" else mark  # "from India" ends there
            return None if mark is Mark.TO else mark
        return mark


def _struck(
    words: Sequence[text.Word], spans: Sequence[Span], knowledge: Knowledge
) -> Iterator[int]:
    """Yield the indices of words in short clauses that say what is not meant: "not the money".

    A dislike ("not into coding") says something about the person, and an excluded job has its
    own mark; neither is such a clause.
    """
    before, nots = knowledge.english("striking"), knowledge.english("not")
    yield from _reproached(words, knowledge)
    kept = places(s for s in spans if s.sense.families.keys() & {*NAMES[:4], "job"})
    marked = (span for span in spans if span.values("mark"))
    kept |= places(s for s in marked if _typed(words, s.start, s.end) not in nots)
    for _, clause in groupby(range(len(words)), key=lambda at: words[at].clause):
        every = [*clause]
        at = next((n for n, one in enumerate(every) if words[one].text in nots), len(every))
        lead = all(words[one].text in before for one in every[:at])
        short = at + 1 < len(every) <= STRUCK and len(every) < len(words)
        if lead and short and not kept & {*every}:
            yield from every


def _reproached(words: Sequence[text.Word], knowledge: Knowledge) -> Iterator[int]:
    """Yield the indices of words in clauses that only repeat what was answered.

    These are "you gave me pay again" and "On call?" before "I asked about the degree".
    """
    reproaches, mends = knowledge.english("reproach"), knowledge.english("mending")
    clauses = [
        [*every] for _, every in groupby(range(len(words)), key=lambda at: words[at].clause)
    ]
    said = [f"{_typed(words, every[0], every[-1] + 1)} " for every in clauses]
    left = []
    for at, every in enumerate(clauses):
        reproach = any(f" {one} " in f" {said[at]}" for one in reproaches)
        mended = any(one.startswith(f"{mend} ") for one in said[at + 1 : at + 2] for mend in mends)
        echo = words[every[0]].asks and len(every) <= ECHO and mended
        left += [every] if reproach or echo else []
    if sum(map(len, left)) + 1 < len(words):  # something else is asked as well
        yield from (at for every in left for at in every)


def _typed(words: Sequence[text.Word], start: int, end: int) -> str:
    return " ".join(word.text for word in words[start:end])


def _unknown(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is unknown, even as a misspelling."""
    odd = len(word) > 1 and not word.isdecimal() and not lexicon.knows(word)
    return odd and lexicon.spelled(word) == word


def _another(
    typed: str, unused: Sequence[str], words: Sequence[text.Word], knowledge: Knowledge
) -> str:
    """Tell whether a text is in a language without a glossary: most of its words are unknown."""
    little = knowledge.foreign_words
    letters = not typed.isascii() and any(one.isalpha() and not one.isascii() for one in typed)
    telling = letters or any(word.text in little for word in words)
    return ANOTHER if telling and 2 * len(unused) > len(words) else ""
