"""Careers in general: the card that fits the words, else what the topic holds."""

import pytest

from bot.engine.reading import Reading, Told
from tests.engine.answers.conftest import Tell, body, lines
from tests.engine.tiny import PE


def _of(topic: str, words: str, **more: object) -> Reading:
    return Reading("general", topic=topic, words=words).with_(**more)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("can i bake without a diploma", "a diploma is no must"),
        ("i have no diploma is there any chance for me", "a diploma is no must"),
        ("i dropped out of baking school, should i go back", "Finish it"),
        # the first card where no word decides
        ("xyzzy", "A diploma is no must"),
    ],
)
def test_the_card_by_the_words(tell: Tell, words: str, said: str) -> None:
    """Of a topic's cards the one is chosen whose wordings are nearest to the question."""
    assert said in tell(_of("no_degree", words)).verdict


def test_a_topic_without_cards(tell: Tell) -> None:
    """A topic that nobody has written cards for gives its gist and first sentences."""
    short, full = tell(_of("layoffs", "layoffs")), tell(_of("layoffs", "layoffs", full=True))

    assert "Bread is the safest" in short.verdict
    assert lines(short) == lines(full)[: len(lines(short))]
    assert len(lines(full)) > len(lines(short))
    assert [line for line in lines(short) if "Towns" in line and "guides only" in line]


def test_a_topic_with_nothing_written(tell: Tell) -> None:
    """A topic on which nothing is written says so and cites nothing."""
    answer = tell(_of("visas", "do they sponsor visas"))

    assert "nothing written" in answer.title
    assert not answer.citations


def test_a_topic_in_full(tell: Tell) -> None:
    """In full a topic adds the further lines of its card."""
    short, full = (tell(_of("no_degree", "no diploma", full=every)) for every in (False, True))

    assert short.verdict == full.verdict
    assert "head bakers" not in body(short)
    assert "head bakers" in body(full)


def test_only_what_the_card_rests_on_is_cited(tell: Tell) -> None:
    """A card is cited by its own sources, and doubted where they are weak."""
    strong, weak = tell(_of("no_degree", "no diploma")), tell(_of("no_degree", "dropped out"))

    assert {"pe-vs-pse", "bread-notes"} == {one.id for one in strong.citations}
    assert {"bread-notes"} == {one.id for one in weak.citations}
    assert "Not very" in weak.doubts[0]


@pytest.mark.parametrize("kind", ["general", "recommend", "unknown"])
def test_a_card_of_another_topic(tell: Tell, kind: str) -> None:
    """A question that its own topic has no card for gets that of any topic which surely fits."""
    asked = "should I leave my trade for baking"
    topic = "no_degree" if kind == "general" else ""
    reading = Reading(kind, topic=topic, words=asked, confidence=0.5)
    other = reading.with_(words="how warm is it in the street")

    assert "every second baker" in tell(reading).verdict
    assert "every second baker" not in tell(other).verdict


CERTAIN = "should I leave my trade for baking"


@pytest.mark.parametrize(
    ("reading", "nearer"),
    [
        (Reading("explain", (PE,), ("tips",), asks=("tips/how-to-start",)), True),
        (Reading("recommend"), True),
        (Reading("find", sections=("salary",)), False),
        (Reading("explain", (PE,), ("tips",), asks=("tips/how-to-start",), manner="why"), False),
    ],
    ids=["of a job", "advice", "a ranking", "on the last answer"],
)
def test_a_card_that_fits_better(tell: Tell, reading: Reading, *, nearer: bool) -> None:
    """A text that a card surely fits gets it, even if it was read as something about a job."""
    answer = tell(reading.with_(words=CERTAIN, confidence=0.5))

    assert nearer == (answer.data.get("card") == "leave")


def test_a_card_that_was_shown_gives_way(tell: Tell) -> None:
    """Of the cards that were shown already none comes again; the next best one does."""
    asked = _of("no_degree", "no diploma , any chance , should i finish my diploma")
    first = tell(asked)
    shown = f"{first.data['topic']}/{first.data['card']}"

    assert tell(asked.with_(heard=(shown,))).data["card"] != first.data["card"]


@pytest.mark.parametrize(
    ("more", "added"),
    [
        ({}, True),
        ({"kind": "check", "items": ("oven",), "sections": (), "asks": ()}, False),
        ({"sections": ("salary",), "asks": ("salary/pay",)}, False),
        ({"own": Told()}, False),
        ({"known": Told(trades=("nurse",))}, False),
        ({"known": Told(hires=True)}, False),
    ],
    ids=["the way in", "a tool", "pay", "nothing told", "told before", "an employer"],
)
def test_a_sentence_for_a_trade(tell: Tell, more: dict[str, object], *, added: bool) -> None:
    """An answer on the way into a job has a sentence for the trade that its message tells."""
    asked = Reading("explain", (PE,), ("tips",), asks=("tips/how-to-start",))
    answer = tell(asked.with_(own=Told(trades=("nurse",))).with_(**more))

    assert added == ("Nurses bring the nights" in body(answer))
