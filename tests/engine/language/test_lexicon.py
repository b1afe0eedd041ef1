"""Phrases are found in a text: the longest exactly, then what is mended."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon, Span
from bot.engine.page import Item
from bot.engine.phrases import Meaning, phrases
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge, with_phrases
from tests.generated import any_text, few, moderate, thorough

_LEXICON = Lexicon(tiny_knowledge())
_WORDS = sorted({word for _, phrase in phrases(tiny_knowledge()) for word in phrase.split()})
_SLIPS = ["ovne", "xyzzy", "kneding", "whi", "sk", "rollingpin", "pantry", "enginer", "vspse"]
_asked = st.lists(st.sampled_from([*_WORDS, *_SLIPS, ".", "?"]), max_size=12).map(" ".join)
"""Texts of words that are known and of misspelt ones."""


def _spans(lexicon: Lexicon, typed: str) -> tuple[Span, ...]:
    return lexicon.spans(lexicon.translated(typed)[0])


def _named(lexicon: Lexicon, typed: str, *families: str) -> list[str]:
    """Return what a text names of some families, in its order."""
    return [
        meaning.value
        for span in _spans(lexicon, typed)
        for meaning in span.sense.meanings
        if meaning.family in families
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pastry engineer", [PE]),
        ("PE", [PE]),
        ("Pastry Developer", [PE]),
        # the longest match wins: no "pastry", no "software engineer"
        ("pastry software engineer", [PSE]),
        ("pastry swe", [PSE]),
        ("pastry scientist", [PS]),
        ("bread engineer", [BRE]),
        # two roles side by side
        ("PE PSE", [PE, PSE]),
        ("pastry engineer pastry scientist", [PE, PS]),
        # plurals
        ("pastry engineers", [PE]),
        ("PSEs", [PSE]),
        # capitals, hyphens, spaces
        ("PASTRY-engineer", [PE]),
        ("pastry   software\tengineer", [PSE]),
        ("bakery", []),
    ],
)
def test_longest_exact_match(lexicon: Lexicon, typed: str, expected: list[str]) -> None:
    """A role is found by any of its names, and the longest name in a text wins."""
    actual = _named(lexicon, typed, "role")

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected", "edits"),
    [
        ("kneding", ["kneading"], 1),
        ("kneadnig", ["kneading"], 1),
        ("rolling pim", [], 0),
        ("rollng pin", ["rolling-pin"], 1),
        ("whiks", ["whisk"], 1),
        # a letter drawn out is none to mend
        ("whiskk", ["whisk"], 1),
        # two words mended in one name
        ("pastri enginer", [PE], 2),
        ("pastry softwar enginer", [PSE], 2),
        # as good as nothing in common
        ("keeling", [], 0),
        ("xyzzy", [], 0),
    ],
)
def test_correction(lexicon: Lexicon, typed: str, expected: list[str], edits: int) -> None:
    """Unknown words are mended to the likeliest known ones, and the mended letters counted."""
    spans = _spans(lexicon, typed)

    assert expected == _named(lexicon, typed, "role", "item")
    assert edits == sum(span.edits for span in spans)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("spe", [PSE]),
        # no neighbours changed places
        ("esp", []),
        # one letter lost, another, one too many: short names are near one another
        ("pe", [PE]),
        ("psx", []),
        ("pxse", []),
        ("se", []),
        # two letters are never turned
        ("ep", []),
        ("sp", []),
    ],
)
def test_short_names_allow_one_transposition(
    lexicon: Lexicon, typed: str, expected: list[str]
) -> None:
    """A short name is found exactly or with two neighbours changed, never with another letter."""
    actual = _named(lexicon, typed, "role")

    assert expected == actual


def test_plural_of_a_short_name(lexicon: Lexicon) -> None:
    """The plural of a two-letter name is that name, not a longer one with letters changed."""
    expected = [PE]
    actual = _named(lexicon, "tools of PEs", "role")

    assert expected == actual


def test_transposition_must_be_unique(tiny: Knowledge) -> None:
    """A transposition that leads to two short names leads to none."""
    bread = replace(tiny.roles[BRE], abbreviations=("SEP",))
    lexicon = Lexicon(replace(tiny, roles={**tiny.roles, BRE: bread}))

    assert not _named(lexicon, "spe", "role")
    assert [BRE] == _named(lexicon, "sep", "role")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # two words of the knowledge run together
        ("rollingpin", ["rolling-pin"]),
        ("pastryengineer", [PE]),
        ("pastrysoftware engineer", [PSE]),
        ("pastrysoftwareengineer", [PSE]),
        # one word of the knowledge split
        ("whi sk", ["whisk"]),
        ("knead ing", ["kneading"]),
        ("pastry soft ware engineer", [PSE]),
        # short words are not joined: "b", "pp"
        ("p se", []),
    ],
)
def test_joined_and_split_words(lexicon: Lexicon, typed: str, expected: list[str]) -> None:
    """Words run together or torn apart are found all the same."""
    actual = _named(lexicon, typed, "role", "item")

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # "pantry" is a word of the knowledge: likeness to "pastry" is no evidence
        ("pantry", ["pantry-keeping"]),
        ("pantry engineer", ["pantry-keeping"]),
        # ... but two right words of a long name are
        ("pantry software engineer", [PSE]),
        # two soft words in one name are too many
        ("pantry software pantry", ["pantry-keeping", "pantry-keeping"]),
    ],
)
def test_known_words_are_not_corrected(lexicon: Lexicon, typed: str, expected: list[str]) -> None:
    """A word that is spelled right stands for another only within a long role name."""
    actual = _named(lexicon, typed, "role", "item")

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # a short name and a word of the knowledge
        ("vspse", ["vs", "pse"]),
        ("petools", ["pe", "tools"]),
        ("pevspse", ["pe", "vs", "pse"]),
        # no short name in it, or more than one word too many
        ("xyzvs", ["xyzvs"]),
        ("pevspsevsbre", ["pevspsevsbre"]),
        # slang is written out
        ("whats PE", ["what", "is", "pe"]),
    ],
)
def test_words(lexicon: Lexicon, typed: str, expected: list[str]) -> None:
    """Words run together with a short name are taken apart."""
    actual = [word.text for word in lexicon.translated(typed)[0]]

    assert expected == actual


def test_signs_are_written_out(tiny: Knowledge) -> None:
    """A sign that means something is a word."""
    spellings = {**tiny.phrases["spellings"], "salary": ("\U0001f4b0",)}
    lexicon = Lexicon(replace(tiny, phrases={**tiny.phrases, "spellings": spellings}))
    expected = ["pe", "salary"]
    actual = [word.text for word in lexicon.translated("PE\U0001f4b0")[0]]

    assert expected == actual


def test_titles_outside_are_known_as_written_only(tiny: Knowledge) -> None:
    """A word is not mended into a title that the knowledge does not cover."""
    lexicon = Lexicon(with_phrases(tiny, titles={"other": ("mechanic",)}))

    assert ["other"] == _named(lexicon, "mechanic", "job")
    assert [] == _named(lexicon, "mechanical", "job")


def test_a_form_of_a_verb_is_no_other_word(lexicon: Lexicon) -> None:
    """A form of an everyday verb is known, a form of a name is not that name."""
    assert lexicon.knows("explained")
    assert [] == _named(lexicon, "whisked", "item")


def test_letters_and_signs(lexicon: Lexicon) -> None:
    """A single letter is a name, and its plus signs make it another."""
    expected = ["b", "b++", "b"]
    actual = _named(lexicon, "B, B++, b", "item")

    assert expected == actual


def test_letter_yields_to_a_phrase(tiny: Knowledge) -> None:
    """A single letter is a name only where nothing else makes sense of it."""
    fennel = Item("r", "R", "language", "recipe languages")
    known = with_phrases(tiny, sections={"definition": ("what r",)})
    lexicon = Lexicon(replace(known, items={**tiny.items, "r": fennel}))

    assert not _named(lexicon, "what r the tools", "item")
    assert ["r"] == _named(lexicon, "does a PE need R", "item")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("PE", (Meaning("role", PE),)),
        ("pastry", (Meaning("field", PE),)),
        # what people of the role do
        ("pastry engineering", (Meaning("field", PE),)),
        ("pastry science", (Meaning("field", PS),)),
        ("Deck Ovens", (Meaning("item", "oven"),)),
        # a word may be an item and a section
        ("degree", (Meaning("item", "degree"), Meaning("section", "education"))),
        # no mending here
        ("ovne", ()),
        ("rolling", ()),
        ("", ()),
    ],
)
def test_lookup(lexicon: Lexicon, phrase: str, expected: tuple[Meaning, ...]) -> None:
    """A phrase is looked up just as it is written."""
    actual = lexicon.lookup(phrase)

    assert expected == actual


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("whisk", True),
        ("whisks", True),
        # a form of a verb that means nothing by itself
        ("explained", True),
        # only within a phrase, before its gap or after it
        ("what", True),
        # a word that would be mended is not known
        ("ovne", False),
        ("xyzzy", False),
    ],
)
def test_known_words(lexicon: Lexicon, word: str, known: bool) -> None:
    """A word is known that stands in any phrase as it is written."""
    assert known is lexicon.knows(word)


def test_short_is_marked(lexicon: Lexicon) -> None:
    """A span tells whether it was read from an abbreviation."""
    expected = [True, False]
    actual = [span.sense.short for span in _spans(lexicon, "PE pastry scientist")]

    assert expected == actual


def test_phrases_name_all_of_the_knowledge(tiny: Knowledge) -> None:
    """Every role and item has a phrase, and so has every meaning of the files of phrases."""
    found = {meaning for meaning, _ in phrases(tiny)}

    assert {role for family, role in found if family == "role"} == set(tiny.roles)
    assert {item for family, item in found if family == "item"} == set(tiny.items)
    assert {one for family, one in found if family == "cue"} == set(tiny.phrases["cues"])


def test_every_phrase_is_found(tiny: Knowledge, lexicon: Lexicon) -> None:
    """A phrase asked by itself is found whole and means what it is listed under."""
    lost = []
    for meaning, phrase in phrases(tiny):
        spans = _spans(lexicon, phrase)
        whole = len(spans) == 1 and meaning in spans[0].sense.meanings and not spans[0].edits
        lost += [] if whole else [phrase]

    assert [] == lost


def test_phrases_are_written_out_like_questions(tiny: Knowledge) -> None:
    """A phrase with a spelling that is written out in questions is found in them."""
    lexicon = Lexicon(with_phrases(tiny, cues={"greeting": ("whats new",)}))

    assert ["greeting"] == _named(lexicon, "whats new", "cue")
    assert ["greeting"] == _named(lexicon, "what is new", "cue")


@thorough
@given(any_text)
def test_spans_are_in_order_and_apart(typed: str) -> None:
    """Whatever is typed, the spans found are in its order, not empty, and share no word."""
    words = _LEXICON.translated(typed)[0]
    ends = [0, *(place for span in _LEXICON.spans(words) for place in (span.start, span.end))]

    assert sorted(ends) == ends
    assert all(span.start < span.end for span in _LEXICON.spans(words))
    assert ends[-1] <= len(words)


@moderate
@given(st.lists(st.sampled_from(sorted({phrase for _, phrase in phrases(tiny_knowledge())}))))
def test_spans_of_known_phrases(listed: list[str]) -> None:
    """Phrases of the knowledge in any order leave no letter to mend."""
    edits = sum(span.edits for span in _spans(_LEXICON, " . ".join(listed)))

    assert not edits


@few
@given(st.lists(_asked, min_size=3, max_size=12))
def test_what_was_read_before_changes_nothing(typed: list[str]) -> None:
    """A lexicon that has read other texts finds in a text what a new one finds."""
    used, new = _LEXICON, Lexicon(tiny_knowledge())
    for one in typed:
        used.spans(used.translated(one)[0])
        used.spans(used.translated(one)[0], most=0)
    last = new.translated(typed[-1])[0]

    assert last == used.translated(typed[-1])[0]
    assert new.spans(last) == used.spans(last)


def test_no_phrase_goes_beyond_a_sentence(lexicon: Lexicon) -> None:
    """A name whose words stand in two sentences is not named; a broken line parts nothing."""
    assert [PE] == _named(lexicon, "pastry\nengineer", "role")
    assert not _named(lexicon, "I love pastry. Engineer or not?", "role")
