"""The chart of an answer: a comparison of jobs, or their pay."""

from collections.abc import Sequence
from typing import Any

from bot.engine import pay as bands
from bot.engine.answer import Answer
from bot.engine.answers import pay
from bot.engine.answers.conditions import place_name
from bot.engine.answers.desk import Desk, begin, job
from bot.engine.answers.sums import money
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
        return _pay(answer, desk)
    if reading.kind == "compare" and len(roles) > 1:
        return _compared(answer, roles, desk)
    return None


def _pay(answer: Answer, desk: Desk) -> Chart | None:
    """Return the pay that an answer told, in its order, or that of its one job by level."""
    country = str(answer.data.get("country", bands.HOME))
    if answer.reading.place not in {"", "remote", *pay.WITHIN, country}:
        return None  # what was told is of another country than the one asked about
    told = _told(answer)
    roles = desk.roles(told or answer.reading.roles[:1])
    if not (roles and bands.overall(roles[0].id, desk.knowledge, country)):
        return None
    known = bands.bands(roles[0].id, desk.knowledge, country)
    if told:
        every = {begin(job(role)): told[role.id] for role in roles}
    else:
        levels = {"all": desk.say("pay_all_levels")} | {
            level: desk.say(pay.NAMES[level]) for level in pay.RISING
        }
        every = {begin(name): known[one].pay for one, name in levels.items() if one in known}
    currency = known["all"].currency
    place = place_name(country, desk)
    return Chart(
        answer.title,
        answer.verdict,
        bars=tuple(_bar(label, figures, currency) for label, figures in every.items()),
        note=desk.say("picture_pay_note", place=place, years=_years(roles, country, desk)),
    )


def _told(answer: Answer) -> dict[str, Sequence[int]]:
    """Return the percentiles of the roles whose pay an answer compares, in its order."""
    data: Any = answer.data
    if "ranking" in data:
        return {one["role"]: one["pay"] for one in data["ranking"][:RANKED]}
    compared = (answer.reading.kind == "compare" and data.get("pay")) or {}
    return dict([*compared.items()][:MOST])


def _bar(label: str, figures: Sequence[int], currency: str) -> Bar:
    _, low, middle, high, _ = figures
    first, second, third = (money(one, currency) for one in (low, middle, high))
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
