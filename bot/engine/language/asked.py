"""How a text asks: for less or all of something, whether it is enough, possible or useless."""

from collections.abc import Iterator

from bot.engine.language.mention import Mentions
from bot.engine.language.slots import Case

ENOUGH, ALONE = "enough", frozenset({"only", "just", "alone"})
"""Words that ask whether something is enough; `ALONE` only next to its name."""
BRIEF = 4
"""Maximum words of a text in which "more" asks for more of the answer."""
WHOLE = frozenset({"full", "details", "more"})
IN_FULL = "in full"


def says(case: Case, name: str) -> bool:
    """Tell whether a text says any of a list of English phrases."""
    said = f" {' '.join([word.text for word in case.found.words])} "
    return any(f" {one} " in said for one in case.knowledge.english(name))


def belittles(case: Case) -> bool:
    """Tell whether a text asks if something is useless, dead or dispensable: "without SQL"."""
    if says(case, "belittling"):
        return True
    kinds = {case.knowledge.items[one].kind for one in case.lacked}
    without = any(word.text == "without" for word in case.found.words)
    return without and bool(kinds - {"degree"})


def suffices(found: Mentions) -> bool:
    """Tell whether a text asks if something is enough: "is Python alone enough", "just SQL?"."""
    words = found.words
    if any(word.text == ENOUGH for word in words):
        return True
    beside = (at for one in found.of("item") for at in (one.start - 1, one.end))
    return any(words[at].text in ALONE for at in beside if 0 <= at < len(words))


def wants_all(found: Mentions) -> bool:
    """Tell whether the full answer is wanted; "which pays more" only compares."""
    if found.typed.rstrip(" .!").endswith(IN_FULL):  # as our own buttons ask
        return True
    return not found.questions and (len(found.words) <= BRIEF or found.words[-1].text in WHOLE)


def lessened(case: Case) -> Iterator[str]:
    """Yield the axes of which less is wanted: "a job with less math"."""
    found, less = case.found, case.knowledge.english("less")
    before = {one.id for one in found.of("item") if found.words[one.start - 1].text in less}
    for axis in case.knowledge.axes.values() if before else ():
        if before & {*axis.items} and axis.id not in found.avoids:
            yield axis.id
