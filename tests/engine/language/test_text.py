"""Words are folded, split, stemmed and compared."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.language import text
from tests.generated import any_text, moderate, thorough

_words = st.text(ascii_lowercase, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ML-Engineer", "ml-engineer"),
        # full-width letters, as phones in East Asia send them
        ("\uff2d\uff2c\uff25", "mle"),
        # German sharp s
        ("Straße", "strasse"),
        # a ligature
        ("ﬁnance", "finance"),
        # straight, curly and backtick apostrophes
        ("What's what’s what`s", "whats whats whats"),  # noqa: RUF001  # as phones type them
        ("soooo coooool", "soo cool"),
        ("MLE → MLSE", "mle -> mlse"),
        ("MLE ---> MLSE", "mle -> mlse"),
        ("MLE ==> MLSE", "mle -> mlse"),
        ("$$$", "$"),
        ("C++ and C#", "c++ and c#"),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    """What looks alike is folded into one shape."""
    actual = text.fold(typed)

    assert folded == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PE vs PSE tools?", ["pe", "vs", "pse", "tools"]),
        # a hyphen parts words, a slash joins them
        ("ML-Engineer/scientist", ["ml", "engineer", "/", "scientist"]),
        # plus and sharp belong to their word, a plus between words does not
        ("C++, C# or R+Python", ["c++", "c#", "or", "r", "python"]),
        # a point within a name parts it, the same in the knowledge and the question
        ("D3.js", ["d3", "js"]),
        # emoji are no words
        ("MLE 🤖 tools 🛠️", ["mle", "tools"]),
        ("PE->PSE", ["pe", "->", "pse"]),
        # a name with two numbers behind it is a catalogue's, whole as it stands
        ("CVE-2019-6446", ["cve-2019-6446"]),
        ("what is CVE-2019-6446?", ["what", "is", "cve-2019-6446"]),
        # one number, or short ones, make no such name
        ("MLE-2024", ["mle", "2024"]),
        ("PE-12-34", ["pe", "12", "34"]),
        # an underscore is no letter of a word
        ("snake_case", ["snake", "case"]),
        # other alphabets are words too
        ("зарплата инженера", ["зарплата", "инженера"]),
        ("?!.,", []),
        ("", []),
    ],
)
def test_words(typed: str, expected: list[str]) -> None:
    """A text is split into words without punctuation."""
    actual = [word.text for word in text.words(typed)]

    assert expected == actual


def test_clauses_and_sentences_are_numbered() -> None:
    """A comma begins a clause, a full stop a sentence too."""
    expected = [(0, 0), (0, 0), (1, 0), (2, 1), (3, 1)]
    actual = [(word.clause, word.sentence) for word in text.words("one two, three. Four: five")]

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PE tools?", [True, True]),
        ("PE tools", [False, False]),
        # each sentence for itself
        ("I bake. Why? So.", [False, False, True, False]),
        # a comma ends no sentence
        ("well, why?", [True, True]),
        ("why?!", [True]),
    ],
)
def test_words_know_whether_their_sentence_asks(typed: str, expected: list[bool]) -> None:
    """A word asks when its sentence ends in a question mark."""
    actual = [word.asks for word in text.words(typed)]

    assert expected == actual


def test_spellings_are_written_out() -> None:
    """A spelling becomes the words it stands for, wherever it stands."""
    expected = ["what", "is", "pe"]
    actual = [word.text for word in text.words("Whats PE", {"whats": ("what", "is")})]

    assert expected == actual


def test_only_so_many_words_are_read() -> None:
    """A text without end is read as far as is sensible."""
    expected = text.MAX_WORDS
    actual = len(text.words("oven " * 4096))

    assert expected == actual


def test_a_long_text_is_read_at_both_ends() -> None:
    """What is told first and what is asked last are read, what stands between is left out."""
    half = text.MAX_WORDS // 2
    found = [word.text for word in text.words("pe. " + "oven " * 300 + "? and the whisk?")]

    assert ["pe"] + ["oven"] * (half - 1) == found[:half]
    assert ["oven"] * (half - 3) + ["and", "the", "whisk"] == found[half:]


def test_what_is_cut_still_asks() -> None:
    """A text cut within a sentence has read the question marks before the cut."""
    found = text.words("why? " + "oven " * text.MAX_WORDS)

    assert text.MAX_WORDS == len(found)
    assert [True, False] == [found[0].asks, found[-1].asks]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ovens", "oven"),
        ("libraries", "library"),
        # not a plural
        ("kubernetes", "kubernete"),
        ("business", "business"),
        ("status", "status"),
        ("analysis", "analysis"),
        # three letters and fewer stay: they are names
        ("mls", "mls"),
        ("aws", "aws"),
        # four letters lose their s
        ("mles", "mle"),
        ("ties", "tie"),
    ],
)
def test_stem(word: str, expected: str) -> None:
    """A plural meets its singular; short names keep their s."""
    actual = text.stem(word)

    assert expected == actual


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("looked", ("look", "looke", "look")),
        ("hopped", ("hopp", "hoppe", "hop")),
        ("bring", ()),
        ("oven", ()),
        # too short to be anything without its ending
        ("king", ()),
    ],
)
def test_uninflected(word: str, expected: tuple[str, ...]) -> None:
    """A verb's form leads to what it may be a form of; other words lead nowhere."""
    actual = text.uninflected(word)

    assert expected == actual


@moderate
@given(_words)
def test_forms_lead_back(word: str) -> None:
    """A verb's form leads back to the verb."""
    for ending in ("ing", "ed"):
        if len(word) > 2 and not word.endswith("ed"):
            assert word in text.uninflected(word + ending)


def test_key_is_the_same_for_spellings_of_one_name() -> None:
    """A name and the ways to write it have one key."""
    expected = {("rolling", "pin")}
    actual = {text.key(name) for name in ("Rolling Pin", "rolling-pins", "ROLLING  PIN!")}

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("engineer", "engineer", 0),
        ("enginer", "engineer", 1),
        ("engneir", "engineer", 2),
        # too far for its length
        ("enxxxeer", "engineer", None),
        # five letters allow one edit
        ("whsk", "whisk", 1),
        ("wsk", "whisk", None),
        # four letters: a transposition only
        ("ovne", "oven", 1),
        ("ovin", "oven", None),
        # the first letter must be right ...
        ("dhisk", "whisk", None),
        # of five letters none is another
        ("whisp", "whisk", None),
        # ... unless it changed places
        ("hwisk", "whisk", 1),
        # a word of its own ending is no slip
        ("managed", "manager", None),
        # ... or the word is long and nothing else is wrong
        ("fneading", "kneading", 1),
        ("fneadimg", "kneading", None),
        # ... or one doubled
        ("ovven", "oven", 1),
        # two that are no neighbours do not turn
        ("esp", "pse", None),
        ("spe", "pse", 1),
    ],
)
def test_edits(typed: str, meant: str, expected: int | None) -> None:
    """A word is mended within the edits its length allows, its first letter kept."""
    actual = text.edits(typed, meant)

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("pes", "pse", True),
        ("psee", "pse", True),
        ("pse", "pse", True),
        # a letter lost, another, one too many that stands nowhere else
        ("pe", "pse", False),
        ("pee", "pse", False),
        ("pxse", "pse", False),
    ],
)
def test_same_letters(typed: str, meant: str, expected: bool) -> None:
    """Letters turned or doubled are the same ones."""
    actual = text.same_letters(typed, meant)

    assert expected is actual


@thorough
@given(any_text)
def test_any_text_has_words(typed: str) -> None:
    """Whatever is typed, its words are folded already and their places never go back."""
    found = text.words(typed)

    assert [word.text for word in found] == [text.fold(word.text) for word in found]
    assert sorted((word.sentence, word.clause) for word in found) == [
        (word.sentence, word.clause) for word in found
    ]
    assert len(found) <= text.MAX_WORDS


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("Ph.D. for PS", 1),
        ("a B.Sc. or an M.S. will do", 1),
        ("PE vs. PS", 1),
        ("I know B. Which role?", 2),
        ("in the U.S. too? yes", 2),
    ],
)
def test_abbreviations_end_no_sentence(typed: str, sentences: int) -> None:
    """A full stop that shortens a word is none that ends a sentence."""
    assert sentences == len({word.sentence for word in text.words(typed)})


def test_runs_end_with_sentences_and_where_a_text_is_cut() -> None:
    """A new line goes on with what is said, a full stop does not, nor what follows a cut."""
    wrapped = text.words("pastry\nengineer")
    stopped = text.words("I love pastry. Engineers bake")
    cut = text.words("pastry " * text.MAX_WORDS * 2)
    half = text.MAX_WORDS // 2

    assert {0} == {word.run for word in wrapped}
    assert [0, 0, 0, 1, 1] == [word.run for word in stopped]
    assert cut[half - 1].run != cut[half].run


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("i have 5 hours a week", 5),
        ("10 hrs/week", 10),
        ("an hour a day", 7),
        ("30 minutes every evening", 4),
        ("one or two hours each night", 7),
        ("2 hours daily", 14),
        ("2hrs at night", 14),
        ("perhaps eight hours a week", 8),
        ("half an hour per day", 4),
        ("in two hours", 0),
        ("40 years", 0),
    ],
)
def test_hours_a_week(typed: str, hours: int) -> None:
    """The time that somebody has is counted by the week, rounded up."""
    assert hours == text.hours(typed)
