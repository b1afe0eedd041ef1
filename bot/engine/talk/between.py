"""Does a reply to one of our messages ask anything, or do people talk among themselves?"""

from bot.engine.knowledge import Knowledge
from bot.engine.language.mention import Mentions
from bot.engine.reading import Cue
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
    openers = knowledge.phrases.get("english", {}).get("openers", ())
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


def _thanks(knowledge: Knowledge) -> set[str]:
    """Return the words with which people thank, and whom they may name by it."""
    said = knowledge.phrases.get("cues", {}).get("thanks", ())
    return {word for phrase in said for word in phrase.split()} | {"bot"}
