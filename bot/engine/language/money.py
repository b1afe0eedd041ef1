"""An amount in a text -> yearly pay: "$95k", "4.800 reais a month", "£25/h", "12 lpa"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

LEAST, MOST = 10_000, 2_000_000
"""Range of a bare number that may be yearly pay; with a currency or a period any number may."""
TIMES = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}
"""Periods per year: 260 working days of 8 hours, the 2,080 hours that the BLS counts."""
THOUSANDS = {
    "k": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lpa": 100_000,
}
LONGEST = 600
"""Maximum letters of a text in which an amount is looked for."""
_NUMBER = re.compile(
    r"(?P<before>[^\s\d.,]{1,4})?\s?"
    r"(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d{1,9}(?:[.,]\d{1,2})?)"
    r"\s?(?P<times>k|grand|lakhs?|lac|lpa)?\b"
    r"(?:\s?(?P<after>[^\W\d]{2,10}))?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"^\s*(?:(?:a|an|per|each|every|in the)\s+|/\s?)"
    r"(?P<period>month|mo\b|year|yr|annum|hour|hr|h\b|week|day)"
    r"|^\s*(?P<adverb>monthly|yearly|annual|hourly|weekly|daily|pm\b|pa\b)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:month|year|yr|hour|hr|week|day|min)s?$", re.IGNORECASE)
_PERIODS = {"mo": "month", "pm": "month", "ho": "hour", "hr": "hour", "h": "hour", "we": "week"}
_PERIODS |= {"da": "day"}
_THOUSANDS_MARK = re.compile(r"[.,](?=\d{3}(?:\D|$))")


class Sum(NamedTuple):
    """An amount of pay in a text."""

    yearly: int = 0
    """The amount per year; 0 if none is given."""
    currency: str = ""
    """Its currency code, "" if none is given."""
    period: str = ""
    """year, month, week, day or hour, "" if none is given."""


NONE = Sum()


def told(typed: str, currencies: Mapping[str, tuple[str, ...]]) -> Sum:
    """Return the first amount in a text that may be pay."""
    codes = {word: code for code, every in currencies.items() for word in every}
    for hit in _NUMBER.finditer(typed[:LONGEST].casefold()):
        times = hit["times"] or ""
        value = _value(hit["digits"]) * THOUSANDS.get(times, 1)
        if hit["after"] and _TIME.match(hit["after"]):  # "40 hours a week"
            continue
        named = codes.get(hit["after"] or "")
        near = _PERIOD.match(
            typed[hit.end() if named or not hit["after"] else hit.start("after") :]
        )
        period = _period((near["period"] or near["adverb"]).casefold()) if near else ""
        code = codes.get(hit["before"] or "") or named or codes.get(times, "")
        yearly = round(value * TIMES.get(period, 1))
        sure = bool(code or (period and period != "year") or times)
        if (sure and yearly >= TIMES["month"]) or LEAST <= yearly <= MOST:
            return Sum(yearly, code, period)
    return NONE


def _value(digits: str) -> float:
    plain = _THOUSANDS_MARK.sub("", digits)
    return float(plain.replace(",", "."))


def _period(word: str) -> str:
    return _PERIODS.get(word[:2], "year")
