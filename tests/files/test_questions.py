"""Labelled questions and dialogues are read whole, or refused with the place of the fault."""

from pathlib import Path

import pytest

from bot.engine.reading import KINDS
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


def test_what_a_label_may_say(tmp_path: Path) -> None:
    """A label may tell the ask, the topic, the level, the place and the manner."""
    text = """
- {q: "PE pay in Paris?", kind: explain, roles: [pastry-engineer], sections: [salary],
   ask: salary/pay, level: senior, place: FR, manner: shorter, by: w07}
- {q: "layoffs?", kind: general, topic: layoffs, ask: null}
"""
    expected = [
        Label(
            "explain",
            ("pastry-engineer",),
            ("salary",),
            ask="salary/pay",
            level="senior",
            place="FR",
            manner="shorter",
        ),
        Label("general", topic="layoffs"),
    ]
    turns = [one.turns[0] for one in _read(tmp_path, text)]

    assert expected == [turn.labels[0] for turn in turns]
    assert ["w07", ""] == [turn.by for turn in turns]


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


def _turns(*turns: str) -> str:
    """Return a file with one dialogue of these turns, each a question for help but for more."""
    listed = ", ".join(f'{{says: "a", expect: {{kind: help}}, {more}}}' for more in turns)
    return f"- {{id: a, chat: group, turns: [{listed}]}}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what is missing is named
        ("- {kind: help}\n", "`q` is missing"),
        ("- {q: a}\n", "`kind` is missing"),
        ("- {chat: group, turns: []}\n", "`id` is missing"),
        ("- {id: a, turns: []}\n", "`chat` is missing"),
        ("- {id: a, chat: group, turns: [{expect: silent}]}\n", "`says` is missing"),
        ('- {id: a, chat: group, turns: [{says: "b"}]}\n', "`expect` is missing"),
        # kinds that no reading has
        ("- {q: a, kind: explian}\n", "`explian` is no kind; the kinds are explain, compare"),
        ("- {q: a, kind: help, also: [{kind: silent}]}\n", "`silent` is no kind"),
        ("- {q: a, kind: [help]}\n", "`['help']` is no kind"),
        ("- {q: a, kind: null}\n", "`None` is no kind"),
        (_turns("also: [{kind: Help}]"), "`Help` is no kind"),
        # levels and manners that no reading has
        ("- {q: a, kind: explain, level: boss}\n", "`level: boss` is none of entry, mid, senior"),
        ("- {q: a, kind: explain, manner: louder}\n", "`manner: louder` is none of why, source"),
        # what is no list is no list of one, nor of its letters
        ("- {q: a, kind: explain, roles: pastry}\n", "`roles: pastry` is no list"),
        ("- {q: a, kind: explain, sections: {tools: 1}}\n", "`sections: {'tools': 1}` is no list"),
        ("- {q: a, kind: check, items: 365}\n", "`items: 365` is no list"),
        ("- {q: a, kind: help, tags: typo}\n", "`tags: typo` is no list"),
        # what is said is a text
        ("- {id: a, chat: group, turns: [{says: 5, expect: silent}]}\n", "`says: 5` is no text"),
        # whom a turn is for
        (_turns("to: Bot"), "`to: Bot` is none of bot, mention, reply:N and none"),
        (_turns("to: null"), "`to: None` is none of"),
        (_turns("", "to: reply"), "`to: reply` is none of"),
        (_turns("", 'to: "reply:01"'), "`to: reply:01` is none of"),
        (_turns("", 'to: "reply:-1"'), "`to: reply:-1` is none of"),
        (_turns("to: bots"), "`to: bots` is none of"),
        # gaps
        (_turns("gap: 3"), "`gap: 3` is no number with s, m, h, d or w"),
        (_turns("gap: d"), "`gap: d` is no number with"),
        (_turns("gap: 3 days"), "`gap: 3 days` is no number with"),
        (_turns("gap: 3y"), "`gap: 3y` is no number with"),
        (_turns("gap: 1d2h"), "`gap: 1d2h` is no number with"),
        # turns that point at themselves, or at what comes later or never
        (_turns('to: "reply:1"'), "turn 1 points at turn 1, which is not before it"),
        (_turns("", 'to: "reply:3"', ""), "turn 2 points at turn 3, which is not before it"),
        (_turns("", "quotes: 2"), "turn 2 points at turn 2"),
        (_turns("", "quotes: 0"), "turn 2 points at turn 0"),
        (_turns("", "edits: 9"), "turn 2 points at turn 9"),
        (_turns("", "edits: -1"), "turn 2 points at turn -1"),
        # a question by itself has nothing before it
        ("- {q: a, kind: help, quotes: 1}\n", "turn 1 points at turn 1"),
        ("- {q: a, kind: help, edits: 1}\n", "turn 1 points at turn 1"),
        ("- {q: a, kind: help, gap: soon}\n", "`gap: soon` is no number with"),
    ],
)
def test_refused(tmp_path: Path, text: str, told: str) -> None:
    """An entry that could not be played as written is refused, and the reason told."""
    with pytest.raises(Unreadable) as caught:
        _read(tmp_path, '- {q: "help", kind: help}\n' + text)

    assert f"questions.yaml:2: no labelled entry: {told}" in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(tmp_path: Path, kind: str) -> None:
    """Every kind of reading may be expected."""
    actual = _read(tmp_path, f"- {{q: a, kind: {kind}}}\n")[0].turns[0].labels

    assert (Label(kind),) == actual


@pytest.mark.parametrize(
    ("turns", "name", "expected"),
    [
        (("to: bot",), "to", "bot"),
        (("to: mention",), "to", "mention"),
        (("to: none",), "to", "none"),
        (("", 'to: "reply:1"'), "to", "reply:1"),
        (("", "quotes: 1"), "quotes", 1),
        (("", "", "edits: 2"), "edits", 2),
        (("gap: 90s",), "gap", "90s"),
        (("gap: 5m",), "gap", "5m"),
        (("gap: 12h",), "gap", "12h"),
        (("gap: 2d",), "gap", "2d"),
        (("gap: 3w",), "gap", "3w"),
        # nothing said of it is the usual
        (('gap: ""',), "gap", ""),
        (("quotes: null",), "quotes", None),
        (("tags: null",), "tags", ()),
        (("tags: [typo, 7]",), "tags", ("typo", "7")),
    ],
)
def test_what_a_turn_may_say(
    tmp_path: Path, turns: tuple[str, ...], name: str, expected: object
) -> None:
    """A turn has a hearer, a time, and turns before it that it points at."""
    actual = getattr(_read(tmp_path, _turns(*turns))[0].turns[-1], name)

    assert expected == actual


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is unreadable."""
    with pytest.raises(Unreadable):
        read_questions(tmp_path / "none.yaml")
