"""Which role fits somebody: background, wishes and dislikes decide, tools refine."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.engine import pay, suit
from bot.engine import quiz as quiz_engine
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import ads, conditions, general, quiz
from bot.engine.answers.choosing import SUREST
from bot.engine.answers.desk import (
    Desk,
    a_job,
    article,
    begin,
    in_words,
    job,
    lacks,
    question,
    sources_of,
    without_yes,
)
from bot.engine.knowledge import ASIDE, TOOLS, WEIGHTS
from bot.engine.page import Card, Role
from bot.engine.reading import Cue, Reading
from bot.engine.suit import Person, Suit

HIRED = 7
"""Roles that somebody who hires may mean, those with most ads first."""
BEST = 3
"""Roles shown as fitting."""
ELSE = frozenset({"else", "other", "another", "others"})
STAYS = 0.4
"""How much better, in score, another role must fit for advice to change."""
TOLD = 6
"""Words of a text that may ask for more than "which job fits me?"."""
FACTS, MISSING = 3, 3
"""Maximum known items named for a role, and of items to learn for the first role."""
REASONS = 2
"""Reasons from the profile named for a role."""
VAGUE = frozenset({*ASIDE, "field"})
"""Kinds of items that nobody adds in a step."""
BRACKETS = re.compile(r" \(([^()]*)\)")


def recommend(reading: Reading, desk: Desk) -> Answer:
    """Return the role to look at first and why, or a question if too little is known."""
    if Cue.CHOOSE in reading.cues and len(reading.roles) == 1:
        named = reading.roles[0]  # "this one or something else?", "is it better for me?"
        among = (named, reading.advised) if reading.advised not in {"", named} else ()
        reading = reading.with_(
            roles=() if set(reading.words.split()) & ELSE else among or (named,)
        )
    if reading.hires:
        return _to_hire(reading, desk)
    if reading.ad_items:
        return ads.lacking(reading, desk)
    if reading.quiz is not None and (next_ := quiz.asked(reading, desk)):
        return next_
    person = suit.person(reading, desk.knowledge)
    if person.own and {*reading.roles} <= {*person.own}:
        reading = reading.with_(roles=())  # nobody asks whether their own job fits them
    if reading.quiz is None and not (person.told or len(reading.roles) > 1):
        return asked(reading, desk)
    told = person.avoids or person.wants or reading.own.items or reading.own.lacks
    if len(person.own) == 1 and not (reading.roles or told):
        return _onwards(reading, person, desk)
    fits = _steady(_led_by_trade(ranked(reading, person, desk), reading, person, desk), reading)
    if not fits:
        return asked(reading, desk)
    advice = _advice(reading, person, fits, desk)
    card = None if reading.roles or reading.quiz else general.of_tone(reading, desk)
    if card is None:
        return advice
    return replace(advice, verdict=card.verdict, text=(*card.lines, advice.verdict), blocks=())


def on_own_trade(reading: Reading) -> Reading | None:
    """Return what is not understood of somebody's own trade as a wish for advice; else None."""
    others = {*reading.others} - {*reading.own.trades}
    if reading.kind != "unknown" or not reading.own.trades or others or reading.items:
        return None
    return reading.with_(kind="recommend")


def whom_it_suits(reading: Reading, desk: Desk) -> Reading | None:
    """Return a choice between one's own job and one other, with nothing told, as whom that suits.

    "So no then?" after the way into a job is such a choice. None if there is something to weigh.
    """
    ask = desk.knowledge.instead.get(reading.kind, "")
    if not ask or reading.kind != "recommend" or len(reading.roles) < 2 or reading.ad_items:
        return None
    person = suit.person(reading, desk.knowledge)
    others = [role for role in reading.roles if role not in person.own]
    weighed = person.items or person.unwanted or person.wants or person.avoids
    return Reading.of_ask(others[0], ask) if len(others) == 1 and not weighed else None


def _led_by_trade(fits: list[Suit], reading: Reading, person: Person, desk: Desk) -> list[Suit]:
    """Return fits with the role in front that the card of the asker's trade names first.

    It decides where nothing else does: no roles to choose from, no likes, dislikes or quiz.
    """
    if reading.roles or person.wants or person.avoids or reading.quiz is not None:
        return fits
    trade = general.of_trade(reading, desk)
    named = general.named_roles((trade.verdict, *trade.lines), desk) if trade else ()
    lead = next((one for one in fits if one.role.id == next(iter(named), "")), None)
    return fits if lead is None else [lead, *(one for one in fits if one is not lead)]


def _steady(fits: list[Suit], reading: Reading) -> list[Suit]:
    """Return fits with the role advised before in front, unless another fits far better now."""
    before = next((one for one in fits if one.role.id == reading.advised), None)
    if before is None or reading.roles or fits[0].score - before.score >= STAYS:
        return fits
    return [before, *(one for one in fits if one is not before)]


def _to_hire(reading: Reading, desk: Desk) -> Answer:
    """Return to somebody who hires which role does which work."""
    named = [name for name in reading.roles if name in desk.knowledge.roles]
    card = general.to_hire(desk)
    told = (card.verdict, *card.lines[:1]) if card else ()
    among = general.named_roles(told, desk) or pay.by_ads(desk.knowledge)[:HIRED]
    roles = desk.roles(named if len(named) > 1 else among)
    lines = tuple(f"{begin(job(role))}: {desk.gist(role)}" for role in roles)
    told = told if {*named} <= {*among} and told else (desk.say("hire_first"),)
    return Answer(
        reading,
        desk.say("hire_first"),
        told[0],
        told[1:],
        blocks=(Block(desk.say("hire_how"), lines, whole=True),),
        citations=desk.citations(sources_of(desk.basics(roles))),
        suggestions=tuple(Suggestion(role.short_name, question([role])) for role in roles[:4]),
        shown=tuple(role.id for role in roles),
    )


def _onwards(reading: Reading, person: Person, desk: Desk) -> Answer:
    """Return where the asker's present job leads, with what fits them best.

    If they lost it, the answer first says what to do about that.
    """
    own = desk.knowledge.roles[person.own[0]]
    fits = ranked(reading, person, desk)
    card = general.of_tone(reading, desk) or own.cards.get(desk.knowledge.ask_for("way_on"))
    if not fits or not card:
        return _advice(reading, person, fits, desk) if fits else asked(reading, desk)
    why = " ".join(_why(fits[0], desk))
    text = desk.say("by_what_you_know", role=a_job(fits[0].role), why=why).strip()
    verdict, lines = desk.card(card, own)
    return Answer(
        reading,
        desk.say("recommend_title"),
        verdict,
        (*lines, text),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=(
            *(Suggestion(one.role.short_name, question([own, one.role])) for one in fits[:BEST]),
        ),
        shown=tuple(one.role.id for one in fits[:BEST]),
        data={"own": own.id},
    )


def ranked(reading: Reading, person: Person, desk: Desk) -> list[Suit]:
    """Return the roles asked about, the best fit first, without those that are not wanted."""
    every = dict.fromkeys((*desk.knowledge.roles, *person.near))
    among = [
        role
        for role in desk.roles(reading.roles or every)
        if (role.id in desk.knowledge.roles or role.profile)
        and role.id not in reading.excluded
        and (len(reading.roles) == 1 or role.id not in person.own)
    ]
    fits = suit.rank(person, among, desk.knowledge)
    given = quiz_engine.parse(reading.quiz)
    if given is None:
        return fits
    found = quiz_engine.scores(given, desk.knowledge)
    return sorted((replace(one, score=found[one.role.id]) for one in fits), key=lambda o: -o.score)


def _advice(reading: Reading, person: Person, fits: Sequence[Suit], desk: Desk) -> Answer:
    """Return the role that fits best with the reason, and those that are worth a look too."""
    best = _best(reading, person, fits, desk)
    first, *others = best
    roles = [one.role for one in best]
    verdict, why = _verdict(reading, best, desk)
    trade = general.of_trade(reading, desk)
    step = "" if trade else _step(first, person, reading, desk)
    told = ((job(one.role), " ".join(_why(one, desk)) or desk.gist(one.role)) for one in others)
    lines = tuple(f"{begin(named)}: {said}" for named, said in told)
    sources = [*sources_of(desk.basics(roles)), *_sources(best, desk)]
    return Answer(
        reading,
        desk.say("recommend_title"),
        verdict,
        tuple(line for line in (*_why_by_trade(trade, first, why), step) if line),
        blocks=(Block(desk.say("also"), lines, whole=True),) if lines else (),
        asides=tuple(_asides(reading, person, fits, desk)),
        doubts=(desk.say("advise_doubt"),),
        citations=desk.citations(sources),
        suggestions=tuple(_suggestions(roles, desk)),
        shown=tuple(role.id for role in roles),
        data={
            "fits": [
                {"role": one.role.id, "score": round(one.score, 3), "strength": suit.strength(one)}
                for one in fits
            ]
        },
    )


def _why_by_trade(trade: Card | None, first: Suit, why: str) -> tuple[str, ...]:
    """Return the reason for the first role, or in its place what is written for a trade."""
    if trade is None:
        return (why,)
    told = (without_yes(trade.verdict), *trade.lines)
    return (why, *told) if first.matched else told


def _best(reading: Reading, person: Person, fits: Sequence[Suit], desk: Desk) -> list[Suit]:
    """Return the best fit, and of those next to it what is asked about or worth a look."""
    first, *others = fits[: 2 * BEST if reading.full else BEST]
    new = person.newcomer or person.unproven
    hard = desk.knowledge.axis_for("entry") if new else ""
    return [first, *(o for o in others if reading.roles or _worth_a_look(first, o, hard=hard))]


def _verdict(reading: Reading, best: Sequence[Suit], desk: Desk) -> tuple[str, str]:
    """Return which role is advised, and why: "" where the verdict says that already."""
    first, *others = best
    why = " ".join(_why(first, desk, reading.own.items)) or desk.gist(first.role)
    if reading.manner == "why":  # the reason comes first
        return desk.say("advise_why", role=a_job(first.role), why=why), ""
    name = _advises(reading, best)
    other = others[0].role if others else None
    if name == "advise_changed":
        other = desk.knowledge.pages.get(reading.advised)
    said = desk.say(
        name, role=job(first.role), a_role=a_job(first.role), other=job(other) if other else ""
    )
    return said, why


def _advises(reading: Reading, best: Sequence[Suit]) -> str:
    """Return the name of the reply that advises the first role."""
    first, *others = best
    if len(reading.roles) == 1:
        return f"advise_{suit.strength(first)}"
    tied = bool(others) and suit.tied(first, others[0])
    if reading.roles:
        return "choose_tie" if tied else "choose_first"
    if reading.advised and reading.advised != first.role.id:  # a change of advice is announced
        return "advise_changed"
    if reading.advised and reading.personal:
        return "advise_still"
    return "advise_tie" if tied else "advise_first"


def _step(first: Suit, person: Person, reading: Reading, desk: Desk) -> str:
    """Return the first step of a newcomer, else what is to be added, "" for nothing."""
    card = first.role.cards.get(desk.knowledge.ask_for("start"))
    items = desk.knowledge.items
    any_ = [items[one].name for one in desk.knowledge.degrees if not items[one].level]
    had = bool(card and person.graduate and any(name in card.verdict for name in any_))
    if person.newcomer and not first.matched and card and card.known and not had:
        return desk.say("first_step", step=card.verdict)
    missing = to_add(first.role, person, reading, desk)
    return desk.say("to_add", items=desk.items(missing)) if missing else ""


def _suggestions(roles: Sequence[Role], desk: Desk) -> Iterator[Suggestion]:
    """Yield how to become the first, what sets the roles apart, and what each of the others is."""
    name = roles[0].short_name
    yield Suggestion(desk.say("how_label", role=name), f"how do I become {article(name)}")
    if len(roles) > 1:
        yield Suggestion(desk.say("compare_label"), question(roles))
    for role in roles[1:]:
        yield Suggestion(role.short_name, question([role]))


def to_add(role: Role, person: Person, reading: Reading, desk: Desk) -> list[str]:
    """Return what a role asks for most of what somebody does not have, nor refuses."""
    own = [item for name in person.own for item in desk.knowledge.holdings[name]]
    # What is lacked can be learnt; only what an axis is about is disliked: "no coding".
    disliked = {item for axis in desk.knowledge.axes.values() for item in axis.items}
    lacked = (*person.unwanted, *reading.excluded, *reading.known.lacks, *reading.own.lacks)
    known = desk.knowledge.implied((*person.items, *own))
    had = {*known, *(item for item in lacked if item in disliked)}
    items = [
        point.item
        for _, point in role.points(*desk.knowledge.learnt)
        if point.item and point.weight == "core" and point.item not in had
    ]
    kept = [one for one in dict.fromkeys(items) if desk.knowledge.items[one].kind not in VAGUE]
    # What can be learnt by name comes before skills that come with it; pages list the best first.
    kept.sort(key=lambda item: desk.knowledge.items[item].kind not in TOOLS)
    axes = desk.knowledge.axes
    shunned = {kind for axis in person.avoids if axis in axes for kind in axes[axis].kinds}
    kept = [one for one in kept if desk.knowledge.items[one].kind not in shunned]
    return desk.without_general(kept, had)[: reading.few or MISSING]


def _worth_a_look(first: Suit, other: Suit, *, hard: str) -> bool:
    """Tell whether a role is shown after the first: no senior job for a newcomer."""
    too_hard = suit.level(other.role, hard) == 1
    why = other.matched or other.pros or other.near
    return suit.near(first, other) and bool(why) and not too_hard


def _why(one: Suit, desk: Desk, new: Collection[str] = ()) -> Iterator[str]:
    """Yield what speaks for a role, first by what is new, and what against it, in sentences."""
    if one.matched:
        ordered = sorted(one.matched, key=lambda item: item not in new)
        core = [item for item in ordered if desk.weight(one.role, item) == WEIGHTS[0]]
        listed = [
            desk.item(item) + (desk.say("is_core") if item in core else "")
            for item in ordered[:FACTS]
        ]
        yield desk.say("you_bring", items=in_words(listed))
    if one.near:
        yield desk.say("near_yours")
    if one.pros:
        told = "; ".join(_reason(one.role, axis, desk) for axis in one.pros[:REASONS])
        yield desk.say("reason", why=told)
    yield from _minus(one, desk)


def against(one: Suit, desk: Desk) -> str:
    """Return what speaks against a role for somebody, "" for nothing."""
    axes = [_reason(one.role, axis, desk) for axis in one.cons[:REASONS]]
    asked = [desk.items(one.against[:FACTS])] if one.against else []
    return "; ".join((*axes, *asked))


def _minus(one: Suit, desk: Desk) -> Iterator[str]:
    for axis in one.cons[:1]:
        yield desk.say("but", why=_reason(one.role, axis, desk))
    if one.against:
        yield desk.say("has_what_you_avoid", items=desk.items(one.against[:FACTS]))


def _reason(role: Role, axis: str, desk: Desk) -> str:
    """Return a role's score on an axis in words, and why: "little math (basics are enough)"."""
    ends = desk.knowledge.axes[axis]
    end = ends.much if suit.level(role, axis) > 0 else ends.little
    why = BRACKETS.sub(r", \1", desk.inside(role.profile[axis].why))  # none within others
    return f"{end} ({why})"


def _sources(fits: Sequence[Suit], desk: Desk) -> list[str]:
    return [
        source
        for one in fits
        for item in one.matched[:FACTS]
        if item in desk.knowledge.holdings[one.role.id]
        for source in desk.knowledge.holdings[one.role.id][item].sources
    ]


def _asides(reading: Reading, person: Person, fits: Sequence[Suit], desk: Desk) -> Iterator[str]:
    """Yield what would change the advice, and what of the question played no part."""
    yield from conditions.unserved(reading, desk)
    given = quiz_engine.parse(reading.quiz)
    if given is not None and (turned := quiz_engine.turning(given, desk.knowledge)):
        other = desk.knowledge.roles[turned[1]]
        yield desk.say("quiz_flip", side=turned[0].lower(), role=job(other))
    elif person.newcomer and not (reading.roles or reading.advised):
        yield desk.say("advise_newcomer")
    unheard = [item for item in lacks(reading, desk) if not desk.knowledge.holders[item]]
    if unheard:
        yield desk.say("plays_no_part", items=desk.items(unheard))
    weighed = {*person.own, *(one.role.id for one in fits)}
    left = [job(role) for role in desk.roles(reading.roles) if role.id not in weighed]
    if left:
        yield desk.say("not_weighed", roles=in_words(left))


def asked(reading: Reading, desk: Desk) -> Answer:
    """Return the question for what somebody knows, likes or would avoid, with examples."""
    told = len(reading.words.split()) >= TOLD and general.anywhere(reading, desk, SUREST)
    if told:  # "a criminal record, any job?" says more than it seems
        return told
    examples = desk.say("recommend_examples").split("|")
    return Answer(
        reading,
        desk.say("recommend_ask"),
        text=(desk.say("recommend_how"),),
        suggestions=(
            Suggestion(desk.say("quiz_offer"), "quiz"),
            *(Suggestion(example, f"{example}, which role fits me?") for example in examples),
        ),
    )
