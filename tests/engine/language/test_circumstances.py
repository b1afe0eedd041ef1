"""Circumstances told beside a question."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.engine.knowledge import Knowledge
from bot.engine.language.circumstances import circumstances, trained
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mentions import find
from bot.engine.page import Sign
from tests.engine.tiny import tiny_knowledge, with_phrases

SIGNS = {
    "phone": (
        Sign(any=("phone",), near=("only", "my")),
        Sign(any=("phone interview",), denied=True),
    ),
    "free": (Sign(any=("for free",)),),
}


@pytest.fixture(name="told", scope="module")
def _told() -> Knowledge:
    return replace(tiny_knowledge(), circumstances=SIGNS)


@pytest.mark.parametrize(
    ("typed", "names", "asked"),
    [
        ("can I do it on my phone?", ("phone",), True),
        ("I have only a phone. what tools does a bread engineer use?", ("phone",), False),
        ("for free and on my phone, what do I learn?", ("free", "phone"), True),
        ("what happens in my phone interview?", (), False),
        ("the phone rings and rings while nobody at all is there, only silence", (), False),
        ("", (), False),
    ],
)
def test_what_is_told_beside(
    told: Knowledge, typed: str, names: tuple[str, ...], asked: bool
) -> None:
    """Phrases count with what must stand near them, in the order of the text."""
    found = circumstances(find(typed, Lexicon(told), told), told)

    assert (names, asked) == found[:2]


FIELDS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "employment": {"baker": ("bread", "a bakery")},
    "subjects": {"nurse": ("nursing",)},
    "english": {
        **tiny_knowledge().phrases["english"],
        "employed": ("work in", "worked in"),
        "studied": ("degree", "studied"),
    },
}


@pytest.mark.parametrize(
    ("typed", "trades"),
    [
        ("I work in bread, which job fits me?", ("baker",)),
        ("worked in a bakery for six years", ("baker",)),
        ("my degree is in nursing", ("nurse",)),
        ("I like bread", ()),
        ("is nursing hard?", ()),
    ],
)
def test_a_trade_by_its_field(typed: str, trades: tuple[str, ...]) -> None:
    """Who works in a field or studied it has its trade; who only names it has not."""
    known = with_phrases(tiny_knowledge(), **FIELDS)

    assert trades == trained(find(typed, Lexicon(known), known), known)
