"""What a sceptical newcomer is told: nothing false, nothing unkind, and what to ask instead."""

import pytest

from bot.engine import fit
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.labelled import answered
from tests.knowledge.packaged import knowledge

ADVISOR = Advisor(knowledge())


def _ask(*said: str) -> Answer:
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
    return answer


def test_in_a_screen() -> None:
    """Every answer has words, and room on a phone."""
    for typed, answer in answered():
        assert answer.title, typed
        assert answer.reading.full or len(plain(answer, SCREEN).text) <= SCREEN, typed


def test_in_a_group() -> None:
    """Every answer has room in a group."""
    long = {
        typed: size
        for typed, answer in answered()
        if (size := plain(answer, GROUP).length) > GROUP
    }

    assert {} == long


@pytest.mark.parametrize("typed", ["you are wrong", "stupid bot"])
def test_complaints(typed: str) -> None:
    """Who complains is not quoted but told how to go on; the talk is not lost."""
    answer = _ask("MLE tools", typed)

    assert ("unknown", knowledge().replies["complaint"]) == (answer.reading.kind, answer.title)
    assert not any(word in plain(answer).text for word in typed.split()[-1:])


def test_are_you_sure() -> None:
    """Doubt is answered by the sources of what was said."""
    assert (
        _ask("MLE tools", "show the sources").blocks == _ask("MLE tools", "are you sure?").blocks
    )


def test_one_without_the_other() -> None:
    """Who has one item but not the other is nobody for whom the other is named."""
    answer = _ask("who uses Python but not SQL")
    holders = knowledge().holders

    assert answer.shown
    assert {*answer.shown} <= {*holders["python"]} - {*holders["sql"]}
    assert "SQL" in answer.title


def test_alike_without_something() -> None:
    """Roles alike are those free of what somebody does not want."""
    parts = {*knowledge().items["research"].parts}
    answer = _ask("roles similar to MLE without research")

    assert answer.shown
    assert not any(parts & knowledge().holdings[role].keys() for role in answer.shown)


def test_the_least_alike() -> None:
    """The opposite of a role are those least like it, also when asked again."""
    far = [role.id for role, _ in reversed(fit.near("data-engineer", knowledge()))]
    answer = _ask("what is the opposite of a DE")

    assert far[: len(answer.shown)] == [*answer.shown]
    assert answer.shown == _ask("what is the opposite of a DE", "why?").shown


@pytest.mark.parametrize(
    ("typed", "title", "negated"),
    [
        ("which role pays best without a PhD", "without_title", True),
        ("which jobs that need SQL pay worst", "find_title", False),
    ],
)
def test_pay_among_some(typed: str, title: str, negated: bool) -> None:
    """Pay may be ranked among those who have something, or have it not."""
    answer = _ask(typed)
    (item,) = answer.reading.items
    holders = knowledge().holders[item]

    assert answer.title.startswith(knowledge().replies[title].split("{")[0])
    assert answer.shown
    assert all((role in holders) != negated for role in answer.shown)


@pytest.mark.parametrize(
    ("typed", "kind", "items"),
    [
        # what the asker has is told, what he asks about is asked
        ("I use Python daily. Which roles use Docker?", "find", ("docker",)),
        ("I know Java. Who needs C++?", "find", ("c++",)),
        ("I know Java. Which role fits me?", "recommend", ("java",)),
        ("what roles are there for people who hate maths", "recommend", ()),
    ],
)
def test_what_is_told_is_not_asked(typed: str, kind: str, items: tuple[str, ...]) -> None:
    """Of several items those count that the question is about."""
    reading = _ask(typed).reading

    assert (kind, items) == (reading.kind, reading.items)


def test_distress() -> None:
    """Who is in distress is not advised on jobs, nor quoted."""
    answer = _ask("nobody hires me, some days I want to die")

    assert "talk to somebody you trust" in answer.title
    assert not answer.suggestions


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("I hate Python, SQL and maths. which role fits me?", {"python", "sql", "mathematics"}),
        ("I don't like Python, Java, C++. what fits me?", {"python", "java", "c++"}),
    ],
)
def test_lists_of_dislikes(typed: str, unwanted: set[str]) -> None:
    """All that somebody lists as disliked is, and nothing of what he says besides."""
    assert unwanted == set(_ask(typed).reading.excluded)
