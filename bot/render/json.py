"""Question and Answer -> the object that `ask --json` prints, one a line."""

from typing import Any

from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge, Role
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
        "text": plain(answer).text,
        "html": html(answer).text,
        "sources": [citation.id for citation in answer.citations],
        "suggestions": [suggestion.question for suggestion in answer.suggestions],
        "data": dict(answer.data),
    }


def role(role: Role, knowledge: Knowledge) -> dict[str, Any]:
    """Return all that is known of a role as JSON values."""
    return {
        "id": role.id,
        "name": role.name,
        "abbreviations": list(role.abbreviations),
        "aliases": list(role.aliases),
        "sections": {
            name: {
                "gist": section.gist,
                "points": [
                    {
                        "text": point.text,
                        "item": point.item,
                        "category": knowledge.items[point.item].category if point.item else None,
                        "sources": list(point.sources),
                        "details": [
                            {"text": detail.text, "sources": list(detail.sources)}
                            for detail in point.details
                        ],
                        "mentions": list(point.mentions),
                    }
                    for point in section.points
                ],
                "disagreements": [
                    {
                        "about": matter.about,
                        "sides": [
                            {"text": side.text, "sources": list(side.sources)}
                            for side in matter.sides
                        ],
                    }
                    for matter in section.disagreements
                ],
            }
            for name, section in role.sections.items()
        },
    }
