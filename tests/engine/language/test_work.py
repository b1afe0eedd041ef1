"""The job whose work is described without its name."""

import pytest

from bot.engine.knowledge import Knowledge
from bot.engine.language import work
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from tests.engine.tiny import BRE, PE, PS, with_phrases

SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "english": {"describing": ("ones who", "what is it called"), "oneself": ("i am the one",)},
    "work": {
        BRE: ("bun", "bake bread", "watch oven night"),
        PE: ("fold dough", "butter layers"),
        PS: ("count sugar", "bake trial"),
    },
}


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("the ones who make the buns", BRE),
        ("the ones who are baking bread", BRE),
        ("folding the dough all day, what is it called?", PE),
        ("the ones who bake", ""),  # one word of a phrase is not the phrase
        ("I like buns", ""),  # nobody is described
        ("I am the one who makes the buns", ""),  # but the asker
        ("the ones who make buns and fold dough with layers of butter", PE),
        ("the ones who count sugar and fold dough", ""),  # two jobs, neither ahead
    ],
)
def test_a_job_is_known_by_its_work(tiny: Knowledge, typed: str, job: str) -> None:
    """All words of a phrase, in any form and order, tell the job; what fits two tells none."""
    saying = with_phrases(tiny, **SAID)

    assert job == work.described(find(typed, Lexicon(saying), saying), saying)


def test_words_far_apart_are_no_phrase(tiny: Knowledge) -> None:
    """The words of a phrase must stand near one another."""
    saying = with_phrases(tiny, **SAID)
    far = f"the ones who bake {'and so on ' * work.NEAR}with bread"

    assert not work.described(find(far, Lexicon(saying), saying), saying)


@pytest.mark.parametrize("form", ["predict", "predicts", "predicted", "predicting"])
def test_forms_share_a_root(form: str) -> None:
    """The forms of a verb are one."""
    assert work.root("predict") == work.root(form)
