"""Does a reply to one of our messages ask anything, or do people talk among themselves?"""

from bot.engine.knowledge import Knowledge
from bot.engine.language.mention import Mentions
from bot.engine.reading import MISSED, Cue
from bot.engine.talk.context import Context

POINTS = frozenset(
    {
        *(Cue.MORE, Cue.REST, Cue.WHY, Cue.SOURCE, Cue.SHORTER, Cue.SIMPLER, Cue.LACK, Cue.MAP),
        *(Cue.FIRST, Cue.SECOND, Cue.THIRD, Cue.LAST, Cue.MIDDLE, Cue.FIRST_TWO, Cue.BOTH),
        *(Cue.OTHER, Cue.SWAP, Cue.CHOOSE, Cue.SIMILAR, Cue.ONLY, Cue.MEANT, Cue.INSTEAD),
    }
)
"""Cues that ask for something of an answer with no more said: "more", "the second one"."""
TIES = frozenset({"and", "or", "so", "ok", "then", "hm", "but", "suppose"})
"""Words that may precede the one that asks."""
GOES_ON = frozenset({"and", "or", "now", "only", "same", "minus", "plus", "without", "suppose"})
"""First words of what asks on with no question: "minus the architect"."""
SPEAKING = frozenset(
    {
        *("i", "im", "ive", "we", "my", "our", "he", "she", "they", "you", "your", "nobody"),
        *("it", "its", "that", "thats", "this", "everyone", "everybody", "somebody", "people"),
        *("is", "are", "was", "were"),
    }
)
"""Words of statements about oneself, about others, or about how things are."""
LAUGHTER = frozenset({"lol", "lmao", "rofl", "haha", "hahaha", "hehe"})
EXCLAIMED = frozenset({("what", "a"), ("what", "an"), ("who", "cares"), ("how", "dare")})
ONESELF = frozenset({"i", "im", "ive"})
SHORT = 5
"""Words up to which a text that names something asks about it: "in Germany I mean"."""
SOCIAL = frozenset({Cue.THANKS, Cue.GREETING, Cue.BYE, Cue.BACK, Cue.COMPLAINT})
ORDERED = 3
"""Words at the beginning of a text among which an order stands: "just tell me"."""
FEW = 6
"""Words of the longest clause that only thanks, greets or scolds."""
EXCLAMATION = 2
"""Words of "how funny"; a question without its mark has more."""


def asks(typed: str, found: Mentions, context: Context, knowledge: Knowledge) -> bool:
    """Tell whether a reply to one of our messages is for us to answer."""
    words = [word.text for word in found.words]
    if not words:
        return False
    if context.asked or "?" in typed or found.terse:
        return True
    if Cue.THANKS in found.cues:
        return words[-1] in _thanks(knowledge)  # and not "thanks Ben"
    if LAUGHTER & {*words}:
        return False
    names = bool(found.every or found.sections or found.titles or found.cues.keys() & POINTS)
    if opens_question(found, knowledge) and (names or len(words) > EXCLAMATION):
        return True
    plain = SPEAKING.isdisjoint(words) or Cue.MEANT in found.cues
    if words[0] in GOES_ON and (names or (plain and len(words) > EXCLAMATION)):
        return True
    advised = context.last is not None and context.last.kind == "recommend"
    if advised and words[0] in ONESELF and found.of("item"):  # says more about themselves
        return True
    return names and len(words) <= SHORT and plain


def opens_question(found: Mentions, knowledge: Knowledge) -> bool:
    """Tell whether some clause begins as a question does."""
    openers = knowledge.english("openers")
    clauses: dict[int, list[str]] = {}
    for word in found.words:
        clause = clauses.setdefault(word.clause, [])
        if clause or word.text not in TIES:
            clause.append(word.text)
    return any(
        words[0] in openers and tuple(words[:2]) not in EXCLAIMED
        for words in clauses.values()
        if words
    )


def requests(found: Mentions, knowledge: Knowledge) -> bool:
    """Tell whether a text names or asks something, or tells us to do something."""
    orders = knowledge.english("orders")
    ordered = any(word.text in orders for word in found.words[:ORDERED])
    opens = found.questions or opens_question(found, knowledge)
    return ordered or opens or bool(found.every or found.sections)


def remark(found: Mentions) -> frozenset[Cue]:
    """Return what a text is that only says something of an answer: "that is honest, thanks".

    That is nothing for a text that asks, complains or names something.
    """
    names = found.jobs or found.sections or found.of("item", "place")
    asks = found.questions or MISSED in found.tones or Cue.COMPLAINT in found.cues
    thanks = frozenset({Cue.THANKS, Cue.BYE} & found.cues.keys())
    if names or asks or not (thanks or len(found.words) > FEW):
        return frozenset()
    return thanks or frozenset({Cue.REMARK})


def social(found: Mentions) -> bool:
    """Tell whether a clause greets, thanks, laughs or scolds, and asks nothing."""
    said = SOCIAL & found.cues.keys() or LAUGHTER & {one.text for one in found.words}
    names = found.every or found.sections
    return bool((said or MISSED in found.tones) and not names) and len(found.words) <= FEW


def _thanks(knowledge: Knowledge) -> set[str]:
    """Return the words with which people thank, and whom they may name by it."""
    said = knowledge.phrases.get("cues", {}).get("thanks", ())
    return {word for phrase in said for word in phrase.split()} | {"bot"}
