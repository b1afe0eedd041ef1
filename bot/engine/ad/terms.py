"""What an ad offers and asks besides the work: level, years, place, pay."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MONTHS, LEAST_YEARLY, MOST_YEARLY = 12, 15_000, 1_500_000
LEAST_MONTHLY, MOST_MONTHLY = 800, 40_000
MOST_YEARS = 15
ENTRY_YEARS, SENIOR_YEARS = 2, 5
"""Years below which a job is entry-level, and from which on it is senior, if no word says so."""

_SUM = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?"
_SIGN = (
    r"US\$|R\$|A\$|C\$|[$€£₹¥]|\b(?:USD|EUR|GBP|CHF|PLN|INR|CAD|AUD|BRL|SEK|NOK|DKK|SGD|AED|KES"
    r"|ZAR|RUB|MXN)"
)
_MONEY = re.compile(
    rf"(?P<sign>{_SIGN})?\s?(?P<low>{_SUM})\s?(?P<lowk>[kK]\b)?"
    rf"(?:\s?(?:-|–|—|to|and|bis|until)\s?(?:{_SIGN})?\s?(?P<high>{_SUM})\s?(?P<highk>[kK]\b)?)?"  # noqa: RUF001
    rf"\s?(?P<after>{_SIGN})?"
)
_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "R$": "BRL"}
_YEAR = re.compile(r"year|annum|annual|yearly|\bp\.?a\b|jahr|per yr|/yr", re.I)
_MONTH = re.compile(r"month|mensual|mensais|\bmes\b|\bmês\b|monat|/mo\b|мес", re.I)
_SHORTER = re.compile(r"hour|\bhr\b|/h\b|per day|\bday\b|daily|p\.?d\b|stunde|\btag\b|week", re.I)
_PAID = re.compile(
    r"salary|\bpay\b|compensation|\bbase\b|\bote\b|wage|rate|gehalt|salario|salário|вилка", re.I
)
_OTHER_SUMS = re.compile(
    r"budget|raised|revenue|funding|series [a-e]\b|million|billion|\bmn?\b|\bbn\b|stipend"
    r"|allowance|referral|signing|customers|users|clients|devices|records|rows|events|requests",
    re.I,
)
_YEARS = re.compile(
    r"\b(\d{1,2})\s?\+?\s?(?:(?:-|–|to|or)\s?(\d{1,2})\s?\+?\s?)?"  # noqa: RUF001
    r"(?:years?|yrs?|yoe|jahren?|años|anos|ans|лет|года?)\b",
    re.I,
)


class Pay(NamedTuple):
    """The pay in an ad."""

    said: str
    """The ad's own words."""
    currency: str
    low: int
    high: int
    """The yearly range, both 0 if it is unknown."""

    @property
    def middle(self) -> int:
        """The middle of the yearly range."""
        return (self.low + self.high) // 2


def names_sum(line: str) -> bool:
    """Tell whether a line names an amount of money."""
    return any(match["sign"] or match["after"] for match in _MONEY.finditer(line))


def pay(every: Iterable[str]) -> Pay | None:
    """Return the pay that the lines of an ad give, None if there is none."""
    best: tuple[float, Pay] | None = None
    for line in every:
        for match in _MONEY.finditer(line):
            if (found := _pay(match, line)) and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _pay(match: re.Match[str], line: str) -> tuple[float, Pay] | None:
    sign = match["sign"] or match["after"] or ""
    thousands = bool(match["highk"] or match["lowk"])
    if not sign:  # "salary 36-40k": in any currency
        bare = thousands and _PAID.search(line[max(match.start() - 25, 0) : match.start()])
        return (1.0, Pay(match[0].strip(), "", 0, 0)) if bare else None
    low, high = (
        _amount(match[one] or match["low"], thousands=thousands) for one in ("low", "high")
    )
    around = line[max(match.start() - 60, 0) : match.end() + 40]
    behind = line[match.end() : match.end() + 16]
    score = 1.5 * bool(match["high"]) + bool(_PAID.search(around))
    score -= 3 * bool(_OTHER_SUMS.search(line[max(match.start() - 25, 0) : match.end() + 25]))
    times = 0
    if _SHORTER.search(behind):
        score += 1
    elif _MONTH.search(around):
        times, score = MONTHS, score + 1
    elif LEAST_YEARLY <= high <= MOST_YEARLY:
        times, score = 1, score + 1 + bool(_YEAR.search(around))
    if times == MONTHS and not LEAST_MONTHLY <= high <= MOST_MONTHLY:
        times = 0
    if score < 1 or (not times and not (match["high"] or _SHORTER.search(behind))):
        return None
    currency = _CURRENCIES.get(sign, sign)
    return score, Pay(match[0].strip(), currency, times * low, times * high)


def _amount(digits: str, *, thousands: bool) -> int:
    whole = re.sub(r"[.,' \u00a0\u202f](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    value = float(whole)
    return round(value * 1000) if thousands and value < 1000 else round(value)


def years(every: Iterable[str]) -> int:
    """Return how many years of experience an ad asks for, 0 if it does not say."""
    found = [int(low) for line in every for low, _ in _YEARS.findall(line)]
    return max((one for one in found if one <= MOST_YEARS), default=0)


def level(said: Sequence[str], asked: int) -> str:
    """Return the level of a job by its title, otherwise by the years required."""
    if said:
        return said[0]
    if not asked:
        return ""
    return "entry" if asked < ENTRY_YEARS else "senior" if asked >= SENIOR_YEARS else "mid"
