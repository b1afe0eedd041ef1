"""Question + Lexicon -> Reading.

The evidence is put into words (features); the table of `rules` says which kinds are legal on
which features and how strongly; the strongest legal kind wins, and its lead over the next and
the words that found no place make its confidence.
"""

from bot.engine.build import BUILDERS
from bot.engine.evidence import MARKS, Evidence
from bot.engine.features import HOMES, REFERENCES, features
from bot.engine.gather import gather
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import Reading
from bot.engine.rules import RULES

SURE, MENDED, LENGTHY, STRANGE, FURTHER = 0.98, 0.98, 0.004, 0.88, 0.98
"""Confidence of a plain reading, and what a mended letter, each word beyond five, the first and
a further strange word leave of it."""
CLOSE, NEAR, SEVERAL = 0.85, 0.92, 0.85
"""What a second kind close behind or near, and more than one section, leave of it."""

EXCLUDED = 24
"""Roles and items put aside by one question; a list of more is no wish."""
QUOTED = 40
"""Letters of a strange word that are kept and quoted."""

NOTHING = " \t\n?!.,"
"""What somebody types who has nothing to say yet."""

# fmt: off
FOLLOW = REFERENCES | {
    "and", "not", "too", "back", "compare", "find", "who", "transition",
    "target", "check", "need", "of-them", "recommend", "have", "start", "smalltalk",
    "thanks", "bye", "greeting", "most", "least", "which-one", "fromthere", "similar", "map",
    "restart", "complaint", "distress", "lost", "duration", "lack", "level",
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
            "announce",
            "ask",
            "lead",
            "plea",
            "setting",
            "shun",
            "was",
            "goal",
            "worth",
            "backdrop",
        }
    )


RANKED = sorted(RULES, key=lambda rule: -rule.score)
"""The rules, the strongest first."""


def understand(typed: str, lexicon: Lexicon, knowledge: Knowledge) -> Reading:
    """Return what the text of one question means, taken by itself."""
    if not typed.strip(NOTHING):
        return Reading("help")
    return read(gather(typed, lexicon, knowledge), knowledge)


def read(evidence: Evidence, knowledge: Knowledge) -> Reading:
    """Return the reading that the evidence speaks for."""
    facts = features(evidence, knowledge)
    legal = [rule for rule in RANKED if rule.needs <= facts and rule.bars.isdisjoint(facts)]
    best = legal[0]
    others = [rule for rule in legal if rule.kind != best.kind]
    reading = BUILDERS[best.kind](evidence)
    if {"subjects", "either"} <= facts and not evidence.sections and not reading.items:
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
        unused=tuple(map(_short, evidence.outside + evidence.unknown)),
        background=_background(reading, evidence),
        excluded=_excluded(evidence)[:EXCLUDED],
        subjects=_subjects(evidence),
        full="more" in evidence.cues and bool(reading.roles),
        hints=frozenset(FOLLOW & evidence.cues.keys()) | _extras(evidence),
    )


def _short(word: str) -> str:
    """Return a word as it is quoted: nobody reads forty letters in a row."""
    return word if len(word) <= QUOTED else f"{word[:QUOTED]}…"


def _subjects(evidence: Evidence) -> tuple[str, ...]:
    """Return the items that the roles' fields name too, where no role is named otherwise."""
    fields = [role.item for role in evidence.roles if not role.aside]
    return tuple(dict.fromkeys(fields)) if all(fields) else ()


def _excluded(evidence: Evidence) -> tuple[str, ...]:
    """Return the roles and items that are not wanted; of a field it is both."""
    roles = [role for role in evidence.roles if role.aside]
    items = [role.item for role in roles if role.item]
    return tuple(dict.fromkeys((*(role.id for role in roles), *items, *evidence.unwanted)))


def _background(reading: Reading, evidence: Evidence) -> tuple[str, ...]:
    """Return the items that somebody starts with: all but what he wants or has not."""
    if reading.kind == "transition":
        lacked = {"target", "into", "negated", "without"}
        told = (one for one in evidence.things if one.own or not one.marks & lacked)
        return tuple(dict.fromkeys(one.id for one in told if not one.aside))
    return tuple(evidence.items) if _becomes(reading, evidence) else ()


def _becomes(reading: Reading, evidence: Evidence) -> bool:
    """Tell whether somebody asks the way to one role, so that what else is named is a start."""
    tells = evidence.has("start", "have", "transition") or any(t.own for t in evidence.things)
    wants = evidence.has("target", "into", "lack") and tells
    return reading.kind == "explain" and len(reading.roles) == 1 and wants


def _extras(evidence: Evidence) -> set[str]:
    extras = {f"head:{head}" for head in evidence.heads}
    extras |= {f"topic:{topic}" for topic in evidence.topics}
    extras |= {f"trait:{trait}" for trait in evidence.traits}
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
