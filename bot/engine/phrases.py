"""Everything that the knowledge says in words -> what it means; read once, by the Lexicon."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.engine import text
from bot.engine.knowledge import Knowledge, Role


class Meaning(NamedTuple):
    """What a phrase stands for."""

    family: str
    """role, field, item, section, hint, cue, topic, title or filler."""
    value: str
    """The id within the family."""


def spellings(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return slang and signs with the words they are written out as."""
    written = knowledge.phrases.get("spellings", {})
    return {typed: tuple(meant.split()) for meant, every in written.items() for typed in every}


def phrases(knowledge: Knowledge) -> Iterator[tuple[Meaning, str]]:
    """Yield every English phrase of the knowledge with what it means."""
    for role in knowledge.roles.values():
        yield from _of_role(role, knowledge.phrases)
    for item in knowledge.items.values():
        for name in (item.name, *item.aliases):
            yield Meaning("item", item.id), name
    yield from _listed(knowledge, FAMILIES)


def foreign_phrases(knowledge: Knowledge) -> Iterator[tuple[Meaning, str]]:
    """Yield the phrases of other languages with what they mean."""
    yield from _listed(knowledge, FOREIGN)


def _listed(knowledge: Knowledge, files: Mapping[str, str]) -> Iterator[tuple[Meaning, str]]:
    for name, family in files.items():
        for value, every in knowledge.phrases.get(name, {}).items():
            for phrase in every:
                yield Meaning(family, value), phrase


def _of_role(
    role: Role, files: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[tuple[Meaning, str]]:
    """Yield the names of a role, of its field, and of what its people do."""
    given = {text.key(name) for name in role.fields}
    for name in (role.name, *role.abbreviations, *role.aliases):
        yield Meaning("role", role.id), name
    for name in role.fields:
        yield Meaning("field", role.id), name
    for name in dict.fromkeys((role.name, *role.aliases)):
        for discipline in _disciplines(name, files.get("disciplines", {})):
            if text.key(discipline) not in given:
                given.add(text.key(discipline))
                yield Meaning("field", role.id), discipline


def _disciplines(name: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what people of a title do: "deep learning engineering"."""
    *field_, title = name.split() or [""]
    for discipline in endings.get(title.casefold(), ()) if field_ else ():
        yield " ".join((*field_, discipline))


FAMILIES = {
    "sections": "section",
    "hints": "hint",
    "cues": "cue",
    "topics": "topic",
    "traits": "trait",
    "titles": "title",
    "fillers": "filler",
}
"""The file of phrases -> the family its phrases belong to."""
FOREIGN = {
    "foreign_sections": "section",
    "foreign_hints": "hint",
    "foreign_cues": "cue",
    "foreign_fillers": "filler",
}
"""The same for other languages, whose words are looked up only where English fails."""
OTHER_FILES = ("ads", "disciplines", "duties", "everyday", "nearest", "spellings", "suffixes")
"""Files of phrases that mean nothing by themselves."""
