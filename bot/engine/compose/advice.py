"""Advice: which role fits what somebody names, and the way from one role to another."""

from collections.abc import Sequence

from bot.engine import compare as algebra
from bot.engine import fit
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose import about
from bot.engine.compose.parts import Desk, names, question, shown, sources_of
from bot.engine.knowledge import Role
from bot.engine.reading import Reading

BEST = 3
"""Roles shown as fitting."""
LACKING = 4
"""Characteristic items shown that somebody did not name."""


def recommend(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that ask for what was named, or ask what to compare with."""
    if not reading.items:
        return _ask(reading, desk)
    among = desk.roles(reading.roles or desk.knowledge.roles)
    unwanted = [name for name in reading.excluded if name in desk.knowledge.items]
    fits = [
        one
        for one in fit.rank(reading.items, among, desk.knowledge, unwanted)
        if one.role.id not in reading.excluded
    ]
    if not fits:
        lead = desk.say("recommend_none", items=desk.items(reading.items))
        return Answer(reading, desk.say("recommend_title"), lead)
    blocks = [
        Block(
            f"{place}. {shown(one.role)}",
            (
                f"{desk.items(one.matched)} ({len(one.matched)} of {len(set(reading.items))})",
                _lacking(one.role, reading.items, desk),
            ),
        )
        for place, one in enumerate(fits[:BEST], 1)
    ]
    sources = [
        source
        for one in fits[:BEST]
        for item in one.matched
        for source in algebra.agreement(one.role.id, item, desk.knowledge).named
    ]
    best = [one.role for one in fits[:BEST]]
    return Answer(
        reading,
        desk.say("recommend_title"),
        desk.say("recommend_lead"),
        blocks=tuple(blocks),
        notes=(desk.say("against", items=desk.items(unwanted)),) if unwanted else (),
        citations=desk.citations(sources),
        suggestions=(
            *(Suggestion(role.short, question([role])) for role in best),
            *([Suggestion("Compare them", question(best))] if len(best) > 1 else []),
        ),
        shown=tuple(role.id for role in best),
    )


def transition(reading: Reading, desk: Desk) -> Answer:
    """Return what somebody keeps, adds and no longer needs between two roles."""
    if len(reading.roles) < 2:
        return about.explain(reading.with_(kind="explain", sections=("tips",)), desk)
    start, target = desk.roles((reading.roles[0], reading.roles[-1]))
    blocks: list[Block] = []
    for label, role, items in _moves(start, target, desk):
        title = desk.say(label, start=start.short, target=target.short)
        blocks += names(title, items, rank=0 if role is target else 1)
    education = tuple(
        f"{role.short}: {role.sections['education'].gist}"
        for role in (start, target)
        if "education" in role.sections
    )
    blocks.append(Block(desk.title("education"), education, rank=1))
    tips = (
        [p for p in target.sections["tips"].points if not p.item]
        if "tips" in target.sections
        else []
    )
    points = [
        p for role in (start, target) for _, p in role.points("skills", "tools", "education")
    ]
    return Answer(
        reading,
        desk.say("transition_title", start=start.short, target=target.short),
        blocks=tuple(blocks),
        tip=desk.point(tips[0]) if tips else "",
        citations=desk.citations(sources_of(points)),
        suggestions=(
            Suggestion(f"{target.short} tips", question([target], "tips")),
            Suggestion("Compare", question([start, target])),
            Suggestion("The other way", f"from {target.short} to {start.short}"),
            *desk.next_sections([start, target], ())[:3],
        ),
    )


def _moves(start: Role, target: Role, desk: Desk) -> list[tuple[str, Role, list[str]]]:
    """Return what is kept, added and dropped, of skills and tools."""
    keep: list[str] = []
    add: list[str] = []
    stop: list[str] = []
    for section in ("skills", "tools"):
        parts = algebra.split((start, target), section, desk.knowledge)
        keep += parts.shared
        add += parts.only[target.id]
        stop += parts.only[start.id]
    return [
        (label, role, [desk.item(item) for item in desk.without_general(items)])
        for label, role, items in (
            ("transition_keep", target, _once(keep, ())),
            ("transition_add", target, _once(add, keep)),
            ("transition_stop", start, _once(stop, keep)),
        )
    ]


def _once(items: list[str], taken: Sequence[str]) -> list[str]:
    return [item for item in dict.fromkeys(items) if item not in taken]


def _lacking(role: Role, items: tuple[str, ...], desk: Desk) -> str:
    """Return what the role asks for most that was not named."""
    has = {**algebra.items_of(role, "skills", desk.knowledge)}
    has |= algebra.items_of(role, "tools", desk.knowledge)
    wanted = algebra.ranked(list(has), [has], desk.knowledge)
    missing = desk.without_general([item for item in wanted if item not in items])[:LACKING]
    return desk.say("recommend_lacking", items=desk.items(missing))


def _ask(reading: Reading, desk: Desk) -> Answer:
    examples = desk.say("recommend_examples").split("|")
    return Answer(
        reading,
        desk.say("recommend_ask"),
        suggestions=tuple(
            Suggestion(example, f"{example}, which role fits me?") for example in examples
        ),
    )
