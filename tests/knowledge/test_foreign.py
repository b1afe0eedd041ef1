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
    "typed",
    [
        "¿Cuánto gana un analista de datos?",
        "qué hace el gerente de ventas",
        "salaire de l'analyste de données",
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
