"""What a job ad describes, and what an applicant for it lacks."""

from bot.engine import fit
from bot.engine.ad import Ad
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose.parts import Desk, in_words, names, question, shown
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

ROLES = 3
"""Roles shown with their shares."""
QUOTES = 3
"""Lines quoted for the first role; one for each of the others."""
LONGEST = 100
"""Letters quoted of a line."""
UNUSUAL = 5
LEAST = 2
"""Things named from which on an ad is said to describe a role."""
ASIDE = frozenset({"industry", "degree"})


def decoded(reading: Reading, ad: Ad, desk: Desk) -> Answer:
    """Return which roles an ad describes, with the lines that say so."""
    work = _work(ad, desk)
    if len(work) < LEAST:
        said = desk.say("ad_little", items=in_words(map(desk.item, work))) if work else ""
        return Answer(reading, desk.say("ad_title"), said or desk.say("ad_nothing"))
    roles = desk.roles(list(ad.shares)[:ROLES])
    best = roles[0]
    unusual = _unusual(ad, best, desk)
    fits = None if ad.title is None else ad.title == best.id
    listed = (
        desk.say("ad_share", role=role.short, share=round(100 * ad.shares[role.id]))
        for role in roles
    )
    return Answer(
        reading,
        desk.say("ad_title"),
        lead=f"{', '.join(listed)}. {desk.say('ad_note')}",
        blocks=(
            *_quotes(ad, roles, desk),
            *names(desk.say("ad_names"), [desk.item(item) for item in _work(ad, desk)], rank=1),
            *names(
                desk.say("ad_unusual", role=best.short), [desk.item(i) for i in unusual], rank=1
            ),
        ),
        notes=(_title(ad, fits, best, desk),),
        citations=desk.citations(s for _, p in best.points("definition") for s in p.sources),
        suggestions=(
            *(Suggestion(role.short, question([role])) for role in roles),
            Suggestion("Compare them", question(roles)),
            Suggestion(f"{best.short} salary", question([best], "salary")),
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
    known = [desk.item(item) for item in lacks if desk.knowledge.items[item].kind not in ASIDE]
    roles = desk.roles(reading.roles)
    return Answer(
        reading,
        desk.say("ad_lacking_title"),
        blocks=(
            *names(desk.say("ad_has"), [desk.item(item) for item in has]),
            *names(desk.say("ad_lacks"), known),
        ),
        notes=(desk.say("ad_lacking_note" if reading.items else "ad_lacking_ask"),),
        suggestions=tuple(Suggestion(f"{r.short} tips", question([r], "tips")) for r in roles),
        data={"has": has, "lacks": lacks},
    )


def _quotes(ad: Ad, roles: list[Role], desk: Desk) -> list[Block]:
    """Return what pushed towards each role, in the ad's own words."""
    blocks = []
    for place, role in enumerate(roles):
        most = QUOTES if place == 0 else 1
        lines = dict.fromkeys(_short(line.words) for line in ad.lines if line.role == role.id)
        if lines:
            label = desk.say("ad_points_to", role=shown(role))
            blocks.append(Block(label, tuple(lines)[:most], rank=0 if place == 0 else 1))
    return blocks


def _short(line: str) -> str:
    cut = line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"“{cut}”"


def _work(ad: Ad, desk: Desk) -> list[str]:
    """Return the items that say something of the work, the most telling first."""
    items = [item for item in ad.items if desk.knowledge.items[item].kind not in ASIDE]
    return sorted(items, key=lambda item: -fit.weight(item, desk.knowledge))


def _unusual(ad: Ad, best: Role, desk: Desk) -> list[str]:
    """Return what an ad names that no source names for the role it mostly describes."""
    held = desk.knowledge.holdings[best.id]
    return [item for item in _work(ad, desk) if item not in held][:UNUSUAL]


def _title(ad: Ad, fits: bool | None, best: Role, desk: Desk) -> str:
    if ad.title is None or fits is None:
        return desk.say("ad_no_title")
    title = shown(desk.knowledge.roles[ad.title])
    name = "ad_title_fits" if fits else "ad_title_differs"
    return desk.say(name, title=title, role=best.short)
