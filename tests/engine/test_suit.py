"""Which role suits a person, by what they bring, like, dislike and lack."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import suit
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading, Told
from bot.engine.suit import Person, Suit
from tests.engine.paid import with_pay
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import moderate

_ITEMS = st.lists(st.sampled_from(sorted(tiny_knowledge().items)), max_size=4).map(tuple)
_AXES = st.lists(st.sampled_from(sorted(tiny_knowledge().axes)), max_size=3).map(tuple)


def _ranked(who: Person, knowledge: Knowledge) -> list[Suit]:
    return suit.rank(who, knowledge.roles.values(), knowledge)


def _roles(fits: Sequence[Suit]) -> list[str]:
    return [one.role.id for one in fits]


def _of(fits: Sequence[Suit], role: str) -> Suit:
    return next(one for one in fits if one.role.id == role)


def _told(**more: object) -> Reading:
    return Reading("recommend", (), ("overview",)).with_(**more)


def test_what_somebody_dislikes_by_name_is_an_axis(tiny: Knowledge) -> None:
    """A dislike of a thing that an axis is about counts on that axis, and not as a tool."""
    who = suit.person(_told(excluded=("b", "oven")), tiny)

    assert ("coding",) == who.avoids
    assert ("oven",) == who.unwanted


def test_what_somebody_likes_is_an_axis_too(tiny: Knowledge) -> None:
    """A liked thing that an axis is about is a wish, unless it is disliked as well."""
    assert ("coding",) == suit.person(_told(items=("b",)), tiny).wants
    assert () == suit.person(_told(items=("b",), avoids=("coding",)), tiny).wants


def test_a_wish_that_no_axis_measures(tiny: Knowledge) -> None:
    """Whoever likes what no profile tells of, such as stress, is weighed by all the rest."""
    who = suit.person(_told(known=Told(wants=("stress", "coding"))), tiny)

    assert ("coding",) == who.wants


def test_the_later_word_counts(tiny: Knowledge) -> None:
    """Whoever avoids what he once wanted avoids it, and what was learnt is lacked no more."""
    before = Told(lacks=("oven",), wants=("coding",))
    now = Told(items=("oven",), avoids=("coding",))
    who = suit.person(_told(known=before, own=now, items=("oven",), avoids=("coding",)), tiny)

    assert ("oven",) == who.items
    assert () == who.unwanted
    assert ((), ("coding",)) == (who.wants, who.avoids)


def test_a_missing_degree_is_no_missing_tool(tiny: Knowledge) -> None:
    """Somebody without a degree lacks that, and avoids nothing."""
    who = suit.person(_told(excluded=("degree",)), tiny)

    assert who.no_degree
    assert not who.unwanted
    assert not who.avoids


def test_some_people_shun_an_axis(tiny: Knowledge) -> None:
    """What somebody is like may speak against an axis."""
    assert ("business_contact",) == suit.person(_told(traits=("creativity",)), tiny).avoids
    assert not suit.person(_told(traits=("patience",)), tiny).avoids


@pytest.mark.parametrize(
    ("reading", "newcomer"),
    [
        (_told(level="entry"), True),
        (_told(outside=("pilot",)), True),
        # a job near a role, and nothing that is known of it
        (_told(outside=("decorator",)), True),
        (_told(outside=("decorator",), items=("kneading",)), False),
        # who has a role already is none
        (_told(level="entry", background_roles=(PE,)), False),
        (_told(items=("kneading",)), False),
        (_told(own=Told(trades=("pilot",))), True),
    ],
)
def test_who_is_new(tiny: Knowledge, reading: Reading, newcomer: bool) -> None:
    """A newcomer is who says so, or who comes from a trade that is not here."""
    assert newcomer == suit.person(reading, tiny).newcomer


def test_the_roles_nearest_to_a_job(tiny: Knowledge) -> None:
    """A job outside or beside the roles has roles near it; a role is near to itself."""
    assert (PE,) == suit.nearest(_told(outside=("decorator",)), tiny)
    assert (PE, PS) == suit.nearest(_told(background_roles=("chocolatier",)), tiny)
    assert (PSE,) == suit.nearest(_told(background_roles=(PSE,)), tiny)
    assert () == suit.nearest(_told(outside=("pilot",)), tiny)


@pytest.mark.parametrize(
    ("who", "first", "last"),
    [
        (Person(wants=("coding",)), PSE, BRE),
        (Person(avoids=("coding",)), BRE, PSE),
        (Person(newcomer=True), BRE, PS),
        (Person(no_degree=True), BRE, PS),
        (Person(items=("tasting",)), PS, BRE),
    ],
)
def test_each_thing_told_pulls_its_way(
    tiny: Knowledge, who: Person, first: str, last: str
) -> None:
    """Wishes, dislikes, being new, having no degree and what is known each order the roles."""
    fits = _ranked(who, tiny)

    assert first == _roles(fits)[0]
    assert _of(fits, first).score > _of(fits, last).score


def test_a_dislike_outweighs_a_tool(tiny: Knowledge) -> None:
    """One tool of a role does not make up for a dislike of its work."""
    assert PSE != _roles(_ranked(Person(items=("b++",), avoids=("coding",)), tiny))[0]


def test_what_is_avoided_is_named_and_counts(tiny: Knowledge) -> None:
    """A role that asks for what is avoided falls and says for what; a mere plus is forgiven."""
    plain, picky = (_ranked(Person(("kneading",), un), tiny) for un in ((), ("oven", "whisk")))

    assert ("oven",) == _of(picky, PE).against
    assert _of(picky, PE).score < _of(plain, PE).score


def test_whoever_has_a_role_is_nearer_to_some(tiny: Knowledge) -> None:
    """From the role that somebody has a short way counts for a role."""
    fits = _ranked(Person(own=(PE,)), tiny)

    assert _of(fits, PSE).score > _of(fits, PS).score


def test_more_ads_break_a_tie(tiny: Knowledge) -> None:
    """Where nothing else tells roles apart, the one with more ads leads."""
    assert PE == _roles(_ranked(Person(), with_pay(tiny)))[0]


def test_reasons_have_words(tiny: Knowledge) -> None:
    """Every axis that speaks for or against a role is one that its page explains."""
    for one in _ranked(Person(wants=("coding",), avoids=("on_call",), newcomer=True), tiny):
        assert {*one.pros, *one.cons} <= one.role.profile.keys()
        assert not {*one.pros} & {*one.cons}


def test_ties_and_strength(tiny: Knowledge) -> None:
    """Roles with the same score are tied, and a better score never has a weaker word."""
    fits = _ranked(Person(items=("b++",)), tiny)
    words = [("possible", "good", "strong").index(suit.strength(one)) for one in fits]

    assert suit.tied(fits[-1], fits[-2])
    assert not suit.tied(fits[0], fits[-1])
    assert words == sorted(words, reverse=True)
    assert words[0] > words[-1]


@moderate
@given(_ITEMS, _AXES, _AXES)
def test_anybody_is_ranked(
    items: tuple[str, ...], wants: tuple[str, ...], avoids: tuple[str, ...]
) -> None:
    """Whatever is told, every role stands once, and the best first."""
    knowledge = tiny_knowledge()
    fits = _ranked(Person(items, wants=wants, avoids=avoids), knowledge)
    scores = [one.score for one in fits]

    assert {*knowledge.roles} == {*_roles(fits)}
    assert scores == sorted(scores, reverse=True)


@moderate
@given(_ITEMS, st.sampled_from(sorted(tiny_knowledge().axes)))
def test_a_dislike_never_lifts_a_role_that_has_much_of_it(
    items: tuple[str, ...], axis: str
) -> None:
    """A role high on a disliked axis falls, and one low on it rises."""
    knowledge = tiny_knowledge()
    plain = {one.role.id: one.score for one in _ranked(Person(items), knowledge)}
    for one in _ranked(Person(items, avoids=(axis,)), knowledge):
        high = suit.level(one.role, axis)

        assert (one.score - plain[one.role.id]) * high <= 0
