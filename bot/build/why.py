"""Why a question is read as it is: `rolewise why`."""

from collections.abc import Iterator, Sequence

from bot.engine.advisor import Advisor
from bot.engine.language import intent
from bot.engine.language.intent import Intent
from bot.engine.language.mention import Mentions
from bot.engine.reading import Question, Reading
from bot.engine.talk import follow
from bot.engine.talk.context import EMPTY, Context
from bot.engine.weights import Weights

SHOWN = 8
"""Features shown per class; half as many classes are shown per head."""
DECIDED = ("kind", "sections", "ask", "topic")
LINKS = ("link", "content", "manner")


def lines(asked: Sequence[str], advisor: Advisor) -> Iterator[str]:
    """Yield lines on how the last turn is read, in the talk of those before it."""
    *before, last = asked
    context = EMPTY
    for turn in before:
        _, context = advisor.ask(Question(turn), context)
    found, meant = advisor.understand(last, context)
    reading, _ = advisor.read(Question(last), context)
    yield f"{last!r}"
    yield from _mentions(found)
    yield from _talk(found, context, advisor)
    for head in (*DECIDED, *(LINKS if context.turns or context.asked else ())):
        yield from _head(head, meant, found, context, advisor)
    yield from _reading(reading)


def _mentions(found: Mentions) -> Iterator[str]:
    yield "names"
    for one in found.every:
        words = " ".join(word.text for word in found.words[one.start : one.end])
        mark = f", {one.mark}" if one.mark else ""
        how = f", as a {one.how}" if one.job and one.how != "name" else ""
        yield f"  {words!r}: {one.family} {one.id}{how}{mark}"
    if found.cues:
        yield f"  cues: {', '.join(found.cues)}"
    if found.unused:
        yield f"  not known: {', '.join(found.unused)}"


def _talk(found: Mentions, context: Context, advisor: Advisor) -> Iterator[str]:
    situation = follow.situation(context)
    if not situation:
        return
    offer = follow.offer(found, context, advisor.knowledge)
    yield f"the talk: {', '.join(situation)}"
    told = (*offer.roles, *offer.sections, *offer.items, *filter(None, (offer.topic,)))
    yield f"  it offers {', '.join(told) or 'nothing'}"
    if offer.part:
        yield f"  pointed at: {', '.join(offer.part)}"


def _head(
    head: str, meant: Intent, found: Mentions, context: Context, advisor: Advisor
) -> Iterator[str]:
    likely = meant.likely(head)
    ranked = sorted(likely, key=likely.__getitem__, reverse=True)
    yield f"{head}: " + ", ".join(f"{name} {likely[name]:.2f}" for name in ranked[: SHOWN // 2])
    situation = follow.situation(context) if head in intent.IN_TALK else ()
    every = intent.features(found, advisor.knowledge, situation)
    for name in ranked[:2]:
        weights = advisor.model.weights
        weighed = {one: _weight(one, head, name, weights) for one in every}
        best = sorted(weighed, key=weighed.__getitem__, reverse=True)[:SHOWN]
        told = ", ".join(f"{one} {weighed[one]:+.1f}" for one in best if weighed[one] > 0)
        yield f"  for {name}: {told or 'nothing'}"


def _weight(feature: str, head: str, name: str, weights: Weights) -> float:
    """Return how much a feature supports a class of a head, 0 if the feature is unknown."""
    lanes = [(one, class_) for one, classes in weights.heads.items() for class_ in classes]
    if feature not in weights.vocabulary:
        return 0.0
    lane = lanes.index((head, name))
    place = weights.vocabulary.index(feature)
    first, end = 2 * sum(weights.sizes[:place]), 2 * sum(weights.sizes[: place + 1])
    row = dict(zip(weights.rows[first:end:2], weights.rows[first + 1 : end : 2], strict=True))
    return (row.get(lane, intent.ZERO) - intent.ZERO) * weights.scales[lane]


def _reading(reading: Reading) -> Iterator[str]:
    parts = [reading.kind, *reading.roles, *reading.sections, *reading.items]
    parts += [*reading.asks, reading.topic, reading.level, reading.place, reading.manner]
    yield f"read as: {' | '.join(filter(None, parts))} ({reading.confidence})"
    for other in reading.instead:
        yield f"  or: {' | '.join((other.kind, *other.roles, *other.sections, *other.items))}"
