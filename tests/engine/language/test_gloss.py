"""Glossaries: which language a text is in, and what it says in English."""

from hypothesis import given
from hypothesis import strategies as st

from bot.engine.language import text
from bot.engine.language.gloss import Glossaries
from tests.generated import moderate

SPANISH = {
    ("cuanto", "gana"): ("how", "much", "earn"),
    ("gana",): ("win",),
    ("de",): ("of",),
    ("no",): ("no",),
}
GERMAN = {("wie", "viel"): ("how", "much"), ("verdient",): ("earn",), ("also",): ("so",)}
LITTLE = ("a", "i", "the", "no", "how", "what", "is")
GLOSSARIES = Glossaries(
    {"Spanish": SPANISH, "German": GERMAN}, LITTLE, {"also", "oven"}.__contains__
)


def _language(typed: str) -> str:
    return GLOSSARIES.language(text.words(typed))


def _english(typed: str, language: str) -> list[str]:
    return [word.text for word in GLOSSARIES.english(text.words(typed), language)]


def test_language() -> None:
    """A text is in the language that has most of its words, unless English ones are more."""
    assert _language("cuanto gana un DS") == "Spanish"
    assert _language("wie viel verdient er, cuanto") == "German"
    assert _language("what is the meaning of gana") == ""
    assert _language("also the oven") == ""
    assert _language("") == ""


def test_a_word_that_both_have() -> None:
    """A little word of English that the language has too speaks for neither."""
    assert _language("no gana") == "Spanish"
    assert _language("also verdient") == "German"


def test_longest_phrase_first() -> None:
    """A phrase comes before its words; what no glossary has stays."""
    assert _english("¿Cuánto gana un DS?", "Spanish") == ["how", "much", "earn", "un", "ds"]
    assert _english("gana de DS", "Spanish") == ["win", "of", "ds"]


def test_sentences_stay() -> None:
    """English words stand in the sentence of the words they are for."""
    words = GLOSSARIES.english(text.words("DS. Cuanto gana?"), "Spanish")

    assert [(word.text, word.sentence, word.asks) for word in words] == [
        ("ds", 0, False),
        ("how", 1, True),
        ("much", 1, True),
        ("earn", 1, True),
    ]


@moderate
@given(st.text(max_size=60), st.sampled_from(["Spanish", "German"]))
def test_any_text(typed: str, language: str) -> None:
    """Any text is read in any language; what has no glossary keeps its words."""
    words = text.words(typed)
    known = {word for phrase in (*SPANISH, *GERMAN) for word in phrase}

    english = GLOSSARIES.english(words, language)

    if not known & {word.text for word in words}:
        assert list(words) == english
