"""What a text names: jobs, items, levels and places, and how each is marked."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mark, Mention, Mentions
from bot.engine.language.mentions import find
from bot.engine.page import Item
from bot.engine.reading import Cue
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge, with_phrases
from tests.generated import any_text, thorough

Find = Callable[[str], Mentions]

_LEXICON = Lexicon(tiny_knowledge())


@pytest.fixture(name="found")
def _found(lexicon: Lexicon, tiny: Knowledge) -> Find:
    return lambda typed: find(typed, lexicon, tiny)


def _marks(every: Iterable[Mention]) -> list[tuple[str, str | None]]:
    return [(one.id, one.mark) for one in every]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pastry scientist", [(PS, "name")]),
        ("PS", [(PS, "short")]),
        ("pastry", [(PE, "field")]),
        ("pastry engineering", [(PE, "field")]),
        ("chocolatier", [("chocolatier", "name")]),
        ("chocolate", [("chocolatier", "field")]),
        # in the order said, each as often as said
        ("PSE or PE or PSE", [(PSE, "short"), (PE, "short"), (PSE, "short")]),
        ("whisk", []),
    ],
)
def test_jobs(found: Find, typed: str, expected: list[tuple[str, str]]) -> None:
    """A job is noted in the order said, and how it was named."""
    assert expected == [(one.id, one.how) for one in found(typed).jobs]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bread/pastry engineer", [BRE, PE]),
        ("bread and pastry engineers", [BRE, PE]),
        ("pastry engineer or scientist", [PE, PS]),
        ("pastry science and engineering", [PS, PE]),
        ("pastry scientist vs engineer", [PS, PE]),
        # a word between two commas is no name that is joined
        ("I love bread, a pastry engineer does too", [BRE, PE]),
        # another title of the field, or no title of ours
        ("bread engineer or scientist", [BRE]),
        ("pastry engineer or nurse", [PE]),
    ],
)
def test_joined_names(found: Find, typed: str, expected: list[str]) -> None:
    """Names that share a word are completed with it."""
    assert expected == [one.id for one in found(typed).jobs]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("I am a PE", [(PE, Mark.OWN)]),
        ("I know B++", [("b++", Mark.OWN)]),
        ("I want to learn B++", [("b++", Mark.WANTED)]),
        ("I am a beginner in kneading", [("kneading", Mark.WANTED)]),
        ("from PE to PSE", [(PE, Mark.FROM), (PSE, Mark.TO)]),
        ("I am a PE and want to be a PSE", [(PE, Mark.OWN), (PSE, Mark.TO)]),
        ("become a PSE", [(PSE, Mark.TO)]),
        ("tired of being a PE", [(PE, Mark.FROM)]),
        ("tired of the oven", [("oven", Mark.WITHOUT)]),
        ("PE without a degree", [(PE, None), ("degree", Mark.WITHOUT)]),
        ("PE, not PS", [(PE, None), (PS, Mark.WITHOUT)]),
        ("a whisk, not an oven", [("whisk", None), ("oven", Mark.WITHOUT)]),
        ("why a whisk and not an oven", [("whisk", None), ("oven", None)]),
        (
            "why a whisk for somebody not good with an oven",
            [("whisk", None), ("oven", Mark.WITHOUT)],
        ),
        ("I am a nurse", [("nurse", Mark.OWN)]),
        ("my brother is a PE", [(PE, Mark.TOLD)]),
        ("PE tools", [(PE, None)]),
        # without names nothing is marked, and where "to" leads only a job is
        ("I know it", []),
        ("PE, what is it to an oven", [(PE, None), ("oven", None)]),
        # a mark behind its name
        ("tasting is my thing", [("tasting", Mark.OWN)]),
        ("tasting scares me", [("tasting", Mark.WITHOUT)]),
        ("tasting is not for me", [("tasting", Mark.WITHOUT)]),
        ("no tasting is fine", [("tasting", Mark.WITHOUT)]),
        # a statement that calls it hard
        ("tasting was always hard", [("tasting", Mark.WITHOUT)]),
        ("tasting was never hard", [("tasting", None)]),
        ("is tasting hard?", [("tasting", None)]),
        ("bad boss. kneading and tasting", [("kneading", None), ("tasting", None)]),
    ],
)
def test_marks(found: Find, typed: str, expected: list[tuple[str, str | None]]) -> None:
    """A mark says how something is named."""
    assert expected == _marks(found(typed).every)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # over all of a list
        ("I know B++, kneading and tasting", ["own"] * 3),
        ("I hate the oven and the whisk", ["without"] * 2),
        ("neither the whisk nor the oven", ["without"] * 2),
        ("neither PE nor PSE", ["without"] * 2),
        ("no oven, whisk or rolling pin", ["without"] * 3),
        ("oven and whisk bores me", ["without"] * 2),
        # until another mark
        ("I know kneading but not B++", ["own", "without"]),
        ("I hate the oven, I like the whisk", ["without", "own"]),
        ("I like the whisk but not the oven", ["own", "without"]),
        # what ends it, and the end of the sentence
        ("I know kneading, but B++?", ["own", None]),
        ("I know kneading. B++?", ["own", None]),
        ("I hate the oven. whisk?", ["without", None]),
        # a dislike reaches one list of names, and not far
        ("not PE, I ask which whisk", ["without", None]),
        ("not one of all the things that bakers sell, an oven", [None]),
    ],
)
def test_how_far_a_mark_reaches(found: Find, typed: str, expected: list[str | None]) -> None:
    """A mark reaches over the names behind it and those joined to them, and no further."""
    assert expected == [mark for _, mark in _marks(found(typed).every)]


@pytest.mark.parametrize(
    ("typed", "role", "other"),
    [
        ("I work at Pastry Engineering House, what does a PS do", PE, PS),
        ("I graduated from the university of bread, what does a PSE do", BRE, PSE),
    ],
)
def test_names_of_schools_and_employers(
    tiny: Knowledge, typed: str, role: str, other: str
) -> None:
    """A field in the name of a school or an employer is told, and marks nothing behind it."""
    known = with_phrases(tiny, marks={"told": ("i work at", "university of")})
    every = find(typed, Lexicon(known), known).jobs

    assert [(role, Mark.TOLD), (other, None)] == _marks(every)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("senior PE", [("level", "senior")]),
        ("PE with no experience in Paris", [("level", "entry"), ("place", "FR")]),
        ("remote PE in Germany", [("place", "remote"), ("place", "DE")]),
        ("a lead or a junior", [("level", "lead"), ("level", "entry")]),
        ("a PE at home", []),
    ],
)
def test_levels_and_places(found: Find, typed: str, expected: list[tuple[str, str]]) -> None:
    """Levels and places are noted in the order said."""
    assert expected == [(one.family, one.id) for one in found(typed).of("level", "place")]


@pytest.mark.parametrize(
    ("typed", "jobs", "titles"),
    [
        ("nurse salary", ["nurse"], []),
        # by how the word ends
        ("locksmith or PE", ["locksmith"], []),
        # an item before a title makes it another job
        ("whisk nurse", ["whisk nurse"], []),
        # what somebody is said to be
        ("I am a zorbler", ["zorbler"], []),
        ("he worked as a zorbler", ["zorbler"], []),
        ("is it a zorbler", [], []),
        # a title without its field may be a role's
        ("the engineer or the scientists", [], ["engineer", "scientist"]),
        ("pastry engineer", [], []),
    ],
)
def test_other_jobs(found: Find, typed: str, jobs: list[str], titles: list[str]) -> None:
    """Jobs that the knowledge does not cover are kept as typed, titles without a field apart."""
    mentions = found(typed)

    assert jobs == [one.id for one in mentions.of("job")]
    assert titles == list(mentions.titles)


def test_a_field_may_be_an_item(tiny: Knowledge) -> None:
    """The words for a field keep the item that they name too."""
    pastry = Item("pastry", "pastry", "field", "subjects")
    known = replace(tiny, items={**tiny.items, "pastry": pastry})
    lexicon = Lexicon(known)

    assert ["pastry"] == [one.item for one in find("pastry or bread", lexicon, known).every][:1]
    assert [""] == [one.item for one in find("pastry engineer", lexicon, known).every]


@pytest.fixture(name="ambiguous", scope="module")
def _ambiguous(tiny: Knowledge) -> Find:
    """Find with "go" and "word" as items that are everyday words too."""
    items = {
        "go": Item("go", "Go", "language", "recipe languages"),
        "word": Item("word", "Word", "tool", "machines"),
    }
    ambiguous = {"words": ("go", "word"), "not_after": ("will",), "never": ("go to",)}
    known = with_phrases(replace(tiny, items={**tiny.items, **items}), ambiguous=ambiguous)
    lexicon = Lexicon(known)
    return lambda typed: find(typed, lexicon, known)


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        # in few words it is the item
        ("PE go", ["go"]),
        ("does a PE need word", ["word"]),
        # beside another item, or behind a word for having it
        ("would any good baker in a big bakery try kneading and go", ["kneading", "go"]),
        ("would any good baker in a big bakery use go", ["go"]),
        ("would any good baker in a big bakery need word", ["word"]),
        # a longer word beside a role
        ("is it right that PE in a bakery open word", ["word"]),
        # else it is the everyday word
        ("would any good baker in a big bakery go home", []),
        ("would any good baker in a big bakery keep his word", []),
        ("is it right that PE in a bakery go home", []),
        ("can anybody tell me where they use go to find out", []),
        ("is it right that PE and bakers of all towns will word it", []),
    ],
)
def test_everyday_words(ambiguous: Find, typed: str, items: list[str]) -> None:
    """A name that is an everyday word too is the name where the words beside it say so."""
    assert items == [one.id for one in ambiguous(typed).of("item")]


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        # the little words are another language's
        ("cuanto gana pe un", []),
        ("pe un pastry engineer", [PE]),
        # in English an abbreviation is one
        ("what does PE do", [PE]),
        ("PE", [PE]),
        ("PE whisk", [PE]),
        ("PE in Paris", [PE]),
        # one that is a little word of no other language stays
        ("cuanto gana pse", [PSE]),
    ],
)
def test_little_words_of_other_languages(tiny: Knowledge, typed: str, roles: list[str]) -> None:
    """In a text of another language an abbreviation may be a little word of it."""
    known = replace(tiny, foreign_words=frozenset({"pe", "un"}))
    every = find(typed, Lexicon(known), known).jobs

    assert roles == [one.id for one in every]


@pytest.mark.parametrize(
    ("typed", "cues", "sections", "traits"),
    [
        ("and their tools?", {Cue.AND, Cue.THEY}, ("tools",), ()),
        ("the second one, in short", {Cue.SECOND, Cue.SHORTER}, (), ()),
        ("which degree, which tools, tools", set(), ("education", "tools"), ()),
        ("patient and creative", {Cue.AND}, (), ("patience", "creativity")),
        ("xyzzy", set(), (), ()),
    ],
)
def test_phrases(
    found: Find, typed: str, cues: set[Cue], sections: tuple[str, ...], traits: tuple[str, ...]
) -> None:
    """Cues, sections and what somebody is like are noted once each."""
    mentions = found(typed)

    assert cues == set(mentions.cues)
    assert (sections, traits) == (mentions.sections, mentions.traits)


def test_cues_know_their_place(found: Find) -> None:
    """A cue is kept with the first word at which it stands."""
    assert {Cue.THEY: 1, Cue.BOTH: 2} == dict(found("do they both know them").cues)


@pytest.mark.parametrize(
    ("typed", "unused"),
    [
        ("xyzzy tools, xyzzy", ("xyzzy",)),
        # numbers, letters, words of every day and named jobs are not
        ("12 q because", ()),
        ("I am a zorbler", ()),
        ("what does a frobnitz plugh do", ("frobnitz", "plugh")),
    ],
)
def test_unused(found: Find, typed: str, unused: tuple[str, ...]) -> None:
    """Words that nobody here knows are kept as typed, each once."""
    assert unused == found(typed).unused


@pytest.mark.parametrize(
    ("typed", "terse"),
    [
        ("PE", True),
        ("PE vs PSE tools", True),
        ("tools and salary, bread engineer", True),
        ("chocolatier", True),
        ("from PE to PSE", True),
        # words that ask or tell, and names of something else
        ("what tools does a PE use", False),
        ("I am a PE", False),
        ("PE whisk", False),
        ("senior PE", False),
        ("PE frobnitz", False),
        ("", False),
    ],
)
def test_terse(found: Find, typed: str, terse: bool) -> None:
    """A text is terse that is nothing but jobs, sections and what joins them."""
    assert terse is found(typed).terse


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("is tasting hard", True),
        ("I am a nurse, would I need tasting", True),
        ("I am a nurse, I would need tasting", False),
        ("I know what is it", False),
        ("I asked why you need tasting", True),
        ("I asked for tasting", False),
        ("tasting?", True),
    ],
)
def test_questions(found: Find, typed: str, asks: bool) -> None:
    """A text asks by its mark, its first word, or a clause that begins as a question does."""
    assert asks is found(typed).questions


@pytest.mark.parametrize(
    ("typed", "denies"),
    [
        ("without the first", True),
        ("and not the scientist", True),
        ("I know B++ but not the oven", False),
        ("I know B++ and the oven", False),
        ("from PE to PSE", False),
    ],
)
def test_denies(found: Find, typed: str, denies: bool) -> None:
    """A text denies that puts aside what it points at; a thing that is not had is no such."""
    assert denies is found(typed).denies


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        ("you gave me tools again, I asked about skills", {"skills"}),
        ("Tools?? I asked about skills", {"skills"}),
        ("tools? and skills", {"tools", "skills"}),
        ("you gave me tools again", {"tools"}),
    ],
)
def test_what_is_reproached(tiny: Knowledge, typed: str, sections: set[str]) -> None:
    """What a complaint only repeats is put aside, unless nothing stands beside it."""
    english = {"reproach": ("you gave me",), "mending": ("i asked",)}
    complaining = with_phrases(tiny, english=english)

    assert sections == {*find(typed, Lexicon(complaining), complaining).sections}


def test_slips_are_mended(found: Find) -> None:
    """Each word has a mended one beside it."""
    mentions = found("becuase of kneding with a whsk")

    assert ("because", "of", "kneading", "with", "a", "whisk") == mentions.spelled


_KNOWN = """
pe ps pse bre pastry bread engineer scientist nurse chocolate zorbler b b++ oven whisk and or nor
not neither from to i am a know like hate tired of but . , ? / -> is my thing scares me senior
paris remote xyzzy un de used be with first both
"""


@thorough
@given(st.lists(st.sampled_from(_KNOWN.split()), max_size=14).map(" ".join) | any_text)
def test_any_text(typed: str) -> None:
    """Whatever is typed, what is named stands in the order of the text and within it."""
    mentions = find(typed, _LEXICON, tiny_knowledge())
    starts = [one.start for one in mentions.every]

    assert sorted(starts) == starts
    assert all(0 <= one.start < one.end <= len(mentions.words) for one in mentions.every)
    assert len(mentions.words) == len(mentions.spelled)
    for one in mentions.jobs:
        assert one.id in {*tiny_knowledge().roles, *tiny_knowledge().neighbours}
