"""Decode a job ad: which work a text describes.

A fitted model gives each line a kind (title, duty, requirement, nice, offer, company, other).
Its words support a role as far as the knowledge says (`evidence`) and labelled ads add.

    weight(term, role)   = `TRUST` * evidence + what labelled ads add to it
    count(term)          = log(1 + sum over its lines of how far each describes the work)
    score(role)          = sum of count * weight / root of the sum of counts + what the title adds
    share(role)          = softmax over roles of score / `HEAT`

Without labelled ads this is naive Bayes; the root tempers the overconfidence of its independence
assumption.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.engine.ad import terms, title
from bot.engine.ad.evidence import evidences
from bot.engine.ad.linear import Linear, shares
from bot.engine.ad.lines import Line, features, lines
from bot.engine.ad.signs import signs
from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon, Span

TRUST = 2.0
"""Weight of the knowledge's evidence against that of labelled ads, by cross-validation."""
CALLED = 1.0
"""Weight of the title for its role, before labelled ads; by cross-validation."""
HEAT = 2.0
"""Temperature of the softmax over scores: without it any plain ad would seem certain."""
LEAST = 160
"""Characters of the shortest text that is taken for an ad without being called one."""
FORCED = "ad:"
"""A prefix that makes any text an ad."""
MOST_WORDS = 1500
"""Maximum words read: two messages have fewer, only texts made to be slow have more."""
WORK = {"duty": 1.0, "requirement": 0.8, "nice": 0.4, "title": 0.3, "company": 0.15, "other": 0.1}
"""How far a line of each kind describes the work, from 0 to 1; our judgment."""
SURE = 0.5
"""Probability from which on a line counts as being of a kind."""
ASKED = 0.7
"""Weight of a requirement against that of a duty, when lines are quoted."""
TOP = 8
"""Number of first lines in which the place and the title are looked for in any case."""
FEW_LINES = 3
"""Maximum lines of an ad too short to classify its lines."""
FEW = 4
"""Words of the shortest line that is quoted."""
DENIALS = frozenset({"no", "not", "never", "without"})
"""Words that negate an item at most one word later."""
DENIED_NOT = frozenset({"only", "just"})
"""Words after which "not" does not negate: "not only SQL"."""
NEEDED = frozenset({"needed", "required", "necessary", "expected"})


@dataclass(frozen=True, slots=True)
class Said:
    """A line of an ad with its kind and what it names."""

    line: Line
    kinds: Mapping[str, float]
    """Kind -> its probability."""
    words: tuple[str, ...] = ()
    """Stems of its words, without negated parts."""
    items: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    """The items that are only a plus."""
    jobs: tuple[title.Named, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The most probable kind."""
        return max(self.kinds, key=lambda name: self.kinds[name])

    @property
    def work(self) -> float:
        """How far it describes the work, from 0 to 1."""
        return sum(weight * self.kinds.get(kind, 0.0) for kind, weight in WORK.items())

    @property
    def quotable(self) -> bool:
        """It surely describes the work, has enough words and mentions no money."""
        few = len(self.line.text.split()) < FEW
        return self.sure("duty", "requirement") and not few and not terms.names_sum(self.line.text)

    @property
    def may_be_quoted(self) -> bool:
        """It names something of the work; enough if there is hardly any other line to quote."""
        aside = self.sure("offer", "company", "title") or terms.names_sum(self.line.text)
        return bool(self.items) and not aside and len(self.line.text.split()) >= FEW

    def sure(self, *kinds: str) -> bool:
        """Tell whether it is surely of one of these kinds."""
        return sum(self.kinds.get(kind, 0.0) for kind in kinds) >= SURE


@dataclass(frozen=True, slots=True)
class Quote:
    """A line of an ad, and the roles that it supports."""

    words: str
    role: str
    """The role that it supports most."""
    weight: float
    """How strongly, relative to the mean of all roles."""
    pulls: Mapping[str, float]
    """Role -> how much the line supports it."""
    duty: bool = False
    """It is a duty, not a requirement."""


@dataclass(frozen=True, slots=True)
class Ad:
    """What an ad turned out to describe."""

    shares: Mapping[str, float]
    """Role -> its share, from 0 to 1, the greatest first; empty if nothing supports any role."""
    lines: tuple[Quote, ...]
    """The lines on the work that support a role, the strongest first."""
    must: tuple[str, ...]
    """The required items, in the order of the ad."""
    nice: tuple[str, ...]
    """The items that are only a plus."""
    titles: tuple[str, ...]
    """The roles and neighbours that it offers; several if it has several openings."""
    level: str
    """The level, by its title, otherwise by the years that it asks for."""
    called: str
    """The level by its title alone."""
    years: int
    """Years of experience required, 0 if none."""
    place: str
    """A country code, "" if none is named."""
    remote: bool
    hybrid: bool
    pay: terms.Pay | None
    unpaid: str = ""
    """The words that say that the work is unpaid, or that the applicant pays for it."""

    @property
    def items(self) -> tuple[str, ...]:
        """All items that it names."""
        return (*self.must, *self.nice)

    @property
    def title(self) -> str | None:
        """The role or neighbour in its title, if any."""
        return self.titles[0] if self.titles else None


class Decoder:
    """Decodes ads; built once from the knowledge."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        """Prepare what the knowledge and its fitted tables say about ads."""
        self._knowledge = knowledge
        self._lexicon = lexicon
        cues = knowledge.phrases.get("ads", {})
        self._cues = title.Cues(
            frozenset(cues.get("hiring", ())), frozenset(cues.get("beside", ()))
        )
        self._unpaid = cues.get("unpaid", ())
        self._extra = tuple(f" {one} " for one in cues.get("extra", ()))
        self._ambiguous = frozenset(knowledge.phrases.get("ambiguous", {}).get("words", ()))
        fitted = knowledge.ads
        self._kinds = Linear(fitted.kinds) if fitted else None
        self._signs = Linear(fitted.signs) if fitted else None
        self.evidence = evidences(knowledge)
        self._weights = self._with_ads(Linear(fitted.roles) if fitted else None)

    def _with_ads(self, fitted: Linear | None) -> Mapping[str, tuple[float, ...]]:
        """Return the weights of the terms for each role, in the order of the roles."""
        roles = tuple(self._knowledge.roles)
        weights = {
            term: tuple([TRUST * one for one in every]) for term, every in self.evidence.items()
        }
        for page in self._knowledge.pages.values():
            meant = (page.id, *page.nearest[:1])
            weights[f"title:{page.id}"] = tuple([CALLED if one in meant else 0.0 for one in roles])
        if fitted is None:
            return weights
        places = [fitted.classes.index(one) if one in fitted.classes else -1 for one in roles]
        if max(places) < 0:
            return weights
        none = (0.0,) * len(roles)
        for term, row in fitted.rows.items():
            more = [row[at] if at >= 0 else 0.0 for at in places]
            weights[term] = tuple(
                [a + b for a, b in zip(weights.get(term, none), more, strict=True)]
            )
        return weights

    def looks_like_ad(self, typed: str) -> bool:
        """Tell whether a text of some length is an ad."""
        if len(typed.strip()) < LEAST or self._signs is None:
            return False
        return self._signs.scores(signs(typed))[0] > 0

    def said(self, every: Sequence[Line]) -> list[Said]:
        """Return the lines with their kinds."""
        if self._kinds is None:
            return [Said(line, {"duty": 1.0}) for line in every]
        table = self._kinds
        found = [table.scores(one) for one in features(every)]
        return [
            Said(line, dict(zip(table.classes, shares(scores), strict=True)))
            for line, scores in zip(every, found, strict=True)
        ]

    def decode(self, typed: str) -> Ad:
        """Return what an ad describes."""
        said = self.read(typed)
        counts = count(said)
        named = title.titles(one for line in said for one in line.jobs)
        scores = self.scores({**counts, **of_title(said, named)})
        must, nice = _items(said)
        asked = terms.years(one.line.text for one in said if not one.sure("offer", "company"))
        top = {one.line for one in named_in(said, named)}
        levels = [level for one in said if one.line in top for level in one.levels]
        places = [
            code
            for one in said
            if one.sure("title", "offer", "other") or one.line.number < 4
            for code in one.places
        ]
        whole = " ".join(
            one.line.text.casefold() for one in said if not one.sure("duty", "company")
        )
        return Ad(
            _ranked(scores, self._knowledge) if counts else {},
            tuple(self._quotes(said)),
            must,
            nice,
            named,
            terms.level(levels, asked),
            terms.level(levels, 0),
            asked,
            next((code for code in places if code != "remote"), ""),
            "remote" in places,
            "hybrid" in whole,
            terms.pay(
                one.line.text for one in said if not one.sure("duty", "requirement", "company")
            ),
            next((cue for cue in self._unpaid if cue in whole), ""),
        )

    def read(self, typed: str) -> list[Said]:
        """Return the lines of an ad with their kinds and what they name."""
        found = []
        left = MOST_WORDS
        for at, one in enumerate(self.said(lines(typed))):
            if at > TOP and one.sure("offer", "company"):  # it names nothing of the work
                found.append(one)
                continue
            words = self._lexicon.translated(one.line.plain)[0][:left]
            left -= len(words)
            found.append(self._named(at, one, words))
        return found

    def _named(self, at: int, one: Said, words: Sequence[text.Word]) -> Said:
        spans = self._lexicon.spans(words, most=0)
        kept = [s for s in spans if not _denied(words, s) and self._is_meant(s, words, one.line)]
        without = {at for s in spans if s not in kept for at in range(s.start, s.end)}
        items = {span.values("item")[-1]: span for span in kept if span.values("item")}
        offered = one.sure("offer", "company")
        extra = self._extra_clauses(words)
        return Said(
            one.line,
            one.kinds,
            tuple(text.stem(word.text) for at, word in enumerate(words) if at not in without),
            () if offered else tuple(items),
            tuple(i for i, span in items.items() if words[span.start].clause in extra),
            tuple(title.names(at, one.line, words, kept, self._cues, self._lexicon)),
            tuple(value for span in kept for value in span.values("level")),
            tuple(value for span in kept for value in span.values("place")[:1]),
        )

    def _is_meant(self, span: Span, words: Sequence[text.Word], line: Line) -> bool:
        """Tell whether an everyday word that names an item is meant as the item."""
        word = words[span.start].text
        if not span.values("item") or span.end - span.start > 1 or word not in self._ambiguous:
            return True
        plain = f" {line.plain}" if line.bullet else line.plain
        return re.search(rf"\W{re.escape(word.capitalize())}(?![\w&]|\s?&)", plain) is not None

    def _extra_clauses(self, words: Sequence[text.Word]) -> set[int]:
        """Return the clauses of a sentence whose items are called a plus."""
        whole = f" {' '.join([word.text for word in words])} "
        if not any(cue in whole for cue in self._extra):
            return set()
        clauses: dict[int, str] = {}
        for word in words:
            clauses[word.clause] = f"{clauses.get(word.clause, ' ')}{word.text} "
        return {at for at, said in clauses.items() if any(cue in said for cue in self._extra)}

    def scores(self, counts: Mapping[str, float]) -> list[float]:
        scores = [0.0] * len(self._knowledge.roles)
        for term, count_ in counts.items():
            if row := self._weights.get(term):
                scores = [
                    score + count_ * weight for score, weight in zip(scores, row, strict=True)
                ]
        return scores

    def _quotes(self, said: Sequence[Said]) -> list[Quote]:
        """Return the lines on the work with the role that each supports, the strongest first."""
        few = len(said) <= FEW_LINES
        found = []
        for one in said:
            known = [t for t in dict.fromkeys(_terms_of(one)) if t in self._weights]
            if not (known and (one.quotable or (few and one.may_be_quoted))):
                continue
            scores = self.scores(dict.fromkeys(known, 1 / math.sqrt(len(known))))
            mean = sum(scores) / len(scores)
            pulls = {r: s - mean for r, s in zip(self._knowledge.roles, scores, strict=True)}
            role = max(pulls, key=lambda name: pulls[name])
            named = {job.job for job in one.jobs if job.full}
            if named and role not in named:  # it names one job but supports another
                continue
            duty = one.kinds.get("duty", 0.0) > one.kinds.get("requirement", 0.0)
            pulls = {name: pull if duty else ASKED * pull for name, pull in pulls.items()}
            found.append(Quote(one.line.text, role, pulls[role], pulls, duty))
        return sorted(found, key=lambda quote: -quote.weight)


def named_in(said: Iterable[Said], titles: Sequence[str]) -> Iterator[Said]:
    """Yield the lines that name a title as one."""
    for one in said:
        if any(job.job in titles[:1] and job.score >= title.MAY_BE for job in one.jobs):
            yield one


def count(said: Iterable[Said]) -> dict[str, float]:
    """Return the terms of an ad with their counts."""
    found: dict[str, float] = {}
    for one in said:
        work = one.work
        for term in dict.fromkeys(_terms_of(one)):
            found[term] = found.get(term, 0.0) + work
    counts = {term: math.log1p(weight) for term, weight in found.items()}
    root = math.sqrt(sum(counts.values())) or 1.0
    return {term: weight / root for term, weight in counts.items()}


def of_title(said: Iterable[Said], titles: Sequence[str]) -> dict[str, float]:
    """Return what a title adds to the terms of an ad."""
    found = {f"title:{one}": 1 / len(titles) for one in titles[:3]}
    for one in named_in(said, titles):
        found |= {f"t:{word}": 0.5 for word in one.words if len(one.words) <= title.SHORT}
        break
    return found


def _items(said: Iterable[Said]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the required items, and those that are only a plus, in the order of the ad."""
    must: dict[str, None] = {}
    nice: dict[str, None] = {}
    for one in said:
        extra = one.items if one.sure("nice") else one.extra
        nice |= dict.fromkeys(extra)
        must |= dict.fromkeys(item for item in one.items if item not in extra)
    return tuple(must), tuple(item for item in nice if item not in must)


def _terms_of(one: Said) -> Iterator[str]:
    yield from (word for word in one.words if len(word) > 2)
    yield from (f"item:{item}" for item in one.items)


def _denied(words: Sequence[text.Word], span: Span) -> bool:
    """Tell whether an ad says that something is not required: "no Java", "SQL not needed"."""
    if not span.values("item"):
        return False
    before = [word.text for word in words[max(span.start - 2, 0) : span.start]]
    if not DENIALS.isdisjoint(before) and before[-1] not in DENIED_NOT:
        return True
    clause = words[span.end - 1].clause
    behind = [word.text for word in words[span.end : span.end + 4] if word.clause == clause]
    return "not" in behind[:2] and not NEEDED.isdisjoint(behind)


def _ranked(scores: Sequence[float], knowledge: Knowledge) -> dict[str, float]:
    """Return the scores as shares that sum to 1, the greatest first."""
    parts = dict(zip(knowledge.roles, shares(one / HEAT for one in scores), strict=True))
    return {role: parts[role] for role in sorted(parts, key=lambda name: (-parts[name], name))}
