"""Words are folded, split, stemmed and compared."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import text
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
        # a hyphen and a slash part words
        ("ML-Engineer/scientist", ["ml", "engineer", "scientist"]),
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


@pytest.mark.parametrize(
    ("word", "expected"), [("heyy", "hey"), ("pass", "pas"), ("ooo", "ooo"), ("oven", "oven")]
)
def test_single(word: str, expected: str) -> None:
    """A letter drawn out at the end of a word is dropped, but not from short ones."""
    actual = text.single(word)

    assert expected == actual


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mlsse", ["mlse"]),
        ("ppee", ["pee", "ppe"]),
        # each of three alike may be the one too many
        ("ooo", ["oo", "oo"]),
        ("oven", []),
        ("p", []),
    ],
)
def test_undoubled(word: str, expected: list[str]) -> None:
    """A word is given without each of its double letters in turn."""
    actual = list(text.undoubled(word))

    assert expected == actual


@moderate
@given(_words, st.integers(0, 11))
def test_a_doubled_letter_is_undone(word: str, at: int) -> None:
    """Whichever letter of a word is typed twice, the word is among what it may have been."""
    doubled = word[: at + 1] + word[at:][:1] + word[at + 1 :]

    assert word in text.undoubled(doubled) or doubled == word


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("q", set("wa")), ("s", set("adwezx")), ("p", set("ol")), ("m", set("njk")), ("1", set())],
)
def test_near(letter: str, expected: set[str]) -> None:
    """A letter's neighbours are those beside it on the keyboard and in the rows beside its own."""
    actual = text.near(letter)

    assert expected == actual


def test_nearness_is_mutual() -> None:
    """A key lies as near to its neighbour as that to it, and none beside itself."""
    for letter in ascii_lowercase:
        assert text.near(letter)
        assert letter not in text.near(letter)
        assert all(letter in text.near(other) for other in text.near(letter))


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        # a letter lost, one too many, a neighbour's, two turned
        ("dta", "data", True),
        ("datta", "data", True),
        ("datya", "data", True),
        ("dzta", "data", True),
        ("adta", "data", True),
        # a letter far off
        ("dpta", "data", False),
        # more than one slip
        ("dzt", "data", False),
        ("data", "data", False),
        # of three letters none is lost, and one is too many only where it stands twice
        ("ai", "aix", False),
        ("mll", "ml", True),
        ("mlx", "ml", False),
        ("nlpp", "nlp", True),
        ("nlpo", "nlp", False),
        ("nlo", "nlp", True),
        # two letters: they may turn
        ("ia", "ai", True),
        ("mk", "ml", False),
        ("m", "ml", False),
    ],
)
def test_slip(typed: str, meant: str, expected: bool) -> None:
    """One slip of a finger makes a short word of another; the shorter, the fewer slips."""
    actual = text.slip(typed, meant)

    assert expected is actual


@moderate
@given(st.text(ascii_lowercase, min_size=4, max_size=8), st.data())
def test_every_slip_is_one(word: str, data: st.DataObject) -> None:
    """In a word of four letters or more any letter may be lost, doubled or its neighbour's."""
    at = data.draw(st.integers(0, len(word) - 1))
    beside = data.draw(st.sampled_from(sorted(text.near(word[at]))))

    assert text.slip(word[:at] + word[at + 1 :], word)
    assert text.slip(word[:at] + word[at] + word[at:], word)
    assert text.slip(word[:at] + beside + word[at + 1 :], word)
    assert not text.slip(word, word)


@moderate
@given(_words, _words)
def test_what_is_slipped_is_one_letter_off(typed: str, meant: str) -> None:
    """No slip makes a word longer or shorter by more than a letter."""
    assert not text.slip(typed, meant) or abs(len(typed) - len(meant)) <= 1


@moderate
@given(_words)
def test_forms_lead_back(word: str) -> None:
    """A verb's form leads back to the verb; a letter drawn out is the only thing dropped."""
    for ending in ("ing", "ed"):
        if len(word) > 2:
            assert word in text.uninflected(word + ending)
    assert text.single(word) in {word, word[:-1]}


def test_key_is_the_same_for_spellings_of_one_name() -> None:
    """A name and the ways to write it have one key."""
    expected = {("rolling", "pin")}
    actual = {text.key(name) for name in ("Rolling Pin", "rolling-pins", "ROLLING  PIN!")}

    assert expected == actual


@pytest.mark.parametrize(
    ("length", "allowed"), [(1, 0), (4, 0), (5, 1), (7, 1), (8, 2), (11, 2), (12, 3), (30, 3)]
)
def test_longer_words_may_have_more_edits(length: int, allowed: int) -> None:
    """Short words allow no edit, longer ones up to three."""
    actual = text.edits_allowed(length)

    assert allowed == actual


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
        # of five letters only one that lies near the right one on the keyboard
        ("whisl", "whisk", 1),
        ("whisp", "whisk", None),
        # ... unless it changed places
        ("hwisk", "whisk", 1),
        # a word of its own ending is no slip
        ("managed", "manager", None),
        # ... or the word is long and nothing else is wrong
        ("fneading", "kneading", 1),
        ("fneadimg", "kneading", None),
        # two letters never turn
        ("ep", "pe", None),
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
        ("spe", "pse", True),
        # two letters changed places that are no neighbours
        ("esp", "pse", False),
        ("pse", "pse", False),
        ("ep", "pe", False),
        ("psee", "pse", False),
    ],
)
def test_transposed(typed: str, meant: str, expected: bool) -> None:
    """A transposition is two neighbours that changed places, and nothing else."""
    actual = text.transposed(typed, meant)

    assert expected is actual


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_join(names: list[str], expected: str) -> None:
    """Names become a list in words."""
    actual = text.join(names)

    assert expected == actual


def test_join_takes_another_last_word() -> None:
    """A choice is joined with "or"."""
    expected = "a or b"
    actual = text.join(["a", "b"], "or")

    assert expected == actual


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
