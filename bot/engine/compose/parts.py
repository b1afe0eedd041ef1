"""The parts that answers share: names, agreement in words, sources, next questions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from bot.engine.answer import Block, Citation, Suggestion
from bot.engine.compare import Agreement, named_of_whole
from bot.engine.fit import characteristic
from bot.engine.knowledge import GRADES, SECTION_OVERVIEW, Knowledge, Point, Role
from bot.engine.reading import Reading

NEXT = ("tools", "education", "skills", "responsibilities", "outlook", "tips")
"""The sections offered after an answer, in this order."""
WORK = frozenset({"definition", "responsibilities", "skills", "tools", "education"})
"""Sections of what whoever has a role works with."""
NAMED = 12
"""Items listed in one sentence."""
WEIGHTS = ("core", "common", "bonus")
"""How much a role may ask for an item, the most first."""
COUNT = re.compile(r" (\d+)/(\d+)\)?$")
"""A count behind a name: "Docker 2/4"."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The knowledge, with what is asked of it again and again when answers are written."""

    knowledge: Knowledge

    def say(self, name: str, **values: object) -> str:
        """Return one of our own texts with its places filled in."""
        return self.knowledge.replies[name].format(**values)

    def roles(self, ids: Iterable[str]) -> list[Role]:
        """Return the roles with these ids."""
        return [self.knowledge.pages[name] for name in ids]

    def title(self, section: str) -> str:
        """Return a section's title, "" for the overview."""
        return "" if section == SECTION_OVERVIEW else self.knowledge.headings[section].title

    def item(self, item: str) -> str:
        """Return an item's name."""
        return self.knowledge.items[item].name

    def items(self, ids: Iterable[str], last: str = "and") -> str:
        """Return the names of items as a list in words; of many the first."""
        named = [self.item(name) for name in ids]
        if len(named) <= NAMED:
            return in_words(named, last=last)
        return f"{', '.join(named[:NAMED])} and {len(named) - NAMED} more"

    def character(self, reading: Reading) -> Iterator[str]:
        """Yield what is said where somebody asks by what people are like: "creative"."""
        if reading.traits:
            yield self.say("trait_unnamed", traits=in_words(sorted(reading.traits), last="or"))

    def parts(self, items: Iterable[str]) -> list[str]:
        """Return items with all that is part of them."""
        every = (part for item in items for part in self.knowledge.items[item].parts)
        return list(dict.fromkeys(every))

    def places(self, role: Role, item: str) -> tuple[str, ...]:
        """Return the sections in which a role has an item."""
        holding = self.knowledge.holdings[role.id].get(item)
        return holding.sections if holding else ()

    def weighed(self, role: Role, item: str) -> str:
        """Return how much a role asks for an item, and why; "" where that is not told.

        An item without a weight of its own may stand in a sentence, which then is the answer.
        """
        named = {"role": role.name, "item": self.item(item)}
        if point := heaviest(role, item):
            return self.say(f"check_{point.weight}", reason=_reason(point), **named)
        sections = role.sections.values()
        for point in (p for s in sections for p in s.unneeded if p.item == item):
            return self.say("check_not_needed", reason=_reason(point), **named)
        if not any(point.weight for s in sections for point in s.points):
            return ""
        home = self.knowledge.home(item)
        told = [(name != home, p.text) for name, p in role.points() if item in p.mentions]
        told.sort(key=itemgetter(0))
        if self.knowledge.items[item].kind == "degree" and "education" in role.sections:
            told.append((True, role.sections["education"].gist))
        return self.say("check_told", text=told[0][1], **named) if told else ""

    def asked(self, role: Role, item: str) -> str:
        """Return in a few words how much a role asks for an item, "" where that is not told."""
        point = heaviest(role, item)
        if not point:
            return ""
        weight = self.say(f"weight_{point.weight}").lower()
        return self.say("find_weighed", item=self.item(item), weight=weight, reason=_reason(point))

    def agreement(self, agreement: Agreement) -> str:
        """Return how many sources name an item: "2 of 4 articles", "3 sources (best: official)".

        Silence is counted of sources read whole only.
        """
        partly = len(agreement.named) - agreement.whole
        if partly and not agreement.whole:
            grades = [self.knowledge.sources[source].grade for source in agreement.named]
            best = self.say(f"grade_{min(grades, key=GRADES.index)}")
            name = "agreement_one" if partly == 1 else "agreement_some"
            return self.say(name, named=partly, grade=best)
        if not agreement.of:
            return self.say("agreement_nobody")
        if agreement.of == 1:
            return self.say("agreement_only")
        if not agreement.whole:
            return self.say("agreement_none", of=agreement.of)
        return self.say("agreement_of", named=agreement.whole, of=agreement.of)

    def citations(self, sources: Iterable[str]) -> tuple[Citation, ...]:
        """Return sources as an answer names them, each once, the best grade first."""
        ranks = self.knowledge.source_ranks
        cited = (
            self.knowledge.sources[name] for name in sorted(set(sources), key=ranks.__getitem__)
        )
        return tuple(
            Citation(one.id, one.title, one.publisher, one.date, one.url, one.grade)
            for one in cited
        )

    def weak(self, point: Point) -> bool:
        """Tell whether nothing better than blogs supports a point."""
        return self._grade(point) == len(GRADES) - 1

    def told(self, points: Sequence[Point]) -> tuple[str, ...]:
        """Return points as lines; where only some rest on blogs alone, those say so."""
        weak = [self.weak(point) for point in points]
        mixed = any(weak) and not all(weak)
        lines = []
        for point, frail in zip(points, weak, strict=True):
            marks = [self.say("weak_point")] if mixed and frail else []
            marks += [self.say("superseded_point")] if point.superseded else []
            lines.append(" ".join((self.point(point), *marks)))
        return tuple(lines)

    def in_order(self, points: Iterable[Point], section: str) -> list[Point]:
        """Return points in the order of the file, or by grade where the section wants it so."""
        if not self.knowledge.headings[section].by_grade:
            return list(points)
        return sorted(points, key=lambda point: (point.superseded, self._grade(point)))

    def _grade(self, point: Point) -> int:
        return min(GRADES.index(self.knowledge.sources[name].grade) for name in point.sources)

    def weakness(self, points: Sequence[Point]) -> tuple[str, ...]:
        """Return what must be said where nothing but blogs supports what is shown."""
        return (self.say("weak_all"),) if points and all(map(self.weak, points)) else ()

    def point(self, point: Point) -> str:
        """Return a point as a line: its sentence, or its item with what the sources add."""
        added = "; ".join(detail.text for detail in point.details)
        return begin(f"{point.text}: {added}" if added else point.text)

    def counted(
        self, role: Role, items: Iterable[str], has: Mapping[str, Sequence[str]]
    ) -> list[str]:
        """Return item names, with a count where only some of a role's sources name them.

        Where a role tells how much it asks for things, there is nothing to count.
        """
        if role.weighs:
            return [self.item(item) for item in items]
        whole = self.knowledge.read_whole[role.id]
        named = {item: sum(source in whole for source in has[item]) for item in items}
        return [
            self.say("agreement_count", item=self.item(item), named=count, of=len(whole))
            if 0 < count < len(whole)
            else self.item(item)
            for item, count in named.items()
        ]

    def shared_count(self, item: str, roles: Iterable[Role], section: str) -> str:
        """Return an item's name, with the counts of the roles of which not all sources name it.

        Only what is said under the section, or counts there, is counted: no tips.
        """
        counts = []
        for role in (one for one in roles if not one.weighs):
            named, whole = named_of_whole(role.id, item, section, self.knowledge)
            if 0 < named < whole:
                counts.append(f"{role.short} {named}/{whole}")
        return self.item(item) + (f" ({', '.join(counts)})" if counts else "")

    def legend(self, blocks: Iterable[Block]) -> str:
        """Return what counts mean where a list of names has any."""
        for line in (line for block in blocks if block.names for line in block.lines):
            if found := COUNT.search(line):
                return self.say("agreement_legend", named=found[1], of=found[2])
        return ""

    def without_general(self, items: Sequence[str], beside: Iterable[str] = ()) -> list[str]:
        """Return items without general words for others of them or of those beside them."""
        listed = {*items, *beside}
        return [item for item in items if not listed & set(self.knowledge.items[item].covers)]

    def telling(
        self, role: Role, without: Iterable[str], most: int, beside: Iterable[str] = ()
    ) -> list[str]:
        """Return what of a role's work speaks most for it, without general words.

        What only tips or an outlook name is no work yet; industries and degrees tell little.
        """
        known = {*without}
        items = (
            item
            for item in characteristic(role.id, self.knowledge)
            if item not in known
            and self.knowledge.items[item].kind not in {"industry", "degree"}
            and not WORK.isdisjoint(self.places(role, item))
        )
        return self.without_general(list(islice(items, 2 * most)), beside)[:most]

    def disagreements(self, roles: Sequence[Role], sections: Iterable[str]) -> tuple[str, ...]:
        """Return in words where the sources do not say the same of these roles."""
        lines = []
        for section in sections:
            for role in roles:
                known = role.sections.get(section)
                for matter in known.disagreements if known else ():
                    sides = "; or ".join(
                        f"{side.text} ({len(side.sources)})" for side in matter.sides
                    )
                    lines.append(
                        self.say("disagree", about=f"{role.short}, {matter.about}", sides=sides)
                    )
        return tuple(lines)

    def next_sections(self, roles: Sequence[Role], asked: Iterable[str]) -> list[Suggestion]:
        """Return the sections that may be asked next of the same roles."""
        done = set(asked)
        return [
            Suggestion(self.title(section), question(roles, section))
            for section in NEXT
            if section not in done and any(section in role.sections for role in roles)
        ]


def heaviest(role: Role, item: str) -> Point | None:
    """Return the point by which a role asks most for an item."""
    points = [p for _, p in role.points() if p.item == item and p.weight]
    return min(points, key=lambda point: WEIGHTS.index(point.weight), default=None)


def _reason(point: Point) -> str:
    """Return the first thing that the sources add to an item, to be put behind it."""
    return f": {point.details[0].text}" if point.details else ""


def begin(line: str) -> str:
    """Return a line with a capital, unless it begins with a name of its own spelling."""
    word = line.split(" ", 1)[0]
    return line if word != word.lower() else line[:1].upper() + line[1:]


def question(roles: Sequence[Role], section: str = SECTION_OVERVIEW, tail: str = "") -> str:
    """Return the shortest question that asks this, as somebody would type it."""
    named = " vs ".join(role.short for role in roles)
    section = "" if section == SECTION_OVERVIEW else section
    return " ".join(part for part in (named, section, tail) if part)


def next_roles(roles: Iterable[Role], section: str) -> tuple[Suggestion, ...]:
    """Return one role after the other as next questions, in a section."""
    return tuple(Suggestion(role.short, question([role], section)) for role in roles)


def shown(role: Role) -> str:
    """Return a role's name with its short form: "Machine Learning Engineer (MLE)"."""
    return f"{role.name} ({role.short})" if role.short != role.name else role.name


def sources_of(points: Iterable[Point]) -> list[str]:
    """Return the ids of all sources of these points."""
    return [source for point in points for source in point.sources]


def names(label: str, listed: Sequence[str], *, rank: int = 0) -> tuple[Block, ...]:
    """Return a block of names, or nothing for an empty list."""
    return (Block(label, tuple(listed), names=True, rank=rank),) if listed else ()


def lines(label: str, listed: Sequence[str], *, rank: int = 0) -> tuple[Block, ...]:
    """Return a block of lines, or nothing for an empty list."""
    return (Block(label, tuple(listed), rank=rank),) if listed else ()


def in_words(listed: Iterable[str], last: str = "and") -> str:
    """Return names as a list in words: "a, b and c"."""
    *others, end = list(listed) or [""]
    return f"{', '.join(others)} {last} {end}" if others else end
