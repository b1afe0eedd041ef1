"""What the knowledge holds, complete."""

from dataclasses import replace

import pytest

from bot.engine.knowledge import Knowledge
from bot.engine.page import Point, Section
from bot.render import listing
from tests.engine.paid import with_pay
from tests.engine.tiny import BRE, PE, PSE


def test_roles(tiny: Knowledge) -> None:
    """Each role has its line, with how much is known of it."""
    lines = list(listing.roles(tiny))

    assert len(tiny.roles) == len(lines)
    assert f"{BRE}: Bread Engineer, 3 sections, 3 points" in lines


@pytest.mark.parametrize("name", [PE, PSE, BRE])
def test_nothing_is_left_out(tiny: Knowledge, name: str) -> None:
    """Every gist, point, detail, side and source of a role is listed."""
    role = tiny.roles[name]
    listed = "\n".join(listing.role(role, tiny))
    told = [
        text
        for section in role.sections.values()
        for text in (
            section.gist,
            *(point.text for point in section.points),
            *(detail.text for point in section.points for detail in point.details),
            *(side.text for matter in section.disagreements for side in matter.sides),
        )
    ]
    names = [role.name, role.id, *role.abbreviations, *role.aliases, *role.fields]
    confusions = [other.note for other in role.confused_with]

    assert [] == [part for part in (*names, *told, *confusions) if part not in listed]


def test_one_section(tiny: Knowledge) -> None:
    """One section is listed alone, with its sources and no others."""
    lines = list(listing.role(tiny.roles[PSE], tiny, "skills"))

    assert "Skills (skills): B++ before kneading" in lines
    assert not [line for line in lines if "Tools" in line or "Aliases" in line]
    assert [line for line in lines if line.startswith("[pe-vs-pse]")]


def test_sources_stand_once_in_the_order_of_the_knowledge(tiny: Knowledge) -> None:
    """The sources that a role has close its listing, each once."""
    expected = ["[pe-vs-pse]", "[ps-vs-pse]"]
    lines = list(listing.role(tiny.roles[PSE], tiny))
    actual = [line.split()[0] for line in lines if line.startswith("[")]

    assert expected == actual


def test_a_role_without_aliases_says_so(tiny: Knowledge) -> None:
    """What a role does not have is shown as a dash."""
    lines = list(listing.role(tiny.roles[BRE], tiny))

    assert "Aliases: -" in lines


def test_disagreements_are_marked(tiny: Knowledge) -> None:
    """Where the sources differ, the listing says on what, and who says what."""
    lines = list(listing.role(tiny.roles[PSE], tiny, "tools"))
    at = lines.index("  ! The sources differ on kinds of machines:")

    assert "ovens only [pe-vs-pse]" in lines[at + 1]
    assert "ovens and robots [ps-vs-pse]" in lines[at + 2]


def test_pay_is_listed_by_level(tiny: Knowledge) -> None:
    """The salary section lists the bands of job ads, each with its number and its source."""
    known = with_pay(tiny)
    point = Point("Paid by the loaf", ("pe-vs-pse",))
    sections = {**known.roles[PE].sections, "salary": Section("By the loaf", (point,))}
    lines = list(listing.role(replace(known.roles[PE], sections=sections), known, "salary"))

    assert len(known.pay[PE]) == sum(line.endswith("(10-25-50-75-90 %) [ads]") for line in lines)
    assert (
        "  US all: 1,200 ads 2023-2025, USD 50,000, 60,000, 70,000, 80,000, 90,000 "
        "(10-25-50-75-90 %) [ads]"
    ) in lines


def test_coverage(tiny: Knowledge) -> None:
    """Every section of the knowledge has its line, also those of which nothing is known."""
    lines = list(listing.coverage(tiny.roles[BRE], with_pay(tiny)))

    assert f"{BRE} (0 job ads with pay)" == lines[0]
    assert len(tiny.headings) == len(lines) - 1
    assert len(tiny.headings) - 3 == sum(line.endswith("nothing") for line in lines)
    assert any("tools" in line and "  1 sources, best blog" in line for line in lines)


def test_coverage_counts_job_ads(tiny: Knowledge) -> None:
    """Job ads are counted over all levels."""
    expected = f"{PE} (1,200 job ads with pay)"
    actual = next(listing.coverage(tiny.roles[PE], with_pay(tiny)))

    assert expected == actual


@pytest.mark.parametrize(
    ("date", "share"),
    [
        ("Dec. 6, 2023", "100.0% on sources before 2024, 0.0% on undated ones"),
        ("2024-34 edition", "0.0% on sources before 2024, 0.0% on undated ones"),
        ("not dated", "0.0% on sources before 2024, 100.0% on undated ones"),
    ],
)
def test_totals_by_date(tiny: Knowledge, date: str, share: str) -> None:
    """The last line tells what share of all points is old, and what share has no date."""
    dated = {name: replace(one, date=date) for name, one in tiny.sources.items()}
    *_, together = listing.totals(replace(tiny, sources=dated))

    assert together.endswith(share)


def test_totals_by_grade(tiny: Knowledge) -> None:
    """A point with one better source does not rest on blogs alone."""
    shares = []
    for sources in (("bread-notes", "pe-vs-pse"), ("bread-notes",)):
        role = replace(tiny.roles[BRE], sections=_tools(*sources))
        _, tools, _ = listing.totals(replace(tiny, roles={BRE: role}))
        shares.append(tools)

    assert ["0.0%", "100.0%"] == [line.split()[3] for line in shares]


def _tools(*sources: str) -> dict[str, Section]:
    return {"tools": Section("A spoon", (Point("You stir.", sources),))}
