"""New facts about the asker after an answer -> the advice, or the answer to an ad, again."""

from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.language import asking, meant
from bot.engine.language.mention import LEFT, Mark, Mentions
from bot.engine.reading import Cue, Reading
from bot.engine.talk.context import AD, Context, Turn

TOLD = 24
"""Maximum items of the asker kept from turn to turn: the latest of a longer list."""
ASKS_WHO = frozenset({Cue.WHO, Cue.WHICH, Cue.MOST, Cue.LEAST})
"""Cues of a question about roles, which says nothing about the asker."""
TELLING = frozenset({"recommend", "check", "find", "clarify", "unknown"})
"""Kinds that a text which only lists skills may be read as."""


def told(reading: Reading, found: Mentions, context: Context) -> Reading | None:
    """Return the reading to answer again, None for a text with its own question."""
    last = context.last
    if last is None:
        return None
    if anew := _of_ad(reading, found, context):
        return anew
    return _told_more(reading, found, last) if last.kind == "recommend" else None


def _of_ad(reading: Reading, found: Mentions, context: Context) -> Reading | None:
    """Return "what do I lack?" as a comparison of the asker's skills with the ad discussed."""
    ad = next((turn for turn in reversed(context.turns) if turn.head == AD), None)
    if ad is None or found.jobs:
        return None
    owned = {Mark.OWN, Mark.FROM} if found.questions else {*Mark, None} - {Mark.WITHOUT}
    own = [one.id for one in found.of("item") if one.mark in owned]
    tells = ad is context.last and own and reading.kind in TELLING
    if Cue.LACK not in found.cues and not tells:
        return None
    had = tuple(dict.fromkeys((*context.told.items, *ad.background, *own)))[-TOLD:]
    advice = reading.with_(kind="recommend", roles=ad.subjects[:1], sections=(SECTION_OVERVIEW,))
    return advice.with_(items=had, ad_items=ad.items)


def _told_more(reading: Reading, found: Mentions, last: Turn) -> Reading | None:
    """Return new advice for somebody who says more: "and I know Docker", "but not Kafka"."""
    every = [one for one in found.every if one.job or one.family == "item"]
    aside = [one for one in every if one.mark is Mark.WITHOUT]
    # Items that somebody only asks about ("what is dbt?") are not things that they have.
    owned = {Mark.OWN, Mark.FROM} if found.questions else {*Mark, None}
    beside = {None} if found.questions else set()
    choice = [*meant.either(found.of("item"), found)]  # "Tableau or Power BI" claims neither
    told = [
        one.id
        for one in every
        if one.family == "item"
        and one not in (*aside, *choice)
        and (one.mark in owned or (one.mark in beside and asking.tells(one, found)))
    ]
    asks = found.cues.keys() & ASKS_WHO or reading.kind not in TELLING
    owned_jobs = any(one.mark in LEFT for one in found.jobs)
    names = told or aside or found.sections or found.of("item") or owned_jobs
    if Cue.ABOUT in found.cues and found.jobs and not names:
        return last.again().with_(roles=reading.roles, confidence=reading.confidence)
    named = reading.kind != "recommend" and found.jobs and not aside
    if asks or named or not (told or aside):
        return None
    without = [name for one in aside for name in (one.id, one.item) if name]
    out = tuple(dict.fromkeys((*last.excluded, *without)))[-TOLD:]
    items = tuple(item for item in dict.fromkeys((*last.items, *told)) if item not in out)
    advice = reading.with_(kind="recommend", roles=(), sections=(SECTION_OVERVIEW,))
    return advice.with_(items=items[-TOLD:], excluded=out)
