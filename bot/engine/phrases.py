"""Knowledge -> all its phrases with their meanings: names, aliases and what people say."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.engine.knowledge import Knowledge
from bot.engine.page import Role


class Meaning(NamedTuple):
    """What a phrase means."""

    family: str
    """role, field (of a role), neighbour, beside (the field of a neighbour), item, level, place,
    job (one that the knowledge does not cover), mark, cue, trait, wish, tone or section."""
    value: str
    """The id within the family."""


NAMED = ("marks", "cues", "sections", "traits", "levels", "places")
FAMILIES = {"titles": "job", "wishes": "wish", "tones": "tone"} | {
    name: name.removesuffix("s") for name in NAMED
}
"""File of phrases -> the family of its phrases."""
OTHER_FILES = (
    "ads",
    "alone",
    "ambiguous",
    "countries",
    "currencies",
    "degreed",
    "disciplines",
    "duties",
    "employment",
    "english",
    "nearest",
    "spellings",
    "subjects",
    "suffixes",
    "work",
)
"""Files of phrases that have no meaning on their own."""
SMALL = frozenset({"mark", "cue", "section", "trait", "wish", "tone"})
"""Families whose phrases are everyday words; names take precedence over them."""


def spellings(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return slang and symbols -> the words that they are spelled out as."""
    written = knowledge.phrases.get("spellings", {})
    return {typed: tuple(meant.split()) for meant, every in written.items() for typed in every}


def phrases(knowledge: Knowledge) -> Iterator[tuple[Meaning, str]]:
    """Yield every phrase of the knowledge with what it means."""
    for role in knowledge.roles.values():
        yield from _of_role(role, knowledge.phrases.get("disciplines", {}))
    for neighbour in knowledge.neighbours.values():
        for name in (neighbour.name, *neighbour.aliases):
            yield Meaning("neighbour", neighbour.id), name
        for name in neighbour.fields:
            yield Meaning("beside", neighbour.id), name
    for item in knowledge.items.values():
        for name in (item.name, *item.aliases):
            yield Meaning("item", item.id), name
    for file, family in FAMILIES.items():
        for value, every in knowledge.phrases.get(file, {}).items():
            for phrase in every:
                yield Meaning(family, value), phrase


def _of_role(role: Role, endings: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Meaning, str]]:
    """Yield the names of a role, of its field, and of what its people do."""
    given = {_plain(name) for name in role.fields}
    for name in (role.name, *role.abbreviations, *role.aliases):
        yield Meaning("role", role.id), name
    for name in role.fields:
        yield Meaning("field", role.id), name
    for name in dict.fromkeys((role.name, *role.aliases)):
        *field_, title = name.split() or [""]
        for ending in endings.get(title.casefold(), ()) if field_ else ():
            discipline = " ".join((*field_, ending))  # "deep learning engineering"
            if _plain(discipline) not in given:
                given.add(_plain(discipline))
                yield Meaning("field", role.id), discipline


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
