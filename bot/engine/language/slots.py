"""Fill the slots of a reading from a text and the talk before it: what each kind may mean.

Each kind needs certain slots: a comparison two roles, a check a role and an item. A slot that the
text leaves empty is filled with what the talk offers; a kind with an empty slot has no reading.
The probability of a reading depends on where its roles come from and whether they are the ones
asked about.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language import asking, meant, money, work
from bot.engine.language.intent import Intent
from bot.engine.language.mention import LEFT, Mark, Mention, Mentions
from bot.engine.reading import Cue, Reading

MOST_ITEMS = 12
"""Maximum items that one answer covers; a longer list is not a question."""
MANNERLY = 8
"""Maximum words of a text that may be nothing but small talk."""
MOST_ROLES, MOST_SECTIONS = 8, 3
LIKELY = 0.5
"""Probability from which on a named job is asked about, and a slot is left to the talk."""
BESIDE = 0.6
"""Probability from which on a section is asked for in addition to the first."""
EMPLOYER = 0.75
"""Probability from which on a question is an employer's; an applicant would be misled by that."""
DOUBTFUL = 0.3
"""Factor for a reading without roles if the talk has some or the text is nothing but names, for
long small talk, and for a transition with one end missing that the talk offers."""
SUREST = 0.95
"""Upper bound of the probability of a section."""
UNSURE = 0.02
"""Lower bound of the factor for one doubtful slot."""
PLAIN = ("general", "clarify", "roles", "help", "unknown")
OVERVIEW = (SECTION_OVERVIEW,)
THOUSANDS = re.compile(r"\d\s?k\b")
NONE = "none"
"""The class for a text that describes no role."""
RANKS = frozenset({Cue.MOST, Cue.LEAST})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a talk offers for the slots that a text leaves empty."""

    roles: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    """The roles that the text points at among those of the talk: "the second one"."""
    recent: tuple[str, ...] = ()
    """The last two roles discussed, the later one last, if the last answer was about one role."""
    sections: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """What was asked in those sections."""
    items: tuple[str, ...] = ()
    topic: str = ""
    kind: str = ""
    """The kind of the previous turn."""
    own: tuple[str, ...] = ()
    """The roles, neighbours and items that the asker has called their own."""
    titled: tuple[str, ...] = ()
    """The roles of the talk with a title that the text uses alone: "the analyst"."""


NOTHING = Offer()
Scored = tuple[float, Reading]
"""(probability, reading); the probabilities need not sum to 1 over all readings."""
Chosen = tuple[float, tuple[str, ...], bool]
"""(probability, roles, whether all of the roles are named in the text)."""


class Case:
    """A text while its readings are scored."""

    def __init__(
        self, found: Mentions, intent: Intent, knowledge: Knowledge, offer: Offer
    ) -> None:
        found = meant.titled(found, offer.titled)
        self.found, self.intent, self.knowledge, self.offer = found, intent, knowledge, offer
        items = found.of("item")
        self.asked = ids(one for one in items if one.mark in {None, Mark.WANTED, Mark.TO})
        self.own = ids(one for one in items if one.mark in LEFT)
        put_aside = (one for one in items if one.mark is Mark.WITHOUT)
        self.lacked = ids(one for one in put_aside if not offer.kind or self.meant(one))
        self.joined = tuple(meant.joined(items, found))
        """Items asked about in one list: "a degree or math"."""
        self.either = ids(meant.either(items, found))
        """Items offered as alternatives: "Tableau or Power BI"."""
        denied = (job for job in found.jobs if job.mark is Mark.WITHOUT)
        self.aside = ids((*denied, *meant.struck(found), *meant.mended(found, knowledge)))
        self.kept = self.likely("content", "kept") if offer.kind else 0.0
        """Probability that a text asks the same as before, about others."""
        self.stays = _stays(intent) if offer.kind else 0.0
        """Probability that the subject of the last question stays."""
        self.sections = _sections(self)
        self.meaning = "" if found.jobs else asking.meaning(found, knowledge)
        """The item whose meaning is asked about, "" for none."""
        meant_ = [one for one in found.jobs if one.mark not in {*LEFT, Mark.WITHOUT}]
        self.work = "" if meant_ else work.described(found, knowledge)
        """The job that is described without its name, "" for none."""

    def likely(self, head: str, name: str) -> float:
        return self.intent.likely(head).get(name, 0.0)

    def of_asker(self, one: Mention) -> bool:
        """Tell whether a job is the asker's own, while they choose between those of the talk."""
        own = {one.id, one.item} & {*self.offer.own}
        chooses = Cue.CHOOSE in self.found.cues and len(self.offer.roles) > 1
        return chooses and bool(own) and one.id not in self.offer.roles

    def meant(self, one: Mention) -> bool:
        """Tell whether a name is not among the words excluded as not meant."""
        return one.start not in self.found.struck

    @property
    def stays_put(self) -> bool:
        """The text asks the same as before, about others."""
        return min(self.kept, self.stays) >= LIKELY

    @property
    def complains(self) -> bool:
        """The text says that its question was not answered, and asks it again in other words."""
        found = self.found
        missed = "missed" in found.tones and self.kept < LIKELY
        return missed and not (found.sections or found.jobs) and bool(self.offer.sections)

    @property
    def completes(self) -> bool:
        """The text names the job that the bot asked for."""
        return self.offer.kind == "clarify" and bool(self.found.jobs)

    def keeps(self, sections: tuple[str, ...]) -> bool:
        """Tell whether sections are those of the talk because the text names none."""
        return not self.found.sections and sections == self.offer.sections != ()

    def subjects(self, roles: Iterable[str]) -> tuple[str, ...]:
        """Return the items that the words for these roles also mean."""
        chosen = {*roles}
        fields = (one.item for one in self.found.jobs if one.item and one.id in chosen)
        return tuple(dict.fromkeys(fields))


def ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the ids of mentions, each once."""
    return tuple(dict.fromkeys(one.id for one in mentions))


def _roles(case: Case, kind: str) -> Iterator[Chosen]:
    """Yield the roles that a question of a kind may be about, with their probabilities."""
    best: dict[str, float] = {}
    for one, odds in zip(case.found.jobs, case.intent.asked(kind), strict=True):
        if one.id not in case.aside and not case.of_asker(one):
            best[one.id] = max(best.get(one.id, 0.0), odds)
    if case.work:
        yield 1.0, (case.work,), True
        return
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
        others = (role for role in offered if role not in case.aside)
        yield added, tuple(dict.fromkeys((*others, *chosen))), False
    elif case.aside and not offered:
        yield 1.0, case.aside, True
    else:
        yield from _described(case)
    left = tuple(role for role in offered if role not in case.aside)
    kept = {"kept": left, "recent": case.offer.recent}
    yield from ((case.likely("link", name), roles, False) for name, roles in kept.items() if roles)


def _described(case: Case) -> Iterator[Chosen]:
    """Yield the role that is described without its name, unless another job is meant."""
    role = case.intent.best("described")
    if role != NONE and all(one.mark in LEFT for one in case.found.of("job")):
        own = case.likely("link", "described") if case.offer.roles else 1.0
        yield own * case.likely("described", role), (role,), True


def _sure(best: Mapping[str, float], chosen: Iterable[str]) -> float:
    """Return the probability that exactly these of the named jobs are asked about."""
    odds = (likely if role in chosen else 1 - likely for role, likely in best.items())
    return math.sqrt(math.prod(max(one, UNSURE) for one in odds))  # names and kind say the same


def _sections(case: Case) -> tuple[str, ...]:
    """Return the sections asked for, the likeliest first, or those of the talk if they stay."""
    found, offer = case.found, case.offer
    if found.terse and (found.sections or not offer.kind):
        return found.sections or OVERVIEW
    likely = case.intent.likely("sections")
    pay = case.knowledge.section_for("pay")
    if not found.sections and likely.get(pay, 0.0) >= UNSURE and _names_pay(case):
        return (pay,)
    known = [name for name in likely if name in {*case.knowledge.headings, SECTION_OVERVIEW}]
    if case.complains:  # what was answered was not meant
        known = [name for name in known if name not in offer.sections] or known
    ranked = sorted(known, key=lambda name: -likely[name])
    if offer.sections and not found.sections and not case.complains and case.stays >= LIKELY:
        return offer.sections
    chosen = [name for name in ranked if likely[name] >= BESIDE][:MOST_SECTIONS]
    named = tuple(name for name in chosen if name != SECTION_OVERVIEW)
    return OVERVIEW if ranked[0] == SECTION_OVERVIEW else named or (ranked[0],)


def _names_pay(case: Case) -> bool:
    """Tell whether a text names an amount of money: "would 35k be enough?"."""
    typed = case.found.typed
    if not any(letter.isdigit() for letter in typed):
        return False
    told = money.told(typed, case.knowledge.phrases.get("currencies", {}))
    return bool(told.yearly and (told.currency or told.period or THOUSANDS.search(typed)))


def _stays(intent: Intent) -> float:
    """The more surely a text names a section, the less likely the previous one is meant."""
    kept, likely = intent.likely("content").get("kept", 0.0), intent.likely("sections")
    own = max((odds for name, odds in likely.items() if name != SECTION_OVERVIEW), default=0.0)
    stays, goes = kept * (1 - min(own, SUREST)), (1 - kept) * max(likely.values(), default=1.0)
    return stays / max(stays + goes, UNSURE)


def _items(case: Case) -> tuple[str, ...]:
    """Return the items asked about: those that the asker does not have, else the talk's or all."""
    named = tuple(dict.fromkeys((*case.asked, *case.lacked)))
    if not named and case.offer.items and not (case.own or case.found.sections):
        return case.offer.items
    fields = (one.item for one in case.found.jobs if one.item and one.how == "field")
    return (named or case.own or tuple(fields))[:MOST_ITEMS]


def _homes(case: Case, items: Sequence[str]) -> tuple[str, ...]:
    """Return the home sections of these items, or the section that the text names."""
    homes = dict.fromkeys(case.knowledge.home(item) for item in items)
    named = [one for one in case.found.sections if one != SECTION_OVERVIEW]
    return (named[0],) if named and named[0] not in homes else tuple(homes)


def _of_roles(case: Case, *, kind: str, least: int, most: int) -> Iterator[Scored]:
    """Yield one role explained, or several compared."""
    left = {one.id for one in case.found.jobs if one.mark in LEFT}
    for likely, roles, _ in _roles(case, kind):
        if least <= len(roles) <= most:
            beside = most > 1 and bool(left & {*roles})  # one's own job and another: a transition
            yield likely * (DOUBTFUL if beside else 1.0), Reading(kind, roles, case.sections)


def _check(case: Case) -> Iterator[Scored]:
    items = _items(case)
    for likely, roles, _ in _roles(case, "check"):
        # A field means a role or what is asked about it, not both.
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
        among = case.offer.roles  # "which one needs the PhD" is about the roles under discussion
    elif odds <= LIKELY or case.likely("link", "none") > LIKELY:
        among = ()
    aside = {*case.subjects(among), *(case.lacked if case.asked else ())}
    ordered = cues & RANKS and not case.found.of("item")
    items = () if ordered else tuple(item for item in _items(case) if item not in aside)
    if not items:
        one = len(among) == 1 and not jobs  # with one job under discussion, there is no "most"
        kind, only = ("explain", "") if one else ("find", least)
        yield 1.0, Reading(kind, among, case.sections, superlative=only)
        return
    pay = case.knowledge.section_for("pay")
    paid = pay in case.sections and bool(cues & RANKS)
    reading = Reading("find", among, (pay,) if paid else _homes(case, items), items)
    negated = bool(case.lacked) and not case.asked
    yield 1.0, reading.with_(negated=negated, superlative=least if cues & RANKS else "")


def _recommend(case: Case) -> Iterator[Scored]:
    if case.offer.roles and (case.either or (case.found.terse and case.found.sections)):
        return  # "and pay?", "Tableau or Power BI?" are about the roles under discussion
    fields = (one.item for one in case.found.jobs if one.item and one.mark is Mark.OWN)
    left = LEFT | {Mark.WITHOUT}
    meant_ = (one for one in case.found.jobs if one.mark not in left and not case.of_asker(one))
    named = [one for one in meant_ if one.id not in case.aside]
    roles = ids(named)
    if len(roles) == 1 and all(one.how == "field" for one in named):
        roles = ()  # "a job in AI" names no role
    chooses = Cue.CHOOSE in case.found.cues and len(case.offer.roles) > 1
    if not roles and (chooses or case.likely("link", "kept") > LIKELY):
        roles = case.offer.roles
    studies = {one for one in case.asked if case.knowledge.items[one].kind == "degree"}
    aside = studies | _only_asked(case) | _wished(case) | {*case.either}
    told = (one for one in case.asked if one not in aside)
    every = dict.fromkeys((*case.own, *told, *fields))
    items = tuple(item for item in every if item not in case.lacked)
    yield 1.0, Reading("recommend", roles, OVERVIEW, items)


def _only_asked(case: Case) -> set[str]:
    """Return the items that are only asked about: "SQL or more Python?" claims neither."""
    found = case.found
    if not found.questions:
        return set()
    asked = (one for one in found.of("item") if not one.mark and not asking.tells(one, found))
    return {one.id for one in asked}


def _wished(case: Case) -> set[str]:
    """Return the items that the asker only wants: "I'd like to learn Python"."""
    marks = {one.id: one.mark for one in case.found.of("item")}
    return {item for item, mark in marks.items() if mark in {Mark.WANTED, Mark.TO}}


def _transition(case: Case) -> Iterator[Scored]:
    for likely, roles, own in _roles(case, "transition"):
        half = own and len(roles) == 1 and case.offer.roles not in {(), roles}
        way = _in_order(case, roles, () if own else case.offer.roles)
        yield likely * (DOUBTFUL if half else 1.0), Reading("transition", way, case.sections)


def _in_order(case: Case, roles: Sequence[str], offered: tuple[str, ...]) -> tuple[str, ...]:
    """Return roles from start to target: those being left, unmarked ones, then wanted ones."""
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
    """Yield small talk and nothing else: "thanks, and the tools?" asks for tools."""
    social = {Cue.GREETING, Cue.BYE} & case.found.cues.keys()  # "hi, how are you?"
    asks_too = case.found.questions and not social
    if not (asks_too or case.found.sections or case.found.jobs or case.found.of("item")):
        long = len(case.found.words) > MANNERLY
        yield DOUBTFUL if long else 1.0, Reading("smalltalk")


def _plain(case: Case, *, kind: str) -> Iterator[Scored]:
    """Yield a reading of a kind that needs no role."""
    if kind == "clarify" and len(case.offer.roles) == 1 and not case.found.titles:
        return  # in the middle of a talk about one job, "which job?" is not meant
    kept = case.offer.topic if case.likely("content", "kept") > LIKELY else ""
    topic = (kept or _topic(case)) if kind == "general" else ""
    sections = case.sections if kind == "clarify" else ()
    items = case.asked if kind in {"clarify", "unknown"} else ()
    yield 1.0, Reading(kind, (), sections, items, topic=topic)


def _topic(case: Case) -> str:
    """Return the likeliest topic; that of employers only if it is likely in itself."""
    best = case.intent.best("topic")
    if best != case.knowledge.topic_for_employers or case.likely("topic", best) >= EMPLOYER:
        return best
    return next(iter(case.intent.others("topic", {best}, 0.0)), best)


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
