"""Questions in other languages: a role's name is one in each, and a little word is no role."""

import pytest

from bot.engine.advisor import Advisor
from bot.engine.reading import Question

MLE, DE = "machine-learning-engineer", "data-engineer"


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("Was verdient ein MLE?", MLE),
        ("quel est le salaire d'un data engineer", DE),
    ],
)
def test_a_name_is_a_name(advisor: Advisor, typed: str, role: str) -> None:
    """Who asks in another language for the pay of a role by its name is told of it."""
    reading, _ = advisor.read(Question(typed))

    assert ("explain", (role,), ("salary",)) == (reading.kind, reading.roles, reading.sections)


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("¿Cuánto gana un científico de datos?", "Spanish"),
        ("Qual o salário de um cientista de dados?", "Portuguese"),
        ("combien gagne un data scientist", "French"),
        ("quanto guadagna un data scientist", "Italian"),
        ("Wie viel verdient ein Datenwissenschaftler", "German"),
        ("сколько зарабатывает дата-сайентист", "Russian"),
        ("डेटा साइंटिस्ट की सैलरी कितनी है", "Hindi"),
        ("data scientist ki salary kitni hai", "Hindi"),
    ],
)
def test_languages_with_a_glossary(advisor: Advisor, typed: str, language: str) -> None:
    """The same question is read the same in each, and that answers are in English is said once."""
    first, talk = advisor.ask(Question(typed))
    again, _ = advisor.ask(Question(f"{typed}, MLE"), talk)

    assert first.reading.roles == ("data-scientist",)
    assert first.reading.sections == ("salary",)
    assert any(language in note and "English" in note for note in first.asides)
    assert again.reading.roles
    assert not any("English" in note for note in again.asides)


@pytest.mark.parametrize("typed", ["làm thế nào để trở thành kỹ sư", "hoe word ik een tovenaar"])
def test_any_other_language(advisor: Advisor, typed: str) -> None:
    """Who writes in another language is told what is enough; no broken piece of it is echoed."""
    answer, _ = advisor.ask(Question(typed))

    assert answer.reading.kind == "unknown"
    assert any("English name" in note for note in answer.asides)
    assert all(word in typed for word in answer.reading.unused)


@pytest.mark.parametrize(
    "typed",
    [
        "qué hace el gerente de ventas",
        "ce face un contabil de la bancă",
        "come si diventa cuoco di mare da zero",
        "as melhores faculdades de engenharia do brasil",
    ],
)
def test_a_little_word_is_no_role(advisor: Advisor, typed: str) -> None:
    """The little words "de" and "da" of other languages are no short names of roles."""
    reading, _ = advisor.read(Question(typed))

    assert not reading.roles


@pytest.mark.parametrize("section", ["outlook", "responsibilities", "tools", "salary"])
@pytest.mark.parametrize(("short", "role"), [("DE", DE), ("DA", "data-analyst")])
def test_a_short_name_in_english_is_a_role(
    advisor: Advisor, short: str, role: str, section: str
) -> None:
    """In English the same letters are a role, also beside one other word."""
    reading, _ = advisor.read(Question(f"{short} {section}"))

    assert (role,) == reading.roles
    assert (section,) == reading.sections
