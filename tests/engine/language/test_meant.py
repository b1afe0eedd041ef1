"""Which of the names in a text are meant, and what a text asks of them."""

import pytest

from bot.engine.knowledge import Knowledge
from bot.engine.language import asking, meant
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mark, Mentions
from bot.engine.language.mentions import find
from tests.engine.tiny import BRE, PE, PS, with_phrases

SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "alone": {BRE: ("baker",)},
    "titles": {"here": ("baker",)},
    "english": {
        "meaning": ("what is", "know what"),
        "pointing": ("what is that",),
        "mending": ("i said",),
        "untitled": ("said",),
        "years": ("years",),
    },
}


@pytest.fixture(name="saying", scope="module")
def _saying(tiny: Knowledge) -> Knowledge:
    return with_phrases(tiny, **SAID)


def _found(typed: str, knowledge: Knowledge) -> Mentions:
    return find(typed, Lexicon(knowledge), knowledge)


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("what is a whisk", "whisk"),
        ("I don't know what a whisk is", "whisk"),
        ("a whisk? what is that", "whisk"),
        ("do I need a whisk", ""),
        ("a whisk and an oven, what is that", ""),  # of two things nobody knows which is meant
    ],
)
def test_the_meaning_of_a_thing_is_asked_for(saying: Knowledge, typed: str, item: str) -> None:
    """A question what something is names it behind its own words, or points back at it."""
    assert item == asking.meaning(_found(typed, saying), saying)


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("what does a baker earn", [BRE]),
        ("baker pay", [BRE]),
        ("I said baker", [BRE]),
        ("senior baker pay", [BRE]),
        ("what does a village baker earn", []),
        ("PE or baker", [PE, BRE]),
    ],
)
def test_a_title_alone_stands_for_a_role(saying: Knowledge, typed: str, roles: list[str]) -> None:
    """A title stands for a role where no other word says whose title it is."""
    assert roles == [one.id for one in _found(typed, saying).jobs]


def test_a_title_alone_is_that_of_the_talk(saying: Knowledge) -> None:
    """Where the talk is about one role with that title, that one is meant."""
    found = _found("what does a baker earn", saying)

    assert [PS] == [one.id for one in meant.titled(found, [PS]).jobs]
    assert [BRE] == [one.id for one in meant.titled(found, [PS, PE]).jobs]


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("whisk or oven", ["whisk", "oven"]),
        ("whisk first or oven", ["whisk", "oven"]),
        ("whisk and oven", []),
    ],
)
def test_one_thing_or_the_other(tiny: Knowledge, typed: str, items: list[str]) -> None:
    """ "Or" between two things makes them a choice."""
    found = _found(typed, tiny)

    assert items == [one.id for one in meant.either(found.of("item"), found)]


@pytest.mark.parametrize(
    ("typed", "aside"),
    [
        ("that is a PE. I said PS", [PE]),
        ("that is a PE. I said PE", []),
        ("that is a PE, and a PS", []),
    ],
)
def test_what_was_meant_is_said_behind(saying: Knowledge, typed: str, aside: list[str]) -> None:
    """A job is taken back by a clause that says which was meant."""
    assert aside == [one.id for one in meant.mended(_found(typed, saying), saying)]


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("PE, 10 years", Mark.OWN),
        ("PE pay after 10 years?", None),
        ("PE and PS, 10 years", None),
    ],
)
def test_years_tell_whose_job_it_is(saying: Knowledge, typed: str, mark: Mark | None) -> None:
    """The only job of a statement that tells years is the asker's own."""
    assert mark == _found(typed, saying).jobs[0].mark
