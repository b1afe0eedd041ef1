"""Which role pays best: the ranking by median pay in the job ads of one country."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.engine import pay
from bot.engine.answer import Answer, Block
from bot.engine.answers import abroad, picker
from bot.engine.answers.conditions import in_place
from bot.engine.answers.desk import Desk, begin, in_words, job, jobs, next_roles
from bot.engine.answers.pay import LEVELS, WITHIN, level_of, leveled, none, short
from bot.engine.answers.sums import money
from bot.engine.bands import PayBand
from bot.engine.reading import Reading

TOP = 5
"""Roles of a ranking shown at first."""
LEAST = 2
"""Minimum roles with enough ads for a ranking in a country."""


def ranking(reading: Reading, desk: Desk) -> Answer:
    """Return the roles by median pay, as far as there are enough ads.

    If a country has too few, what is known about its pay comes first.
    """
    among = reading.roles or tuple(desk.knowledge.roles)
    country = _country(reading.place, among, desk)
    answer = _ranked(reading, among, country, desk)
    if reading.place in {"", "remote", country} or country in WITHIN.get(reading.place, ()):
        return answer
    if there := abroad.pay_there(reading, (), desk):
        return there
    place = in_place(reading.place, desk)
    return replace(
        answer,
        verdict=desk.say("no_place", place=place),
        text=(desk.say("no_place_then", figure=answer.verdict),),
        asides=(*answer.asides, desk.say("no_place_where")),
    )


def _country(place: str, among: Sequence[str], desk: Desk) -> str:
    """Return the country of the ranking: the one asked about, if it has enough ads."""
    for one in WITHIN.get(place, (place,)):
        if one and len(pay.ranked(tuple(among), desk.knowledge, country=one)) >= LEAST:
            return one
    return pay.HOME


def _ranked(reading: Reading, among: tuple[str, ...], country: str, desk: Desk) -> Answer:
    """Return the roles by median pay in a country."""
    least = reading.superlative == "least"
    wanted = LEVELS.get(level_of(reading), "")
    level, bands = pay.leveled(among, desk.knowledge, wanted, TOP, least=least, country=country)
    order = list(bands)
    if not bands:
        return none(reading, desk.roles(among)[0], [], desk)
    first = desk.knowledge.roles[order[0]]
    lines = {
        name: f"{begin(job(desk.knowledge.roles[name]))}: {short(bands[name], desk)}"
        for name in order
    }
    first_ones = tuple(lines.pop(name) for name in order[:TOP])
    return Answer(
        reading,
        desk.say("pay_rank_least" if least else "pay_rank_most"),
        desk.say(
            "pay_least" if least else "pay_most",
            role=begin(leveled(first, level, desk)),
            pay=money(bands[order[0]].median, bands[order[0]].currency),
            place=in_place(country, desk),
        ),
        blocks=(
            Block("", first_ones, whole=True),
            *(picker.by_family(lines, desk, rank=1) if reading.full else ()),
        ),
        asides=() if level else (desk.say("pay_rank_senior"),),
        doubts=(desk.say("pay_ads"), *_left_out(among, bands, desk)),
        citations=desk.citations([desk.knowledge.pay_source]),
        suggestions=next_roles(desk.roles(order[:4]), desk.knowledge.section_for("pay")),
        shown=tuple(order),
        more=_in_full(country, desk, least=least) if len(order) > TOP else "",
        data={
            "ranking": [{"role": n, "pay": list(b.pay), "ads": b.ads} for n, b in bands.items()],
            "country": country,
        },
    )


def _in_full(country: str, desk: Desk, *, least: bool) -> str:
    """Return the question that asks for the whole ranking."""
    there = f" in {in_place(country, desk)}" if country != pay.HOME else ""
    return f"which role pays {'worst' if least else 'best'}{there} in full"


def _left_out(among: Iterable[str], bands: Mapping[str, PayBand], desk: Desk) -> Iterator[str]:
    """Yield which roles have too few ads to be ranked."""
    if left := [jobs(role) for role in desk.roles(among) if role.id not in bands]:
        yield desk.say("pay_rank_left_out", roles=in_words(left))
