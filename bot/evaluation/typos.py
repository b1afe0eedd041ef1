"""Questions with typos: one slip in the name of every role.

A slip drops a letter, doubles it, hits a neighbouring key or swaps two letters. Slips are drawn
with a seed, so that two runs are comparable.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.engine.knowledge import Knowledge
from bot.files.questions import Dialogue, Turn

SEED = 2026
LONG = "slip in long names"
SHORT = "slip in short names"
"""Tags of changed turns, by the name: "MLE" with another letter may mean something else."""
SHORT_NAME = 5
"""Letters in the longest name that counts as short."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def near(letter: str) -> frozenset[str]:
    """Return the letters on the keys next to that of a letter."""
    places = {key: (row, at) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
    row, at = places.get(letter, (-9, -9))
    beside = {(row, at - 1), (row, at + 1)}
    below = {(row + 1, at - 1), (row + 1, at), (row - 1, at), (row - 1, at + 1)}
    return frozenset(key for key, place in places.items() if place in beside | below)


def slip(dialogues: Iterable[Dialogue], knowledge: Knowledge, seed: int = SEED) -> list[Dialogue]:
    """Return the dialogues that name a role, with one slip in every such name."""
    names = _names(knowledge)
    chance = random.Random(seed)  # noqa: S311  # no secret hangs on a slip
    slipped = []
    for dialogue in dialogues:
        turns = tuple(_turn(turn, names, chance) for turn in dialogue.turns)
        if turns != dialogue.turns:
            slipped.append(replace(dialogue, turns=turns))
    return slipped


def _names(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a pattern that finds role names, the longest first."""
    every = {
        name
        for role in knowledge.roles.values()
        for name in (role.name, *role.abbreviations, *role.aliases)
    }
    listed = "|".join(map(re.escape, sorted(every, key=lambda name: (-len(name), name))))
    return re.compile(rf"\b(?:{listed})(?=s?\b)", re.IGNORECASE)


def _turn(turn: Turn, names: re.Pattern[str], chance: random.Random) -> Turn:
    found = [match.group() for match in names.finditer(turn.says)]
    if not found:
        return turn
    says = names.sub(lambda match: one_slip(match.group(), chance), turn.says)
    tag = SHORT if any(len(name) <= SHORT_NAME for name in found) else LONG
    return replace(turn, says=says, tags=(*turn.tags, tag))


def one_slip(name: str, chance: random.Random) -> str:
    """Return a name with one slip; all sorts of slips are equally likely."""
    letters = [at for at, letter in enumerate(name) if letter.isalpha()]
    if not letters:
        return name
    at = chance.choice(letters)
    slips = [new for new in _slips(name, at, chance) if new != name]
    return chance.choice(slips)


def _slips(name: str, at: int, chance: random.Random) -> Iterator[str]:
    """Yield the name with the letter at a place dropped, doubled, replaced or swapped."""
    letter, after = name[at], name[at + 1 : at + 2]
    yield name[:at] + name[at + 1 :]
    yield name[:at] + letter + name[at:]
    yield name[:at] + chance.choice(sorted(near(letter.casefold())) or "e") + name[at + 1 :]
    if after.isalpha() and after != letter:
        yield name[:at] + after + letter + name[at + 2 :]
