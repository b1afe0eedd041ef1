"""The pay in job ads for one role, in one country, at one level or in one year."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class PayBand:
    """Advertised yearly pay; the figures are those of the middles of the ranges."""

    country: str
    currency: str
    level: str
    """all, EN, MI, SE, EX, or a year: "2024"."""
    ads: int
    """Number of distinct full-time ads."""
    first: int
    last: int
    """The years of the first and the last ad."""
    pay: tuple[int, ...]
    """The 10th, 25th, 50th, 75th and 90th percentile, in `currency`; () with too few ads."""
    typical: tuple[int, ...]
    """The median lower end and the median upper end of the ranges."""
    remote: int
    """Percentage of the ads that are marked remote."""

    @property
    def median(self) -> int:
        """The median; only if there are enough ads for `pay`."""
        return self.pay[2]

    def below(self, amount: int) -> int:
        """Return about what percentage of ads, from 5 to 95, offers less than an amount.

        Interpolated between the known percentiles, bounded beyond them.
        """
        points = list(zip(self.pay, (10, 25, 50, 75, 90), strict=True))
        if amount <= points[0][0]:
            return 5
        for (low, less), (high, more) in pairwise(points):
            if amount <= high:
                return round(less + (amount - low) / max(high - low, 1) * (more - less))
        return 95
