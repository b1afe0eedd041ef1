"""A command is another way to type a question."""

import pytest

from bot.engine.commands import question


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/tips pe", "pe tips"),
        ("/compare pe pse", "compare pe pse"),
        ("/compare", "compare"),
        ("/role pe tools", "pe tools"),
        ("/role", "help"),
        ("/ask pe tools?", "pe tools?"),
        ("/ask", "help"),
        ("/ask   ", "help"),
        ("/help", "help"),
        ("/roles", "list the roles"),
        ("/start", "help"),
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
