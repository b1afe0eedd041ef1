"""Questions in other languages, and what they leave alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.phrases import FOREIGN
from bot.engine.reading import Question
from bot.files.questions import read_questions

HERE = Path(__file__).parent
MLE, MLSE, DE = (
    "machine-learning-engineer",
    "machine-learning-software-engineer",
    "data-engineer",
)


@pytest.mark.parametrize(
    ("typed", "kind", "roles", "sections"),
    [
        ("¿Cuánto gana un MLE?", "explain", (MLE,), ("salary",)),
        ("qué herramientas usa un data engineer", "explain", (DE,), ("tools",)),
        ("Was verdient ein MLE?", "explain", (MLE,), ("salary",)),
        (
            "Worin liegt der Unterschied zwischen MLE und MLSE?",
            "compare",
            (MLE, MLSE),
            ("overview",),
        ),
        ("什么是MLE", "explain", (MLE,), ("definition",)),
        ("MLE的工资", "explain", (MLE,), ("salary",)),
        ("MLE和MLSE的区别是什么", "compare", (MLE, MLSE), ("overview",)),
        ("MLE의 연봉", "explain", (MLE,), ("salary",)),
        ("راتبMLE", "explain", (MLE,), ("salary",)),  # noqa: RUF001  # Arabic it is
    ],
)
def test_foreign(
    advisor: Advisor, typed: str, kind: str, roles: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    """A question in a language of the knowledge is read as in English, glued or spaced."""
    reading, _ = advisor.read(Question(typed))

    assert (kind, roles, sections) == (reading.kind, reading.roles, reading.sections)


def test_english_owes_nothing_to_other_languages(advisor: Advisor, known: Knowledge) -> None:
    """An English question of which every word is known is read the same with them and without."""
    bare = {name: every for name, every in known.phrases.items() if name not in FOREIGN}
    english = Advisor(replace(known, phrases=bare))
    changed = {}
    for dialogue in read_questions(HERE / "questions.yaml"):
        typed = dialogue.turns[0].says
        expected, _ = english.read(Question(typed))
        actual, _ = advisor.read(Question(typed))
        if expected.unused == () and expected != actual:
            changed[typed] = (expected, actual)

    assert {} == changed
