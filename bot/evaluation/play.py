"""Asks labelled questions and dialogues, and judges each reading.

A reading is right if it fits the label or one of the accepted ones: the kind is equal; roles as
a set (in order for a transition); sections as a set for explain and compare, an empty list
being the overview; the label's items are among the reading's; the topic of a general question;
level, place and manner where the label has them. Nothing else is scored for recommend, roles,
help, smalltalk, clarify and unknown.
"""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.engine import commands
from bot.engine.advisor import Advisor
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.language import text
from bot.engine.language.lexicon import Lexicon
from bot.engine.reading import Question, Reading
from bot.engine.talk.context import EMPTY, Context
from bot.evaluation.score import Outcome, Score
from bot.files.questions import Dialogue, Label

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_GAP = re.compile(r"(\d+)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MENTION = re.compile(r"@CareerBot\b", re.IGNORECASE)
_WITH_ROLES = frozenset({"explain", "compare", "check", "transition"})
_PLACED = _WITH_ROLES | {"find"}
"""Kinds whose level and place are scored, if the label has them."""
_MANNERS = frozenset({"why", "source", "simpler", "shorter"})
"""Manners that are scored."""


def evaluate(
    dialogues: Iterable[Dialogue], advisor: Advisor, *, known: bool = False, rounds: int = 1
) -> Score:
    """Return the score; with `known`, only of dialogues on roles that the knowledge has.

    With more than one round, each turn gets its best time: what the engine needs, without delays
    from other work on the machine.
    """
    score = Score()
    asked = []
    for dialogue in dialogues:
        strange = _strangers(dialogue, advisor)
        if known and strange:
            score.skipped += 1
            continue
        score.strangers |= strange
        asked.append(dialogue)
    # Each round covers all of them, so that a slow moment spoils no turn in every round.
    played = [[o for one in asked for o in _play(one, advisor)] for _ in range(max(rounds, 1))]
    score.outcomes += map(_quickest, zip(*played, strict=True))
    return score


def _quickest(same: Sequence[Outcome]) -> Outcome:
    """Return a turn's outcome with the best of its times."""
    taken = [one.seconds for one in same if one.seconds is not None]
    return replace(same[0], seconds=min(taken, default=None))


def fits(reading: Reading, label: Label, lexicon: Lexicon) -> bool:
    """Tell whether a reading fits the label."""
    return (
        reading.kind == label.kind
        and _same_roles(reading, label)
        and _same_matter(reading, label, lexicon)
        and (label.manner not in _MANNERS or reading.manner == label.manner)
        and (reading.kind not in _PLACED or label.level in {"", reading.level})
        and (reading.kind not in _PLACED or label.place in {"", reading.place})
    )


def _same_roles(reading: Reading, label: Label) -> bool:
    if reading.kind not in _WITH_ROLES and not (reading.kind == "find" and label.roles):
        return True
    if reading.kind == "transition":
        return reading.roles == label.roles
    return set(reading.roles) == set(label.roles)


def _same_matter(reading: Reading, label: Label, lexicon: Lexicon) -> bool:
    """Tell whether sections, items or topic match the label."""
    if reading.kind == "general":
        return reading.topic == label.topic
    if reading.kind in {"check", "find"} and label.items:
        return {_item(item, lexicon) for item in label.items} <= set(reading.items)
    if reading.kind in {"explain", "compare", "find"}:
        return _sections(reading.sections) == _sections(label.sections)
    return True


def _play(dialogue: Dialogue, advisor: Advisor) -> Iterator[Outcome]:
    people = [*dict.fromkeys(turn.user for turn in dialogue.turns)]
    contexts: dict[str, tuple[Context, int]] = {}
    """Key -> the context, and whose talk it is."""
    now = _BEGIN
    for number, turn in enumerate(dialogue.turns, 1):
        now += _gap(turn.gap)
        if turn.to == "none":
            yield Outcome(dialogue.id, turn, None, turn.silent)
            continue
        quoted = dialogue.turns[turn.quotes - 1].says if turn.quotes else None
        asked = _MENTION.sub(" ", commands.question(turn.says)).strip()
        own, last = f"{turn.thread}:{turn.user}", f"{turn.thread}:"
        replies, user = turn.to.startswith("reply:"), people.index(turn.user) + 1
        context = contexts.get(f"#{turn.to[6:]}") if replies else None
        if turn.edits:
            context = contexts.get(f"before#{turn.edits}")
        kept = context or contexts.get(own) or contexts.get(last) or (EMPTY, user)
        before = _as_seen(*kept, user, replies=replies and context is not None)
        begun = time.thread_time()
        as_before = dialogue.chat == "group" or bool(turn.edits)
        answer, after = advisor.ask(Question(asked, now, quoted, as_before), before)
        taken = time.thread_time() - begun
        now_kept = (after.asked_by(user), user)
        contexts |= dict.fromkeys((own, last, f"#{number}"), now_kept)
        contexts[f"before#{number}"] = (before, user)
        right = any(fits(answer.reading, label, advisor.lexicon) for label in turn.labels)
        yield Outcome(dialogue.id, turn, answer.reading, right, taken)


def _as_seen(context: Context, owner: int, user: int, *, replies: bool) -> Context:
    """Return a context as this user continues it: of another's, only its subject."""
    return context if owner == user else context.for_another(user, replies=replies)


def _strangers(dialogue: Dialogue, advisor: Advisor) -> set[str]:
    """Return roles and sections of the expected readings that the knowledge lacks."""
    knowledge = advisor.knowledge
    known = {*knowledge.roles, *knowledge.neighbours, *knowledge.headings, SECTION_OVERVIEW}
    return {
        name
        for turn in dialogue.turns
        for label in turn.labels[:1]
        for name in (*label.roles, *label.sections)
        if name not in known
    }


def _sections(sections: Sequence[str]) -> set[str]:
    return set(sections) or {"overview"}


def _item(name: str, lexicon: Lexicon) -> str:
    """Return the id of a label's item: "AWS", "Amazon Web Services" and "aws" are one."""
    for meaning in lexicon.lookup(name.replace("-", " ")) or lexicon.lookup(name):
        if meaning.family == "item":
            return meaning.value
    return "-".join(text.key(name))


def _gap(gap: str) -> timedelta:
    match = _GAP.match(gap)
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta(minutes=1)
