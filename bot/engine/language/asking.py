"""Whether a text asks, and in which of its sentences."""

from collections.abc import Sequence

from bot.engine.knowledge import Knowledge
from bot.engine.language import text


def sentences(words: Sequence[text.Word], knowledge: Knowledge) -> frozenset[int]:
    """Return the numbers of the sentences that ask; of all, where none seems to."""
    openers = knowledge.phrases.get("english", {}).get("openers", ())
    first = {word.sentence: word.text for word in reversed(words)}
    asking = {word.sentence for word in words if word.asks}
    return frozenset(asking or {at for at, one in first.items() if one in openers} or first)


def questions(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether a text asks: by its mark, its first word or a verb that is turned."""
    openers = knowledge.phrases.get("english", {}).get("openers", ())
    first = {word.sentence: word.text for word in reversed(words)}
    asks = any(word.asks for word in words) or any(one in openers for one in first.values())
    return asks or _inverted(words, knowledge)


def _inverted(words: Sequence[text.Word], knowledge: Knowledge) -> bool:
    """Tell whether a clause begins as a question does: "I'm a nurse, would I need maths"."""
    english = knowledge.phrases.get("english", {})
    verbs, subjects = english.get("verbs", ()), english.get("subjects", ())
    return any(
        one.text in verbs
        and next_.text in subjects
        and one.clause == next_.clause != before.clause
        for before, one, next_ in zip(words, words[1:], words[2:], strict=False)
    )
