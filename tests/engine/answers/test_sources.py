"""Where an answer comes from."""

from bot.engine.reading import Cue, Reading
from tests.engine.answers.conftest import Tell, lines
from tests.engine.tiny import PE


def test_sources_asked_for_take_the_place_of_the_answer(tell: Tell) -> None:
    """Asked for its sources an answer gives these, and does not say it all again."""
    asked = Reading("explain", (PE,), ("tools",))
    answer, before = tell(asked.with_(manner="source")), tell(asked)

    assert before.citations == answer.citations
    assert before.verdict not in (answer.verdict, *answer.text)
    assert lines(before)
    assert not lines(answer)


def test_nothing_to_cite(tell: Tell) -> None:
    """An answer that rests on nothing says so when its sources are asked for."""
    answer = tell(Reading("explain", (PE,), ("salary",), manner="source"))

    assert "no sources" in answer.asides[0]


def test_what_all_rests_on(tell: Tell) -> None:
    """Asked without an answer before, all sources are counted by their grade."""
    answer = tell(Reading("unknown", cues=frozenset({Cue.SOURCE})))

    assert "3 sources" in answer.text[0]
    assert ["2 reports or articles"] == [line for line in lines(answer) if "report" in line]


def test_better_sources_come_first(tell: Tell) -> None:
    """Sources stand by their grade, each once."""
    answer = tell(Reading("compare", (PE, "bread-engineer"), ("tools",)))
    cited = [one.id for one in answer.citations]

    assert ["pe-vs-pse", "bread-notes"] == cited
