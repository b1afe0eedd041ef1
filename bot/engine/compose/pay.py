"""Answers on pay: what job ads offer, with their number, their years and how far they reach."""

from collections.abc import Iterator, Sequence

from bot.engine import pay
from bot.engine.answer import Answer, Block
from bot.engine.bands import PayBand
from bot.engine.compose.parts import Desk, in_words, next_roles
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

SHIFT = 10
"""Percentage points of senior ads from which on two samples count as different."""
TOP = 5
"""Roles of a ranking that are asked for next."""
LEVELS = {name: level for level, name in pay.LEVELS.items()}


def blocks(roles: Sequence[Role], reading: Reading, desk: Desk) -> Iterator[Block]:
    """Yield the figures on pay: first what was asked, then level by level and year by year."""
    if not desk.knowledge.pay:
        return
    country = where(reading, desk)
    alone = len(roles) == 1
    asked = tuple(_asked(role, reading, country, desk, alone=alone) for role in roles)
    yield Block("", asked, whole=True)
    for label, names in (("pay_by_level", pay.LEVELS), ("pay_by_year", _years_of(roles, desk))):
        lines = tuple(line for one in roles if (line := _medians(one, names, country, desk)))
        if lines:
            yield Block(desk.say(label), lines, rank=1 if label == "pay_by_level" else 2)


def where(reading: Reading, desk: Desk) -> str:
    """Return the country whose figures answer a question: the one asked about if it has any."""
    place = reading.place
    held = any(pay.overall(role, desk.knowledge, place) for role in reading.roles)
    return place if held else pay.HOME


def notes(roles: Sequence[Role], desk: Desk) -> Iterator[str]:
    """Yield what must be known of the figures: what they are, and that levels differ."""
    knowledge = desk.knowledge
    if not knowledge.pay:
        yield desk.say("no_salary", roles=in_words(role.short for role in roles))
        return
    paid = [role for role in roles if pay.overall(role.id, knowledge)]
    senior = {role.short: _senior(role.id, desk) for role in paid}
    if len(senior) > 1 and max(senior.values()) - min(senior.values()) >= SHIFT:
        shares = in_words(f"{name} {share}%" for name, share in senior.items())
        yield desk.say("pay_levels_differ", shares=shares)
    if senior:
        yield desk.say("pay_ads")


def ranking(reading: Reading, desk: Desk) -> Answer:
    """Return the roles by median pay, as far as there are ads enough."""
    knowledge = desk.knowledge
    among = reading.roles or tuple(knowledge.roles)
    order = pay.ranked(among, knowledge, least=reading.superlative == "least")
    bands = [(name, band) for name in order if (band := pay.overall(name, knowledge))]
    lines = tuple(
        desk.say(
            "pay_rank", place=place, role=role.name, pay=_figures(band, desk), ads=f"{band.ads:,}"
        )
        for place, (role, (_, band)) in enumerate(zip(desk.roles(order), bands, strict=True), 1)
    )
    left = [role.short for role in desk.roles(among) if role.id not in order]
    few = (desk.say("pay_rank_left_out", roles=in_words(left), least=pay.ENOUGH),) if left else ()
    return Answer(
        reading,
        desk.say("pay_rank_title_least" if reading.superlative == "least" else "pay_rank_title"),
        desk.say("pay_rank_lead", years=_years([band for _, band in bands])) if bands else "",
        blocks=(Block("", lines),),
        notes=(*few, desk.say("pay_ads")),
        citations=desk.citations([knowledge.pay_source]),
        suggestions=next_roles(desk.roles(order[:TOP]), "salary"),
        shown=tuple(order),
        data={
            "ranking": [
                {"role": name, "pay": list(band.pay), "ads": band.ads} for name, band in bands
            ]
        },
    )


def _asked(role: Role, reading: Reading, country: str, desk: Desk, *, alone: bool) -> str:
    """Return what ads offer for a role in one line, at the level asked about if it has ads.

    Of a role without figures that stands alone those of the nearest are told.
    """
    known = pay.bands(role.id, desk.knowledge, country)
    level = LEVELS.get(reading.level, "")
    band = known.get(level) or known.get("all")
    if band is None:
        count = pay.counted(role.id, desk.knowledge)
        near = pay.nearest(role.id, desk.knowledge)
        told = desk.say("pay_too_few" if count else "pay_none", role=role.name, count=count)
        if not (near and alone):
            return told
        other = desk.knowledge.roles[near]
        return f"{told} {_asked(other, reading, country, desk, alone=False)}"
    said = desk.say(
        "pay_role" if band.ads >= pay.ENOUGH else "pay_few",
        role=f"{role.name}, {pay.LEVELS[level]} level" if band.level == level else role.name,
        pay=_figures(band, desk),
        ads=f"{band.ads:,}",
        country=country,
        years=_years([band]),
    )
    if not reading.amount or band.currency != "USD":
        return said
    share = band.below(reading.amount)
    amount = desk.say("pay_amount", amount=f"{reading.amount:,}", share=share)
    return f"{amount} {said}"


def _medians(role: Role, names: dict[str, str], country: str, desk: Desk) -> str:
    """Return a role's medians in one line, under the names of their bands."""
    shown = pay.bands(role.id, desk.knowledge, country)
    medians = [
        desk.say(
            "pay_median" if shown[level].ads >= pay.ENOUGH else "pay_median_few",
            level=name,
            pay=f"{shown[level].median:,}",
            ads=f"{shown[level].ads:,}",
        )
        for level, name in names.items()
        if level in shown
    ]
    return desk.say("pay_levels", role=role.short, medians=", ".join(medians)) if medians else ""


def _years_of(roles: Sequence[Role], desk: Desk) -> dict[str, str]:
    levels = {band.level for role in roles for band in desk.knowledge.pay.get(role.id, ())}
    return {level: level for level in sorted(levels) if level.isdecimal()}


def _figures(band: PayBand, desk: Desk) -> str:
    _, low, median, high, _ = (f"{figure:,}" for figure in band.pay)
    return desk.say("pay_figures", median=median, low=low, high=high, currency=band.currency)


def _years(bands: Sequence[PayBand]) -> str:
    first, last = min(band.first for band in bands), max(band.last for band in bands)
    return str(first) if first == last else f"{first}-{last}"


def _senior(role: str, desk: Desk) -> int:
    """Return the percentage of a role's ads that are senior or executive."""
    every = {
        one.level: one.ads for one in desk.knowledge.pay.get(role, ()) if one.country == pay.HOME
    }
    return round(100 * (every.get("SE", 0) + every.get("EX", 0)) / max(every.get("all", 0), 1))
