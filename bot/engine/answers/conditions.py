"""What askers mention about themselves: answered in a line, or named as not answered.

A condition (an age, hours a week, no degree, remote, a dislike of maths) has an ask of its own
(knowledge/asks.yaml, `told`), so the verdict of that ask's card answers for it.
"""

from collections.abc import Iterator

from bot.engine import pay, suit
from bot.engine.answers.desk import Desk, in_words, lacks
from bot.engine.page import About, Role
from bot.engine.reading import Reading

FULL = 20
"""Hours a week from which on a plan of months holds."""
LOCAL: tuple[About, ...] = ("entry", "study", "employers", "market", "life")
"""What depends on the country by more than a word."""
DOUBTED = 45
"""The same, if the age is only mentioned with another question."""
MOST = 2
"""Maximum conditions that an answer covers in addition to its question."""


def told(reading: Reading, desk: Desk) -> tuple[str, ...]:
    """Return the conditions in a question, as named in `asks.yaml`, the weightiest first."""
    found = ["age"] if reading.own.age >= DOUBTED else []
    asked = desk.knowledge.told.get("hours") in reading.asks
    found += ["hours"] if 0 < reading.hours < FULL and asked else []
    here = reading.place == "remote" and not reading.kept
    found += ["remote"] if reading.remote or here else []
    found += [item for item in lacks(reading, desk) if item in desk.knowledge.told]
    found += [axis for axis in reading.avoids if axis in desk.knowledge.told]
    return tuple(dict.fromkeys(found))


def lines(reading: Reading, role: Role, done: set[str], desk: Desk) -> Iterator[str]:
    """Yield for each condition what the card of its ask decides, unless that was said already."""
    left = MOST
    for condition in told(reading, desk):
        ask = desk.knowledge.told[condition]
        card = role.cards.get(ask)
        if not left or (ask in done and condition != "hours"):
            continue
        done.add(ask)
        if reading.kind == "recommend" and _weighed(ask, role, desk):
            continue
        left -= 1
        if not card or not card.known:
            yield desk.say("condition_unknown", what=desk.knowledge.asks[ask].means)
            continue
        if condition == "hours":
            yield desk.say("hours_few", hours=reading.hours)
            continue
        labelled = ask.partition("/")[0] == desk.knowledge.section_for("musts")
        title = desk.knowledge.asks[ask].title
        yield f"{title}: {card.verdict}" if labelled else card.verdict


def _weighed(ask: str, role: Role, desk: Desk) -> bool:
    """Tell whether advice has mentioned a role's score on the axis of an ask."""
    axes = (one for one in desk.knowledge.axes.values() if ask in one.asks)
    return any(suit.level(role, axis.id) for axis in axes)


def unserved(reading: Reading, desk: Desk) -> Iterator[str]:
    """Yield a clause for each part of a question that the knowledge cannot answer."""
    if reading.others and reading.kind in {"compare", "check"}:
        jobs = ", ".join(f"“{job}”" for job in reading.others[:2])
        yield desk.say("not_covered", words=jobs)
    paid = desk.knowledge.section_for("pay") in reading.sections
    if paid and not reading.kept:
        yield from _places(reading, desk)
    country = abroad(reading) and not reading.kept
    local = {*desk.knowledge.about(*LOCAL)} & {*reading.sections}
    general = reading.kind in {"general", "recommend"}
    its_matter = reading.topic in desk.knowledge.topics_by("place")
    if country and (local or general) and not (paid or its_matter):
        yield desk.say("mostly_us", place=in_place(reading.place, desk))


def _places(reading: Reading, desk: Desk) -> Iterator[str]:
    """Yield for which of the places named there is no figure of their own."""
    if reading.region:
        place = in_place(reading.place, desk)
        yield desk.say("no_region", region=reading.region.title(), place=place)
    named = (reading.place, *reading.places) if reading.places else ()
    lacking = [
        in_place(one, desk)
        for one in named
        if not any(pay.overall(role, desk.knowledge, one) for role in reading.roles)
    ]
    if lacking:
        yield desk.say("no_more_places", places=in_words(lacking))


def abroad(reading: Reading) -> bool:
    """Tell whether a country is asked about that is not the one most is known of."""
    return reading.place not in {"", pay.HOME, "remote"}


def in_place(code: str, desk: Desk) -> str:
    """Return a country's name inside a sentence: "the UK", "Ireland"."""
    name = place_name(code, desk)
    articled = desk.knowledge.english("articled")
    return f"the {name}" if name in articled else name


def place_name(code: str, desk: Desk) -> str:
    """Return a country as it is written: "UK", "Ireland"."""
    if code == pay.HOME:
        return code
    name = desk.knowledge.phrases.get("places", {}).get(code, (code,))[0]
    return name.upper() if len(name) <= 3 else name.title()
