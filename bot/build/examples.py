"""Labelled questions and talks -> training examples: a text in its situation, with its targets."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.engine.answers import compose
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mark, Mentions
from bot.engine.language.mentions import find
from bot.engine.language.slots import NONE, NOTHING, Offer
from bot.engine.reading import Cue, Reading
from bot.engine.talk import follow
from bot.engine.talk.context import EMPTY, Context
from bot.files.questions import FOLDER, Dialogue, Label, Turn, read_questions

HELD_OUT = 10
"""One text in this many is never trained on."""
LISTING = frozenset({"find", "recommend"})
"""Kinds whose answers list roles that the question does not name."""
UNTOLD = frozenset({"find", "transition"})
"""Kinds whose label may omit the section: roles found by an item, and a transition as a whole."""
WITH_SECTIONS = frozenset({"explain", "compare", "find", "clarify", "transition"})
APART = frozenset({"unknown", "help", "roles"})
"""Kinds that are never follow-ups, however short."""
NAMING = frozenset({"explain", "compare", "check", "transition"})
"""Kinds whose roles are in the text or the talk, by name or by a description of the work."""
BRIEF, LONG = 3, 14
"""Up to `BRIEF` words a text is not a full question; above `LONG` it is, even without a role."""
CARRIED = 0.5
"""Share of the full questions that the model also sees in the middle of a talk."""


@dataclass(slots=True)
class Example:
    """A text as the model sees it, with the targets of the heads."""

    turn: Turn
    found: Mentions
    situation: tuple[str, ...] = ()
    offer: Offer = NOTHING
    targets: dict[str, str] = field(default_factory=dict)
    """Head -> class, for single-class heads; a head that is missing learns nothing from it."""
    sections: tuple[str, ...] | None = None

    @property
    def label(self) -> Label:
        """The expected reading."""
        return self.turn.labels[0]


def folded(text: str) -> str:
    """Return the normalized form of a text: equal for texts that count as the same."""
    return " ".join(text.casefold().split())


def held_out(text: str) -> bool:
    """Tell whether a text belongs to the held-out tenth, by its digest."""
    return hashlib.sha256(folded(text).encode()).digest()[0] % HELD_OUT == 0


def questions(folder: Path, without: Iterable[Path] = ()) -> list[Dialogue]:
    """Return all labelled questions and talks of a folder, except texts that are in `without`.

    Raises:
        Unreadable: if an entry is wrong; the message names the first.
    """
    shown = {
        folded(turn.says) for path in without for one in read_questions(path) for turn in one.turns
    }
    paths = sorted((folder / FOLDER).rglob("*.yaml"))
    every = (one for path in paths for one in read_questions(path))
    return [one for one in every if not any(_shown(turn, shown) for turn in one.turns)]


def _shown(turn: Turn, shown: set[str]) -> bool:
    """Tell whether a text of more than a few words is in `shown`."""
    return len(turn.says.split()) > BRIEF and folded(turn.says) in shown


def examples(
    dialogues: Iterable[Dialogue], lexicon: Lexicon, knowledge: Knowledge
) -> Iterator[Example]:
    """Yield the turns that the bot receives, each in the situation of its talk."""
    for dialogue in dialogues:
        contexts: dict[str, Context] = {}
        for number, turn in enumerate(dialogue.turns, 1):
            if turn.silent or not turn.labels or turn.to == "none" or turn.edits or turn.quotes:
                continue
            label = turn.labels[0]
            found = find(turn.says.replace("@CareerBot", " "), lexicon, knowledge)
            context = contexts.get(f"#{turn.to[6:]}") if turn.to.startswith("reply:") else None
            context = context or contexts.get(turn.user) or contexts.get("") or EMPTY
            yield _example(turn, found, context, knowledge)
            next_ = _next(label, found, context, knowledge)
            contexts |= {turn.user: next_, "": next_, f"#{number}": next_}


def in_talks(
    singles: Sequence[Example], turns: Sequence[Example], chance: random.Random
) -> Iterator[Example]:
    """Yield full questions again, in situations of talks from which they take nothing."""
    situations = [one.situation for one in turns if one.situation]
    for one in singles:
        full = bool(one.found.jobs) or len(one.found.words) > LONG or one.label.kind in APART
        if full and len(one.found.words) > BRIEF and situations and chance.random() < CARRIED:
            targets = {**one.targets, "link": "own" if one.label.roles else "none"}
            targets |= {"content": "own", "manner": "none"}
            yield replace(one, situation=chance.choice(situations), targets=targets)


def _next(label: Label, found: Mentions, context: Context, knowledge: Knowledge) -> Context:
    """Return the context after a turn that was read as labelled, and answered."""
    reading = _as_reading(label, found, context)
    after = follow.after(reading, context, None, knowledge)
    if reading.kind not in LISTING:
        return after
    answer = compose(reading, knowledge)
    return after.showing(answer.shown, answer.noted)


def _as_reading(label: Label, found: Mentions, context: Context) -> Reading:
    items = tuple(one.id for one in found.of("item") if one.mark is not Mark.WITHOUT)
    without = tuple(one.id for one in found.of("item") if one.mark is Mark.WITHOUT)
    last = context.last
    if last and label.kind == last.kind and (label.manner or not (items or without)):
        items, without = last.items, last.excluded
    return Reading(
        label.kind,
        label.roles,
        label.sections or (SECTION_OVERVIEW,),
        items if label.items or label.kind == "recommend" else (),
        excluded=without,
        asks=(label.ask,) if label.ask else (),
        topic=label.topic,
        level=label.level,
        place=label.place,
        cues=frozenset(found.cues) & {Cue.RESTART},
    )


def _example(turn: Turn, found: Mentions, context: Context, knowledge: Knowledge) -> Example:
    label = turn.labels[0]
    situation = follow.situation(context)
    given = follow.offer(found, context, knowledge) if situation else NOTHING
    one = Example(turn, found, situation, given, {"kind": label.kind})
    if situation:
        one.targets["manner"] = label.manner or "none"
        one.targets |= {"link": link} if (link := _link(label, found, given)) else {}
        content = _content(label, found, given)
        one.targets |= {"content": content} if content else {}
    # What comes from the talk must not teach the model what words mean.
    own = not label.manner and (not situation or one.targets.get("content") == "own")
    silent = label.items if label.kind == "find" else not label.sections
    if own and label.kind in WITH_SECTIONS and not (label.kind in UNTOLD and silent):
        one.sections = label.sections or (SECTION_OVERVIEW,)
    if not found.jobs and given.kind not in LISTING:
        one.targets["described"] = _described(label, given)
    if own:
        one.targets |= {"ask": label.ask} if label.ask else {}
        one.targets |= {"topic": label.topic} if label.topic else {}
    return one


def _described(label: Label, given: Offer) -> str:
    """Return the role that a question describes without a name and the talk lacks, or none."""
    new = {*label.roles} - {*given.roles} - {*given.part}
    return new.pop() if len(new) == 1 and label.kind in NAMING else NONE


def _content(label: Label, found: Mentions, given: Offer) -> str:
    """Return whether the subject comes from the text or the talk; "" if that is unclear."""
    if label.manner:
        return "kept"
    if label.kind in {"explain", "compare"}:
        if (label.sections or (SECTION_OVERVIEW,)) != given.sections:
            return "own"
        return "" if found.sections else "kept"
    if label.kind == "check":
        return "own" if found.of("item") else "kept"
    if label.kind == "general":
        return "kept" if label.topic == given.topic else "own"
    return ""


def _link(label: Label, found: Mentions, given: Offer) -> str:
    """Return where the roles of a turn come from, "" if that is unclear."""
    roles, named = set(label.roles), {one.id for one in found.jobs}
    if not roles:
        return "none"
    if roles <= named:
        return "own"
    if roles == set(given.part):
        return "part"
    if roles == set(given.roles):
        return "kept"
    if roles == set(given.recent):
        return "recent"
    if roles > set(given.roles) and roles - set(given.roles) <= named:
        return "added"
    if len(roles) == 1 and not named and given.kind not in LISTING:
        return "described"
    return "part" if roles < set(given.roles) else ""
