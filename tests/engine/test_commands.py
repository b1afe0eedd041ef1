"""A command is another way to type a question."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.commands import ROOM, linked, payload, question
from tests.generated import any_text, thorough


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/tips pe", "pe tips"),
        ("/compare pe pse", "compare pe pse"),
        ("/compare", "compare:"),
        ("/role pe tools", "pe tools"),
        ("/role", "roles:"),
        ("/pay", "salary:"),
        ("/pay pe", "pe salary"),
        ("/tips", "tips:"),
        ("/ask pe tools?", "pe tools?"),
        ("/ask", "ask:"),
        ("/ask   ", "ask:"),
        ("/help", "help"),
        ("/roles", "roles:"),
        ("/quiz", "quiz"),
        ("/map", "map:"),
        ("/ad We bake\nat night", "ad: We bake\nat night"),
        ("/ad", "ad:"),
        ("/start", "start"),
        # a deep link
        ("/start pe_vs_pse_tools", "pe vs pse tools"),
        # addressed to a bot, as in a group
        ("/ask@Rolewise_Bot pe tools", "pe tools"),
        ("/TIPS pe", "pe tips"),
        # over several lines
        ("/ask pe\ntools", "pe\ntools"),
        # braces are no places to fill in
        ("/tips {0} {pe}", "{0} {pe} tips"),
        # no command of ours
        ("/sing pe", "/sing pe"),
        ("/asking pe", "/asking pe"),
        ("PE tools / whisks", "PE tools / whisks"),
        ("say /help", "say /help"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_question(typed: str, expected: str) -> None:
    """Commands become questions; anything else stays as it was typed."""
    actual = question(typed)

    assert expected == actual


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("pe vs pse tools", "pe_vs_pse_tools"),
        ("which roles: C++?", "--d2hpY2ggcm9sZXM6IEMrKz8"),
        ("", ""),
        # as much as a link has room for, and one sign more
        ("x" * 64, "x" * 64),
        ("x" * 65, ""),
        ("+" * 46, "--" + "KysrKysr" * 7 + "KysrKw"),
        ("+" * 47, ""),
    ],
)
def test_payload(asked: str, expected: str) -> None:
    """Plain words stay legible in a link; other signs are coded; what has no room is left out."""
    assert expected == payload(asked)


@thorough
@given(any_text.map(lambda text: text[:50]) | st.text("abC 09_-+/#.é\n", max_size=70))
def test_linked(asked: str) -> None:
    """A link asks what it was made for, whatever the words are."""
    made = payload(asked)

    assert re.fullmatch(rf"[A-Za-z0-9_-]{{0,{ROOM}}}", made)
    if made:
        assert asked == question(f"/start {made}")


@thorough
@given(st.text(max_size=70) | st.from_regex(r"--[A-Za-z0-9_-]{0,62}", fullmatch=True))
def test_made_up_link(made_up: str) -> None:
    """A payload that nobody made is a question like any other, or a call for help."""
    assert question(f"/start {made_up}")


@pytest.mark.parametrize("broken", ["--", "--a", "--_-_-", "--gICA"])
def test_broken_link(broken: str) -> None:
    """A payload that is no text leads to the welcome."""
    assert question(f"/start {broken}") == "start"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/start pe_tools", True),
        ("/start@Rolewise_Bot ref_1", True),
        ("/start", False),
        ("/ask pe", False),
        ("start pe", False),
    ],
)
def test_brought_by_a_link(typed: str, expected: bool) -> None:
    """Words behind the command that Telegram sends by itself are typed by nobody."""
    assert expected == linked(typed)
