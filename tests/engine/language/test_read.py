"""The likeliest reading whose slots can be filled, from a text and from what the talk offers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from bot.engine.language.read import calibrated, read
from bot.engine.language.slots import NOTHING, Offer
from bot.engine.page import Item
from bot.engine.reading import KINDS, Reading
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.engine.weights import ASKED, CLASSES, Said, intent, weights
from tests.generated import thorough

Read = Callable[..., Reading]

_LEXICON = Lexicon(tiny_knowledge())


@pytest.fixture(name="read_as")
def _read_as(tiny: Knowledge, lexicon: Lexicon) -> Read:
    """Return what reads a text with a given intent: `read_as("PE", kind="explain")`."""

    def read_as(
        typed: str,
        offer: Offer = NOTHING,
        asked: Mapping[str, float] = ASKED,
        **said: Said,
    ) -> Reading:
        found = find(typed, lexicon, tiny)
        even = replace(tiny, weights=weights())
        return read(found, intent(found, tiny, said, asked), even, offer)

    return read_as


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("explain", "PE", "explain"),
        # of two roles or none, what is left is the next that can be
        ("explain", "what does it do", "unknown"),
        ("compare", "PE vs PSE", "compare"),
        ("compare", "PE", "unknown"),
        ("compare", "chocolatier or PE", "compare"),
        ("check", "does a PE need a whisk", "check"),
        ("check", "does a PE need it", "unknown"),
        ("check", "is a whisk needed", "unknown"),
        ("transition", "from PE to PSE", "transition"),
        ("transition", "how do I get there", "unknown"),
        ("smalltalk", "thanks", "smalltalk"),
        # manners are none beside a question
        ("smalltalk", "thanks, and the tools", "unknown"),
        ("smalltalk", "thanks, PE", "unknown"),
        # these need nothing
        *((kind, "so", kind) for kind in ("find", "recommend", "general", "clarify", "roles")),
        *((kind, "so", kind) for kind in ("help", "unknown")),
    ],
)
def test_which_readings_are_legal(read_as: Read, kind: str, typed: str, expected: str) -> None:
    """A kind whose slots stay empty is no reading, however likely it is."""
    assert expected == read_as(typed, kind=kind).kind


@pytest.mark.parametrize(
    ("kinds", "typed", "kind"),
    [
        ({"check": 0.6, "explain": 0.3}, "PE tools", "explain"),
        ({"check": 0.6, "explain": 0.3}, "PE whisk", "check"),
        ({"compare": 0.6, "explain": 0.3}, "PE tools", "explain"),
        ({"compare": 0.5, "transition": 0.4}, "PE PSE", "compare"),
    ],
)
def test_the_likeliest_that_can_be(
    read_as: Read, kinds: Mapping[str, float], typed: str, kind: str
) -> None:
    """Of the kinds whose slots are filled the likeliest wins."""
    assert kind == read_as(typed, kind=kinds).kind


def test_other_readings_are_kept(read_as: Read) -> None:
    """Other readings of the same text stay at hand, the likelier first; unlikely ones do not."""
    kinds = {"check": 0.5, "find": 0.3, "explain": 0.15, "compare": 0.04}
    reading = read_as("PE whisk", kind=kinds)

    assert "check" == reading.kind
    assert ["find", "explain"] == [other.kind for other in reading.instead]


@pytest.mark.parametrize(
    ("kind", "typed", "roles"),
    [
        ("explain", "PE", (PE,)),
        # who has a job does not ask about it, unless it is all there is
        ("explain", "I am a PE, what does a PSE do", (PSE,)),
        ("explain", "I am a PE", (PE,)),
        # nor is what is put aside asked about, unless it is all there is
        ("explain", "the PSE, not the PE", (PSE,)),
        ("explain", "I do not know PE", (PE,)),
        ("compare", "I am a PE, is a PS or a PSE better", (PS, PSE)),
        ("compare", "PE vs PSE, not PS", (PE, PSE)),
        # each once, in the order said
        ("compare", "PSE PE PSE", (PSE, PE)),
        ("explain", "chocolatier", ("chocolatier",)),
    ],
)
def test_roles_asked_about(read_as: Read, kind: str, typed: str, roles: tuple[str, ...]) -> None:
    """The roles are those named that are asked about."""
    reading = read_as(typed, kind=kind)

    assert (kind, roles) == (reading.kind, reading.roles)


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("from PE to PSE", (PE, PSE)),
        ("to PSE from PE", (PE, PSE)),
        ("PE to PSE", (PE, PSE)),
        ("become a PSE, I am a PE", (PE, PSE)),
        ("PE, then PS", (PE, PS)),
        # a way from nowhere, and one by a third
        ("become a PSE", (PSE,)),
        ("from PE to PS to PSE", (PE, PSE)),
    ],
)
def test_a_way_leads_from_start_to_target(
    read_as: Read, typed: str, roles: tuple[str, ...]
) -> None:
    """The roles of a way stand in its order, whatever the order of the words."""
    assert roles == read_as(typed, kind="transition", asked={"": 4.0}).roles


OFFER = Offer((PE, PSE), sections=("tools",), items=("whisk",), kind="compare")


@pytest.mark.parametrize(
    ("typed", "kind", "link", "roles"),
    [
        # from the text, from the talk, from both
        ("PS", "explain", "own", (PS,)),
        ("PS and BRE", "compare", "own", (PS, BRE)),
        ("and education", "compare", "kept", (PE, PSE)),
        ("and PS", "compare", "added", (PE, PSE, PS)),
        # what is put aside is not kept
        ("PS, not PE", "compare", "added", (PSE, PS)),
    ],
)
def test_roles_of_the_talk(
    read_as: Read, typed: str, kind: str, link: str, roles: tuple[str, ...]
) -> None:
    """Roles are the text's own, those of the talk, or those of the talk with one more."""
    reading = read_as(typed, OFFER, kind=kind, link=link)

    assert (kind, roles) == (reading.kind, reading.roles)


def test_roles_pointed_at(read_as: Read) -> None:
    """Roles that the text points at among those of the talk are meant, and no others."""
    reading = read_as("the second one", replace(OFFER, part=(PSE,)), kind="explain", link="kept")

    assert ("explain", (PSE,)) == (reading.kind, reading.roles)


@pytest.mark.parametrize(
    ("offered", "typed", "roles"),
    [
        # from where the talk is to another role, or there from another
        (Offer((PE,), kind="explain"), "to PSE", (PE, PSE)),
        (Offer((PSE,), kind="explain"), "from PE", (PE, PSE)),
        # another end of a way
        (Offer((PE, PS), kind="transition"), "to PSE", (PE, PSE)),
        (Offer((PE, PS), kind="transition"), "from PSE", (PSE, PS)),
    ],
)
def test_a_way_goes_on(read_as: Read, offered: Offer, typed: str, roles: tuple[str, ...]) -> None:
    """A role named after a talk of others is the end of a way that is missing."""
    reading = read_as(typed, offered, kind="transition", link="added", asked={"": 4.0})

    assert ("transition", roles) == (reading.kind, reading.roles)


@pytest.mark.parametrize("other", ["clarify", "general", "unknown"])
def test_a_talk_goes_on(read_as: Read, other: str) -> None:
    """What names no role is asked of those talked about before it is of none."""
    said = {"kind": {"explain": 0.4, other: 0.5}, "link": {"kept": 0.5, "none": 0.5}}
    offered = Offer((PE,), sections=("tools",), kind="explain")

    within = read_as("so how long will it take", offered, **said)
    alone = read_as("so how long will it take", **said)

    assert ("explain", (PE,)) == (within.kind, within.roles)
    assert other == alone.kind


@pytest.mark.parametrize(("sure", "kind"), [(0.98, "explain"), (0.1, "check")])
def test_what_names_a_section_asks_for_it(read_as: Read, sure: float, kind: str) -> None:
    """The items of the talk stay, unless the text is nearly sure to ask for a section."""
    offered = Offer((PE,), sections=("tools",), items=("whisk",), kind="check")
    said = {"kind": {"check": 0.6, "explain": 0.4}, "sections": {"salary": sure}}
    reading = read_as(
        "how much in paris", offered, link="kept", content={"kept": 0.6, "own": 0.4}, **said
    )

    assert kind == reading.kind
    assert sure < 0.5 or ("salary",) == reading.sections


def test_after_a_way_its_target_is_asked_about(read_as: Read) -> None:
    """What is asked of one role after a way is asked of where it leads."""
    offered = Offer((PE, PSE), kind="transition")

    assert (PSE,) == read_as("does it need a whisk", offered, kind="check", link="kept").roles
    assert (PSE,) == read_as("and the tools", offered, kind="explain", link="kept").roles


@pytest.mark.parametrize(
    ("said", "content", "offered", "sections"),
    [
        (("tools",), "own", NOTHING, ("tools",)),
        # several, the likeliest first, and no more than three
        ({"tools": 0.9, "salary": 0.95}, "own", NOTHING, ("salary", "tools")),
        (("tools", "salary", "skills", "outlook"), "own", NOTHING, ("skills", "tools", "outlook")),
        # an overview is the whole
        ({"overview": 0.9, "tools": 0.6}, "own", NOTHING, ("overview",)),
        ({"overview": 0.6, "tools": 0.9}, "own", NOTHING, ("tools",)),
        # where none is likely, the likeliest
        ({"tools": 0.3, "overview": 0.2}, "own", NOTHING, ("tools",)),
        # those of the talk where they stay
        (("salary",), "kept", OFFER, ("tools",)),
        (("salary",), "own", OFFER, ("salary",)),
        (("salary",), "kept", NOTHING, ("salary",)),
    ],
)
def test_sections(
    read_as: Read, said: Said, content: str, offered: Offer, sections: tuple[str, ...]
) -> None:
    """The sections are those likely to be asked for, or those of the talk."""
    reading = read_as("so a PE", offered, kind="explain", sections=said, content=content)

    assert sections == reading.sections


@pytest.mark.parametrize(
    ("typed", "offered", "sections"),
    [
        ("PE", NOTHING, ("overview",)),
        ("PE tools", NOTHING, ("tools",)),
        ("PE tools and salary", NOTHING, ("tools", "salary")),
        ("tools, PE", OFFER, ("tools",)),
        # a bare name in a talk may be a follow-up, and a sentence is more than names
        ("PE", OFFER, ("outlook",)),
        ("so PE tools", NOTHING, ("outlook",)),
    ],
)
def test_sections_of_names_alone(
    read_as: Read, typed: str, offered: Offer, sections: tuple[str, ...]
) -> None:
    """A text of nothing but names is read by its form, and what was learned has no say."""
    reading = read_as(typed, offered, kind="explain", sections="outlook")

    assert ("explain", sections) == (reading.kind, reading.sections)


@pytest.mark.parametrize(
    ("typed", "offered", "kind"),
    [
        ("PE tools", NOTHING, "explain"),
        ("so PE tools", NOTHING, "recommend"),
        # what is pointed at among the roles of a talk is asked about
        ("the second one", replace(OFFER, part=(PSE,)), "explain"),
        ("the second one", NOTHING, "recommend"),
    ],
)
def test_names_alone_are_asked_about(read_as: Read, typed: str, offered: Offer, kind: str) -> None:
    """Names alone, and roles pointed at, ask about a role sooner than for something without."""
    assert kind == read_as(typed, offered, kind={"recommend": 0.6, "explain": 0.35}).kind


@pytest.mark.parametrize(
    ("typed", "offered", "items", "sections"),
    [
        ("does a PE need a whisk", NOTHING, ("whisk",), ("tools",)),
        # what is had is no question where another item is
        ("I know B++, does a PE need a whisk", NOTHING, ("whisk",), ("tools",)),
        ("I know B++, is that enough for a PE", NOTHING, ("b++",), ("tools",)),
        # what is lacked is
        ("can I be a PE without a degree", NOTHING, ("degree",), ("education",)),
        ("does a PE need an oven and tasting", NOTHING, ("oven", "tasting"), ("tools", "skills")),
        # the item of the talk
        ("does a PE need it", OFFER, ("whisk",), ("tools",)),
        ("does a PE need an oven", OFFER, ("oven",), ("tools",)),
    ],
)
def test_items_checked(
    read_as: Read, typed: str, offered: Offer, items: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    """The items are those asked about, in the sections in which one asks for them."""
    reading = read_as(typed, offered, kind="check", content="kept", asked={"": 4.0})

    assert ("check", (PE,)) == (reading.kind, reading.roles)
    assert (items, sections) == (reading.items, reading.sections)


@pytest.mark.parametrize(
    ("typed", "items", "negated", "superlative", "sections"),
    [
        ("who uses a whisk", ("whisk",), False, "", ("tools",)),
        ("who needs no whisk", ("whisk",), True, "", ("tools",)),
        ("which is best", (), False, "most", ("salary",)),
        ("which is worst paid", (), False, "least", ("salary",)),
        # those who have an item, by pay
        ("who with a whisk is best", ("whisk",), False, "most", ("salary",)),
    ],
)
def test_found(
    read_as: Read,
    typed: str,
    items: tuple[str, ...],
    negated: bool,
    superlative: str,
    sections: tuple[str, ...],
) -> None:
    """Roles are looked for that have an item or have it not, or most of a section."""
    section = "salary" if superlative else "tools"
    reading = read_as(typed, kind="find", sections=section, link="none")

    assert ("find", (), items) == (reading.kind, reading.roles, reading.items)
    assert (negated, superlative, sections) == (
        reading.negated,
        reading.superlative,
        reading.sections,
    )


def test_found_among_roles(read_as: Read) -> None:
    """Roles named are those among which is looked; the first alone where likes are wanted."""
    among = read_as("PE, PS or PSE, who is best", kind="find", sections="salary")
    similar = read_as("who is most like a PE", kind="find")

    assert ((PE, PS, PSE), False) == (among.roles, among.similar)
    assert ((PE,), True) == (similar.roles, similar.similar)


@pytest.mark.parametrize(
    ("typed", "roles", "items", "excluded"),
    [
        ("I know B++ and kneading", (), ("b++", "kneading"), ()),
        ("I know B++, I hate the oven", (), ("b++",), ("oven",)),
        # the job somebody has is no candidate, another is
        ("I am a PE and know B++", (), ("b++",), ()),
        ("I know B++. PS or PSE", (PS, PSE), ("b++",), ()),
        ("I know B++, not PS", (), ("b++",), (PS,)),
    ],
)
def test_recommended(
    read_as: Read,
    typed: str,
    roles: tuple[str, ...],
    items: tuple[str, ...],
    excluded: tuple[str, ...],
) -> None:
    """Advice goes by what somebody has, among the roles named, without what is put aside."""
    reading = read_as(typed, kind="recommend")

    assert (roles, items, excluded) == (reading.roles, reading.items, reading.excluded)


def test_what_is_told_on_the_way(read_as: Read) -> None:
    """What somebody has, is like and calls himself stands beside what is asked."""
    reading = read_as(
        "I am a creative nurse, I know B++ and no kneading. what does a PE do, frobnitz",
        kind="explain",
    )

    assert (("b++",), ("kneading",)) == (reading.background, reading.excluded)
    assert (("nurse",), ("creativity",)) == (reading.outside, reading.traits)
    assert ("frobnitz",) == reading.unused


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("senior PE", "senior"),
        ("PE", ""),
        # the last of several, and the one asked before one's own
        ("from junior to senior PE", "senior"),
        ("I am a junior, what does a senior PE do", "senior"),
        ("I am a junior, what does a PE do", "entry"),
        ("PE, not senior", ""),
        # the level of a job that somebody leaves
        ("I am a senior PE, what does a junior PSE do", "entry"),
    ],
)
def test_level(read_as: Read, typed: str, level: str) -> None:
    """The level is the one that the question turns on."""
    assert level == read_as(typed, kind="explain").level


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("PE in Paris", "FR"),
        ("PE", ""),
        ("PE remote", "remote"),
        # a country before remote work, and where one goes before where one is from
        ("remote PE in Germany", "DE"),
        ("PE in Europe, in France", "FR"),
        ("I am from France. What does a PE earn in Germany?", "DE"),
        ("I am from France, what does a PE earn", "FR"),
    ],
)
def test_place(read_as: Read, typed: str, place: str) -> None:
    """The place is the one that the question turns on."""
    assert place == read_as(typed, kind="explain").place


@pytest.mark.parametrize(
    ("kind", "sections", "asks", "expected"),
    [
        ("explain", "tools", {"tools/first-tools": 0.4, "salary/pay": 0.5}, ["tools/first-tools"]),
        # of a role as a whole it is one on what the role is
        ("explain", "overview", {"definition/difference": 0.5}, ["definition/difference"]),
        ("explain", "overview", {"salary/pay": 0.9}, ["definition/what-it-is"]),
        # elsewhere, where the section has no ask, the likeliest of all
        ("find", "overview", {"salary/pay": 0.5}, ["salary/pay"]),
        ("find", "tools", {"tools/first-tools": 0.9}, ["tools/first-tools"]),
        ("recommend", "tools", {"tools/first-tools": 0.9}, []),
    ],
)
def test_asks(
    read_as: Read, kind: str, sections: str, asks: Mapping[str, float], expected: list[str]
) -> None:
    """Of each section that is read the likeliest ask is taken."""
    assert expected == list(read_as("so a PE", kind=kind, sections=sections, ask=asks).asks)


def test_topics(read_as: Read) -> None:
    """What is asked of careers in general is the text's own, or that of the talk."""
    offered = Offer(topic="visas", kind="general")
    own = read_as("so", offered, kind="general", topic="layoffs")
    kept = read_as("so", offered, kind="general", topic="layoffs", content="kept")

    assert ("layoffs", "visas") == (own.topic, kept.topic)


def test_a_field_that_is_an_item_too(tiny: Knowledge) -> None:
    """Words for a field stand for the role, or for what is asked of another, never for both."""
    pastry = Item("pastry", "pastry", "field", "subjects")
    known = replace(tiny, items={**tiny.items, "pastry": pastry})
    found = find("does a BRE need pastry", Lexicon(known), known)
    asked = {"": -4.0, "how.short": 8.0}
    check = read(found, intent(found, known, {"kind": "check"}, asked), known)
    compare = read(found, intent(found, known, {"kind": "compare"}), known)

    assert ((BRE,), ("pastry",), ()) == (check.roles, check.items, check.subjects)
    assert ((BRE, PE), (), ("pastry",)) == (compare.roles, compare.items, compare.subjects)


def test_despair_is_answered_first(read_as: Read) -> None:
    """Who wants to die gets no answer on a role, whatever else is said."""
    reading = read_as("I want to die, what does a PE do", kind="explain")

    assert ("unknown", ()) == (reading.kind, reading.roles)


POINTS = ((0.2, 0.1), (0.6, 0.5), (1.0, 0.9))


@pytest.mark.parametrize(
    ("claimed", "right"), [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (0.8, 0.7), (1, 0.9)]
)
def test_calibrated(tiny: Knowledge, claimed: float, right: float) -> None:
    """What is claimed becomes how often such claims were right, between the points measured."""
    known = replace(tiny, weights=replace(weights(), calibration=POINTS))

    assert right == pytest.approx(calibrated(claimed, known))


def test_without_calibration(tiny: Knowledge) -> None:
    """Without anything measured a claim stands as it is."""
    assert 0.571 == calibrated(0.571, replace(tiny, weights=weights()))


@thorough
@given(st.lists(st.floats(0, 1), min_size=2))
def test_a_higher_claim_is_never_less_sure(claims: list[float]) -> None:
    """The packaged calibration rises with the claim and stays between 0 and 1."""
    sure = [calibrated(claim, tiny_knowledge()) for claim in sorted(claims)]

    assert all(low <= high for low, high in pairwise(sure))
    assert all(0 <= one <= 1 for one in sure)


_WORDS = """
pe ps pse chocolate nurse oven whisk b++ degree not from to know first both senior paris best like
tools , ? thanks pastry scientist xyzzy
"""
_words = st.sampled_from(_WORDS.split())
_offers = st.builds(
    Offer,
    roles=st.sampled_from([(), (PE,), (PE, PSE), (PS, PSE, BRE)]),
    part=st.sampled_from([(), (PSE,)]),
    sections=st.sampled_from([(), ("tools",), ("overview",)]),
    items=st.sampled_from([(), ("whisk",)]),
    topic=st.sampled_from(["", "visas"]),
    kind=st.sampled_from(["", "explain", "compare", "transition", "find"]),
)


@thorough
@given(
    st.lists(_words, max_size=9).map(" ".join),
    _offers,
    st.fixed_dictionaries({head: st.sampled_from(every) for head, every in CLASSES.items()}),
)
def test_any_reading_is_whole(typed: str, offered: Offer, said: dict[str, str]) -> None:
    """Whatever is said and offered, a reading has what its kind needs, each role once."""
    tiny = tiny_knowledge()
    found = find(typed, _LEXICON, tiny)
    reading = read(found, intent(found, tiny, said), tiny, offered)
    least = {"explain": 1, "compare": 2, "check": 1, "transition": 1}.get(reading.kind, 0)

    assert reading.kind in KINDS
    assert len(reading.roles) >= least
    assert len(set(reading.roles)) == len(reading.roles)
    assert reading.kind != "check" or reading.items
    assert reading.kind != "explain" or len(reading.roles) == 1
    assert not {*reading.roles} & {*reading.excluded}
    assert 0 <= reading.confidence <= 1
