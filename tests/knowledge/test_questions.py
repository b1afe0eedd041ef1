"""The labelled questions, asked of the whole knowledge.

Two gates stand here. Every name and phrase of the knowledge leads where it should from within a
question. And no labelled question is stolen by another reading: what is read wrong today stands
in unsolved.yaml, and whoever changes that list sees what the change costs or brings.
"""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.engine.advisor import Advisor
from bot.engine.gather import gather
from bot.engine.lexicon import GAP
from bot.engine.phrases import FAMILIES
from bot.engine.reading import KINDS, Question
from bot.evaluation import evaluate
from bot.files.questions import read_questions

HERE = Path(__file__).parent
OTHERS = {"unsolved.yaml", "ads.yaml"}
"""Files that hold no labelled questions."""
FILES = sorted(
    path
    for path in (*HERE.glob("*.yaml"), *HERE.glob("roles/*.yaml"), *HERE.glob("kinds/*.yaml"))
    if path.name not in OTHERS
)
UNSEEN = {
    "chat_questions": 0.9, "forum_questions": 0.75, "post_questions": 0.7, "dialogues": 0.8
}  # fmt: skip
"""Sets that no rule was made for -> the share that must be right all the same."""
FILLED = "a data engineer"
"""Stands in the gap of a phrase."""


def _name(path: Path) -> str:
    return str(path.relative_to(HERE).with_suffix(""))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_question_is_stolen(advisor: Advisor, path: Path) -> None:
    """Every labelled question is read as its label says, but for those listed as unsolved."""
    unsolved = yaml.safe_load((HERE / "unsolved.yaml").read_text(encoding="utf-8"))
    expected = unsolved.get(_name(path), [])
    actual = [outcome.turn.says for outcome in evaluate(read_questions(path), advisor).wrong]

    assert expected == actual


@pytest.mark.parametrize("name", UNSEEN)
def test_questions_of_strangers(advisor: Advisor, name: str) -> None:
    """Questions that nobody had in mind when the rules were made are mostly read right."""
    score = evaluate(read_questions(HERE / "unseen" / f"{name}.yaml"), advisor)

    assert score.accuracy >= UNSEEN[name]


def test_there_are_questions_on_everything(advisor: Advisor) -> None:
    """Each role has 15 labelled questions or more, each section and kind 10."""
    asked: Counter[str] = Counter()
    for path in FILES:
        for dialogue in read_questions(path):
            for turn in dialogue.turns:
                for label in turn.labels[:1]:
                    asked.update({label.kind, *label.roles, *label.sections})
    scarce = {
        name: asked[name]
        for names, least in (
            (advisor.knowledge.roles, 15),
            (("overview", *advisor.knowledge.headings), 10),
            (KINDS, 10),
        )
        for name in names
        if asked[name] < least
    }

    assert {} == scarce


def test_every_way_of_asking_is_asked(advisor: Advisor) -> None:
    """Each thing that phrases stand for, cues and topics too, occurs in labelled questions."""
    lexicon = advisor.lexicon
    met = set()
    for path in FILES:
        for dialogue in read_questions(path):
            for turn in dialogue.turns:
                words = lexicon.words(turn.says)
                met |= {meaning for span in lexicon.spans(words) for meaning in span.meanings}
    missed = {
        f"{family}: {value}"
        for name, family in FAMILIES.items()
        for value in advisor.knowledge.phrases[name]
        if not any(meaning.family == family and meaning.value == value for meaning in met)
    }

    assert set() == missed


def _phrases(advisor: Advisor, name: str) -> list[tuple[str, str]]:
    return [
        (value, phrase)
        for value, every in advisor.knowledge.phrases[name].items()
        for phrase in every
    ]


def test_every_phrase_for_a_section_asks_for_it(advisor: Advisor) -> None:
    """A phrase for a section, said of a role, asks for that section of that role."""
    astray = {}
    for section, phrase in _phrases(advisor, "sections"):
        typed = phrase.replace(GAP, FILLED) if GAP in phrase else f"{phrase} {FILLED}"
        reading, _ = advisor.read(Question(typed))
        if section not in reading.sections or reading.roles != ("data-engineer",):
            astray[typed] = (reading.kind, reading.roles, reading.sections)

    assert {} == astray


def test_every_weak_phrase_hints(advisor: Advisor) -> None:
    """A weak phrase, said of a role, suggests its section."""
    astray = []
    for section, phrase in _phrases(advisor, "hints"):
        typed = phrase.replace(GAP, FILLED) if GAP in phrase else f"{phrase} {FILLED}"
        evidence = gather(typed, advisor.lexicon, advisor.knowledge)
        if section not in {*evidence.hints, *evidence.sections}:
            astray.append(typed)

    assert [] == astray


@pytest.mark.parametrize(("name", "carrier"), [("topics", "{}?"), ("titles", "{} salary")])
def test_what_is_outside_stays_outside(advisor: Advisor, name: str, carrier: str) -> None:
    """Topics and titles that no source covers are never answered as if they were known."""
    answered = {
        phrase: reading.kind
        for value, phrase in _phrases(advisor, name)
        if value != "here"
        and (reading := advisor.read(Question(carrier.format(phrase)))[0]).kind != "unknown"
    }

    assert {} == answered
