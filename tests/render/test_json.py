"""The objects that programs read."""

import json

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from bot.render.json import answered, role
from tests.engine.tiny import PE, PSE

CONTRACT = [
    *("question", "kind", "roles", "sections", "items", "topic", "level", "place", "manner"),
    *("confidence", "unused"),
    *("text", "html", "sources", "suggestions", "data"),
]


@pytest.mark.parametrize("asked", ["PE vs PSE tools", "nurse salary", "hello", "who uses B++"])
def test_answered_has_the_keys_that_are_promised(advisor: Advisor, asked: str) -> None:
    """An answered question has the same keys whatever was asked, and is JSON."""
    answer, _ = advisor.ask(Question(asked))
    made = answered(asked, answer)

    assert CONTRACT == list(made)
    assert made == json.loads(json.dumps(made))


def test_answered(advisor: Advisor) -> None:
    """An answered question says what was understood, what is said, and where it comes from."""
    answer, _ = advisor.ask(Question("PE vs PSE tools xyzzy"))
    made = answered("as typed", answer)

    assert "as typed" == made["question"]
    assert ("compare", [PE, PSE], ["tools"], []) == tuple(
        made[name] for name in ("kind", "roles", "sections", "items")
    )
    assert ["xyzzy"] == made["unused"]
    assert 0 < made["confidence"] <= 1
    assert "Only PE: rolling pin" in made["text"]
    assert "<b>Only PE:</b> rolling pin" in made["html"]
    assert ["pe-vs-pse", "ps-vs-pse"] == made["sources"]
    assert "PE vs PSE education" in made["suggestions"]


def test_what_was_told_besides(advisor: Advisor) -> None:
    """Level, place and manner are told as the reading has them, and null where it has none."""
    told = Reading("explain", (PE,), ("salary",), level="senior", place="DE", manner="shorter")
    bare = Reading("explain", (PE,), ("salary",))
    names = ("topic", "level", "place", "manner")

    assert [None, "senior", "DE", "shorter"] == [
        answered("as typed", advisor.answer(told))[name] for name in names
    ]
    assert [None] * 4 == [answered("as typed", advisor.answer(bare))[name] for name in names]


def test_topic(advisor: Advisor) -> None:
    """A question of careers in general says of what."""
    made = answered("as typed", advisor.answer(Reading("general", topic="visas")))

    assert ("general", "visas") == (made["kind"], made["topic"])


def test_role(tiny: Knowledge) -> None:
    """A role comes whole: names, sections, and each point with its sources."""
    made = role(tiny.roles[PE], tiny)

    assert {"id": PE, "name": "Pastry Engineer"}.items() <= made.items()
    assert ["PE"] == made["abbreviations"]
    assert ["Pastry Developer"] == made["aliases"]
    assert list(tiny.roles[PE].sections) == list(made["sections"])
    assert made == json.loads(json.dumps(made))


def test_points_of_a_role(tiny: Knowledge) -> None:
    """A point is an item with its shelf and details, or a sentence with what it mentions."""
    sections = role(tiny.roles[PE], tiny)["sections"]
    oven = sections["tools"]["points"][0]
    kneads = sections["responsibilities"]["points"][0]

    assert ("oven", "machines", ["pe-vs-pse"]) == (
        oven["item"],
        oven["category"],
        oven["sources"],
    )
    assert [{"text": "at 200 degrees", "sources": ["pe-vs-pse"]}] == oven["details"]
    assert (None, None, ["kneading"]) == (kneads["item"], kneads["category"], kneads["mentions"])


def test_disagreements_of_a_role(tiny: Knowledge) -> None:
    """Where the sources differ, each side comes with its sources."""
    (matter,) = role(tiny.roles[PSE], tiny)["sections"]["tools"]["disagreements"]

    assert "kinds of machines" == matter["about"]
    assert ["ovens only", "ovens and robots"] == [side["text"] for side in matter["sides"]]
