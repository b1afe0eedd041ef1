"""What a text asks, as probabilities, by one linear model whose weights are bytes."""

import math
from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.knowledge import Knowledge
from bot.engine.language.intent import SQUARES, ZERO, Model, features, of_job
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mentions
from bot.engine.language.mentions import find
from bot.engine.weights import Weights
from tests.engine.tiny import tiny_knowledge
from tests.engine.weights import intent, weights
from tests.generated import any_text, moderate, thorough

Find = Callable[[str], Mentions]

_TINY = tiny_knowledge()
_LEXICON = Lexicon(_TINY)
HEADS = {"kind": ("check", "explain"), "sections": ("skills", "tools"), SQUARES: (SQUARES,)}
LANES = 5


def _found(typed: str) -> Mentions:
    return find(typed, _LEXICON, _TINY)


def _features(typed: str, *situation: str) -> set[str]:
    return features(_found(typed), _TINY, situation)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        # words and pairs of them, names masked
        ("does a PE need a whisk", {"does", "^ does", "a ROLE", "need a", "ITEM.tool $"}),
        ("pastry or a chocolatier", {"FIELD or", "ROLE", "%jobs2"}),
        ("remote PE in Paris", {"REMOTE ROLE", "in PLACE", "%place2", "=FR", "=remote"}),
        ("12 ovens", {"# ITEM.tool", "=oven"}),
        ("senior nurse", {"LEVEL JOB", "=senior", "%level1", "%job1"}),
        # the beginnings of words, which their forms share
        ("describing it", {"`descr"}),
        # how names are marked
        ("I am a PE and hate the oven", {"%jobs.own", "%item.without"}),
        ("pastry, bread", {"%fields", "%jobs2"}),
        # the phrases found, and what is not known
        ("their tools, creative scientist", {"&.they", "&tools", "&trait", "&title"}),
        ("frobnitz plugh", {"%unused2"}),
        # how long it is, how much of it asks
        ("PE", {"%words1", "%asks1"}),
        ("", {"%words0", "%jobs0"}),
        # what stands in the sentence that asks
        ("I cook. What is a PE?", {"cook", "?what", "?^ what", "?ROLE $"}),
        ("I cook. what is a PE", {"?what"}),
    ],
)
def test_features(typed: str, told: set[str]) -> None:
    """A text is known by its words, its names and its form."""
    assert told <= _features(typed)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("does a PE need a degree", "does a pastry scientist need a degree"),
        ("PE vs PSE tools", "BRE vs PS tools"),
        ("DESCRIBE  a pastry-engineer's work", "describe a PE's  work"),
        ("does a pastri enginer need a degre", "does a pastry engineer need a degree"),
    ],
)
def test_names_and_slips_do_not_matter(typed: str, same: str) -> None:
    """Which role is named, and how it is typed, is no feature of what is asked."""
    assert _features(typed) == _features(same)


def test_what_only_tells_is_no_question() -> None:
    """Words beside the sentence that asks are not among those that ask."""
    found = _features("I cook bread. What is a PE?")

    assert "cook" in found
    assert "?cook" not in found


def test_the_situation_of_a_talk() -> None:
    """In a talk its situation counts, and the words of a short text apart."""
    short = _features("and the tools?", "@talk", "@kind.explain")
    alone = _features("and the tools?")
    long = _features("and what tools do they use all day long, as far as you know it?", "@talk")

    assert {"@talk", "@kind.explain", "@and the", "@own0@talk"} <= short - alone
    assert "@own2@talk" in _features("PE or PS", "@talk")
    assert "@talk" in long
    assert "@and what" not in long


def _weights(table: list[list[int]], scales: list[float], biases: list[float]) -> Weights:
    """Return weights whose rows are those of a table, of one byte a lane."""
    names = tuple(f"f{place}" for place in range(len(table)))
    kept = [[(lane, byte) for lane, byte in enumerate(row) if byte != ZERO] for row in table]
    rows = bytes(one for row in kept for pair in row for one in pair)
    sizes = bytes(map(len, kept))
    return Weights(HEADS, names, sizes, rows, tuple(scales), tuple(biases), {}, {}, (), "")


def _table(given_: Weights) -> list[dict[int, int]]:
    """Return the bytes of each feature, by lane."""
    left = iter(given_.rows)
    return [{next(left): next(left) for _ in range(size)} for size in given_.sizes]


@st.composite
def _models(draw: st.DrawFn) -> Weights:
    """Return any weights of five lanes, the last of which holds squares, which are no loss."""
    vocabulary = draw(st.integers(1, 6))
    bytes_ = st.integers(1, 255)
    rows = [
        [*draw(st.lists(bytes_, min_size=LANES - 1, max_size=LANES - 1)), square]
        for square in draw(st.lists(st.integers(ZERO + 1, 255), min_size=vocabulary, max_size=6))
    ]
    few = st.floats(-3, 3).map(lambda value: round(value, 3))
    return _weights(
        rows,
        [*draw(st.lists(st.floats(0.001, 2), min_size=4, max_size=4)), 0.01],
        [*draw(st.lists(few, min_size=4, max_size=4)), 0.0],
    )


def _scores(given_: Weights, named: Iterable[str]) -> list[float]:
    """Return the scores of all lanes."""
    model = Model(given_)
    sums = model.sums(named)
    return [score for head in given_.heads for score in model.scores(head, sums)]


def _plain_sum(given_: Weights, named: set[str]) -> list[float]:
    """Return the scores as the formula has them, number by number."""
    places = [at for at, name in enumerate(given_.vocabulary) if name in named]
    table = [
        [(row.get(lane, ZERO) - ZERO) * given_.scales[lane] for lane in range(LANES)]
        for row in map(_table(given_).__getitem__, places)
    ]
    if not table:
        return list(given_.biases)
    length = math.sqrt(sum(row[-1] for row in table))
    return [
        given_.biases[lane] + sum(row[lane] for row in table) / length for lane in range(LANES)
    ]


@thorough
@given(_models(), st.sets(st.sampled_from([*(f"f{n}" for n in range(6)), "unknown"])))
def test_lanes_add_up_as_a_plain_sum(given_: Weights, named: set[str]) -> None:
    """Added all lanes at once, the weights give what they give one by one."""
    expected = _plain_sum(given_, named)
    actual = _scores(given_, named)

    assert expected == pytest.approx(actual)


def test_no_lane_runs_over_into_the_next() -> None:
    """However many features a text has, the largest weights stay in their lanes."""
    count = 3000
    heavy = _weights([[255, 1, 255, 1, 129]] * count, [1.0] * LANES, [0.0] * LANES)
    share = math.sqrt(count)

    expected = [127 * share, -127 * share, 127 * share, -127 * share, share]
    assert expected == pytest.approx(_scores(heavy, heavy.vocabulary))


def test_unknown_features_weigh_nothing() -> None:
    """A feature that was never met changes nothing; a text of such alone has the biases."""
    given_ = _weights([[200, 100, 128, 128, 130]], [0.5] * LANES, [1.0, 2, 3, 4, 0])

    assert _scores(given_, ["f0"]) == _scores(given_, ["f0", "frobnitz", "plugh"])
    assert [1.0, 2, 3, 4, 0] == _scores(given_, ["frobnitz"])


def test_a_softmax_and_a_logistic(tiny: Knowledge) -> None:
    """Of kinds one holds, of sections several may."""
    found = _found("PE")
    meant = intent(
        found, tiny, {"kind": {"check": 0.6, "find": 0.3}, "sections": ("tools", "skills")}
    )
    sections = meant.likely("sections")

    assert 1 == pytest.approx(sum(meant.likely("kind").values()))
    assert 2 == pytest.approx(meant.likely("kind")["check"] / meant.likely("kind")["find"])
    assert "check" == meant.best("kind")
    assert [0.95, 0.95] == pytest.approx([sections["tools"], sections["skills"]])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [0.5, 0.5]),
        ({"": math.log(3)}, [0.75, 0.75]),
        ({"mark.from": math.log(4)}, [0.8, 0.5]),
        ({"check": math.log(3), "check|mark.from": math.log(3)}, [0.9, 0.75]),
        # what is said of another kind
        ({"find": 9.0, "find|mark.from": 9.0}, [0.5, 0.5]),
    ],
)
def test_whether_a_job_is_asked_about(
    tiny: Knowledge, asked: Mapping[str, float], expected: list[float]
) -> None:
    """What stands beside a job named tells how likely it is asked about, by kind."""
    meant = intent(_found("from PE to PSE"), tiny, asked=asked)

    assert expected == pytest.approx(meant.asked("check"))


def test_the_surroundings_of_a_job() -> None:
    """A job named is seen with how it is named, where, and what stands beside it."""
    found = _found("I am a PE. Is a PSE any better?")
    first, second = (of_job(one, found, _TINY) for one in found.jobs)

    assert {"how.short", "mark.own", "n2", "place.0.2", "last.False.2", "<a"} <= {*first}
    assert {"mark.None", "place.1.2", "last.True.2", "<<is a", ">any"} <= {*second}


def test_an_empty_text(tiny: Knowledge) -> None:
    """A text of nothing has an intent too."""
    meant = Model(weights({"kind": "help"})).intent(_found(""), tiny)

    assert "help" == meant.best("kind")
    assert [] == meant.asked("explain")


@moderate
@given(any_text)
def test_any_text_has_probabilities(typed: str) -> None:
    """Whatever is typed, the fitted weights give probabilities that are ones."""
    assert _TINY.weights is not None
    model = Model(_TINY.weights)
    meant = model.intent(_found(typed), _TINY, ("@talk",))

    for head in ("kind", "topic", "ask", "link", "content", "manner"):
        assert 1 == pytest.approx(sum(meant.likely(head).values()))
    assert all(0 <= odds <= 1 for odds in meant.likely("sections").values())
    assert all(0 <= odds <= 1 for kind in ("explain", "find") for odds in meant.asked(kind))
