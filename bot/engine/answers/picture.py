"""The chart of an answer: a comparison of jobs, or their pay."""

from collections.abc import Sequence

from bot.engine import pay as bands
from bot.engine.answer import Answer
from bot.engine.answers import pay
from bot.engine.answers.conditions import place_name
from bot.engine.answers.desk import Desk, begin, job
from bot.engine.answers.sums import money
from bot.engine.bands import PayBand
from bot.engine.chart import Bar, Chart, Row
from bot.engine.knowledge import Knowledge
from bot.engine.page import Role

MOST = 4
"""Maximum jobs in a comparison."""
RANKED = 8
"""Maximum jobs of a ranking that are drawn."""


def chart(answer: Answer, desk: Desk) -> Chart | None:
    """Return the chart of an answer; None if nothing in it can be drawn."""
    reading = answer.reading
    roles = desk.roles(reading.roles[:MOST])
    if desk.knowledge.section_for("pay") in reading.sections:
        ranked = desk.roles(answer.shown[:RANKED]) if "ranking" in answer.data else roles
        return _pay(answer, ranked, desk)
    if reading.kind == "compare" and len(roles) > 1:
        return _compared(answer, roles, desk)
    return None


def _pay(answer: Answer, roles: Sequence[Role], desk: Desk) -> Chart | None:
    """Return the pay of several jobs, or of one job by level."""
    if not roles:
        return None
    country, aside = pay.where(answer.reading, roles, desk)
    paid = [role for role in roles if bands.overall(role.id, desk.knowledge, country)]
    bars: list[Bar] = []
    if len(paid) == 1:
        known = bands.bands(paid[0].id, desk.knowledge, country)
        levels = {"all": desk.say("pay_all_levels")} | {
            level: desk.say(pay.NAMES[level]) for level in pay.RISING
        }
        bars = [_bar(begin(name), known[one]) for one, name in levels.items() if one in known]
    for role in paid if len(paid) > 1 else ():
        band, _ = pay.band_of(answer.reading, role, country, desk)
        bars.append(_bar(begin(job(role)), band))
        bars.sort(key=lambda one: -one.middle)
    if not bars or aside:
        return None
    place = place_name(country, desk)
    return Chart(
        answer.title,
        answer.verdict,
        bars=tuple(bars),
        note=desk.say("picture_pay_note", place=place, years=_years(paid, country, desk)),
    )


def _bar(label: str, band: PayBand) -> Bar:
    _, low, middle, high, _ = band.pay
    first, second, third = (money(one, band.currency) for one in (low, middle, high))
    return Bar(label, low, middle, high, second, f"{first} to {third}")


def _years(roles: Sequence[Role], country: str, desk: Desk) -> str:
    every = [band for role in roles if (band := bands.overall(role.id, desk.knowledge, country))]
    return f"{min(one.first for one in every)} to {max(one.last for one in every)}"


def _compared(answer: Answer, roles: Sequence[Role], desk: Desk) -> Chart:
    """Return jobs side by side, in the sections asked about or overall."""
    named = answer.reading.named_sections
    wanted = _sections(named, len(roles), desk.knowledge)
    rows = [
        Row(desk.title(one), _gists(roles, one, desk))
        for one in dict.fromkeys(wanted)
        if any(one in role.sections for role in roles)
    ]
    medians = [bands.overall(role.id, desk.knowledge) for role in roles]
    if any(medians) and not named:
        untold = desk.say("picture_untold")
        told = [money(one.median, one.currency) if one else untold for one in medians]
        rows.append(Row(desk.say("picture_pay"), tuple(told)))
    return Chart(
        " vs ".join(role.short_name for role in roles),
        answer.verdict,
        heads=tuple(begin(job(role)) for role in roles),
        rows=tuple(rows),
        note=desk.say("picture_note"),
    )


def _sections(named: Sequence[str], roles: int, known: Knowledge) -> tuple[str, ...]:
    """Return the sections of a comparison: fewer for more than two jobs."""
    if named:
        return (known.section_for("what"), *named)
    if roles > 2:
        return (known.section_for("what"), known.section_for("musts"))
    return (*known.about("work"), *known.holding("degree"))


def _gists(roles: Sequence[Role], section: str, desk: Desk) -> tuple[str, ...]:
    untold = desk.say("picture_untold")
    return tuple(
        role.sections[section].gist if section in role.sections else untold for role in roles
    )
