"""The one door: a question and a context in, an answer and a context out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advisor import Advisor
from bot.engine.context import EMPTY, Context, Turn
from bot.engine.reading import Question
from bot.render.html import html
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import any_text, moderate, thorough

_ADVISOR = Advisor(tiny_knowledge())


def test_the_answer_has_its_reading(advisor: Advisor) -> None:
    """An answer bears the reading it answers, completed from the context."""
    _, context = advisor.ask(Question("PE vs PSE tools"))
    answer, _ = advisor.ask(Question("and education?"), context)

    assert (PE, PSE) == answer.reading.roles
    assert ("education",) == answer.reading.sections


def test_nothing_is_kept(advisor: Advisor) -> None:
    """Without its context a question is as new, whatever was asked before."""
    advisor.ask(Question("PE vs PSE tools"))
    answer, _ = advisor.ask(Question("and education?"))

    assert answer.reading.kind == "clarify"


def test_warm_or_cold_an_answer_is_the_same() -> None:
    """What is built before the first question changes no answer."""
    warm = Advisor(tiny_knowledge())
    warm.warm_up()

    for typed in (
        "PE vs PSE tools",
        "kneding PE?",
        "how do I get from PE to BRE",
        "I like whisks",
    ):
        assert _ADVISOR.ask(Question(typed)) == warm.ask(Question(typed))


def test_reading_is_what_asking_answers(advisor: Advisor) -> None:
    """Reading and asking agree on the reading and the context after it."""
    reading, context = advisor.read(Question("PE tools"))
    answer, after = advisor.ask(Question("PE tools"))

    assert reading == answer.reading
    assert context == after


@pytest.mark.parametrize(
    ("says", "quoted", "kind", "roles", "sections"),
    [
        # the message only passes the other's question on
        ("maybe you know?", "PE vs PSE tools", "compare", (PE, PSE), ("tools",)),
        ("", "PE tools", "explain", (PE,), ("tools",)),
        ("what is this", "PE tools", "explain", (PE,), ("tools",)),
        # a question of its own follows up on the other's
        ("and education?", "PE vs PSE tools", "compare", (PE, PSE), ("education",)),
        ("and PS", "PE tools", "explain", (PS,), ("tools",)),
        # a full question of its own needs no other
        ("BRE skills", "PE tools", "explain", (BRE,), ("skills",)),
        # what was pointed at says nothing
        ("PE tools", "nice weather", "explain", (PE,), ("tools",)),
    ],
)
def test_quoted(
    advisor: Advisor,
    says: str,
    quoted: str,
    kind: str,
    roles: tuple[str, ...],
    sections: tuple[str, ...],
) -> None:
    """A message that points at another's is read together with that one."""
    reading, _ = advisor.read(Question(says, quoted=quoted))

    assert (kind, roles, sections) == (reading.kind, reading.roles, reading.sections)


@pytest.mark.parametrize(
    "turn",
    [
        # a role that the knowledge has no longer
        Turn("explain", ("cake-decorator",), ("tools",)),
        Turn("compare", ("cake-decorator", PE), ("tools",)),
        # a section, an item
        Turn("explain", (PE,), ("songs",)),
        Turn("check", (PE,), ("tools",), ("spoon",)),
    ],
)
@pytest.mark.parametrize(
    "says",
    ["and education?", "tell me more", "what about PSE", "both", "the engineer", "and that"],
)
def test_an_old_context_names_what_is_gone(advisor: Advisor, turn: Turn, says: str) -> None:
    """A context from before a change of the knowledge does not make a question fail."""
    answer, _ = advisor.ask(Question(says), Context(turns=(turn,)))

    assert answer.title


@thorough
@given(any_text)
def test_any_text_has_replies(typed: str) -> None:
    """Whatever is typed, there are words to send for a phone, a group and a terminal."""
    answer, _ = _ADVISOR.ask(Question(typed))

    assert html(answer, SCREEN).text.strip()
    assert html(answer, GROUP).text.strip()
    assert plain(answer).text.strip()


@moderate
@given(st.lists(any_text, min_size=1, max_size=4))
def test_any_conversation_has_replies(said: list[str]) -> None:
    """Whatever is typed one after another, each has its words, and the context survives."""
    context = EMPTY
    for typed in said:
        answer, context = _ADVISOR.ask(Question(typed), context)

        assert html(answer).text.strip()
        assert context == Context.load(context.dump())


_KNOWN = """
pe ps pse bre pastry bread engineer scientist nurse xyzzy 12 ? . , -> the and
oven whisk B++ b degree tools education salary outlook compare what does do
who need which role most best i know fit me from to become not without only
first last both three all of them swap more rest instead same about meant why
"""
_words = st.sampled_from(_KNOWN.split())


@thorough
@given(st.lists(st.lists(_words, max_size=9).map(" ".join), min_size=1, max_size=4))
def test_any_words_of_ours_have_replies(said: list[str]) -> None:
    """In whatever order known words are put, in a talk of up to four turns, nothing fails."""
    context = EMPTY
    for typed in said:
        answer, context = _ADVISOR.ask(Question(typed), context)

        assert html(answer).text.strip()
        assert set(answer.reading.roles) <= set(_ADVISOR.knowledge.roles)
