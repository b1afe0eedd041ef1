"""Commands and deep links: each is another way to type a question."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram.helpers import create_deep_linked_url

from bot.adapters.telegram import commands
from bot.adapters.telegram.address import ADMINS, NOTICES
from bot.adapters.telegram.talk import Talk
from bot.engine.commands import COMMANDS
from tests.telegram.build import ADMIN
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram

PROFILE = ["setMyDescription", "setMyShortDescription", "setChatMenuButton"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", ["data analyst or data scientist?"]),
        ("/help", ["data analyst or data scientist?"]),
        ("/roles", ["Machine Learning Engineer", "Deep Learning Engineer"]),
        ("/compare", ["Which"]),
    ],
)
async def test_alone(conversation: Conversation, command: str, words: list[str]) -> None:
    """A command alone says how to ask, what there is, or asks back."""
    reply = await conversation.gets(command)

    assert [word for word in words if word not in reply.open] == []


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("/ask MLE tools", "MLE tools"),
        ("/compare MLE MLSE", "MLE vs MLSE"),
        ("/role MLE", "what is an MLE"),
        ("/role machin lerning enginer", "what is an MLE"),
        ("/tips MLE", "how to become an MLE"),
        # Nobody's command, but its words are a question all the same.
        ("/education MLE", "MLE education"),
    ],
)
async def test_command(
    conversation: Conversation, told: Told, command: str, question: str
) -> None:
    """A command with its arguments is understood like free text."""
    assert told(question) in (await conversation.gets(command)).open


@pytest.mark.parametrize(
    ("payload", "question"),
    [("mle_vs_mlse_tools", "MLE vs MLSE tools"), ("role_mle", "what is an MLE")],
)
async def test_deep_link(
    conversation: Conversation, told: Told, payload: str, question: str
) -> None:
    """A link into the private chat carries its question."""
    assert create_deep_linked_url("rolewise_bot", payload)

    assert told(question) in (await conversation.gets(f"/start {payload}")).open


def _set(telegram: Telegram) -> list[str]:
    """Return what was written, of menus their scopes."""
    written = [call for call in telegram.calls if call.method.startswith("set")]
    return [call.params.get("scope", {}).get("type") or call.method for call in written]


@pytest.fixture(name="publish")
def _publish(conversation: Conversation, talk: Talk) -> Callable[[], Awaitable[None]]:
    conversation.telegram.chats[ADMIN["id"]] = {"id": ADMIN["id"], "type": "private"}
    replies = talk.advisor.knowledge.replies
    return lambda: commands.publish(conversation.application.bot, replies, talk.admins)


async def test_menus(telegram: Telegram, publish: Callable[[], Awaitable[None]]) -> None:
    """Private chats, groups and operators have menus of their own; the bot tells what it is."""
    await publish()

    assert ["all_private_chats", "all_group_chats", "chat", *PROFILE] == _set(telegram)
    assert all(call.result is not None for call in telegram.calls)


async def test_published_again(telegram: Telegram, publish: Callable[[], Awaitable[None]]) -> None:
    """What people see already is read, and not written once more."""
    await publish()
    telegram.calls.clear()

    await publish()

    assert telegram.calls
    assert _set(telegram) == []


async def test_published_where_it_differs(
    telegram: Telegram, publish: Callable[[], Awaitable[None]]
) -> None:
    """Only what differs is written: a menu in another order, a text of last year."""
    await publish()
    telegram.calls.clear()
    telegram.shown["short_description"] = "last year's"
    for menu in telegram.shown.values():
        if isinstance(menu, list) and any(one["command"] == "ask" for one in menu):
            menu.reverse()

    await publish()

    assert ["all_group_chats", "setMyShortDescription"] == _set(telegram)


@pytest.mark.parametrize(
    ("method", "lacking"),
    [
        ("setMyCommands", "all_private_chats"),
        ("getMyCommands", "all_private_chats"),
        ("setMyDescription", "setMyDescription"),
        ("setChatMenuButton", "setChatMenuButton"),
    ],
)
async def test_publishing_refused(
    telegram: Telegram,
    publish: Callable[[], Awaitable[None]],
    log: list[Any],
    method: str,
    lacking: str,
) -> None:
    """What Telegram refuses stops nothing else, for the bot works without it as well."""
    telegram.faults[method].append((400, {"ok": False, "description": "Bad Request: no"}))

    await publish()

    shown = [call for call in telegram.calls if call.method.startswith("set") and call.result]
    assert {"all_group_chats", "chat"} <= {
        call.params.get("scope", {}).get("type") for call in shown
    }
    assert [line["event"] for line in log] == ["no_menu"]
    telegram.calls.clear()
    await publish()
    assert lacking in _set(telegram)


async def test_operator_unknown(
    telegram: Telegram, publish: Callable[[], Awaitable[None]], log: list[Any]
) -> None:
    """An operator who has never written to the bot has no menu yet; everybody else has."""
    telegram.chats.clear()

    await publish()

    assert ["no_menu"] == [line["event"] for line in log]
    assert "setChatMenuButton" in _set(telegram)


def test_menu_entries() -> None:
    """Every entry of a menu is a command that is understood."""
    assert {*commands.GROUPS, *commands.PRIVATE} <= {*COMMANDS, *NOTICES}
    assert set(commands.ADMINS) - set(commands.PRIVATE) == ADMINS
