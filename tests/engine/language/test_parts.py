"""A text in the questions that it holds."""

import pytest

from bot.engine.language.parts import LONGEST, asking, questions

OPENERS = ("what", "how", "do", "can", "is", "which")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Is it hard? How long does it take?", ("Is it hard?", "How long does it take?")),
        (
            "what do they earn and do I need a degree?",
            ("what do they earn?", "do I need a degree?"),
        ),
        (
            "I'm a baker, 41. Is it too late, and can I do it beside my job",
            ("Is it too late", "can I do it beside my job"),
        ),
        ("what do they do\nhow much maths", ("what do they do", "how much maths")),
        ("Ok and is it hard? pay in Spain?", ("is it hard?", "pay in Spain?")),
        (
            "Can I do it at home? I bake at night, an hour is left, so how long is it",
            ("Can I do it at home?", "so how long is it"),
        ),
    ],
    ids=["two sentences", "joined", "told before", "two lines", "a question mark", "told first"],
)
def test_several(typed: str, parts: tuple[str, ...]) -> None:
    """Each question of a message is found, as it was typed."""
    assert questions(typed, OPENERS) == parts


@pytest.mark.parametrize(
    "typed",
    [
        "what is a baker?",
        "I bake bread and cakes. I like ovens.",
        "salt and pepper or sugar and butter?",
        "what do bakers and millers earn?",
        "is it hard? right?",
        "",
        "is it hard? how long? " * LONGEST,
    ],
    ids=["one", "none", "no opener", "two subjects", "a tag", "nothing", "too long"],
)
def test_one_or_none(typed: str) -> None:
    """A text with one question, or none, has no parts."""
    assert questions(typed, OPENERS) == ()


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("I know rye already. Why wheat and not oats?", "Why wheat and not oats?"),
        ("I bake. They want a diploma, is it worth it", "They want a diploma, is it worth it"),
        ("I asked how long it takes. I bake at night.", "I asked how long it takes."),
        ("I bake bread. I like ovens.", ""),
        ("Is it hard? How long does it take?", ""),
        ("is it hard", ""),
    ],
    ids=["told before", "a later clause", "reported", "only told", "only asked", "one sentence"],
)
def test_what_asks(typed: str, asks: str) -> None:
    """The sentences that ask stand apart from those that tell."""
    assert asking(typed, (*OPENERS, "why")) == asks
