"""What stands in a question is sorted into roles with marks, items, sections and the rest."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.engine.evidence import Evidence
from bot.engine.gather import gather
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon
from tests.engine.tiny import BRE, PE, PS, PSE

Gather = Callable[[str], Evidence]


@pytest.fixture(name="evidence_of")
def _evidence_of(lexicon: Lexicon, tiny: Knowledge) -> Gather:
    return lambda typed: gather(typed, lexicon, tiny)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pastry scientist", [(PS, "name")]),
        ("PS", [(PS, "short")]),
        ("pastry", [(PE, "field")]),
        ("pastry engineering", [(PE, "field")]),
        # a field and a title apart from it
        ("scientist, pastry", [(PS, "field")]),
        # in the order said, each as often as said
        ("PSE or PE or PSE", [(PSE, "short"), (PE, "short"), (PSE, "short")]),
        # a title shared by two fields, a field shared by two titles
        ("bread/pastry engineer", [(BRE, "field"), (PE, "name")]),
        ("pastry scientists vs engineers", [(PS, "name"), (PE, "name")]),
        ("whisk", []),
    ],
)
def test_roles(evidence_of: Gather, typed: str, expected: list[tuple[str, str]]) -> None:
    """A role is noted in the order said, and how it was named."""
    actual = [(mention.id, mention.how) for mention in evidence_of(typed).roles]

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("I am a PE and want to be PSE", [(PE, {"start"}), (PSE, {"target"})]),
        ("from PE to PSE", [(PE, {"start"}), (PSE, {"target"})]),
        # the target first
        ("to become PSE from PE", [(PSE, {"target"}), (PE, {"start"})]),
        ("PE -> PSE", [(PE, set()), (PSE, {"target"})]),
        ("PE not PS", [(PE, set()), (PS, {"not"})]),
        ("all but without PS", [(PS, {"without"})]),
        ("just PE", [(PE, {"only"})]),
        # a mark belongs to the next role alone
        ("become PE, PSE", [(PE, {"target"}), (PSE, set())]),
        # ... unless "or" joins them
        ("become PE or PSE", [(PE, {"target"}), (PSE, {"target"})]),
        # a new sentence begins with no mark
        ("become rich. PE?", [(PE, set())]),
        # ... but a comma does not end one
        ("I am, as you know, PE", [(PE, {"start"})]),
        # of two that exclude one another the later holds
        ("from there to PE", [(PE, {"target"})]),
        # an item in between uses up a "not", not a "from"
        ("not oven PE", [(PE, set())]),
        ("from oven PE", [(PE, {"start"})]),
    ],
)
def test_marks(evidence_of: Gather, typed: str, expected: list[tuple[str, set[str]]]) -> None:
    """Marks tell which role is left, aimed at or put aside."""
    actual = [(mention.id, set(mention.marks) - {"into"}) for mention in evidence_of(typed).roles]

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "items", "sections"),
    [
        ("oven and whisk", ["oven", "whisk"], []),
        # each once
        ("oven oven stove", ["oven"], []),
        ("tools and salary", [], ["tools", "salary"]),
        # a word for both is the section ...
        ("PE degree", [], ["education"]),
        # ... unless it is asked whether, or who
        ("does a PE need a degree", ["degree"], []),
        ("who needs a degree", ["degree"], []),
        # what is put aside is not asked
        ("not the pay but the tools", [], ["tools"]),
        ("PE without a degree, needed?", ["degree"], []),
        # an item before a role only says of which kind ...
        ("oven PE tools", [], ["tools"]),
        # ... where a section is asked
        ("oven PE", ["oven"], []),
        # a phrase with a gap
        ("what does a PE do", [], ["responsibilities"]),
        # what is named within the gap is what is asked
        ("what tools does a PE use", [], ["tools"]),
        ("what degree does a PE do", [], ["education"]),
    ],
)
def test_items_and_sections(
    evidence_of: Gather, typed: str, items: list[str], sections: list[str]
) -> None:
    """Items and sections are noted once each, in the order said."""
    found = evidence_of(typed)

    assert items == found.items
    assert sections == list(found.sections)


def test_hints_are_no_sections(evidence_of: Gather) -> None:
    """A weak phrase is a hint, which names no section."""
    found = evidence_of("what is PE")

    assert ["definition"] == list(found.hints)
    assert [] == list(found.sections)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nurse", ["nurse"]),
        # an unknown word before a title that may end a role
        ("glass engineer", ["glass engineer"]),
        ("oven engineer", ["oven engineer"]),
        ("remote engineer", ["remote engineer"]),
        # several titles are one name
        ("glass engineer pilot", ["glass engineer pilot"]),
        # a field with a title of its own
        ("pastry nurse", ["pastry nurse"]),
        ("bread scientist", ["bread scientist"]),
        # a comma keeps a word from the title behind it
        ("glass, engineer", []),
        ("engineer", []),
        ("pastry engineer", []),
    ],
)
def test_outside(evidence_of: Gather, typed: str, expected: list[str]) -> None:
    """Job titles that nobody here knows are kept as typed, each once."""
    actual = evidence_of(typed).outside

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "heads", "aside"),
    [
        ("the engineer", ["engineer"], []),
        ("engineer or scientist or engineer", ["engineer", "scientist"], []),
        ("not the engineer", [], []),
        ("not a whisk", [], ["whisk"]),
        ("not a whisk but an oven", [], ["whisk"]),
    ],
)
def test_heads_and_what_is_put_aside(
    evidence_of: Gather, typed: str, heads: list[str], aside: list[str]
) -> None:
    """A title without its field is a head; what stands behind "not" is put aside."""
    found = evidence_of(typed)

    assert heads == found.heads
    assert aside == found.put_aside


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("xyzzy tools", ["xyzzy"]),
        # numbers and letters turn no question
        ("12 q tools", []),
        # words of a title outside are named there
        ("glass engineer", []),
        # words of a phrase with a gap were used
        ("what does xyzzy do", ["xyzzy"]),
    ],
)
def test_unknown(evidence_of: Gather, typed: str, expected: list[str]) -> None:
    """Content words that nobody knows are kept; the others are not."""
    actual = evidence_of(typed).unknown

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PE to PSE", True),
        ("PE -> PSE", True),
        ("PE vs PSE", False),
        ("PE and then to PSE", False),
        ("PE", False),
    ],
)
def test_joined(evidence_of: Gather, typed: str, expected: bool) -> None:
    """Roles are joined when only "to" or an arrow stands between them."""
    actual = evidence_of(typed).joined

    assert expected is actual


def test_a_title_shared_by_fields_that_are_no_roles(tiny: Knowledge) -> None:
    """ "glass and bread engineers" are two roles, though glass alone is none."""
    glass = replace(tiny.roles[BRE], id="ge", name="Glass Engineer", abbreviations=(), fields=())
    known = replace(tiny, roles={**tiny.roles, "ge": glass})
    found = gather("oven, glass and bread engineers", Lexicon(known), known)

    assert ["ge", BRE] == [mention.id for mention in found.roles]
    assert ["oven"] == found.items
    assert [] == found.unknown


def test_phrases_with_a_gap_may_be_hints_and_cues(tiny: Knowledge) -> None:
    """A phrase with a gap is taken in whatever family it stands."""
    phrases = {
        **tiny.phrases,
        "hints": {**tiny.phrases["hints"], "tips": ("how ... begin",)},
        "cues": {**tiny.phrases["cues"], "most": ("nothing ... beats",)},
    }
    known = replace(tiny, phrases=phrases)
    found = gather("how do PE begin, nothing ever beats", Lexicon(known), known)

    assert ["tips"] == list(found.hints)
    assert found.has("most")


def test_cues_know_their_places(evidence_of: Gather) -> None:
    """A cue is kept with every place where it stands."""
    found = evidence_of("does it, does it")

    assert [0, 2] == found.cues["check"]
    assert found.has("they", "xyzzy")
    assert not found.has("xyzzy")


def test_which_item(evidence_of: Gather) -> None:
    """An item right behind "which" is asked for by kind, not by name."""
    assert evidence_of("which oven").has("which")
    assert not evidence_of("an oven").has("which")


def test_edits_are_counted(evidence_of: Gather) -> None:
    """The mended letters of all spans are counted together."""
    expected = 2
    actual = evidence_of("kneding with a whsk").edits

    assert expected == actual
