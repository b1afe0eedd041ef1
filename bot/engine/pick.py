"""Pickers: the roles from which somebody may choose, written as a question.

    ask:                     the question itself is asked for
    compare:                 two roles are to be chosen
    compare: DA              one is chosen, another is to be
    salary: / research       a role of the family "research", for its pay
    roles: / research        what there is in that family
    roles: / full            every role, and the jobs known in short
    map: / full              every role with those most like it

So a picker needs no memory, survives a restart, fits on a button, and can be typed.
"""

import re
from collections.abc import Sequence

from bot.engine.ad import FORCED
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language.mention import Mentions
from bot.engine.page import Role
from bot.engine.reading import Cue, Reading
from bot.engine.talk.context import AD, Context

COMPARE, ROLES, ASK = "compare", "roles", "ask"
MAP = "map"
ALL, FULL = "all", "full"
"""In place of a family: the list of families, and all roles at once."""
VERSUS = " vs "
LONG = 200
"""Letters from which on a text is taken for the expected ad, even if it asks something."""
FEW = 4
"""Words from which on a text is taken for the expected ad."""
TALK = frozenset({"help", "roles", "smalltalk"})

_FORM = re.compile(r"(\w+):([^/:]*)(?:/ *(\w+))?")


def written(what: str, roles: Sequence[Role] = (), family: str = "") -> str:
    """Return a picker as a question: for a section, a comparison, or a list of roles."""
    named = VERSUS.join(role.short for role in roles)
    return " ".join(filter(None, (f"{what}:", named, family and f"/ {family}")))


def parsed(typed: str, knowledge: Knowledge) -> Reading | None:
    """Return the reading of a text that is a picker, or None for other texts."""
    match = _FORM.fullmatch(typed.strip())
    if not match:
        return None
    what, named, family = match[1].casefold(), match[2].strip(), match[3] or ""
    by_name = {role.short.casefold(): role.id for role in knowledge.pages.values()}
    parts = named.casefold().split(VERSUS) if named else []
    roles = tuple(by_name.get(part.strip(), "") for part in parts)
    if what == ASK and not (roles or family):
        return Reading("clarify", words=ASK)
    if what == COMPARE and all(roles) and (len(roles) < 2 or family):
        return compared(roles, knowledge).with_(family=family)
    if what in {ROLES, MAP} and not roles:
        cues = frozenset({Cue.MAP} if what == MAP else ())
        return Reading("roles", family=family, full=family == FULL, cues=cues)
    if what in knowledge.headings and not roles:
        return Reading("clarify", sections=(what,), family=family)
    return None


def compared(roles: tuple[str, ...], knowledge: Knowledge) -> Reading:
    """Return what asks for the roles that a comparison lacks."""
    return Reading("clarify", roles=roles, asks=(knowledge.ask_for("difference"),))


def compares(asks: Sequence[str], knowledge: Knowledge) -> bool:
    """Tell whether somebody who is asked for roles would compare them."""
    return knowledge.ask_for("difference") in asks


def chosen(
    reading: Reading, found: Mentions, context: Context, knowledge: Knowledge
) -> tuple[str, ...]:
    """Return the roles chosen so far for a comparison, () if a text chooses none.

    A text chooses if it only names a role while two are asked for, or after "compare".
    """
    asked = context.asked
    waits = asked is not None and asked.kind == "clarify" and compares(asked.asks, knowledge)
    only = reading.kind in {"explain", "clarify"} and not reading.items
    plain = {*reading.sections} <= {SECTION_OVERVIEW} or found.terse
    named = tuple(dict.fromkeys(one.id for one in found.jobs))
    if not (named and only and plain and not found.questions):
        return ()
    if waits and asked is not None:
        return tuple(dict.fromkeys((*asked.roles, *named)))
    return named if found.typed.startswith(COMPARE) else ()


def waited_ad(typed: str, reading: Reading, found: Mentions, context: Context) -> Reading | None:
    """Return the expected ad, or None if none is expected or a question came instead."""
    asked = context.asked
    if asked is None or asked.head != AD or asked.items:  # after an ad was read, none is expected
        return None
    asks = found.questions or reading.kind in TALK or len(found.words) < FEW
    return None if asks and len(typed) < LONG else ad(typed)


def ad(text: str) -> Reading:
    """Return a text as the reading of a job ad."""
    return Reading("recommend", sections=(SECTION_OVERVIEW,), ad=text.strip() or FORCED)
