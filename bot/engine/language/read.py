"""Mentions + Intent -> Reading: the likeliest reading whose slots can be filled.

The weight of each sign of a reading is fitted (`Weights.signs`):

    kind      log p(kind)
    roles     log p(the source of its roles, and that these are the ones asked about)
    form      log of how well the kind suits the form of the text
    matter    log p(section or topic), with an additional part per kind (`matter.general`)
    is.<kind> one for each kind; `talk.<kind>` if the talk has roles and the text none,
              `part.<kind>` if it points at some of them, `mends.<kind>` if it corrects
              something
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from bot.engine.knowledge import Knowledge
from bot.engine.language import asked, money, text
from bot.engine.language.asker import HIRES, NEW, SEEKS, is_told, left, of_asker
from bot.engine.language.circumstances import circumstances
from bot.engine.language.intent import Intent
from bot.engine.language.mention import ANOTHER, LEFT, Mark, Mention, Mentions
from bot.engine.language.slots import (
    BUILDERS,
    DOUBTFUL,
    NOTHING,
    UNSURE,
    Case,
    Offer,
    Scored,
    ids,
)
from bot.engine.reading import CONFIDENT, LATE, Cue, Reading

UNLIKELY = 0.04
"""Less likely kinds are skipped, unless no other is legal; on the held-out tenth,
0.01 and 0.02 read equally well but take longer."""
EVEN = {"kind": 1.0, "roles": 1.0, "form": 1.0}
"""The weights of the signs before anything is fitted."""
LIKELY_NONE = 0.8
"""Probability from which on a text is about no role of the talk."""
SETTLED = frozenset({"explain", "check", "transition"})
CHOOSING = frozenset({Cue.CHOOSE, Cue.WHICH, Cue.MOST, Cue.LEAST})
RANKING = frozenset({Cue.MOST, Cue.LEAST, Cue.WHO, Cue.WHICH, Cue.SIMILAR})
SECTIONED = frozenset({"explain", "compare", "find", "transition", "clarify"})
SPOKEN = frozenset({"general", "clarify", "recommend", "unknown"})
"""Kinds for which the words of the text choose the card, however few they are."""
LENGTHY = 8
"""Minimum words of a text by which a card may be chosen in place of another kind of answer."""
OFFERED = 2
"""Alternatives kept of a reading."""
ELSE = 0.1
"""How likely an ask must be to be kept as what else a question about a role may ask."""
STATED = ("explain", "compare", "check", "find", "transition")
"""Kinds that may be offered as an alternative reading."""


def read(found: Mentions, intent: Intent, knowledge: Knowledge, offer: Offer = NOTHING) -> Reading:
    """Return the likeliest legal reading of a text."""
    case = Case(found, intent, knowledge, offer)
    named = found.jobs or found.sections or found.of("item", "level", "place")
    scolds = Cue.COMPLAINT in found.cues and not named
    every = {word.text for word in found.words}
    strange = len(found.unused) == len(every) or (found.language == ANOTHER and not found.every)
    if scolds or strange or Cue.DISTRESS in found.cues:
        return complete(case, [(1.0, Reading("unknown"))])
    if len(found.words) == 1 and Cue.SOURCE in found.cues and not offer.kind:
        return complete(case, [(1.0, Reading("help"))])
    if case.meaning and not found.sections:  # "what is SQL?" is about no job
        return complete(case, [(1.0, Reading("unknown", items=(case.meaning,)))])
    weigh = knowledge.weights.signs if knowledge.weights else EVEN
    scored = [
        (math.exp(sum(weigh.get(name, 0.0) * value for name, value in signs.items())), reading)
        for signs, reading in candidates(case, UNLIKELY) or candidates(case, 0.0)
    ]
    whole = sum(odds for odds, _ in scored)
    ranked = sorted(((odds / whole, one) for odds, one in scored), key=_odds, reverse=True)
    return complete(case, ranked)


def candidates(case: Case, least: float) -> list[tuple[dict[str, float], Reading]]:
    """Return the best legal reading of each kind at least as likely as `least`, with its signs."""
    found = []
    for kind, odds in case.intent.likely("kind").items():
        built = max(BUILDERS[kind](case), key=_odds, default=None) if odds >= least else None
        if built is None:
            continue
        likely, reading = built
        matter = math.log(max(_matter(case, reading), UNSURE))
        signs = {
            "kind": math.log(odds),
            "roles": math.log(max(likely, UNSURE / 2)),
            "form": math.log(_form(case, kind)),
            "matter": matter,
            f"matter.{kind}": matter,
            f"is.{kind}": 1.0,
        }
        told = {"talk": case.offer.roles and not case.found.jobs, "part": case.offer.part}
        signs |= {f"{name}.{kind}": 1.0 for name, holds in told.items() if holds}
        if case.found.struck or "missed" in case.found.tones:
            signs[f"mends.{kind}"] = 1.0
        found.append((signs, reading))
    return found


def _odds(scored: Scored) -> float:
    return scored[0]


def _matter(case: Case, reading: Reading) -> float:
    """Return the probability of a reading's section or topic, 1 if it has none."""
    if reading.kind == "general":
        return case.likely("topic", reading.topic)
    if reading.kind not in SECTIONED:
        return 1.0
    if reading.sections == case.offer.sections:
        return case.stays
    likely = case.intent.likely("sections")
    return max((likely.get(name, 0.0) for name in reading.sections), default=1.0)


def _form(case: Case, kind: str) -> float:
    """Return how well a kind suits the form of a text, apart from its words."""
    if kind == "find" and not (RANKING & case.found.cues.keys() or case.found.of("item")):
        return DOUBTFUL  # nothing says how to find or sort the jobs
    if kind in STATED:
        return 1.0
    if kind == "clarify" and (case.offer.roles or case.work):
        return UNSURE  # the talk has roles to ask about, or the text describes one
    if kind == "recommend" and _is_no_wish(case):
        return DOUBTFUL
    if kind == "unknown" and (doubt := _outside(case)) < 1:
        return doubt
    if kind == "general" and 4 * len(case.found.unused) >= 3 * len(case.found.words):
        return DOUBTFUL  # another language, with a word that is also English
    if case.offer.part or (case.found.terse and kind != "clarify"):
        return DOUBTFUL
    without = case.offer.roles and not case.found.jobs and kind != "recommend"
    return max(DOUBTFUL * case.likely("link", "none"), UNSURE) if without else 1.0


def _is_no_wish(case: Case) -> bool:
    """Tell whether a text is about a job, rather than about which job would fit."""
    if case.work or _settled(case):
        return True  # the job is described or chosen: personal facts are background now
    if case.offer.roles and case.found.sections and not case.found.jobs:
        return True  # "what tools first, I know Docker already" is about the role discussed
    return bool(case.offer.roles) and not _tells(case)  # "what first?" is about them


def _outside(case: Case) -> float:
    """Return how well the form of a text suits a question that is out of scope."""
    found = case.found
    jobs = found.of("job")
    if any(one.mark is Mark.OWN for one in jobs):  # the asker wants a way in from their trade
        every = all(one.mark is Mark.OWN for one in jobs)
        return UNSURE if every or not found.questions else DOUBTFUL
    if Cue.WHO in found.cues and case.asked:
        return DOUBTFUL  # "who makes the dashboards?" looks for a job
    if found.jobs and 2 * len(found.unused) >= len(found.words):
        return DOUBTFUL  # another language, with a job's name in it
    return 1.0


def _settled(case: Case) -> bool:
    """Tell whether a talk is about one job and the text does not choose among others."""
    chooses = CHOOSING & case.found.cues.keys() or case.found.jobs
    return len(case.offer.roles) == 1 and case.offer.kind in SETTLED and not chooses


def _tells(case: Case) -> bool:
    """Tell whether a text says anything about the asker by which a role could be chosen."""
    found = case.found
    return bool(
        case.own
        or case.asked
        or case.lacked
        or found.wants
        or found.avoids
        or found.of("job", "level")
        or any(one.mark for one in found.jobs)
    )


def complete(case: Case, scored: Sequence[Scored]) -> Reading:
    """Return the best reading, with the fields that do not depend on its kind."""
    (likely, reading), *others = scored
    reading = _if_possible(case, _of_the_role(case, reading))
    asks = reading.asks or tuple(_asks(case, reading))
    found = case.found
    told_beside = circumstances(found, case.knowledge)
    sure = calibrated(likely, case.knowledge)
    return reading.with_(
        **_places(case, reading, told_beside.words),
        **_pay(case, reading),
        **_of_asker(case, reading, told_beside.names, sure=sure >= CONFIDENT),
        **_how(case),
        asks=asks,
        asks_else=_asks_else(case, reading, asks),
        words=found.spoken if reading.kind in SPOKEN or len(found.words) >= LENGTHY else "",
        level=_nearest(found.of("level"), found, reading),
        axes=found.wishes,
        either=bool(case.either) and {*case.either} <= {*reading.items},
        tone=next((one for one in found.tones if one not in {HIRES, SEEKS, NEW}), ""),
        confidence=sure,
        instead=tuple(_instead(case, others)),
        unused=tuple([word for word in found.unused if word in found.typed]),
        held=case.keeps(reading.sections),
        subjects=case.subjects(reading.roles),
        traits=found.traits,
        titles=found.titles,
        language=found.language,
        others=ids(one for one in found.of("job") if one.mark not in LEFT),
        circumstances=told_beside.names,
        circumstance_asked=told_beside.asked,
        cues=frozenset(found.cues),
        full=Cue.MORE in found.cues
        and (bool(reading.roles) or reading.kind == "find")
        and asked.wants_all(found),
    )


def _how(case: Case) -> dict[str, object]:
    """Return the fields for how a text asks: of how much it wants, and in what form."""
    found = case.found
    return {
        "few": text.few(found.typed),
        "wants": found.wants,
        "avoids": (*found.avoids, *asked.lessened(case)),
        "enough": asked.suffices(found),
        "brief": Cue.SHORTER in found.cues,
        "belittles": asked.belittles(case),
        "possible": asked.says(case, "possible"),
    }


def _places(case: Case, reading: Reading, spoken: Collection[int]) -> dict[str, object]:
    """Return the fields for places; places at the indices `spoken` name languages."""
    found = case.found
    named = [one for one in found.of("place") if one.start not in spoken]  # "I speak German"
    countries = [one for one in named if one.id != "remote"]
    place = _nearest(countries or named, found, reading)
    return {
        "place": place,
        "region": _region(place, countries, found, case.knowledge),
        "places": _others(place, countries),
        "remote": any(one.id == "remote" for one in found.of("place")),
    }


def _pay(case: Case, reading: Reading) -> dict[str, object]:
    """Return the fields for the amount that a question on pay names."""
    if case.knowledge.section_for("pay") not in reading.sections:
        return {}
    pay = money.told(case.found.typed, case.knowledge.phrases.get("currencies", {}))
    return {"amount": pay.yearly, "currency": pay.currency, "period": pay.period}


def _of_asker(
    case: Case, reading: Reading, beside: Collection[str], *, sure: bool
) -> dict[str, object]:
    """Return the fields for what the asker has, leaves or does not want."""
    found = case.found
    excluded = (*case.aside, *case.subjects(case.aside), *case.lacked)
    told = reading.kind in {"explain", "transition", "general"}
    return {
        "outside": ids(one for one in found.of("job") if is_told(one, found)),
        "background": case.own if told else (),
        "own": of_asker(case, reading, beside, sure=sure),
        "background_roles": left(found),
        "excluded": tuple(one for one in excluded if one not in reading.roles),
    }


def _others(place: str, countries: Iterable[Mention]) -> tuple[str, ...]:
    """Return the other countries that are asked about: "Kent, not London" names none."""
    named = ids(one for one in countries if one.mark is not Mark.WITHOUT)
    return tuple(one for one in named if one != place) if place else ()


def _region(
    place: str, countries: Sequence[Mention], found: Mentions, knowledge: Knowledge
) -> str:
    """Return the name of a part of a country, if it was named instead: "Ohio"."""
    whole = knowledge.phrases.get("countries", {}).get(place)
    if whole is None:
        return ""
    names = [
        " ".join(word.text for word in found.words[one.start : one.end])
        for one in countries
        if one.id == place
    ]
    return "" if not names or any(name in whole for name in names) else names[-1]


def _of_the_role(case: Case, reading: Reading) -> Reading:
    """Return a question about careers in general as one about the role of the talk."""
    ask = case.knowledge.of_role.get(reading.topic, "")
    if reading.kind != "general" or not ask or len(case.offer.roles) != 1:
        return reading
    if case.likely("link", "none") > LIKELY_NONE:
        return reading
    return Reading.of_ask(case.offer.roles[0], ask)


def _if_possible(case: Case, reading: Reading) -> Reading:
    """Return "could I ever be one?" as a question about the way in, if no section is named.

    Somebody has a trade there, or names the job as the one to get into.
    """
    found = case.found
    if reading.kind != "explain" or len(reading.roles) != 1 or not asked.says(case, "possible"):
        return reading
    aims = any(one.mark is Mark.TO and one.id == reading.roles[0] for one in found.jobs)
    late = text.age(found.typed) >= LATE
    if not (aims or found.of("job")) or found.sections or case.lacked or late:
        return reading
    return Reading.of_ask(reading.roles[0], case.knowledge.ask_for("way_in"))


def calibrated(claimed: float, knowledge: Knowledge) -> float:
    """Return how often readings with this probability were right among held-out questions."""
    points = knowledge.weights.calibration if knowledge.weights else ()
    if not points:
        return claimed
    for (low, before), (high, after) in pairwise(((0.0, points[0][1]), *points)):
        if claimed <= high:
            share = (claimed - low) / ((high - low) or 1.0)
            return round(before + share * (after - before), 2)
    return round(points[-1][1], 2)


def _asks_else(case: Case, reading: Reading, asks: tuple[str, ...]) -> tuple[str, ...]:
    """Return what else a follow-up about a role may ask, if the same would be said again."""
    follows = reading.kind == "explain" and case.offer.kind
    return case.intent.others("ask", asks, ELSE) if follows else ()


def _instead(case: Case, others: Sequence[Scored]) -> Iterator[Reading]:
    """Yield the likeliest alternatives that may be offered or answered, with what they ask."""
    stated = (one for odds, one in others if one.kind in STATED and odds > UNSURE)
    for one in islice(stated, OFFERED):
        yield one.with_(asks=one.asks or tuple(_asks(case, one)))


def _asks(case: Case, reading: Reading) -> Iterable[str]:
    """Yield the likeliest ask of each section of a reading, or overall if it has none."""
    if reading.kind not in SECTIONED | {"check"}:
        return
    if case.keeps(reading.sections) and case.offer.asks and (case.stays_put or case.completes):
        yield from case.offer.asks
        return
    found = [case.intent.best("ask", f"{name}/") for name in reading.sections]
    if not any(found):
        what = f"{case.knowledge.section_for('what')}/"
        overview = what if reading.kind in {"explain", "compare"} else ""
        found = [case.intent.best("ask", overview) or case.intent.best("ask")]
    beside = [case.knowledge.of_items.get(item, "") for item in case.joined]
    yield from dict.fromkeys(one for one in (*found, *beside) if one)


def _nearest(named: Iterable[Mention], found: Mentions, reading: Reading) -> str:
    """Return the one of some names that belongs to what is asked, "" for none.

    Names next to a role asked about ("senior MLE") come first, then those in a sentence that
    asks, then others; of equals, the last. Names that belong to a job being left come last.
    """

    def rank(one: Mention) -> tuple[bool, bool, bool, int]:
        clause = found.words[one.start].clause
        near = (job for job in found.jobs if 0 <= job.start - one.end <= 1)
        beside = [job for job in near if found.words[job.start].clause == clause]
        about = any(job.id in reading.roles for job in beside)
        left = any(job.mark in LEFT for job in beside) or one.mark in {Mark.OWN, Mark.TOLD}
        return about, not left, found.words[one.start].sentence in found.asking, one.start

    outside = found.of("job")
    of_others = [job.start for job in outside], [job.end for job in outside]
    kept = [
        one
        for one in named
        if one.mark is not Mark.WITHOUT
        and one.end not in of_others[0]
        and one.start not in of_others[1]
    ]
    return max(kept, key=rank).id if kept else ""
