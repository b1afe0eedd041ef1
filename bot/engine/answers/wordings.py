"""The words of the cards' own wordings, by which a country or a trade is found in them."""

from collections.abc import Sequence

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.memory import remembered
from bot.engine.page import Card


@remembered
def named(topic: str, knowledge: Knowledge) -> Sequence[tuple[Card, Sequence[frozenset[str]]]]:
    """Return the cards of a topic, each with the words of its wordings."""
    return [(card, _stems(card)) for card in knowledge.advice[topic].cards]


def _stems(card: Card) -> list[frozenset[str]]:
    return [frozenset(text.key(one)) for one in card.asked]
