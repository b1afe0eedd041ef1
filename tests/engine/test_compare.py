"""Set algebra on roles: shared, by some, only here; agreement of the sources."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.compare import (
    Agreement,
    Split,
    agreement,
    counted_of,
    items_of,
    ranked,
    split,
)
from bot.engine.knowledge import Knowledge
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import moderate


def _split(knowledge: Knowledge, *roles: str, section: str = "tools") -> Split:
    return split([knowledge.roles[role] for role in roles], section, knowledge)


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
    ("role", "section", "expected"),
    [
        # whatever its kind, where the section looks or counts
        (PE, "education", {"degree", "diploma"}),
        (PE, "salary", set()),
        (BRE, "education", set()),
    ],
)
def test_counted_of(tiny: Knowledge, role: str, section: str, expected: set[str]) -> None:
    """What counts as named in a section is all that its points name there."""
    actual = set(counted_of(tiny.roles[role], section, tiny))

    assert expected == actual


def test_counting_looks_further_than_listing(tiny: Knowledge) -> None:
    """All that a role has in a section counts there, with the same sources and maybe more."""
    for role in tiny.roles.values():
        for section, heading in tiny.headings.items():
            counted = counted_of(role, section, tiny)
            places = (section, *heading.looks_in, *heading.counts_in)
            named = {item for _, point in role.points(*places) for item in point.names}

            assert named == set(counted)
            for item, sources in items_of(role, section, tiny).items():
                assert set(sources) <= set(counted[item])


def test_counting_where_a_section_counts_further(tiny: Knowledge) -> None:
    """Sections in which naming counts as having are looked into, each source once."""
    heading = replace(tiny.headings["education"], counts_in=("tips", "tools"))
    known = replace(tiny, headings={**tiny.headings, "education": heading})
    expected = {"degree", "diploma", "oven", "pantry-keeping", "rolling-pin", "whisk"}
    actual = counted_of(known.roles[PE], "education", known)

    assert expected == set(actual)
    assert ("pe-vs-pse",) == actual["oven"]
    assert counted_of(known.roles[PE], "education", known) is actual


def test_split_of_two(tiny: Knowledge) -> None:
    """Two roles share some items, and each has some alone, the most agreed on first."""
    expected = Split(
        shared=("b++", "oven", "whisk"),
        some={},
        only={PE: ("rolling-pin",), PSE: ("robot-arm",)},
    )
    actual = _split(tiny, PE, PSE)

    assert expected == actual


def test_split_of_three(tiny: Knowledge) -> None:
    """Of three roles some share what not all have."""
    expected = Split(
        shared=("whisk",),
        some={(PE, PSE): ("b++", "oven")},
        only={PE: ("rolling-pin",), PS: ("b",), PSE: ("robot-arm",)},
    )
    actual = _split(tiny, PE, PS, PSE)

    assert expected == actual


def test_every_role_has_its_entry(tiny: Knowledge) -> None:
    """A role with nothing of its own stands in the split all the same."""
    expected = {PSE: ("whisk", "b++", "robot-arm"), BRE: ()}
    actual = _split(tiny, PSE, BRE).only

    assert expected.keys() == actual.keys()
    assert expected[BRE] == actual[BRE]


def test_larger_groups_come_first(tiny: Knowledge) -> None:
    """Of the groups that share something, the larger stand before the smaller."""
    groups = list(_split(tiny, PE, PS, PSE, BRE).some)

    assert sorted(groups, key=len, reverse=True) == groups
    assert {(PE, PS, PSE), (PE, PSE, BRE), (PE, PSE)} == set(groups)


@moderate
@given(
    st.sampled_from([*permutations((PE, PS, PSE, BRE), 3), (PE, PS, PSE, BRE)]),
    st.sampled_from(sorted(tiny_knowledge().headings)),
)
def test_split_loses_nothing_and_doubles_nothing(roles: tuple[str, ...], section: str) -> None:
    """Each item of the roles stands in one part of the split, with just the roles that have it."""
    knowledge = tiny_knowledge()
    parts = _split(knowledge, *roles, section=section)
    has = {role: set(items_of(knowledge.roles[role], section, knowledge)) for role in roles}
    placed = [(tuple(roles), item) for item in parts.shared]
    placed += [(who, item) for who, items in parts.some.items() for item in items]
    placed += [((role,), item) for role, items in parts.only.items() for item in items]

    assert sorted(item for _, item in placed) == sorted(set().union(*has.values()))
    for who, item in placed:
        assert {role for role in roles if item in has[role]} == set(who)


def test_ranked(tiny: Knowledge) -> None:
    """Items stand by how many sources name them, then by name."""
    has: list[dict[str, tuple[str, ...]]] = [
        {"oven": ("a", "b"), "whisk": ("a",), "b": ("a",)},
        {"whisk": ("b",)},
    ]
    expected = ("oven", "whisk", "b")
    actual = ranked(["b", "whisk", "oven"], has, tiny)

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
