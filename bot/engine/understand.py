"""Question + Lexicon -> Reading.

The evidence is put into words (features); the table of `rules` says which kinds are legal on
which features and how strongly; the strongest legal kind wins, and its lead over the next and
the words that found no place make its confidence.
"""

from collections.abc import Callable, Mapping

from bot.engine import text
from bot.engine.evidence import MARKS, TOLD, Evidence, Mention
from bot.engine.gather import gather
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import Reading
from bot.engine.rules import RULES

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

COMPARED = frozenset({"skills", "salary", "outlook"})
"""Sections that a weak phrase may name beside "vs": "which will survive"."""

SURE, MENDED, LENGTHY, STRANGE, FURTHER = 0.98, 0.98, 0.004, 0.88, 0.98
"""Confidence of a plain reading, and what a mended letter, each word beyond five, the first and
a further strange word leave of it."""
CLOSE, NEAR, SEVERAL = 0.85, 0.92, 0.85
"""What a second kind close behind or near, and more than one section, leave of it."""

MOST_ITEMS = 12
"""Items that one answer goes into; a list of more is no question."""
NOTHING = " \t\n?!.,"
"""What somebody types who has nothing to say yet."""

JOB_WORDS = frozenset({"role", "job", "career", "position", "title", "profession"})
"""Words for what the knowledge is about, in the singular."""

HINTS = (
    "tips",
    "education",
    "skills",
    "tools",
    "responsibilities",
    "salary",
    "outlook",
    "industries",
    "definition",
)
"""Sections that weak phrases suggest, the most telling first."""

# fmt: off
REFERENCES = frozenset(
    {
        "about", "same", "instead", "they", "first", "second", "third", "last", "middle", "other",
        "both", "three", "all", "firsttwo", "swap", "more", "rest", "only",
        "without", "meant", "why", "sources",
    }
)
"""Cues that point at what was said before; without it they ask for nothing."""

FOLLOW = REFERENCES | {
    "and", "not", "too", "back", "compare", "find", "who", "transition",
    "target", "check", "need", "of-them", "recommend", "have", "start", "smalltalk",
    "thanks", "bye", "greeting", "most", "least", "which-one", "fromthere", "similar", "map",
}
"""Cues that a Reading carries on as hints, for `converse`."""
# fmt: on


def cues() -> frozenset[str]:
    """Return every cue that the engine asks for; a phrase for another would never matter."""
    asked = {word for rule in RULES for word in (*rule.needs, *rule.bars)}
    return frozenset(
        {word.removeprefix("cue:") for word in asked if word.startswith("cue:")}
        | {
            *FOLLOW,
            *MARKS,
            "or",
            "alone",
            "ask",
            "lead",
            "setting",
            "was",
            "goal",
            "worth",
            "backdrop",
        }
    )


def understand(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Reading:
    """Return what the text of one question means, taken by itself."""
    evidence = gather(typed, lexicon, knowledge)
    if not typed.strip(NOTHING):
        return Reading("help")
    return read(evidence, knowledge)


def read(evidence: Evidence, knowledge: Knowledge) -> Reading:
    """Return the reading that the evidence speaks for."""
    features = _features(evidence, knowledge)
    legal = [rule for rule in RULES if rule.needs <= features and not (rule.bars & features)]
    legal.sort(key=lambda rule: -rule.score)
    best = legal[0]
    others = [rule for rule in legal if rule.kind != best.kind]
    reading = BUILDERS[best.kind](evidence)
    if {"subjects", "either"} <= features and not evidence.sections and not reading.items:
        reading = reading.with_(sections=("education",))
    if reading.items and reading.kind in {"check", "find"} and not evidence.sections:
        homes = (HOMES[knowledge.items[item].kind] for item in reading.items)
        reading = reading.with_(sections=tuple(dict.fromkeys(homes)))
    return reading.with_(
        confidence=_confidence(evidence, best.score - (others[0].score if others else 0)),
        instead=tuple(
            BUILDERS[kind](evidence)
            for kind in dict.fromkeys(rule.kind for rule in others)
            if kind in {"explain", "compare", "check", "find", "transition"}
        ),
        unused=tuple(evidence.outside + evidence.unknown),
        background=tuple(evidence.items) if _becomes(reading, evidence) else (),
        excluded=tuple(role.id for role in evidence.roles if role.aside)
        + tuple(evidence.unwanted if reading.kind == "recommend" else evidence.put_aside),
        full="more" in evidence.cues and bool(reading.roles),
        hints=frozenset(FOLLOW & evidence.cues.keys()) | _extras(evidence),
    )


def _becomes(reading: Reading, evidence: Evidence) -> bool:
    """Tell whether somebody asks the way to one role, so that what else is named is a start."""
    wants = evidence.has("target", "into") and evidence.has("start", "have", "transition")
    return reading.kind == "explain" and len(reading.roles) == 1 and wants


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
    if evidence.roles and len(evidence.words) - named <= 4 and not any(rest):
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
        "only-field": bool(wanted) and all(m.how in {"field", "jobs"} for m in wanted),
        "item": bool(evidence.items),
        "sections2": len(evidence.sections) > 1,
        "items2": len(evidence.items) > 1,
        "asked-item": _asked_item(evidence, kinds),
        "subjects": sum(kinds.get(item) == "field" for item in evidence.items) > 1,
        "section": bool(set(evidence.sections) - {SECTION_OVERVIEW}),
        "role-section": bool(roles and set(evidence.sections) - {SECTION_OVERVIEW}),
        "field-jobs": any(mention.how == "jobs" for mention in wanted),
        "hint": bool(evidence.hints),
        "asked-section": bool(
            {*evidence.sections, *evidence.hints} & {"salary", "outlook", "tips", "education"}
        ),
        "topic": bool(evidence.topics),
        "outside": bool(evidence.outside),
        "aims-outside": "into" not in marks
        and (
            _moves(evidence, "into")
            or ("start" in marks and _moves(evidence, "target"))
            or ("start" in marks and _aims_at_industry(evidence, kinds))
        ),
        "alien": strange > 0,
        "alien2": strange > 1,
        "alien-most": strange > max(content, 1, evidence.asking / 6),
        "head": bool(evidence.heads),
        "joined": evidence.joined,
        "start": "start" in marks,
        "told": bool(evidence.things) and all(thing.own for thing in evidence.things),
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
        "cue:follow": bool(REFERENCES & evidence.cues.keys()),
    }
    return {name for name, true in facts.items() if true} | {f"cue:{cue}" for cue in evidence.cues}


def _asked_item(evidence: Evidence, kinds: Mapping[str, str]) -> bool:
    """Tell whether an item is asked about, not only told of.

    What the asker has is told; so is what stands in another sentence than the roles, or beside
    a section in which no such item is asked for ("outlook ... replaced by chatbots").
    """
    sentences = {evidence.words[role.start].sentence for role in evidence.roles}
    advised = "tips" in evidence.sections and not evidence.has("need")
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


def _confidence(evidence: Evidence, lead: int) -> float:
    """Return how often a reading so come by is right, as measured on labelled questions.

    Strange words, length, mended letters, a close second and several sections make it less.
    """
    strange = len(evidence.unknown) + 2 * len(evidence.outside)
    sure = SURE * MENDED**evidence.edits
    sure *= 1 - LENGTHY * min(max(evidence.asking - 5, 0), 40)
    sure *= STRANGE * FURTHER ** (strange - 1) if strange else 1
    sure *= CLOSE if lead < 3 else NEAR if lead < 10 else 1
    sure *= SEVERAL if len(evidence.sections) > 1 else 1
    return round(max(sure, 0.05), 2)


def _moves(evidence: Evidence, mark: str) -> bool:
    """Tell whether a title that the knowledge does not cover is left, or aimed at."""
    return any(mark in one.marks for one in evidence.outsiders)


def _aims_at_industry(evidence: Evidence, kinds: Mapping[str, str]) -> bool:
    """Tell whether somebody leaves for another industry: "data science to finance"."""
    return any("into" in one.marks and kinds.get(one.id) == "industry" for one in evidence.things)


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
    arrives = any(role.marks & {"target", "into"} for role in evidence.roles)
    leaves = _moves(evidence, "start") or any(
        one.end <= role.start for one in evidence.outsiders for role in evidence.roles
    )
    if evidence.outside and not evidence.sections and (arrives or leaves):
        sections = ("tips",)
    if evidence.has("compare") and not evidence.sections:
        sections = (SECTION_OVERVIEW,)
    return Reading("explain", _roles(evidence), sections)


def _compare(evidence: Evidence) -> Reading:
    sections = _sections(evidence, "definition")
    if evidence.has("compare", "or") and not evidence.sections and sections[0] not in COMPARED:
        sections = (SECTION_OVERVIEW,)
    return Reading("compare", _roles(evidence), sections)


def _check(evidence: Evidence) -> Reading:
    items = tuple(evidence.items[:MOST_ITEMS])
    return Reading("check", _roles(evidence), _sections(evidence), items)


def _find(evidence: Evidence) -> Reading:
    superlative = "" if evidence.items else "least" if evidence.has("least") else "most"
    field_only = any(mention.how == "jobs" for mention in evidence.roles)
    if evidence.has("similar") and not evidence.items:
        return Reading("find", _roles(evidence)[:1], (SECTION_OVERVIEW,))
    alone = not evidence.items and len(_roles(evidence)) == 1
    roles = () if alone or field_only else _roles(evidence)
    return Reading(
        "find",
        roles,
        _sections(evidence),
        tuple(evidence.items[:MOST_ITEMS]),
        superlative=superlative,
        negated=evidence.negated,
    )


def _recommend(evidence: Evidence) -> Reading:
    # "I know Python and machine learning": the field is known, and no role to choose.
    known = {one.id: one.item for one in evidence.roles if one.item and _had(one, evidence)}
    unwanted = evidence.unwanted
    wanted = [item for item in evidence.items if item not in unwanted]
    roles = tuple(role for role in _roles(evidence) if role not in known)
    items = tuple(dict.fromkeys((*wanted, *known.values())))
    return Reading("recommend", roles, (SECTION_OVERVIEW,), items)


def _had(field: Mention, evidence: Evidence) -> bool:
    """Tell whether a field is told of as known or liked, rather than wanted as a job."""
    if field.marks & {"target", "into", "start"} or field.aside:
        return False
    sentence = evidence.words[field.start].sentence
    told = evidence.cues.get("have", ())
    return any(at < field.start and evidence.words[at].sentence == sentence for at in told)


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
    sections = _sections(evidence, *(("definition",) if evidence.has("compare") else ()))
    return Reading("clarify", (), sections, tuple(evidence.items))


def _unknown(evidence: Evidence) -> Reading:
    """Keep what was understood: in a talk the question may still point at something known."""
    return Reading("unknown", _roles(evidence), _sections(evidence), tuple(evidence.items))


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
    "unknown": _unknown,
}
