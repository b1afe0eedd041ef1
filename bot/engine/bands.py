"""What job ads offer for one role, in one country, at one level or in one year."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class PayBand:
    """Advertised yearly pay; the figures are those of the middles of the ranges."""

    country: str
    currency: str
    level: str
    """all, EN, MI, SE or EX, or a year: "2024"."""
    ads: int
    """Distinct full-time ads."""
    first: int
    last: int
    """The years of the first and the last ad."""
    pay: tuple[int, ...]
    """The 10th, 25th, 50th, 75th and 90th percentile; () where there are too few ads."""
    typical: tuple[int, ...]
    """The median lower end and the median upper end of the ranges."""
    remote: int
    """Per cent of the ads that are marked remote."""

    @property
    def median(self) -> int:
        """The median; there must be ads enough for it."""
        return self.pay[2]

    def below(self, amount: int) -> int:
        """Return about what share of ads, in per cent from 5 to 95, offers less than an amount.

        Between the percentiles known it is interpolated, beyond them bounded.
        """
        points = list(zip(self.pay, (10, 25, 50, 75, 90), strict=True))
        if amount <= points[0][0]:
            return 5
        for (low, less), (high, more) in pairwise(points):
            if amount <= high:
                return round(less + (amount - low) / max(high - low, 1) * (more - less))
        return 95
