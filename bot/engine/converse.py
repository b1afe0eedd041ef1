"""Reading + Context -> complete Reading + new Context.

Laws of this module:

1. Only what is missing is carried over, and only when the wording leaves it out.
2. A full new question inherits nothing.
3. After something outside the knowledge a bare section belongs to that subject, until a word
   of return ("sorry", "their") takes the earlier talk up again.
4. `STEPS` are tried in order; the first that has something to say ends the matter.
"""

from collections.abc import Callable

from bot.engine import quiz
from bot.engine.carry import (
    MANY,
    TOLD,
    advised,
    asked_about,
    from_there,
    heads,
    latest_list,
    latest_roles,
    listed,
    named,
    of_the_ad,
    plural,
    repeated,
    so_many,
    subjects,
    told,
    why_not,
    with_roles,
)
from bot.engine.context import EMPTY, Context, Turn
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question, Reading
from bot.engine.remember import ALIKE, MAP, after, again, beside, nearest, stale, still_known

POINTING = frozenset({"swap", "more", "rest", "both", "three", "all", "lack", "duration", "level"})
"""Cues that ask for something of the talk even where nothing else was understood."""

OPPOSITE = {"most": "least", "least": "most"}
PLACES = {"first": 0, "second": 1, "third": 2, "middle": 1, "last": -1}
"""Cues for one of several -> its place among them."""
SEVERAL = frozenset({"compare", "transition", "recommend", "find"})
"""Kinds of questions that leave several roles on the table."""
STRANGE = 2
"""Words not known in a question that may still be a follow-up."""


def converse(
    reading: Reading, context: Context, question: Question, knowledge: Knowledge
) -> tuple[Reading, Context]:
    """Return the reading with what the talk before it adds, and the context after it."""
    talk = EMPTY if stale(reading, context, question) else still_known(context, knowledge)
    reading = why_not(reading, knowledge)
    complete = reading
    for step in () if reading.quiz is not None or reading.ad else STEPS:
        found = step(reading, talk, knowledge)
        if found is not None:
            complete = found
            break
    if complete.kind == "unknown":
        talk = beside(talk, complete)
        if complete.items and not complete.unused:
            complete = complete.with_(hints=complete.hints | {"unknown_items"})
        complete = complete.with_(roles=(), sections=(), items=())
    if complete.roles != reading.roles:
        complete = complete.with_(instead=())  # they were of the question alone
    return complete, after(complete, talk, question.at, knowledge)


Step = Callable[[Reading, Context, Knowledge], Reading | None]


def _complete(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """What stands alone stays as it is."""
    if "restart" in reading.hints and reading.kind == "help":
        heads = [turn.head for turn in (talk.asked, talk.last) if turn]
        asked = any(quiz.parse(head) is not None for head in heads if head)
        return quiz.as_reading((), knowledge) if asked else reading
    if reading.kind in {"smalltalk", "help", "roles"} or not (talk.turns or talk.asked):
        return reading
    advised = talk.last is not None and talk.last.kind == "recommend"
    bare = bool("alien" not in reading.hints and reading.hints & {"who", "most", "least"})
    bare = bare or bool(reading.items and (advised or "alien" not in reading.hints))
    lists = advised or (talk.last is not None and talk.last.kind == "find")
    bare = bare or bool(reading.excluded and lists and not reading.unused)
    bare = bare or any(hint.startswith("head:") for hint in reading.hints)
    pointing = POINTING if len(reading.unused) < STRANGE else POINTING - {"rest"}
    if reading.kind == "unknown" and not (reading.hints & pointing or bare or _points(reading)):
        return reading
    if talk.outside and not reading.roles and not reading.items:
        returned = reading.hints & {"back", "they", "smalltalk", "swap", "both", "first"}
        return None if returned else reading
    return None


def _points(reading: Reading) -> bool:
    """Tell whether a question with a strange word still asks something of those talked about."""
    strange = "outside" in reading.hints or any(h.startswith("topic:") for h in reading.hints)
    asks = bool(named(reading) or reading.items)
    firm = named(reading) and "hinted" not in reading.hints and len(reading.unused) == 1
    pointing = firm or ("they" in reading.hints and len(reading.unused) <= STRANGE)
    return pointing and asks and not strange


def _in_quiz(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """What is no answer and asks nothing by itself leaves the quiz at its question."""
    given = quiz.parse(talk.asked.head) if talk.asked and talk.asked.head else None
    if given is None or reading.kind != "clarify" or not quiz.next_theme(given, knowledge):
        return None
    return quiz.as_reading(given, knowledge).with_(full=True, hints=reading.hints)


def _answered_back(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """Roles alone answer the bot's own question."""
    asked = talk.asked
    if asked is None:
        return None
    if asked.kind == "recommend":
        if reading.items and not reading.hints & {"find", "who", "check"}:
            aside = reading.items if reading.negated else reading.excluded
            return reading.with_(
                kind="recommend",
                sections=(SECTION_OVERVIEW,),
                items=tuple(item for item in reading.items if item not in aside),
                excluded=tuple(dict.fromkeys((*asked.excluded, *aside))),
                negated=False,
            )
        return None
    if not reading.roles or named(reading) or reading.items:
        return None
    if not reading.hints & {"bare", "they", "and", "both"} and reading.kind != "compare":
        return None
    roles = tuple(
        knowledge.sibling(role, asked.head) or role if asked.head else role
        for role in reading.roles
    )
    if asked.items:
        return reading.with_(kind="check", roles=roles, items=asked.items, sections=asked.sections)
    kind = reading.kind if reading.kind == "transition" else plural(roles)
    return reading.with_(kind=kind, roles=roles, sections=asked.sections)


def _swap(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """ "the other way round" turns the roles of the talk."""
    last = talk.last
    if "swap" not in reading.hints or reading.roles or last is None:
        return None
    if last.kind == "check":
        # Not whether these roles need it, but which roles do.
        return reading.with_(kind="find", items=last.items, sections=last.sections)
    if last.kind == "find" and last.manner not in ALIKE:
        # Not the best but the worst, not who has it but who has not.
        before = again(last).with_(confidence=reading.confidence)
        aside = tuple(name for name in last.excluded if name in knowledge.items)
        if before.superlative:
            return before.with_(superlative=OPPOSITE[before.superlative])
        if aside and not before.negated:
            return before.with_(items=aside, excluded=before.items)
        return before.with_(negated=not before.negated, excluded=())
    if len(last.roles) == 1 and (near := nearest((last.job,), knowledge)[0] if last.job else ""):
        return reading.with_(kind="transition", roles=(*last.roles, near))
    if len(last.roles) < 2:
        return None
    sections = reading.sections if named(reading) else last.sections
    return reading.with_(kind=last.kind, roles=last.roles[::-1], sections=sections)


def _chosen(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "the second one", "both", "all three": roles by their place in the talk."""
    last = talk.last
    if reading.roles or last is None:
        return None
    many = latest_list(talk)
    about = asked_about(talk) or last
    if "other" in reading.hints and len(many) > 1:
        left = [role for role in many if role not in last.roles] or [many[1]]
        return with_roles(reading, left, about)
    for name, place in PLACES.items():
        if name in reading.hints and many and place < len(many):
            left = [role for role in many if role != many[place]]
            chosen = left if "without" in reading.hints else [many[place]]
            return with_roles(reading, chosen, about)
    if "firsttwo" in reading.hints and len(many) > 1:
        return with_roles(reading, many[:2], about)
    for name, count in {"both": 2, "three": 3, "all": 2}.items():
        if name in reading.hints:
            roles = so_many(talk, count, or_more=name == "all")
            return with_roles(reading, roles, about) if roles else None
    return None


def _narrow(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "without MLS", "drop the MLE", "sorry, MLSE not MLE"; "not DA" of those listed."""
    last = talk.last
    out = [name for name in reading.excluded if last and name in last.roles]
    off_list = [name for name in reading.excluded if last and name in last.shown]
    if last and off_list and not (reading.roles or reading.items or named(reading)):
        excluded = tuple(dict.fromkeys((*last.excluded, *reading.excluded)))[-TOLD:]
        return again(last).with_(excluded=excluded, confidence=reading.confidence)
    if last is None or not out or reading.kind == "transition":
        return None
    if reading.roles and len(reading.roles) <= len(out):
        new = dict(zip(out, reading.roles, strict=False))
        roles = [new.get(role, role) for role in last.roles]
    elif not reading.roles:
        roles = [role for role in last.roles if role not in out]
    else:
        return None
    return with_roles(reading, roles, last) if roles else None


def _among(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "which of them" looks among the talk's roles, "who else" and "who doesn't" among all."""
    last = talk.last
    hints = reading.hints
    if reading.roles or last is None:
        return None
    if reading.items:
        beside = last.kind == "compare" and "more" in hints  # "who needs more maths?"
        among = latest_list(talk) if "of-them" in hints or beside else ()
        return reading.with_(roles=among) if among and reading.kind == "find" else None
    if "who" in hints and last.items and (not named(reading) or "hinted" in hints):
        lacks = bool(hints & {"not", "without"}) and not reading.excluded
        negated = reading.negated or lacks
        return reading.with_(
            kind="find", items=last.items, sections=last.sections, negated=negated
        )
    if "similar" in hints and last.manner in ALIKE:
        # "And least like it?": of the role asked about, not of those listed for it.
        return again(last).with_(superlative="least" if "least" in hints else "")
    ranked = again(last)
    turned = ranked.superlative and hints & {"most", "least"} and not named(reading)
    if turned and last.kind == "find" and last.manner not in ALIKE:
        return ranked.with_(superlative="least" if "least" in hints else "most")
    if hints & {"who", "which-one", "they"} and hints & {"most", "least"} and not named(reading):
        superlative = "least" if "least" in hints else "most"
        roles = latest_roles(talk) if latest_roles(talk)[1:] else so_many(talk, 2)
        sections = last.sections
        return reading.with_(kind="find", roles=roles, sections=sections, superlative=superlative)
    if reading.kind != "find":
        return None
    roles = latest_roles(talk)
    # "which pays more?" right after several roles; "which role" would ask of all.
    several = last.kind in SEVERAL and len(roles) > 1
    compared = several and reading.superlative and not hints & {"find", "they"}
    if compared or hints & {"of-them", "which-one"}:
        roles = roles if len(roles) > 1 else latest_list(talk) or so_many(talk, 2)
        return reading.with_(roles=roles) if len(roles) > 1 else None
    return with_roles(reading, roles, last) if roles and "they" in hints else None


def _items(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """An item without a role is asked of the talk's roles, unless all roles are searched."""
    last = talk.last
    disliked = any(name in knowledge.items for name in reading.excluded)
    if not (reading.items or disliked) or reading.roles or last is None:
        return None
    adds = reading.hints & {"have", "and", "too", "without", "not"}
    if last.kind == "recommend" and adds and not reading.hints & {"who", "find"}:
        every = dict.fromkeys((*last.items, *reading.items))
        items = tuple(item for item in every if item not in reading.excluded)[-TOLD:]
        excluded = tuple(dict.fromkeys((*last.excluded, *reading.excluded)))[-TOLD:]
        return reading.with_(
            kind="recommend", items=items, excluded=excluded, sections=(SECTION_OVERVIEW,)
        )
    anew = {"find", "who", "about", "instead"}
    lists = last.kind == "find" and bool(last.items) and not reading.hints & anew
    if lists and disliked and {*reading.items} <= {*reading.excluded}:
        # "But not Kubernetes": of those just listed.
        excluded = tuple(dict.fromkeys((*last.excluded, *reading.excluded)))[-TOLD:]
        return again(last).with_(excluded=excluded, confidence=reading.confidence)
    if last.manner in ALIKE and disliked:
        return again(last).with_(excluded=reading.excluded, confidence=reading.confidence)
    if reading.kind not in {"find", "clarify", "unknown"} or reading.hints & {"find", "who"}:
        return None
    if not reading.items:
        return None
    firm = named(reading) and "hinted" not in reading.hints
    if firm and last.roles and {*reading.named_sections} <= {"outlook", "salary"}:
        # "Will ChatGPT kill this job?" asks of no tool.
        return with_roles(reading.with_(items=()), last.roles, last)
    if last.kind == "find" and not reading.hints & {"they"}:
        return reading.with_(kind="find")
    roles = last.roles[-1:] if last.kind == "transition" else last.roles
    if not roles and "they" in reading.hints and len(last.shown) <= MANY:
        roles = last.shown
    return reading.with_(kind="check", roles=roles) if roles else None


def _roles(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """A role without a section takes the talk's section, and joins or replaces its roles."""
    last = talk.last
    hints = reading.hints
    if not reading.roles or reading.items or last is None or reading.kind == "transition":
        return None
    if reading.kind not in {"explain", "compare"}:
        return None
    joins = "compare" in hints and len(reading.roles) == 1 and last.roles
    if joins:
        kept = last.roles[:-1] if "instead" in hints and len(last.roles) > 1 else last.roles
        roles = tuple(dict.fromkeys((*kept, *reading.roles)))
        sections = reading.sections if named(reading) else last.sections
        return reading.with_(kind=plural(roles), roles=roles, sections=sections)
    if (named(reading) and "hinted" not in hints) or "overview" in hints:
        return None
    if named(reading) and last.kind == "recommend":
        return None  # "what would I have to learn for MLOps?" is no question of what fits
    elliptic = hints & {"bare", "and", "about", "same", "instead", "only", "meant", "too"}
    asks = "check" in hints and last.items and (not named(reading) or "hinted" in hints)
    if not elliptic and not asks:
        return None
    if len(reading.roles) > 1 and not hints & {"about", "same", "and", "instead", "meant"}:
        return None
    return _joined(reading, last)


def _joined(reading: Reading, last: Turn) -> Reading:
    hints = reading.hints
    roles = reading.roles
    moved = last.kind == "transition"
    points = {"they", "check"} <= hints
    same = last.kind in {"check", "find"} and (not named(reading) or "they" in hints)
    if last.items and (points or same):
        return reading.with_(kind="check", items=last.items, sections=last.sections)
    if hints & {"instead", "meant"} and len(last.roles) > 1 and len(roles) == 1:
        roles = tuple(dict.fromkeys((*last.roles[:-1], *roles)))
    elif "and" in hints and "about" not in hints and len(last.roles) > 1 and not moved:
        roles = tuple(dict.fromkeys((*last.roles, *roles)))
    if moved and len(roles) == 2 and roles[0] == last.roles[0]:
        return reading.with_(kind="transition", roles=roles, sections=last.sections)
    if moved and len(roles) == 1 and roles != last.roles[:1]:
        return reading.with_(
            kind="transition", roles=(*last.roles[:1], *roles), sections=last.sections
        )
    if last.manner == MAP and len(roles) == 1 and "about" in hints:
        return reading.with_(kind="find", sections=(SECTION_OVERVIEW,), hints=hints | {"similar"})
    if last.manner in ALIKE and len(roles) == 1 and "about" in hints:
        return again(last).with_(roles=roles, hints=hints | {"similar"})
    if (last.background or last.job) and len(roles) == 1 and last.kind != "compare":
        return again(last).with_(roles=roles, hints=hints)
    kept = last.kind in {"explain", "compare"} or again(last).superlative
    sections = last.sections if kept else reading.sections
    return reading.with_(kind=plural(roles), roles=roles, sections=sections)


def _sections(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """A section without a role is asked of the talk's roles; so are "more" and "the rest"."""
    last = talk.last
    hints = reading.hints
    if reading.roles or last is None or reading.items or reading.kind in {"find", "recommend"}:
        return None
    about = subjects(last)
    if not about:
        return None
    if named(reading) and (not last.roles or last.manner in ALIKE):
        return listed(reading, last)
    if hints & {"rest", "all"} and not last.roles and not named(reading):
        before = again(last)
        return before.with_(full=True, hints=before.hints | hints)
    if "rest" in hints:
        return reading.with_(
            kind=plural(last.roles), roles=last.roles, sections=(SECTION_OVERVIEW,), full=True
        )
    many = about if about[1:] else latest_list(talk) if "they" in hints else ()
    if not named(reading) and "compare" in hints and "alone" not in hints and many:
        return reading.with_(kind="compare", roles=many, sections=(SECTION_OVERVIEW,))
    if not named(reading):
        return None
    several = "compare" in hints and len(about) == 1
    return with_roles(reading, (so_many(talk, 2) if several else ()) or about, last)


def _unturned(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """What has no other way round is asked back."""
    return reading.with_(kind="clarify") if "swap" in reading.hints and talk.last else None


STEPS: tuple[Step, ...] = (
    of_the_ad,
    advised,
    _complete,
    _in_quiz,
    repeated,
    heads,
    _answered_back,
    _swap,
    from_there,
    _chosen,
    _narrow,
    _among,
    told,
    _items,
    _roles,
    _sections,
    _unturned,
)
