"""Context + Mentions -> what the talk offers to a text; Reading -> the Context after it.

Laws of this module:

1. A talk is a frame: roles, sections or topic, items, level, place. A follow-up fills what its
   text leaves out; how much it leaves out is learned (`link`, `content`, `manner` of the Intent).
2. A full question inherits only level and place, which stay until others are given.
3. After an out-of-scope subject, a short follow-up belongs to that subject, until a returning word
   ("sorry", "their") resumes the earlier conversation.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.engine import quiz
from bot.engine.ad import FORCED
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.language import text
from bot.engine.language.intent import Intent
from bot.engine.language.mention import Mark, Mentions
from bot.engine.language.slots import LIKELY, NOTHING, Offer
from bot.engine.reading import MISSED, Cue, Question, Reading
from bot.engine.talk.context import AD, EMPTY, Context, Turn

REMEMBERED = 6
"""Answered turns kept: "all three again" reaches back that far."""
FORGOTTEN = timedelta(days=7)
"""Time after which a greeting begins a new conversation."""
MANY = 6
"""Roles listed from which on one is asked which of them is meant."""
MANNERS = frozenset({Cue.THANKS, Cue.BYE, Cue.GREETING})
"""Cues of what is said for manners, and not of an answer."""
PLACES = {Cue.FIRST: 0, Cue.SECOND: 1, Cue.THIRD: 2, Cue.MIDDLE: 1, Cue.LAST: -1}
"""Cues for one of several -> its place among them."""
RETURN = frozenset({Cue.BACK, Cue.THEY, Cue.BOTH, Cue.FIRST, Cue.SECOND, Cue.OTHER, Cue.SWAP})
"""Cues that resume the conversation from before an out-of-scope subject."""
GOES_ON = frozenset({Cue.AND, Cue.ABOUT, Cue.TOO, Cue.MORE, Cue.REST, Cue.ONLY, Cue.WHICH})
TIES = RETURN | GOES_ON | {Cue.INSTEAD, Cue.MEANT, Cue.ALL, Cue.LAST}
"""Cues that make a question a follow-up, however full it is."""
MENDS = frozenset({Cue.INSTEAD, Cue.MEANT})
"""Cues by which one of several roles takes the place of the last."""
ANSWERED = frozenset({"explain", "compare", "check", "find", "recommend", "transition", "general"})
"""Kinds of questions that leave a frame."""


def current(
    found: Mentions, context: Context, question: Question, knowledge: Knowledge
) -> Context:
    """Return the context that a question continues: empty after a long time and a greeting."""
    old = context.at and question.at and question.at - context.at > FORGOTTEN
    return EMPTY if old and Cue.GREETING in found.cues else _still_known(context, knowledge)


def situation(context: Context) -> tuple[str, ...]:
    """Return the state of a talk as features of the model; () if there is none."""
    last = context.last
    told = []
    if context.asked:
        told.append(f"@asked.{context.asked.kind}")
    if context.outside:
        told.append("@outside")
    if last:
        size = len(last.subjects)
        roles = "many" if size > MANY else str(min(size, 3))
        told += ["@talk", f"@kind.{last.kind}", f"@roles{roles}"]
        told += [f"@section.{section}" for section in last.sections]
        told += ["@items"] if last.items else []
    return tuple(told)


def is_full(found: Mentions) -> bool:
    """Tell whether a text takes nothing of a talk: two roles, a section, and no word that ties."""
    several = len({one.id for one in found.jobs}) > 1
    return several and bool(found.sections) and not found.cues.keys() & TIES


def offer(found: Mentions, context: Context, knowledge: Knowledge) -> Offer:
    """Return what the talk offers for the slots that a text leaves empty."""
    last = context.last
    asked = context.asked if context.asked and context.asked.kind != "recommend" else None
    if (last is None and asked is None) or is_full(found):
        return NOTHING
    if context.outside and not (found.cues.keys() & RETURN or found.jobs or found.of("item")):
        return NOTHING
    before = last or Turn("clarify")
    answers = asked is not None and bool(found.jobs)
    frame = asked if asked is not None and (answers or last is None) else before
    about = before
    if before.kind in {"general", "roles"}:  # the roles discussed before are not forgotten
        about = next((one for one in reversed(context.turns) if one.subjects), before)
    roles = about.subjects if len(about.subjects) <= MANY else ()
    return Offer(
        () if answers else _pointed_at(found, roles, context),
        _part(found, context, knowledge),
        _recent(context) if len(roles) == 1 and not answers else (),
        frame.sections,
        frame.asks,
        frame.items if frame.kind != "recommend" else (),
        frame.topic,
        frame.kind,
        (*context.told.roles, *context.told.items),
        _titles(found, context, knowledge),
    )


def _titles(found: Mentions, context: Context, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the last discussed roles with a title that a text uses alone."""
    used = {text.stem(found.words[one.start].text) for one in found.jobs if one.how == "title"}
    if not used:
        return ()
    every = (turn.listed for turn in reversed(context.turns))
    having = (tuple(role for role in one if knowledge.words_of(role) & used) for one in every)
    return next((roles for roles in having if roles), ())


def _recent(context: Context) -> tuple[str, ...]:
    """Return the last two discussed roles, the later one last; () if there was only one."""
    every = (role for turn in reversed(context.turns) for role in reversed(turn.roles))
    two = tuple(dict.fromkeys(every))[:2]
    return two[::-1] if len(two) > 1 else ()


def _pointed_at(found: Mentions, roles: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return the roles of the talk: the latest, or as many as are pointed at."""
    if Cue.BOTH in found.cues and len(roles) > 2:  # the two named last
        return _recent(context) or roles[:2]
    for cue, least in ((Cue.BOTH, 2), (Cue.ALL, 3), (Cue.WHICH, 2), (Cue.CHOOSE, 2)):
        if cue in found.cues and len(roles) < least:
            lists = (turn.listed for turn in reversed(context.turns) if turn.kind != "roles")
            several = next((one for one in lists if len(one) >= least), ())
            every = tuple(dict.fromkeys(r for turn in context.turns for r in turn.roles))
            found_ = several or every[-least:] or roles
            own = context.told.roles if cue is Cue.CHOOSE else ()
            return tuple(role for role in found_ if role not in own) or roles
    return roles


def _part(found: Mentions, context: Context, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the roles that a text points at among several: "the second one", "not the MLE"."""
    lists = [_among(turn) for turn in reversed(context.turns)]
    every = tuple(dict.fromkeys(role for turn in context.turns for role in turn.roles))
    many = next((roles for roles in lists if len(roles) > 1), every if len(every) > 1 else ())
    last = lists[0] if lists else ()
    others = tuple(role for role in many if role not in context.told.roles)
    many = others if len(others) > 1 else many
    if found.jobs:
        return _titled(found, last, knowledge) or _mended(found, last)
    if last and found.titles and found.cues.keys() & MENDS:
        known = last[-1] in knowledge.roles
        if sibling := knowledge.sibling(last[-1], found.titles[-1]) if known else None:
            return (*last[:-1], sibling)
    words = {*found.titles, *_words(found, knowledge)}
    chosen = tuple(role for role in many if knowledge.words_of(role) & words)
    if not 0 < len(chosen) < len(many):
        chosen = _placed(found, many, last)
    return tuple(r for r in many if r not in chosen) if found.denies and chosen else chosen


def _among(turn: Turn) -> tuple[str, ...]:
    """Return the roles of a turn among which one chooses; of a way only where it leads."""
    return turn.roles[-1:] if turn.kind == "transition" else turn.listed


def _titled(found: Mentions, last: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """Return the role that a title points at: "is machine learning needed for an analyst?"."""
    fields = all(one.how == "field" and one.item for one in found.jobs)
    words = {*found.titles}
    return tuple(role for role in last if knowledge.words_of(role) & words) if fields else ()


def _mended(found: Mentions, last: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles just discussed, without an excluded one or with another in its place."""
    aside = {one.id for one in found.jobs if one.mark is Mark.WITHOUT} & {*last}
    named = dict.fromkeys(one.id for one in found.jobs if one.mark is not Mark.WITHOUT)
    kept = tuple(role for role in last if role not in aside)
    if len(last) < 2 or len(named) > 1 or not (aside or found.cues.keys() & MENDS):
        return ()
    return tuple(dict.fromkeys((*(kept if aside else last[:-1]), *named)))


def _placed(found: Mentions, many: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles that a text points at by their place in a list."""
    pointed = sorted(PLACES.keys() & found.cues.keys(), key=found.cues.__getitem__)
    if chosen := [many[PLACES[cue]] for cue in pointed if many[PLACES[cue] :]]:
        return tuple(dict.fromkeys(chosen))
    if Cue.FIRST_TWO in found.cues:
        return many[:2]
    if Cue.OTHER in found.cues and len(many) > 1:
        left = tuple(role for role in many if role not in last) or many[1:2]
        return left if len(left) == 1 else ()
    return ()


def _words(found: Mentions, knowledge: Knowledge) -> list[str]:
    """Return words before "one" that are part of a role's name: "the vision one"."""
    pairs = pairwise(word.text for word in found.words)
    return [one for one, last in pairs if last in {"one", "ones"} and one in knowledge.role_words]


def follow(reading: Reading, found: Mentions, intent: Intent, context: Context) -> Reading:
    """Return the reading with what stays of the talk: its manner, its level and place."""
    last = context.last
    if last is None:  # nothing can have been missed yet: "when I asked my boss ..."
        return reading.with_(tone="") if reading.tone == MISSED else reading
    reading = reading.with_(language="")  # that answers are in English has been said
    if reading.kind == "smalltalk" and MANNERS.isdisjoint(found.cues):
        return reading.with_(cues=reading.cues | {Cue.REMARK})
    manner = intent.best("manner")
    wants = intent.likely("manner")[manner] > LIKELY and manner != "none"
    if wants and not found.jobs and reading.kind not in {"unknown", "smalltalk"}:
        before = last.again().with_(confidence=reading.confidence, unused=reading.unused)
        full = manner in {"why", "more", "source"}
        cues = reading.cues | before.cues
        return stays(before.with_(manner=manner, full=full, cues=cues), last)
    if Cue.SWAP in found.cues and not found.jobs:
        return _turned(reading, last)
    if reading.kind not in ANSWERED:
        return reading
    return stays(reading, last)


def stays(reading: Reading, last: Turn | None) -> Reading:
    """Return the reading with the earlier level and place if it has none of its own."""
    if last is None:
        return reading
    level, place = reading.level or last.level, reading.place or last.place
    same = (level, place) == (reading.level, reading.place)
    return reading if same else reading.with_(level=level, place=place, kept=not reading.place)


def _turned(reading: Reading, last: Turn) -> Reading:
    """ "The other way round" turns the roles of the talk, or asks for the opposite."""
    before = last.again().with_(confidence=reading.confidence)
    if last.kind == "check":  # not whether these roles need it, but which roles do
        return before.with_(kind="find", roles=())
    if last.kind == "find" and last.superlative:
        return before.with_(superlative="most" if last.superlative == "least" else "least")
    if last.kind == "find":
        return before.with_(negated=not last.negated)
    if len(last.roles) < 2:
        return reading.with_(kind="clarify", roles=(), items=())
    return before.with_(roles=last.roles[::-1])


def after(
    reading: Reading, context: Context, at: datetime | None, knowledge: Knowledge
) -> Context:
    """Return the context once a reading has been answered."""
    at = at or context.at
    if Cue.RESTART in reading.cues and reading.kind == "help":
        context = Context(at=at)
    if reading.quiz is not None and quiz.next_theme(quiz.parse(reading.quiz) or (), knowledge):
        return replace(context, asked=Turn("recommend", head=reading.quiz), at=at)
    if reading.ad == FORCED:  # the ad itself is still to come
        return replace(context, asked=Turn("recommend", head=AD), at=at)
    turn = _at_home(Turn.of(reading), context.last)
    context = replace(context, told=context.told.with_(reading.own))
    begins = reading.kind == "roles" and not context.turns  # so that "more" continues it
    if reading.kind in ANSWERED or turn.map or begins:
        turns = (*context.turns, turn)[-REMEMBERED:]
        open_ = reading.kind == "recommend" and not (reading.items or reading.ad)
        return Context(turns, turn if open_ else None, context.told, False, at)
    if reading.kind == "clarify":
        return replace(context, asked=turn, at=at)
    if reading.kind == "unknown" and Cue.COMPLAINT not in reading.cues:
        in_quiz = context.asked and quiz.parse(context.asked.head) is not None
        return replace(context, outside=True, asked=context.asked if in_quiz else None, at=at)
    return replace(context, at=at)


def _at_home(turn: Turn, last: Turn | None) -> Turn:
    """Return a turn with the earlier country, if it only asked about remote work."""
    remote = turn.place == "remote" and last is not None and last.place != ""
    return replace(turn, place=last.place) if remote and last else turn


def _still_known(context: Context, knowledge: Knowledge) -> Context:
    """Return the context without what the knowledge no longer holds."""
    turns = tuple(turn for turn in context.turns if _holds(knowledge, turn))
    asked = context.asked if context.asked and _holds(knowledge, context.asked) else None
    if len(turns) == len(context.turns) and asked is context.asked:
        return context
    return replace(context, turns=turns, asked=asked)


def _holds(knowledge: Knowledge, turn: Turn) -> bool:
    names = (*turn.roles, *turn.shown, *turn.items, *turn.background, *turn.excluded)
    families = (knowledge.roles, knowledge.neighbours, knowledge.items)
    return (
        all(any(name in family for family in families) for name in names)
        and all(one in knowledge.headings or one == SECTION_OVERVIEW for one in turn.sections)
        and (not turn.topic or turn.topic in knowledge.topics)
    )
