"""Weights that are fitted on a handful of questions read them, and are the same every time."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bench import grown
from bot.build.examples import held_out
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.engine.weights import Weights
from bot.evaluation import evaluate
from bot.files import labels, reader
from bot.files.questions import Dialogue
from tests.build.few import questions, talks
from tests.engine.tiny import FOLDER, tiny_knowledge


@pytest.fixture(name="advisor", scope="session")
def _advisor(fitted: Weights) -> Advisor:
    return Advisor(replace(tiny_knowledge(), weights=fitted))


def test_questions_are_read_as_labelled(advisor: Advisor, few: Sequence[Dialogue]) -> None:
    """What was learned is read right, and so is the tenth that was held out."""
    score = evaluate(few, advisor)
    unseen = evaluate([one for one in few if held_out(one.turns[-1].says)], advisor)

    assert score.accuracy > 0.97
    assert unseen.total
    assert unseen.accuracy > 0.8


def test_names_are_not_learned(fitted: Weights) -> None:
    """A role that came later is asked about like those that were learned on."""
    advisor = Advisor(replace(grown(tiny_knowledge(), 5), weights=fitted))
    made_up = next(role for role in advisor.knowledge.roles.values() if "made-up" in role.id)
    reading, _ = advisor.read(Question(f"how much does a {made_up.name} earn?"))

    assert ("explain", (made_up.id,), ("salary",)) == (
        reading.kind,
        reading.roles,
        reading.sections,
    )


def test_who_is_asked_about(advisor: Advisor) -> None:
    """Of two jobs the one is read that the question is about."""
    reading, _ = advisor.read(Question("my sister is a PSE, what must a bread engineer know?"))

    assert ("bread-engineer",) == reading.roles


def test_weights_are_sound(fitted: Weights) -> None:
    """There is one lane for each class, and what is claimed rises with what was right."""
    lanes = sum(map(len, fitted.heads.values()))
    claimed, right = zip(*fitted.calibration, strict=True)

    assert lanes == len(fitted.biases) == len(fitted.scales)
    assert len(fitted.vocabulary) == len(fitted.sizes)
    assert 2 * sum(fitted.sizes) == len(fitted.rows)
    assert max(fitted.rows[::2]) < lanes
    assert {"compare", "explain", "general", "help", "unknown"} == set(fitted.heads["kind"])
    assert {"layoffs", "visas"} == set(fitted.heads["topic"])
    assert list(claimed) == sorted(claimed)
    assert list(right) == sorted(right)
    assert all(0 <= share <= 1 for share in (*claimed, *right))
    assert "few" == fitted.questions


def test_the_tenth_held_out_is_not_learned(few: Sequence[Dialogue], fitted: Weights) -> None:
    """Without the questions that are held out the same weights come out."""
    from bot.build.train import fit

    left = [one for one in few if len(one.turns) > 1 or not held_out(one.turns[0].says)]

    assert len(left) < len(few)
    assert fit(left, tiny_knowledge(), "few", lambda _: None) == fitted


def test_the_same_in_another_process(tmp_path: Path, fitted: Weights) -> None:
    """The same questions make the same weights, whatever order Python keeps its sets in."""
    for path in FOLDER.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "questions.yaml").write_text(questions(), encoding="utf-8")
    (tmp_path / "questions" / "talks.yaml").write_text(talks(), encoding="utf-8")
    seeds = {"PYTHONHASHSEED": "7", "ROLEWISE_KNOWLEDGE": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "train"]
    subprocess.run(command, env={**os.environ, **seeds}, check=True, timeout=120)  # noqa: S603
    written = reader.unpack((tmp_path / "reader" / "weights.bin").read_bytes())

    assert labels.digest(tmp_path) == written.questions
    assert replace(written, questions="few") == fitted
