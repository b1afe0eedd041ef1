"""Buttons under the answers of the packaged knowledge: few, short, and each with an answer."""

from itertools import pairwise

import pytest

from bot.adapters.telegram.keyboard import GROUP_MOST, GROUP_WIDTHS, WIDTHS, keyboard
from bot.engine.answer import Answer
from bot.engine.answers.desk import question
from bot.engine.reading import Question, Reading
from bot.render.html import html
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.packaged import advisor, knowledge

ADVISOR = advisor()
TOPICS = sorted(knowledge().advice)
SECTIONS = ("", "salary", "tips", "tools", "conditions", "hiring")
ALONE, ALONE_IN_A_GROUP = 34, 26
"""Letters that a phone shows of a button that shares its row with none."""
VOTES = {"+": "+", "-": "-"}


def _rows(answer: Answer, *, group: bool) -> list[list[str]]:
    reply = html(answer, GROUP if group else SCREEN)
    markup = keyboard(reply, handle="Rolewise_Bot") if group else keyboard(reply, votes=VOTES)
    return [[one.text for one in row] for row in markup.inline_keyboard] if markup else []


def _check(answer: Answer) -> None:
    """Refuse more than two rows, three under advice, and labels that would be cut."""
    private, group = _rows(answer, group=False), _rows(answer, group=True)

    assert len(private) <= 2 + (answer.reading.kind == "recommend")
    assert sum(map(len, group)) <= GROUP_MOST
    for rows, widths, alone in (
        (private, WIDTHS, ALONE),
        (group, GROUP_WIDTHS, ALONE_IN_A_GROUP),
    ):
        for row in rows:
            assert all(len(label) <= widths.get(len(row), alone) for label in row), row


@pytest.mark.parametrize("topic", TOPICS)
def test_after_a_topic(topic: str) -> None:
    """Below a card of a topic stand three questions in a row, and each is answered."""
    answer = ADVISOR.answer(Reading("general", topic=topic, confidence=1.0))

    _check(answer)
    assert 3 == len(_rows(answer, group=False)[0])
    for offered in answer.suggestions:
        after, _ = ADVISOR.ask(Question(offered.question))
        assert after.verdict, offered.question


@pytest.mark.parametrize("section", SECTIONS)
def test_after_a_role(section: str) -> None:
    """So it is below what is said of a role, and of two."""
    roles = list(knowledge().roles.values())
    for one, other in pairwise(roles):
        for asked in ([one], [one, other]):
            answer, _ = ADVISOR.ask(Question(question(asked, section)))
            _check(answer)


@pytest.mark.parametrize(
    "asked",
    [
        "I know Python and SQL, which role fits me?",
        "which role pays best",
        "who uses Docker",
        "from data analyst to machine learning engineer",
        "does a data engineer need SQL?",
        # no topic is read here, yet a card answers
        "how long does it take?",
    ],
)
def test_after_other_questions(asked: str) -> None:
    """So it is below every other kind of answer."""
    answer, _ = ADVISOR.ask(Question(asked))

    assert answer.verdict
    _check(answer)
