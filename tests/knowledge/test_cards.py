"""The cards of the packaged knowledge: one for every question of every role, short and known."""

from collections.abc import Iterator
from itertools import combinations

from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.page import Card
from bot.files import cards

ASKED_MOST = (
    *("machine-learning-engineer", "data-scientist", "data-engineer", "data-analyst"),
    *("ai-engineer", "software-engineer", "mlops-engineer", "analytics-engineer"),
    *("research-scientist", "machine-learning-software-engineer"),
)
COMPARED_MOST = ASKED_MOST[:-1]
KNOWN, KNOWN_MOST = 0.65, 0.8
"""Shares of a role's cards that answer: of any role, and of those asked about most."""


def test_every_question_of_a_role_has_a_card(known: Knowledge) -> None:
    """Every role has a card for every ask, and most of them answer it."""
    asked = {role.id: {*role.cards} for role in known.roles.values()}
    shares = {
        role.id: sum(card.known for card in role.cards.values()) / len(role.cards)
        for role in known.roles.values()
    }
    least = {role: KNOWN_MOST if role in ASKED_MOST else KNOWN for role in shares}

    assert [] == [role for role, asks in asked.items() if asks != {*known.asks}]
    assert {} == {role: share for role, share in shares.items() if share < least[role]}


def test_pairs(known: Knowledge) -> None:
    """Of roles compared much it is written what sets two apart and whom each suits."""
    cards = {
        pair: known.pairs.get(frozenset(pair), {}).get(SECTION_OVERVIEW)
        for pair in combinations(COMPARED_MOST, 2)
    }
    wrong = [
        pair
        for pair, card in cards.items()
        if not card or {*pair} != card.choose.keys() or not card.sources
    ]

    assert [] == wrong


def test_whom_roles_suit_is_said_of_both(known: Knowledge) -> None:
    """A pair says of neither of its roles, or of both, whom it suits."""
    odd = {
        (*pair, section)
        for pair, every in known.pairs.items()
        for section, card in every.items()
        if card.choose and pair != card.choose.keys()
    }

    assert set() == odd


def test_topics_and_jobs_have_cards(known: Knowledge) -> None:
    """Every topic and every job beside the roles has cards; all but the first say how asked."""
    topics = {name for name in known.topics if not known.advice[name].cards}
    jobs = {name for name, job in known.neighbours.items() if not job.cards}
    unasked = {
        name for name, topic in known.advice.items() for card in topic.cards[1:] if not card.asked
    }

    assert (set(), set(), set()) == (topics, jobs, unasked)


def _every(known: Knowledge) -> Iterator[tuple[str, Card]]:
    for name, page in known.pages.items():
        yield from ((f"{name} {ask}", card) for ask, card in page.cards.items())
    for name, topic in known.advice.items():
        yield from ((name, card) for card in topic.cards)
    for pair, every in known.pairs.items():
        yield from ((f"{'+'.join(sorted(pair))} {name}", card) for name, card in every.items())


def test_verdicts_are_short(known: Knowledge) -> None:
    """The first sentence of every card can be read at a glance, and is a whole one."""
    long = {name for name, card in _every(known) if len(card.verdict) > cards.VERDICT}
    open_ = {name for name, card in _every(known) if card.verdict[-1] not in '.?!)"”:'}

    assert (set(), set()) == (long, open_)


def test_what_is_known_has_sources(known: Knowledge) -> None:
    """Nearly every card that answers has a source; what rests on a profile alone has none."""
    told = [(name, card) for name, card in _every(known) if card.known]
    bare = {name for name, card in told if not card.sources}

    assert len(bare) <= len(told) / 100, bare
