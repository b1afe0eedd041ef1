"""Answers about a job ad: what it describes, and what an applicant lacks."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from bot.engine import fit, pay
from bot.engine.ad import FORCED, Ad, Quote
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers.conditions import place_name
from bot.engine.answers.desk import (
    Desk,
    a_job,
    begin,
    in_words,
    job,
    jobs,
    names,
    question,
    sources_of,
)
from bot.engine.answers.pay import LEVELS, NAMES
from bot.engine.answers.sums import money, share_said
from bot.engine.bands import PayBand
from bot.engine.knowledge import ASIDE
from bot.engine.page import Role
from bot.engine.reading import Reading

ROLES = 3
"""Roles that an ad may be like."""
QUOTES = 2
"""Lines quoted for the first role."""
LONGEST = 90
"""Letters quoted of a line."""
MUST, NICE = 7, 4
"""Things asked for that are named."""
LEAST = 2
"""Minimum items, or lines on the work, of an ad that is said to describe a role."""
CLEAR, MIXED = 0.3, 0.16
"""Shares from which on an ad clearly, or mostly, describes one role."""
CLOSE = 0.03
"""How much less than the first the role of the title may have and still come first."""
LONG_LIST = 16
"""Number of must-haves that nobody has all of."""
JUNIOR_YEARS = 3
"""Years from which on a job is for no beginner."""
LOW = 25
"""A senior's pay of which more than three in four ads offer more is low."""
JOBS, OF_EACH, NEAREST = 3, 2, 5
"""Jobs in one from which on that is said, duties of each, and roles that are near to another."""
COUNTRIES = {"USD": "US", "GBP": "GB"}


def decoded(reading: Reading, ad: Ad, desk: Desk) -> Answer:
    """Return which role an ad describes, with the lines that decide."""
    work = _work(ad.items, desk)
    if reading.ad.strip() == FORCED:
        return Answer(reading, desk.say("ad_paste"), text=(desk.say("ad_paste_how"),))
    if len(work) < LEAST and len(ad.lines) < LEAST:
        return _little(reading, ad, work, desk)
    roles = desk.roles(_best(ad)[:ROLES])
    reading = reading.with_(
        roles=tuple(role.id for role in roles), level=ad.level, place=ad.place or reading.place
    )
    best = roles[0]
    flags = tuple(_flags(ad, best, desk))
    quotes = _quotes(ad, best)
    known = {*reading.known.items}
    text = (
        desk.say("ad_decides", quotes=in_words(quotes)) if quotes else "",
        *([f"{desk.say('ad_watch')} {' '.join(flags)}"] if flags else []),
        *_offered(ad, best, desk),
    )
    return Answer(
        reading,
        desk.say("ad_title"),
        _verdict(ad, roles, desk),
        text=tuple(line for line in text if line),
        blocks=(*_asked(ad, best, desk), *(_lacked(ad, best, known, desk) if known else ())),
        asides=(*_beside(reading, ad, known, desk), desk.say("ad_note")),
        citations=desk.citations(sources_of(desk.basics([best]))),
        suggestions=_next(roles[: 2 if len(ad.titles) < 2 else 0] or desk.roles(ad.titles), desk),
        shown=tuple(role.id for role in roles),
        noted=ad.items,
        data={"ad": {**_data(ad, best, desk), "flags": list(flags)}},
    )


def _beside(reading: Reading, ad: Ad, known: Collection[str], desk: Desk) -> tuple[str, ...]:
    """Return the asides on an ad: for its author, or for an applicant who has said nothing."""
    if reading.hires:
        return (desk.say("ad_of_yours", count=len(ad.items)),)
    return () if known else (desk.say("ad_lacking_ask"),)


def lacking(reading: Reading, desk: Desk) -> Answer:
    """Return what somebody has and lacks of the items that an ad named."""
    has = [item for item in reading.ad_items if item in reading.items]
    lacks = [item for item in reading.ad_items if item not in reading.items]
    known = _work(lacks, desk)
    start = desk.knowledge.section_for("start")
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
            Suggestion(desk.say("how_label", role=r.short_name), question([r], start))
            for r in roles
        ),
        data={"has": has, "lacks": lacks},
    )


def _little(reading: Reading, ad: Ad, work: Sequence[str], desk: Desk) -> Answer:
    """Return the answer if the ad says too little about the work."""
    titles = desk.roles(ad.titles)
    if len(titles) > 1:
        verdict = _several(titles, desk)
    elif titles:
        verdict = desk.say("ad_only_title", title=a_job(titles[0]))
    elif work:
        verdict = desk.say("ad_little", items=desk.items(work))
    else:
        verdict = desk.say("ad_nothing")
    return Answer(
        reading.with_(roles=ad.titles),
        desk.say("ad_title"),
        verdict,
        text=(desk.say("ad_several_little"),) if len(titles) > 1 else (),
        suggestions=_next(titles, desk) if titles else (),
        shown=ad.titles,
        noted=ad.items,
        data={"ad": {"titles": list(ad.titles), "items": list(ad.items), "shares": {}}},
    )


def _best(ad: Ad) -> list[str]:
    """Return the roles, the best first: that of the title where it is as good as any."""
    ranked = list(ad.shares)
    title = ad.title or ""
    close = ad.shares.get(title, 0.0) >= ad.shares[ranked[0]] - CLOSE
    first = [title] if close and title in ad.shares else []
    return [*first, *(role for role in ranked if role not in first)]


def _verdict(ad: Ad, roles: Sequence[Role], desk: Desk) -> str:
    best, *others = roles
    if len(ad.titles) > 1 and len({*ad.titles} & {*ad.shares}) > 1:
        return (
            f"{_several(desk.roles(ad.titles), desk)} {desk.say('ad_nearest', role=a_job(best))}"
        )
    said = {"role": job(best), "a_role": a_job(best), "other": job(others[0]) if others else ""}
    if ad.title:
        title = desk.roles([ad.title])[0]
        fits = _fits(ad, best, desk)
        return desk.say("ad_title_fits" if fits else "ad_title_differs", title=job(title), **said)
    share = ad.shares[best.id]
    name = "ad_clear" if share >= CLEAR else "ad_mostly" if share >= MIXED else "ad_mixed"
    return desk.say(name, **said)


def _several(titles: Sequence[Role], desk: Desk) -> str:
    return desk.say("ad_several", count=len(titles), roles=in_words(map(job, titles)))


def _fits(ad: Ad, best: Role, desk: Desk) -> bool | None:
    """Tell whether the title fits the work: it is the role's, or that of a job next to it."""
    if ad.title is None:
        return None
    return best.id in {ad.title, *desk.knowledge.pages[ad.title].nearest[:2]}


def _quotes(ad: Ad, best: Role) -> list[str]:
    """Return the lines that speak most for the role, the duties first, in the ad's own words."""
    lines = sorted(ad.lines, key=lambda line: -line.pulls[best.id] * (line.weight > 0))
    mine = [line.words for line in lines if line.pulls[best.id] > 0]
    return [_short(line) for line in dict.fromkeys(mine)][:QUOTES]


def _short(line: str) -> str:
    line = line.rstrip(".:")
    cut = line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"“{cut}”"


def _work(items: Sequence[str], desk: Desk) -> list[str]:
    """Return the items that say something of the work, the most telling first."""
    kept = [item for item in items if desk.knowledge.items[item].kind not in {*ASIDE, "field"}]
    return sorted(kept, key=lambda item: -fit.weight(item, desk.knowledge))


def _asked(ad: Ad, best: Role, desk: Desk) -> tuple[Block, ...]:
    must = _of_role(ad.must, best, desk)[:MUST]
    nice = _of_role(ad.nice, best, desk)[:NICE]
    return (*names(desk.say("ad_must"), must), *names(desk.say("ad_nice"), nice))


def _lacked(ad: Ad, best: Role, known: set[str], desk: Desk) -> tuple[Block, ...]:
    has = [item for item in ad.items if item in known]
    lacks = [item for item in ad.must if item not in known]
    return (
        *names(desk.say("ad_has"), _of_role(has, best, desk)),
        *names(desk.say("ad_lacks"), _of_role(lacks, best, desk)[:MUST]),
    )


def _of_role(items: Sequence[str], role: Role, desk: Desk) -> list[str]:
    """Return the names of items of the work, those first that speak most for a role."""
    weights = fit.profile(role.id, desk.knowledge)
    ranked = sorted(_work(items, desk), key=lambda item: -weights.get(item, 0.0))
    return [desk.item(item) for item in ranked]


def _next(roles: Sequence[Role], desk: Desk) -> tuple[Suggestion, ...]:
    first = [Suggestion(role.short_name, question([role])) for role in roles[:ROLES]]
    paid = question(roles[:1], desk.knowledge.section_for("pay"))
    return (*first, Suggestion(desk.say("pay_label"), paid))


def _offered(ad: Ad, best: Role, desk: Desk) -> Iterator[str]:
    """Yield level and place, and the pay compared with other ads."""
    level = LEVELS.get("executive" if ad.level == "lead" else ad.level, "")
    found = [desk.say(NAMES[level])] if level else []
    found += [desk.say("ad_remote")] if ad.remote else [desk.say("ad_hybrid")] if ad.hybrid else []
    found += [place_name(ad.place, desk)] if ad.place else []
    told = f"{begin(', '.join(found))}. " if found else ""
    band = _band(ad, best, desk)
    if ad.pay and band and ad.pay.high:
        share = band.below(ad.pay.middle)
        said = desk.say(
            "ad_pay_beside",
            said=ad.pay.said,
            share=share_said(share, desk),
            **_of(band, best, desk),
        )
    elif ad.pay:
        said = desk.say("ad_pay", said=ad.pay.said)
    elif band:
        low, high = (money(band.pay[at], band.currency) for at in (1, 3))
        said = desk.say("ad_no_pay", low=low, high=high, **_of(band, best, desk))
    else:
        said = ""
    if told or said:
        yield f"{told}{said}".strip()


def _of(band: PayBand, role: Role, desk: Desk) -> dict[str, str]:
    level = f"{desk.say(NAMES[band.level])} " if band.level in NAMES else ""
    return {"roles": f"{level}{jobs(role)}", "place": place_name(band.country, desk)}


def _band(ad: Ad, role: Role, desk: Desk, *, leveled: bool = True) -> PayBand | None:
    """Return what other ads offer where this one is, in its currency and at its level."""
    currency = ad.pay.currency if ad.pay else ""
    country = ad.place or COUNTRIES.get(currency, "")
    known = pay.bands(role.id, desk.knowledge, country)
    level = LEVELS.get("executive" if ad.level == "lead" else ad.level, "")
    band = known.get(level) if leveled else None
    if band is None or band.ads < pay.ENOUGH:
        band = known.get("all")
    if band is None or band.ads < pay.ENOUGH or currency not in {"", band.currency}:
        return None
    return band


def _flags(ad: Ad, best: Role, desk: Desk) -> Iterator[str]:
    """Yield what an applicant should beware of, as far as the ad itself shows it."""
    if several := _jobs_in_one(ad, desk):
        yield desk.say("ad_flag_jobs", count=len(several), roles=in_words(map(job, several)))
    if ad.called == "entry" and ad.years >= JUNIOR_YEARS:
        yield desk.say("ad_flag_junior", years=ad.years)
    band = _band(ad, best, desk, leveled=False)
    senior = ad.level in {"senior", "lead"} and ad.called != "entry" and ad.place and band
    if senior and ad.pay and ad.pay.high and band and (share := band.below(ad.pay.middle)) <= LOW:
        yield desk.say("ad_flag_pay", share=100 - share, **_of(band, best, desk))
    if len(must := _work(ad.must, desk)) >= LONG_LIST:
        yield desk.say("ad_flag_list", count=len(must))
    if ad.unpaid:
        yield desk.say("ad_flag_unpaid", words=ad.unpaid)


def _jobs_in_one(ad: Ad, desk: Desk) -> list[Role]:
    """Return roles that are far from one another and of which each has duties here."""
    if not ad.shares or len(ad.titles) > 1 or max(ad.shares.values()) >= CLEAR:
        return []
    counts: dict[str, list[Quote]] = {}
    for line in ad.lines:
        if line.duty:
            counts.setdefault(line.role, []).append(line)
    mine = [role for role in ad.shares if len(counts.get(role, ())) >= OF_EACH]
    for some in combinations(mine[: JOBS + 2], JOBS):
        if not any(_near(one, other, desk) for one, other in combinations(some, 2)):
            return desk.roles(some)
    return []


def _near(one: str, other: str, desk: Desk) -> bool:
    nearest = [role.id for role, _ in fit.near(one, desk.knowledge)[:NEAREST]]
    return other in nearest


def _data(ad: Ad, best: Role, desk: Desk) -> dict[str, object]:
    return {
        "shares": {role: round(share, 3) for role, share in ad.shares.items()},
        "items": list(ad.items),
        "must": list(ad.must),
        "nice": list(ad.nice),
        "title": ad.title,
        "titles": list(ad.titles),
        "title_fits": _fits(ad, best, desk),
        "level": ad.level or None,
        "years": ad.years or None,
        "place": ad.place or None,
        "remote": ad.remote,
        "pay": None if ad.pay is None else ad.pay._asdict(),
        "quotes": [quote.strip("“”") for quote in _quotes(ad, best)],
        "lines": [
            {"line": line.words, "role": line.role, "weight": round(line.weight, 2)}
            for line in ad.lines
        ],
    }
