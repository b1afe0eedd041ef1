"""Generated values for the tests of what must hold for any of them, and how hard to try."""

import os

from hypothesis import settings
from hypothesis import strategies as st

from bot.engine.answer import Answer, Block, Citation, Suggestion
from bot.engine.reading import KINDS, LEVELS, MANNERS, Reading

thorough = settings(max_examples=150, deadline=None, derandomize=True)
"""Always the same examples, so that a failure is everybody's."""
moderate = settings(thorough, max_examples=60)
few = settings(thorough, max_examples=20)
"""For what takes a while each time."""

ATTACK = bool(os.environ.get("ATTACK"))
"""Whether all that SECURITY.md speaks of is tried in full: `make attack`."""


def hard(usual: int, attack: int) -> int:
    """Return how often something is tried, as a rule and in an attack."""
    return attack if ATTACK else usual


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=4096)
"""Whatever Telegram may deliver: any code point but halves of surrogate pairs."""

lines = st.text(
    st.characters(
        codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2800\u3164"
    ),
    min_size=1,
    max_size=30,
).filter(lambda line: line == line.strip() and line.isprintable())
"""One line that the knowledge or a reply may hold: visible, with markup and names of any kind."""

long_lines = st.builds(lambda line, times: " ".join([line] * times), lines, st.integers(1, 4))

blocks = st.builds(
    Block,
    label=st.just("") | lines,
    lines=st.lists(long_lines, min_size=1, max_size=12).map(tuple),
    names=st.booleans(),
    rank=st.integers(0, 3),
    whole=st.booleans(),
)
urls = st.text("ab09/?=&-_.%", max_size=30).map("https://example.org/{}".format)
citations = st.builds(
    Citation, id=lines, title=long_lines, publisher=lines, date=lines, url=st.none() | urls
)
suggestions = st.builds(Suggestion, label=lines, question=lines)
readings = st.builds(
    Reading,
    kind=st.sampled_from(KINDS),
    full=st.booleans(),
    topic=st.sampled_from(["", "layoffs"]),
    level=st.sampled_from(["", *LEVELS]),
    place=st.sampled_from(["", "FR", "remote"]),
    manner=st.sampled_from(["", *MANNERS]),
)

answers = st.builds(
    Answer,
    reading=readings,
    title=lines,
    verdict=st.just("") | long_lines,
    text=st.lists(long_lines, max_size=4).map(tuple),
    blocks=st.lists(blocks, max_size=5).map(tuple),
    asides=st.lists(long_lines, max_size=3).map(tuple),
    doubts=st.lists(long_lines, max_size=3).map(tuple),
    citations=st.lists(citations, max_size=8).map(tuple),
    suggestions=st.lists(suggestions, max_size=2).map(tuple),
    more=st.just("") | lines,
)
