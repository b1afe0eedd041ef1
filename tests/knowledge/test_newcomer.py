"""What a sceptical newcomer is told: nothing false, nothing unkind, and what to ask instead."""

import pytest

from bot.engine import fit
from bot.engine.answer import Answer
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.plain import plain
from tests.knowledge.packaged import advisor, knowledge

ADVISOR = advisor()


def _ask(*said: str) -> Answer:
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
    return answer


@pytest.mark.parametrize("typed", ["you are wrong", "stupid bot"])
def test_complaints(typed: str) -> None:
    """Who complains is not quoted but told how to go on; the talk is not lost."""
    answer = _ask("MLE tools", typed)

    assert ("unknown", knowledge().replies["complaint"]) == (answer.reading.kind, answer.title)
    assert not any(word in plain(answer).text for word in typed.split()[-1:])


@pytest.mark.parametrize("typed", ["show the sources", "are you sure?"])
def test_are_you_sure(typed: str) -> None:
    """Doubt is answered by the sources of what was said."""
    first, answer = _ask("MLE tools"), _ask("MLE tools", typed)

    assert first.citations == answer.citations
    assert first.verdict != answer.verdict
    assert all(one.title in plain(answer).text for one in first.citations)


def test_one_without_the_other() -> None:
    """Who has one item but not the other is nobody for whom the other is named."""
    answer = _ask("who uses Python but not SQL")
    holders = knowledge().holders

    assert answer.shown
    assert {*answer.shown} <= {*holders["python"]} - {*holders["sql"]}


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
    ("typed", "negated"),
    [
        ("which role pays best without a PhD", True),
        ("which jobs that need SQL pay worst", False),
    ],
)
def test_pay_among_some(typed: str, negated: bool) -> None:
    """Pay may be ranked among those who have something, or have it not."""
    answer = _ask(typed)
    (item,) = answer.reading.items
    holders = knowledge().holders[item]

    assert answer.shown
    assert all((role in holders) != negated for role in answer.shown)


@pytest.mark.parametrize(
    ("typed", "kind", "items"),
    [
        # what the asker has is told, what he asks about is asked
        ("I use Python daily. Which roles use Docker?", "find", ("docker",)),
        ("I know Java. Who needs C++?", "find", ("c++",)),
        ("I know Java. Which role fits me?", "recommend", ("java",)),
        ("what roles are there for people who hate maths", "find", ("mathematics",)),
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
    "typed",
    [
        "I'm a student, where do I start?",
        "I'm a student and want to work with data. where do I start?",
    ],
)
def test_where_to_start(typed: str) -> None:
    """Who asks where to begin is told a direction, and offered the quiz first."""
    answer = _ask(typed)

    assert answer.verdict.startswith("Start with the direction")
    assert "quiz" == answer.suggestions[0].question


@pytest.mark.parametrize(
    "typed", ["I want to change my job, which role fits me?", "I want a new job, what fits me?"]
)
def test_nothing_told_yet(typed: str) -> None:
    """Who asks what fits and tells nothing is asked, and gets nobody else's answer."""
    assert _ask(typed).title == knowledge().replies["recommend_ask"]


def test_who_earns_most_elsewhere() -> None:
    """An order of one country is no answer for another."""
    german = _ask("which role pays best", "and in Germany?")
    british = _ask("which role pays best in the UK?")

    assert "Germany" in german.verdict
    assert "€" in german.text[0]
    assert "£" in british.verdict


@pytest.mark.parametrize(("typed", "said"), [("and in the UK?", "£"), ("and in Brazil?", "Latin")])
def test_pay_in_one_country_after_another(typed: str, said: str) -> None:
    """A follow-up that only names another country is on the pay there."""
    assert said in _ask("what do data jobs pay in Germany?", typed).verdict
