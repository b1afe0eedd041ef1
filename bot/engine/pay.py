"""What may be said of pay: by how many reports, and never without their number.

Under `FEW` reports no figure is shown at all, under `ENOUGH` only with a warning.
"""

from bot.engine.knowledge import Knowledge, SalaryBand

FEW = 10
ENOUGH = 30
LEVELS = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
"""The survey's experience levels, as we call them."""


def bands(role: str, knowledge: Knowledge) -> dict[str, SalaryBand]:
    """Return the bands of a role that have reports enough to be shown, by level."""
    every = knowledge.salaries.get(role, ())
    return {band.level: band for band in every if band.reports >= FEW}


def overall(role: str, knowledge: Knowledge) -> SalaryBand | None:
    """Return a role's band over all levels, or None where too few reports stand behind it."""
    return bands(role, knowledge).get("all")


def reports(role: str, knowledge: Knowledge) -> int:
    """Return how many reports there are on a role at all."""
    return next((b.reports for b in knowledge.salaries.get(role, ()) if b.level == "all"), 0)


def by_reports(knowledge: Knowledge) -> list[str]:
    """Return all roles, those most people report on first: the likeliest to be meant."""
    return sorted(knowledge.roles, key=lambda role: -reports(role, knowledge))


def ranked(roles: tuple[str, ...], knowledge: Knowledge, *, least: bool = False) -> list[str]:
    """Return the roles with reports enough for a ranking, by median pay."""
    sure = {
        role: band.usd[2]
        for role in roles
        if (band := overall(role, knowledge)) and band.reports >= ENOUGH
    }
    return sorted(sure, key=lambda role: (sure[role] if least else -sure[role], role))
