"""Commands and deep links: each is another way to type a question."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram.helpers import create_deep_linked_url

from bot.adapters.telegram import commands
from bot.adapters.telegram.address import ADMINS, NOTICES
from bot.adapters.telegram.talk import Talk
from bot.engine.advisor import Advisor
from bot.engine.commands import COMMANDS
from tests.telegram.build import ADMIN
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram

PROFILE = ["setMyDescription", "setMyShortDescription", "setChatMenuButton"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", ["data scientist or machine learning engineer?"]),
        ("/help", ["data scientist or data analyst?", "Go on with"]),
        ("/roles", ["Machine Learning Engineer", "Deep Learning Engineer"]),
        ("/compare", ["Which"]),
        ("/pay", ["Pay: for which"]),
        ("/tips", ["First steps: for which"]),
        ("/role", ["Machine Learning Engineer", "Research:"]),
        ("/ad", ["Paste the text of a job ad"]),
        ("/ask", ["What would you like to know?"]),
        ("/quiz", ["Which would you rather"]),
        ("/map", ["Data platforms:"]),
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
        ("/pay MLE", "MLE salary"),
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


AD = "Senior Data Engineer in Berlin: Spark, Airflow and SQL on AWS"


@pytest.mark.parametrize("before", [[], ["what tools does an MLSE use?"]])
@pytest.mark.parametrize(
    ("turns", "question"),
    [
        (["/compare", "data scientist", "ML engineer"], "data scientist vs ML engineer"),
        (["/compare", "DS and MLE"], "DS vs MLE"),
        (["/pay", "data engineer"], "data engineer salary"),
        (["/tips", "data engineer"], "data engineer tips"),
        (["/ask", "DE education?"], "DE education?"),
        # What is no choice is a question of its own.
        (["/compare", "DS", "how much does a DE earn?"], "how much does a DE earn?"),
        (["/ad", "what is a data engineer?"], "what is a data engineer?"),
    ],
)
async def test_completed(
    conversation: Conversation, told: Told, before: list[str], turns: list[str], question: str
) -> None:
    """A command alone asks for what it lacks, and the next message completes it."""
    for text in (*before, *turns):
        reply = await conversation.gets(text)

    assert told(question) in reply.open


async def test_one_role_to_compare(conversation: Conversation, told: Told) -> None:
    """Of one role alone the command asks for the other."""
    await conversation.gets("/compare DS")

    assert told("DS vs MLE") in (await conversation.gets("MLE")).open


async def test_compared_by_tapping(conversation: Conversation, told: Told) -> None:
    """Two taps choose the roles of a comparison; a word typed between them does as well."""
    asked = await conversation.gets("/compare")
    (chosen,) = await conversation.presses("Data Scientist", asked)
    (compared,) = await conversation.presses("ML Engineer", chosen)

    assert told("data scientist vs ML engineer") in compared.open
    (chosen,) = await conversation.presses("Data Scientist", await conversation.gets("/compare"))
    assert told("DS vs MLSE") in (await conversation.gets("MLSE")).open


async def test_every_role_in_reach(conversation: Conversation, advisor: Advisor) -> None:
    """By the families every role can be chosen, and each step leads back."""
    (families,) = await conversation.presses("More roles ›", await conversation.gets("/pay"))
    every = {role.short_name for role in advisor.knowledge.roles.values()}
    for label in [one["text"] for one in families.buttons][:-1]:
        (family,) = await conversation.presses(label, families)
        every -= {one["text"] for one in family.buttons}
        (again,) = await conversation.presses("‹ Back", family)
        assert families.open == again.open

    assert set() == every


@pytest.mark.parametrize("text", [AD, f"{AD}?" + " We build data platforms." * 20])
async def test_ad_awaited(conversation: Conversation, text: str) -> None:
    """After the bare command the next message is the ad, however short it is."""
    await conversation.gets("/ad")

    assert "I don't keep the ad." in (await conversation.gets(text)).open


@pytest.mark.parametrize(
    "payload",
    [
        "ref_12345",
        "promo2026",
        "gh",
        "src_reddit",
        "invite-7f3a",
        "QmVuZGVyLWlkLTEyMw",
        "utm_source_newsletter",
        "data_newsletter",
        "career",
        "--a",
    ],
)
async def test_link_that_asks_nothing(conversation: Conversation, payload: str) -> None:
    """What a link tells of where somebody came from is no question, and is counted nowhere."""
    welcome = await conversation.gets("/start")

    assert welcome.open == (await conversation.gets(f"/start {payload}")).open
    assert {} == await conversation.store.counts("unanswered")


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
    assert ["quiz", "pay", "compare", "roles", "ad", "map", "help"] == [*commands.PRIVATE]
    assert "ask" == next(iter(commands.GROUPS))
    assert set(commands.ADMINS) - set(commands.PRIVATE) == ADMINS


@pytest.mark.parametrize("before", [[], ["hi"], ["/start"], ["/help"]])
@pytest.mark.parametrize("text", ["where do I start?", "I'm a student, where do I start?"])
async def test_newcomer_without_a_role(
    conversation: Conversation, before: list[str], text: str
) -> None:
    """Who has no role in mind and asks where to start is offered the quiz first."""
    for said in before:
        await conversation.gets(said)
    reply = await conversation.gets(text)

    assert "q1:quiz" == reply.buttons[0]["callback_data"]


async def test_hello(conversation: Conversation) -> None:
    """A greeting is answered like a person, with doors on."""
    reply = await conversation.gets("hi")

    assert reply.open.startswith("Hi!")
    assert len(reply.buttons) == 3
