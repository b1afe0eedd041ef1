"""Page files -> page values: roles, neighbours, topics."""

from collections.abc import Mapping

from bot.engine.page import (
    Confusion,
    Detail,
    Disagreement,
    Item,
    Point,
    Role,
    Section,
    Side,
    Topic,
    Trait,
)
from bot.files import schema

UNNEEDED = "not_needed"


def role(
    name: str,
    role: schema.RoleFile,
    items: Mapping[str, Item],
    headings: Mapping[str, schema.HeadingFile],
    axes: Mapping[str, schema.AxisFile],
) -> Role:
    sections = {
        section: _section(role.sections[section], items)
        for section in (*headings, *(set(role.sections) - set(headings)))
        if section in role.sections
    }
    return Role(
        id=name,
        name=role.name,
        abbreviations=tuple(role.abbreviations),
        aliases=tuple(role.aliases),
        fields=tuple(role.fields),
        confused_with=tuple(
            Confusion(other.title, other.note, other.role) for other in role.confused_with
        ),
        sections=sections,
        profile=_profile(role, axes),
        versus=_versus(role.versus),
        button=role.short_name or "",
    )


def _profile(
    page: schema.RoleFile | schema.NeighbourFile, axes: Mapping[str, schema.AxisFile]
) -> dict[str, Trait]:
    """Return a job's scores on the axes; on-call duty is scored only if others are."""
    profile: dict[str, schema.TraitFile] = dict(page.profile.items())
    for name, axis in axes.items() if profile and page.on_call else ():
        if page.on_call in axis.told:
            profile[name] = axis.told[page.on_call]
    return {axis: Trait(one.score, one.why) for axis, one in profile.items()}


def _versus(versus: Mapping[str, schema.SentenceFile]) -> dict[str, Point]:
    return {other: Point(one.text, tuple(one.sources)) for other, one in versus.items()}


def neighbour(
    name: str,
    job: schema.NeighbourFile,
    items: Mapping[str, Item],
    axes: Mapping[str, schema.AxisFile],
) -> Role:
    return Role(
        id=name,
        name=job.name,
        abbreviations=(),
        aliases=tuple(job.aliases),
        fields=tuple(job.fields),
        confused_with=(),
        sections={section: _section(one, items) for section, one in job.sections.items()},
        profile=_profile(job, axes),
        versus=_versus(job.versus),
        nearest=tuple(job.nearest),
    )


def topic(topic: schema.TopicFile) -> Topic:
    return Topic(
        topic.title,
        topic.gist,
        tuple(Point(one.text, tuple(one.sources), id=one.id or "") for one in topic.points),
        topic.next,
        employers=topic.employers,
        by=topic.by or "",
    )


def _section(section: schema.SectionFile, items: Mapping[str, Item]) -> Section:
    needed = [point for point in section.points if point.weight != UNNEEDED]
    return Section(
        gist=section.gist,
        points=tuple(_point(point, items) for point in needed),
        unneeded=tuple(_point(one, items) for one in section.points if one.weight == UNNEEDED),
        disagreements=tuple(
            Disagreement(
                matter.about,
                tuple(Side(side.text, tuple(side.sources)) for side in matter.sides),
            )
            for matter in section.disagreements
        ),
    )


def _point(point: schema.PointFile, items: Mapping[str, Item]) -> Point:
    known = items.get(point.item or "")
    named = known.name if known else point.item
    return Point(
        text=point.text or named or "",
        sources=tuple(point.sources),
        item=point.item,
        details=tuple(Detail(detail.text, tuple(detail.sources)) for detail in point.details),
        mentions=tuple(point.mentions),
        superseded=point.superseded,
        weight=point.weight or "",
        id=point.id or "",
    )
