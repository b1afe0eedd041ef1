"""Answers about careers in general, not about a role."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import abroad, conditions
from bot.engine.answers.choosing import LIKELY, SURE, SUREST, Found
from bot.engine.answers.desk import Desk, onwards, question, sources_of, without_yes
from bot.engine.answers.wordings import named
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.language import text
from bot.engine.page import About, Card, Purpose, Topic
from bot.engine.reading import LATE, Reading

EXACT = "sure"
"""Key in the data of an answer: its card is exactly what was asked for."""
OPEN = frozenset({"recommend", "general", "unknown", "clarify"})
OF_HIRING: tuple[About, ...] = ("entry", "study", "employers", "life", "person")
"""Kinds of questions, and what is told of a job, of which an employer may want another side."""
OFFERED: tuple[Purpose, ...] = ("pay", "musts")
"""What is offered next to somebody who hires for a job."""
GUESSED = 0.35
"""How sure a reading must be at least, else the quiz is offered too: "where do I start?"."""
GROWN = 18
YOUNG, OLD = "too young early school", "too late too old"
"""What an age says, as the wordings of cards put it."""
TRADED = frozenset({"explain", "check", "general"})
"""Kinds whose answers on the way in add a sentence for the asker's trade."""
ONLY_A_PLACE = 5
"""Maximum words of a follow-up that only names a country."""
NEARER = {"explain": SURE, "check": SUREST, "recommend": SUREST, "smalltalk": SURE}
"""Minimum margins by which a card answers a text instead of the kind that it was read as."""
DOUBTFUL = -0.8
"""Margin below which no more than one held-out question in five got the right card, and so the
answer asks whether it is what was meant."""
HIRING = -0.9
"""Minimum margin of a card for employers that is the nearest of all cards."""
SHOWN = 3
"""Roles of a card to which a number in the next message refers."""
REMARK = 8
"""Minimum words of a remark that may tell of a trouble which a card speaks of."""
POINTS = 3
"""Sentences shown where no card answers."""


def general(reading: Reading, desk: Desk) -> Answer:
    """Return what is said to a question on careers in general."""
    topic = desk.knowledge.advice.get(reading.topic)
    if topic is None:
        return Answer(reading, desk.say("no_topic"))
    there = abroad.card(reading.place, desk) if reading.topic == abroad.topic(desk) else None
    if there and len(reading.words.split()) <= ONLY_A_PLACE:  # "and in the UK?"
        return _by_card(reading, reading.topic, there, desk)
    words = f"{reading.words} {_age(reading)}"  # the age tells which side
    if reading.full or not topic.cards:
        return _whole(reading, topic, _card(reading.topic, words, desk), desk)
    least = LIKELY if reading.heard else None  # else the first card of the topic comes
    found = (
        desk.cards(words).best(_of(reading, desk), reading.topic, least, reading.heard)
        if reading.words
        else None
    )
    name, card = (found.topic, found.card) if found else (reading.topic, topic.cards[0])
    answer = _by_card(reading, name, card, desk)
    if found and found.margin < DOUBTFUL:
        answer = replace(answer, asides=(*answer.asides, desk.say("meant_perhaps")))
    sure = found.margin >= SURE if found else not reading.words
    return _surely(answer) if sure else answer


def _card(topic: str, words: str, desk: Desk) -> Card | None:
    """Return the card of one topic that a question asks for, else its first; None for none."""
    found = desk.cards(words).best((topic,))
    return found.card if found else next(iter(desk.knowledge.advice[topic].cards), None)


def in_general(reading: Reading, desk: Desk) -> Answer | None:
    """Return what is said of all roles, where none is named; None where nothing is."""
    name = desk.knowledge.in_general.get(next(iter(reading.asks), ""), "")
    topic = desk.knowledge.advice.get(name)
    if not (topic and topic.cards and reading.words):
        return None
    card = _card(name, reading.words, desk)
    return _by_card(reading, name, card, desk) if card else None


def of_hiring(reading: Reading, desk: Desk) -> Answer | None:
    """Return the answer for somebody who hires; None if no card is near the question."""
    hiring = desk.knowledge.topic_for_employers
    if not (hiring and reading.hires and reading.words):
        return None
    cards = desk.cards(reading.words)
    found = cards.best(
        (hiring,), least=_least(reading, cards.best((*_topics(desk), hiring)), desk)
    )
    if found is None:
        return None
    meant = [role for role in reading.roles if role in desk.knowledge.roles]
    if meant and _of_others(found.card, meant, desk):
        return None
    answer = _by_card(reading, hiring, found.card, desk)
    named = named_roles((answer.verdict, *answer.text), desk)  # what is asked next is of them
    sections = [desk.knowledge.section_for(purpose) for purpose in OFFERED]
    asked = [question(desk.roles(meant), section) for section in sections] if meant else []
    offered = tuple(map(Suggestion, map(desk.title, sections), asked)) or answer.suggestions
    return replace(answer, shown=named[:1], suggestions=offered)


def _least(reading: Reading, nearest: Found | None, desk: Desk) -> float | None:
    """Return the margin that a card for employers needs; None for any.

    The applicant's side would be the wrong one, so a doubtful card may be better than that; where
    it is the nearest of all cards it mostly is.
    """
    hiring = desk.knowledge.topic_for_employers
    if reading.kind == "general" and reading.topic == hiring:
        return None
    if reading.kind in {"recommend", "compare"} or (nearest and nearest.topic == hiring):
        return HIRING
    if reading.kind in OPEN or _tells(reading):
        return SURE
    sided = {*desk.knowledge.about(*OF_HIRING), SECTION_OVERVIEW} & {*reading.sections}
    return LIKELY if reading.kind in {"explain", "compare"} and sided else math.inf


def _tells(reading: Reading) -> bool:
    """Tell whether a remark is long enough to tell of a trouble."""
    return reading.kind == "smalltalk" and len(reading.words.split()) >= REMARK


def of_time(topic: str, desk: Desk) -> bool:
    """Tell whether a topic asks how long it takes."""
    return desk.knowledge.of_role.get(topic) == desk.knowledge.told.get("hours")


def to_hire(desk: Desk) -> Card | None:
    """Return what is said first of all to somebody who hires."""
    topic = desk.knowledge.advice.get(desk.knowledge.topic_for_employers)
    return next(iter(topic.cards), None) if topic else None


def _of_others(card: Card, roles: Sequence[str], desk: Desk) -> bool:
    """Tell whether a card rests on what is known of other roles alone."""
    pages = {address.partition(":")[0] for address in card.rests_on}
    own = pages & desk.knowledge.roles.keys()
    return bool(own) and own.isdisjoint(roles)


def named_roles(told: Iterable[str], desk: Desk) -> tuple[str, ...]:
    """Return the roles that some paragraphs name, in their order.

    What belongs to people with a role, "a data engineers' community", does not name it.
    """
    said = " ".join(told).casefold()
    hits = {
        one.id: re.search(rf"{re.escape(one.name.casefold())}(?!s')", said)
        for one in desk.knowledge.roles.values()
    }
    places = {name: hit.start() for name, hit in hits.items() if hit}
    return tuple(sorted(places, key=places.__getitem__))


def _by_card(reading: Reading, name: str, card: Card, desk: Desk) -> Answer:
    """Return what a card of a topic says."""
    topic = desk.knowledge.advice[name]
    verdict, lines = desk.card(card)
    if of_time(name, desk) and 0 < reading.hours < conditions.FULL:
        lines = (*lines, desk.say("hours_few", hours=reading.hours))
    quiz = [Suggestion(desk.say("quiz_label"), "quiz")] if reading.confidence < GUESSED else []
    return Answer(
        reading,
        topic.title,
        verdict,
        lines,
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=(*quiz, *onwards(topic, card)),
        shown=named_roles((verdict, *lines), desk)[:SHOWN] if topic.by == "trade" else (),
        more=f"{topic.title} in full" if card.more or topic.points else "",
        data={"topic": name, "card": card.id},
    )


def _whole(reading: Reading, topic: Topic, card: Card | None, desk: Desk) -> Answer:
    points = topic.points if reading.full else topic.points[:POINTS]
    more = card.more if card else ()
    sources = [*(card.sources if card else ()), *sources_of(points)]
    return Answer(
        reading,
        topic.title,
        card.verdict if card else topic.gist,
        card.lines if card else (),
        blocks=(Block("", (*more, *desk.told(points))),),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources),
        citations=desk.citations(sources),
        suggestions=onwards(topic),
        more=f"{topic.title} in full",
        data={"topic": reading.topic},
    )


def _age(reading: Reading) -> str:
    """Return in words whether the asker's age is young or old for a beginner."""
    if not reading.age:
        return ""
    return YOUNG if reading.age < GROWN else OLD if reading.age >= LATE else ""


def anywhere(reading: Reading, desk: Desk, least: float = SURE) -> Answer | None:
    """Return the answer of the card that is surely asked for, of any topic; None for none."""
    found = desk.cards(reading.words).best(_topics(desk), reading.topic, least)
    if found is None:
        return None
    return _surely(_by_card(reading, found.topic, found.card, desk))


def nearer(reading: Reading, desk: Desk) -> Answer | None:
    """Return the answer of a card that fits a text far better than the kind it was read as.

    So "is the Google certificate enough for a data analyst?" gets the card on that certificate,
    not what is said of an analyst's certificates; None if no card does, or none may.
    """
    least = NEARER.get(reading.kind)
    asked = not (reading.manner or reading.full or reading.held or reading.ad or reading.hires)
    if least is None or not (asked and reading.words) or reading.quiz is not None:
        return None
    if reading.kind == "smalltalk" and not _tells(reading):
        return None
    if desk.knowledge.ask_for("pay") in reading.asks[:1]:
        return None  # who asks for figures gets figures
    found = desk.cards(reading.words).best(_topics(desk), least=least)
    if found is None or (reading.kind == "recommend" and found.card is of_trade(reading, desk)):
        return None  # advice tells what is written of a trade, and names a job too
    same = desk.knowledge.of_role.get(found.topic, "")
    first = desk.knowledge.advice[found.topic].cards[0]
    if same in reading.asks[:1] and (found.card is first or found.margin < SUREST):
        return None  # what the job's own page says of it is more to the point
    answer = _surely(_by_card(reading, found.topic, found.card, desk))
    named = named_roles((answer.verdict, *answer.text), desk)
    if reading.roles and named and not {*reading.roles} & {*named}:
        return None  # it tells of other jobs
    return replace(answer, shown=named[:SHOWN])


def _surely(answer: Answer) -> Answer:
    """Return the answer of a card, marked as exactly what was asked for."""
    return replace(answer, data={**answer.data, EXACT: True})


def _of(reading: Reading, desk: Desk) -> tuple[str, ...]:
    """Return the topics among which a question on careers is answered.

    One that seems to be an employer's, but not surely, is answered by the nearest card of all.
    """
    hiring = desk.knowledge.topic_for_employers
    return (*_topics(desk), hiring) if reading.topic == hiring else _topics(desk)


def _topics(desk: Desk) -> tuple[str, ...]:
    """Return the topics of those who look for work."""
    return tuple(name for name, one in desk.knowledge.advice.items() if not one.employers)


def of_trade(reading: Reading, desk: Desk) -> Card | None:
    """Return the card for people of the asker's trade, None if there is none."""
    vague = desk.knowledge.phrases.get("suffixes", {}).get("title", ())  # "worker" is any
    jobs = (*reading.own.trades, *reading.outside)
    trades = [{*text.key(job)} for job in jobs if job not in vague]
    for topic in desk.knowledge.topics_by("trade") if trades else ():
        for card, every in named(topic, desk.knowledge):
            if any(trade <= stems for trade in trades for stems in every):
                return card
    return None


def with_trade(answer: Answer, desk: Desk) -> Answer:
    """Return an answer on the way in with what is said to people of the asker's trade.

    It is said once, to the message that tells the trade.
    """
    reading = answer.reading
    ask = desk.knowledge.of_role.get(str(answer.data.get("topic", "")), "")
    sections = {*reading.sections, ask.partition("/")[0]}
    way_in = {*desk.knowledge.about("entry", "study")} & sections
    jobs = {*reading.own.trades, *reading.outside}
    told = reading.hires or jobs <= {*reading.known.trades}
    if told or not way_in or reading.kind not in TRADED or not answer.verdict:
        return answer
    card = of_trade(reading, desk)
    if card is None or answer.data.get("card") == card.id:
        return answer
    said = without_yes(card.verdict)
    if said in (answer.verdict, *answer.text):
        return answer
    added = [one for one in desk.citations(card.sources) if one not in answer.citations]
    return replace(answer, text=(*answer.text, said), citations=(*answer.citations, *added))


def of_tone(reading: Reading, desk: Desk) -> Card | None:
    """Return the card for the trouble that the asker mentions, None if there is none."""
    topic = desk.knowledge.of_tone.get(reading.tone, "")
    if topic not in desk.knowledge.advice:
        return None
    said = reading.tone.replace("_", " ")
    return _card(topic, f"{said} {reading.words}".strip(), desk)
