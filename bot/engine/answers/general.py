"""Careers in general: no role is meant."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.engine.answer import Answer, Block, Suggestion
from bot.engine.answers import conditions
from bot.engine.answers.desk import Desk, question, sources_of
from bot.engine.knowledge import Knowledge
from bot.engine.language import text
from bot.engine.memory import remembered
from bot.engine.page import Card, Topic
from bot.engine.reading import Reading

LIKE = 0.75
"""How like a question must be to a card's wordings, from 0 to 2, to choose it."""
SURELY = 1.0
"""The same where no other answer than a card's own will do."""
TELLING = 2
"""Words of a question, none of the commonest, that must stand in wordings for that."""
COMMON, PLAIN = 1500, 300
"""Words of everyday English that tell little, the commonest least, and those that tell nothing."""
CHANGE, HIRING = "career_change", "hiring_people"
OPEN = frozenset({"recommend", "general", "unknown", "clarify"})
OF_HIRING = frozenset(
    {"hiring", "tips", "fit", "career", "conditions", "overview", "education", "industries"}
)
"""Kinds of questions, and sections of a job, of which an employer may want another side."""
OFFERED = ("salary", "skills")
"""Sections offered next to somebody who hires for a job."""
GROWN = 18
YOUNG, OLD = "too young early school", "too late too old"
"""What an age says, as the wordings of cards put it."""
POINTS = 3
"""Sentences shown where no card answers."""


def general(reading: Reading, desk: Desk) -> Answer:
    """Return what is said to a question on careers in general."""
    topic = desk.knowledge.advice.get(reading.topic)
    if topic is None:
        return Answer(reading, desk.say("no_topic"))
    of_age = desk.knowledge.of_role.get(reading.topic) == desk.knowledge.told.get("age")
    age = _age(reading)
    words = age if of_age and age else f"{reading.words} {age}"  # the age tells which side
    near, card = nearest(reading.topic, words, desk.knowledge)
    if near < LIKE:
        if not reading.full and (other := anywhere(reading, desk)):
            return other
        card = next(iter(topic.cards), None)
    if card is None or reading.full:
        return _whole(reading, topic, card, desk)
    return _by_card(reading, reading.topic, card, desk)


def in_general(reading: Reading, desk: Desk) -> Answer | None:
    """Return what is said of all roles, where none is named; None where nothing is."""
    name = desk.knowledge.in_general.get(next(iter(reading.asks), ""), "")
    topic = desk.knowledge.advice.get(name)
    if not (topic and topic.cards and reading.words):
        return None
    card = chosen(name, reading.words, desk.knowledge, SURELY) or topic.cards[0]
    return _by_card(reading, name, card, desk)


def of_hiring(reading: Reading, desk: Desk) -> Answer | None:
    """Return what is said to somebody who hires; None where no card is near the question."""
    topic = desk.knowledge.advice.get(HIRING)
    plain = reading.kind in OPEN or (
        reading.kind == "explain" and bool(OF_HIRING & {*reading.sections})
    )
    if topic is None or not (reading.hires and reading.words and plain):
        return None
    least = SURELY if reading.kind in OPEN else LIKE  # the applicant's side would be the wrong one
    card = chosen(HIRING, reading.words, desk.knowledge, least)
    meant = [role for role in reading.roles if role in desk.knowledge.roles]
    if card is None or (meant and _of_others(card, meant, desk)):
        return None
    answer = _by_card(reading, HIRING, card, desk)
    named = _named(answer, desk)
    next_ = [question(desk.roles(meant), section) for section in OFFERED] if meant else []
    offered = tuple(Suggestion(one, one) for one in next_) or answer.suggestions
    return replace(answer, shown=named[:1], suggestions=offered)


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
    return Answer(
        reading,
        topic.title,
        verdict,
        lines,
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(card.sources),
        citations=desk.citations(card.sources),
        suggestions=_next(topic),
        more=f"{topic.title} in full" if card.more or topic.points else "",
        data={"topic": name},
    )


def _whole(reading: Reading, topic: Topic, card: Card | None, desk: Desk) -> Answer:
    points = topic.points if reading.full else topic.points[:POINTS]
    more = card.more if card else ()
    return Answer(
        reading,
        topic.title,
        card.verdict if card else topic.gist,
        card.lines if card else (),
        blocks=(Block("", (*more, *desk.told(points))),),
        asides=tuple(conditions.unserved(reading, desk)),
        doubts=desk.surety(sources_of(topic.points)),
        citations=desk.citations(sources_of(topic.points)),
        suggestions=_next(topic),
        more=f"{topic.title} in full",
        data={"topic": reading.topic},
    )


def _age(reading: Reading) -> str:
    """Return in words whether somebody of the age that was told is young or old to begin."""
    if not reading.age:
        return ""
    return YOUNG if reading.age < GROWN else OLD if reading.age >= conditions.LATE else ""


def chosen(name: str, words: str, knowledge: Knowledge, surely: float = 0.0) -> Card | None:
    """Return the card of a topic that a question asks for, by its wordings.

    Where none is near, that is the first; or None where one must be as near as `surely`.
    """
    cards = knowledge.advice[name].cards
    near, card = nearest(name, words, knowledge, strictly=bool(surely))
    if card and near >= (surely or LIKE):
        return card
    return None if surely else next(iter(cards), None)


def nearest(
    name: str, words: str, knowledge: Knowledge, *, strictly: bool = False
) -> tuple[float, Card | None]:
    """Return the card of a topic that is nearest to a question, and how near, from 0 to 2.

    What counts is the cosine between the question and a card's nearest wording, and how much of
    the question stands in any wording of the card. Words weigh the more the rarer they are;
    strictly, words that stand in no wording speak against all of them.
    """
    weights, wordings = _wordings(name, knowledge)
    stems_ = {*text.key(words)}
    asked = stems_ & weights.keys()
    own = sum(weights[stem] for stem in asked)
    if strictly:
        own += sum(_strange(stem, knowledge) for stem in stems_ - asked)
        telling = sum(_strange(stem, knowledge) > 0 for stem in asked)
        asked = asked if telling >= TELLING else set()
    if not asked:
        return 0.0, None
    scores = []
    for at, every in enumerate(wordings):
        near = max(
            sum(weights[stem] for stem in stems & asked) / math.sqrt(whole * own)
            for stems, whole in every
        )
        held = sum(weights[stem] for stem in asked if any(stem in stems for stems, _ in every))
        scores.append((near + held / own, -at))
    best, place = max(scores)
    return best, knowledge.advice[name].cards[-place]


def anywhere(reading: Reading, desk: Desk) -> Answer | None:
    """Return what the card says that is surely asked for, of whatever topic; None for none."""
    every = (
        (*nearest(name, reading.words, desk.knowledge, strictly=True), name)
        for name in desk.knowledge.advice
        if name != HIRING
    )
    near, card, name = max(every, key=lambda one: one[0], default=(0.0, None, ""))
    if card is None or near < SURELY:
        return None
    return _by_card(reading, name, card, desk)


def _strange(stem: str, knowledge: Knowledge) -> float:
    """Return what a word weighs by its rarity in English: nothing for the commonest."""
    # Not remembered by the word: that is somebody's, and there is no end of them.
    rank = _often(knowledge).get(stem, COMMON)
    return math.log1p(rank) ** 2 if rank > PLAIN else 0.0


@remembered
def _often(knowledge: Knowledge) -> Mapping[str, int]:
    """Return the rank of each of the commonest words of English."""
    return {word: rank for rank, word in enumerate(knowledge.everyday[:COMMON], 1)}


Wordings = list[list[tuple[frozenset[str], float]]]
"""For each card its wordings, each as the stems of its words with their whole weight."""


@remembered
def _wordings(name: str, knowledge: Knowledge) -> tuple[dict[str, float], Wordings]:
    """Return what each word of a topic's wordings weighs, and these by card.

    A word weighs by the square of its rarity: here, and in everyday English.
    """
    cards = knowledge.advice[name].cards
    stems = [[frozenset(text.key(one)) for one in card.asked] for card in cards]
    counts = Counter(stem for every in stems for one in every for stem in one)
    size = sum(map(len, stems))
    often = _often(knowledge)
    weights = {
        stem: (math.log(1 + size / count) * math.log1p(often.get(stem, COMMON))) ** 2
        for stem, count in counts.items()
    }
    return weights, [
        [(one, sum(weights[stem] for stem in one)) for one in every if one] for every in stems
    ]


def of_trade(reading: Reading, desk: Desk) -> Card | None:
    """Return what is said to people of the trade that somebody comes from, None for nothing."""
    topic = desk.knowledge.advice.get(CHANGE)
    if topic is None or not (reading.outside or reading.own.trades):
        return None
    _, wordings = _wordings(CHANGE, desk.knowledge)
    trades = [{*text.key(job)} for job in (*reading.own.trades, *reading.outside)]
    for card, every in zip(topic.cards, wordings, strict=True):
        if any(trade <= stems for trade in trades for stems, _ in every):
            return card
    return None


def of_tone(reading: Reading, desk: Desk) -> Card | None:
    """Return what is said to somebody in the trouble that he speaks of, None for nothing."""
    topic = desk.knowledge.of_tone.get(reading.tone, "")
    if topic not in desk.knowledge.advice:
        return None
    return chosen(topic, reading.tone.replace("_", " "), desk.knowledge)


def _next(topic: Topic) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(question, question) for question in topic.next)
