"""What people have typed leaves the memory of the process once it has been answered."""

import gc

import pytest

from bot.adapters.telegram.posts import Posts
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.render.reply import SCREEN

STORY = (
    "I have been working in a small town as a teacher for years and years, and my colleague {mark}"
    " says that it is far too late to learn anything new, and that nobody hires people over fifty,"
    " which made me sad;"
)


@pytest.fixture(name="remembering", scope="module")
def _remembering(advisor: Advisor) -> Advisor:
    """An advisor that remembers what it may, as a bot that serves does."""
    return Advisor(advisor.knowledge, 1024)


@pytest.mark.parametrize(
    "asked",
    [
        "is it too late for me?",
        "do I need a degree at all?",
        "how do I prepare for interviews?",
        "we have to hire a data scientist, which?",
        "what is a {mark}?",
        "MLE vs {mark}?",
    ],
)
def test_words_leave(remembering: Advisor, asked: str) -> None:
    """Nothing holds a long question's words after the answer, nor those of what it was read as."""
    marks = ("zqx", "vw")  # put together only inside of the question

    posts = Posts(remembering)

    def answer() -> None:
        typed = f"{STORY} {asked}".replace("{mark}", "".join(marks))
        reading, _ = remembering.read(Question(typed))
        posts.ready(reading, SCREEN, "")

    answer()
    gc.collect()
    mark = "".join(marks)
    held = {
        type(holder).__name__
        for holder in gc.get_objects()
        for word in gc.get_referents(holder)
        if isinstance(word, str) and mark in word and word is not mark
    }
    assert held == set()
