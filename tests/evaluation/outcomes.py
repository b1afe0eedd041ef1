"""Outcomes as no run needs to make them: by hand, or by chance."""

from hypothesis import strategies as st

from bot.engine.reading import KINDS, Cue, Reading
from bot.evaluation import Outcome, Score
from bot.files.questions import Label, Turn
from tests.engine.tiny import PE, PS, PSE
from tests.generated import any_text, lines


def outcome(expected: Label | None, got: Reading | None, *, right: bool = False) -> Outcome:
    """Return the outcome of a turn; no label means that silence was expected."""
    labels = () if expected is None else (expected,)
    return Outcome("a", Turn("PE?", labels, silent=expected is None), got, right)


def read(kind: str, confidence: float = 1.0) -> Reading:
    """Return a reading of one kind."""
    return Reading(kind, confidence=confidence)


_kinds = st.sampled_from(KINDS)
_roles = st.lists(st.sampled_from([PE, PS, PSE]), max_size=3).map(tuple)
_sections = st.lists(st.sampled_from(["overview", "tools", "tips"]), max_size=3).map(tuple)
_words = st.lists(lines, max_size=2)
_labels = st.builds(
    Label,
    _kinds,
    roles=_roles,
    sections=_sections,
    items=_words.map(tuple),
    topic=st.sampled_from(["", "layoffs"]),
)
_readings = st.builds(
    Reading,
    _kinds,
    roles=_roles,
    sections=_sections,
    confidence=st.floats(0, 1),
    unused=_words.map(tuple),
    cues=st.frozensets(st.sampled_from(Cue), max_size=3),
)
_turns = st.builds(
    Turn,
    any_text,
    st.lists(_labels, max_size=2).map(tuple),
    silent=st.booleans(),
    tags=st.lists(st.sampled_from(["typo", "terse"]), max_size=3).map(tuple),
)
_outcomes = st.builds(
    Outcome,
    st.just("a"),
    _turns,
    st.none() | _readings,
    st.booleans(),
    st.none() | st.floats(0, 60),
)
scores = st.builds(
    Score, st.lists(_outcomes, max_size=20), st.integers(0, 9), _words.map(lambda words: {*words})
)
