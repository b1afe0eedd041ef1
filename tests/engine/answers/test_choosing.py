"""The card that a question asks for, by fitted weights."""

from dataclasses import replace

import pytest

from bot.engine.answers.choosing import NOTHING, OWN, features, ranked
from bot.engine.knowledge import Knowledge
from bot.engine.weights import CardWeights

TOPICS = ("no_degree", "career_change")


def _named(knowledge: Knowledge, words: str, **more: object) -> str:
    """Return the card that is chosen as "topic/card", "" for none."""
    found = ranked(words, knowledge).best(TOPICS, **more)  # type: ignore[arg-type]  # the tests' own
    return f"{found.topic}/{found.card.id}" if found else ""


def test_features() -> None:
    """A question is known by its words, their beginnings and pairs, and no mark of a sentence."""
    assert features(["no", ".", "diploma"]) == {
        *("no", "diploma"),
        *("`dipl", "`diplom"),
        "no diploma",
    }
    assert features([]) == set()


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("any chance with no diploma", "no_degree/papers"),
        ("i dropped out , shall i go back to baking school", "no_degree/finish"),
        ("i am a nurse", "career_change/trade"),
    ],
)
def test_the_nearest(tiny: Knowledge, words: str, card: str) -> None:
    """The card whose weights speak most for a question is chosen, surely where they say much."""
    assert card == _named(tiny, words)
    assert card == _named(tiny, words, least=-0.7)


def test_nothing_near(tiny: Knowledge) -> None:
    """A question without a word of any card gets none where it must be sure, else some card."""
    assert _named(tiny, "xyzzy", least=-0.7) == ""
    assert _named(tiny, "xyzzy") != ""
    assert ranked("any chance with no diploma", tiny).best(()) is None


def test_a_favoured_topic(tiny: Knowledge) -> None:
    """Of cards that are about as near the one of the topic that was read is taken."""
    weights = CardWeights(("no_degree/papers", "career_change/leave"), (-0.5, -0.5 - OWN / 2))
    even = replace(tiny, cards=weights)

    assert _named(even, "so") == "no_degree/papers"
    assert _named(even, "so", favoured="career_change") == "career_change/leave"


def test_a_card_that_is_no_longer_there(tiny: Knowledge) -> None:
    """Weights may name cards that the knowledge has lost: they are never chosen."""
    weights = CardWeights(("no_degree/gone", "no_degree/papers", NOTHING), (0.9, -0.9, -1.0))

    assert _named(replace(tiny, cards=weights), "so") == "no_degree/papers"


def test_without_weights(tiny: Knowledge) -> None:
    """Without fitted weights no card is chosen."""
    assert ranked("no diploma", replace(tiny, cards=None)).best(TOPICS) is None
