"""What a text says about the asker: what they know, lack, like, do and look for."""

from collections.abc import Collection

from bot.engine.knowledge import Knowledge
from bot.engine.language import asking, text
from bot.engine.language.asked import says
from bot.engine.language.circumstances import trained
from bot.engine.language.mention import LEFT, Mark, Mention, Mentions
from bot.engine.language.slots import Case, ids
from bot.engine.memory import remembered
from bot.engine.reading import Reading, Told

HIRES, SEEKS, NEW = "hires", "seeks", "new"
"""Tones that show whether somebody hires or applies (knowledge/phrases/tones.yaml)."""


def of_asker(
    case: Case, reading: Reading, circumstances: Collection[str], *, sure: bool = True
) -> Told:
    """Return what a text says about the asker, given its circumstances.

    `sure` tells whether the reading is: only then its topic makes an employer of the asker.
    """
    found = case.found
    advised = reading.items if reading.kind == "recommend" else ()
    if found.questions:
        told = ids(one for one in found.of("item") if asking.tells(one, found))
        advised = tuple(item for item in advised if item in told)
    asked = _asked(case, reading)
    several = reading.kind == "compare" and len(case.asked) > 1  # "Python, C++: A or B?"
    named = [one for one in case.asked if case.knowledge.items[one].kind != "degree"]
    beside = _beside_own(case) if reading.kind not in {"check", "find"} else ()
    had = (*case.own, *beside, *advised, *(named if several else ()))
    listed = _trades(case.knowledge)
    jobs = [one.id for one in found.of("job") if is_told(one, found)]
    trades = tuple(name for name in (_listed(one, listed) for one in jobs) if name)
    trades = (*trades, *(one for one in trained(found, case.knowledge) if one not in trades))
    of_hiring = "" != reading.topic == case.knowledge.topic_for_employers
    hires = HIRES in found.tones or HIRES in circumstances or (of_hiring and sure)
    return Told(
        tuple(item for item in dict.fromkeys(had) if item not in asked),
        (*case.lacked, *case.aside),
        found.wants,
        found.avoids,
        () if hires else _roles(found, reading),  # "my first data scientist" is nobody's own job
        trades,
        NEW in found.tones or any(one.id == "entry" for one in found.of("level")),
        hires and SEEKS not in found.tones,
        SEEKS in found.tones,
        text.age(found.typed),
        text.hours(found.typed),
    )


def _asked(case: Case, reading: Reading) -> set[str]:
    """Return the items that a text asks about, and so does not tell of as known."""
    found = {*reading.items} - {*case.own} if reading.kind in {"check", "find"} else set()
    if says(case, "ordering"):  # "SQL, Python: which first?"
        found |= {*ids(one for one in case.found.of("item") if one.mark is None)}
    return found


def _beside_own(case: Case) -> tuple[str, ...]:
    """Return the items in a statement about oneself: "backend dev here, Python, Docker"."""
    found = case.found
    asking = found.asking if found.questions else frozenset()
    of_me = {found.words[one.start].sentence for one in found.every if one.mark in LEFT} - asking
    unmarked = (one for one in found.of("item") if one.mark is None)
    return ids(one for one in unmarked if found.words[one.start].sentence in of_me)


@remembered
def _trades(knowledge: Knowledge) -> frozenset[str]:
    """Return the outside jobs that the knowledge lists; other words for jobs are not stored."""
    nearest = (one for every in knowledge.phrases.get("nearest", {}).values() for one in every)
    return frozenset({*nearest, *knowledge.phrases.get("titles", {}).get("other", ())})


def _listed(job: str, listed: Collection[str]) -> str:
    """Return a trade as it is listed: "hospital pharmacist" as pharmacist; "" if it is not."""
    words = job.split()
    ends = (" ".join(words[at:]) for at in range(len(words)))
    return next((end for end in ends if end in listed), "")


def is_told(job: Mention, found: Mentions) -> bool:
    """Tell whether an outside job is stated rather than denied: not "I'm not a nurse"."""
    return job.mark is not Mark.WITHOUT and job.start not in found.struck


def _roles(found: Mentions, reading: Reading) -> tuple[str, ...]:
    """Return the roles that somebody has or leaves: of a way also the one where it starts."""
    way = reading.kind == "transition" and len(reading.roles) > 1
    start = (
        reading.roles[:1] if way and any(one.id == reading.roles[0] for one in found.jobs) else ()
    )
    return tuple(dict.fromkeys((*left(found), *start)))


def left(found: Mentions) -> tuple[str, ...]:
    """Return the roles and neighbours that the asker has or leaves."""
    return ids(one for one in found.jobs if one.mark in LEFT and one.how != "field")
