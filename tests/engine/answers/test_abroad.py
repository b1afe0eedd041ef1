"""What is known of pay in a country that has no figure by job."""

from dataclasses import replace

import pytest

from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.page import Card, Topic
from bot.engine.reading import Reading
from tests.engine.paid import with_pay
from tests.engine.tiny import PE, PSE, with_phrases

FRANCE = Card(
    "In France a baker gets bread.",
    ("And butter.",),
    (),
    ("bread-notes",),
    asked=("pay in france",),
)
NOWHERE = Card("Of Chad I know nothing.", (), (), (), known=False, asked=("pay in chad",))


@pytest.fixture(name="known", scope="module")
def _known(tiny: Knowledge) -> Knowledge:
    topic = Topic("Elsewhere", "It depends.", (), cards=(FRANCE, NOWHERE), by="place")
    paid = with_phrases(with_pay(tiny), places={"FR": ("france",), "TD": ("chad",)})
    advice = {**paid.advice, "elsewhere": topic}
    return replace(paid, advice=advice, of_role={"elsewhere": "salary/pay"})


@pytest.mark.parametrize("roles", [(PE,), (PE, PSE)])
def test_a_country_with_a_card(known: Knowledge, roles: tuple[str, ...]) -> None:
    """Where a card is on the country, that is told and no figure from the US."""
    kind = "explain" if len(roles) == 1 else "compare"
    answer = compose(Reading(kind, roles, ("salary",), place="FR", asks=("salary/pay",)), known)

    assert "no figure" in answer.verdict
    assert (FRANCE.verdict, *FRANCE.lines) == answer.text
    assert "US" not in " ".join((answer.verdict, *answer.text))


def test_a_card_that_knows_nothing_says_so_once(known: Knowledge) -> None:
    """A card that itself has no figure is the answer."""
    answer = compose(Reading("explain", (PE,), ("salary",), place="TD"), known)

    assert NOWHERE.verdict == answer.verdict


def test_a_country_without_a_card(known: Knowledge) -> None:
    """Where no card is on the country, the figure from the US gives the scale."""
    answer = compose(Reading("explain", (PE,), ("salary",), place="EU"), known)

    assert "US" in " ".join(answer.text)
