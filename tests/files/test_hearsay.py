"""Figures that rest on blogs alone."""

import pytest

from bot.files.hearsay import anonymous
from tests.files.conftest import Folder

BREAD = "roles/bread-engineer/facts.yaml"
TEXT = 'text: "Bakes bread for a town"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take-home tasks leave 48 hours.", True),
        ("The test has 65 questions and costs $200.", True),
        ("Take-home tasks leave 48 hours, says one guide.", False),
        ("By one account the task takes 48 hours.", False),
        ("In the years 2019-21 few were asked; since 2024 all are.", False),
        ("Courses named are CS231n, EC2 and work in 3D.", False),
        ("The task is a few hours long.", False),
    ],
)
def test_anonymous(text: str, expected: bool) -> None:
    """A figure wants a teller; years and names with digits are no figures."""
    assert anonymous(text) is expected


@pytest.mark.parametrize(
    ("text", "source"),
    [("Bakes 300 loaves a day, says one site", "bread-notes"), ("Bakes 300 loaves", "pe-vs-pse")],
)
def test_nothing_to_mend(folder: Folder, text: str, source: str) -> None:
    """What names its teller passes, and so does what a better source than a blog says."""
    old = f'{TEXT}\n        sources: ["bread-notes"]'
    folder.change(BREAD, old, f'text: "{text}"\n        sources: ["{source}"]')

    assert [] == folder.problems()
