"""Commands and deep links: each is another way to type a question."""

import pytest
from telegram.helpers import create_deep_linked_url

from bot.adapters.telegram import commands
from bot.engine.commands import COMMANDS
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", ["MLE vs MLSE"]),
        ("/help", ["MLE vs MLSE"]),
        ("/roles", ["Machine Learning Engineer", "Deep Learning Engineer"]),
        ("/ask MLE tools", ["Machine Learning Engineer", "ools"]),
        ("/compare MLE MLSE", ["MLE", "MLSE"]),
        ("/compare", ["Which"]),
        ("/role MLE", ["Machine Learning Engineer"]),
        ("/role machin lerning enginer", ["Machine Learning Engineer"]),
        ("/tips MLE", ["Machine Learning Engineer"]),
        # Nobody's command, but its words are a question all the same.
        ("/education MLE", ["Machine Learning Engineer", "ducation"]),
    ],
)
async def test_command(conversation: Conversation, command: str, words: list[str]) -> None:
    """A command with its arguments is understood like free text."""
    reply = await conversation.gets(command)

    assert [word for word in words if word not in reply.text] == []


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("mle_vs_mlse_tools", ["MLE", "MLSE", "ools"]),
        ("role_mle", ["Machine Learning Engineer"]),
    ],
)
async def test_deep_link(conversation: Conversation, payload: str, words: list[str]) -> None:
    """A link into the private chat carries its question."""
    assert create_deep_linked_url("rolewise_bot", payload)

    reply = await conversation.gets(f"/start {payload}")

    assert [word for word in words if word not in reply.text] == []


async def test_menus(conversation: Conversation) -> None:
    """Private chats and groups have menus of their own."""
    await commands.publish(conversation.application.bot)

    scopes = [call.params["scope"]["type"] for call in conversation.telegram.calls]
    assert scopes == ["all_private_chats", "all_group_chats"]
    assert all(call.result for call in conversation.telegram.calls)


async def test_menus_refused(conversation: Conversation, telegram: Telegram) -> None:
    """A bot without menus works as well."""
    telegram.faults["setMyCommands"].append((429, {"ok": False, "description": "Slow down"}))

    await commands.publish(conversation.application.bot)

    assert len(telegram.calls) == 1


def test_menu_entries() -> None:
    """Every entry of a menu is a command that the engine knows."""
    assert set(commands.GROUPS) | set(commands.PRIVATE) <= set(COMMANDS)
