"""Figures supported by nothing better than blogs: the sentence itself must say whose they are.

Law of this module: a teller is a phrase that attributes a statement ("one guide", "by one
account"); only a person can judge whether it is the right one.
"""

import re
from collections.abc import Iterator, Mapping, Set

from bot.engine.knowledge import GRADES, Knowledge
from bot.files.strict import Loc, Tree

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[-\u2013]\d\d)?\b")
"""Years and spans such as 2024-34, which do not count as figures."""
_FIGURE = re.compile(r"(?<![\w#])(?<![A-Za-z]-)\d[\d,.]*(?:k\b)?(?![A-Za-z\d])")
_TELLER = re.compile(
    r"\b(?:accounts?|articles?|assessment|authors?|blog(?:ger)?s?|books?|claims?|course|"
    r"curriculum|estimates?|forums?|founder|guides?|lists?|notes|opinion|podcast|"
    r"practitioners?|press|report\w*|roadmaps?|said|says?|sellers?|sites?|stor(?:y|ies)|"
    r"surveys?|tells?|told|vendors?|writes?)\b",
    re.IGNORECASE,
)


def anonymous(text: str) -> bool:
    """Tell whether a sentence has a figure but no teller."""
    return bool(_FIGURE.search(_YEAR.sub("", text))) and not _TELLER.search(text)


def report(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Report each sentence with an anonymous figure that rests on blogs alone."""
    blogs = {name for name, one in knowledge.sources.items() if one.grade == GRADES[-1]}
    for path, tree in trees.items():
        if path.endswith("/facts.yaml") or path.startswith(("topics/", "neighbours.")):
            for loc in _resting_on(tree.value, (), blogs):
                what = "its figure rests on blogs alone: say whose it is, as in 'one guide'"
                tree.report((*loc, "text"), what)


def _resting_on(value: object, loc: Loc, blogs: Set[str]) -> Iterator[Loc]:
    """Yield the places of anonymous figures whose sources are all blogs."""
    if isinstance(value, dict):
        text, sources = value.get("text"), value.get("sources")
        if isinstance(text, str) and sources and {*sources} <= blogs and anonymous(text):
            yield loc
        for name, child in value.items():
            yield from _resting_on(child, (*loc, name), blogs)
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _resting_on(child, (*loc, at), blogs)
