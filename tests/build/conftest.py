"""What the tests of the building share: a few labelled questions, and weights fitted on them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.engine.weights import Weights
from bot.files.questions import Dialogue, read_questions
from tests.build.few import questions, talks
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(name="few", scope="session")
def _few(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Dialogue]:
    folder: Path = tmp_path_factory.mktemp("few")
    (folder / "questions.yaml").write_text(questions(), encoding="utf-8")
    (folder / "talks.yaml").write_text(talks(), encoding="utf-8")
    return [one for path in sorted(folder.iterdir()) for one in read_questions(path)]


@pytest.fixture(name="fitted", scope="session")
def _fitted(few: Sequence[Dialogue]) -> Weights:
    pytest.importorskip("sklearn")
    from bot.build.train import fit

    return fit(few, tiny_knowledge(), "few", lambda _: None)
