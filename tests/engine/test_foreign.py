"""Other languages are tried where English fails, and are no burden before."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question
from bot.engine.understand import understand
from tests.engine.tiny import PE, PSE, with_phrases


@pytest.fixture(name="abroad")
def _abroad(tiny: Knowledge) -> Advisor:
    """Return a new advisor with a few words of other languages, which has not yet met any."""
    return Advisor(
        with_phrases(
            tiny,
            everyday={"weather": ("rain", "cold")},
            foreign_sections={
                "salary": ("cuanto gana", "verdient", "工资"),
                "tools": ("herramientas",),
            },
            foreign_cues={"compare": ("unterschied", "区别"), "who": ("wer",)},
            foreign_fillers={
                "grammar": ("un", "el", "que", "was", "ein", "zwischen", "und", "的", "和")
            },
        )
    )


@pytest.mark.parametrize(
    "typed",
    [
        "PE tools",
        "PE vs PSE salary",
        "does a PE need a whisk",
        "hello",
        "",
        # one strange word of many, in Latin letters, is English still
        "which tools does a PE at frobnitz use",
        "PE xyzzy",
        # words of every day that say nothing here are English still
        "cold rain, PE",
    ],
)
def test_english_needs_no_other_language(abroad: Advisor, typed: str) -> None:
    """What looks English is read without the lexicon of other languages."""
    abroad.ask(Question(typed))

    assert "foreign" not in abroad.__dict__


@pytest.mark.parametrize(
    "typed",
    [
        "cuanto gana un PE",
        # a single word in other letters
        "PE 工资",
        "PE зарплата",
        # two strange words that are a third of all
        "xyzzy frob PE tools",
    ],
)
def test_what_looks_foreign_is(abroad: Advisor, typed: str) -> None:
    """Strange words, when they are many or not ASCII, bring in the other languages."""
    abroad.ask(Question(typed))

    assert "foreign" in abroad.__dict__


def test_warming_up_builds_it(abroad: Advisor) -> None:
    """Warming up leaves nothing to be built at the first question."""
    abroad.warm_up()

    assert "foreign" in abroad.__dict__


@pytest.mark.parametrize(
    ("typed", "kind", "roles", "sections"),
    [
        ("¿Cuánto gana un PE?", "explain", (PE,), ("salary",)),
        ("que herramientas PE", "explain", (PE,), ("tools",)),
        ("was verdient ein PE", "explain", (PE,), ("salary",)),
        ("Unterschied zwischen PE und PSE", "compare", (PE, PSE), ("overview",)),
        ("PE的工资", "explain", (PE,), ("salary",)),
        ("PE和PSE的区别", "compare", (PE, PSE), ("overview",)),
        # what is said in no language known here stays unknown
        ("xyzzy frob plugh quux", "unknown", (), ()),
        ("機械学習の仕事", "unknown", (), ()),
    ],
)
def test_foreign_questions(
    abroad: Advisor, typed: str, kind: str, roles: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    """A question in another language is read as the same one in English."""
    reading, _ = abroad.read(Question(typed))

    assert (kind, roles, sections) == (reading.kind, reading.roles, reading.sections)


@pytest.mark.parametrize("typed", ["wer PE tools xyzzy frob", "PE tools xyzzy frob plugh"])
def test_english_is_kept_unless_the_other_explains_more(abroad: Advisor, typed: str) -> None:
    """Another language must explain half of the strange words to be believed."""
    expected = understand(typed, abroad.lexicon, abroad.knowledge)
    actual, _ = abroad.read(Question(typed))

    assert expected == actual
    assert "foreign" in abroad.__dict__


def test_an_english_talk_is_the_same_after_a_foreign_one(abroad: Advisor) -> None:
    """Having met another language changes no English reading."""
    says = ("PE tools", "PE xyzzy", "does a PE need a whisk", "nurse salary", "and that")
    expected = [abroad.read(Question(typed)) for typed in says]
    abroad.read(Question("cuanto gana un PE"))
    actual = [abroad.read(Question(typed)) for typed in says]

    assert "foreign" in abroad.__dict__
    assert expected == actual


def test_a_quoted_question_may_be_foreign(abroad: Advisor) -> None:
    """What a message points at is read in its own language."""
    passed_on, _ = abroad.read(Question("maybe you know?", quoted="cuanto gana un PE"))
    follow_up, _ = abroad.read(Question("and the tools?", quoted="cuanto gana un PE"))

    assert ((PE,), ("salary",)) == (passed_on.roles, passed_on.sections)
    assert ((PE,), ("tools",)) == (follow_up.roles, follow_up.sections)
