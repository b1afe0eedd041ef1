"""Labelled questions are proved against the knowledge that they are on."""

from dataclasses import replace

import pytest

from bot.engine.knowledge import Knowledge
from bot.files import labels, load, reader
from tests.files.conftest import Folder

FILE = "questions/few.yaml"
TALK = """
- id: talk
  chat: private
  turns:
    - {says: "PE tools", expect: {kind: explain, roles: [pastry-engineer], sections: [tools]}}
    - {says: "PE tools", expect: {kind: explain, roles: [pastry-engineer], sections: [tools]}}
    - {says: "lunch?", to: none, expect: silent}
"""


@pytest.fixture(name="folder")
def _folder(folder: Folder) -> Folder:
    """A folder with room for questions."""
    (folder.path / "questions" / "talks").mkdir(parents=True)
    return folder


def _knowledge(folder: Folder) -> Knowledge:
    """Return the knowledge, with weights that are those of the questions of now."""
    knowledge = load(folder.path)
    assert knowledge.weights is not None
    weights = replace(knowledge.weights, questions=labels.digest(folder.path))
    assert knowledge.cards is not None
    cards = replace(knowledge.cards, questions=labels.cards_digest(folder.path, knowledge))
    return replace(knowledge, weights=weights, cards=cards)


def _faults(folder: Folder, *entries: str) -> list[str]:
    """Return the faults of a file with these entries."""
    folder.write(FILE, "".join(f"- {{{entry}}}\n" for entry in entries))
    return [str(fault) for fault in labels.problems(folder.path, _knowledge(folder))]


def test_sound(folder: Folder) -> None:
    """Sound questions and talks have no faults, nor have none at all."""
    assert [] == list(labels.problems(folder.path, _knowledge(folder)))
    folder.write("questions/talks/few.yaml", TALK)

    assert [] == _faults(
        folder,
        'q: "PE tools", kind: explain, roles: [pastry-engineer], sections: [tools], '
        "ask: tools/which-tools",
        'q: "PE or chocolatier?", kind: compare, roles: [pastry-engineer, chocolatier], '
        "sections: [overview]",
        'q: "does a PE need an oven", kind: check, roles: [pastry-engineer], items: [oven]',
        'q: "from PE", kind: transition, roles: [pastry-engineer]',
        'q: "layoffs?", kind: general, topic: layoffs',
        'q: "help", kind: help, also: [{kind: smalltalk}]',
    )


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (
            "kind: explain, roles: [pastry-cook], sections: [tools]",
            "'PE?': there is no role 'pastry-cook' (did you mean 'pastry-software-engineer'?)",
        ),
        (
            "kind: explain, roles: [pastry-engineer], sections: [hats]",
            "'PE?': there is no section 'hats'",
        ),
        (
            "kind: explain, roles: [pastry-engineer], ask: tools/which-tool",
            "'PE?': there is no ask 'tools/which-tool' (did you mean 'tools/which-tools'?)",
        ),
        (
            "kind: explain, roles: [pastry-engineer], place: us",
            "'PE?': `place: us` is neither a country code in capitals (GB), EU nor remote",
        ),
        ("kind: general, topic: hats", "'PE?': there is no topic 'hats'"),
        # what is accepted too must be there as well
        (
            "kind: help, also: [{kind: explain, roles: [nurse]}]",
            "'PE?': there is no role 'nurse'",
        ),
        ("kind: explain, sections: [tools]", "'PE?': `explain` needs at least 1 in `roles`"),
        ("kind: check, items: [oven]", "'PE?': `check` needs at least 1 in `roles`"),
        ("kind: transition", "'PE?': `transition` needs at least 1 in `roles`"),
        (
            "kind: compare, roles: [pastry-engineer]",
            "'PE?': `compare` needs at least 2 in `roles`",
        ),
        (
            "kind: explain, roles: [pastry-engineer, bread-engineer]",
            "'PE?': `explain` takes one role; for several use `compare`",
        ),
        ("kind: general", "'PE?': `general` needs a `topic`, and no other kind may have one"),
        (
            "kind: explain, roles: [pastry-engineer], topic: layoffs",
            "'PE?': `general` needs a `topic`, and no other kind may have one",
        ),
    ],
)
def test_fault(folder: Folder, entry: str, fault: str) -> None:
    """A label that names what is not there, or too much or little, is told with its question."""
    assert [f"[ERROR] {FILE}:1: {fault}"] == _faults(folder, f'q: "PE?", {entry}')


def test_faults_in_a_talk(folder: Folder) -> None:
    """Each turn of a talk is proved."""
    folder.write("questions/talks/few.yaml", TALK.replace("[tools]", "[hats]", 1))
    faults = [str(fault) for fault in labels.problems(folder.path, _knowledge(folder))]

    assert ["[ERROR] questions/talks/few.yaml:5: 'PE tools': there is no section 'hats'"] == faults


def test_the_same_question_twice(folder: Folder) -> None:
    """A question stands once, in whatever letters; in a talk it may stand again."""
    folder.write("questions/talks/few.yaml", TALK)
    folder.write("questions/a.yaml", '- {q: "what can   you DO", kind: help}\n')

    assert [f"[ERROR] {FILE}:1: 'What can you do' stands in questions/a.yaml:1 too"] == _faults(
        folder,
        'q: "What can you do", kind: help',
        'q: "PE tools", kind: explain, roles: [pastry-engineer], sections: [tools]',
    )


LONG = "I have baked bread for ten years in a small town and want to know what a PE uses"


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        # one word is another
        (f"{LONG}, by: ana", f"{LONG.replace('ten', 'six')}, by: ana", True),
        # in another order
        (f"{LONG}, by: ana", f"{' '.join(reversed(LONG.split()))}, by: ana", True),
        # two people may think alike, and so may nobody
        (f"{LONG}, by: ana", f"{LONG.replace('ten', 'six')}, by: ben", False),
        (LONG, LONG.replace("ten", "six"), False),
        # few words are soon alike
        ("what tools does a PE use, by: ana", "which tools does a PE use, by: ana", False),
        (
            f"{LONG}, by: ana",
            "My cousin told me that robots will soon do all of this, so is it over, by: ana",
            False,
        ),
    ],
)
def test_likeness(folder: Folder, first: str, second: str, alike: bool) -> None:
    """Two long questions of one writer that are much alike are told."""
    meant = "kind: explain, roles: [pastry-engineer], sections: [tools]"
    faults = _faults(folder, *(f"q: {one}, {meant}" for one in (first, second)))

    assert alike is bool(faults)
    assert all("both by ana, are too alike" in fault for fault in faults)


def test_unreadable(folder: Folder) -> None:
    """A file that is none of labelled questions is told, and the others are proved too."""
    folder.write("questions/bad.yaml", "- {q: 5, kind: help}\n")
    first, second = _faults(folder, 'q: "PE?", kind: general, topic: hats')

    assert first.startswith("[ERROR] questions/bad.yaml: ")
    assert "no labelled entry" in first
    assert f"[ERROR] {FILE}:1: 'PE?': there is no topic 'hats'" == second


def test_weights_of_other_questions(folder: Folder) -> None:
    """Weights that were fitted on other questions than those that stand there are told."""
    folder.write(FILE, '- {q: "help", kind: help}\n')
    known = _knowledge(folder)
    assert known.weights is not None
    assert known.cards is not None
    reader.write(folder.path, known.weights)
    reader.write(folder.path, known.cards)
    before = [str(fault) for fault in labels.problems(folder.path, load(folder.path))]
    folder.write(FILE, '- {q: "help!", kind: help}\n')
    after = [str(fault) for fault in labels.problems(folder.path, load(folder.path))]

    assert [] == before
    assert [
        "[ERROR] reader/weights.bin: was fitted on other labelled questions; run rolewise train",
        "[ERROR] reader/cards.bin: was fitted on other questions or wordings of cards; "
        "run rolewise train",
    ] == after


def test_digest(folder: Folder) -> None:
    """The digest follows what the files say and how they are called, and nothing else."""
    folder.write(FILE, '- {q: "help", kind: help}\n')
    first = labels.digest(folder.path)
    folder.change("replies.yaml", 'shared: "Both"', 'shared: "All"')
    same = labels.digest(folder.path)
    (folder.path / FILE).rename(folder.path / "questions/others.yaml")
    renamed = labels.digest(folder.path)
    folder.write("questions/others.yaml", '- {q: "help?", kind: help}\n')

    assert first == same
    assert 3 == len({first, renamed, labels.digest(folder.path)})
