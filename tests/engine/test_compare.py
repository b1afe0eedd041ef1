"""What a role has in a section, and how many of its sources agree on an item."""

import pytest

from bot.engine.compare import Agreement, agreement, items_of
from bot.engine.knowledge import Knowledge
from tests.engine.tiny import BRE, PE, PSE


@pytest.mark.parametrize(
    ("role", "section", "expected"),
    [
        (
            PE,
            "tools",
            {
                # required as a skill, and a language is a tool
                "b++": ("pe-vs-pse",),
                "oven": ("pe-vs-pse",),
                "rolling-pin": ("pe-vs-pse",),
                "whisk": ("pe-vs-pse",),
            },
        ),
        # a section that gathers nothing has what stands in it
        (PE, "skills", {"kneading": ("pe-vs-pse",), "b++": ("pe-vs-pse",)}),
        (PE, "education", {"degree": ("pe-vs-pse",), "diploma": ("pe-vs-pse",)}),
        # what a sentence mentions, too
        (PE, "tips", {"oven": ("pe-vs-pse",), "pantry-keeping": ("pe-vs-pse",)}),
        (PE, "salary", {}),
        (BRE, "education", {}),
    ],
)
def test_items_of(
    tiny: Knowledge, role: str, section: str, expected: dict[str, tuple[str, ...]]
) -> None:
    """A role has in a section what its sources name there, and what the section gathers."""
    actual = items_of(tiny.roles[role], section, tiny)

    assert expected == actual


@pytest.mark.parametrize(
    ("role", "item", "expected", "share"),
    [
        (PSE, "oven", Agreement(("pe-vs-pse", "ps-vs-pse"), 2, 2), 0.75),
        (PSE, "robot-arm", Agreement(("ps-vs-pse",), 1, 2), 0.5),
        (PSE, "b", Agreement((), 0, 2), 0.0),
        (PE, "whisk", Agreement(("pe-vs-pse",), 1, 1), 2 / 3),
        # a source that was not read whole counts for, never against
        (BRE, "oven", Agreement(("bread-notes",), 0, 0), 0.5),
        (BRE, "whisk", Agreement((), 0, 0), 0.0),
    ],
)
def test_agreement(
    tiny: Knowledge, role: str, item: str, expected: Agreement, share: float
) -> None:
    """Agreement counts the sources that name an item among those that could."""
    actual = agreement(role, item, tiny)

    assert expected == actual
    assert share == actual.share
