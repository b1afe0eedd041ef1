"""What a talk holds that a follow-up may carry over: its roles, sections and items."""

from dataclasses import replace

from bot.engine import quiz
from bot.engine.context import AD, Context, Turn
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Reading
from bot.engine.remember import ALIKE, again

BESIDE = "beside"
"""Hint of a section asked after a way: it is set side by side for its two ends."""
FEW = 3
"""Roles listed whose pay is compared; that of more is ranked."""
TOLD = 24
"""Items kept of what somebody told bit by bit that he likes or has, and of what he does not."""
MANY = 5
"""Roles listed that are compared; of more somebody must choose."""
CHOICES = 6
"""Roles offered to choose from."""


def with_roles(reading: Reading, roles: list[str] | tuple[str, ...], last: Turn) -> Reading:
    """Return the reading about these roles, in its own section or in the talk's."""
    roles = tuple(dict.fromkeys(roles))
    sections = reading.sections if named(reading) else last.sections
    again_ = last.kind == "check" and not named(reading)
    points = {"they", "check", "hinted"} <= reading.hints and last.kind in {"check", "find"}
    if reading.items or (last.items and (again_ or points)):
        items = reading.items or last.items
        return reading.with_(kind="check", roles=roles, items=items, sections=sections)
    kind = plural(roles)
    goes_on = last.kind == "transition" and "compare" not in reading.hints
    if goes_on and len(roles) == len(last.roles):
        kind = "transition"
    beside = {BESIDE} if kind == "transition" and named(reading) else set()
    return reading.with_(kind=kind, roles=roles, sections=sections, hints=reading.hints | beside)


def named(reading: Reading) -> bool:
    return bool(reading.named_sections)


def plural(roles: list[str] | tuple[str, ...]) -> str:
    return "compare" if len(roles) > 1 else "explain"


def subjects(turn: Turn) -> tuple[str, ...]:
    """Return the roles a turn was about: those its answer listed for it, or those named."""
    listed_ = turn.manner in ALIKE or (turn.kind == "find" and turn.manner)
    return turn.shown if listed_ and turn.shown else turn.roles or turn.shown


def latest_roles(talk: Context) -> tuple[str, ...]:
    return next((subjects(turn) for turn in reversed(talk.turns) if subjects(turn)), ())


def all_roles(talk: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for turn in talk.turns for role in turn.roles))


def latest_list(talk: Context) -> tuple[str, ...]:
    """Return the roles of the latest turn that was about several."""
    lists = (subjects(turn) for turn in reversed(talk.turns))
    return next((roles for roles in lists if len(roles) > 1), ())


def why_not(reading: Reading, knowledge: Knowledge) -> Reading:
    """Take "why not MLE?" as "what about MLE?"."""
    roles = tuple(name for name in reading.excluded if name in knowledge.roles)
    if not roles or reading.roles or not {"why", "not"} <= reading.hints:
        return reading
    hints = reading.hints - {"why", "not"} | {"about", "bare"}
    return reading.with_(kind=plural(roles), roles=roles, excluded=(), hints=hints)


def so_many(talk: Context, count: int, *, or_more: bool = False) -> tuple[str, ...]:
    """Return the roles that "both" or "all three" means: said together, or one by one."""
    for turn in reversed(talk.turns):
        if len(turn.roles) == count or (or_more and len(turn.roles) > count):
            return turn.roles
    return all_roles(talk) if or_more else all_roles(talk)[-count:]


def asked_about(talk: Context) -> Turn | None:
    """Return the turn that the bot's own open question was about, if there is one."""
    if talk.asked is None or talk.asked.kind == "recommend":
        return None
    return replace(talk.asked, kind="check" if talk.asked.items else "explain")


def heads(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """ "the engineer" is the one engineer of the talk; "I meant scientist" its sibling."""
    titles = sorted(hint[5:] for hint in reading.hints if hint.startswith("head:"))
    if not titles or reading.roles or not talk.last:
        return None
    roles = latest_roles(talk)
    if len(titles) > 1:
        meant = [role for role in roles if knowledge.words_of(role) & {*titles}]
        return with_roles(reading, meant, talk.last) if len(meant) == len(titles) else None
    of_talk = [role for role in roles if titles[0] in knowledge.words_of(role)]
    if len(of_talk) != 1:
        named_ = [role for role in all_roles(talk) if titles[0] in knowledge.words_of(role)]
        of_talk = named_ if len(named_) == 1 or not of_talk else of_talk
    if of_talk and "without" in reading.hints and len(of_talk) < len(roles):
        rest = [role for role in roles if role not in of_talk]
        return with_roles(reading, rest, talk.last)
    if len(of_talk) == 1:
        return with_roles(reading, of_talk, talk.last)
    if not of_talk and roles and (sibling := knowledge.sibling(roles[-1], titles[0])):
        return with_roles(reading, [*roles[:-1], sibling], talk.last)
    return reading.with_(kind="clarify", choices=tuple(of_talk))


def from_there(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "how do I get there from X": the talk's role is the target."""
    last = talk.last
    there = last is not None and len(last.roles) == 1 and last.roles != reading.roles[-1:]
    if last and there and reading.roles and "fromthere" in reading.hints:
        return reading.with_(kind="transition", roles=(*last.roles, *reading.roles[-1:]))
    elliptic = "start" in reading.hints and reading.hints & {"bare", "and", "about", "instead"}
    way = last is not None and last.kind == "transition" and reading.roles != last.roles[-1:]
    if last and way and elliptic and len(reading.roles) == 1:
        # "And from DA?": another start to the same end.
        return again(last).with_(roles=(*reading.roles, *last.roles[-1:]), hints=reading.hints)
    moving = "they" in reading.hints and bool(reading.hints & {"start", "transition"})
    moving = moving or {"and", "start", "transition"} <= reading.hints
    if not moving or len(reading.roles) != 1 or last is None or len(last.roles) != 1:
        return None
    if last.roles == reading.roles or "compare" in reading.hints:
        return None
    return reading.with_(kind="transition", roles=(*reading.roles, *last.roles))


def of_the_ad(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "What do I lack? I know SQL" sets what somebody has told against the ad talked about."""
    hints = reading.hints
    ad = next((turn for turn in reversed(talk.turns) if turn.head == AD), None)
    if ad is None or reading.roles or hints & {"who", "find"}:
        return None
    asks = "lack" in hints
    if ad is talk.last and ad.roles and not reading.items:
        asks = asks or bool(hints & {"more", "why", "sources"})
    if ad is talk.last and reading.items:
        points = hints & {"they", "check", "of-them"}
        asks = asks or "have" in hints or bool(hints & {"and", "need"} and not points)
    if not asks:
        return None
    had = tuple(dict.fromkeys((*ad.background, *reading.items)))[-TOLD:]
    overview = (SECTION_OVERVIEW,)
    return reading.with_(
        kind="recommend", roles=subjects(ad)[:1], sections=overview, items=had, ad_items=ad.items
    )


def advised(reading: Reading, talk: Context, knowledge: Knowledge) -> Reading | None:
    """After advice "why?" asks for its reasons, and "what about DSE?" how that one fits."""
    last = talk.last
    hints = reading.hints
    if last is None or last.kind != "recommend" or not (last.items or last.excluded):
        return None
    if named(reading) or reading.items:
        return None
    if last.head == AD and hints & {"more", "sources"} and not reading.roles:
        # An ad is not kept, so what can be told of is the role that it mostly describes.
        overview = (SECTION_OVERVIEW,)
        return reading.with_(kind="explain", roles=subjects(last)[:1], sections=overview)
    given = quiz.parse(last.head) if hints & {"why", "more"} and not reading.roles else None
    if given is not None:
        return quiz.as_reading(given, knowledge).with_(full=True)
    asks_why = bool(hints & {"why", "more", "sources"}) and not reading.roles
    about = "about" in hints or (last.head == AD and "they" in hints)
    asks_one = about and "bare" in hints and len(reading.roles) == 1
    if not (asks_why or asks_one):
        return None
    return reading.with_(
        kind="recommend",
        roles=reading.roles or last.roles or (subjects(last)[:1] if last.head == AD else ()),
        sections=(SECTION_OVERVIEW,),
        items=last.items,
        excluded=last.excluded,
        full=asks_why,
    )


def repeated(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "more", "why?" and "sources" ask the question before again, for all there is to say."""
    last = talk.last
    way = last is not None and (last.kind == "transition" or last.sections == ("tips",))
    asks = reading.hints & ({"more", "why", "sources"} | ({"lack", "duration"} if way else set()))
    # "And seniors?" after pay asks for pay by level.
    level = "level" in reading.hints and last is not None and last.sections == ("salary",)
    firm = named(reading) and not (level and "hinted" in reading.hints)
    firm = firm and not (way and "lack" in reading.hints and reading.sections == ("skills",))
    if not (asks or level) or last is None or reading.roles or reading.items or firm:
        return None
    before = again(last)
    return before.with_(
        full=True,
        confidence=reading.confidence,
        hints=before.hints | reading.hints,
        unused=before.unused or reading.unused,
    )


def told(reading: Reading, talk: Context, _: Knowledge) -> Reading | None:
    """ "I know Docker already" shortens a way; "I know SQL, is that enough?" is of one role."""
    last = talk.last
    hints = reading.hints
    if last is None or reading.roles or not reading.items or "have" not in hints:
        return None
    if last.kind == "transition" or (last.kind == "explain" and last.sections == ("tips",)):
        if hints & {"who", "find"}:
            return None
        background = tuple(dict.fromkeys((*last.background, *reading.items)))[-TOLD:]
        return again(last).with_(background=background, confidence=reading.confidence)
    of_one = last.kind in {"explain", "check"} and len(last.roles) == 1
    enough = reading.kind == "recommend" and {"they", "check"} <= hints
    return reading.with_(roles=last.roles) if of_one and enough else None


def listed(reading: Reading, last: Turn) -> Reading | None:
    """A section asked of roles that an answer listed: of a few all, of many a choice."""
    if not last.shown:
        return None
    roles = (*last.roles, *last.shown)
    if reading.named_sections == ("salary",) and len(roles) > FEW:
        least = "least" if "least" in reading.hints else "most"
        return reading.with_(kind="find", roles=roles, superlative=least)
    if len(roles) > MANY:
        return reading.with_(kind="clarify", choices=last.shown[:CHOICES])
    return reading.with_(kind=plural(roles), roles=roles)
