"""What goes wrong: at Telegram, on the way, or in our own code."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.adapters.telegram.talk import Talk
from bot.adapters.telegram.wiring import build
from bot.stores import Kept
from bot.stores.memory import MemoryStore
from tests.telegram.build import ADMIN, GROUP, PRIVATE, edited, message, press, update
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram, Wire

BLOCKED = (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"})
REFUSED = (400, {"ok": False, "description": "Bad Request: x"})


def _flood(seconds: int) -> tuple[int, dict[str, Any]]:
    description = f"Too Many Requests: retry after {seconds}"
    parameters = {"retry_after": seconds}
    return 429, {"ok": False, "description": description, "parameters": parameters}


def _tries(telegram: Telegram) -> int:
    """Return how often something was sent, the word to the operators left out."""
    sent = (call for call in telegram.calls if call.method == "sendMessage")
    return sum(call.params["chat_id"] != ADMIN["id"] for call in sent)


async def test_flood(conversation: Conversation, telegram: Telegram) -> None:
    """A flood limit is waited for as long as Telegram says, and the answer comes after it."""
    telegram.faults["sendMessage"].append(_flood(3))
    begun = now()

    await conversation.gets("MLE tools?")

    assert now() - begun == pytest.approx(3)


async def test_long_flood(conversation: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """An answer that would come much too late is dropped."""
    telegram.faults["sendMessage"].append(_flood(300))
    begun = now()

    assert await conversation.says("MLE tools?") == []
    assert now() == begun
    assert _tries(telegram) == 1
    assert [line["event"] for line in log] == ["undelivered"]


@pytest.mark.parametrize(
    "fault",
    # A timeout may have delivered the message; of a block every further message is one more.
    [TimedOut("late"), NetworkError("no route"), BLOCKED],
)
async def test_never_repeated(
    conversation: Conversation, telegram: Telegram, log: list[Any], fault: Any
) -> None:
    """What may have arrived, or never will, is not sent again."""
    telegram.faults["sendMessage"].append(fault)

    assert await conversation.says("MLE tools?") == []
    assert _tries(telegram) == 1
    assert [line["event"] for line in log] == ["undelivered"]


@pytest.mark.parametrize("status", [500, 502])
async def test_failed_at_telegram(
    conversation: Conversation, telegram: Telegram, log: list[Any], status: int
) -> None:
    """What Telegram says that it has not done is sent once more, and no third time."""
    telegram.faults["sendMessage"].append((status, {"ok": False}))
    await conversation.gets("MLE tools?")
    assert _tries(telegram) == 2

    telegram.faults["sendMessage"].extend([(status, {"ok": False})] * 2)
    assert await conversation.says("DE tools?") == []
    assert _tries(telegram) == 4
    assert [line["event"] for line in log] == ["answered", "undelivered"]


async def test_refused(conversation: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """An answer that Telegram refuses is not repeated; the asker hears one kind line."""
    telegram.faults["sendMessage"].append(REFUSED)

    (reply,) = await conversation.says("MLE tools?")

    assert "Sorry" in reply.text
    assert [line["event"] for line in log] == ["failed"]


@pytest.mark.parametrize(
    "why",
    [
        "TOPIC_CLOSED",
        "CHAT_WRITE_FORBIDDEN",
        "not enough rights to send text messages to the chat",
    ],
)
async def test_may_not_write(
    conversation: Conversation, telegram: Telegram, log: list[Any], why: str
) -> None:
    """Where nobody may write nothing more is tried, and it is no fault of ours."""
    refused = {"ok": False, "description": f"Bad Request: {why}"}
    telegram.faults["sendMessage"].append((400, refused))

    assert await conversation.says("/ask MLE tools?", chat=GROUP) == []
    assert _tries(telegram) == 1
    assert [line["event"] for line in log] == ["undelivered"]


async def test_kind_line_refused(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """Where even the kind line is refused nothing more is tried."""
    telegram.faults["sendMessage"].extend([REFUSED, REFUSED])

    assert await conversation.says("/ask MLE tools?", chat=GROUP) == []
    assert _tries(telegram) == 2
    assert [line["event"] for line in log] == ["failed"]


async def test_migrated(conversation: Conversation, telegram: Telegram, told: Told) -> None:
    """A group that became a supergroup meanwhile is answered, and goes on, under its new id."""
    new = {**GROUP, "id": -1009, "type": "supergroup"}
    telegram.chats[-1009] = new
    moved = {"migrate_to_chat_id": -1009}
    telegram.faults["sendMessage"].append(
        (400, {"ok": False, "description": "Bad Request: group upgraded", "parameters": moved})
    )

    first = await conversation.gets("/ask MLE vs MLSE tools?", chat=GROUP)
    reply = await conversation.gets("education?", chat=new, reply_to_message=first.result)

    assert first.params["chat_id"] == -1009
    assert told("MLE vs MLSE education") in reply.open


async def test_next_question(conversation: Conversation, telegram: Telegram) -> None:
    """After trouble the talk goes on."""
    telegram.faults["sendMessage"].append(TimedOut("late"))
    await conversation.says("MLE tools?")

    assert "Machine Learning Engineer" in (await conversation.gets("MLE tools?")).text


class Forgetful(MemoryStore):
    """A store that is down."""

    async def get(self, key: str, at: datetime) -> Kept | None:
        raise OSError(f"no {key} at {at}")

    async def put(
        self, entries: Mapping[str, Kept], at: datetime, since: int | None = None
    ) -> None:
        raise OSError(f"no room for {entries} at {at} since {since}")

    async def count(self, name: str, key: str, at: datetime, asker: str = "") -> None:
        raise OSError(f"no room for {name} {key} of {asker} at {at}")


async def test_store_down(talk: Talk, telegram: Telegram, log: list[Any]) -> None:
    """Without its store the bot answers without memory, and the log says so."""
    forgetful = replace(talk, store=Forgetful(timedelta(days=1)))
    application = build(forgetful, "42:x", "https://x.invalid", Wire(telegram))
    await application.initialize()
    conversation = Conversation(application, telegram, forgetful.store)

    reply = await conversation.gets("MLE tools?")

    assert "Machine Learning Engineer" in reply.text
    assert {line["event"] for line in log} == {"store_failed", "answered"}
    assert "I can't help" in (await conversation.gets("blorp gromf")).text
    assert await conversation.presses("👍", reply) == []
    assert not any(line["event"] == "failed" for line in log)


async def test_fault(stumbling: Conversation, log: list[Any]) -> None:
    """A fault of ours is logged once, the asker hears one kind line, and the bot lives on."""
    (reply,) = await stumbling.says("stumble")

    assert "Sorry" in reply.text
    assert [line["event"] for line in log] == ["failed"]
    assert "Machine Learning Engineer" in (await stumbling.gets("MLE tools?")).text


async def test_fault_in_a_group(stumbling: Conversation) -> None:
    """The kind line goes to the question, in a group too."""
    question = message("/ask stumble", chat=GROUP)

    (reply,) = await stumbling.feed(update(message=question))

    assert question["message_id"] == reply.params["reply_parameters"]["message_id"]


async def test_fault_on_a_press(stumbling: Conversation) -> None:
    """A press that fails is answered once and followed by the kind line."""
    first = await stumbling.gets("MLE tools?")

    (reply,) = await stumbling.feed(update(callback_query=press("q1:stumble", first.result)))

    assert reply.method == "sendMessage"
    assert "Sorry" in reply.text


async def test_fault_unasked(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """Where nobody waits for an answer a fault is no reason to speak."""
    telegram.faults["sendMessage"].append(REFUSED)

    assert (
        await conversation.feed(
            update(message=message(chat=PRIVATE, dice={"emoji": "🎲", "value": 1}))
        )
        == []
    )
    assert [line["event"] for line in log] == ["failed"]


async def test_edit_refused(conversation: Conversation, telegram: Telegram) -> None:
    """An edit that Telegram refuses for another reason is not turned into a new message."""
    question = message("MLE tools?")
    await conversation.feed(update(message=question))
    telegram.faults["editMessageText"].append(REFUSED)

    (reply,) = await conversation.feed(update(edited_message=edited(question, "MLS tools?")))

    assert "Sorry" in reply.text
