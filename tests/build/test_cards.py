"""The model that chooses cards, fitted on a handful of questions."""

from dataclasses import replace

import pytest

from bot.build.cards import fit, right
from bot.engine.answers.choosing import NOTHING, ranked
from bot.engine.weights import CardWeights
from bot.files.questions import Dialogue, Label, Turn
from tests.engine.tiny import tiny_knowledge

ASKED = {
    "no_degree/papers": (
        "is a diploma a must",
        "they want papers, i have none",
        "paperless baker",
    ),
    "no_degree/finish": ("two terms left of baking school, worth it", "drop out or go on"),
    "career_change/trade": (
        "a nurse wants to bake",
        "nights on the ward, then nights at the oven",
    ),
}
OTHERS = ("what is the weather", "my cat is ill", "who won the match")


def _questions() -> list[Dialogue]:
    def one(says: str, label: Label) -> Dialogue:
        return Dialogue(says, "private", (Turn(says, (label,)),))

    return [
        *(
            one(said, Label("general", topic=name.partition("/")[0], cards=(name,)))
            for name, every in ASKED.items()
            for said in every
        ),
        *(one(said, Label("unknown")) for said in OTHERS),
    ]


@pytest.fixture(name="fitted", scope="module")
def _fitted() -> CardWeights:
    fitted = fit(_questions(), tiny_knowledge(), "few")
    assert fitted is not None
    return fitted


def test_what_was_learned_is_chosen(fitted: CardWeights) -> None:
    """A question, and a wording of a card, bring their card; what is none of ours brings none."""
    known = replace(tiny_knowledge(), cards=fitted)
    for name, every in ASKED.items():
        found = [ranked(said, known).best(known.advice) for said in every]
        assert {name} == {f"{one.topic}/{one.card.id}" for one in found if one}
    assert ranked("should i finish my diploma", known).best(known.advice, least=-0.7)
    assert ranked(OTHERS[0], known).best(known.advice, least=-0.7) is None


def test_weights_are_sound(fitted: CardWeights) -> None:
    """There is a class for each card of the topics and one for none, and rows for each feature."""
    cards = {f"{t}/{c.id}" for t, one in tiny_knowledge().advice.items() for c in one.cards}

    assert {*fitted.classes} == {*cards, NOTHING}
    assert len(fitted.biases) == len(fitted.classes)
    assert len(fitted.sizes) == 2 * len(fitted.vocabulary)
    assert len(fitted.lanes) == 2 * len(fitted.weights)
    assert fitted.questions == "few"


def test_the_same_again(fitted: CardWeights) -> None:
    """The same questions make the same weights."""
    assert fit(_questions(), tiny_knowledge(), "few") == fitted


def test_nothing_to_learn() -> None:
    """Without questions and wordings there are no weights, and nothing is scored."""
    bare = replace(tiny_knowledge(), advice={})

    assert fit([], bare, "none") is None
    assert right([], bare) == (0, 0)
