"""The full contents of the knowledge, for `rolewise show`."""

import re
from collections.abc import Iterator, Sequence

from bot.engine import pay
from bot.engine.knowledge import GRADES, Knowledge
from bot.engine.page import Point, Role, Section

OLD = 2024
"""Sources from before this year count as old."""
_YEAR = re.compile(r"\b20\d\d")


def roles(knowledge: Knowledge) -> Iterator[str]:
    """Yield a line for each role: id, name, and how much is known."""
    for role in knowledge.roles.values():
        points = sum(1 for _ in role.points())
        yield f"{role.id}: {role.name}, {len(role.sections)} sections, {points} points"


def role(role: Role, knowledge: Knowledge, section: str | None = None) -> Iterator[str]:
    """Yield all lines on a role or one of its sections, then their sources."""
    yield f"{role.name} ({role.id})"
    if section is None:
        yield from _names(role)
    wanted = [name for name in role.sections if section in {None, name}]
    for name in wanted:
        yield ""
        yield f"{knowledge.headings[name].title} ({name}): {role.sections[name].gist}"
        yield from _points(role.sections[name])
        if name == knowledge.section_for("pay"):
            yield from _bands(role, knowledge)
    yield ""
    used = {
        source for name in wanted for _, point in role.points(name) for source in point.sources
    }
    for source in knowledge.sources.values():
        if source.id in used:
            where = f"{source.title}, {source.publisher}, {source.date} ({source.grade})"
            yield f"[{source.id}] {where}"


def coverage(role: Role, knowledge: Knowledge) -> Iterator[str]:
    """Yield the counts for each section: points, items, sources and their best grade."""
    yield f"{role.id} ({pay.counted(role.id, knowledge):,} job ads with pay)"
    for name in knowledge.headings:
        section = role.sections.get(name)
        if section is None:
            yield f"  {name:<17} nothing"
            continue
        sources = {source for point in section.points for source in point.sources}
        grades = [knowledge.sources[source].grade for source in sources]
        items = {item for point in section.points for item in point.names}
        yield (
            f"  {name:<17} {len(section.points):3d} points {len(items):3d} items "
            f"{len(sources):3d} sources, best {min(grades, key=GRADES.index)}"
        )


def totals(knowledge: Knowledge) -> Iterator[str]:
    """Yield for each section, and overall, the share of points with weak sources."""
    every = [named for role in knowledge.roles.values() for named in role.points()]
    yield "all roles"
    for name in knowledge.headings:
        if points := [point for section, point in every if section == name]:
            yield _total(name, points, knowledge)
    yield _total("together", [point for _, point in every], knowledge)


def _total(name: str, points: Sequence[Point], knowledge: Knowledge) -> str:
    blogs = old = undated = 0
    for point in points:
        sources = [knowledge.sources[source] for source in point.sources]
        years = [int(year) for one in sources for year in _YEAR.findall(one.date)]
        blogs += all(one.grade == GRADES[-1] for one in sources)
        old += bool(years) and max(years) < OLD
        undated += not years
    count = len(points)
    return (
        f"  {name:<17} {count:4d} points: {blogs / count:.1%} on blogs alone, "
        f"{old / count:.1%} on sources before {OLD}, {undated / count:.1%} on undated ones"
    )


def _bands(role: Role, knowledge: Knowledge) -> Iterator[str]:
    for band in knowledge.pay.get(role.id, ()):
        pay_ = ", ".join(f"{figure:,}" for figure in band.pay) or "no figure"
        yield (
            f"  {band.country} {band.level}: {band.ads:,} ads {band.first}-{band.last}, "
            f"{band.currency} {pay_} (10-25-50-75-90 %) [{knowledge.pay_source}]"
        )


def _names(role: Role) -> Iterator[str]:
    for label, names in (
        ("Abbreviations", role.abbreviations),
        ("Aliases", role.aliases),
        ("Fields", role.fields),
    ):
        yield f"{label}: {', '.join(names) or '-'}"
    for other in role.confused_with:
        yield f"Often confused with {other.title}: {other.note}"


def _points(section: Section) -> Iterator[str]:
    for point in section.points:
        yield from _point(point)
    for matter in section.disagreements:
        yield f"  ! The sources differ on {matter.about}:"
        for side in matter.sides:
            yield f"      {side.text} [{', '.join(side.sources)}]"


def _point(point: Point) -> Iterator[str]:
    sources = ", ".join(point.sources)
    if point.item is None:
        yield f"  - {point.text} [{sources}]"
        return
    yield f"  * {point.text} [{sources}]"
    for detail in point.details:
        yield f"      {detail.text} [{', '.join(detail.sources)}]"
