"""Evidence -> Reading: what a question means once its kind is decided, one function for each."""

from collections.abc import Callable

from bot.engine.ad import FORCED
from bot.engine.evidence import Evidence, Mention
from bot.engine.features import known, moves
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.reading import Reading

COMPARED = frozenset({"skills", "salary", "outlook"})
"""Sections that a weak phrase may name beside "vs": "which will survive"."""

MOST_ITEMS = 12
"""Items that one answer goes into; a list of more is no question."""
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


def _roles(evidence: Evidence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role.id for role in evidence.roles if not role.aside))


def _sections(evidence: Evidence, *ignored: str) -> tuple[str, ...]:
    named = [section for section in evidence.sections if section != SECTION_OVERVIEW]
    if not named and not evidence.sections:
        if evidence.traits and "skills" not in ignored:
            return ("skills",)
        named = [hint for hint in HINTS if hint in evidence.hints and hint not in ignored][:1]
    return tuple(named) or (SECTION_OVERVIEW,)


def _explain(evidence: Evidence) -> Reading:
    sections = _sections(evidence)
    told = [thing for thing in evidence.things if thing.own]
    lacks = (
        evidence.has("lack")
        and evidence.has("have", "start")
        and bool(told)
        and len(told) == len(evidence.things)
    )
    if lacks or (evidence.has("transition") and not evidence.sections):
        sections = ("tips",)
    arrives = any(role.marks & {"target", "into"} for role in evidence.roles)
    leaves = moves(evidence, "start") or any(
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
    # "How bad at maths can I be": what is put aside is what is asked, where nothing else is.
    items = evidence.items or evidence.put_aside
    return Reading("check", _roles(evidence), _sections(evidence), tuple(items[:MOST_ITEMS]))


def _find(evidence: Evidence) -> Reading:
    asked = [section for section in evidence.sections if section != SECTION_OVERVIEW]
    ranked = asked == ["salary"] and evidence.has("most", "least")
    superlative = "least" if evidence.has("least") else "most"
    field_only = any(mention.how == "jobs" for mention in evidence.roles)
    if evidence.has("similar") and not set(evidence.items) - set(evidence.unwanted):
        least = "least" if evidence.has("least") else ""
        return Reading("find", _roles(evidence)[:1], (SECTION_OVERVIEW,), superlative=least)
    unwanted = evidence.unwanted
    wanted = [item for item in evidence.asked if item not in unwanted]
    # "Docker without Kubernetes" is asked of Docker; what is unwanted stands aside.
    items = wanted if wanted and unwanted else evidence.asked
    alone = not evidence.items and len(_roles(evidence)) == 1
    roles = () if alone or field_only else _roles(evidence)
    return Reading(
        "find",
        roles,
        _sections(evidence),
        tuple(items[:MOST_ITEMS]),
        superlative=superlative if ranked or not evidence.items else "",
        # The least of something has, of these sources, whoever has none of it.
        negated=(evidence.negated and not (wanted and unwanted))
        or (bool(evidence.items) and evidence.has("least") and not evidence.sections),
    )


def _recommend(evidence: Evidence) -> Reading:
    if evidence.has("adask"):
        return Reading("recommend", sections=(SECTION_OVERVIEW,), ad=FORCED)
    # "I know Python and machine learning": the field is known, and no role to choose.
    fields = {one.id: one.item for one in evidence.roles if known(one, evidence)}
    unwanted = evidence.unwanted
    wanted = [item for item in evidence.items if item not in unwanted]
    left = {one.id for one in evidence.roles if "start" in one.marks}
    roles = tuple(role for role in _roles(evidence) if role not in {*fields, *left})
    items = tuple(dict.fromkeys((*wanted, *fields.values())))
    return Reading("recommend", roles, (SECTION_OVERVIEW,), items)


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
