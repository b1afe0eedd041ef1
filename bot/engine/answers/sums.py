"""How sums and shares of ads are written."""

from bot.engine.answers.desk import Desk

SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}
FEWEST = 5
"""What `PayBand.below` returns for anything in the lowest tenth."""


def money(amount: int, currency: str) -> str:
    """Return an amount in thousands: "$154k", "CHF 120k"."""
    return f"{SIGNS.get(currency, currency + ' ')}{round(amount / 1000):,}k"


def share_said(share: int, desk: Desk) -> str:
    """Return a share of ads in words: only the outer tenths are known as such."""
    if share <= FEWEST:
        return desk.say("pay_share_few")
    return (
        desk.say("pay_share_most") if share >= 100 - FEWEST else desk.say("pay_share", share=share)
    )
