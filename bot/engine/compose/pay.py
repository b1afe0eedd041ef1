"""Answers on pay: what the survey says, with its size, its years and how far it reaches."""

from collections.abc import Iterator, Mapping, Sequence

from bot.engine import pay
from bot.engine.answer import Answer, Block
from bot.engine.compose.parts import Desk, in_words, next_roles
from bot.engine.knowledge import Role, SalaryBand
from bot.engine.reading import Reading

SHIFT = 10
"""Percentage points of senior reports from which on two samples count as different."""
TOP = 5
"""Roles of a ranking that are asked for next."""


def blocks(roles: Sequence[Role], desk: Desk) -> Iterator[Block]:
    """Yield the figures on pay: each role over all levels, then level by level."""
    shown = {role.id: pay.bands(role.id, desk.knowledge) for role in roles}
    if not desk.knowledge.salaries:
        return
    yield Block("", tuple(_overall(role, desk) for role in roles), whole=True)
    medians = tuple(line for role in roles if (line := _medians(role, shown[role.id], desk)))
    if medians:
        yield Block(desk.say("pay_by_level"), medians, rank=1, whole=True)
    for level, name in pay.LEVELS.items():
        lines = tuple(
            desk.say(
                "pay_level", role=role.short, pay=_figures(band, desk), reports=_reports(band)
            )
            for role in roles
            if (band := shown[role.id].get(level))
        )
        if lines:
            yield Block(desk.say(f"pay_{name}"), lines, rank=3, whole=True)


def _medians(role: Role, shown: Mapping[str, SalaryBand], desk: Desk) -> str:
    """Return a role's median at each level with reports enough, in one line."""
    medians = [
        desk.say(
            "pay_median" if shown[level].reports >= pay.ENOUGH else "pay_median_few",
            level=name,
            usd=f"{shown[level].usd[2]:,}",
            reports=f"{shown[level].reports:,}",
        )
        for level, name in pay.LEVELS.items()
        if level in shown
    ]
    return desk.say("pay_levels", role=role.short, medians=", ".join(medians)) if medians else ""


def notes(roles: Sequence[Role], desk: Desk) -> Iterator[str]:
    """Yield what must be known of the figures: too few, other years, other mixtures."""
    knowledge = desk.knowledge
    if not knowledge.salaries:
        yield desk.say("no_salary", roles=in_words(role.short for role in roles))
        return
    bands = [(role, band) for role in roles if (band := pay.overall(role.id, knowledge))]
    senior = {role.short: _senior(role.id, desk) for role, _ in bands}
    if len(senior) > 1 and max(senior.values()) - min(senior.values()) >= SHIFT:
        shares = in_words(f"{name} {share}%" for name, share in senior.items())
        yield desk.say("pay_levels_differ", shares=shares)
    if bands:
        yield desk.say(
            "pay_survey",
            shares=in_words(f"{role.short} {band.us_share}%" for role, band in bands),
        )


def ranking(reading: Reading, desk: Desk) -> Answer:
    """Return the roles by median pay, as far as the survey has reports enough."""
    knowledge = desk.knowledge
    among = reading.roles or tuple(knowledge.roles)
    order = pay.ranked(among, knowledge, least=reading.superlative == "least")
    lines = tuple(
        desk.say(
            "pay_rank",
            place=place,
            role=role.name,
            pay=_figures(band, desk),
            reports=_reports(band),
        )
        for place, role in enumerate(desk.roles(order), 1)
        if (band := pay.overall(role.id, knowledge))
    )
    left = [role.short for role in desk.roles(among) if role.id not in order]
    bands = [band for name in order if (band := pay.overall(name, knowledge))]
    return Answer(
        reading,
        desk.say("pay_rank_title_least" if reading.superlative == "least" else "pay_rank_title"),
        desk.say("pay_rank_lead", years=_years(bands)) if bands else "",
        blocks=(Block("", lines),),
        notes=(
            *(
                (desk.say("pay_rank_left_out", roles=in_words(left), least=pay.ENOUGH),)
                if left
                else ()
            ),
            desk.say("pay_rank_survey"),
        ),
        citations=desk.citations([knowledge.salary_source]),
        suggestions=next_roles(desk.roles(order[:TOP]), "salary"),
        shown=tuple(order),
        data={
            "ranking": [
                {"role": name, "usd": list(band.usd), "reports": band.reports}
                for name in order
                if (band := pay.overall(name, knowledge))
            ]
        },
    )


def _overall(role: Role, desk: Desk) -> str:
    """Return a role's pay in one line, with a warning or without figures where reports are few."""
    band = pay.overall(role.id, desk.knowledge)
    count = pay.reports(role.id, desk.knowledge)
    if band is None:
        return desk.say("pay_too_few" if count else "pay_none", role=role.short, count=count)
    name = "pay_role" if count >= pay.ENOUGH else "pay_few"
    return desk.say(
        name,
        role=role.short,
        pay=_figures(band, desk),
        reports=_reports(band),
        years=_years([band]),
    )


def _figures(band: SalaryBand, desk: Desk) -> str:
    _, low, median, high, _ = (f"{usd:,}" for usd in band.usd)
    return desk.say("pay_figures", median=median, low=low, high=high)


def _reports(band: SalaryBand) -> str:
    return f"{band.reports:,}"


def _years(bands: Sequence[SalaryBand]) -> str:
    first, last = min(band.first for band in bands), max(band.last for band in bands)
    return str(first) if first == last else f"{first}-{last}"


def _senior(role: str, desk: Desk) -> int:
    """Return the percentage of a role's reports that are senior or executive."""
    every = {band.level: band.reports for band in desk.knowledge.salaries.get(role, ())}
    return round(100 * (every.get("SE", 0) + every.get("EX", 0)) / max(every.get("all", 0), 1))
