"""Everyday words that decide how the names beside them are meant."""

ARTICLES = frozenset({"a", "an"})
"""Words before one of a kind."""
BEING = frozenset({"is", "am", "be", "as", "was", "become", "being", "been", "becoming", "s"})
"""Words that tell what somebody or something is."""
JOINTS = frozenset({"and", "or", "vs", "versus"})
"""Words that join names."""
JOINED = JOINTS | {"nor", "a", "an", "the", "any"}
"""Words between items of which what is said of one is said of the other."""
WHICH = frozenset({"what", "which"})
"""Words before an item by which one of several is asked for."""
WHOSE = WHICH | {"those", "these", "all"}
"""Words by which a field stands for all its jobs."""
BEST = frozenset({"best", "right", "good", "better"})
"""Words by which one of several degrees is asked for."""
JOB_WORDS = frozenset({"role", "job", "career", "position", "title", "profession"})
"""Words for what the knowledge is about, in the singular."""
NEEDS = frozenset({"need", "needs", "know", "learn", "use", "require", "requires", "do", "uses"})
"""Words before a field that make it something to have, not somebody to be."""
INVERTED = frozenset({"would", "do", "did", "should", "will", "can", "could", "must", "may"})
"""Words before "I" that make a question of what it would tell: "would I write C++"."""
TURNED = INVERTED | {"is", "are", "does", "was", "were", "has", "have"}
"""Verbs that open a question."""
STRAIGHT = frozenset({"back", "over", "straight", "directly", "now", "then"})
"""Words before a "to" between two roles of a way."""
PLAIN = frozenset({"to", "will", "would", "a", "an"})
"""Words before the name of an item that make it the everyday word: "to react", "a ray"."""
OF_ITEMS = frozenset({"know", "knowing", "learn", "learning", "use", "using"})
OF_SHORT = OF_ITEMS | {"is", "in", "of", "with"}
"""Words before a word for an item and an everyday word that make it the item."""
HAVING = frozenset({"can", "code", "enjoy", "have", "know", "learned", "learnt", "like", "love"})
HAVING |= {"speak", "studied", "understand", "use", "write"}
"""Verbs of which whoever said what he is tells what he has: "I'm a nurse and know Python"."""
GOES_ON = frozenset({"and", "but", "also", "who", "plus"})
"""Words before such a verb."""
MOVERS = frozenset({"to", "into", "through", "with", "the", "you", "back", "from", "on", "in"})
MOVERS |= {"about", "ahead", "further", "straight", "directly"}
"""Words after "go" or "r" that make it the everyday word."""
REFUSING = frozenset({"no", "not", "nope"})
"""Words that at the end of a clause refuse what stands before them: "SQL yes, Python no"."""
