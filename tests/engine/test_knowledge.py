"""The model answers what is asked of it again and again."""

from dataclasses import replace

import pytest

from bot.engine.knowledge import GRADES, Knowledge
from bot.engine.page import Holding, Point, Role, Source
from tests.engine.tiny import BRE, PE, PS, PSE


def test_short(tiny: Knowledge) -> None:
    """The short name is the first abbreviation, or the full name where there is none."""
    role = tiny.roles[PE]

    assert role.short == role.abbreviations[0]
    assert role.name == replace(role, abbreviations=()).short


def test_points_of_some_sections(tiny: Knowledge) -> None:
    """Points come with their section, of the sections named or of all."""
    role = tiny.roles[BRE]

    assert {"definition", "skills", "tools"} == {section for section, _ in role.points()}
    assert {"tools"} == {section for section, _ in role.points("tools", "outlook")}


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        (Point("oven", (), item="oven"), ("oven",)),
        (Point("Bakes", (), mentions=("oven", "whisk")), ("oven", "whisk")),
        (Point("Sleeps", ()), ()),
    ],
)
def test_names(point: Point, expected: tuple[str, ...]) -> None:
    """A point names its item, or the items that its sentence mentions."""
    actual = point.names

    assert expected == actual


@pytest.mark.parametrize(
    ("role", "title", "expected"),
    [
        (PE, "scientist", PS),
        (PS, "engineer", PE),
        (BRE, "scientist", None),
        # the field must be the same: "pastry software" is another
        (PSE, "scientist", None),
    ],
)
def test_sibling(tiny: Knowledge, role: str, title: str, expected: str | None) -> None:
    """A sibling has the same field and another title."""
    actual = tiny.sibling(role, title)

    assert expected == actual


@pytest.mark.parametrize(
    ("job", "name"), [(PE, "Pastry Engineer"), ("chocolatier", "Chocolatier")]
)
def test_names_of_jobs(tiny: Knowledge, job: str, name: str) -> None:
    """A role and a job beside the roles have a name, and its words."""
    assert name == tiny.name_of(job)
    assert set(name.casefold().split()) == tiny.words_of(job)


def test_words_of_roles(tiny: Knowledge) -> None:
    """The words of all roles' names are known, those of other jobs are none of them."""
    assert {"pastry", "bread", "software", "engineer", "scientist"} == tiny.role_words


def test_holdings_gather_sources_and_sections(tiny: Knowledge) -> None:
    """A role has an item by all sources that name it, wherever they do."""
    expected = Holding(("pe-vs-pse", "ps-vs-pse"), ("tools", "tips"))
    actual = tiny.holdings[PSE]["oven"]

    assert expected == actual


def test_holders(tiny: Knowledge) -> None:
    """Every item knows the roles that have it."""
    assert set(tiny.items) == set(tiny.holders)
    assert {PE, PSE, BRE} == set(tiny.holders["oven"])


def test_read_whole(tiny: Knowledge) -> None:
    """Only sources that were read whole count against an item by their silence."""
    assert {"pe-vs-pse", "ps-vs-pse"} == set(tiny.read_whole[PSE])
    assert () == tiny.read_whole[BRE]


def test_values_are_frozen(tiny: Knowledge) -> None:
    """Nothing that is loaded can be changed."""
    role: Role = tiny.roles[PE]

    with pytest.raises(AttributeError):
        role.name = "Chef"  # type: ignore[misc]  # that is the point


def test_the_version_does_not_make_knowledge_another(tiny: Knowledge) -> None:
    """Two loadings of the same knowledge are equal, whatever their digest."""
    assert tiny == replace(tiny, version="other")


def test_source_ranks(tiny: Knowledge) -> None:
    """Sources are ranked by grade, and among their like as the file has them."""
    listed = (("a", "blog"), ("b", "official"), ("c", "market"), ("d", "official"))
    sources = {name: Source(name, "T", "P", "2025", grade) for name, grade in listed}
    expected = {"b": 0, "d": 1, "c": 2, "a": 3}
    actual = replace(tiny, sources=sources).source_ranks

    assert expected == actual


def test_every_source_has_its_rank(tiny: Knowledge) -> None:
    """Each source has a rank of its own, and none a worse one than a source of lower grade."""
    ranks = tiny.source_ranks
    grades = [
        GRADES.index(tiny.sources[name].grade) for name in sorted(ranks, key=ranks.__getitem__)
    ]

    assert sorted(ranks.values()) == list(range(len(tiny.sources)))
    assert sorted(grades) == grades


def test_what_is_known_with_it(tiny: Knowledge) -> None:
    """Whoever knows a thing knows what it implies too, however far that leads."""
    chain = {"whisk": ("oven",), "oven": ("tasting",), "tasting": ("whisk",)}
    items = {name: replace(item, implies=chain.get(name, ())) for name, item in tiny.items.items()}
    known = replace(tiny, items=items)

    assert known.implied(["oven"]) == ("oven", "tasting", "whisk")
    assert tiny.implied(["oven"]) == ("oven",)
    assert known.implied([]) == ()
