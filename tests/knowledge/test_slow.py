"""Texts made to be slow: whatever is said again and again, the work for it is bounded.

Work is counted in calls of functions, which are the same on every machine.
"""

import random
import sys
from collections.abc import Iterator
from itertools import islice
from types import FrameType

from bot.engine.advisor import Advisor
from bot.engine.language.text import MAX_CHARS
from bot.engine.phrases import phrases
from bot.engine.reading import Question
from bot.evaluation.typos import one_slip
from bot.render.html import html
from tests.generated import hard
from tests.knowledge.packaged import knowledge

TEXTS = hard(50, 2_000)
MOST_CALLS = 150_000
"""Of functions for one text."""
MARKS = (
    *("?", "? ", ".", ". ", ",", ", ", ";", "\n", "\n\n", "\n- ", " ", "  ", "\t", "/", "-", "'"),
    *(
        " vs ",
        " or ",
        " and ",
        " not ",
        " -> ",
        ": ",
        "(",
        ")",
        "[",
        "<b>",
        "&amp;",
        "@",
        "#",
        "$",
    ),
    *(
        " 1",
        " 12:30 ",
        " $120k ",
        " 5 years ",
        "http://a.b/",
        "ad: ",
        "compare ",
        "and ",
        "\u202e",
    ),
    *("é", "ß", "\u0301", "\u200d", "字", "क", "אב", "🤔", "\u00a0", "“", "”"),
)


class _Calls:
    """Counts the calls made while it is entered."""

    def __init__(self) -> None:
        self.number = 0

    def _seen(self, _: FrameType, event: str, __: object) -> None:
        self.number += event in {"call", "c_call"}

    def __enter__(self) -> "_Calls":
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)


def _texts(chance: random.Random) -> Iterator[str]:
    """Yield texts of the greatest length: a few words and marks, many times over."""
    said = [phrase for _, phrase in phrases(knowledge())]
    while True:
        words = chance.choices(said, k=chance.randint(1, 6))
        if chance.random() < 0.5:
            words = [one_slip(word, chance) if len(word) > 3 else word for word in words]
        letters = "".join(chance.choices("abcdeinorst", k=chance.randint(1, 40)))
        parts = [*words, letters, *chance.choices(MARKS, k=chance.randint(1, 8))]
        chance.shuffle(parts)
        some = "".join(parts[: chance.randint(1, len(parts))])
        yield (some * (MAX_CHARS // len(some) + 1))[:MAX_CHARS]


def test_texts_made_to_be_slow() -> None:
    """No text takes much more work than others, however it is made."""
    advisor = Advisor(knowledge())
    advisor.warm_up()
    chance = random.Random(7)  # noqa: S311  # no secret hangs on it
    for text in islice(_texts(chance), TEXTS):
        with _Calls() as calls:
            answer, _ = advisor.ask(Question(text))
            shown = html(answer).text

        assert shown.strip()
        assert calls.number <= MOST_CALLS, text[:200]
