"""What may be said about pay, depending on the number of job ads, which is always given.

With fewer than `FEW` ads no figure is shown, with fewer than `ENOUGH` only as a hint.
"""

from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge

FEW = 10
ENOUGH = 30
HOME = "US"
"""The country whose figures are meant if none is named."""
LEVELS = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
"""Levels of ads, derived from words in their titles -> our names."""
LEFT_OUT = frozenset({"CA", "AU"})
"""Countries whose ads mostly give local dollars as US dollars, so that figures would be wrong."""


def bands(role: str, knowledge: Knowledge, country: str = HOME) -> dict[str, PayBand]:
    """Return the bands with figures of a role in a country, by level or year; "all" overall."""
    every = knowledge.pay.get(role, ())
    return {band.level: band for band in every if band.country == country and band.pay}


def overall(role: str, knowledge: Knowledge, country: str = HOME) -> PayBand | None:
    """Return a role's overall band, None if there are too few ads."""
    return bands(role, knowledge, country).get("all")


def counted(role: str, knowledge: Knowledge) -> int:
    """Return the number of ads for a role in the home country."""
    every = knowledge.pay.get(role, ())
    return next((one.ads for one in every if one.country == HOME and one.level == "all"), 0)


def by_ads(knowledge: Knowledge) -> list[str]:
    """Return all roles, those with most ads first, as the likeliest to be meant."""
    return sorted(knowledge.roles, key=lambda role: -counted(role, knowledge))


def nearest(role: str, knowledge: Knowledge) -> str:
    """Return the first role in `versus` with enough ads, "" if there is none."""
    others = knowledge.roles[role].versus if role in knowledge.roles else ()
    enough = (one for one in others if counted(one, knowledge) >= ENOUGH)
    return next(enough, "")


def at_level(
    role: str, knowledge: Knowledge, level: str = "", country: str = HOME
) -> PayBand | None:
    """Return a role's band at a level of `LEVELS`, overall for ""; None with too few ads."""
    band = bands(role, knowledge, country).get(level or "all")
    return band if band and band.ads >= ENOUGH else None


def ranked(
    roles: tuple[str, ...],
    knowledge: Knowledge,
    level: str = "",
    *,
    least: bool = False,
    country: str = HOME,
) -> list[str]:
    """Return the roles with enough ads for a ranking, by median pay at a level or overall."""
    every = {role: at_level(role, knowledge, level, country) for role in roles}
    sure = {role: band.median for role, band in every.items() if band}
    return sorted(sure, key=lambda role: (sure[role] if least else -sure[role], role))


def leveled(
    roles: tuple[str, ...],
    knowledge: Knowledge,
    level: str,
    fewest: int,
    *,
    least: bool,
    country: str = HOME,
) -> tuple[str, dict[str, PayBand]]:
    """Return roles in the given order with their bands at a level, and that level.

    If fewer than `fewest` of them have one, the bands are overall and the level is "".
    """
    order = ranked(roles, knowledge, level, least=least, country=country)
    if level and len(order) < min(len(roles), fewest):
        return leveled(roles, knowledge, "", fewest, least=least, country=country)
    every = {role: at_level(role, knowledge, level, country) for role in order}
    return level, {role: band for role, band in every.items() if band}
