"""Answers on pay: what job ads offer, with a reading of the figure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.engine import pay
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import abroad
from bot.engine.answers.conditions import in_place, place_name
from bot.engine.answers.desk import Desk, begin, in_words, job, jobs, question
from bot.engine.answers.sums import money, share_said
from bot.engine.bands import PayBand
from bot.engine.page import Role
from bot.engine.reading import Reading

CLOSE = 0.04
"""Medians nearer to one another than this share are about equal."""
SHIFT = 10
"""Percentage points of senior ads from which on two samples count as different."""
NEAREST = {"EX": "SE"}
"""The level that is told of if there are too few ads at one."""
WEIGHED = 2
"""Roles of a comparison against which an amount is set."""
LEAST = 500
"""A difference that rounds to nothing."""
LEVELS = {name: level for level, name in pay.LEVELS.items()}
NAMES = {"EN": "pay_entry", "MI": "pay_mid", "SE": "pay_senior", "EX": "pay_executive"}
RISING = ("EN", "MI", "SE")
"""Levels shown unasked; "executive" is derived from title words that mean many things."""
WITHIN = {"EU": ("FR", "NL", "LT")}
"""Countries whose figures stand in for a region without figures of its own."""
OF_MONEY = {"GBP": "GB", "EUR": "EU"}
"""Currency -> the place it implies if no country is named."""
BOUGHT = ("less", "low", "middle", "high", "most")
"""How an amount compares with those in ads, by the quarter that it falls into."""
Paid = tuple[Role, PayBand, str]
"""A role, its band at a level, and that level, "" for all levels."""


def asks_figure(reading: Reading, role: Role, desk: Desk) -> bool:
    """Tell whether a figure is asked for that no card has: for a level, a place, an amount."""
    special = reading.level or reading.amount or reading.place not in {"", pay.HOME, "remote"}
    figure = desk.knowledge.ask_for("pay")  # other asks of the section are for its reasons
    plain = figure in reading.asks or not reading.asks
    return not role.nearest and (bool(special) or (plain and figure not in role.cards))


def of_role(reading: Reading, role: Role, desk: Desk) -> Answer:
    """Return what ads offer for one role, at the level and in the country asked about."""
    country, asides = where(reading, [role], desk)
    if asides and not reading.places and (there := abroad.pay_there(reading, [role], desk)):
        return there
    paid, stands_in = _paid(role, country, desk)
    if paid is None:
        return none(reading, role, asides, desk)
    band, level = band_of(reading, paid, country, desk)
    elsewhere = bool(asides)
    verdict, *text = _told(reading, paid, (band, level), desk, elsewhere=elsewhere)
    text += _others(role, reading, country, desk)
    if reading.region and country == reading.place and not reading.kept:
        place = in_place(country, desk)
        text.append(desk.say("no_region", region=reading.region.title(), place=place))
    if stands_in or asides:  # what is not known comes first
        scale = desk.say("no_place_then", figure=verdict) if elsewhere else verdict
        text = [f"{scale} {text[-1]}"]
        told = (*asides, *filter(None, [stands_in]))
        verdict, asides = " ".join(told), [desk.say("no_place_where")] if elsewhere else []
    if reading.level and level != LEVELS[level_of(reading)]:
        asides.append(desk.say("pay_no_level", level=desk.say(NAMES[LEVELS[level_of(reading)]])))
    return Answer(
        reading,
        desk.say("pay_title", role=begin(job(role))),
        verdict,
        tuple(text),
        blocks=() if elsewhere else tuple(tables([paid], reading, desk))[:1],
        asides=tuple(asides),
        doubts=(desk.say("pay_ads"), *_few(band, desk)),
        citations=desk.citations([desk.knowledge.pay_source]),
        suggestions=(
            *desk.next_sections([role], (desk.knowledge.section_for("pay"),))[:3],
            Suggestion(desk.say("pay_why_label"), f"why does {role.short_name} pay differ"),
            Suggestion(desk.say("pay_all_label"), "which role pays best"),
        ),
        more=question([role], desk.knowledge.section_for("pay"), "in full"),
        data={"role": paid.id, "country": country, "pay": list(band.pay), "ads": band.ads},
    )


def _told(
    reading: Reading, role: Role, at: tuple[PayBand, str], desk: Desk, *, elsewhere: bool
) -> list[str]:
    """Return the verdict on the band of a level, then what it rests on."""
    band, level = at
    verdict = _verdict(reading, role, band, level, desk)
    middle = desk.say("pay_middle", **_ends(band))
    if elsewhere or not reading.amount:
        return [verdict, middle]
    if reading.currency not in {"", band.currency}:
        return [desk.say("pay_other_money"), verdict, middle]
    told = [_figure(role, band, level, desk), middle]
    if reading.period not in {"", "year"}:
        yearly = money(reading.amount, band.currency)
        told.insert(0, desk.say("pay_by_year_is", amount=yearly, period=reading.period))
    return [verdict, *told]


def compared(reading: Reading, roles: Sequence[Role], desk: Desk) -> Answer:
    """Return which of some roles is paid more, by how much, and how to read it."""
    country, asides = where(reading, roles, desk)
    if asides and not reading.places and (there := abroad.pay_there(reading, roles, desk)):
        return there
    bands: list[Paid] = []
    for role in roles:
        if pay.overall(role.id, desk.knowledge, country):
            bands.append((role, *band_of(reading, role, country, desk)))
    lacking = [role for role in roles if role not in [one for one, _, _ in bands]]
    asides += [said for role in lacking if (said := _lacking(role, country, desk))]
    if not bands:
        return none(reading, roles[0], asides[1:], desk)
    if len(bands) == 1:
        only = of_role(reading, bands[0][0], desk)
        every = tuple(dict.fromkeys((*asides, *only.asides)))
        return replace(only, asides=every, more="", data={})
    bands.sort(key=lambda one: -one[1].median)
    asides += _without(reading, roles, desk)
    return _side_by_side(reading, roles, bands, asides, desk)


def _side_by_side(
    reading: Reading, roles: Sequence[Role], bands: Sequence[Paid], asides: list[str], desk: Desk
) -> Answer:
    """Return the bands of two or more roles, the best paid first, with what sets them apart."""
    lines = tuple(f"{begin(job(role))}: {short(band, desk)}" for role, band, _ in bands)
    shown = [role for role, _, _ in bands]
    verdict = _apart(bands, desk)
    weighed = [one for one in bands if _weighs(reading, one[1])]
    text = tuple(_verdict(reading, *one, desk) for one in weighed[:WEIGHED])
    if text:  # what was told comes first
        verdict, *rest = (*text, verdict)
        text = tuple(rest)
    elsewhere = reading.place not in {"", "remote", bands[0][1].country}
    if elsewhere:  # what is not known comes first
        text = (desk.say("no_place_then", figure=verdict),)
        verdict, *asides = (*asides, desk.say("no_place_where"))
    return Answer(
        reading,
        desk.say("pay_title", role=" vs ".join(role.short_name for role in roles)),
        verdict,
        text,
        blocks=(
            Block("", lines, whole=True),
            *([] if elsewhere else tables(shown, reading, desk)),
        ),
        asides=(*asides, *([] if elsewhere else _seniority(shown, bands[0][1].country, desk))),
        doubts=(desk.say("pay_ads"),),
        citations=desk.citations([desk.knowledge.pay_source]),
        suggestions=tuple(desk.next_sections(roles, (desk.knowledge.section_for("pay"),)))[:4],
        more=question(roles, desk.knowledge.section_for("pay"), "in full"),
        data={
            "pay": {role.id: list(band.pay) for role, band, _ in bands},
            "country": bands[0][1].country,
        },
    )


def _apart(bands: Sequence[Paid], desk: Desk) -> str:
    """Return by how much the first of some roles is paid more than the second."""
    (first, most, _), (second, next_, _) = bands[:2]
    apart = most.median - next_.median
    ends = {"first": jobs(first), "second": jobs(second), "apart": money(apart, most.currency)}
    name = "pay_equal" if apart < CLOSE * most.median else "pay_more"
    if apart <= LEAST:
        ends["apart"] = desk.say("pay_hardly")
    level = next((level for _, _, level in bands if level), "")
    named = desk.say(NAMES[level]) if level else ""
    at = {"place": place_name(most.country, desk), "level": named}
    return begin(desk.say(f"{name}_at" if level else name, **ends, **at))


def where(reading: Reading, roles: Sequence[Role], desk: Desk) -> tuple[str, list[str]]:
    """Return the country whose figures answer, and what is said where it is not the one asked."""
    place = reading.place or OF_MONEY.get(reading.currency, "")
    if place in {"", pay.HOME, "remote"}:
        return pay.HOME, []
    named = [one for code in (place, *reading.places) for one in WITHIN.get(code, (code,))]
    for one in named:  # the first of those named that has figures
        if _paid_at(roles, one, desk):
            return one, []
    name = "pay_left_out" if place in pay.LEFT_OUT else "no_place"
    return pay.HOME, [desk.say(name, place=in_place(place, desk))]


def _without(reading: Reading, roles: Sequence[Role], desk: Desk) -> Iterator[str]:
    """Yield for which of several countries named there is no figure, where another has one."""
    named = (reading.place, *reading.places) if reading.places else ()
    without = [one for one in named if not _paid_at(roles, one, desk)]
    if 0 < len(without) < len(named):
        places = in_words([in_place(one, desk) for one in without])
        yield desk.say("no_more_places", places=places)


def _paid_at(roles: Sequence[Role], country: str, desk: Desk) -> bool:
    return any(pay.overall(role.id, desk.knowledge, country) for role in roles)


def band_of(reading: Reading, role: Role, country: str, desk: Desk) -> tuple[PayBand, str]:
    """Return the band of a role at the level asked about, and that level, "" for all levels."""
    known = pay.bands(role.id, desk.knowledge, country)
    level = LEVELS.get(level_of(reading), "")
    for near in (level, NEAREST.get(level, "")):
        if band := known.get(near):
            return band, near
    return known["all"], ""


def tables(roles: Sequence[Role], reading: Reading, desk: Desk) -> Iterator[Block]:
    """Yield the medians level by level, and in full year by year."""
    country, _ = where(reading, roles, desk)
    for label in ("pay_by_level", "pay_by_year"):
        lines = []
        for role in roles:
            known = pay.bands(role.id, desk.knowledge, country)
            if label == "pay_by_level":
                shown = {
                    desk.say(NAMES[level]): known[level] for level in RISING if level in known
                }
            else:
                shown = {level: band for level, band in known.items() if level.isdecimal()}
            sure = [
                f"{name} {money(one.median, one.currency)}"
                for name, one in shown.items()
                if one.ads >= pay.ENOUGH
            ]
            if sure:
                lines.append((f"{begin(job(role))}: " if len(roles) > 1 else "") + ", ".join(sure))
        if lines:
            yield Block(desk.say(label), tuple(lines), rank=1 if label == "pay_by_level" else 3)


def level_of(reading: Reading) -> str:
    """Return the level asked about, as job ads name it."""
    return "executive" if reading.level == "lead" else reading.level


def _paid(role: Role, country: str, desk: Desk) -> tuple[Role | None, str]:
    """Return the role whose figures answer for another, and what is said of that."""
    if pay.overall(role.id, desk.knowledge, country):
        return role, ""
    near = pay.nearest(role.id, desk.knowledge)
    if not near:
        return None, ""
    other = desk.knowledge.roles[near]
    few = pay.counted(role.id, desk.knowledge)
    name = "pay_stands_in_few" if few else "pay_stands_in"
    return other, desk.say(name, role=jobs(role), other=jobs(other), count=few)


def _lacking(role: Role, country: str, desk: Desk) -> str:
    """Return what is said of a role that has no figure in a country where another has one."""
    if country != pay.HOME:
        return desk.say("pay_none_there", role=jobs(role), place=in_place(country, desk))
    return _paid(role, country, desk)[1] or begin(desk.say("pay_none", role=jobs(role)))


def _weighs(reading: Reading, band: PayBand) -> bool:
    """Tell whether an amount was told that a band can be set against: of its country and money."""
    told = reading.place in {"", "remote", "EU", band.country}
    return bool(reading.amount) and told and reading.currency in {"", band.currency}


def _verdict(reading: Reading, role: Role, band: PayBand, level: str, desk: Desk) -> str:
    if not _weighs(reading, band):
        return _figure(role, band, level, desk)
    share = band.below(reading.amount)
    return desk.say(
        f"pay_is_{BOUGHT[min(share // 20, 4)]}",
        amount=money(reading.amount, band.currency),
        place=place_name(band.country, desk),
        share=share_said(share, desk),
        role=leveled(role, level, desk),
    )


def _others(role: Role, reading: Reading, country: str, desk: Desk) -> list[str]:
    """Return a line on each further country named: its figure, or that there is none."""
    named = (reading.place, *reading.places) if reading.places else ()
    others = [one for one in named if one not in {country, reading.place}]
    others += [reading.place] if named and reading.place != country != pay.HOME else []
    known = [one for one in others if pay.overall(role.id, desk.knowledge, one)]
    bands = {one: pay.bands(role.id, desk.knowledge, one)["all"] for one in known}
    lines = [f"{place_name(one, desk)}: {short(band, desk)}." for one, band in bands.items()]
    lacking = in_words([in_place(one, desk) for one in others if one not in known])
    return [*lines, *([desk.say("no_more_places", places=lacking)] if lacking else [])]


def _figure(role: Role, band: PayBand, level: str, desk: Desk) -> str:
    return desk.say(
        "pay_verdict" if band.ads >= pay.ENOUGH else "pay_verdict_few",
        pay=money(band.median, band.currency),
        role=leveled(role, level, desk),
        ads=f"{band.ads:,}",
        place=place_name(band.country, desk),
        years=_years(band),
    )


def leveled(role: Role, level: str, desk: Desk) -> str:
    """Return the plural name of a role, with its level if one is given."""
    return f"{desk.say(NAMES[level])} {jobs(role)}" if level else jobs(role)


def _ends(band: PayBand) -> dict[str, str]:
    _, low, _, high, _ = band.pay
    return {"low": money(low, band.currency), "high": money(high, band.currency)}


def short(band: PayBand, desk: Desk) -> str:
    """Return a band in half a line: its median and the range of the middle half."""
    said = desk.say("pay_short", pay=money(band.median, band.currency), **_ends(band))
    return said if band.ads >= pay.ENOUGH else desk.say("pay_thin", said=said, ads=band.ads)


def _few(band: PayBand, desk: Desk) -> tuple[str, ...]:
    return (desk.say("pay_few"),) if band.ads < pay.ENOUGH else ()


def _years(band: PayBand) -> str:
    return str(band.first) if band.first == band.last else f"{band.first} to {band.last}"


def none(reading: Reading, role: Role, asides: Sequence[str], desk: Desk) -> Answer:
    """Return the answer that nothing is known about a role's pay."""
    said = desk.say("pay_none", role=jobs(role))
    return Answer(
        reading,
        said,
        said,
        asides=tuple(asides),
        suggestions=(
            Suggestion(desk.say("pay_all_label"), "which role pays best"),
            *desk.next_sections([role], (desk.knowledge.section_for("pay"),))[:3],
        ),
    )


def _seniority(roles: Sequence[Role], country: str, desk: Desk) -> Iterator[str]:
    """Yield what must be known where the ads of one role are far more senior."""
    shares = {role.id: _senior(role.id, country, desk) for role in roles}
    ranked = sorted(roles, key=lambda role: shares[role.id])
    least, most = ranked[0], ranked[-1]
    if shares[most.id] - shares[least.id] >= SHIFT:
        yield desk.say(
            "pay_levels_differ",
            most=job(most),
            share=shares[most.id],
            least=job(least),
            other=shares[least.id],
        )


def _senior(role: str, country: str, desk: Desk) -> int:
    """Return the percentage of a role's ads in a country that are senior."""
    every = {
        one.level: one.ads for one in desk.knowledge.pay.get(role, ()) if one.country == country
    }
    return round(100 * every.get("SE", 0) / max(every.get("all", 0), 1))
