"""A conversation in a terminal's window, typed key by key."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.adapters.console.history import OwnHistory
from bot.adapters.console.screen import Screen
from bot.adapters.console.talk import GREETING
from bot.adapters.console.window import Window, steps
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer, Suggestion
from bot.engine.reading import Question, Reading
from bot.engine.talk.context import EMPTY, Context
from bot.render.plain import BOLD, plain
from bot.render.reply import SCREEN, Reply
from tests.engine.tiny import tiny_knowledge
from tests.terminal import console, shown

ENTER, LEFT, BACKSPACE = "\r", "\x1b[D", "\x7f"
CONTROL_C, CONTROL_D = "\x03", "\x04"
PASTED = "\x1b[200~{}\x1b[201~"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Type = Callable[..., str]


class Listening(Advisor):
    """An advisor that notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(tiny_knowledge())
        self.asked: list[str] = []

    def ask(self, question: Question, context: Context = EMPTY) -> tuple[Answer, Context]:
        self.asked.append(question.text)
        return super().ask(question, context)


@pytest.fixture(name="advisor")
def _advisor() -> Listening:
    return Listening()


@pytest.fixture(name="history")
def _history(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history"


@pytest.fixture(name="type_")
def _type(advisor: Listening, history: Path) -> Type:
    """Return what types keys into a new window, leaves it and returns what stood in it."""

    def type_(*keys: str, width: int = 80, terminal: bool = False) -> str:
        made = console(width, terminal=terminal)
        with create_pipe_input() as typed, create_app_session(typed, DummyOutput()):
            typed.send_text("".join(keys) + CONTROL_D)
            Window(history, Screen(made)).talk(advisor, lambda: NOON)
        return shown(made)

    return type_


def _said(*turns: str) -> str:
    """Return the words of the last answer of a talk."""
    advisor, context = Advisor(tiny_knowledge()), EMPTY
    for turn in turns:
        answer, context = advisor.ask(Question(turn, NOON), context)
    return " ".join(plain(answer, SCREEN).text.split())


def _words(shown: str) -> str:
    return " ".join(shown.split())


def test_reply(type_: Type) -> None:
    """After a greeting a question is answered, its verdict in bold."""
    told = type_("PE vs PSE tools", ENTER, terminal=True)

    assert _words(told).startswith(GREETING)
    assert f"{BOLD}{_said('PE vs PSE tools')[:30]}" in told


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_width(type_: Type, width: int) -> None:
    """Every line fits the window, and every word is whole."""
    told = type_("PE vs PSE tools", ENTER, width=width)
    words = re.sub(r" - ", " ", _words(told))

    assert all(len(line) <= width for line in told.splitlines())
    assert _said("PE vs PSE tools").replace(" - ", " ") in words


def test_follow_up(type_: Type) -> None:
    """A line follows up on the lines before it."""
    assert _said("PE vs PSE tools", "and education?") in _words(
        type_("PE vs PSE tools", ENTER, "and education?", ENTER)
    )


@pytest.mark.parametrize("typed", ["1", " 1. ", "#1", "1)"])
def test_a_number_is_that_step(type_: Type, advisor: Listening, typed: str) -> None:
    """A number typed after a reply asks what stands beside it there."""
    told = type_("PE vs PSE tools", ENTER, typed, ENTER)
    first = plain(advisor.ask(Question("PE vs PSE tools", NOON))[0], SCREEN).suggestions[0]

    assert f"1 {first.label}" in told
    assert first.question == advisor.asked[1]


@pytest.mark.parametrize("typed", ["0", "99", "9" * 5000, "٩", "-1", "1 2"])
def test_a_number_of_no_step(type_: Type, advisor: Listening, typed: str) -> None:
    """A number that stands beside nothing is a question like any other."""
    type_("PE", ENTER, PASTED.format(typed), ENTER)

    assert ["PE", typed] == advisor.asked


def test_a_number_at_first(type_: Type, advisor: Listening) -> None:
    """Before any reply no number means a step."""
    type_("1", ENTER)

    assert ["1"] == advisor.asked


@pytest.mark.parametrize(
    ("number", "said"), [("1", "1"), ("2", "2"), ("3", "both"), ("4", "neither"), ("5", "skip")]
)
def test_numbers_in_the_quiz(type_: Type, number: str, said: str) -> None:
    """In the quiz a number means what its question says that it means."""
    assert _said("quiz", said) in _words(type_("quiz", ENTER, number, ENTER))


def test_steps() -> None:
    """Under an answer stand three next questions, what was left out and the sources."""
    asked = tuple(Suggestion(word, word) for word in "abcd")
    sources = Suggestion("Sources", "all sources")
    answer = Reply("", 0, asked, more="in full", sources=sources)
    in_full = Reply("", 0, back="short")
    picker = Reply("", 0, asked, rows=4)

    assert ["a", "b", "c", "in full", "all sources"] == [one.question for one in steps(answer)]
    assert ["short"] == [one.question for one in steps(in_full)]
    assert list("abcd") == [one.question for one in steps(picker)]


def test_editing(type_: Type, advisor: Listening) -> None:
    """A line can be mended before it is sent."""
    type_("PE tolls", LEFT * 2, BACKSPACE, "o", ENTER)

    assert ["PE tools"] == advisor.asked


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_paste_is_one_message(type_: Type, advisor: Listening, line_break: str) -> None:
    """Several lines that are pasted, an ad say, are one message, sent by the next Enter."""
    type_(PASTED.format(line_break.join(("ad: We bake", "", "with an oven"))), ENTER)

    assert ["ad: We bake\n\nwith an oven"] == advisor.asked


def test_nothing_quoted_steers_the_terminal(
    type_: Type, advisor: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that are quoted back hold no control characters, on labels neither."""

    def quote(question: Question, context: Context) -> tuple[Answer, Context]:
        said = question.text
        suggestions = (Suggestion(said, said),)
        return Answer(Reading("unknown"), f"On “{said}”", suggestions=suggestions), context

    monkeypatch.setattr(advisor, "ask", quote)
    told = type_(PASTED.format("xyz\x1b[31mzy \x9b2J \x07 \u202e?"), ENTER)

    assert "On “xyz [31mzy  2J" in told
    assert "1 xyz [31mzy  2J" in told
    assert all(line.isprintable() for line in told.split("\n"))


def test_history(type_: Type, advisor: Listening, history: Path) -> None:
    """Questions are kept for the next conversation, and are nobody else's to read."""
    type_("PE tools", ENTER)
    type_("PSE tools", ENTER, "exit", ENTER)

    assert ["PE tools", "PSE tools"] == advisor.asked
    assert ["PSE tools", "PE tools"] == list(OwnHistory(history).load_history_strings())
    assert [0o600, 0o700] == [one.stat().st_mode & 0o777 for one in (history, history.parent)]


@pytest.mark.parametrize(
    "keys",
    [
        ("ad: we bake with an oven and a whisk", ENTER),
        ("/ad", ENTER, "we bake with an oven and a whisk, all day long", ENTER),
        (PASTED.format("I am a baker.\nI know B++"), ENTER),
    ],
)
def test_ads_and_long_texts_are_not_kept(
    type_: Type, advisor: Listening, history: Path, keys: tuple[str, ...]
) -> None:
    """What somebody pastes is answered, and written nowhere."""
    type_(*keys)

    assert advisor.asked
    assert "bake" not in history.read_text()


def test_privacy(type_: Type, advisor: Listening, history: Path) -> None:
    """Asked for it, the window says what is kept where."""
    told = type_("/privacy", ENTER, width=400)

    assert str(history) in told
    assert [] == advisor.asked


def test_forget(type_: Type, advisor: Listening, history: Path) -> None:
    """All of it is forgotten: the lines typed, and what the talk was about."""
    type_("PE tools", ENTER)
    told = type_("PE vs PSE tools", ENTER, " /Forget ", ENTER, "1", ENTER, "and education?", ENTER)

    assert "Forgotten" in told
    assert ["PE tools", "PE vs PSE tools", "1", "and education?"] == advisor.asked
    assert _said("1", "and education?") in _words(told)
    assert ["and education?", "1"] == list(OwnHistory(history).load_history_strings())


def test_forget_what_cannot_be_removed(type_: Type, history: Path) -> None:
    """What stays is said to stay."""
    (history / "folder").mkdir(parents=True)

    assert "cannot be removed" in _words(type_("/forget", ENTER))


def test_history_that_cannot_be_kept(type_: Type, advisor: Listening, history: Path) -> None:
    """Where nothing can be kept that is said, and the conversation goes on."""
    history.parent.write_text("no folder")
    told = type_("PE tools", ENTER, "/privacy", ENTER)

    assert "What you type is not kept" in told
    assert "nothing of it is kept" in told
    assert ["PE tools"] == advisor.asked


def test_control_c(type_: Type, advisor: Listening) -> None:
    """Ctrl-C drops a line begun; with none it leaves."""
    type_("PE to", CONTROL_C, "PSE", ENTER, CONTROL_C, "PS", ENTER)

    assert ["PSE"] == advisor.asked


@pytest.mark.parametrize("leave", ["exit", "/quit"])
def test_leaving(type_: Type, advisor: Listening, leave: str) -> None:
    """After a word of leaving nothing is read."""
    type_(leave, ENTER, "PE", ENTER)

    assert [] == advisor.asked
