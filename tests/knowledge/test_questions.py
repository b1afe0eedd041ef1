"""The labelled questions, asked of the whole knowledge.

How a question is understood is learned, so what stands here are shares: of the questions kept
apart from training, and of those that strangers wrote. `pytest -rP` prints the figures.
"""

from collections import Counter

import pytest

from bot.build.train import GENERAL
from bot.engine.advisor import Advisor
from bot.engine.answers import STATED
from bot.engine.knowledge import Knowledge
from bot.engine.phrases import FAMILIES
from bot.engine.reading import KINDS, LEVELS, MANNERS, Question
from bot.evaluation import Score, evaluate
from bot.evaluation.score import Outcome
from tests.knowledge.labelled import is_kept_apart, kept_apart, labelled, singles, talks, unseen

ALONE, IN_TALKS = 0.64, 0.58
"""Shares of what is kept apart from training that must be read right."""
UNSEEN = {
    "chat_questions": 0.92,
    "forum_questions": 0.875,
    "post_questions": 0.81,
    "dialogues": 0.9,
}
"""Set that nothing was ever fitted to -> the share that must be read right all the same."""
MADE_UP = 0.23
"""Share of the questions outside the knowledge that may be answered as if they were known."""
SURE, SURELY = 0.75, 0.75
"""Readings that claim so much, and the share of them that must be right."""
PHRASED = 0.93
"""Share of the phrases for a section that must lead to it."""


@pytest.fixture(name="alone", scope="module")
def _alone(advisor: Advisor) -> Score:
    return evaluate(singles(kept_apart()), advisor)


def test_questions_kept_apart(alone: Score) -> None:
    """Of the questions that nothing was fitted to most are read right."""
    print(f"kept apart: {alone.accuracy:.1%} of {alone.total}")

    assert alone.accuracy >= ALONE


def test_turns_kept_apart(advisor: Advisor) -> None:
    """So are turns of talks, each in the talk as it went."""
    outcomes = evaluate(talks(kept_apart()), advisor).outcomes
    score = Score([one for one in outcomes if is_kept_apart(one.turn)])
    print(f"kept apart, in talks: {score.accuracy:.1%} of {score.total}")

    assert score.accuracy >= IN_TALKS


@pytest.mark.parametrize("name", UNSEEN)
def test_questions_of_strangers(advisor: Advisor, name: str) -> None:
    """Questions by people who had seen nothing of this are mostly read right."""
    score = evaluate(unseen(name), advisor)
    print(f"unseen/{name}: {score.accuracy:.1%} of {score.total}")

    assert score.accuracy >= UNSEEN[name]


def test_little_is_made_up(alone: Score) -> None:
    """What is outside the knowledge is seldom answered as if it were known."""
    print(f"made up: {alone.made_up.share:.1%} of {alone.made_up.total}")

    assert alone.made_up.share <= MADE_UP


def test_confidence_is_earned(alone: Score) -> None:
    """Of readings that claim to be right in three of four cases, as many are.

    Questions on careers, which are most of the labelled ones, count as often as people ask them.
    """
    careers = [one for one in alone.outcomes if _is_general(one)]
    others = [one for one in alone.outcomes if not _is_general(one)]
    step = max(int(len(careers) / (len(others) * GENERAL / (1 - GENERAL))), 1)
    usual = [*others, *careers[::step]]
    sure = [one for one in usual if one.got and one.got.confidence >= SURE]
    share = sum(one.right for one in sure) / len(sure)
    print(f"sure: {share:.1%} of {len(sure)} right")

    assert len(sure) >= len(usual) / 4
    assert share >= SURELY


def _is_general(outcome: Outcome) -> bool:
    return bool(outcome.turn.labels) and outcome.turn.labels[0].kind == "general"


def test_what_is_doubtful_is_oftener_wrong(alone: Score) -> None:
    """The less a reading claims, the less often it is right."""
    shares = [one.right / one.total for one in alone.calibration() if one.total >= 100]

    assert len(shares) > 2
    assert shares[0] < shares[-1] - 0.2


def test_there_are_questions_on_everything(known: Knowledge) -> None:
    """Each role is asked about often, and so is all else that a label may name."""
    asked: Counter[str] = Counter()
    for dialogue in labelled():
        for turn in dialogue.turns:
            for label in turn.labels[:1]:
                told = (label.kind, label.ask, label.topic, label.level, label.manner)
                asked.update({*told, *label.roles, *label.sections})
    scarce = {
        name: asked[name]
        for names, least in (
            (known.roles, 300),
            (known.neighbours, 50),
            (known.headings, 300),
            (KINDS, 100),
            (known.asks, 50),
            (known.topics, 40),
            (LEVELS, 40),
            (MANNERS, 30),
        )
        for name in names
        if asked[name] < least
    }

    assert {} == scarce


def test_every_way_of_asking_is_asked(advisor: Advisor) -> None:
    """Each thing that phrases stand for, but for places, occurs in labelled questions."""
    lexicon = advisor.lexicon
    missed = {
        (family, value)
        for name, family in FAMILIES.items()
        if family != "place"
        for value in advisor.knowledge.phrases[name]
    }
    for turn in (turn for dialogue in labelled() for turn in dialogue.turns):
        if not missed:
            break
        for span in lexicon.spans(lexicon.translated(turn.says)[0]):
            missed -= {(meaning.family, meaning.value) for meaning in span.sense.meanings}

    assert set() == missed


def _phrases(known: Knowledge, name: str) -> list[tuple[str, str]]:
    return [(value, phrase) for value, every in known.phrases[name].items() for phrase in every]


def test_phrases_for_a_section_ask_for_it(advisor: Advisor) -> None:
    """Nearly every phrase for a section, said of a role, asks for that section of that role."""
    phrases = _phrases(advisor.knowledge, "sections")
    right = 0
    for section, phrase in phrases:
        reading, _ = advisor.read(Question(f"{phrase} a data engineer"))
        right += section in reading.sections and reading.roles == ("data-engineer",)
    print(f"phrases: {right / len(phrases):.1%} of {len(phrases)}")

    assert right >= PHRASED * len(phrases)


def test_what_is_outside_stays_outside(advisor: Advisor) -> None:
    """Nothing is stated of the pay of a job that no source covers."""
    stated = {
        title: reading.kind
        for value, title in _phrases(advisor.knowledge, "titles")
        if value != "here"
        and (reading := advisor.read(Question(f"{title} salary"))[0]).kind in STATED
    }

    assert {} == stated
