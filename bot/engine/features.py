"""Evidence -> features: the words in which the table of `rules` speaks of a question."""

from collections.abc import Mapping

from bot.engine.evidence import TOLD, Evidence, Mention
from bot.engine.grammar import JOB_WORDS, JOINTS
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge

HOMES = {
    "language": "tools",
    "framework": "tools",
    "platform": "tools",
    "tool": "tools",
    "skill": "skills",
    "degree": "education",
    "field": "education",
    "industry": "industries",
    "practice": "tips",
}
"""Kind of item -> the section in which one asks for it."""

WITHOUT_ITEMS = frozenset({"responsibilities", "salary", "outlook"})
"""Sections in which no item is asked for; a weak phrase for one makes an item background."""

VAGUE = frozenset({"skills", "tools", "tips"})
"""Sections whose weak phrases stand in a question on anything: "know", "need", "use", "start"."""


TOOLS = frozenset({"language", "framework", "platform", "tool"})
"""Kinds of items that one works with."""
SEATS = JOB_WORDS | {"vacancy", "gig", "track", "seat", "spot", "niche", "destination", "match"}
SEATS |= {"path", "bet", "hat", "home", "choice", "direction", "occupation"}
"""Words in a question for where somebody belongs."""
PERSONS = frozenset({"i", "my", "mine", "myself", "he", "him", "his", "she", "her"})
PERSONS |= {"someone", "somebody", "candidate", "son", "daughter", "friend", "sister", "brother"}
"""Words of a question about somebody whose skills are told."""

ME = frozenset({"me", "i", "my", "someone", "somebody", "am"})
"""Words of a question about whoever asks it."""
POINTS = frozenset({"it", "its", "that", "them", "these", "they", "this", "those"})
"""Words that point at what was told: "I use Docker. Who else uses it?"."""

# fmt: off
REFERENCES = frozenset(
    {
        "about", "same", "instead", "they", "first", "second", "third", "last", "middle", "other",
        "both", "three", "all", "firsttwo", "swap", "more", "rest", "only",
        "without", "meant", "why", "sources",
    }
)
"""Cues that point at what was said before; without it they ask for nothing."""
# fmt: on


def features(evidence: Evidence, knowledge: Knowledge) -> set[str]:
    """Put the evidence into the words that the rules use."""
    items, outside = evidence.items, evidence.outside
    kinds = {item: knowledge.items[item].kind for item in items}
    wanted = [mention for mention in evidence.roles if not mention.aside]
    roles = {mention.id for mention in wanted}
    named = {mention.id for mention in wanted if mention.how == "name"}
    marks = {mark for mention in wanted for mark in mention.marks}
    content = len(roles) + len(named) + len(items) + len(evidence.sections)
    moved = [("into" in m.marks, "start" in m.marks) for m in wanted]
    # A job that somebody says to have is less strange than one that is asked about.
    strange = len(evidence.unknown) + 2 * len(outside)
    strange -= sum("start" in one.marks for one in evidence.outsiders)
    hinted = bool(evidence.hints or evidence.traits)
    sections = evidence.sections.keys() - {SECTION_OVERVIEW}
    suggested = evidence.sections.keys() | evidence.hints.keys()
    said = set(evidence.stems)
    asking = {
        stem
        for stem, word in zip(evidence.stems, evidence.words, strict=True)
        if word.sentence in evidence.asks
    }
    facts = {
        "role": bool(roles),
        "role1": len(roles) == 1,
        "role2": len(roles) > 1,
        "weak-role": bool(wanted) and all(mention.how != "name" for mention in wanted),
        "only-field": bool(wanted) and all(m.how in {"field", "jobs"} for m in wanted),
        "item": bool(items),
        "sections2": len(evidence.sections) > 1,
        "wanted-item": bool(set(items) - set(evidence.unwanted)),
        "items2": len(items) > 1,
        "asked-item": _asked_item(evidence, kinds),
        "tool-checked": _tool_checked(evidence, knowledge),
        "subjects": sum(kinds.get(item) == "field" for item in items) > 1,
        "section": bool(sections),
        "role-section": bool(roles and sections),
        "field-jobs": any(mention.how == "jobs" for mention in wanted),
        "hint": hinted,
        "asked-section": bool(suggested & {"salary", "outlook", "tips", "education"}),
        "topic": bool(evidence.topics),
        "known-field": bool(wanted) and all(known(mention, evidence) for mention in wanted),
        "trait": bool(evidence.traits),
        "shunned": not items and _shuns(evidence),
        "outside": bool(outside),
        "aims-outside": "into" not in marks
        and (
            moves(evidence, "into")
            or ("start" in marks and moves(evidence, "target"))
            or ("start" in marks and _aims_at_industry(evidence, kinds))
        ),
        "unrelated": evidence.unrelated
        and len(evidence.unknown) > 1
        and evidence.hints.keys() <= VAGUE,
        "alien": strange > 0,
        "alien2": strange > 1,
        "alien-most": strange > max(content, 1, evidence.asking / 6),
        "head": bool(evidence.heads),
        "joined": evidence.joined,
        "asked-others": evidence.asked != items,
        "apart": _apart(evidence),
        "of-me": bool(asking & ME),
        "seeks": _seeks(evidence),
        "of-others": bool(asking) and not asking & (ME | JOB_WORDS | {"which"}),
        "asks": any(word.asks for word in evidence.words),
        "start": "start" in marks,
        "lacking": any("without" in thing.marks for thing in evidence.things),
        "told": bool(evidence.things) and all(thing.own for thing in evidence.things),
        "moves": len(roles) == 2 and (moved[-1][0] or moved[0][1]) and not moved[0][0],
        "named-item": bool(items) and evidence.has("have"),
        "you": not said.isdisjoint({"you", "your"}),
        "aimed": any(m.how != "field" and m.marks & {"into"} for m in wanted),
        "jobs": not said.isdisjoint(JOB_WORDS),
        "brief": len(evidence.words) <= 4,
        "target": "target" in marks,
        "differ": _differ(evidence),
        "find-role": evidence.has("find", "who"),
        "find-item": evidence.has("find") and bool(items),
        "check-item": evidence.has("check") and bool(items),
        "either": evidence.has("compare", "or"),
        "pay-or-outlook": bool(suggested & {"salary", "outlook"}),
        "content": bool(roles or items or evidence.sections or hinted),
        "bare": not (roles or items or evidence.sections or hinted),
        "follow": bool(REFERENCES & evidence.cues.keys()),
    }
    return {name for name, true in facts.items() if true} | {f"cue:{cue}" for cue in evidence.cues}


def _shuns(evidence: Evidence) -> bool:
    """Tell whether an item is put aside, or a field that is one."""
    fields = any(role.item and role.marks & {"not", "without"} for role in evidence.roles)
    return fields or any("not" in one.marks for one in evidence.things)


def _seeks(evidence: Evidence) -> bool:
    """Tell whether a clause without items asks where somebody belongs of whom others tell."""
    words = evidence.words
    told = {words[thing.start].clause for thing in evidence.things}
    stemmed = list(zip(evidence.stems, words, strict=True))
    asking = {
        word.clause
        for stem, word in stemmed
        if stem in SEATS and (not evidence.asks or word.sentence in evidence.asks)
    }
    whose = {word.clause for stem, word in stemmed if stem in PERSONS}
    return bool(asking and whose) and not asking & told


def _differ(evidence: Evidence) -> bool:
    """Tell whether a clause without items sets things side by side: "how they differ, ..."."""
    words = evidence.words
    items = {words[thing.start].clause for thing in evidence.things}
    told = [words[at] for at in evidence.cues.get("compare", ())]
    return any(word.clause not in items and word.text not in JOINTS for word in told)


def _apart(evidence: Evidence) -> bool:
    """Tell whether one sentence tells of items and another asks, of none of them."""
    asked = {evidence.words[thing.start].sentence for thing in evidence.things} & evidence.asks
    asking = {word.text for word in evidence.words if word.sentence in evidence.asks}
    points = bool(asking & POINTS) and not asking & ME
    return bool(evidence.asks and evidence.things) and not asked and not points


def _asked_item(evidence: Evidence, kinds: Mapping[str, str]) -> bool:
    """Tell whether an item is asked about, not only told of.

    What the asker has is told; so is what stands in another sentence than the roles, or beside
    a section in which no such item is asked for ("outlook ... replaced by chatbots").
    """
    sentences = {evidence.words[role.start].sentence for role in evidence.roles}
    advised = "tips" in {*evidence.sections, *evidence.hints} and not evidence.has("need")
    asked = [
        thing
        for thing in evidence.things
        if not (thing.aside or TOLD in thing.marks or (thing.own and not evidence.has("need")))
        and (
            evidence.words[thing.start].sentence in sentences
            or evidence.words[thing.start].asks
            or not evidence.sections
        )
    ]
    asked = [thing for thing in asked if not (kinds[thing.id] == "practice" and advised)]
    homes = {HOMES[kinds[thing.id]] for thing in asked}
    told = set(evidence.sections) - {SECTION_OVERVIEW} | (WITHOUT_ITEMS & evidence.hints.keys())
    worth = evidence.cues.get("worth", ())
    of_items = any(thing.start < at for thing in asked for at in worth) and not any(
        role.start < at for role in evidence.roles for at in worth
    )
    asks = evidence.has("need") or of_items
    return bool(asked) and (not told or bool(homes & told) or asks)


def _tool_checked(evidence: Evidence, knowledge: Knowledge) -> bool:
    """Tell whether a yes or no is asked of a thing to work with: "part of a DA's daily life?"."""
    words = evidence.words
    sentences = {words[role.start].sentence for role in evidence.roles}
    items = [knowledge.items[thing.id] for thing in evidence.things]
    beside = all(words[thing.start].sentence in sentences for thing in evidence.things)
    plain = all(item.kind in TOOLS and item.category != "models" for item in items)
    return bool(items) and beside and plain and evidence.has("check")


def moves(evidence: Evidence, mark: str) -> bool:
    """Tell whether a title that the knowledge does not cover is left, or aimed at."""
    return any(mark in one.marks for one in evidence.outsiders)


def _aims_at_industry(evidence: Evidence, kinds: Mapping[str, str]) -> bool:
    """Tell whether somebody leaves for another industry: "data science to finance"."""
    return any(
        "into" in one.marks and TOLD not in one.marks and kinds.get(one.id) == "industry"
        for one in evidence.things
    )


def known(field: Mention, evidence: Evidence) -> bool:
    """Tell whether a field is told of as known or liked, rather than wanted as a job."""
    if not field.item:
        return False
    if field.marks & {"target", "into", "start"} or field.aside:
        return False
    if "have" in field.marks:
        return True
    sentence = evidence.words[field.start].sentence
    told = evidence.cues.get("have", ())
    return any(at < field.start and evidence.words[at].sentence == sentence for at in told)
