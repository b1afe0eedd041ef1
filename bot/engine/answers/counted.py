"""Which jobs have more openings, or more work from home: answers by counts of job ads."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.engine import pay
from bot.engine.answer import Answer, Block
from bot.engine.answers.desk import Desk, begin, in_words, job, jobs, next_roles
from bot.engine.bands import PayBand
from bot.engine.page import Card, Role
from bot.engine.reading import Reading

SHOWN = 5
"""Roles of a ranking shown at first."""
CLOSE = 0.1
"""Counts nearer to one another than this share are about equal."""


class Count(NamedTuple):
    """What of the ads is counted, and how it is said."""

    value: Callable[[PayBand], int]
    name: str
    """Of the replies `counted_<name>` and the like."""


COUNTS = {
    "demand": Count(lambda band: band.ads, "demand"),
    "remote": Count(lambda band: band.remote, "remote"),
}
"""What counts of ads at home answer."""


def counted(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer | None:
    """Return which of some roles has more of what is asked by counts of job ads.

    None if the ask is not in `COUNTS`, or fewer than two roles have enough ads.
    """
    ask = next(iter(reading.asks), "")
    count = COUNTS.get(desk.knowledge.asks[ask].answers or "") if ask else None
    known = [role for role in roles if pay.at_level(role.id, desk.knowledge)]
    whole = bool(reading.roles) and len(known) < len(roles)
    if count is None or len(known) < 2 or whole:
        return None
    bands = {role.id: band for role in known if (band := pay.overall(role.id, desk.knowledge))}
    least = reading.superlative == "least"
    ranked = sorted(known, key=lambda role: -count.value(bands[role.id]))
    ranked = ranked[::-1] if least else ranked
    shown = ranked[:SHOWN]
    cards = [card for role in shown if (card := role.cards.get(ask)) and card.known]
    lines = tuple(_line(role, bands[role.id], count, desk) for role in shown)
    if len(shown) == len(cards) == 2:  # the verdict has given both counts
        lines = tuple(f"{begin(job(r))}: {r.cards[ask].verdict}" for r in shown)
    return Answer(
        reading,
        desk.say(f"counted_{count.name}_title"),
        _verdict(ranked, bands, count, desk, least=least),
        blocks=(Block("", lines, whole=True),),
        doubts=(desk.say("counted_doubt"),),
        citations=desk.citations((desk.knowledge.pay_source, *_sources(cards, lines))),
        suggestions=next_roles(shown[:4], ask.partition("/")[0]),
        shown=tuple(role.id for role in shown),
        data={"counted": {role.id: count.value(bands[role.id]) for role in ranked}},
    )


def _verdict(
    ranked: Sequence[Role], bands: dict[str, PayBand], count: Count, desk: Desk, *, least: bool
) -> str:
    first, second = (bands[role.id] for role in ranked[:2])
    if len(ranked) > 2:  # a ranking names the ends, not the distance
        firsts = begin(in_words(jobs(role) for role in ranked[:3]))
        return desk.say(f"counted_{count.name}_{'least' if least else 'most'}", roles=firsts)
    one, other = count.value(first), count.value(second)
    close = abs(one - other) < CLOSE * max(one, other)
    more, fewer = ranked[1::-1] if least else ranked[:2]
    said = desk.say(
        f"counted_{count.name}_{'equal' if close else 'more'}",
        first=jobs(more),
        second=jobs(fewer),
        one=f"{max(one, other):,}",
        other=f"{min(one, other):,}",
    )
    return begin(said)


def _sources(cards: Sequence[Card], lines: Sequence[str]) -> Iterator[str]:
    """Yield the sources of the cards that the lines come from."""
    yield from (
        s for one in cards if any(one.verdict in line for line in lines) for s in one.sources
    )


def _line(role: Role, band: PayBand, count: Count, desk: Desk) -> str:
    """Return the count of a role, with the ads that it rests on."""
    figure = desk.say(
        f"counted_{count.name}_line",
        count=f"{count.value(band):,}",
        ads=f"{band.ads:,}",
        years=str(band.last) if band.first == band.last else f"{band.first} to {band.last}",
    )
    return f"{begin(job(role))}: {figure}"
