"""Figures supported by nothing better than blogs: the sentence itself must say whose they are.

A figure is a number in digits, or one in words that counts something: "one or two rounds", "two of
three", "a quarter of". Cards are held to it where all that they take a figure from is blogs; in
them the sentence before may name the teller too, and so may the one behind the first.

Law of this module: a teller is a phrase that attributes a statement ("one guide", "by one
account"), or a name in front of what is theirs; whether it is the right one, only a reader can
tell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from bot.engine.knowledge import GRADES, Knowledge
from bot.files import cards, figures
from bot.files.cards import Basis, Ground
from bot.files.schema import CardFile, PairCardFile
from bot.files.strict import Loc, Tree

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[-\u2013]\d\d)?\b")
"""Years and spans such as 2024-34, which do not count as figures."""
_DIGITS = re.compile(r"(?<![\w#])(?<![A-Za-z]-)\d[\d,.]*(?:k\b)?(?![A-Za-z\d])")
_MANY = "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNITS = (
    "applications|days|hours|interviews|minutes|months|offers|percent|points|problems|"
    "questions|references|rounds|tasks|times|tries|weeks|years"
)
_COUNTS = (
    rf"(?:(?:one|{_MANY})(?:-| to | or ))?{_MANY} (?:[a-z-]+ ){{0,2}}?(?:{_UNITS})",
    rf"(?:one|{_MANY}) (?:of|in|out of) {_MANY}",
    "(?:half|(?:a|one|two|three) (?:third|quarter|fifth)s?) (?:of|the)",
    "(?:a|several) dozens?",
)
_WORDS = re.compile(
    rf"(?<!last )(?<!next )(?<!past )\b(?:{'|'.join(_COUNTS)})\b",
    re.IGNORECASE,
)
"""Numbers in words that say how many: "one" alone, "the last two years" and advice on how many
projects to show are not meant."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z0-9\u201c\"$])")
"""Where a sentence of a card ends; a colon hands its teller on."""
_BULLETS = ("\u2022", "-", *"123456789")
_QUOTED = re.compile('\u201c[^\u201d]*\u201d|"[^"]*"')
"""What somebody else is quoted with: a rumor, or a question that is asked."""
_VOICES = (
    "accounts?|advisers?|articles?|assessment|authors?|blog(?:ger)?s?|books?|claims?|"
    "(?<!of )courses?|curricul(?:um|a)|estimates?|forums?|founder|guides?|lists?|notes|opinion|"
    r"podcast|practitioners?|press|report\w*|roadmaps?|said|saying|says|(?<!, )say|sellers?|"
    "sites?|stor(?:y|ies)|surveys?|tells?|threads?|told|vendors?|writes?|zoomcamp|"
    r"80,000 Hours|our (?:judg\w+|reading|count)"
)
_PEOPLE = (
    "candidate|coach|developer|engineer|freelancer|interviewer|manager|PhD|recruiter|"
    "researcher|teacher|trainer"
)
_TELLER = re.compile(
    rf"\b(?:{_VOICES})\b"
    rf"|\b(?:another|both|one|some|two|three) (?:[\w-]+ ){{0,3}}?(?:{_PEOPLE})s?\b"
    r"|(?-i:(?<=[a-z,;] )[A-Z]\w+'s)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a card, and what stands near enough to name its teller."""

    text: str
    near: str


def anonymous(text: str) -> bool:
    """Tell whether a sentence has a figure but no teller."""
    return bool(_figures(text)) and not _TELLER.search(text)


def blogs(knowledge: Knowledge) -> Set[str]:
    """Return the sources of the lowest grade."""
    return {name for name, one in knowledge.sources.items() if one.grade == GRADES[-1]}


def report(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Report each sentence with an anonymous figure that rests on blogs alone."""
    low = blogs(knowledge)
    for path, tree in trees.items():
        if path.endswith("/facts.yaml") or path.startswith(("topics/", "neighbours.")):
            for loc in _resting_on(tree.value, (), low):
                what = "its figure rests on blogs alone: say whose it is, as in 'one guide'"
                tree.report((*loc, "text"), what)


def borrowed(page: str, card: CardFile, basis: Basis, low: Set[str]) -> Iterator[str]:
    """Yield the sentences of a card with an anonymous figure that only blogs stand behind."""
    found = (basis.find(page, address) for address in card.rests_on)
    grounds = [one for one in found if one]
    choose = card.choose.values() if isinstance(card, PairCardFile) else ()
    for text in (card.say, *card.more, *choose):
        for sentence in _sentences(text):
            if _TELLER.search(sentence.near) or not anonymous(sentence.text):
                continue
            if any(_of_blogs(one, grounds, low) for one in _figures(sentence.text)):
                yield sentence.text


def _figures(text: str) -> list[str]:
    """Return the figures of a text as they are written."""
    plain = _QUOTED.sub("", _YEAR.sub("", text))
    return [found.group() for pattern in (_DIGITS, _WORDS) for found in pattern.finditer(plain)]


def _sentences(text: str) -> list[_Sentence]:
    """Return the sentences of a text of a card, without figures on pay and quotations.

    A line of a list stands near to what heads the list, not to the line before.
    """
    sentences: list[_Sentence] = []
    head = ""
    for line in _QUOTED.sub("", figures.PLACE.sub("", text)).split("\n"):
        listed = line.lstrip().startswith(_BULLETS)
        before = head if listed else ""
        for sentence in filter(None, _SENTENCE.split(line.strip())):
            sentences.append(_Sentence(sentence, before))
            before = sentence
        head = head if listed or not line.strip() else before
    if sentences[1:]:
        sentences[0] = _Sentence(sentences[0].text, sentences[1].text)
    return sentences


def _of_blogs(figure: str, grounds: Iterable[Ground], low: Set[str]) -> bool:
    """Tell whether all that a card takes a figure from rests on blogs alone."""
    holding = [one for one in grounds if _holds(one.text, figure)]
    return bool(holding) and all(one.sources and {*one.sources} <= low for one in holding)


def _holds(text: str, figure: str) -> bool:
    """Tell whether a text has a figure, in digits or in the same words."""
    if wanted := cards.numbers(figure):
        return any(cards.same(wanted[0], one) for one in cards.numbers(text))
    return figure.casefold() in text.casefold()


def _resting_on(value: object, loc: Loc, low: Set[str]) -> Iterator[Loc]:
    """Yield the places of anonymous figures whose sources are all blogs."""
    if isinstance(value, dict):
        text, sources = value.get("text"), value.get("sources")
        if isinstance(text, str) and sources and {*sources} <= low and anonymous(text):
            yield loc
        for name, child in value.items():
            yield from _resting_on(child, (*loc, name), low)
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _resting_on(child, (*loc, at), low)
