"""Question + Lexicon -> Reading.

The evidence is put into words (`features`); a table of rules says which kinds are legal on
which features and how strongly; the strongest legal kind wins, and its lead over the next and
the words that found no place make its confidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.engine import text
from bot.engine.evidence import MARKS, Evidence, Mention, gather
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import Question, Reading

FOLLOW = (
    "and",
    "about",
    "same",
    "instead",
    "they",
    "first",
    "second",
    "third",
    "last",
    "both",
    "three",
    "all",
    "swap",
    "more",
    "rest",
    "firsttwo",
    "only",
    "without",
    "not",
    "meant",
    "too",
    "back",
    "why",
    "sources",
    "compare",
    "find",
    "who",
    "transition",
    "target",
    "check",
    "need",
    "of-them",
    "recommend",
    "have",
    "start",
    "smalltalk",
    "thanks",
    "bye",
    "greeting",
)
"""Cues that a Reading carries on as hints, for `converse`."""


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

JOB_WORDS = frozenset({"role", "job", "career", "position", "title", "profession"})
"""Words for what the knowledge is about, in the singular."""

HINTS = ("tips", "education", "skills", "tools", "responsibilities", "outlook", "definition")
"""Sections that weak phrases suggest, the most telling first."""

REFERENCES = (
    *(
        "about",
        "same",
        "instead",
        "they",
        "first",
        "second",
        "third",
        "last",
        "both",
        "three",
        "all",
    ),
    *("swap", "more", "rest", "only", "without", "meant", "why", "sources"),
)
"""Cues that point at what was said before; without it they ask for nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind is legal when all of `needs` and none of `bars` are features of the question."""

    kind: str
    score: int
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()


def cues() -> frozenset[str]:
    """Return every cue that the engine asks for; a phrase for another would never matter."""
    asked = {word for rule in RULES for word in (*rule.needs, *rule.bars)}
    return frozenset(
        {word.removeprefix("cue:") for word in asked if word.startswith("cue:")}
        | {*FOLLOW, *REFERENCES, *MARKS, "or", "alone"}
    )


def _rule(kind: str, score: int, needs: str = "", bars: str = "") -> Rule:
    return Rule(kind, score, frozenset(needs.split()), frozenset(bars.split()))


RULES = (
    # What stands alone
    _rule(
        "smalltalk",
        90,
        "cue:smalltalk",
        "content alien topic outside cue:help cue:order cue:roles cue:lost",
    ),
    _rule(
        "smalltalk",
        87,
        "cue:smalltalk brief",
        "content topic outside head cue:roles cue:help cue:about cue:compare cue:they cue:more",
    ),
    _rule("help", 86, "cue:help", "role item topic outside alien section"),
    _rule("help", 20, "cue:help", "role item topic outside cue:order"),
    _rule("roles", 88, "cue:roles", "role item topic outside section cue:most"),
    _rule("roles", 62, "you jobs", "role item section alien2 outside topic cue:have cue:forme"),
    _rule("roles", 64, "cue:roles only-field", "item section outside"),
    _rule("roles", 60, "cue:find bare", "role item topic outside alien cue:compare"),
    # Outside the knowledge
    _rule("unknown", 95, "cue:order", "role"),
    _rule("unknown", 84, "weak-role alien-most", "section item cue:compare outside hint"),
    _rule("unknown", 82, "topic", "item section"),
    _rule("unknown", 79, "topic", "role section find-role"),
    _rule("unknown", 76, "topic", "item role"),
    _rule("unknown", 79, "outside", "role cue:recommend named-item find-item"),
    _rule("unknown", 74, "alien-most", "role cue:recommend find-item check-item named-item"),
    _rule("unknown", 72, "alien", "role item cue:recommend cue:lost cue:most cue:least"),
    _rule("unknown", 72, "alien2", "role item cue:recommend cue:lost"),
    _rule("unknown", 71, "item cue:compare", "role find-role cue:have cue:forme cue:recommend"),
    _rule("unknown", 1),
    # Advice
    _rule("recommend", 83, "cue:recommend item", "cue:transition"),
    _rule("recommend", 80, "cue:recommend", "role2 topic cue:transition"),
    _rule("recommend", 80, "cue:forme find-role", "role2 topic cue:compare"),
    _rule("recommend", 80, "cue:forme cue:have"),
    _rule("recommend", 79, "cue:have item find-role", "role"),
    _rule("recommend", 66, "cue:have item", "role alien-most"),
    _rule("recommend", 73, "cue:have cue:recommend"),
    _rule("transition", 81, "start target role2", "cue:recommend"),
    _rule("transition", 77, "cue:transition role2", "cue:compare"),
    _rule("transition", 76, "moves", "cue:compare cue:or cue:recommend"),
    _rule("transition", 75, "joined role2"),
    # Items
    _rule("find", 78, "item cue:find", "role"),
    _rule("find", 78, "item cue:who", "role alien-most"),
    _rule("find", 76, "item find-role role2"),
    _rule("find", 70, "item", "role alien cue:have"),
    _rule("find", 77, "cue:most asked-section", "role item alien2 cue:which-one"),
    _rule("find", 77, "cue:least asked-section", "role item alien2 cue:which-one"),
    _rule("find", 74, "cue:most jobs only-field pay-or-outlook", "item role2"),
    _rule("check", 71, "asked-item role", "subjects cue:which"),
    _rule("check", 71, "asked-item role subjects", "either cue:which"),
    _rule("check", 61, "item role1", "hint section cue:which subjects"),
    # Roles
    _rule("compare", 72, "role2 cue:compare", "item"),
    _rule("compare", 72, "role2 subjects either"),
    _rule("compare", 62, "role2"),
    _rule("explain", 60, "role1"),
    # Asking back
    _rule("clarify", 50, "section", "role alien2"),
    _rule("clarify", 48, "hint", "role item alien"),
    _rule("clarify", 46, "cue:compare", "role item alien"),
    _rule("clarify", 75, "cue:lost", "role item outside topic"),
    _rule("clarify", 47, "head", "role item alien"),
    _rule("clarify", 44, "cue:follow", "role item alien outside topic"),
)


def understand(question: Question, lexicon: Lexicon, knowledge: Knowledge) -> Reading:
    """Return what one question means, taken by itself."""
    if not question.text.strip():
        return Reading("help")
    return read(gather(question.text, lexicon, knowledge), knowledge)


def read(evidence: Evidence, knowledge: Knowledge) -> Reading:
    """Return the reading that the evidence speaks for."""
    features = _features(evidence, knowledge)
    legal = [rule for rule in RULES if rule.needs <= features and not (rule.bars & features)]
    legal.sort(key=lambda rule: -rule.score)
    best = legal[0]
    second = next((rule.score for rule in legal if rule.kind != best.kind), 0)
    reading = BUILDERS[best.kind](evidence)
    if reading.items and reading.kind in {"check", "find"} and not evidence.sections:
        homes = (HOMES[knowledge.items[item].kind] for item in reading.items)
        reading = reading.with_(sections=tuple(dict.fromkeys(homes)))
    return reading.with_(
        confidence=_confidence(evidence, best.score - second),
        unused=tuple(evidence.outside + evidence.unknown),
        excluded=tuple(role.id for role in evidence.roles if role.aside)
        + tuple(evidence.put_aside),
        full="more" in evidence.cues and bool(reading.roles),
        hints=frozenset(cue for cue in FOLLOW if cue in evidence.cues) | _extras(evidence),
    )


def _extras(evidence: Evidence) -> set[str]:
    extras = {f"head:{head}" for head in evidence.heads}
    extras |= {f"topic:{topic}" for topic in evidence.topics}
    if [word.text for word in evidence.words] == ["compare"]:
        extras.add("alone")
    if evidence.outside:
        extras.add("outside")
    if evidence.outside or evidence.unknown or evidence.topics:
        extras.add("alien")
    if SECTION_OVERVIEW in evidence.sections:
        extras.add("overview")
    named = sum(mention.end - mention.start for mention in evidence.roles)
    rest = (evidence.sections, evidence.hints, evidence.items, evidence.unknown, evidence.outside)
    if evidence.roles and len(evidence.words) - named <= 3 and not any(rest):
        extras.add("bare")
    if not evidence.sections and evidence.hints:
        extras.add("hinted")
    return extras


def _features(evidence: Evidence, knowledge: Knowledge) -> set[str]:
    """Put the evidence into the words that the rules use."""
    kinds = {item: knowledge.items[item].kind for item in evidence.items}
    wanted = [mention for mention in evidence.roles if not mention.aside]
    roles = {mention.id for mention in wanted}
    named = {mention.id for mention in wanted if mention.how == "name"}
    marks = {mark for mention in wanted for mark in mention.marks}
    content = len(roles) + len(named) + len(evidence.items) + len(evidence.sections)
    moved = [("into" in m.marks, "start" in m.marks) for m in wanted]
    strange = len(evidence.unknown) + 2 * len(evidence.outside)
    facts = {
        "role": bool(roles),
        "role1": len(roles) == 1,
        "role2": len(roles) > 1,
        "weak-role": bool(wanted) and all(mention.how != "name" for mention in wanted),
        "only-field": bool(wanted) and all(mention.how == "field" for mention in wanted),
        "item": bool(evidence.items),
        "asked-item": any(not thing.own for thing in evidence.things if not thing.aside),
        "subjects": sum(kinds.get(item) == "field" for item in evidence.items) > 1,
        "section": bool(evidence.sections),
        "hint": bool(evidence.hints),
        "asked-section": bool(
            {*evidence.sections, *evidence.hints} & {"salary", "outlook", "tips", "education"}
        ),
        "topic": bool(evidence.topics),
        "outside": bool(evidence.outside),
        "alien": strange > 0,
        "alien2": strange > 1,
        "alien-most": strange > max(content, 1, len(evidence.words) / 6),
        "head": bool(evidence.heads),
        "joined": evidence.joined,
        "start": "start" in marks,
        "moves": len(roles) == 2 and (moved[-1][0] or moved[0][1]) and not moved[0][0],
        "named-item": bool(evidence.items) and evidence.has("have"),
        "you": any(word.text in {"you", "your"} for word in evidence.words),
        "jobs": any(text.stem(word.text) in JOB_WORDS for word in evidence.words),
        "brief": len(evidence.words) <= 4,
        "target": "target" in marks,
        "find-role": evidence.has("find", "who"),
        "find-item": evidence.has("find") and bool(evidence.items),
        "check-item": evidence.has("check") and bool(evidence.items),
        "either": evidence.has("compare", "or"),
        "pay-or-outlook": bool({*evidence.sections, *evidence.hints} & {"salary", "outlook"}),
        "content": bool(roles or evidence.items or evidence.sections or evidence.hints),
        "bare": not (roles or evidence.items or evidence.sections or evidence.hints),
        "cue:follow": evidence.has(*REFERENCES),
    }
    return {name for name, true in facts.items() if true} | {f"cue:{cue}" for cue in evidence.cues}


def _confidence(evidence: Evidence, lead: int) -> float:
    """Return how sure a reading is: less by mended letters, strange words and close seconds."""
    words = max(len(evidence.words), 1)
    strange = (len(evidence.unknown) + 2 * len(evidence.outside)) / words
    sure = 1.0 - 0.06 * evidence.edits - 0.5 * min(strange, 1.0) - (0.2 if lead < 3 else 0.0)
    return round(min(max(sure, 0.05), 1.0), 2)


def _roles(evidence: Evidence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role.id for role in evidence.roles if not role.aside))


def _sections(evidence: Evidence, *ignored: str) -> tuple[str, ...]:
    named = [section for section in evidence.sections if section != SECTION_OVERVIEW]
    if not named and not evidence.sections:
        named = [hint for hint in HINTS if hint in evidence.hints and hint not in ignored][:1]
    return tuple(named) or (SECTION_OVERVIEW,)


def _explain(evidence: Evidence) -> Reading:
    sections = _sections(evidence)
    if evidence.has("transition") and not evidence.sections:
        sections = ("tips",)
    if len(evidence.items) > 1 and not evidence.sections and evidence.has("compare", "or"):
        sections = ("education",)
    if evidence.outside and not evidence.sections and not evidence.has("compare"):
        sections = ("tips",)
    return Reading("explain", _roles(evidence), sections)


def _compare(evidence: Evidence) -> Reading:
    sections = _sections(evidence, "definition", "outlook")
    if evidence.has("compare") and not evidence.sections and sections != ("skills",):
        sections = (SECTION_OVERVIEW,)
    if len(evidence.items) > 1 and not evidence.sections:
        sections = ("education",)
    return Reading("compare", _roles(evidence), sections)


def _check(evidence: Evidence) -> Reading:
    return Reading("check", _roles(evidence), _sections(evidence), tuple(evidence.items))


def _find(evidence: Evidence) -> Reading:
    superlative = "" if evidence.items else "least" if evidence.has("least") else "most"
    roles = () if not evidence.items and len(_roles(evidence)) == 1 else _roles(evidence)
    return Reading(
        "find",
        roles,
        _sections(evidence),
        tuple(evidence.items),
        superlative=superlative,
        negated=evidence.negated,
    )


def _recommend(evidence: Evidence) -> Reading:
    return Reading("recommend", _roles(evidence), (SECTION_OVERVIEW,), tuple(evidence.items))


def _transition(evidence: Evidence) -> Reading:
    wanted = [mention for mention in evidence.roles if not mention.aside]
    wanted.sort(key=_place)
    roles = tuple(dict.fromkeys(mention.id for mention in wanted))
    named = tuple(evidence.sections) or (("tips",) if "tips" in evidence.hints else ())
    return Reading("transition", roles, named or (SECTION_OVERVIEW,))


def _place(mention: Mention) -> int:
    """Return where a role stands in a move: start before unmarked before target."""
    if "start" in mention.marks and not mention.marks & {"target", "into"}:
        return 0
    return 2 if mention.marks & {"target", "into"} else 1


def _clarify(evidence: Evidence) -> Reading:
    return Reading("clarify", (), _sections(evidence), tuple(evidence.items))


def _plain(kind: str) -> Callable[[Evidence], Reading]:
    return lambda _: Reading(kind)


BUILDERS: dict[str, Callable[[Evidence], Reading]] = {
    "explain": _explain,
    "compare": _compare,
    "check": _check,
    "find": _find,
    "recommend": _recommend,
    "transition": _transition,
    "clarify": _clarify,
    "roles": _plain("roles"),
    "help": _plain("help"),
    "smalltalk": _plain("smalltalk"),
    "unknown": _plain("unknown"),
}
