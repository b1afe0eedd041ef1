"""Talk about the talk: help, manners, what is covered, asking back, what is not known."""

import pytest

from bot.engine.compose import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.compose.conftest import Ask
from tests.engine.tiny import PE, PSE


def test_roles(ask: Ask, tiny: Knowledge) -> None:
    """All roles are listed with what they are, each ready to be asked for."""
    answer = ask("what roles do you know")

    assert "4 roles:" == answer.lead
    assert "Bread Engineer (BRE)" in answer.blocks[0].lines
    assert {role.short for role in tiny.roles.values()} == {
        suggestion.question for suggestion in answer.suggestions
    }


def test_help(ask: Ask) -> None:
    """Help shows examples."""
    answer = ask("help")

    assert "“PE vs PSE tools”" in answer.blocks[0].lines


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("thanks", "With pleasure."),
        ("bye", "Bake well."),
        ("hello", "Good morning, baker."),
        # thanks weigh more than a greeting
        ("hello and thanks", "With pleasure."),
        ("ok", "The oven is hot."),
    ],
)
def test_manners(ask: Ask, typed: str, expected: str) -> None:
    """A word of manners is answered in kind."""
    actual = ask(typed).title

    assert expected == actual


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("tools", "Tools: of which role?"),
        ("compare", "Which roles shall I compare?"),
        ("the engineer", "Which role?"),
        ("i am lost", "What do you like?"),
    ],
)
def test_asking_back(ask: Ask, typed: str, title: str) -> None:
    """What is missing is asked for by its name, with roles to choose from."""
    answer = ask(typed)

    assert title == answer.title
    assert answer.suggestions


def test_asking_back_between_roles(tiny: Knowledge) -> None:
    """Where a choice lies between some roles, those are offered and no others."""
    answer = compose(Reading("clarify", choices=(PE, PSE)), tiny)

    assert "Which of them?" == answer.title
    assert ["PE", "PSE"] == [one.label for one in answer.suggestions]


def test_asking_back_for_an_item(tiny: Knowledge) -> None:
    """Where the role of an item is missing, the item is named."""
    expected = "oven and whisk: for which role?"
    actual = compose(Reading("clarify", items=("oven", "whisk")), tiny).title

    assert expected == actual


def test_choices_bring_the_section(ask: Ask) -> None:
    """A choice asks the whole question, with the section that was named."""
    questions = [suggestion.question for suggestion in ask("tools").suggestions]

    assert "PE tools" in questions


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nurse salary", "“nurse”"),
        ("xyzzy", "“xyzzy”"),
        ("glass engineer", "“glass engineer”"),
        # one name once
        ("pastry nurse", "“pastry nurse”"),
        # at most three
        ("foo1 bar2 baz3 qux4", "“foo1”, “bar2”, “baz3”"),
    ],
)
def test_unknown_words_are_named(ask: Ask, typed: str, words: str) -> None:
    """A word that is not known is named as it was typed."""
    expected = f"I don't know {words}. I know 4 roles."
    actual = ask(typed).lead

    assert expected == actual


def test_unknown_without_words(ask: Ask) -> None:
    """Where no word is strange, the reply says what is covered."""
    expected = "I know 4 roles."
    actual = ask("✨ ✨").lead

    assert expected == actual


def test_near_things_are_offered(ask: Ask) -> None:
    """A title like one of ours brings the offer of ours, at most three."""
    answer = ask("glass engineer")

    assert 1 <= len(answer.suggestions) <= 3
    assert "One of these?" in answer.notes


def test_nothing_near(ask: Ask) -> None:
    """Where nothing is near, the roles and help are offered."""
    expected = ["roles", "help"]
    actual = [suggestion.question for suggestion in ask("xyzzy").suggestions]

    assert expected == actual
