"""Which role fits, with what somebody likes, dislikes and asks afterwards."""

from typing import Any

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from tests.knowledge.packaged import knowledge

ADVISOR = Advisor(knowledge())
LIKES = "I like Python and SQL"


def _talk(*said: str) -> Answer:
    """Return the answer to the last of several messages."""
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
    return answer


def _fits(answer: Answer) -> list[dict[str, Any]]:
    fits = answer.data["fits"]
    assert isinstance(fits, list)
    return fits


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        (f"{LIKES} but no maths, which role fits me?", {"python", "sql"}, {"mathematics"}),
        (f"{LIKES}, not research, which role fits me?", {"python", "sql"}, {"research"}),
        (f"{LIKES}, no PhD, which role fits me?", {"python", "sql"}, {"phd"}),
        ("I know Docker without Kubernetes, what suits me?", {"docker"}, {"kubernetes"}),
        ("no maths, which role fits me?", set(), {"mathematics"}),
        ("which role fits me? not research", set(), {"research"}),
        ("I hate statistics, what fits me?", set(), {"statistics"}),
    ],
)
def test_likes_and_dislikes(typed: str, wanted: set[str], unwanted: set[str]) -> None:
    """What somebody rules out is told from what he names."""
    answer = _talk(typed)

    assert "recommend" == answer.reading.kind
    assert wanted == {*answer.reading.items}
    assert unwanted == {*answer.reading.excluded} == {*answer.data["unwanted"]}  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["I don't like maths", "I do not like maths, what suits me?"])
def test_not_to_like_is_to_rule_out(typed: str) -> None:
    """What somebody does not like is not what he likes."""
    reading, _ = ADVISOR.read(Question(typed))

    assert "mathematics" not in reading.items


def test_dislikes_alone_lead_to_roles_without(known: Knowledge) -> None:
    """With dislikes alone the roles come first that have nothing of them."""
    answer = _talk("no maths, which role fits me?")
    parts = {*known.items["mathematics"].parts}
    lacking = {role for role in known.roles if not parts & known.holdings[role].keys()}

    assert {"statistics", "calculus"} <= parts
    assert {*answer.shown} <= lacking
    assert known.roles.keys() == {fit["role"] for fit in _fits(answer)}
    assert all(bool(fit["against"]) != (fit["role"] in lacking) for fit in _fits(answer))


def test_dislikes_alone_fit_no_role_at_zero() -> None:
    """Where nothing wanted was named, no role is shown as a fit of 0 of 100."""
    labels = [block.label for block in _talk("no maths, which role fits me?").blocks]

    assert labels
    assert not [label for label in labels if ", 0 of 100" in label]


def test_the_figures_say_for_and_against(known: Knowledge) -> None:
    """What speaks for and against a role is what it has of the wanted and of the unwanted."""
    for one in _fits(_talk(f"{LIKES}, not research, which role fits me?")):
        held = known.holdings[one["role"]].keys()

        assert {"python", "sql"} & held == {*one["for"]}
        assert {*known.items["research"].parts} & held == {*one["against"]}


@pytest.mark.parametrize("typed", ["why?", "why those?"])
def test_why(typed: str) -> None:
    """Why is answered by the same roles for the same wishes, with all that speaks for them."""
    asked = f"{LIKES}, not research, which role fits me?"
    first, why = _talk(asked), _talk(asked, typed)

    assert "recommend" == why.reading.kind
    assert why.reading.full
    assert first.reading.items == why.reading.items
    assert first.reading.excluded == why.reading.excluded
    assert first.shown == why.shown[: len(first.shown)]
    assert _fits(first) == _fits(why)


def test_and_pay() -> None:
    """A section asked for after advice is asked of the roles that were shown."""
    first = _talk(f"{LIKES}, which role fits me?")
    answer = _talk(f"{LIKES}, which role fits me?", "and their pay?")

    assert ("compare", first.shown) == (answer.reading.kind, answer.reading.roles)
    assert ("salary",) == answer.reading.sections


def test_and_pay_alone() -> None:
    """Without a word for the roles, a section is asked of them all the same."""
    first = _talk(f"{LIKES}, which role fits me?")
    answer = _talk(f"{LIKES}, which role fits me?", "and pay?")

    assert first.shown == answer.reading.roles


def test_sources() -> None:
    """The sources of advice are listed, those of the best roles among them."""
    first = _talk(f"{LIKES}, which role fits me?")
    answer = _talk(f"{LIKES}, which role fits me?", "sources")
    told = "\n".join(line for block in answer.blocks for line in block.lines)

    assert "recommend" == answer.reading.kind
    assert all(citation.publisher in told for citation in first.citations)


def test_one_more_item() -> None:
    """What is named after advice is added to it."""
    answer = _talk(f"{LIKES}, which role fits me?", "I also know Docker")

    assert {"python", "sql", "docker"} == {*answer.reading.items}


def test_one_more_item_keeps_the_dislikes() -> None:
    """What was ruled out stays so when more is named."""
    answer = _talk(f"{LIKES}, not research, which role fits me?", "I also know Docker")

    assert ("research",) == answer.reading.excluded


@pytest.mark.parametrize(
    "typed",
    [
        "which role should I avoid if I hate maths and coding",
        "I hate coding",
        "no PhD, what fits me?",
    ],
)
def test_dislikes_alone_name_both_ends(typed: str) -> None:
    """Of dislikes alone the title says so, and the roles that ask most are named beside."""
    answer = _talk(typed)
    fits = _fits(answer)
    said = ADVISOR.knowledge.replies

    assert answer.title.startswith(said["recommend_avoid"].split("{")[0])
    assert said["recommend_most"] == answer.blocks[-1].label
    assert fits == sorted(fits, key=lambda one: -one["share"])
    assert ADVISOR.knowledge.roles[fits[-1]["role"]].short in answer.blocks[-1].lines


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("I hate maths and coding", {"mathematics", "programming"}),
        ("I don't like statistics or the research", {"statistics", "research"}),
        ("I know SQL, no Java nor C++, which role fits me?", {"java", "c++"}),
        ("I hate Java but like Python", {"java"}),
    ],
)
def test_what_is_joined_to_a_dislike(typed: str, unwanted: set[str]) -> None:
    """What "and" joins to something unwanted is unwanted too; what "but" sets apart is not."""
    assert unwanted == {*_talk(typed).data["unwanted"]}  # type: ignore[misc]


def test_who_names_a_subject_asks_more_for_it(known: Knowledge) -> None:
    """Of one subject unwanted, no role that names it stands above one that names parts only."""
    fits = _fits(_talk("I hate coding"))
    naming = ["programming" in known.holdings[one["role"]] for one in fits]

    assert naming == sorted(naming)
    assert all(one["against"] for one in fits)


def test_an_unwanted_subject_leaves_some_role_to_fit(known: Knowledge) -> None:
    """All parts of one unwanted subject do not together outweigh what is wanted."""
    answer = _talk("I like statistics but not coding")

    assert _fits(answer)[0]["share"] > 0
    parts = {known.items[part].name for part in known.items["programming"].parts}
    assert not any(f"with {name} as well" in note for note in answer.notes for name in parts)


def test_where_none_fits_that_is_said(known: Knowledge) -> None:
    """Where what is unwanted outweighs what is wanted in every role, no order of zeros is told."""
    answer = _talk("I like Scala but not coding")

    assert {0} == {one["share"] for one in _fits(answer)}
    assert known.replies["recommend_unfit"] == answer.lead
    assert not any("would come first" in note for note in answer.notes)


@pytest.mark.parametrize("typed", ["no phd pls", "i hate sql", "maths is not my thing"])
def test_a_dislike_told_when_asked_is_counted_against(typed: str) -> None:
    """What somebody would rather not have, told when the bot asks, speaks for no role."""
    answer = _talk("which role fits me", typed)

    assert "recommend" == answer.reading.kind
    assert not answer.reading.items
    assert answer.reading.excluded
