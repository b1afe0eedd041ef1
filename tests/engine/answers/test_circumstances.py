"""A sentence on what somebody tells beside the question."""

from bot.engine.answers import compose
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.answers.conftest import Tell
from tests.engine.tiny import BRE

TOOLS = Reading("explain", (BRE,), ("tools",), confidence=0.9)


def test_told_beside(tell: Tell, tiny: Knowledge) -> None:
    """What is told beside a question is served behind its answer."""
    plain = tell(TOOLS)
    served = tell(TOOLS.with_(circumstances=("phone",)))

    assert plain.verdict == served.verdict
    assert tiny.replies["circumstance_phone"] in served.text


def test_asked_about(tell: Tell, tiny: Knowledge) -> None:
    """What is asked about is answered alone, whatever else was read."""
    asked = TOOLS.with_(circumstances=("language",), circumstance_asked=True)
    alone = tell(asked.with_(kind="unknown", roles=(), sections=()))

    assert tiny.replies["circumstance_language"] == tell(asked).verdict
    assert tell(TOOLS).verdict not in tell(asked).text
    assert tiny.replies["circumstance_language"] == alone.verdict
    assert not alone.text


def test_an_employer_is_told_nothing_of_it(tiny: Knowledge) -> None:
    """Whoever hires has no phone to learn on."""
    hires = TOOLS.with_(circumstances=("phone",), known=TOOLS.known.__class__(hires=True))

    assert tiny.replies["circumstance_phone"] not in compose(hires, tiny).text
