"""Who has what, and which roles are alike, on the whole knowledge."""

import json
from typing import Any

import pytest

from bot.engine import fit
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.json import answered


def _told(advisor: Advisor, typed: str) -> dict[str, Any]:
    return answered(typed, advisor.ask(Question(typed))[0])


@pytest.mark.parametrize(
    ("typed", "role", "item"),
    [
        ("Does an MLE need Java?", "machine-learning-engineer", "java"),
        ("do data analysts use SQL?", "data-analyst", "sql"),
        ("is a PhD needed for MLS?", "machine-learning-scientist", "phd"),
    ],
)
def test_check(advisor: Advisor, typed: str, role: str, item: str) -> None:
    """Whether a role needs an item is told by the weight and with the sources it has there."""
    told = _told(advisor, typed)
    (verdict,) = told["data"]["verdicts"]
    point = advisor.knowledge.heaviest[role][item]

    assert ("check", [role], [item]) == (told["kind"], told["roles"], told["items"])
    assert (role, item) == (verdict["role"], verdict["item"])
    assert point.weight == verdict["weight"]
    assert {*point.sources} <= {*verdict["sources"]}


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("who uses Docker?", {"docker"}),
        ("who uses TensorFlow?", {"tensorflow"}),
        ("who uses Docker and Kubernetes?", {"docker", "kubernetes"}),
    ],
)
def test_find(advisor: Advisor, typed: str, items: set[str]) -> None:
    """Who has an item are all roles that ask for it and no other, those with a must first."""
    known = advisor.knowledge
    told = _told(advisor, typed)
    hits = told["data"]["hits"]
    every = [(role, item) for item in items for role in known.holders[item]]
    musts = {role for role, item in every if known.heaviest[role][item].weight == "core"}

    assert ("find", items) == (told["kind"], {*told["items"]})
    assert {role for role, _ in every} == {*hits}
    assert not musts or hits[0] in musts
    assert told["sources"]


def test_who_works_in_an_industry(advisor: Advisor) -> None:
    """Every role shown for an industry is in it."""
    answer, _ = advisor.ask(Question("which roles work in healthcare?"))
    holders = advisor.knowledge.holders["healthcare"]

    assert answer.shown
    assert {*answer.shown} <= {*holders}


@pytest.mark.parametrize("typed", ["which is closest to DLE?", "which roles are similar to DLE"])
def test_similar(advisor: Advisor, typed: str) -> None:
    """What is like a role is told by likeness, the nearest first."""
    told = _told(advisor, typed)
    near = told["data"]["near"]
    expected = [role.id for role, _ in fit.near("deep-learning-engineer", advisor.knowledge)]

    assert ("find", ["deep-learning-engineer"]) == (told["kind"], told["roles"])
    assert near
    assert expected[: len(near)] == near


@pytest.mark.parametrize("typed", ["map", "how do the roles relate?"])
def test_map(advisor: Advisor, typed: str) -> None:
    """The map has every role, each with roles like it."""
    told = _told(advisor, typed)
    near = told["data"]["near"]

    assert "roles" == told["kind"]
    assert advisor.knowledge.roles.keys() == near.keys()
    assert all(others and role not in others for role, others in near.items())


@pytest.mark.parametrize(
    "typed",
    [
        *("I know SQL, which role fits me?", "from DA to RS", "which is closest to DLE?", "map"),
        *("quiz", "who uses Docker?", "does an MLE need Java?"),
    ],
)
def test_figures_are_json(advisor: Advisor, typed: str) -> None:
    """Every answer that computes something has its figures as JSON values."""
    told = _told(advisor, typed)

    assert told["data"]
    assert told == json.loads(json.dumps(told))


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("which roles need neither a PhD nor maths", {"phd", "mathematics"}),
    ],
)
def test_who_is_free_of_it(advisor: Advisor, typed: str, items: set[str]) -> None:
    """Nobody is called free of a subject for whom a part of it is named."""
    known = advisor.knowledge
    told = _told(advisor, typed)
    parts = {part for item in items for part in known.items[item].parts}
    free = {*known.roles} - {role for part in parts for role in known.holders[part]}

    assert ("find", items) == (told["kind"], {*told["items"]})
    assert free == {*told["data"]["without"]}


@pytest.mark.parametrize(
    ("typed", "lacked"),
    [
        ("highest paying role that needs no python", {"python"}),
        ("best paid role without SQL", {"sql"}),
        ("lowest paid role without coding", {"programming"}),
    ],
)
def test_pay_is_ranked_of_those_without_it(advisor: Advisor, typed: str, lacked: set[str]) -> None:
    """By pay only roles without the items are ranked; where there are none, who asks least."""
    known = advisor.knowledge
    answer, _ = advisor.ask(Question(typed))
    parts = {part for item in lacked for part in known.items[item].parts}
    free = {*known.roles} - {role for part in parts for role in known.holders[part]}

    assert answer.shown
    assert not free or {*answer.shown} <= free


def test_which_of_them_are_the_latest_that_were_several(advisor: Advisor) -> None:
    """After a look at one role "which of them" means those compared before, and not all."""
    context = EMPTY
    for typed in ("DS vs DA", "what about DSE?", "which of them needs a PhD?"):
        answer, context = advisor.ask(Question(typed), context)

    assert ("data-scientist", "data-analyst") == answer.reading.roles
    assert {*answer.shown} <= {*answer.reading.roles}


def test_pay_is_ranked_of_those_with_one_but_not_another(advisor: Advisor) -> None:
    """By pay, too, those stand aside that have what was excluded."""
    answer, _ = advisor.ask(Question("best paid role with Python but not SQL"))
    holders = advisor.knowledge.holders

    assert answer.shown
    assert {*answer.shown} <= {*holders["python"]} - {*holders["sql"]}
