"""Which role fits what somebody names: computed by `fit`, explained by what the sources say."""

from collections.abc import Sequence
from dataclasses import replace

from bot.engine import compare as algebra
from bot.engine import fit
from bot.engine import quiz as quiz_engine
from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.compose import ads, quiz
from bot.engine.compose.parts import Desk, heaviest, in_words, names, question, shown
from bot.engine.fit import Fit
from bot.engine.knowledge import Role
from bot.engine.quiz import Given
from bot.engine.reading import Reading

BEST = 3
"""Roles shown as fitting."""
FACTS = 2
"""Named items shown for each that speak most for it."""
FACTS_IN_FULL = 6
"""The same where everything was asked for: a line must have room in a group too."""
LACKING = 3
"""Characteristic items shown that somebody did not name."""
LEANINGS = ("field", "skill", "practice", "language", "framework", "tool", "platform")
"""Kinds of items that somebody may come to want; an industry or a degree is no leaning."""
FITS = 0.1
"""Below this share no role is said to fit."""


def recommend(reading: Reading, desk: Desk) -> Answer:
    """Return the roles that ask for what was named, or ask what to compare with."""
    if reading.ad_items:
        return ads.lacking(reading, desk)
    question_ = quiz.asked(reading, desk) if reading.quiz is not None else None
    if question_:
        return question_
    unwanted = [name for name in reading.excluded if name in desk.knowledge.items]
    if not reading.items and not unwanted:
        return asked(reading, desk)
    fits = ranked(reading, unwanted, desk)
    if not fits:
        roles_asked = in_words((role.short for role in desk.roles(reading.roles)), last="or")
        name = "find_none_of" if roles_asked else "recommend_none"
        lead = desk.say(name, items=desk.items(reading.items), roles=roles_asked)
        return Answer(reading, _title(reading, desk), lead)
    best = fits[: 2 * BEST if reading.full else BEST]
    roles = [one.role for one in best]
    return Answer(
        reading,
        _title(reading, desk),
        desk.say(
            _lead(fits, reading),
            fits=", ".join(f"{one.role.short} {round(100 * one.share)}" for one in best[:BEST]),
        ),
        blocks=(
            *(
                Block(
                    _label(one, place, desk) if len(reading.roles) != 1 else "",
                    tuple(_told(one, reading, desk)),
                )
                for place, one in enumerate(best, 1)
            ),
            *_to_avoid(fits, reading, desk),
        ),
        notes=tuple(_notes(fits, reading, unwanted, desk)),
        citations=desk.citations(
            source
            for one in best
            for item in one.matched
            for source in algebra.agreement(one.role.id, item, desk.knowledge).named
        ),
        suggestions=(
            *(Suggestion(role.short, question([role])) for role in roles[:BEST]),
            *([Suggestion("Compare them", question(roles[:BEST]))] if len(roles) > 1 else []),
        ),
        shown=tuple(role.id for role in roles[:BEST]),
        data={"fits": [_data(one) for one in fits], "unwanted": unwanted},
    )


def _lead(fits: list[Fit], reading: Reading) -> str:
    given = quiz_engine.parse(reading.quiz) or ()
    if reading.quiz is not None and not any(one.choice in "12b" for one in given):
        return "quiz_undecided"
    if reading.quiz is not None:
        return "quiz_done"
    if fits[0].share < FITS:
        return "recommend_unfit" if reading.excluded else "recommend_lead"
    return "recommend_lead" if reading.items else "recommend_avoid_lead"


def _to_avoid(fits: list[Fit], reading: Reading, desk: Desk) -> Sequence[Block]:
    """Return the roles that ask most for what somebody would avoid, where he says no more."""
    if reading.items or reading.roles or reading.quiz is not None:
        return ()
    worst = [one.role.short for one in reversed(fits) if one.against][:BEST]
    return names(desk.say("recommend_most"), worst)


def _label(one: Fit, place: int, desk: Desk) -> str:
    share = round(100 * one.share)
    return desk.say("recommend_role", place=place, role=shown(one.role), share=share)


def _title(reading: Reading, desk: Desk) -> str:
    """Return what is answered: which roles fit, or how those asked about do."""
    if reading.roles:
        roles = in_words(role.short for role in desk.roles(reading.roles))
        return desk.say("recommend_of", roles=roles)
    unwanted = [name for name in reading.excluded if name in desk.knowledge.items]
    if not reading.items and unwanted and reading.quiz is None:
        return desk.say("recommend_avoid", items=desk.items(unwanted))
    return desk.say("recommend_title")


def ranked(reading: Reading, unwanted: list[str], desk: Desk) -> list[Fit]:
    """Return the roles asked about, the best fit first, without those that are not wanted."""
    among = desk.roles(reading.roles or desk.knowledge.roles)
    if (given := quiz_engine.parse(reading.quiz)) is not None:
        return _by_answers(given, reading, unwanted, among, desk)
    every = desk.knowledge.roles.values()  # what a share of 0 means is seen beside all
    fits = fit.rank(reading.items, every, desk.knowledge, unwanted)
    asked = {role.id for role in among} - {*reading.excluded}
    return [one for one in fits if one.role.id in asked]


def _by_answers(
    given: Sequence[Given], reading: Reading, unwanted: list[str], among: list[Role], desk: Desk
) -> list[Fit]:
    """Return the roles by how well they fit the answers of the quiz, with what speaks for them."""
    facts = fit.rank(reading.items, among, desk.knowledge, unwanted)
    known = {one.role.id: one for one in facts}
    answered = max(sum(one.choice != "s" for one in given), 1)
    found = quiz_engine.scores(given, desk.knowledge)
    fits = []
    for role in among:
        one = known.get(role.id, Fit(role, 0.0, 0.0, ()))
        share = (found[role.id] / answered + 1) / 2
        fits.append(replace(one, score=found[role.id], share=share))
    return sorted(fits, key=lambda one: (-one.score, one.role.name))


def _told(one: Fit, reading: Reading, desk: Desk) -> list[str]:
    """Return what speaks for a role, what against it, and what it asks for besides."""
    lines = []
    most = FACTS_IN_FULL if reading.full else FACTS
    if facts := one.matched[:most]:
        left = len(one.matched) - most
        more = f" and {left} more" if reading.full and left > 0 else ""
        listed = ", ".join(_fact(one, item, desk) for item in facts)
        lines.append(desk.say("recommend_for", items=listed + more))
    if one.against:
        telling = fit.profile(one.role.id, desk.knowledge)
        first = sorted(one.against, key=lambda item: -telling[item])[:FACTS]
        items = ", ".join(_fact(one, item, desk) for item in first)
        left = len(one.against) - len(first)
        items += f" and {left} more" if left else ""
        lines.append(desk.say("recommend_against", items=items))
    if lacking := _lacking(one, reading, desk):
        lines.append(desk.say("recommend_lacking", items=desk.items(lacking)))
    return lines


def _fact(one: Fit, item: str, desk: Desk) -> str:
    """Return an item with how much a role asks for it, or by how many sources: "SQL (core)"."""
    if point := heaviest(one.role, item):
        return f"{desk.item(item)} ({desk.say(f'weight_{point.weight}').lower()})"
    if one.role.weighs:
        return desk.item(item)
    named = len(algebra.agreement(one.role.id, item, desk.knowledge).named)
    word = "source" if named == 1 else "sources"
    return f"{desk.item(item)} ({named} {word})"


def _lacking(one: Fit, reading: Reading, desk: Desk) -> list[str]:
    """Return what is most characteristic of a role and was not named."""
    named = (*reading.items, *reading.excluded, *one.against)
    return desk.telling(one.role, named, LACKING, reading.items)


def _notes(fits: list[Fit], reading: Reading, unwanted: list[str], desk: Desk) -> list[str]:
    notes = [*desk.character(reading)]
    if (given := quiz_engine.parse(reading.quiz)) is not None:
        turned = quiz_engine.turning(given, desk.knowledge)
        if turned:
            role = shown(desk.knowledge.roles[turned[1]])
            notes.append(desk.say("quiz_flip", side=turned[0], role=role))
        return notes
    named = (*reading.items, *desk.parts(unwanted))
    leans = len(fits) > 1 and bool(reading.items) and fits[0].share >= FITS
    other = fit.flip(fits, desk.knowledge, named, LEANINGS) if leans else None
    if other:
        notes.append(
            desk.say("recommend_flip", item=desk.item(other.item), role=shown(other.role))
        )
    if unwanted and reading.items:
        notes.append(desk.say("against", items=desk.items(unwanted)))
    nobody = [item for item in reading.items if not desk.knowledge.holders[item]]
    if nobody:
        notes.append(desk.say("recommend_none", items=desk.items(nobody)))
    return notes


def _data(one: Fit) -> dict[str, object]:
    return {
        "role": one.role.id,
        "score": round(one.score, 3),
        "share": round(one.share, 3),
        "for": list(one.matched),
        "against": list(one.against),
    }


def asked(reading: Reading, desk: Desk) -> Answer:
    """Return the question for what somebody knows, likes or would avoid, with examples."""
    examples = desk.say("recommend_examples").split("|")
    return Answer(
        reading,
        desk.say("recommend_ask"),
        notes=tuple(desk.character(reading)),
        suggestions=(
            Suggestion(desk.say("quiz_offer"), "quiz"),
            *(Suggestion(example, f"{example}, which role fits me?") for example in examples),
        ),
    )
