"""Mentions + Intent -> Reading: the likeliest reading whose slots can be filled.

Each kind needs certain slots: a comparison two roles, a check a role and an item. A slot is filled
from the text, or from what the talk offers; a kind whose slots stay empty is no legal reading. Of
the legal ones the likeliest wins. How much each sign of it counts is fitted (`Weights.signs`):

    kind      log p(kind)
    roles     log p(where its roles come from, and that these are the ones asked about)
    form      log of how well the kind goes with the form of the text
    matter    log p(section or topic), beside a part of its own for each kind (`matter.general`)
    is.<kind> one for each kind
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language.intent import Intent, asking_sentences
from bot.engine.language.mentions import LEFT, Mark, Mention, Mentions
from bot.engine.reading import Cue, Reading

MOST_ITEMS = 12
"""Items that one answer goes into; a list of more is no question."""
MANNERLY = 8
"""Words up to which a text may be nothing but manners."""
MOST_ROLES, MOST_SECTIONS = 8, 3
LIKELY = 0.5
"""From this probability on a job named is asked about, and a slot is left to the talk."""
BESIDE = 0.6
"""From this one on a section is asked for beside the first."""
DOUBTFUL = 0.3
"""What is left of a reading without roles where a talk has some or a text is nothing but names, of
long manners, and of a way whose one end is missing where the talk offers it."""
SUREST = 0.95
"""The most that is made of the probability of a section."""
UNSURE = 0.02
"""The least that one doubtful slot leaves of a reading's probability."""
UNLIKELY = 0.01
"""Kinds less likely than this are not looked at, unless no other is legal."""
EVEN = {"kind": 1.0, "roles": 1.0, "form": 1.0}
"""What the signs count where nothing has been fitted."""
SECTIONED = frozenset({"explain", "compare", "find", "transition", "clarify"})
STATED = ("explain", "compare", "check", "find", "transition")
"""Kinds that may be offered as another reading of the same text."""
PLAIN = ("general", "clarify", "roles", "help", "unknown")
OVERVIEW = (SECTION_OVERVIEW,)
NONE = "none"
"""The class of a text that describes no role."""
RANKS = frozenset({Cue.MOST, Cue.LEAST})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a talk offers for the slots that a text leaves empty."""

    roles: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    """The roles that the text points at among those of the talk: "the second one"."""
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    topic: str = ""
    kind: str = ""
    """The kind of the turn before."""


NOTHING = Offer()
Scored = tuple[float, Reading]
"""A probability, not summing to one over all readings, and the reading that has it."""
Chosen = tuple[float, tuple[str, ...], bool]
"""A probability, the roles that have it, and whether all of them stand in the text."""


class Case:
    """One text while its readings are weighed."""

    def __init__(
        self, found: Mentions, intent: Intent, knowledge: Knowledge, offer: Offer
    ) -> None:
        self.found, self.intent, self.knowledge, self.offer = found, intent, knowledge, offer
        items = found.of("item")
        self.asked = _ids(one for one in items if one.mark in {None, Mark.WANTED, Mark.TO})
        self.own = _ids(one for one in items if one.mark in LEFT)
        self.lacked = _ids(one for one in items if one.mark is Mark.WITHOUT)
        self.aside = _ids(one for one in found.jobs if one.mark is Mark.WITHOUT)
        self.stays = _stays(intent)
        self.sections = _sections(self)

    def likely(self, head: str, name: str) -> float:
        return self.intent.likely(head).get(name, 0.0)

    def subjects(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Return the items that the words for these roles stand for too."""
        chosen = {*roles}
        fields = (one.item for one in self.found.jobs if one.item and one.id in chosen)
        return tuple(dict.fromkeys(fields))


def read(found: Mentions, intent: Intent, knowledge: Knowledge, offer: Offer = NOTHING) -> Reading:
    """Return the likeliest legal reading of a text."""
    case = Case(found, intent, knowledge, offer)
    named = found.jobs or found.sections or found.of("item", "level", "place")
    scolds = Cue.COMPLAINT in found.cues and not named
    if (
        scolds
        or Cue.DISTRESS in found.cues
        or len(found.unused) == len({one.text for one in found.words})
    ):
        return complete(case, [(1.0, Reading("unknown"))])
    weigh = knowledge.weights.signs if knowledge.weights else EVEN
    scored = [
        (math.exp(sum(weigh.get(name, 0.0) * value for name, value in signs.items())), reading)
        for signs, reading in candidates(case, UNLIKELY) or candidates(case, 0.0)
    ]
    whole = sum(odds for odds, _ in scored)
    return complete(case, sorted(((odds / whole, one) for odds, one in scored), key=_least))


def _least(scored: Scored) -> float:
    return -scored[0]


def candidates(case: Case, least: float) -> list[tuple[dict[str, float], Reading]]:
    """Return the best legal reading of each kind that is as likely as `least`, with its signs."""
    found = []
    for kind, odds in case.intent.likely("kind").items():
        built = max(BUILDERS[kind](case), key=_odds, default=None) if odds >= least else None
        if built is None:
            continue
        likely, reading = built
        matter = math.log(max(_matter(case, reading), UNSURE))
        signs = {
            "kind": math.log(odds),
            "roles": math.log(max(likely, UNLIKELY)),
            "form": math.log(_form(case, kind)),
            "matter": matter,
            f"matter.{kind}": matter,
            f"is.{kind}": 1.0,
        }
        found.append((signs, reading))
    return found


def _odds(scored: Scored) -> float:
    return scored[0]


def _matter(case: Case, reading: Reading) -> float:
    """Return how likely the section or topic of a reading is, 1 where it has none."""
    if reading.kind == "general":
        return case.likely("topic", reading.topic)
    if reading.kind not in SECTIONED:
        return 1.0
    if reading.sections == case.offer.sections:
        return case.stays
    likely = case.intent.likely("sections")
    return max((likely.get(name, 0.0) for name in reading.sections), default=1.0)


def _form(case: Case, kind: str) -> float:
    """Return how well a kind goes with the form of a text, beside what its words say."""
    if kind in STATED:
        return 1.0
    strange = 2 * len(case.found.unused) >= len(case.found.words)
    if kind == "unknown" and case.found.jobs and strange:
        return DOUBTFUL  # another language, with the name of a job in it
    if case.offer.part or (case.found.terse and (kind != "clarify" or case.offer.roles)):
        return DOUBTFUL
    without = case.offer.roles and not case.found.jobs and kind != "recommend"
    return max(DOUBTFUL * case.likely("link", "none"), UNSURE) if without else 1.0


def complete(case: Case, scored: Sequence[Scored]) -> Reading:
    """Return the best reading with all that does not depend on its kind."""
    (likely, reading), *others = scored
    found, told = case.found, reading.kind in {"explain", "transition", "general"}
    excluded = (*case.aside, *case.subjects(case.aside), *case.lacked)
    countries = [one for one in found.of("place") if one.id != "remote"]
    return reading.with_(
        ask=_ask(case, reading),
        level=_nearest(found.of("level"), found, reading),
        place=_nearest(countries or found.of("place"), found, reading),
        confidence=calibrated(likely, case.knowledge),
        instead=tuple(one for odds, one in others if one.kind in STATED and odds > UNSURE)[:2],
        unused=tuple([word for word in found.unused if word in found.typed]),
        outside=_ids(found.of("job")),
        background=case.own if told else (),
        excluded=tuple(one for one in excluded if one not in reading.roles),
        subjects=case.subjects(reading.roles),
        traits=found.traits,
        titles=found.titles,
        language=found.language,
        cues=frozenset(found.cues),
        full=Cue.MORE in found.cues and bool(reading.roles),
    )


def calibrated(claimed: float, knowledge: Knowledge) -> float:
    """Return how often readings with this probability were right among questions held out."""
    points = knowledge.weights.calibration if knowledge.weights else ()
    if not points:
        return round(claimed, 2)
    for (low, before), (high, after) in pairwise(((0.0, points[0][1]), *points)):
        if claimed <= high:
            share = (claimed - low) / ((high - low) or 1.0)
            return round(before + share * (after - before), 2)
    return round(points[-1][1], 2)


def _ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in mentions))


def _roles(case: Case, kind: str) -> Iterator[Chosen]:
    """Yield the roles that a question of a kind may be about, and how likely each choice is."""
    best: dict[str, float] = {}
    for one, odds in zip(case.found.jobs, case.intent.asked(kind), strict=True):
        if one.id not in case.aside:
            best[one.id] = max(best.get(one.id, 0.0), odds)
    if case.offer.part:  # what a text points at is what it is about
        yield 1.0, case.offer.part, False
        return
    offered = case.offer.roles
    if case.offer.kind == "transition" and kind in {"check", "explain"}:
        offered = offered[-1:]
    if best:
        own = case.likely("link", "own") if offered else 1.0
        ranked = sorted(best, key=lambda role: -best[role])
        chosen = [role for role, odds in best.items() if odds >= LIKELY] or ranked[:1]
        for size in {1, 2, min(len(chosen), MOST_ROLES)}:
            few = tuple(role for role in best if role in ranked[:size])
            if len(few) == size:
                yield own * _sure(best, few), few, True
        added = case.likely("link", "added") * _sure(best, chosen)
        left = (role for role in offered if role not in case.aside)
        yield added, tuple(dict.fromkeys((*left, *chosen))), False
    elif case.aside and not offered:
        yield 1.0, case.aside, True
    else:
        yield from _described(case)
    if offered:
        yield case.likely("link", "kept"), offered, False


def _described(case: Case) -> Iterator[Chosen]:
    """Yield the role whose work is described without its name, unless another job is meant."""
    role = case.intent.best("described")
    if role != NONE and all(one.mark in LEFT for one in case.found.of("job")):
        own = case.likely("link", "described") if case.offer.roles else 1.0
        yield own * case.likely("described", role), (role,), True


def _sure(best: Mapping[str, float], chosen: Iterable[str]) -> float:
    """Return how likely it is that these of the jobs named are asked about, and no others."""
    odds = (likely if role in chosen else 1 - likely for role, likely in best.items())
    return math.sqrt(math.prod(max(one, UNSURE) for one in odds))  # names and kind tell the same


def _sections(case: Case) -> tuple[str, ...]:
    """Return the sections asked for, the likeliest first; those of the talk where they stay."""
    found, offer = case.found, case.offer
    if found.terse and (found.sections or not offer.kind):
        return found.sections or OVERVIEW
    likely = case.intent.likely("sections")
    known = (name for name in likely if name in {*case.knowledge.headings, SECTION_OVERVIEW})
    ranked = sorted(known, key=lambda name: -likely[name])
    if offer.sections and not found.sections and case.stays >= LIKELY:
        return offer.sections
    chosen = [name for name in ranked if likely[name] >= BESIDE][:MOST_SECTIONS]
    named = tuple(name for name in chosen if name != SECTION_OVERVIEW)
    return OVERVIEW if ranked[0] == SECTION_OVERVIEW else named or (ranked[0],)


def _stays(intent: Intent) -> float:
    """Return how likely what was asked stays, the less so the surer a text names a section."""
    kept, likely = intent.likely("content").get("kept", 0.0), intent.likely("sections")
    own = max((odds for name, odds in likely.items() if name != SECTION_OVERVIEW), default=0.0)
    stays, goes = kept * (1 - min(own, SUREST)), (1 - kept) * max(likely.values(), default=1.0)
    return stays / max(stays + goes, UNSURE)


def _items(case: Case) -> tuple[str, ...]:
    """Return the items asked about: those not told of as had, else those of the talk or had."""
    named = (*case.asked, *case.lacked)
    if not named and case.offer.items and not (case.own or case.found.sections):
        return case.offer.items
    fields = (one.item for one in case.found.jobs if one.item and one.how == "field")
    return (named or case.own or tuple(fields))[:MOST_ITEMS]


def _homes(case: Case, items: Sequence[str]) -> tuple[str, ...]:
    """Return the sections in which one asks for these items, or the one that the text names."""
    homes = dict.fromkeys(case.knowledge.home(item) for item in items)
    named = [one for one in case.found.sections if one != SECTION_OVERVIEW]
    return (named[0],) if named and named[0] not in homes else tuple(homes)


def _ask(case: Case, reading: Reading) -> str:
    """Return the likeliest ask, of the section read first where it has any."""
    if reading.kind not in {"explain", "compare", "check", "transition", "clarify"}:
        return ""
    likely = case.intent.likely("ask")
    first = reading.sections[0] if reading.sections else SECTION_OVERVIEW
    inside = [name for name in likely if name.split("/")[0] == first]
    return max(inside or likely, key=likely.__getitem__, default="")


def _nearest(named: Iterable[Mention], found: Mentions, reading: Reading) -> str:
    """Return the one of some names that belongs to what is asked, "" for none.

    That is one beside a role asked about ("senior MLE"), before one in a sentence that asks,
    before others; of equal ones the last. What belongs to a job left comes after all others.
    """
    asking = asking_sentences(found)

    def rank(one: Mention) -> tuple[bool, bool, bool, int]:
        clause = found.words[one.start].clause
        near = (job for job in found.jobs if 0 <= job.start - one.end <= 1)
        beside = [job for job in near if found.words[job.start].clause == clause]
        about = any(job.id in reading.roles for job in beside)
        left = any(job.mark in LEFT for job in beside) or one.mark in {Mark.OWN, Mark.TOLD}
        return about, not left, found.words[one.start].sentence in asking, one.start

    kept = [one for one in named if one.mark is not Mark.WITHOUT]
    return max(kept, key=rank).id if kept else ""


def _of_roles(case: Case, *, kind: str, least: int, most: int) -> Iterator[Scored]:
    """Yield one role explained, or several compared."""
    for likely, roles, _ in _roles(case, kind):
        if least <= len(roles) <= most:
            yield likely, Reading(kind, roles, case.sections)


def _check(case: Case) -> Iterator[Scored]:
    items = _items(case)
    for likely, roles, _ in _roles(case, "check"):
        # A field stands for a role or for what is asked of it, not for both.
        left = tuple(item for item in items if item not in case.subjects(roles)) or items
        if left and roles:
            stays = case.stays if items is case.offer.items else 1.0
            yield likely * stays, Reading("check", roles, _homes(case, left), left)


def _find(case: Case) -> Iterator[Scored]:
    cues, jobs = case.found.cues.keys(), case.found.jobs
    least = "least" if Cue.LEAST in cues else "most"
    if Cue.SIMILAR in cues and jobs and not case.asked:
        only = least if Cue.LEAST in cues else ""
        yield 1.0, Reading("find", (jobs[0].id,), OVERVIEW, superlative=only, similar=True)
        return
    odds, among, _ = max(_roles(case, "find"), default=(0.0, (), True))
    if Cue.WHICH in cues and not jobs:
        among = case.offer.roles  # "which one needs the PhD" is asked of those on the table
    elif odds <= LIKELY or case.likely("link", "none") > LIKELY:
        among = ()
    aside = {*case.subjects(among), *(case.lacked if case.asked else ())}
    ordered = cues & RANKS and not case.found.of("item")
    items = () if ordered else tuple(item for item in _items(case) if item not in aside)
    if not items:
        yield 1.0, Reading("find", among, case.sections, superlative=least)
        return
    paid = "salary" in case.sections and bool(cues & RANKS)
    reading = Reading("find", among, _homes(case, items), items)
    negated = bool(case.lacked) and not case.asked
    yield 1.0, reading.with_(negated=negated, superlative=least if paid else "")


def _recommend(case: Case) -> Iterator[Scored]:
    fields = (one.item for one in case.found.jobs if one.item and one.mark is Mark.OWN)
    roles = _ids(one for one in case.found.jobs if one.mark not in LEFT | {Mark.WITHOUT})
    if not roles and case.likely("link", "kept") > LIKELY:
        roles = case.offer.roles
    items = tuple(dict.fromkeys((*case.own, *case.asked, *fields)))
    yield 1.0, Reading("recommend", roles, OVERVIEW, items)


def _transition(case: Case) -> Iterator[Scored]:
    for likely, roles, own in _roles(case, "transition"):
        half = own and len(roles) == 1 and case.offer.roles not in {(), roles}
        way = _in_order(case, roles, () if own else case.offer.roles)
        yield likely * (DOUBTFUL if half else 1.0), Reading("transition", way, case.sections)


def _in_order(case: Case, roles: Sequence[str], offered: tuple[str, ...]) -> tuple[str, ...]:
    """Return roles from start to target: those left before unmarked ones before those wanted."""
    ranks = {
        one.id: 0 if one.mark in LEFT else 2 if one.mark in {Mark.TO, Mark.WANTED} else 1
        for one in case.found.jobs
    }
    new = [role for role in roles if role not in offered]
    if len(new) == 1 and (case.offer.kind == "transition" and len(offered) > 1):
        return (new[0], offered[-1]) if ranks.get(new[0]) == 0 else (offered[0], new[0])
    if new and len(offered) == 1 and offered[0] in roles:
        return (new[0], offered[0]) if ranks.get(new[0]) == 0 else (offered[0], new[0])
    ordered = sorted(roles, key=lambda role: ranks.get(role, 1))
    return tuple(dict.fromkeys((ordered[0], ordered[-1])))


def _smalltalk(case: Case) -> Iterator[Scored]:
    """Nothing but manners: "thanks, and the tools?" asks for tools."""
    if not (case.found.sections or case.found.jobs or case.found.of("item")):
        long = len(case.found.words) > MANNERLY
        yield DOUBTFUL if long else 1.0, Reading("smalltalk")


def _plain(case: Case, *, kind: str) -> Iterator[Scored]:
    """Yield what needs no role."""
    kept = case.offer.topic if case.likely("content", "kept") > LIKELY else ""
    topic = (kept or case.intent.best("topic")) if kind == "general" else ""
    sections, items = (case.sections, case.asked) if kind == "clarify" else ((), ())
    yield 1.0, Reading(kind, (), sections, items, topic=topic)


BUILDERS: dict[str, Callable[[Case], Iterator[Scored]]] = {
    "explain": partial(_of_roles, kind="explain", least=1, most=1),
    "compare": partial(_of_roles, kind="compare", least=2, most=99),
    "check": _check,
    "find": _find,
    "recommend": _recommend,
    "transition": _transition,
    "smalltalk": _smalltalk,
    **{kind: partial(_plain, kind=kind) for kind in PLAIN},
}
