"""From one role to another: how far it is, what carries over, and the first steps in order."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile

from bot.engine import fit
from bot.engine import pay as pay_engine
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import compare, conditions, explain
from bot.engine.answers.desk import (
    Desk,
    a_job,
    article,
    begin,
    job,
    jobs,
    question,
    sources_of,
)
from bot.engine.answers.sums import money
from bot.engine.knowledge import ASIDE, Knowledge
from bot.engine.memory import remembered
from bot.engine.page import Role
from bot.engine.reading import Reading

STEPS = {
    "foundations": ("field",),
    "languages": ("language",),
    "frameworks": ("framework", "tool", "platform"),
    "practice": ("skill", "practice"),
}
"""What is learnt before what -> the kinds of items in it."""
_STEP_OF = {kind: step for step, kinds in STEPS.items() for kind in kinds}
KEPT = 5
"""Things named that carry over."""
ADDED = 3
"""Things named in a step."""
STEPPED = 9
"""Things named in all steps, those that the target asks for most."""
SHORT, LONG = 0.45, 0.7
"""Gaps below and above which a way is short or long."""
OF_TARGET = ("hours", "age")
"""What somebody tells -> asks of a way that the card of its end answers."""


def transition(reading: Reading, desk: Desk) -> Answer:
    """Return the way between two roles, or the way to one of them."""
    # What a way says too little of is compared.
    apart = {*desk.knowledge.about("market", "employers"), *desk.knowledge.described}
    if len(reading.roles) > 1 and apart & {*reading.named_sections}:
        ends = (reading.roles[0], reading.roles[-1])
        return compare.compare(reading.with_(roles=ends), desk)
    target = desk.knowledge.pages[reading.roles[-1]]
    of_target = {desk.knowledge.told.get(one) for one in OF_TARGET} & target.cards.keys()
    if len(reading.roles) == 1 or of_target.intersection(reading.asks[:1]):
        return _to(reading.with_(roles=reading.roles[-1:]), desk)
    start, target = desk.roles((reading.roles[0], reading.roles[-1]))
    known = desk.knowledge.roles
    stands_in = {
        role.id: desk.roles(role.nearest)[0] for role in (start, target) if role.id not in known
    }
    one, other = (stands_in.get(role.id, role) for role in (start, target))
    if one is other:
        return _beside(reading, start, target, desk)
    return _between(reading, (start, target), (one, other), desk)


def _to(reading: Reading, desk: Desk) -> Answer:
    """Return how to become one role: its card, with what the job left means for it."""
    role = desk.knowledge.pages[reading.roles[0]]
    own = bool(reading.outside or reading.background)
    start, way_in = desk.knowledge.ask_for("start"), desk.knowledge.ask_for("way_in")
    ask = way_in if own and way_in in role.cards else start
    section = desk.knowledge.section_for("start")
    of_way = any(one.startswith(f"{section}/") for one in reading.asks[:1])
    asks = reading.asks if of_way else (ask,)
    if ask not in asks and own:
        asks = (ask, *asks)
    return explain.explain(reading.with_(kind="explain", sections=(section,), asks=asks), desk)


def _beside(reading: Reading, start: Role, target: Role, desk: Desk) -> Answer:
    """Return what is said of a way between a neighbour and the role nearest to it."""
    said = target.versus.get(start.id) or start.versus.get(target.id)
    ask, section = desk.knowledge.ask_for("start"), desk.knowledge.section_for("start")
    answer = explain.explain(
        reading.with_(kind="explain", roles=(target.id,), sections=(section,), asks=(ask,)), desk
    )
    told = (said.text,) if said else ()
    return Answer(
        reading,
        answer.title,
        desk.say("way_near", start=job(start), target=job(target)),
        (*told, answer.verdict, *answer.text[:1]),
        answer.blocks,
        answer.asides,
        answer.doubts,
        answer.citations,
        answer.suggestions,
    )


def _between(reading: Reading, named: Sequence[Role], ends: Sequence[Role], desk: Desk) -> Answer:
    """Return the way between two named jobs, using the roles nearest to them if needed."""
    start, target = ends
    keep, add, gap = _apart(reading, named, ends, desk)
    via = fit.stepping_stone(start.id, target.id, desk.knowledge) if gap > LONG else None
    length = "short" if gap < SHORT else "long" if gap > LONG else "middling"
    text = []
    if (card := target.cards.get(desk.knowledge.ask_for("way_in"))) and card.known:
        text.append(card.verdict)
    if via:
        text.append(desk.say("way_via", role=a_job(via)))
    steps = tuple(_steps(desk.without_general(add, keep)[:STEPPED], desk))
    verdict = desk.say(
        f"{'possible' if reading.possible else 'way'}_{length}",
        start=job(named[0]),
        target=job(named[1]),
        keep=desk.items(desk.without_general(keep)[:3]) or desk.say("little"),
        add=desk.items(desk.without_general(add, keep)[:3]) or desk.say("little"),
    )
    points = [p for r in ends for _, p in r.points(*desk.knowledge.learnt)]
    sources = [*sources_of(points), *(card.sources if card else ())]
    return Answer(
        reading,
        desk.say("way_title", start=named[0].short_name, target=named[1].short_name),
        verdict,
        tuple(text),
        blocks=(Block(desk.say("way_steps"), steps),) if steps else (),
        asides=tuple(_asides(reading, named, ends, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=tuple(_suggestions(named, target, desk)),
        data={
            "start": named[0].id,
            "target": named[1].id,
            "keep": [item for item in keep if item in desk.knowledge.holdings[target.id]],
            "add": list(add),
            "gap": round(gap, 3),
            "via": via.id if via else None,
        },
    )


def _apart(
    reading: Reading, named: Sequence[Role], ends: Sequence[Role], desk: Desk
) -> tuple[list[str], list[str], float]:
    """Return what carries over, what is to be added, and its share of what the target asks."""
    start, target = ends
    known = desk.knowledge
    fields = {field.casefold() for field in (*start.fields, f"{job(start).removesuffix('er')}ing")}
    own = [name for name, item in known.items.items() if item.name.casefold() in fields]
    told = (*reading.background, *reading.known.items, *reading.own.items)
    begun = fit.named_on(named[0].id, known) if named[0] is not start else _done(start.id, known)
    had = {**begun, **_had(told, known)}
    wants = _wanted(target, known)
    keep = [item for item in wants if item in had]
    add = [item for item in wants if item not in had and item not in own]
    lacked = sum(_worth(target, item, known) for item in add)
    return keep, add, lacked / max(sum(_worth(target, item, known) for item in wants), 0.1)


def _asides(
    reading: Reading, named: Sequence[Role], ends: Sequence[Role], desk: Desk
) -> Iterable[str]:
    """Yield pay at both ends, which roles stand in, and what is not answered."""
    yield from _pay(ends, reading, desk)
    yield from _stood_in(named, ends, desk)
    yield from conditions.unserved(reading, desk)


def _suggestions(named: Sequence[Role], target: Role, desk: Desk) -> Iterable[Suggestion]:
    """Yield how one becomes the target, what sets the roles apart, and more of the target."""
    name = target.short_name
    yield Suggestion(desk.say("how_label", role=name), f"how do I become {article(name)}")
    yield Suggestion(desk.say("compare_label"), question(named))
    yield from desk.next_sections([target], (desk.knowledge.section_for("start"),))[:3]


def _had(background: Iterable[str], knowledge: Knowledge) -> dict[str, None]:
    """Return what the asker has, including the degrees below their highest."""
    had = dict.fromkeys(background)
    return had | dict.fromkeys(dropwhile(lambda one: one not in had, knowledge.degrees))


def _worth(role: Role, item: str, knowledge: Knowledge) -> float:
    point = knowledge.heaviest[role.id].get(item)
    return fit.ASKED[point.weight] if point else 0.0


def _wanted(role: Role, knowledge: Knowledge) -> list[str]:
    """Return the items that a role asks for, the heaviest first, without degrees."""
    items = {point.item for _, point in role.points() if point.item and point.weight}
    asked = [one for one in items if knowledge.items[one].kind not in ASIDE]
    return sorted(
        asked, key=lambda item: (-_worth(role, item, knowledge), knowledge.items[item].name)
    )


@remembered
def _done(role: str, knowledge: Knowledge) -> Mapping[str, None]:
    """Return what people in a role work with, without degrees."""
    held, items = knowledge.holdings[role], knowledge.items
    sections = knowledge.worked_with
    done = (item for item, how in held.items() if not sections.isdisjoint(how.sections))
    return dict.fromkeys(item for item in done if items[item].kind != "degree")


def _steps(add: Sequence[str], desk: Desk) -> Iterable[str]:
    """Yield what is to be added, in the order in which it is learnt."""
    by: dict[str, list[str]] = {step: [] for step in STEPS}
    for item in add:
        kind = desk.knowledge.items[item].kind
        if kind in _STEP_OF:
            by[_STEP_OF[kind]].append(item)
    for step, items in by.items():
        if items:
            yield desk.say(f"step_{step}", items=desk.items(items[:ADDED]))


def _pay(ends: Sequence[Role], reading: Reading, desk: Desk) -> Iterable[str]:
    """Yield what both ends are offered, where both have figures."""
    country = reading.place or pay_engine.HOME
    bands = [pay_engine.overall(role.id, desk.knowledge, country) for role in ends]
    if not all(bands):
        country = pay_engine.HOME
        bands = [pay_engine.overall(role.id, desk.knowledge) for role in ends]
    sure = [band for band in bands if band and band.ads >= pay_engine.ENOUGH]
    if len(sure) == len(bands):
        first, second = (money(band.median, band.currency) for band in sure)
        yield desk.say(
            "way_pay",
            place=conditions.place_name(country, desk),
            start=jobs(ends[0]),
            target=jobs(ends[1]),
            first=first,
            second=second,
        )


def _stood_in(named: Sequence[Role], ends: Sequence[Role], desk: Desk) -> Iterable[str]:
    for role, other in zip(named, ends, strict=True):
        if role is not other:
            yield desk.say("stands_in", job=begin(job(role)), role=job(other))
