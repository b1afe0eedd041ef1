"""What each labelled turn teaches: a class for every head that it says something of, no more."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.build.examples import Example, examples, held_out, in_talks, questions
from bot.engine.language.lexicon import Lexicon
from bot.files.questions import Dialogue, Label, Turn, Unreadable
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge

TOOLS = Label("compare", (PE, PSE), ("tools",), ask="tools/which-tools")
FIRST = Turn("PE vs PSE tools", (TOOLS,))


def _examples(*turns: Turn) -> list[Example]:
    knowledge = tiny_knowledge()
    dialogue = Dialogue("a", "group", turns)
    return list(examples([dialogue], Lexicon(knowledge), knowledge))


def _turn(says: str, label: Label, user: str = "asker", to: str = "bot") -> Turn:
    return Turn(says, (label,), user=user, to=to)


OVER = ("overview",)


@pytest.mark.parametrize(
    ("says", "label", "targets", "sections"),
    [
        (
            "PE tools",
            Label("explain", (PE,), ("tools",), ask="tools/which-tools"),
            {"kind": "explain", "ask": "tools/which-tools"},
            ("tools",),
        ),
        # none named is the overview
        ("PE", Label("explain", (PE,)), {"kind": "explain"}, ("overview",)),
        ("PE vs PSE", Label("compare", (PE, PSE)), {"kind": "compare"}, ("overview",)),
        (
            "layoffs?",
            Label("general", topic="layoffs"),
            {"kind": "general", "topic": "layoffs", "described": "none"},
            None,
        ),
        # what is looked for, not where, is told by items
        (
            "who uses B++",
            Label("find", items=("b++",)),
            {"kind": "find", "described": "none"},
            None,
        ),
        (
            "who earns most",
            Label("find", (), ("salary",)),
            {"kind": "find", "described": "none"},
            ("salary",),
        ),
        # where a checked item belongs is told by the item
        (
            "does a PE need an oven",
            Label("check", (PE,), ("tools",), ("oven",), ask="tools/which-tools"),
            {"kind": "check", "ask": "tools/which-tools"},
            None,
        ),
        ("help", Label("help"), {"kind": "help", "described": "none"}, None),
        # a role that is asked about without its name is described
        ("the cake people", Label("explain", (PE,)), {"kind": "explain", "described": PE}, OVER),
        # but not where it is one of several, nor where the text names others
        ("cakes", Label("compare", (PE, PSE)), {"kind": "compare", "described": "none"}, OVER),
        ("PSE or the cake people", Label("compare", (PE, PSE)), {"kind": "compare"}, OVER),
    ],
)
def test_a_question_by_itself(
    says: str, label: Label, targets: dict[str, str], sections: tuple[str, ...] | None
) -> None:
    """A question by itself teaches its kind and what is asked, and nothing of talks."""
    (one,) = _examples(_turn(says, label))

    assert (targets, sections) == (one.targets, one.sections)
    assert () == one.situation


@pytest.mark.parametrize(
    ("says", "label", "targets"),
    [
        (
            "and skills?",
            Label("compare", (PE, PSE), ("skills",)),
            {"link": "kept", "content": "own", "manner": "none"},
        ),
        (
            "and BRE?",
            Label("compare", (PE, PSE, BRE), ("tools",)),
            {"link": "added", "content": "kept", "manner": "none"},
        ),
        (
            "and BRE?",
            Label("explain", (BRE,), ("tools",)),
            {"link": "own", "content": "kept", "manner": "none"},
        ),
        (
            "what does BRE earn",
            Label("explain", (BRE,), ("salary",)),
            {"link": "own", "content": "own", "manner": "none"},
        ),
        (
            "the second one only",
            Label("explain", (PSE,), ("tools",)),
            {"link": "part", "content": "kept", "manner": "none"},
        ),
        # whether the tools are those of before or named anew cannot be told
        (
            "their tools once more",
            Label("compare", (PE, PSE), ("tools",)),
            {"link": "kept", "manner": "none"},
        ),
        # nor from where roles come that nobody named
        (
            "and those?",
            Label("compare", (PS, BRE), ("tools",)),
            {"content": "kept", "manner": "none"},
        ),
        (
            "do they need an oven?",
            Label("check", (PE, PSE), (), ("oven",)),
            {"link": "kept", "content": "own", "manner": "none"},
        ),
        (
            "layoffs?",
            Label("general", topic="layoffs"),
            {"link": "none", "content": "own", "manner": "none"},
        ),
        ("help", Label("help"), {"link": "none", "manner": "none"}),
        (
            "why?",
            Label("compare", (PE, PSE), ("tools",), manner="why"),
            {"link": "kept", "content": "kept", "manner": "why"},
        ),
    ],
)
def test_a_turn_in_a_talk(says: str, label: Label, targets: dict[str, str]) -> None:
    """In a talk a turn also teaches from where its roles come, what stays, and what is wanted."""
    _, one = _examples(FIRST, _turn(says, label))
    told = {
        name: one.targets[name] for name in ("link", "content", "manner") if name in one.targets
    }

    assert targets == told
    assert "@kind.compare" in one.situation


def test_what_is_wanted_of_the_answer_before_teaches_no_section() -> None:
    """ "Why?" says nothing of sections and asks, though its label has those of the talk."""
    label = Label("compare", (PE, PSE), ("tools",), ask="tools/which-tools", manner="why")
    _, one = _examples(FIRST, _turn("why?", label))

    assert one.sections is None
    assert "ask" not in one.targets


def test_the_talk_is_that_of_the_labels() -> None:
    """A turn stands in the talk as it should have been understood, not as it may have been."""
    label = Label("explain", (BRE,), ("salary",))
    _, one = _examples(_turn("PE tools", label), _turn("and skills?", label))

    assert ((BRE,), ("salary",)) == (one.offer.roles, one.offer.sections)


@pytest.mark.parametrize(
    ("user", "to", "roles"),
    [
        # the own talk, else the last one, unless it is a reply
        ("ana", "bot", (PE,)),
        ("chi", "bot", (PSE,)),
        ("chi", "reply:1", (PE,)),
        ("ana", "reply:2", (PSE,)),
    ],
)
def test_whose_talk(user: str, to: str, roles: tuple[str, ...]) -> None:
    """In a group a turn goes on with its asker's talk, or with the one that it replies to."""
    *_, one = _examples(
        _turn("PE tools", Label("explain", (PE,), ("tools",)), "ana"),
        _turn("PSE tools", Label("explain", (PSE,), ("tools",)), "ben"),
        _turn("and skills?", Label("explain", roles, ("skills",)), user, to),
    )

    assert roles == one.offer.roles
    assert "kept" == one.targets["link"]


@pytest.mark.parametrize(
    "turn",
    [
        Turn("lunch?", (), silent=True),
        Turn("lunch?", (TOOLS,), to="none"),
        # an edit, and what points at somebody else's message, have a context of another kind
        Turn("PSE tools", (TOOLS,), edits=1),
        Turn("you know?", (TOOLS,), quotes=1),
    ],
)
def test_what_teaches_nothing(turn: Turn) -> None:
    """Turns that are not heard, or not by themselves, are no examples, nor a part of the talk."""
    _, one = _examples(FIRST, turn, _turn("and skills?", Label("compare", (PE, PSE), ("skills",))))

    assert ("and skills?", (PE, PSE)) == (one.turn.says, one.offer.roles)


def test_a_mention_is_no_word() -> None:
    """The bot's own name in a group teaches nothing."""
    (one,) = _examples(_turn("@CareerBot PE tools", Label("explain", (PE,), ("tools",))))

    assert ["pe", "tools"] == [word.text for word in one.found.words]


def test_held_out() -> None:
    """About a tenth is held out, always the same texts, in whatever letters they are typed."""
    texts = [f"PE tools in {year}?" for year in range(1000)]
    kept = [text for text in texts if held_out(text)]

    assert 70 < len(kept) < 130
    assert all(held_out(f"  {text.upper()} ") for text in kept)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A folder of knowledge with three questions and a talk."""
    (tmp_path / "questions" / "talks").mkdir(parents=True)
    (tmp_path / "questions" / "a.yaml").write_text(
        "- {q: help, kind: help}\n- {q: hi, kind: help}\n"
    )
    (tmp_path / "questions" / "b.yaml").write_text("- {q: Sing me a song, kind: unknown}\n")
    (tmp_path / "questions" / "talks" / "c.yaml").write_text(
        "- id: talk\n  chat: private\n  turns:\n"
        "    - {says: hi, expect: {kind: help}}\n    - {says: bye, expect: {kind: smalltalk}}\n"
    )
    return tmp_path


def _texts(dialogues: Sequence[Dialogue]) -> list[list[str]]:
    return [[turn.says for turn in one.turns] for one in dialogues]


def test_questions(folder: Path) -> None:
    """All questions and talks of all files are read, in the order of the files."""
    expected = [["help"], ["hi"], ["Sing me a song"], ["hi", "bye"]]
    actual = _texts(questions(folder))

    assert expected == actual


def test_questions_without(folder: Path, tmp_path: Path) -> None:
    """A question of a file shown is left out, however typed; what everybody says is not."""
    shown = tmp_path / "unseen.yaml"
    shown.write_text(
        '- {q: "sing  me A song", kind: help}\n- {q: hi, kind: help}\n'
        "- id: talk\n  chat: private\n"
        "  turns: [{says: ONE MORE SONG PLEASE, expect: {kind: help}}]\n"
    )
    (folder / "questions" / "d.yaml").write_text(
        "- id: songs\n  chat: private\n  turns:\n"
        "    - {says: hi, expect: {kind: help}}\n"
        "    - {says: one more song please, expect: {kind: unknown}}\n"
    )

    assert [["help"], ["hi"], ["hi", "bye"]] == _texts(questions(folder, [shown]))


@pytest.mark.parametrize("name", ["questions/a.yaml", "unseen.yaml"])
def test_unreadable_questions(folder: Path, name: str) -> None:
    """A file that is none of labelled questions is refused, also one that is only shown."""
    (folder / name).write_text("- {q: help}\n")

    with pytest.raises(Unreadable, match="`kind` is missing"):
        questions(folder, [folder / "unseen.yaml"] if "unseen" in name else [])


def test_full_questions_in_talks() -> None:
    """About half of the full questions are shown in talks too, from which they take nothing."""
    label = Label("explain", (PE,), ("tools",), ask="tools/which-tools")
    (single,) = _examples(_turn("what tools does a PE use?", label))
    _, turn = _examples(FIRST, _turn("why?", label))
    told = list(in_talks([single] * 200, [turn], random.Random(1)))  # noqa: S311  # no secret

    assert 70 < len(told) < 130
    assert told == list(in_talks([single] * 200, [turn], random.Random(1)))  # noqa: S311
    assert {turn.situation} == {one.situation for one in told}
    for one in told:
        assert (single.turn, single.sections) == (one.turn, one.sections)
        assert {**single.targets, "link": "own", "content": "own", "manner": "none"} == one.targets
    assert "link" not in single.targets


@pytest.mark.parametrize(
    ("says", "label", "link"),
    [
        # without a role a long text is a full question, a short one may be a follow-up
        (f"are there {'very ' * 12}many layoffs?", Label("general", topic="layoffs"), "none"),
        ("are there many layoffs?", Label("general", topic="layoffs"), ""),
        # a bare name is no full question
        ("and PE?", Label("explain", (PE,)), ""),
    ],
)
def test_what_is_a_full_question(says: str, label: Label, link: str) -> None:
    """Only what can stand by itself in a talk is shown in one."""
    (single,) = _examples(_turn(says, label))
    _, turn = _examples(FIRST, _turn("why?", TOOLS))
    told = list(in_talks([single] * 20, [turn], random.Random(1)))  # noqa: S311  # no secret

    assert {link} - {""} == {one.targets["link"] for one in told}
