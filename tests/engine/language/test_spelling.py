"""Which known words a typed word may stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.language import text
from bot.engine.language.spelling import Reading, Speller
from tests.generated import thorough

EVERYDAY = ("because", "look", "hates", "the", "work", "salary", "my", "pantry")


@pytest.fixture(name="speller", scope="module")
def _speller() -> Speller:
    speller = Speller(EVERYDAY)
    speller.learn("role", ["pse"], short=True)
    speller.learn("role", ["pastry", "software", "engineer"])
    speller.learn("item", ["rolling", "pin"])
    speller.learn("item", ["whisk"])
    speller.learn("item", ["mysql"])
    speller.learn("item", ["sql"])
    speller.learn("section", ["tools"])
    speller.learn("place", ["lisbon"])
    speller.learn("cue", ["please"])
    speller.learn("mark", ["hate"])
    return speller


def _meant(speller: Speller, typed: str) -> list[str]:
    """Return what a word stands for anywhere, not only within a role's name."""
    return [read.stem for read in speller.readings(typed) if not read.within]


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("whisk", "whisk"),
        ("whisks", "whisk"),
        ("pse", "pse"),
        ("pses", "pse"),
        # a form of a word of every day
        ("looking", "look"),
    ],
)
def test_as_written(speller: Speller, typed: str, stem: str) -> None:
    """A word that is spelled right is read without an edit."""
    assert stem == speller.plain(typed)
    assert Reading(stem) == speller.readings(typed)[0]


@pytest.mark.parametrize("typed", ["whsk", "whisking", "xyzzy", "ps"])
def test_not_as_written(speller: Speller, typed: str) -> None:
    """A word that is written otherwise is none that is spelled right."""
    assert not speller.plain(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whsk", ["whisk"]),
        ("enginer", ["engineer"]),
        # a short name has two letters changed, never another letter
        ("spe", ["pse"]),
        ("pxe", []),
        # a form in "s" of a phrase's word is that word, of every day or not
        ("hates", ["hate"]),
        # what is exact is not mended to, what is of every day is not mended
        ("lisbom", []),
        ("because", ["because"]),
        # numbers are no slips of a finger
        ("1hisk", []),
        ("xyzzy", []),
    ],
)
def test_corrected(speller: Speller, typed: str, meant: list[str]) -> None:
    """An unknown word stands for the known ones that few edits lead to."""
    assert meant == _meant(speller, typed)


@thorough
@given(
    st.sampled_from(["whisk", "rolling", "kneading"]),
    st.integers(0, 7),
    st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    st.sampled_from(["lost", "added", "other", "turned"]),
)
def test_a_slip_anywhere_is_considered(word: str, at: int, letter: str, slip: str) -> None:
    """Whichever end a single slip spares, the word meant is among the known ones looked at."""
    at %= len(word)
    typed = {
        "lost": word[:at] + word[at + 1 :],
        "added": word[:at] + letter + word[at:],
        "other": word[:at] + letter + word[at + 1 :],
        "turned": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[slip]
    possible = text.edits(typed, word) is not None
    speller = Speller(())
    speller.learn("item", [word])

    assert possible == (text.stem(word) in [read.stem for read in speller.readings(typed)])


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        # a known word like a long one
        ("pantry", [Reading("pantry"), Reading("pastry", 1, 3)]),
        # a short one, known or not: a letter lost, another, or one doubled
        ("dta", [Reading("data", 1, 2)]),
        ("date", [Reading("date"), Reading("data", 1, 2)]),
        ("aii", [Reading("ai", 1, 2)]),
        ("aix", []),
    ],
)
def test_within_a_name(typed: str, readings: list[Reading]) -> None:
    """Even a known word may stand for one that it is like, but only within a role's name."""
    speller = Speller(("pantry", "date"))
    speller.learn("role", ["pastry", "data", "engineer"])
    speller.learn("field", ["ai", "baking"])
    found = speller.readings(typed)

    assert readings == [read for read in found if read.within or read.stem == typed]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("psetools", ("pse", "tools")),
        ("vspse", ("vs", "pse")),
        ("psewhisk", ("pse", "whisk")),
        ("psevspse", ("pse", "vs", "pse")),
        # two words of a name
        ("rollingpin", ("rolling", "pin")),
        # no short name in it, or a part that nobody knows
        ("whisktools", ("whisktools",)),
        ("psexyzzy", ("psexyzzy",)),
    ],
)
def test_apart(speller: Speller, typed: str, parts: tuple[str, ...]) -> None:
    """A short name run together with another word is taken apart."""
    assert parts == speller.apart(typed)


@pytest.mark.parametrize(
    ("first", "second", "torn"),
    [
        ("whi", "sk", True),
        ("soft", "ware", True),
        # "my SQL" is nobody's MySQL
        ("my", "sql", False),
        # two words that stand side by side in a name
        ("rolling", "pin", False),
        ("xy", "zzy", False),
    ],
)
def test_torn(speller: Speller, first: str, second: str, torn: bool) -> None:
    """A word torn apart is one again; two words that were two stay two."""
    assert torn is speller.torn(first, second)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("becuase", "because"),
        ("salery", "salary"),
        ("enginer", "engineer"),
        # right as it is, too short, no word
        ("whisk", "whisk"),
        ("teh", "teh"),
        ("b2b2b", "b2b2b"),
        ("xyzzy", "xyzzy"),
    ],
)
def test_spelled(speller: Speller, typed: str, word: str) -> None:
    """A word is mended to the nearest one, of names or of every day, for the model to read."""
    assert word == speller.spelled(typed)


def test_nobodys_words_are_kept(speller: Speller) -> None:
    """The usual words are those of phrases and of every day, whatever has been typed."""
    before = set(speller.usual())
    speller.plain("whisks")
    speller.readings("frobnitz")

    assert before == set(speller.usual()) > {*EVERYDAY, "please"}
