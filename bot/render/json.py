"""Question and Answer -> the object that `ask --json` prints, one per line."""

from collections.abc import Sequence
from typing import Any

from bot.engine.answer import Answer
from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from bot.engine.page import Point, Role, Section
from bot.render.html import html
from bot.render.plain import plain


def answered(question: str, answer: Answer) -> dict[str, Any]:
    """Return one answered question as JSON values."""
    reading = answer.reading
    return {
        "question": question,
        "kind": reading.kind,
        "roles": list(reading.roles),
        "sections": list(reading.sections),
        "items": list(reading.items),
        "topic": reading.topic or None,
        "level": reading.level or None,
        "place": reading.place or None,
        "manner": reading.manner or None,
        "confidence": reading.confidence,
        "unused": list(reading.unused),
        "verdict": f"{answer.opening} {answer.verdict or answer.title}".strip(),
        "text": plain(answer).text,
        "html": html(answer).text,
        "sources": [citation.id for citation in answer.citations],
        "suggestions": [suggestion.question for suggestion in answer.suggestions],
        "data": dict(answer.data),
    }


def role(role: Role, knowledge: Knowledge) -> dict[str, Any]:
    """Return everything known about a role or a neighbour as JSON values."""
    return {
        "id": role.id,
        "name": role.name,
        "abbreviations": list(role.abbreviations),
        "aliases": list(role.aliases),
        "sections": {name: _section(section) for name, section in role.sections.items()},
        "cards": {
            ask: {
                "say": " ".join((card.verdict, *card.lines)),
                "more": list(card.more),
                "rests_on": list(card.rests_on),
                "known": card.known,
                "sources": list(card.sources),
            }
            for ask, card in role.cards.items()
        },
        "profile": {
            axis: {"score": one.score, "reason": one.why} for axis, one in role.profile.items()
        },
        "versus": {other: one.text for other, one in role.versus.items()},
        "pay": _pay(knowledge.pay.get(role.id, ())),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "gist": section.gist,
        "points": [_point(point) for point in (*section.points, *section.unneeded)],
        "disagreements": [
            {
                "about": matter.about,
                "sides": [
                    {"text": side.text, "sources": list(side.sources)} for side in matter.sides
                ],
            }
            for matter in section.disagreements
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "text": point.text,
        "id": point.id or None,
        "item": point.item,
        "weight": point.weight or None,
        "sources": list(point.sources),
        "details": [
            {"text": detail.text, "sources": list(detail.sources)} for detail in point.details
        ],
        "mentions": list(point.mentions),
    }


def _pay(bands: Sequence[PayBand]) -> dict[str, Any]:
    """Return pay by country; for levels and years, the number of ads and the median."""
    found: dict[str, Any] = {}
    for band in bands:
        country = found.setdefault(band.country, {"currency": band.currency, "levels": {}})
        if band.level == "all":
            names = ("p10", "p25", "p50", "p75", "p90")
            country |= {"n": band.ads, **dict(zip(names, band.pay, strict=False))}
            country |= {"range": list(band.typical), "remote_share": band.remote / 100}
        elif band.pay:
            country["levels"][band.level] = {"n": band.ads, "p50": band.median}
    return found
