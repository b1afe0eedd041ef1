"""The objects that programs read."""

import json

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from bot.render.json import answered, role
from tests.engine.paid import with_pay
from tests.engine.tiny import BRE, PE, PS, PSE

CONTRACT = [
    *("question", "kind", "roles", "sections", "items", "topic", "level", "place", "manner"),
    *("confidence", "unused", "verdict"),
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
    assert "- Pastry engineer: Hand tools and an oven" in made["text"]
    assert "• <b>Pastry engineer:</b> Hand tools and an oven" in made["html"]
    assert "<blockquote expandable>How sure?" in made["html"]
    assert ["pe-vs-pse", "ps-vs-pse"] == made["sources"]
    assert "Pastry Engineer vs Pastry Software Engineer education" in made["suggestions"]


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
    """A point is an item with its weight and details, or a sentence with what it mentions."""
    sections = role(tiny.roles[PE], tiny)["sections"]
    oven = next(one for one in sections["tools"]["points"] if one["item"] == "oven")
    kneading = next(one for one in sections["skills"]["points"] if one["item"] == "kneading")
    kneads = sections["responsibilities"]["points"][0]

    assert ["pe-vs-pse"] == oven["sources"]
    assert [{"text": "at 200 degrees", "sources": ["pe-vs-pse"]}] == oven["details"]
    assert "core" == kneading["weight"]
    assert (None, None, ["kneading"]) == (kneads["item"], kneads["weight"], kneads["mentions"])


def test_what_is_not_needed(tiny: Knowledge) -> None:
    """What a role needs no such thing of is told with it, by its weight."""
    points = role(tiny.roles[PS], tiny)["sections"]["tools"]["points"]

    assert {"whisk": "core", "oven": "not_needed"} == {
        one["item"]: one["weight"] for one in points
    }


def test_cards_of_a_role(tiny: Knowledge) -> None:
    """What is answered to each question about a role, and whether that is known at all."""
    cards = role(tiny.roles[BRE], tiny)["cards"]
    coding = cards["skills/coding"]

    assert [*tiny.roles[BRE].cards] == [*cards]
    assert "No, there are no programs at all." == coding["say"]
    assert (True, False) == (coding["known"], cards["skills/maths"]["known"])


def test_profile_of_a_role(tiny: Knowledge) -> None:
    """How much there is of each thing that people choose by, and what tells it from another."""
    made = role(tiny.roles[PE], tiny)

    assert {"score": 1, "reason": "A diploma is enough"} == made["profile"]["degree_need"]
    assert "by hand" in made["versus"][PSE]


def test_pay_of_a_role(tiny: Knowledge) -> None:
    """What ads offer, by country and level, with how many there are; too few have no figure."""
    pay = role(tiny.roles[PE], with_pay(tiny))["pay"]

    assert {"US", "GB"} == pay.keys()
    assert ("USD", 1200, 70_000) == tuple(pay["US"][name] for name in ("currency", "n", "p50"))
    assert {"n": 700, "p50": 50_000} == pay["US"]["levels"]["EN"]
    assert "EX" not in pay["US"]["levels"]
    assert {} == role(tiny.roles[BRE], with_pay(tiny))["pay"]


def test_disagreements_of_a_role(tiny: Knowledge) -> None:
    """Where the sources differ, each side comes with its sources."""
    (matter,) = role(tiny.roles[PSE], tiny)["sections"]["tools"]["disagreements"]

    assert "kinds of machines" == matter["about"]
    assert ["ovens only", "ovens and robots"] == [side["text"] for side in matter["sides"]]
