"""Written cards -> cards with their figures and sources; and the checks on cards.

An address says what a card rests on: `education-1` (a sentence by its id), `tools/airflow` (an
item of a section), `versus/data-scientist`, `profile/maths`, `profile/on_call`, `gist` (of a
topic), `pay`. A page other than the card's own is put in front, with a colon.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any

from bot.engine.knowledge import Knowledge
from bot.engine.page import Card, Item, Point, Role, Topic
from bot.files import figures
from bot.files.schema import CardFile, PairCardFile, TopicCardFile
from bot.files.strict import Loc

SAY = 420
"""Maximum characters of a card as shown."""
VERDICT = 170
"""Maximum characters of its first sentence."""
CLOSE = 0.02
"""How far, as a share, a rounded number may be from the one it rests on."""
ROUNDED = 20
"""Numbers from this one on may be rounded."""
YEARS = range(1900, 2101)
"""Numbers that are years, and never rounded."""
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”)]))\s+(?=[A-Z0-9“\"$£€{])")
_STEP = re.compile(r"^\s*\d\.(?= )", re.MULTILINE)
"""The number of a step at the beginning of a line: "1. "."""
_SPAN = re.compile("(\\d\\d)\\d\\d[-\u2013](\\d\\d)\\b")
"""Years such as 2024-34."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\w#])(?<![A-Za-z]-)[$£€]?(\d[\d,]*(?:\.\d+)?)\s?(k\b)?")


def lacking(asks: Sequence[str]) -> str:
    """Return the complaint about the asks for which a role has no card."""
    rule = "a role has a card for every ask (`known: false` where no answer is known), or none"
    return f"no card for {', '.join(asks)}: {rule}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What an address refers to: a text and its sources."""

    text: str
    sources: tuple[str, ...]


class Basis:
    """All that cards may rest on."""

    def __init__(
        self,
        pages: Mapping[str, Role],
        topics: Mapping[str, Topic],
        items: Mapping[str, Item],
        pay: Mapping[str, Mapping[str, str]],
        pay_source: str,
        dates: Mapping[str, str],
    ) -> None:
        """Take the pages and topics with their facts.

        `pay` holds the figures of each role, `dates` the date of each source.
        """
        self.pages, self.topics, self.items = pages, topics, items
        self.pay, self.pay_source, self.dates = pay, pay_source, dates

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Basis":
        """Return all that the cards of a knowledge may rest on."""
        return cls(
            knowledge.pages,
            knowledge.advice,
            knowledge.items,
            {role: figures.of_pay(bands) for role, bands in knowledge.pay.items()},
            knowledge.pay_source,
            {name: source.date for name, source in knowledge.sources.items()},
        )

    def find(self, page: str, address: str) -> Ground | None:
        """Return what an address on a page refers to, None if there is nothing."""
        other, colon, own = address.rpartition(":")
        page, address = other if colon else page, own
        if page in self.topics:
            topic = self.topics[page]
            if address == "gist":
                return Ground(topic.gist, _sources(topic.points))
            return _sentence(topic.points, address)
        role = self.pages.get(page)
        return self._of_role(role, address) if role else None

    def numbers(self, ground: Ground) -> list[float]:
        """Return the numbers that a card may take from it: its own and its sources' years."""
        spans = [float(century + end) for century, end in _SPAN.findall(ground.text)]
        dates = (self.dates.get(source, "") for source in ground.sources)
        years = [float(year) for date in dates for year in _YEAR.findall(date)]
        return [*numbers(ground.text), *spans, *years]

    def _of_role(self, role: Role, address: str) -> Ground | None:
        head, stroke, name = address.partition("/")
        if address == "pay":
            figures_ = self.pay.get(role.id)
            return Ground(figures_["pay.years"], (self.pay_source,)) if figures_ else None
        if not stroke:
            return _sentence((point for _, point in role.points()), address)
        if head == "versus":
            said = role.versus.get(name)
            return Ground(said.text, said.sources) if said else None
        if head == "profile":
            why = role.profile[name].why if name in role.profile else ""
            return Ground(why, ()) if why else None
        section = role.sections.get(head)
        every = (*section.points, *section.unneeded) if section else ()
        point = next((one for one in every if one.item == name), None)
        if point is None:
            return None
        told = " ".join((point.text, *(detail.text for detail in point.details)))
        return Ground(told, point.sources)


def every(path: str, value: Any) -> Iterator[tuple[str, Loc, CardFile]]:
    """Yield every card of a file, with its page and its place."""
    for page, loc, model in _places(path, value):
        yield page, loc, model.model_validate(reduce(getitem, loc, value))


def _places(path: str, value: Any) -> Iterator[tuple[str, Loc, type[CardFile]]]:
    """Yield the page, the place and the form of every card of a file."""
    if path.startswith("roles/") and path.endswith("cards.yaml"):
        page = path.split("/")[1]
        yield from ((page, (ask,), CardFile) for ask in value)
    elif path.startswith("topics/"):
        page = path.removeprefix("topics/").removesuffix(".yaml")
        size = len(value.get("cards", ()))
        yield from ((page, ("cards", at), TopicCardFile) for at in range(size))
    elif path == "neighbours.yaml":
        for page, job in value.items():
            for ask in job.get("cards", ()):
                yield page, (page, "cards", ask), CardFile
    elif path == "pairs.yaml":
        for pair, of_pair in value.items():
            yield from ((pair.split("+")[0], (pair, one), PairCardFile) for one in of_pair)


def build(page: str, file: CardFile, basis: Basis) -> Card:
    """Return a card of a page with its figures filled in and its sources collected."""
    verdict, *rest = said(file, page, basis)
    found = (basis.find(page, address) for address in file.rests_on)
    choose = file.choose if isinstance(file, PairCardFile) else {}
    of_topic = file if isinstance(file, TopicCardFile) else None
    return Card(
        verdict,
        tuple(rest),
        tuple(figures.fill(line, page, basis.pay) for line in file.more),
        tuple(dict.fromkeys(source for one in found if one for source in one.sources)),
        tuple(file.rests_on),
        file.known,
        tuple(file.asked),
        {role: figures.fill(text, page, basis.pay) for role, text in choose.items()},
        of_topic.next if of_topic else {},
        (of_topic.id if of_topic else "") or "",
    )


def said(file: CardFile, page: str, basis: Basis) -> list[str]:
    """Return the verdict of a card, then its paragraphs."""
    paragraphs = figures.fill(file.say, page, basis.pay).strip().split("\n")
    first, *others = _SENTENCE.split(paragraphs[0], maxsplit=1)
    return [part.strip() for part in (first, *others, *paragraphs[1:]) if part.strip()]


def faults(
    page: str,
    file: CardFile,
    basis: Basis,
    forbidden: Iterable[str],
    official: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    """Yield what is wrong with a card: addresses, figures, numbers, length, words.

    `official` holds the official figures in it, each with the points that name it.
    """
    found = {address: basis.find(page, address) for address in file.rests_on}
    yield from (f"there is no point {name!r} to rest on" for name, one in found.items() if not one)
    if file.known and not found:
        yield "a card that knows something rests on something"
    choose = file.choose.values() if isinstance(file, PairCardFile) else ()
    texts = [file.say, *file.more, *choose]
    yield from _figures(page, texts, found, basis)
    for name, points in official.items():
        if not any(text in one.text for text in points for one in found.values() if one):
            yield f"the figure {{{name}}} stands in nothing that it rests on"
    yield from _lengths(said(file, page, basis))
    known = [number for one in found.values() if one for number in basis.numbers(one)]
    plain = [_STEP.sub("", figures.PLACE.sub("", text)) for text in texts]
    for number in (number for text in plain for number in numbers(text)):
        if not any(same(number, one) for one in known):
            yield f"the number {number:g} stands in nothing that it rests on"
    for word in forbidden:
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for text in plain):
            yield f"{word!r} is no word for a card (forbidden.yaml)"


def _figures(page: str, texts: Iterable[str], found: Iterable[str], basis: Basis) -> Iterator[str]:
    """Yield complaints about pay figures that do not exist, or that the card does not rest on."""
    for name in (place for text in texts for place in figures.PLACE.findall(text)):
        owner = name.partition(":")[0] if ":" in name else page
        rests = {f"{owner}:pay"} | ({"pay"} if owner == page else set())
        if not figures.figure(name, page, basis.pay):
            yield f"there is no figure {{{name}}}"
        elif rests.isdisjoint(found):
            yield f"{{{name}}} is a figure on pay, and the card does not rest on it"


def _lengths(parts: Sequence[str]) -> Iterator[str]:
    if (size := len(" ".join(parts))) > SAY:
        yield f"has {size} characters with its figures, at most {SAY} can be read"
    if len(parts[0]) > VERDICT:
        yield f"its first sentence has {len(parts[0])} characters, at most {VERDICT} are a verdict"


def numbers(text: str) -> list[float]:
    """Return the numbers of a text: "$154k" is 154,000."""
    return [
        float(digits.replace(",", "")) * (1000 if k else 1) for digits, k in _NUMBER.findall(text)
    ]


def same(number: float, other: float) -> bool:
    """Tell whether a number equals another or its rounding: 106,000 for 105,650."""
    if number in YEARS:
        return number == other
    if number == round(other) or number in {other / 1000, other / 1_000_000}:
        return True
    near = abs(number - other) <= CLOSE * other
    millions = abs(number * 1_000_000 - other) <= CLOSE * other
    return number == other or (number >= ROUNDED and near) or (number >= 1 and millions)


def _sentence(points: Iterable[Point], id_: str) -> Ground | None:
    return next((Ground(one.text, one.sources) for one in points if one.id == id_), None)


def _sources(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(source for point in points for source in point.sources)
