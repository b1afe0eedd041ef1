"""Figures in texts: `{pay.US.entry}` is written as "$100k", from pay.yaml.

    {pay.US}         median of the advertised pay, in thousands
    {pay.US.entry}   the same at a level: entry, mid, senior
    {pay.US.range}   from the 25th to the 75th percentile: "$123k to $184k"
    {pay.US.ads}     number of ads: "4,318"
    {pay.US.remote}  share of ads marked remote: "28%"

The country is a two-letter code; another role is put in front, with a colon:
`{data-analyst:pay.US}`. There is no figure for fewer ads than `pay.ENOUGH`.
"""

import re
from collections.abc import Mapping, Sequence

from bot.engine import pay
from bot.engine.bands import PayBand

PLACE = re.compile(r"\{([^{}]*)\}")
SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}


def of_pay(bands: Sequence[PayBand]) -> dict[str, str]:
    """Return the pay figures of one role: name -> text."""
    found = {}
    if every := [band for band in bands if band.pay and band.ads >= pay.ENOUGH]:
        first, last = min(one.first for one in every), max(one.last for one in every)
        found["pay.years"] = " ".join(map(str, range(first, last + 1)))
    for band in every:
        level = "" if band.level == "all" else pay.LEVELS.get(band.level, "")
        if not (level or band.level == "all"):
            continue
        name = f"pay.{band.country}{level and '.'}{level}"
        found[name] = thousands(band.median, band.currency)
        if not level:
            low, high = (thousands(band.pay[at], band.currency) for at in (1, 3))
            found[f"{name}.range"] = f"{low} to {high}"
            found[f"{name}.ads"] = f"{band.ads:,}"
            found[f"{name}.remote"] = f"{band.remote}%"
    return found


def thousands(amount: int, currency: str) -> str:
    """Return an amount in thousands, with its currency sign: "$154k", "CHF 120k"."""
    return f"{SIGNS.get(currency, currency + ' ')}{round(amount / 1000):,}k"


def fill(text: str, page: str, figures: Mapping[str, Mapping[str, str]]) -> str:
    """Return a text of a page with its pay figures filled in; unknown names stay as they are."""

    def filled(place: re.Match[str]) -> str:
        return figure(place[1], page, figures) or place[0]

    return PLACE.sub(filled, text)


def figure(name: str, page: str, figures: Mapping[str, Mapping[str, str]]) -> str:
    """Return a figure by its name, "" if there is none."""
    other, colon, own = name.partition(":")
    return figures.get(other if colon else page, {}).get(own if colon else name, "")
