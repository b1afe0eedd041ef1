"""What a job ad describes, and what an applicant for it lacks."""

from collections.abc import Sequence

from bot.engine import fit
from bot.engine.ad import FORCED, Ad
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers.desk import Desk, a_job, job, names, question
from bot.engine.page import Role
from bot.engine.reading import Reading

ROLES = 3
"""Roles that an ad may be like."""
QUOTES = 2
"""Lines quoted for the first role."""
LONGEST = 90
"""Letters quoted of a line."""
UNUSUAL = 4
MATCHES = 5
"""Things asked for that are named."""
LEAST = 2
"""Things named from which on an ad is said to describe a role."""
CLEAR, MIXED = 0.6, 0.35
"""Shares from which on an ad clearly, or mostly, describes one role."""
ASIDE = frozenset({"industry", "degree"})


def decoded(reading: Reading, ad: Ad, desk: Desk) -> Answer:
    """Return which role an ad describes, with the lines that decide."""
    work = _work(ad, desk)
    if reading.ad.strip() == FORCED:
        return Answer(reading, desk.say("ad_paste"), text=(desk.say("ad_paste_how"),))
    if len(work) < LEAST:
        said = desk.say("ad_little", items=desk.items(work)) if work else ""
        return Answer(reading, desk.say("ad_title"), said or desk.say("ad_nothing"))
    roles = desk.roles(list(ad.shares)[:ROLES])
    best, *others = roles
    share = ad.shares[best.id]
    name = "ad_clear" if share >= CLEAR else "ad_mostly" if share >= MIXED else "ad_mixed"
    other = job(others[0]) if others else ""
    fits = None if ad.title is None else ad.title == best.id
    unusual = _unusual(ad, best, desk)
    return Answer(
        reading,
        desk.say("ad_title"),
        desk.say(name, role=job(best), a_role=a_job(best), other=other),
        text=(_title(ad, fits, best, desk),),
        blocks=(
            *_quotes(ad, best, desk),
            *names(desk.say("ad_names"), [desk.item(item) for item in work[:MATCHES]]),
            *names(
                desk.say("ad_unusual", role=a_job(best)), [desk.item(i) for i in unusual], rank=1
            ),
        ),
        asides=(desk.say("ad_lacking_ask"), desk.say("ad_note")),
        citations=desk.citations(s for _, p in best.points("definition") for s in p.sources),
        suggestions=(
            *(Suggestion(role.short_name, question([role])) for role in roles[:2]),
            Suggestion(desk.say("pay_label"), question([best], "salary")),
        ),
        shown=tuple(role.id for role in roles),
        noted=ad.items,
        data={
            "shares": {role: round(share, 3) for role, share in ad.shares.items()},
            "items": list(ad.items),
            "title": ad.title,
            "title_fits": fits,
            "unusual": unusual,
            "lines": [
                {"line": line.words, "role": line.role, "weight": round(line.weight, 2)}
                for line in ad.lines
            ],
        },
    )


def lacking(reading: Reading, desk: Desk) -> Answer:
    """Return what somebody has and lacks of the items that an ad named."""
    has = [item for item in reading.ad_items if item in reading.items]
    lacks = [item for item in reading.ad_items if item not in reading.items]
    known = [item for item in lacks if desk.knowledge.items[item].kind not in ASIDE]
    roles = desk.roles(reading.roles)
    if not reading.items:
        verdict = desk.say("ad_lacking_ask")
    else:
        verdict = desk.say("ad_lacking", has=len(has), of=len(reading.ad_items))
    return Answer(
        reading,
        desk.say("ad_lacking_title"),
        verdict,
        blocks=(
            *names(desk.say("ad_has"), [desk.item(item) for item in has]),
            *names(desk.say("ad_lacks"), [desk.item(item) for item in known]),
        ),
        asides=(desk.say("ad_lacking_note"),) if reading.items else (),
        suggestions=tuple(
            Suggestion(desk.say("how_label", role=r.short_name), question([r], "tips"))
            for r in roles
        ),
        data={"has": has, "lacks": lacks},
    )


def _quotes(ad: Ad, best: Role, desk: Desk) -> Sequence[Block]:
    """Return the lines that decided, in the ad's own words."""
    lines = dict.fromkeys(_short(line.words) for line in ad.lines if line.role == best.id)
    return (Block(desk.say("ad_points_to"), tuple(lines)[:QUOTES]),) if lines else ()


def _short(line: str) -> str:
    cut = line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"“{cut}”"


def _work(ad: Ad, desk: Desk) -> list[str]:
    """Return the items that say something of the work, the most telling first."""
    items = [item for item in ad.items if desk.knowledge.items[item].kind not in ASIDE]
    return sorted(items, key=lambda item: -fit.weight(item, desk.knowledge))


def _unusual(ad: Ad, best: Role, desk: Desk) -> list[str]:
    """Return what an ad names that nobody names for the role it mostly describes."""
    held = desk.knowledge.holdings[best.id]
    return [item for item in _work(ad, desk) if item not in held][:UNUSUAL]


def _title(ad: Ad, fits: bool | None, best: Role, desk: Desk) -> str:
    if ad.title is None or fits is None:
        return desk.say("ad_no_title")
    title = job(desk.knowledge.roles[ad.title])
    name = "ad_title_fits" if fits else "ad_title_differs"
    return desk.say(name, title=title, role=a_job(best))
