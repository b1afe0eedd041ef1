"""Labelled questions and dialogues are read whole, or refused with the place of the fault."""

from pathlib import Path

import pytest

from bot.files.questions import Dialogue, Label, Turn, Unreadable, read_questions


def _read(folder: Path, text: str) -> list[Dialogue]:
    path = folder / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_questions(path)


def test_question(tmp_path: Path) -> None:
    """A question by itself is a dialogue of one turn in a private chat."""
    text = """
- q: "PE vs PSE tools?"
  kind: compare
  roles: [pastry-engineer, pastry-software-engineer]
  sections: [tools]
  items: []
  tags: [typo]
"""
    label = Label("compare", ("pastry-engineer", "pastry-software-engineer"), ("tools",))
    turn = Turn("PE vs PSE tools?", (label,), tags=("typo",))
    expected = [Dialogue("PE vs PSE tools?", "private", (turn,))]
    actual = _read(tmp_path, text)

    assert expected == actual


def test_also(tmp_path: Path) -> None:
    """Readings that are accepted too stand after the expected one."""
    text = """
- q: "PE"
  kind: explain
  roles: [pastry-engineer]
  also: [{kind: clarify}, {kind: help}]
"""
    expected = ["explain", "clarify", "help"]
    actual = [label.kind for label in _read(tmp_path, text)[0].turns[0].labels]

    assert expected == actual


def test_items_are_words(tmp_path: Path) -> None:
    """An item that looks like a number is a word."""
    text = '- {q: "365?", kind: check, items: [365, "R"]}'
    expected = ("365", "R")
    actual = _read(tmp_path, text)[0].turns[0].labels[0].items

    assert expected == actual


def test_dialogue(tmp_path: Path) -> None:
    """A dialogue has its turns with who says what to whom, and when."""
    text = """
- id: talk
  chat: group
  turns:
    - {says: "PE?", user: ana, to: mention, expect: {kind: explain}, thread: 2}
    - {says: "lunch?", user: ben, to: none, expect: silent}
    - {says: "and PSE?", to: "reply:1", gap: 2d, edits: 1, quotes: 2, expect: {kind: compare},
       also: [silent]}
"""
    (dialogue,) = _read(tmp_path, text)
    first, second, third = dialogue.turns

    assert ("talk", "group") == (dialogue.id, dialogue.chat)
    assert Turn("PE?", (Label("explain"),), user="ana", to="mention", thread=2) == first
    assert Turn("lunch?", (), silent=True, user="ben", to="none") == second
    assert ("reply:1", "2d", 1, 2) == (third.to, third.gap, third.edits, third.quotes)
    assert (Label("compare"),) == third.labels


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("q: a\n", "a list of questions or dialogues is expected"),
        ("hello", "a list of questions or dialogues is expected"),
        ("- [\n", "is no valid YAML"),
        ("", "is empty"),
        # the second entry
        ('- {q: "a", kind: help}\n- {kind: help}\n', ":2: no labelled entry"),
        ('- {q: "a"}\n', ":1: no labelled entry"),
        ("- word\n", ":1: no labelled entry"),
        ("- [a, b]\n", ":1: no labelled entry"),
        ("-\n", ":1: no labelled entry"),
        ("- {id: a, turns: []}\n", ":1: no labelled entry"),
        ("- {id: a, chat: private, turns: [word]}\n", ":1: no labelled entry"),
        ("- {id: a, chat: private, turns: 5}\n", ":1: no labelled entry"),
        ('- {id: a, chat: private, turns: [{says: "b"}]}\n', ":1: no labelled entry"),
        ('- {id: a, chat: private, turns: [{says: "b", expect: 5}]}\n', ":1: no labelled entry"),
        ('- {q: "a", kind: help, also: 5}\n', ":1: no labelled entry"),
        ('- {q: "a", kind: help, also: [word]}\n', ":1: no labelled entry"),
        # a question that is no text
        ("- {q: 5, kind: help}\n", ":1: no labelled entry"),
    ],
)
def test_unreadable(tmp_path: Path, text: str, place: str) -> None:
    """What is no file of labelled questions is refused, naming the place."""
    with pytest.raises(Unreadable) as caught:
        _read(tmp_path, text)

    assert place in str(caught.value)
    assert "questions.yaml" in str(caught.value)


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is unreadable."""
    with pytest.raises(Unreadable):
        read_questions(tmp_path / "none.yaml")
