"""Whether a text asks, and in which of its sentences."""

from collections.abc import Sequence
from itertools import pairwise

from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.language.mention import Mention, Mentions

MODALS, ASKERS = frozenset({"should", "can", "could", "would"}), frozenset({"i", "we"})
"""A verb before its subject asks even inside a clause: "what thing should I volunteer for"."""
TELLER = frozenset({"i", "im", "ive", "my"})
"""Words of somebody who talks about themselves."""
OPENING = frozenset({"and", "but"})
"""Words with which a clause that tells may begin."""
ARTICLES = frozenset({"a", "an", "the", "this", "that", "actually", "exactly", "even"})


def sentences(words: Sequence[text.Word], knowledge: Knowledge) -> frozenset[int]:
    """Return the numbers of the sentences that ask; all of them if none seems to."""
    openers = knowledge.english("openers")
    first = {word.sentence: word.text for word in reversed(words)}
    asking = {word.sentence for word in words if word.asks}
    return frozenset(asking or {at for at, one in first.items() if one in openers} or first)


def questions(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether a text asks: by a question mark, its first word or an inverted verb."""
    openers = knowledge.english("openers")
    first = {word.sentence: word.text for word in reversed(words)}
    asks = any(word.asks for word in words) or any(one in openers for one in first.values())
    return asks or _inverted(words, knowledge) or _reported(words, knowledge)


def tells(one: Mention, found: Mentions) -> bool:
    """Tell whether a thing is told of, not asked about: "I built RAG apps, which job fits?"."""
    here = found.words[one.start]
    if here.sentence not in found.asking:
        return True
    first, *others = (word.text for word in found.words if word.clause == here.clause)
    return first in TELLER or (first in OPENING and not TELLER.isdisjoint(others))


def meaning(found: Mentions, knowledge: Knowledge) -> str:
    """Return the item whose meaning a text asks about: "what is SQL actually?"; "" for none."""
    asks = knowledge.english("meaning")
    for one in found.of("item"):
        before = [word.text for word in found.words[max(one.start - 4, 0) : one.start]]
        said = f" {' '.join(word for word in before if word not in ARTICLES)}"
        if any(said.endswith(f" {phrase}") for phrase in asks) and knowledge.items[one.id].what:
            return one.id
    return _pointed_at(found, knowledge)


def _pointed_at(found: Mentions, knowledge: Knowledge) -> str:
    """Return the only item named before "what is it?": "Power BI, never heard. What is that?"."""
    items = {one.id for one in found.of("item")}
    (item,) = items if len(items) == 1 else ("",)
    said = f" {' '.join(word.text for word in found.words)} "
    pointing = knowledge.english("pointing")
    asks = item and any(f" {phrase} " in said for phrase in pointing)
    return item if asks and knowledge.items[item].what else ""


def _reported(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether a text reports a question: "I asked why AWS"."""
    verbs, begins = knowledge.english("reports"), knowledge.english("reported")
    return any(one.text in verbs and next_.text in begins for one, next_ in pairwise(words))


def _inverted(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether a clause begins like a question: "I'm a nurse, would I need maths"."""
    verbs, subjects = knowledge.english("verbs"), knowledge.english("subjects")
    return any(
        one.text in verbs
        and next_.text in subjects
        and one.clause == next_.clause
        and (one.clause != before.clause or (one.text in MODALS and next_.text in ASKERS))
        for before, one, next_ in zip(words, words[1:], words[2:], strict=False)
    )
