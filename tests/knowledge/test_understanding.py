"""Labelled questions of our own, asked of the whole knowledge."""

from pathlib import Path

import pytest

from bot.engine.advisor import Advisor
from bot.evaluation import evaluate
from bot.files import load, packaged
from bot.files.questions import read_questions

HERE = Path(__file__).parent


@pytest.fixture(name="advisor", scope="module")
def _advisor() -> Advisor:
    return Advisor(load(packaged()))


@pytest.mark.parametrize(
    ("name", "least"), [("questions", 0.98), ("dialogues", 0.98), ("forum_questions", 0.8)]
)
def test_accuracy(advisor: Advisor, name: str, least: float) -> None:
    """Nearly all labelled questions are read as their label says, and none breaks the engine."""
    score = evaluate(read_questions(HERE / f"{name}.yaml"), advisor)
    wrong = [f"{one.says}: {one.got}" for one in score.wrong]

    assert score.accuracy >= least, wrong
