"""Talk about the talk: help, manners, what is covered, asking back, what is not known."""

import pytest

from bot.engine.answers.talk import COMPARED
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Cue, Reading
from tests.engine.answers.conftest import Ask, Tell
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
    ("reading", "title"),
    [
        (Reading("clarify"), "Which role?"),
        (Reading("clarify", sections=("overview",)), "Which role?"),
        (Reading("clarify", sections=("tools",)), "Tools: of which role?"),
        (Reading("clarify", items=("oven", "whisk")), "oven and whisk: for which role?"),
        (Reading("clarify", ask=COMPARED), "Which roles shall I compare?"),
        (Reading("clarify", choices=(PE, PSE)), "Which of them?"),
    ],
)
def test_asking_back(tell: Tell, reading: Reading, title: str) -> None:
    """What is missing is asked for by its name, with roles to choose from."""
    answer = tell(reading)

    assert title == answer.title
    assert answer.suggestions


def test_asking_back_between_roles(tell: Tell) -> None:
    """Where a choice lies between some roles, those are offered and no others."""
    answer = tell(Reading("clarify", choices=(PE, PSE)))

    assert ["PE", "PSE"] == [one.label for one in answer.suggestions]


@pytest.mark.parametrize(
    ("cue", "reply"), [(Cue.SWAP, "clarify_swap"), (Cue.MOST, "clarify_rank")]
)
def test_asking_back_for_what_was_meant(tell: Tell, tiny: Knowledge, cue: Cue, reply: str) -> None:
    """Who turns round what has no other way, or ranks by nothing, is told what can be asked."""
    answer = tell(Reading("clarify", cues=frozenset({cue})))

    assert tiny.replies[reply] == answer.title


def test_choices_bring_the_section(ask: Ask) -> None:
    """A choice asks the whole question, with the section that was named."""
    questions = [suggestion.question for suggestion in ask("tools").suggestions]

    assert "PE tools" in questions


@pytest.mark.parametrize(
    ("unused", "words"),
    [
        (("xyzzy",), "“xyzzy”"),
        (("glass engineer",), "“glass engineer”"),
        # at most three
        (("foo1", "bar2", "baz3", "qux4"), "“foo1”, “bar2”, “baz3”"),
    ],
)
def test_unknown_words_are_named(tell: Tell, unused: tuple[str, ...], words: str) -> None:
    """A word that is not known is named as it was typed."""
    expected = f"I don't know {words}. I know 4 roles."
    actual = tell(Reading("unknown", unused=unused)).lead

    assert expected == actual


def test_unknown_without_words(tell: Tell) -> None:
    """Where no word is strange, the reply says what is covered."""
    expected = "I know 4 roles."
    actual = tell(Reading("unknown")).lead

    assert expected == actual


def test_near_things_are_offered(tell: Tell) -> None:
    """A title like one of ours brings the offer of ours, at most three."""
    answer = tell(Reading("unknown", unused=("glass engineer",)))

    assert 1 <= len(answer.suggestions) <= 3
    assert "One of these?" in answer.notes


def test_nothing_near(tell: Tell) -> None:
    """Where nothing is near, the roles and help are offered."""
    expected = ["roles", "help"]
    actual = [one.question for one in tell(Reading("unknown", unused=("xyzzy",))).suggestions]

    assert expected == actual


@pytest.mark.parametrize("cue", [Cue.DISTRESS, Cue.COMPLAINT])
def test_who_suffers_is_not_quoted(tell: Tell, tiny: Knowledge, cue: Cue) -> None:
    """Distress and complaints have an answer of their own, without a word of what was typed."""
    answer = tell(Reading("unknown", unused=("xyzzy",), cues=frozenset({cue, Cue.WHY})))

    assert tiny.replies[cue] == answer.title
    assert not answer.lead
    assert not answer.suggestions


def test_distress_before_all_else(tell: Tell, tiny: Knowledge) -> None:
    """Where distress and a complaint come together, distress is answered."""
    answer = tell(Reading("unknown", cues=frozenset({Cue.COMPLAINT, Cue.DISTRESS})))

    assert tiny.replies[Cue.DISTRESS] == answer.title
