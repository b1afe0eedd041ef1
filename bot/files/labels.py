"""Checks on the labelled questions: ids, slots, similarity, and whether the weights match them."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.files import ads
from bot.files.problems import Problem, nearest
from bot.files.questions import FOLDER, Label, Turn, Unreadable, read_questions

ALIKE = 85
"""Maximum similarity (`token_set_ratio`, 0 to 100) of two questions by one writer."""
SHARED = 0.4
"""Two questions are too alike only if they also share more than this part of their words."""
LEAST_WORDS = 11
"""Minimum words of a compared question: short texts resemble many by a shared word or two."""
NEEDED = {"explain": 1, "compare": 2, "check": 1, "transition": 1}
"""Kind -> how many roles its label names at least."""
PLACE = re.compile(r"(?:[A-Z]{2}|remote)?")
"""A place in a label: a country's ISO 3166 code (GB), EU or remote; "" where none is meant."""


def digest(folder: Path) -> str:
    """Return the digest of all labelled questions of a folder of knowledge."""
    every = hashlib.sha256()
    for path in sorted((folder / FOLDER).rglob("*.yaml")):
        every.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return every.hexdigest()[:16]


def cards_digest(folder: Path, knowledge: Knowledge) -> str:
    """Return the digest of what the model of cards is fitted to: questions and wordings."""
    every = hashlib.sha256(digest(folder).encode())
    for topic, one in sorted(knowledge.advice.items()):
        for card in one.cards:
            every.update("\0".join((topic, card.id, *card.asked)).encode())
    return every.hexdigest()[:16]


def problems(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """Yield the faults of a folder's labelled questions, and weights fitted on other questions."""
    said: dict[str, str] = {}
    by: dict[str, list[str]] = defaultdict(list)
    paths = sorted((folder / FOLDER).rglob("*.yaml"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            dialogues = read_questions(path)
        except Unreadable as error:
            yield Problem(name, 0, str(error))
            continue
        for dialogue in dialogues:
            for turn in dialogue.turns:
                yield from _faults(name, turn, knowledge)
                if len(dialogue.turns) == 1:
                    folded = " ".join(turn.says.casefold().split())
                    if folded in said:
                        what = f"{turn.says!r} stands in {said[folded]} too"
                        yield Problem(name, turn.line, what)
                    said[folded] = f"{name}:{turn.line}"
                    by[turn.by].append(turn.says)
    for writer, texts in by.items():
        if writer:
            yield from _alike(writer, texts)
    if paths:
        yield from _unfitted(folder, knowledge)
    yield from _of_ads(folder, knowledge)


def _unfitted(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """Yield the models that were fitted to other questions than those of a folder."""
    if knowledge.weights and knowledge.weights.questions != digest(folder):
        what = "was fitted on other labelled questions; run rolewise train"
        yield Problem("reader/weights.bin", 0, what)
    if knowledge.cards and knowledge.cards.questions != cards_digest(folder, knowledge):
        what = "was fitted on other questions or wordings of cards; run rolewise train"
        yield Problem("reader/cards.bin", 0, what)


def _of_ads(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """Yield the faults of the labelled ads of a folder."""
    paths = sorted((folder / ads.FOLDER).rglob("*.yaml"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            named = {role for one in ads.read_ads(path) for role in (one.role, *one.also) if role}
        except Unreadable as error:
            yield Problem(name, 0, str(error))
            continue
        for role in sorted(named - knowledge.roles.keys()):
            yield Problem(name, 0, f"there is no role {role!r}")
    if knowledge.ads and paths and knowledge.ads.ads != ads.digest(folder):
        what = "was fitted on other labelled ads; run rolewise train"
        yield Problem("reader/ads.bin", 0, what)


def _faults(path: str, turn: Turn, knowledge: Knowledge) -> Iterator[Problem]:
    known = {
        "role": {*knowledge.roles, *knowledge.neighbours},
        "section": {*knowledge.headings, SECTION_OVERVIEW},
        "ask": {*knowledge.asks, ""},
        "topic": {*knowledge.topics, ""},
        "card": {
            f"{topic}/{card.id}" for topic, one in knowledge.advice.items() for card in one.cards
        },
    }
    for label in turn.labels:
        named = {
            "role": label.roles,
            "section": label.sections,
            "ask": (label.ask,),
            "topic": (label.topic,),
            "card": label.cards,
        }
        for what, names in named.items():
            for name in names:
                if name not in known[what]:
                    fault = f"{turn.says!r}: there is no {what} {name!r}"
                    yield Problem(path, turn.line, fault, nearest(name, known[what]))
        for fault in _slots(label):
            yield Problem(path, turn.line, f"{turn.says!r}: {fault}")


def _slots(label: Label) -> Iterator[str]:
    if len(label.roles) < NEEDED.get(label.kind, 0):
        yield f"`{label.kind}` needs at least {NEEDED[label.kind]} in `roles`"
    if label.kind == "explain" and len(label.roles) > 1:
        yield "`explain` takes one role; for several use `compare`"
    if (label.kind == "general") != bool(label.topic):
        yield "`general` needs a `topic`, and no other kind may have one"
    if not PLACE.fullmatch(label.place):
        yield f"`place: {label.place}` is neither a country code in capitals (GB), EU nor remote"


def _alike(writer: str, texts: list[str]) -> Iterator[Problem]:
    long = [text.casefold() for text in texts if len(text.split()) >= LEAST_WORDS]
    words = [frozenset(text.split()) for text in long]
    for at, text in enumerate(long):
        for other in range(at + 1, len(long)):
            shared = len(words[at] & words[other]) / min(len(words[at]), len(words[other]))
            if shared > SHARED and fuzz.token_set_ratio(text, long[other]) > ALIKE:
                what = f"{text!r} and {long[other]!r}, both by {writer}, are too alike"
                yield Problem(FOLDER, 0, what)
