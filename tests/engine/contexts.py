"""Generated contexts: any that a talk on the tiny knowledge may leave behind."""

from datetime import UTC

from hypothesis import strategies as st

from bot.engine.reading import KINDS, LEVELS, Told
from bot.engine.talk.context import AD, Context, Turn
from bot.engine.talk.follow import REMEMBERED
from tests.engine.tiny import tiny_knowledge

_TINY = tiny_knowledge()
_jobs = [*_TINY.roles, *_TINY.neighbours]
_items = sorted(_TINY.items)

_turns = st.builds(
    Turn,
    kind=st.sampled_from(KINDS),
    roles=st.lists(st.sampled_from(_jobs), max_size=3).map(tuple),
    sections=st.lists(st.sampled_from(["overview", "tools", "education", "hiring"])).map(tuple),
    items=st.lists(st.sampled_from(_items), max_size=2).map(tuple),
    shown=st.lists(st.sampled_from(sorted(_TINY.roles)), max_size=3).map(tuple),
    excluded=st.lists(st.sampled_from([*_items, *_jobs]), max_size=2).map(tuple),
    background=st.lists(st.sampled_from(_items), max_size=2).map(tuple),
    head=st.sampled_from(["", AD, "quiz", "quiz a1 bs", "quiz z1 dn"]),
    asks=st.lists(st.sampled_from(["education/without-degree", "salary/pay"]), max_size=2).map(
        tuple
    ),
    topic=st.sampled_from(["", "visas", "layoffs"]),
    level=st.sampled_from(["", *LEVELS]),
    place=st.sampled_from(["", "FR", "remote"]),
    superlative=st.sampled_from(["", "most", "least"]),
    similar=st.booleans(),
    negated=st.booleans(),
    map=st.booleans(),
    said=st.integers(0, 2**32 - 1),
)
_told = st.builds(
    Told,
    items=st.lists(st.sampled_from(_items), max_size=3, unique=True).map(tuple),
    lacks=st.lists(st.sampled_from(_items), max_size=2, unique=True).map(tuple),
    avoids=st.lists(st.sampled_from(sorted(_TINY.axes)), max_size=2, unique=True).map(tuple),
    roles=st.lists(st.sampled_from(_jobs), max_size=2, unique=True).map(tuple),
    trades=st.lists(st.sampled_from(["decorator"]), max_size=1).map(tuple),
    newcomer=st.booleans(),
    age=st.sampled_from([0, 45]),
    hours=st.sampled_from([0, 7]),
)
contexts = st.builds(
    Context,
    turns=st.lists(_turns, max_size=REMEMBERED).map(tuple),
    asked=st.none() | _turns,
    told=_told,
    outside=st.booleans(),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
)
