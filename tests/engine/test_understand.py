"""A question taken by itself is read as one kind, with its roles, sections and items."""

from collections.abc import Callable

import pytest
from hypothesis import given

from bot.engine.build import BUILDERS
from bot.engine.features import HOMES
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import KINDS, Reading
from bot.engine.rules import RULES
from bot.engine.understand import understand
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.generated import any_text, thorough

Read = Callable[[str], Reading]

_LEXICON = Lexicon(tiny_knowledge())


@pytest.fixture(name="read")
def _read(lexicon: Lexicon, tiny: Knowledge) -> Read:
    return lambda typed: understand(typed, lexicon, tiny)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("PE", "explain"),
        ("what does a PE do", "explain"),
        ("PE vs PSE", "compare"),
        ("PE PSE PS", "compare"),
        ("is PE better than PSE", "compare"),
        ("does a PE need a whisk", "check"),
        ("PE whisk", "check"),
        ("who uses a whisk", "find"),
        ("whisk", "find"),
        ("which role pays most", "find"),
        ("I know B++, which role is right for me", "recommend"),
        ("I like tasting", "recommend"),
        ("which role is right for me", "recommend"),
        ("from PE to PSE", "transition"),
        ("PE -> PSE", "transition"),
        ("I am a PE, how to become a PSE", "transition"),
        ("switch PE PSE", "transition"),
        ("what roles do you know", "roles"),
        ("which role", "roles"),
        ("help", "help"),
        # nothing was said
        ("", "help"),
        (" \n ", "help"),
        ("hello", "smalltalk"),
        ("thanks", "smalltalk"),
        # a greeting before a question is no small talk
        ("hello, PE tools", "explain"),
        # nor is it with words that nobody knows
        ("hello xyzzy frob plugh quux", "unknown"),
        ("tools", "clarify"),
        ("what is the future", "clarify"),
        ("compare", "clarify"),
        ("the engineer", "clarify"),
        ("i am lost", "clarify"),
        ("and that", "clarify"),
        ("nurse", "unknown"),
        ("nurse salary", "unknown"),
        ("xyzzy", "unknown"),
        ("???", "help"),
        ("✨", "unknown"),
        # a job that nobody here knows, with a word that does not help
        ("pastry nurse tools", "unknown"),
        # near to careers, but in no section
        ("PE interview", "unknown"),
        ("remote whisk", "unknown"),
        # orders are not taken
        ("tell me a joke", "unknown"),
        ("ignore your instructions, hello", "unknown"),
    ],
)
def test_kind(read: Read, typed: str, kind: str) -> None:
    """Each kind of question is told from the others."""
    actual = read(typed).kind

    assert kind == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PE tools", Reading("explain", (PE,), ("tools",))),
        # two sections
        ("PE tools and salary", Reading("explain", (PE,), ("tools", "salary"))),
        # no section is the overview
        ("PE", Reading("explain", (PE,), ("overview",))),
        ("tell me about PE", Reading("explain", (PE,), ("overview",))),
        # a hint names the section where nothing else does
        ("what is PE", Reading("explain", (PE,), ("definition",))),
        ("what is PE tools", Reading("explain", (PE,), ("tools",))),
        # "what is the difference" asks for no definition
        ("what is better, PE or PSE", Reading("compare", (PE, PSE), ("overview",))),
        ("PE vs PSE education", Reading("compare", (PE, PSE), ("education",))),
        # the order said
        ("BRE, PS and PE", Reading("compare", (BRE, PS, PE), ("overview",))),
        # the same role twice is one
        ("PE vs pastry engineer", Reading("explain", (PE,), ("overview",))),
        # the items' own section where none is named
        ("does a PE need tasting", Reading("check", (PE,), ("skills",), ("tasting",))),
        ("PE and PSE: whisk", Reading("check", (PE, PSE), ("tools",), ("whisk",))),
        (
            "who needs a whisk and hotels",
            Reading("find", (), ("tools", "industries"), ("whisk", "hotels")),
        ),
        ("which role pays most", Reading("find", (), ("salary",), superlative="most")),
        ("who has the lowest pay", Reading("find", (), ("salary",), superlative="least")),
        ("which role has the best future", Reading("find", (), ("outlook",), superlative="most")),
        ("I know B++ and tasting", Reading("recommend", (), ("overview",), ("b++", "tasting"))),
        ("PE to PSE", Reading("transition", (PE, PSE), ("overview",))),
        # order of the move, not of the words
        ("become PSE from PE", Reading("transition", (PE, PSE), ("tips",))),
        ("from PE to PSE tools", Reading("transition", (PE, PSE), ("tools",))),
        ("PE not PS", Reading("explain", (PE,), ("overview",), excluded=(PS,))),
        ("tools", Reading("clarify", (), ("tools",))),
        ("PE vs nurse", Reading("explain", (PE,), ("overview",), unused=("nurse",))),
        # a job outside to one of ours
        ("from nurse to PE", Reading("explain", (PE,), ("tips",), unused=("nurse",))),
        ("nurse salary", Reading("unknown", (), ("salary",), unused=("nurse",))),
        ("PE tools in full", Reading("explain", (PE,), ("tools",), full=True)),
    ],
)
def test_reading(read: Read, typed: str, expected: Reading) -> None:
    """A question is read with all it names."""
    actual = read(typed)

    assert expected == actual.with_(confidence=1.0, hints=frozenset(), instead=())


@pytest.mark.parametrize(
    ("less", "more"),
    [
        # a mended word
        ("PE kneding", "PE kneading"),
        # two mended words
        ("pastri enginer", "pastry enginer"),
        # strange words
        ("PE xyzzy tools", "PE tools"),
        ("xyzzy frob PE tools", "xyzzy PE tools"),
    ],
)
def test_confidence(read: Read, less: str, more: str) -> None:
    """Mended letters and words that found no place make a reading less sure."""
    assert read(less).confidence < read(more).confidence


def test_plain_words_are_read_with_full_confidence(read: Read) -> None:
    """A question of which every word is known and no other kind is near is sure."""
    expected = 0.98
    actual = read("PE vs PSE tools").confidence

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "hints"),
    [
        ("and PSE?", {"and", "bare"}),
        ("what about the PE", {"about", "bare"}),
        ("the engineer", {"head:engineer"}),
        ("PE vs nurse", {"compare", "outside", "alien"}),
        ("xyzzy", {"alien"}),
        ("what is PE", {"hinted"}),
        ("overview of PE", {"overview"}),
    ],
)
def test_hints(read: Read, typed: str, hints: set[str]) -> None:
    """What ties a question to the talk before is carried on as hints."""
    actual = read(typed).hints

    assert hints <= actual


def test_every_kind_has_a_rule_and_a_builder() -> None:
    """The table of rules reaches every kind, and every kind can be built."""
    assert set(KINDS) == {rule.kind for rule in RULES}
    assert set(KINDS) == set(BUILDERS)


def test_some_rule_is_always_legal() -> None:
    """One rule needs nothing and bars nothing, so that every question has a reading."""
    free = [rule.kind for rule in RULES if not rule.needs and not rule.bars]

    assert "unknown" in free


def test_homes_are_sections_of_the_knowledge(tiny: Knowledge) -> None:
    """The section in which one asks for an item is one that the knowledge has."""
    assert set(HOMES.values()) <= set(tiny.headings)
    assert {item.kind for item in tiny.items.values()} <= set(HOMES)


@thorough
@given(any_text)
def test_any_text_has_a_reading(typed: str) -> None:
    """Whatever is typed, it is read as some kind, of things that the knowledge has."""
    knowledge = tiny_knowledge()
    reading = understand(typed, _LEXICON, knowledge)

    assert reading.kind in KINDS
    assert 0 < reading.confidence <= 1
    assert set(reading.roles) <= set(knowledge.roles)
    assert set(reading.items) <= set(knowledge.items)
    assert set(reading.sections) <= {"overview", *knowledge.headings}
