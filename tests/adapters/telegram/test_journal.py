"""One line in the log for each update, and nobody's words in it."""

import asyncio
import time
from typing import Any

from tests.telegram.build import GROUP, membership, message, press, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram


async def test_answered(conversation: Conversation, log: list[Any]) -> None:
    """An answer's line says what was understood, and not what was typed."""
    raw = update(message=message("MLE vs MLSE tools, dear bot?"))

    await conversation.feed(raw)

    (line,) = log
    assert line["event"] == "answered"
    assert raw["update_id"] == line["update_id"]
    assert line["surface"] == "private"
    assert line["kind"] == "compare"
    assert line["sections"] == ["tools"]
    assert len(line["roles"]) == 2
    assert {"items", "confidence", "ms"} <= line.keys()
    assert "dear" not in str(line)


async def test_surfaces(conversation: Conversation, log: list[Any]) -> None:
    """The line says where it was asked."""
    first = await conversation.gets("/ask MLE tools?", chat=GROUP)
    await conversation.feed(update(callback_query=press("q1:MLS tools", first.result)))

    assert [line["surface"] for line in log] == ["group", "callback"]


async def test_waiting_counts(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """The time of an answer is the asker's: it begins before the wait for its turn."""
    flood = {"ok": False, "description": "Slow down", "parameters": {"retry_after": 2}}
    telegram.faults["sendMessage"].append((429, flood))
    first = asyncio.create_task(conversation.says("MLE tools?"))
    second = asyncio.create_task(conversation.says("DE tools?"))
    await asyncio.sleep(1)
    time.sleep(0.05)  # noqa: ASYNC251  # the clock of the figures is the machine's
    await asyncio.gather(first, second)

    assert all(50 <= line["ms"] for line in log)


async def test_ignored(conversation: Conversation, log: list[Any]) -> None:
    """Whatever is not answered has one line too, with the reason."""
    post = message("news", chat={"id": -1005, "type": "channel", "title": "News"})
    poll = {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    updates = {
        "not_addressed": update(message=message("hello all", chat=GROUP)),
        "no_text": update(message=message(chat=GROUP, dice={"emoji": "🎲", "value": 1})),
        "membership": update(my_chat_member=membership("member", "member")),
        "migration": update(message=message(chat=GROUP, migrate_to_chat_id=-1009)),
        "stale_button": update(callback_query=press("old", message("x"))),
        "unsupported": update(channel_post=post),
    }

    for raw in updates.values():
        await conversation.feed(raw)
    await conversation.feed(update(poll=poll))

    assert [*updates, "unsupported"] == [line["reason"] for line in log]
