"""Generated contexts: any that a talk on the tiny knowledge may leave behind."""

from datetime import UTC

from hypothesis import strategies as st

from bot.engine.context import AD, Context, Turn
from bot.engine.reading import KINDS
from bot.engine.remember import ALIKE, MAP, REMEMBERED, SUPERLATIVE
from tests.engine.tiny import tiny_knowledge

_turns = st.builds(
    Turn,
    kind=st.sampled_from(KINDS),
    roles=st.lists(st.sampled_from(sorted(tiny_knowledge().roles)), max_size=3).map(tuple),
    sections=st.lists(st.sampled_from(["overview", "tools", "education"])).map(tuple),
    items=st.lists(st.sampled_from(sorted(tiny_knowledge().items)), max_size=2).map(tuple),
    shown=st.lists(st.sampled_from(sorted(tiny_knowledge().roles)), max_size=3).map(tuple),
    excluded=st.lists(
        st.sampled_from([*tiny_knowledge().items, *tiny_knowledge().roles]), max_size=2
    ).map(tuple),
    manner=st.sampled_from(["", "without", MAP, *sorted(ALIKE | SUPERLATIVE.keys())]),
    background=st.lists(st.sampled_from(sorted(tiny_knowledge().items)), max_size=2).map(tuple),
    job=st.sampled_from(["", "confectioner"]),
    head=st.sampled_from(["", "engineer", "scientist", AD, "quiz", "quiz a1 bs", "quiz z1 dn"]),
)
contexts = st.builds(
    Context,
    turns=st.lists(_turns, max_size=REMEMBERED).map(tuple),
    asked=st.none() | _turns,
    outside=st.booleans(),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
)
