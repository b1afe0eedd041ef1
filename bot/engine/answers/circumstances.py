"""What people mention with a question, "only a phone", "for free": a sentence on each.

The sentences are our own judgment, and say what there are no facts on (`circumstance_...` in
knowledge/replies.yaml); only what can be learned free is a fact of the job.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.engine import fit, suit
from bot.engine.answer import Answer
from bot.engine.answers import general, recommend
from bot.engine.answers.desk import Desk, a_job
from bot.engine.language.circumstances import HIRES
from bot.engine.page import Role
from bot.engine.reading import Reading

MOST = 2
"""Maximum circumstances that one answer covers."""
COMPARED = frozenset({"compare", "find", "recommend"})
"""Kinds whose verdict stays, in addition to the answer about a circumstance."""
FREE, SOON, BRING, WHY_NOT = "free", "soon", "bring", "why_not"
_FREE = re.compile(r"^(?!We found).*\bfree\b", re.DOTALL)


def served(answer: Answer, desk: Desk) -> Answer:
    """Return an answer that covers the circumstances, the one asked about first."""
    reading = answer.reading
    sure = answer.data.get(general.EXACT)  # it speaks of the circumstance already
    if (
        sure
        or not reading.circumstances
        or reading.hires
        or not answer.verdict + "".join(answer.text)
    ):
        return answer
    names = answer.shown[:1] if reading.kind == "recommend" else reading.roles[-1:]
    role = desk.knowledge.pages.get(names[0]) if names else None
    already = {answer.verdict, *answer.text, *(line for b in answer.blocks for line in b.lines)}
    lines = [one for one in _lines(reading, role, desk) if one not in already]
    if not lines:
        return answer
    asked = reading.circumstance_asked and reading.kind != "general"  # whose cards know more
    if not (asked or reading.again):
        return replace(answer, text=(*answer.text, *lines)) if answer.verdict else answer
    first, *others = lines
    says = reading.kind in COMPARED and not answer.verdict.endswith(":")
    compared = [answer.verdict] if says else []
    return replace(answer, verdict=first, text=(*others, *compared), blocks=(), asides=())


def _lines(reading: Reading, role: Role | None, desk: Desk) -> Iterator[str]:
    for name in [one for one in reading.circumstances if one != HIRES][:MOST]:
        if name == FREE and role is not None:
            told = next(_free(role, desk), "")
            name = f"circumstance_{FREE if told else 'free_none'}"
            yield desk.say(name, told=told) if told else desk.say(name)
        elif name == SOON:
            yield _for_now(reading, role, desk)
        elif name == BRING:
            yield from _brought(reading, role, desk)
        elif name == WHY_NOT:
            yield from _against(reading, role, desk)
        elif name != FREE:
            yield desk.say(f"circumstance_{name}")


def _brought(reading: Reading, role: Role | None, desk: Desk) -> Iterator[str]:
    """Yield what the asker said that counts for a role, and the line for their trade."""
    if role is None:
        return
    if trade := general.of_trade(reading.with_(own=reading.known.with_(reading.own)), desk):
        yield trade.verdict
    had = suit.person(reading, desk.knowledge).items
    counts = [item for item in had if item in fit.named_on(role.id, desk.knowledge)]
    if counts:
        yield desk.say("circumstance_bring", role=a_job(role), items=desk.items(counts))
    elif not trade:
        name = "circumstance_bring_none" if had else "circumstance_bring_untold"
        yield desk.say(name, role=a_job(role))


def _against(reading: Reading, role: Role | None, desk: Desk) -> Iterator[str]:
    """Yield what speaks against a role, given what the asker said about themselves."""
    put_aside = (*reading.excluded, *reading.own.lacks)  # "why not the quant" names it so
    named = next((one for one in put_aside if one in desk.knowledge.pages), "")
    role = desk.knowledge.pages[named] if named else role
    if role is None or not role.profile:
        return
    (one,) = suit.rank(suit.person(reading, desk.knowledge), [role], desk.knowledge)
    if why := recommend.against(one, desk):
        yield desk.say("circumstance_why_not", role=a_job(role), why=why)
    else:
        yield desk.say("circumstance_why_not_none", role=a_job(role))


def _for_now(reading: Reading, role: Role | None, desk: Desk) -> str:
    """Return what to do in the next days: the first thing a role needs that the asker lacks."""
    who = suit.person(reading, desk.knowledge)
    items = recommend.to_add(role, who, reading, desk) if role and not role.nearest else []
    if not items:
        return desk.say("circumstance_soon_plain")
    return desk.say("circumstance_soon", item=desk.item(items[0]))


def _free(role: Role, desk: Desk) -> Iterator[str]:
    """Yield what the sources say can be learned free."""
    for _, point in role.points(*desk.knowledge.about("study")):
        if _FREE.match(point.text):
            yield point.text
