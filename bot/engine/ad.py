"""Job ads: which roles an ad describes, by the words it uses; nothing of an ad is kept.

Each role has a bag of terms: the words of what its sources say under the sections of `SAID`, the
words in which ads speak of its work (phrases/duties.yaml, `SPOKEN` times), and its items, as often
as the sources agree on them. An ad is a bag of terms too, each counted 1 + log(lines with it).

    evidence(term, role) = log p(term | role), smoothed by `SMOOTH`, less the mean over all roles
    score(role)          = sum over the ad's terms of count * evidence
    share(role)          = softmax over roles of score / sqrt(terms in the ad)

That is a naive Bayes classifier; the square root keeps it from being as sure as its independence
assumption would make it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.engine import compare
from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon, Span
from bot.engine.page import Role

SAID = ("definition", "responsibilities", "skills", "tools")
SPOKEN = 2
SMOOTH = 0.5
LEAST = 400
"""Characters of the shortest text that is taken for an ad by itself."""
SIGNS = 3
"""Different signs of an ad that it must show as well; twice as many where it ends by asking."""
FORCED = "ad:"
"""Before a text: it is an ad, whatever it looks like."""
MOST_LINES, MOST_WORDS = 400, 900
"""Lines and words read: ads of Telegram's length have fewer, texts made to be slow have more."""
TITLE_LINES = 3
"""Lines in which an ad says what it is called."""

DENIALS = frozenset({"no", "not", "never", "without"})
"""Words at most one word before what an ad does not ask for."""
DENIED_NOT = frozenset({"only", "just"})
"""Words by which "not" does not deny: "not only SQL"."""
_OWN = re.compile(r"\b(?:i|i'm|i've|my|me)\b")
OWN = 3
"""Times that somebody may speak of himself before a text is a story and no ad."""
_LINES = re.compile(r"\n+|(?<=[.!?;])\s+")
_ASIDE = frozenset({"industry", "degree"})
"""Kinds of items that say little of the work: every ad praises its industry."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an ad, and what it speaks for."""

    words: str
    role: str
    """The role that it speaks for most."""
    weight: float
    """How strongly, beside the mean of all roles."""


@dataclass(frozen=True, slots=True)
class Ad:
    """What an ad turned out to describe."""

    shares: Mapping[str, float]
    """Role -> its share, from 0 to 1, the greatest first."""
    lines: tuple[Line, ...]
    """The lines that speak for a role, the strongest first."""
    items: tuple[str, ...]
    """The items named, in the order of the ad."""
    title: str | None
    """The role that the ad's title names, if it names one."""


class Decoder:
    """Reads ads; built once from the knowledge."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        ads = knowledge.phrases.get("ads", {})
        self._signs = [sign.casefold() for sign in ads.get("sign", ())]
        bags = {role.id: _bag(role, knowledge) for role in knowledge.roles.values()}
        terms = set().union(*bags.values()) if bags else set()
        sizes = {role: sum(bag.values()) + SMOOTH * len(terms) for role, bag in bags.items()}
        self._evidence = {term: _evidence(term, bags, sizes) for term in terms}

    def looks_like_ad(self, typed: str) -> bool:
        """Tell whether a text is an ad by its length and by how ads are built."""
        if len(typed) < LEAST:
            return False
        said = typed.strip().casefold()
        said = said.replace("’", "'")  # noqa: RUF001  # the quote that phones type
        if len(_OWN.findall(said)) > OWN:
            return False
        least = 2 * SIGNS if said.endswith("?") else SIGNS
        return sum(sign in said for sign in self._signs) >= least

    def decode(self, typed: str) -> Ad:
        """Return what an ad describes; of a text beyond Telegram's limit the beginning is read."""
        lines = [line.strip(" \t-•*·–") for line in _LINES.split(typed[: text.MAX_CHARS])]  # noqa: RUF001
        lines = [line for line in lines if line][:MOST_LINES]
        items: dict[str, None] = {}
        title = None
        terms: list[frozenset[str]] = []
        left = MOST_WORDS
        for number, line in enumerate(lines):
            words = self._lexicon.translated(line)[0][:left]
            left -= len(words)
            every = self._lexicon.spans(words, most=0)
            spans = [span for span in every if not _denied(words, span)]
            named = [item for span in spans for item in span.values("item")]
            items |= dict.fromkeys(named)
            if number < TITLE_LINES and title is None:
                title = next((role for span in spans for role in span.values("role")), None)
            denied = {at for s in every if s not in spans for at in range(s.start, s.end)}
            said = [word for at, word in enumerate(words) if at not in denied]
            terms.append(self._known(said, named))
        lines_with = Counter(term for every in terms for term in every)
        counts = {term: 1 + math.log(lines) for term, lines in lines_with.items()}
        scores = self._scores(counts)
        return Ad(
            _shares(scores, len(counts)),
            tuple(self._pulls(lines, terms)),
            tuple(items),
            title,
        )

    def _known(self, words: Iterable[text.Word], items: Iterable[str]) -> frozenset[str]:
        """Return the terms of a line that say anything about a role."""
        found = {text.stem(word.text) for word in words} | {f"item:{item}" for item in items}
        return frozenset(found & self._evidence.keys())

    def _scores(self, counts: Mapping[str, float]) -> dict[str, float]:
        scores = [0.0] * len(self._knowledge.roles)
        for term, count in counts.items():
            for place, evidence in enumerate(self._evidence[term]):
                scores[place] += count * evidence
        return dict(zip(self._knowledge.roles, scores, strict=True))

    def _pulls(self, lines: list[str], terms: list[frozenset[str]]) -> list[Line]:
        """Return the lines with the role that each speaks for, the strongest first."""
        found = []
        for line, every in zip(lines, terms, strict=True):
            if every:
                scores = self._scores(dict.fromkeys(every, 1.0))
                role = max(scores, key=lambda name: scores[name])
                found.append(Line(line, role, scores[role]))
        return sorted(found, key=lambda line: -line.weight)


def _denied(words: Sequence[text.Word], span: Span) -> bool:
    """Tell whether an ad says that something is not asked for: "no Java", "never touch SQL"."""
    if not span.values("item"):
        return False
    before = [word.text for word in words[max(span.start - 2, 0) : span.start]]
    return not DENIALS.isdisjoint(before) and before[-1] not in DENIED_NOT


def _bag(role: Role, knowledge: Knowledge) -> Counter[str]:
    """Return the terms of a role with how often each stands for it."""
    bag: Counter[str] = Counter()
    for section, point in role.points(*SAID):
        del section
        for said in (*([] if point.item else [point.text]), *(d.text for d in point.details)):
            bag.update(_terms(said))
    for name in SAID:
        if name in role.sections:
            bag.update(_terms(role.sections[name].gist))
    for phrase in knowledge.phrases.get("duties", {}).get(role.id, ()):
        for term in _terms(phrase):
            bag[term] += SPOKEN
    weights: dict[str, float] = dict(bag)
    for item in knowledge.holdings[role.id]:
        if knowledge.items[item].kind not in _ASIDE:
            weights[f"item:{item}"] = compare.agreement(role.id, item, knowledge).share
    return Counter(weights)


def _terms(said: str) -> set[str]:
    return {text.stem(word.text) for word in text.words(said) if len(word.text) > 2}


def _evidence(
    term: str, bags: Mapping[str, Counter[str]], sizes: Mapping[str, float]
) -> tuple[float, ...]:
    """Return how much a term speaks for each role, in their order, beside the mean of all."""
    logs = [math.log((bag[term] + SMOOTH) / sizes[role]) for role, bag in bags.items()]
    mean = sum(logs) / len(logs)
    return tuple(value - mean for value in logs)


def _shares(scores: Mapping[str, float], terms: int) -> dict[str, float]:
    """Return the scores as shares of one, the greatest first."""
    if not terms:
        return {}
    best = max(scores.values())
    raised = {role: math.exp((score - best) / math.sqrt(terms)) for role, score in scores.items()}
    whole = sum(raised.values())
    ranked = sorted(raised, key=lambda role: (-raised[role], role))
    return {role: raised[role] / whole for role in ranked}
