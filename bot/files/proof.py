"""Checks across the files: references, use, collisions, placeholders.

Each check adds Problems to the trees; all run, so that an author sees every fault at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from string import Formatter
from typing import Any

from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language import text
from bot.engine.language.mention import MARKS
from bot.engine.phrases import FAMILIES, OTHER_FILES, SMALL, Meaning, phrases, spellings
from bot.engine.reading import LEVELS, Cue
from bot.engine.replies import REPLIES
from bot.files import cards as written
from bot.files import hearsay as tellers
from bot.files import official, once
from bot.files.problems import Problem, nearest
from bot.files.strict import Loc, Tree

REQUIRED = ("cues", "marks")  # without them no question can be read
Check = Callable[[Knowledge, Mapping[str, Tree]], None]


def prove(knowledge: Knowledge, trees: Mapping[str, Tree]) -> list[Problem]:
    """Return all Problems, including those that show only across files."""
    for check in CHECKS:
        check(knowledge, trees)
    return [problem for tree in trees.values() for problem in tree.problems]


def references(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Every id that a role or a figure names must exist."""
    known: dict[str, Iterable[str]] = {
        "item": knowledge.items,
        "mentions": knowledge.items,
        "sources": knowledge.sources,
        "role": knowledge.roles,
    }
    for tree in _roles(trees):
        for name in tree.value["sections"]:
            _known(tree, ("sections", name), name, "section", knowledge.headings)
        for loc, value in _scalars(tree.value, ()):
            word = next((part for part in reversed(loc) if isinstance(part, str)), "")
            if word in known and value is not None and loc[0] in {"sections", "confused_with"}:
                _known(tree, loc, str(value), word.rstrip("s"), known[word])
        _compared(tree, knowledge)
    official.sources(knowledge, trees)
    for path, tree in trees.items():
        for name, item in tree.value["items"].items() if path.startswith("items/") else ():
            _related(tree, name, item, knowledge)
    for name, heading in knowledge.headings.items():
        for at, section in enumerate(heading.looks_in):
            loc = (name, "looks_in", at)
            _known(trees["sections.yaml"], loc, section, "section", knowledge.headings)


def _compared(tree: Tree, knowledge: Knowledge) -> None:
    """Every role and source in a page's `versus` must exist."""
    for name, one in tree.value.get("versus", {}).items():
        _known(tree, ("versus", name), name, "role", knowledge.roles)
        for at, source in enumerate(one["sources"]):
            _known(tree, ("versus", name, "sources", at), source, "source", knowledge.sources)


def _related(tree: Tree, name: str, item: Mapping[str, Any], knowledge: Knowledge) -> None:
    """Every item that another `covers`, `takes_in` or `implies` must exist."""
    for relation in ("covers", "takes_in", "implies"):
        for at, other in enumerate(item.get(relation, ())):
            _known(tree, ("items", name, relation, at), other, "item", knowledge.items)


def points(_: Knowledge, trees: Mapping[str, Tree]) -> None:
    """A point is an item or a sentence, and an item occurs once in a section."""
    for tree in _roles(trees):
        for name, section in tree.value["sections"].items():
            seen: dict[str, int] = {}
            for at, point in enumerate(section["points"]):
                loc: Loc = ("sections", name, "points", at)
                _point(tree, loc, point)
                item = point.get("item")
                if item in seen:
                    tree.report(loc, f"{item!r} stands in this section twice, see {seen[item]}")
                elif item:
                    seen[item] = tree.line(loc)


def _point(tree: Tree, loc: Loc, point: Mapping[str, Any]) -> None:
    if bool(point.get("item")) == bool(point.get("text")):
        tree.report(loc, "a point has either `item` or `text`")
    elif point.get("text") and point.get("details"):
        tree.report(loc, "only a point with `item` has `details`")
    elif point.get("item") and point.get("mentions"):
        tree.report(loc, "only a point with `text` has `mentions`")
    for at, detail in enumerate(point.get("details", [])):
        for source in set(detail["sources"]) - set(point["sources"]):
            here = (*loc, "details", at)
            tree.report(here, f"the source {source!r} is missing in the point's own sources")


def unused(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Every item and source is used by some role, every family of phrases by the engine."""
    sections = [s for role in knowledge.pages.values() for s in role.sections.values()]
    every = [point for s in sections for point in (*s.points, *s.unneeded)]
    every += [one for role in knowledge.pages.values() for one in role.versus.values()]
    every += [point for topic in knowledge.advice.values() for point in topic.points]
    used_items = {item for point in every for item in point.names}
    for path, tree in trees.items():
        if path.startswith("items/"):
            for name in tree.value["items"]:
                if name not in used_items:
                    tree.report(("items", name), f"the item {name!r} is used by no role")
    used = {source for point in every for source in point.sources}
    used |= {
        source
        for s in sections
        for matter in s.disagreements
        for side in matter.sides
        for source in side.sources
    }
    for name in knowledge.sources:
        if name not in used | {knowledge.pay_source}:
            trees["sources.yaml"].report((name,), f"the source {name!r} supports nothing")
    for name in knowledge.phrases:
        families = {*FAMILIES, *OTHER_FILES}
        if name not in families:
            trees[f"phrases/{name}.yaml"].report(
                (), f"the engine knows no family of phrases {name!r}", nearest(name, families)
            )


def collisions(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """No phrase may mean two things of one family, or a role and something else."""
    meanings: dict[tuple[str, ...], list[tuple[Meaning, str]]] = defaultdict(list)
    written = spellings(knowledge)
    for meaning, phrase in phrases(knowledge):
        key = text.key(phrase, written)
        if not key:
            tree, loc = _place(trees, meaning, phrase)
            tree.report(loc, f"{phrase!r} has no letters and can never be found")
            continue
        for first, earlier in meanings[key]:
            if fault := _fault(first, earlier, meaning, phrase):
                tree, loc = _place(trees, meaning, phrase)
                tree.report(loc, fault)
                break
        meanings[key].append((meaning, phrase))


def _fault(first: Meaning, earlier: str, meaning: Meaning, phrase: str) -> str:
    if meaning == first:
        return f"{phrase!r} is read as {earlier!r}, which stands here already"
    if _clash(first, meaning):
        return f"{phrase!r} already means the {first.family} {first.value!r}: keep one of the two"
    return ""


def _clash(one: Meaning, other: Meaning) -> bool:
    """Cues may have several meanings ("from"); names may not."""
    if one.family == other.family:
        return one.family not in {"cue", "mark"}
    return bool({"role", "neighbour"} & {one.family, other.family}) and not SMALL & {
        one.family,
        other.family,
    }


def sections(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The meanings of phrases exist, and no required family is missing."""
    allowed = {
        "sections": ("section", {*knowledge.headings, SECTION_OVERVIEW}),
        "cues": ("cue", {*Cue}),
        "levels": ("level", {*LEVELS}),
        "marks": ("mark", MARKS),
    }
    for file, (what, choices) in allowed.items():
        for name in knowledge.phrases.get(file, {}):
            _known(trees[f"phrases/{file}.yaml"], (name,), name, what, choices)
    for family in REQUIRED:
        if family not in knowledge.phrases:
            tree = trees["sections.yaml"]
            tree.report((), f"phrases/{family}.yaml is missing: nothing would be understood")


def pay(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The roles and the source in pay.yaml and titles.yaml exist, and no title counts twice."""
    for path in ("titles.yaml", "pay.yaml"):
        if tree := trees.get(path):
            top: Loc = ("roles",) if path == "pay.yaml" else ()
            for role in tree.value["roles"] if top else tree.value:
                _known(tree, (*top, role), role, "role", knowledge.roles)
    if tree := trees.get("pay.yaml"):
        _known(tree, ("source",), knowledge.pay_source, "source", knowledge.sources)
    if tree := trees.get("titles.yaml"):
        taken: dict[str, str] = {}
        for role, titles in tree.value.items():
            for at, title in enumerate(titles):
                if title in taken:
                    tree.report((role, at), f"{title!r} counts as {taken[title]!r} already")
                taken.setdefault(title, role)


def quiz(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Every item in the quiz is in the vocabulary."""
    for name, theme in knowledge.quiz.items():
        for side in ("first", "second"):
            for at, item in enumerate(getattr(theme, side).items):
                loc = ("themes", name, side, "items", at)
                _known(trees["quiz.yaml"], loc, item, "item", knowledge.items)


def asks(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The ids in asks.yaml exist."""
    tree = trees["asks.yaml"]
    for section in tree.value["roles"]:
        _known(tree, ("roles", section), section, "section", knowledge.headings)
    for family in ("told", "items"):
        for name, ask in tree.value.get(family, {}).items():
            _known(tree, (family, name), ask, "ask", knowledge.asks)
            if family == "items":
                _known(tree, (family, name), name, "item", knowledge.items)
    for kind, ask in knowledge.instead.items():
        _known(tree, ("instead", kind), ask, "ask", knowledge.asks)
    for one in knowledge.asks.values():
        if one.inside:
            section, _, name = one.id.partition("/")
            _known(tree, ("roles", section, name, "inside"), one.inside, "ask", knowledge.asks)
    for tone in knowledge.of_tone:
        _known(tree, ("of_tone", tone), knowledge.of_tone[tone], "topic", knowledge.topics)


def neighbours(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The roles nearest to neighbours exist."""
    for name, one in knowledge.neighbours.items():
        for at, role in enumerate(one.nearest):
            tree = trees["neighbours.yaml"]
            _known(tree, (name, "nearest", at), role, "role", knowledge.roles)


def axes(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The asks and items of every axis exist."""
    for name, axis in knowledge.axes.items():
        for at, ask in enumerate(axis.asks):
            _known(trees["axes.yaml"], (name, "asks", at), ask, "ask", knowledge.asks)
        for at, item in enumerate(axis.items):
            _known(trees["axes.yaml"], (name, "items", at), item, "item", knowledge.items)
    for tree in _roles(trees):
        for name in tree.value.get("profile", ()):
            _known(tree, ("profile", name), name, "axis", knowledge.axes)
    for job in knowledge.neighbours:
        tree = trees["neighbours.yaml"]
        for name in tree.value[job].get("profile", ()):
            _known(tree, (job, "profile", name), name, "axis", knowledge.axes)


def cards(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Every card rests on something that exists, and a role with cards has one for every ask."""
    basis = written.Basis.of(knowledge)
    points = official.points(trees)
    forbidden = trees["forbidden.yaml"].value if "forbidden.yaml" in trees else ()
    for path, tree in trees.items():
        for page, loc, card in written.every(path, tree.value):
            said = {name: points.get(name, []) for name in official.names(tree, loc)}
            for fault in written.faults(page, card, basis, forbidden, said):
                tree.report(loc, f"{loc[-1] if isinstance(loc[-1], str) else 'a card'}: {fault}")
        if path.startswith("roles/") and path.endswith("cards.yaml"):
            for ask in tree.value:
                _known(tree, (ask,), ask, "ask", knowledge.asks)
            if lacking := sorted(knowledge.asks.keys() - tree.value.keys()):
                tree.report((), written.lacking(lacking))


def pairs(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The roles, jobs and sections in pairs.yaml exist, and each pair occurs once."""
    tree = trees.get("pairs.yaml")
    if tree is None:
        return
    for pair, every in tree.value.items():
        for role in pair.split("+"):
            _known(tree, (pair,), role, "role", knowledge.pages)
        if "+".join(reversed(pair.split("+"))) in tree.value:
            tree.report((pair,), f"{pair!r} stands here the other way round as well")
        for section, card in every.items():
            chosen = {*card.get("choose", ())}
            if chosen and chosen != {*pair.split("+")}:
                tree.report((pair, section), "`choose` has a line for each of the two roles")
        allowed = {*knowledge.headings, SECTION_OVERVIEW}
        for section in every:
            _known(tree, (pair, section), section, "section", allowed)


def duties(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """The jobs in phrases/duties.yaml, nearest.yaml and work.yaml exist."""
    for name in ("duties", "nearest", "work"):
        for role in knowledge.phrases.get(name, {}):
            jobs = knowledge.roles if name == "duties" else knowledge.pages
            _known(trees[f"phrases/{name}.yaml"], (role,), role, "role", jobs)


def replies(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """Every reply of the engine exists, with no placeholders except those that it fills in."""
    tree = trees["replies.yaml"]
    for name in REPLIES.keys() - knowledge.replies.keys():
        tree.report((), f"the reply {name!r} is missing")
    for name, words in knowledge.replies.items():
        if name not in REPLIES:
            tree.report((name,), f"there is no reply {name!r}", nearest(name, REPLIES))
            continue
        try:
            parts = [part for part in Formatter().parse(words) if part[1] is not None]
        except ValueError as error:
            tree.report((name,), f"{name}: a brace is not closed or not doubled: {error}")
            continue
        for place in sorted({str(place) for _, place, _, _ in parts} - {*REPLIES[name]}):
            hint = nearest(place, REPLIES[name])
            tree.report((name,), f"nothing fills the place {{{place}}}", hint)
        if any(form or turned for _, _, form, turned in parts):
            tree.report((name,), f"{name}: a place holds a name alone, no form after ':' or '!'")


def hearsay(knowledge: Knowledge, trees: Mapping[str, Tree]) -> None:
    """A figure that rests on blogs alone stands in a sentence that says so, in cards too."""
    tellers.report(knowledge, trees)
    basis, blogs = written.Basis.of(knowledge), tellers.blogs(knowledge)
    for path, tree in trees.items():
        for page, loc, card in written.every(path, tree.value):
            for sentence in tellers.borrowed(page, card, basis, blogs):
                name = loc[-1] if isinstance(loc[-1], str) else "a card"
                tree.report(loc, f"{name}: only blogs say this, so name whose it is: {sentence}")


CHECKS: tuple[Check, ...] = (
    references,
    points,
    unused,
    collisions,
    sections,
    pay,
    quiz,
    asks,
    neighbours,
    axes,
    cards,
    pairs,
    duties,
    replies,
    once.report,
    hearsay,
)


def _known(tree: Tree, loc: Loc, name: str, what: str, choices: Iterable[str]) -> None:
    if name not in (known := {str(choice) for choice in choices}):
        tree.report(loc, f"there is no {what} {name!r}", nearest(name, known))


def _roles(trees: Mapping[str, Tree]) -> list[Tree]:
    return [tree for path, tree in trees.items() if path.endswith("/facts.yaml")]


def _scalars(value: object, loc: Loc) -> Iterable[tuple[Loc, object]]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _scalars(child, (*loc, name))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _scalars(child, (*loc, at))
    else:
        yield loc, value


def _place(trees: Mapping[str, Tree], meaning: Meaning, phrase: str) -> tuple[Tree, Loc]:
    """Return the file and the place of a phrase."""
    if meaning.family in {"role", "field"}:
        tree = trees[f"roles/{meaning.value}/facts.yaml"]
        top: Loc = ()
    elif meaning.family in {"neighbour", "beside"}:
        tree, top = trees["neighbours.yaml"], (meaning.value,)
    elif meaning.family == "item":
        tree = next(
            tree
            for path, tree in trees.items()
            if path.startswith("items/") and meaning.value in tree.value["items"]
        )
        top = ("items", meaning.value)
    else:
        stem = next(name for name, family in FAMILIES.items() if family == meaning.family)
        tree, top = trees[f"phrases/{stem}.yaml"], (meaning.value,)
    for loc, value in _scalars(tree.value, ()):
        if loc[: len(top)] == top and value == phrase and loc[:1] != ("sections",):
            return tree, loc
    return tree, top
