"""Answers about careers in general, not about a role."""

from collections.abc import Sequence
from dataclasses import replace

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import abroad, conditions
from bot.engine.answers.choosing import LIKELY, SURE, chosen
from bot.engine.answers.desk import Desk, onwards, question, sources_of
from bot.engine.answers.wordings import named
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.language import text
from bot.engine.page import About, Card, Purpose, Topic
from bot.engine.reading import Reading

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
ONLY_A_PLACE = 5
"""Maximum words of a follow-up that only names a country."""
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
    found = chosen(_topics(desk), words, desk.knowledge, reading.topic) if reading.words else None
    name, card = (found.topic, found.card) if found else (reading.topic, topic.cards[0])
    answer = _by_card(reading, name, card, desk)
    sure = found.margin >= SURE if found else not reading.words
    return replace(answer, data={**answer.data, EXACT: True}) if sure else answer


def _card(topic: str, words: str, desk: Desk) -> Card | None:
    """Return the card of one topic that a question asks for, else its first; None for none."""
    found = chosen((topic,), words, desk.knowledge)
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
    sided = {*desk.knowledge.about(*OF_HIRING), SECTION_OVERVIEW} & {*reading.sections}
    plain = reading.kind in OPEN or (reading.kind in {"explain", "compare"} and bool(sided))
    if not (hiring and reading.hires and reading.words and plain):
        return None
    # The applicant's side would be the wrong one.
    least = SURE if reading.kind in OPEN else LIKELY
    found = chosen((hiring,), reading.words, desk.knowledge, least=least)
    meant = [role for role in reading.roles if role in desk.knowledge.roles]
    if found is None or (meant and _of_others(found.card, meant, desk)):
        return None
    answer = _by_card(reading, hiring, found.card, desk)
    named = _named(answer, desk)
    sections = [desk.knowledge.section_for(purpose) for purpose in OFFERED]
    asked = [question(desk.roles(meant), section) for section in sections] if meant else []
    offered = tuple(map(Suggestion, map(desk.title, sections), asked)) or answer.suggestions
    return replace(answer, shown=named[:1], suggestions=offered)


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


def _named(answer: Answer, desk: Desk) -> tuple[str, ...]:
    """Return the roles that an answer names, in its order: what is asked next is of them."""
    said = " ".join((answer.verdict, *answer.text)).casefold()
    places = {one.id: said.find(one.name.casefold()) for one in desk.knowledge.roles.values()}
    return tuple(sorted((name for name, at in places.items() if at >= 0), key=places.__getitem__))


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
    return YOUNG if reading.age < GROWN else OLD if reading.age >= conditions.LATE else ""


def anywhere(reading: Reading, desk: Desk, least: float = SURE) -> Answer | None:
    """Return the answer of the card that is surely asked for, of any topic; None for none."""
    found = chosen(_topics(desk), reading.words, desk.knowledge, reading.topic, least)
    if found is None:
        return None
    answer = _by_card(reading, found.topic, found.card, desk)
    return replace(answer, data={**answer.data, EXACT: True})


def _topics(desk: Desk) -> tuple[str, ...]:
    """Return the topics of those who look for work."""
    return tuple(name for name, one in desk.knowledge.advice.items() if not one.employers)


def of_trade(reading: Reading, desk: Desk) -> Card | None:
    """Return the card for people of the asker's trade, None if there is none."""
    trades = [{*text.key(job)} for job in (*reading.own.trades, *reading.outside)]
    for topic in desk.knowledge.topics_by("trade") if trades else ():
        for card, every in named(topic, desk.knowledge):
            if any(trade <= stems for trade in trades for stems in every):
                return card
    return None


def of_tone(reading: Reading, desk: Desk) -> Card | None:
    """Return the card for the trouble that the asker mentions, None if there is none."""
    topic = desk.knowledge.of_tone.get(reading.tone, "")
    if topic not in desk.knowledge.advice:
        return None
    said = reading.tone.replace("_", " ")
    return _card(topic, f"{said} {reading.words}".strip(), desk)
