"""A slip of the finger changes a role's name, once, and nothing else."""

from random import Random
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.evaluation.typos import LONG, SHORT, near, one_slip, slip
from bot.files.questions import Dialogue, Label, Turn
from tests.engine.tiny import PE, tiny_knowledge
from tests.generated import any_text, thorough

LABEL = Label("explain", (PE,))


def _dialogue(*says: str) -> Dialogue:
    return Dialogue("a", "private", tuple(Turn(one, (LABEL,), tags=("own",)) for one in says))


def _slip(name: str, seed: int) -> str:
    return one_slip(name, Random(seed))  # noqa: S311  # no secret hangs on a slip


def _beside(before: str, letter: str, after: str) -> set[str]:
    """Return a name with each of the keys beside a letter in its place."""
    return {f"{before}{key}{after}" for key in near(letter)}


_names = any_text | st.text("abeABE+4 é", max_size=8)


@thorough
@given(_names, st.integers())
def test_one_slip(name: str, seed: int) -> None:
    """A slip is one edit, and only what has no letter is left as it is."""
    expected = int(any(letter.isalpha() for letter in name))
    actual = OSA.distance(name, _slip(name, seed))

    assert expected == actual


@thorough
@given(_names, st.integers())
def test_one_slip_can_be_repeated(name: str, seed: int) -> None:
    """The same seed makes the same slip."""
    assert _slip(name, seed) == _slip(name, seed)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "PE",
            {"E", "PPE", "EP", "P", "PEE", *_beside("", "p", "E"), *_beside("P", "e", "")},
        ),
        # two like letters cannot change places
        ("aa", {"a", "aaa", *_beside("", "a", "a"), *_beside("a", "a", "")}),
        # nor can a letter with what is none, and only letters slip
        ("b++", {"++", "bb++", *_beside("", "b", "++")}),
        # letters with no key of their own
        ("é", {"", "éé", "e"}),
        ("ß", {"", "ßß", "e"}),
        ("42", {"42"}),
        ("", {""}),
    ],
)
def test_sorts_of_slips(name: str, expected: set[str]) -> None:
    """A letter is lost, doubled, hit beside its key, or changes places with the next."""
    actual = {_slip(name, seed) for seed in range(1000)}

    assert expected == actual


@pytest.mark.parametrize(
    ("says", "before", "after", "tag"),
    [
        ("PE", "", "", SHORT),
        ("what does a pse do?", "what does a ", " do?", SHORT),
        ("Pastry Engineer tools", "", " tools", LONG),
        ("tools of PASTRY ENGINEERS?", "tools of ", "S?", LONG),
        # the longest name is the one meant
        ("pastry software engineer", "", "", LONG),
        # an alias is a name
        ("the pastry SWE, please", "the ", ", please", LONG),
    ],
)
def test_slip(says: str, before: str, after: str, tag: str) -> None:
    """The name of a role has one slip, the rest is as it was, and a tag tells how long it is."""
    (slipped,) = slip([_dialogue(says)], tiny_knowledge())
    (turn,) = slipped.turns

    assert turn.says.startswith(before)
    assert turn.says.endswith(after)
    assert 1 == OSA.distance(says, turn.says)
    assert ("own", tag) == turn.tags
    assert (LABEL,) == turn.labels


def test_every_name_slips() -> None:
    """Each name of a question has its own slip; a short one makes the question short."""
    says = "Pastry Scientist vs PSE"
    (slipped,) = slip([_dialogue(says)], tiny_knowledge())
    names = zip(says.split(" vs "), slipped.turns[0].says.split(" vs "), strict=True)

    assert [1, 1] == [OSA.distance(*pair) for pair in names]
    assert ("own", SHORT) == slipped.turns[0].tags


def test_turns_without_a_name_stay() -> None:
    """In a dialogue only the turns that name a role are changed."""
    dialogue = _dialogue("Pastry Engineer?", "and education?")
    (slipped,) = slip([dialogue], tiny_knowledge())

    assert [False, True] == [
        old == new for old, new in zip(dialogue.turns, slipped.turns, strict=True)
    ]


@pytest.mark.parametrize("says", ["hello", "speed", "PEP", "xPE", "nurse tools", ""])
def test_what_names_no_role_is_left_out(says: str) -> None:
    """A dialogue that names no role is not among those changed; a part of a word is no name."""
    assert [] == slip([_dialogue(says)], tiny_knowledge())


def test_slips_can_be_repeated() -> None:
    """Two runs with one seed make the same slips, two seeds do not."""
    asked = [_dialogue("Pastry Engineer vs Bread Engineer"), _dialogue("Pastry Scientist")]
    knowledge = tiny_knowledge()

    assert slip(asked, knowledge) == slip(asked, knowledge)
    assert slip(asked, knowledge, seed=1) != slip(asked, knowledge, seed=2)


@pytest.mark.parametrize(
    ("letter", "expected"),
    [("q", set("wa")), ("s", set("adwezx")), ("p", set("ol")), ("m", set("njk")), ("1", set())],
)
def test_near(letter: str, expected: set[str]) -> None:
    """A letter's neighbours are those beside it on the keyboard and in the rows beside its own."""
    actual = near(letter)

    assert expected == actual


def test_nearness_is_mutual() -> None:
    """A key lies as near to its neighbour as that to it, and none beside itself."""
    for letter in ascii_lowercase:
        assert near(letter)
        assert letter not in near(letter)
        assert all(letter in near(other) for other in near(letter))
