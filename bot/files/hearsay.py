"""Figures that nothing better than blogs supports: the sentence itself must say whose they are.

A figure is a number in digits, or one in words that counts something: "one or two rounds", "two of
three", "a quarter of". In a card, the sentence before may name the teller too.

Law of this module: a teller is a word for somebody who says something ("one guide", "by one
account"), or a name in front of what is theirs; whether it is the right one, only a reader can tell.
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
"""Years and spans such as 2024-34, which are no figures."""
_FIGURE = re.compile(r"(?<![\w#])(?<![A-Za-z]-)\d[\d,.]*(?:k\b)?(?![A-Za-z\d])")
_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_RANGE = rf"(?:(?:one|{_MANY})(?:-| to | or ){_MANY}|{_MANY})"
_UNIT = (
    r"(?:applications|days|hours|interviews|minutes|months|offers|percent|points|problems|"
    r"questions|references|rounds|tasks|times|tries|weeks|years)"
)
_COUNT = re.compile(
    rf"(?<!last )(?<!next )(?<!past )\b(?:{_RANGE} (?:[a-z-]+ ){{0,2}}?{_UNIT}|(?:one|{_MANY}) (?:of|in|out of) {_MANY}|"
    rf"(?:half|(?:a|one|two|three) (?:thirds?|quarters?|fifths?)) (?:of|the)|(?:a|several) dozens?)\b",
    re.IGNORECASE,
)
"""Numbers in words that say how many or how much: "one" alone and bare numbers are not meant."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z0-9\u201c\"$])")
"""Where a sentence ends; a colon hands its teller on."""
_BULLETS = ("\u2022", "-", *"123456789")
_QUOTED = re.compile("\u201c[^\u201d]*\u201d|\"[^\"]*\"")
"""What somebody else is quoted with: a rumor, or a question that is asked."""
_TELLER = re.compile(
    r"\b(?:accounts?|advisers?|articles?|assessment|authors?|blog(?:ger)?s?|books?|claims?|(?<!of )courses?|"
    r"curricul\w+|estimates?|forums?|founder|guides?|lists?|notes|opinion|podcast|"
    r"practitioners?|press|report\w*|roadmaps?|said|saying|says|(?<!, )say|sellers?|sites?|stor(?:y|ies)|"
    r"surveys?|tells?|threads?|told|vendors?|writes?|zoomcamp|80,000 Hours|our (?:judg\w+|reading|count))\b"
    r"|\b(?:another|both|one|some|two|three) (?:[\w-]+ ){0,3}?(?:candidate|coach|developer|"
    r"engineer|freelancer|interviewer|manager|PhD|recruiter|researcher|teacher|trainer)s?\b"
    r"|(?-i:(?<=[a-z,;] )[A-Z]\w+'s)\b",
    re.IGNORECASE,
)


def anonymous(text: str) -> bool:
    """Tell whether a sentence has a figure and no word for who says it."""
    return bool([*_figures(text)]) and not _TELLER.search(text)


def _figures(text: str) -> Iterator[str]:
    """Yield the figures of a text, as they are written."""
    plain = _QUOTED.sub("", _YEAR.sub("", text))
    yield from (found.group() for pattern in (_FIGURE, _COUNT) for found in pattern.finditer(plain))


def report(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Report each sentence with an anonymous figure that rests on blogs alone."""
    of_blogs = blogs(knowledge)
    for path, tree in trees.items():
        if path.endswith("/facts.yaml") or path.startswith(("topics/", "neighbours.")):
            for loc in _resting_on(tree.value, (), of_blogs):
                what = "its figure rests on blogs alone: say whose it is, as in 'one guide'"
                tree.report((*loc, "text"), what)


def blogs(knowledge: Knowledge) -> Set[str]:
    """Return the sources of the lowest grade."""
    return {name for name, one in knowledge.sources.items() if one.grade == GRADES[-1]}


def borrowed(page: str, card: CardFile, basis: Basis, of_blogs: Set[str]) -> Iterator[str]:
    """Yield the sentences of a card with an anonymous figure that only blogs stand behind."""
    found = (basis.find(page, address) for address in card.rests_on)
    grounds = [one for one in found if one]
    choose = card.choose.values() if isinstance(card, PairCardFile) else ()
    for text in (card.say, *card.more, *choose):
        sentences = _sentences(text)
        for at, sentence in enumerate(sentences):
            near = f"{sentence.before} {sentences[1].text if not at and sentences[1:] else ''}"
            if _TELLER.search(near) or not anonymous(sentence.text):
                continue
            if any(_only_blogs(one, grounds, of_blogs) for one in _figures(sentence.text)):
                yield sentence.text


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a card with the one before it, or with what heads its list."""

    text: str
    before: str


def _sentences(text: str) -> list[_Sentence]:
    """Return the sentences of a text of a card, without figures on pay and quotations."""
    sentences: list[_Sentence] = []
    before = ""
    plain = _QUOTED.sub("", figures.PLACE.sub("", text))
    for paragraph in plain.split("\n"):
        listed = paragraph.lstrip().startswith(_BULLETS)
        head = before if listed else ""
        for sentence in _SENTENCE.split(paragraph.strip()):
            sentences.append(_Sentence(sentence, head))
            head = sentence
        before = before if listed or not paragraph.strip() else head
    return [one for one in sentences if one.text]


def _only_blogs(figure: str, grounds: Iterable[Ground], of_blogs: Set[str]) -> bool:
    """Tell whether all that a card takes a figure from rests on blogs alone."""
    holding = [ground for ground in grounds if _holds(ground.text, figure)]
    return bool(holding) and all(
        ground.sources and {*ground.sources} <= of_blogs for ground in holding
    )


def _holds(text: str, figure: str) -> bool:
    """Tell whether a text has a figure, in digits or in the same words."""
    wanted = cards.numbers(figure)
    if wanted:
        return any(cards.same(wanted[0], one) for one in cards.numbers(text))
    return figure.casefold() in text.casefold()


def _resting_on(value: object, loc: Loc, of_blogs: Set[str]) -> Iterator[Loc]:
    """Yield where an anonymous figure stands whose sources are all blogs."""
    if isinstance(value, dict):
        text, sources = value.get("text"), value.get("sources")
        if isinstance(text, str) and sources and {*sources} <= of_blogs and anonymous(text):
            yield loc
        for name, child in value.items():
            yield from _resting_on(child, (*loc, name), of_blogs)
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _resting_on(child, (*loc, at), of_blogs)
