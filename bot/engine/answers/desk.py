"""The desk: the knowledge with the helpers that all answers need."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.engine.answer import Block, Citation, Suggestion
from bot.engine.answers.choosing import Ranking, ranked
from bot.engine.fit import characteristic
from bot.engine.knowledge import ASIDE, GRADES, SECTION_OVERVIEW, Knowledge
from bot.engine.page import Card, Point, Role, Topic
from bot.engine.reading import Reading

NAMED = 8
"""Items listed in one sentence."""
LONGEST = 170
"""Letters of a verdict."""
UNTOLD = "untold"
VOWELS = frozenset("aeiou")
SPELLED = frozenset({"NLP", "MLOps", "ML"})
"""Short forms read letter by letter, of which the first begins with a vowel: "an ML engineer"."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The knowledge, with what every answer needs of it."""

    knowledge: Knowledge
    known: dict[str, Ranking] = field(default_factory=dict, repr=False, compare=False)
    """The cards that fit the texts of this answer, so that none is looked for twice."""

    def cards(self, words: str) -> Ranking:
        """Return how well each card of the topics fits a text."""
        if words not in self.known:
            self.known[words] = ranked(words, self.knowledge)
        return self.known[words]

    def say(self, name: str, **values: object) -> str:
        """Return one of our own texts with its places filled in."""
        return self.knowledge.replies[name].format(**values)

    def roles(self, ids: Iterable[str]) -> list[Role]:
        """Return the roles and neighbours with these ids."""
        return [self.knowledge.pages[name] for name in ids]

    def title(self, section: str) -> str:
        """Return a section's title, "" for the overview."""
        return "" if section == SECTION_OVERVIEW else self.knowledge.headings[section].title

    def gist(self, role: Role) -> str:
        """Return in a line what a role is, "" where nothing is known of that."""
        section = role.sections.get(self.knowledge.section_for("what"))
        return section.gist if section else ""

    def basics(self, roles: Iterable[Role]) -> list[Point]:
        """Return what is known of what roles are."""
        section = self.knowledge.section_for("what")
        return [point for role in roles for _, point in role.points(section)]

    def item(self, item: str) -> str:
        """Return an item's name, that of a degree with its article."""
        one = self.knowledge.items[item]
        return f"a {one.name}" if one.kind == "degree" else one.name

    def items(self, ids: Iterable[str], last: str = "and") -> str:
        """Return the names of items as a list in words; of many the first."""
        return in_words(list(islice(map(self.item, ids), NAMED)), last=last)

    def heaviest(self, role: Role, item: str) -> Point | None:
        """Return the point by which a role asks most for an item."""
        return self.knowledge.heaviest[role.id].get(item)

    def weight(self, role: Role, item: str) -> str:
        """Return how much a role asks for an item: core, common, bonus, not_needed or untold."""
        if point := self.heaviest(role, item):
            return point.weight
        return "not_needed" if unneeded(role, item) else UNTOLD

    def parts(self, items: Iterable[str]) -> list[str]:
        """Return items with all that is part of them."""
        every = (part for item in items for part in self.knowledge.items[item].parts)
        return list(dict.fromkeys(every))

    def citations(self, sources: Iterable[str]) -> tuple[Citation, ...]:
        """Return sources as an answer names them, each once, the best grade first."""
        ranks = self.knowledge.source_ranks
        every = sorted({*sources}, key=ranks.__getitem__)
        cited = (self.knowledge.sources[name] for name in every)
        return tuple(
            Citation(one.id, one.title, one.publisher, one.date, one.url, one.grade)
            for one in cited
        )

    def surety(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return in one line how well supported an answer is: how many sources of which kind."""
        every = {*sources}
        if not every:
            return ()
        counts = {
            grade: sum(self.knowledge.sources[one].grade == grade for one in every)
            for grade in GRADES
        }
        told = [self.counted(grade, count) for grade, count in counts.items() if count]
        only = counts[GRADES[-1]] == len(every)
        return (self.say("sure_weak" if only else "sure", kinds=in_words(told)),)

    def counted(self, grade: str, count: int) -> str:
        """Return how many sources there are of a grade, in words: "3 official sources"."""
        return self.say(f"grade_{grade}" if count == 1 else f"grade_{grade}_many", count=count)

    def weak(self, point: Point) -> bool:
        """Tell whether nothing better than blogs supports a point."""
        return all(self.knowledge.sources[name].grade == GRADES[-1] for name in point.sources)

    def told(self, points: Iterable[Point]) -> tuple[str, ...]:
        """Return points as lines; those that rest on guides and blogs alone say so."""
        return tuple(
            f"{self.point(point)} {self.say('weak_point')}"
            if self.weak(point)
            else self.point(point)
            for point in points
        )

    def point(self, point: Point) -> str:
        """Return a point as a line: its sentence, or its item with what the sources add."""
        added = "; ".join(detail.text for detail in point.details)
        return begin(f"{point.text}: {added}" if added else point.text)

    def without_general(self, items: Sequence[str], beside: Iterable[str] = ()) -> list[str]:
        """Return items without general terms for others in the list or in `beside`."""
        listed = {*items, *beside}
        return [item for item in items if not listed & set(self.knowledge.items[item].covers)]

    def telling(
        self, role: Role, without: Iterable[str], most: int, beside: Iterable[str] = ()
    ) -> list[str]:
        """Return what of a role's work speaks most for it, without general words.

        Items named only in tips or outlook are not work; industries and degrees say little.
        """
        known = {*without}
        held = self.knowledge.holdings[role.id]
        items = (
            item
            for item in characteristic(role.id, self.knowledge)
            if item not in known
            and self.knowledge.items[item].kind not in ASIDE
            and not self.knowledge.worked_with.isdisjoint(held[item].sections)
        )
        return self.without_general(list(islice(items, 2 * most)), beside)[:most]

    def disagreements(self, roles: Sequence[Role], sections: Iterable[str]) -> tuple[str, ...]:
        """Return in words where the sources do not say the same of these roles."""
        return tuple(
            self.say(
                "disagree",
                about=f"{role.name}, {matter.about}",
                sides="; or ".join(side.text for side in matter.sides),
            )
            for section in sections
            for role in roles
            if section in role.sections
            for matter in role.sections[section].disagreements
        )

    def next_sections(self, roles: Sequence[Role], asked: Iterable[str]) -> list[Suggestion]:
        """Return the sections that may be asked next of the same roles."""
        done = set(asked)
        return [
            Suggestion(self.title(section), question(roles, section))
            for section in self.knowledge.offered
            if section not in done and any(section in role.sections for role in roles)
        ]

    def inside(self, told: str) -> str:
        """Return a phrase for use inside a sentence: everyday words in lower case."""
        word = told.split(" ", 1)[0]
        everyday = word == "A" or (
            word.istitle() and word.lower() in self.knowledge.everyday_words
        )
        return told[:1].lower() + told[1:] if everyday else told

    def card(self, card: Card, role: Role | None = None) -> tuple[str, tuple[str, ...]]:
        """Return the verdict of a card and its paragraphs.

        A card that only knows something near says so first.
        """
        if card.known:
            return card.verdict, card.lines
        told = self.say("card_unknown", role=a_job(role)) if role else self.say("topic_unknown")
        return told, (" ".join((card.verdict, *card.lines[:1])), *card.lines[1:])


def unneeded(role: Role, item: str) -> Point | None:
    """Return the point that says that a role needs no such item."""
    every = (point for part in role.sections.values() for point in part.unneeded)
    return next((point for point in every if point.item == item), None)


def job(role: Role) -> str:
    """Return a role's name inside a sentence: "data engineer", "AI engineer"."""
    return " ".join(
        word if sum(map(str.isupper, word)) > 1 else word.lower() for word in role.name.split()
    )


def a_job(role: Role) -> str:
    """Return a role's name with its article: "a data engineer", "an AI engineer"."""
    return article(job(role))


def article(named: str) -> str:
    """Return a name with its article."""
    sounds = named.split()[0] in SPELLED or named[0].lower() in VOWELS
    return f"{'an' if sounds else 'a'} {named}"


def jobs(role: Role) -> str:
    """Return a role's name in the plural: "data engineers"."""
    named = job(role)
    return f"{named[:-1]}ies" if named.endswith("y") else f"{named}s"


def begin(line: str) -> str:
    """Return a line with a capital, unless it begins with a name of its own spelling."""
    word = line.split(" ", 1)[0]
    return line if word != word.lower() else line[:1].upper() + line[1:]


def without_yes(line: str) -> str:
    """Return what is said after a yes, for use after a verdict of another answer."""
    return begin(line.removeprefix("Yes, ").removeprefix("and "))


def question(roles: Sequence[Role], section: str = SECTION_OVERVIEW, tail: str = "") -> str:
    """Return the shortest question that asks this, as somebody would type it."""
    named = " vs ".join(role.short_name for role in roles)
    section = "" if section == SECTION_OVERVIEW else section
    return " ".join(part for part in (named, section, tail) if part)


def onwards(topic: Topic, card: Card | None = None) -> tuple[Suggestion, ...]:
    """Return the next questions after a topic, or after one of its cards."""
    offered = (card.next if card else None) or topic.next
    return tuple(Suggestion(label, typed) for label, typed in offered.items())


def next_roles(roles: Iterable[Role], section: str) -> tuple[Suggestion, ...]:
    """Return one role after the other as next questions, in a section."""
    return tuple(Suggestion(role.short_name, question([role], section)) for role in roles)


def sources_of(points: Iterable[Point]) -> list[str]:
    """Return the ids of all sources of these points."""
    return [source for point in points for source in point.sources]


def names(label: str, listed: Sequence[str], *, rank: int = 0) -> tuple[Block, ...]:
    """Return a block of names, or nothing for an empty list."""
    return (Block(label, tuple(listed), names=True, rank=rank),) if listed else ()


def in_words(listed: Iterable[str], last: str = "and") -> str:
    """Return names as a list in words: "a, b and c"."""
    *others, end = list(listed) or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def lacks(reading: Reading, desk: Desk) -> list[str]:
    """Return the items that somebody lacks or does not want."""
    return [name for name in reading.excluded if name in desk.knowledge.items]


def sentence(line: str) -> Iterator[str]:
    """Yield a line as a sentence, nothing for an empty one."""
    if line:
        yield line if line[-1] in ".!?" else f"{line}."
