"""Coming into a group, leaving it, and its becoming a supergroup."""

from typing import Any

import pytest

from bot.adapters.telegram.place import prefixes
from tests.telegram.build import CHI, GROUP, PRIVATE, membership, message, update
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram


@pytest.mark.parametrize(
    ("was", "now"),
    [("left", "member"), ("kicked", "member"), ("left", "administrator"), ("left", "restricted")],
)
async def test_hello(conversation: Conversation, was: str, now: str) -> None:
    """A group that takes the bot in learns in one short message how to ask."""
    (hello,) = await conversation.feed(update(my_chat_member=membership(was, now)))

    assert "/ask" in hello.text
    assert len(hello.text) <= 300
    assert "mention" not in hello.text


async def test_no_right_to_write(
    conversation: Conversation, telegram: Telegram, log: list[Any]
) -> None:
    """A group that gives no right to write gets no hello, and it is not even tried."""
    change = membership("left", "restricted", can_send_messages=False)

    assert await conversation.feed(update(my_chat_member=change)) == []
    assert telegram.calls == []
    assert ["membership"] == [line["reason"] for line in log]


async def test_hello_with_privacy_off(conversation: Conversation) -> None:
    """Only where mentions are delivered does the hello speak of them."""
    conversation.telegram.me["can_read_all_group_messages"] = True
    await conversation.application.bot.get_me()

    (hello,) = await conversation.feed(update(my_chat_member=membership("left", "member")))

    assert "mention" in hello.text


@pytest.mark.parametrize(("was", "now"), [("member", "restricted"), ("restricted", "member")])
async def test_no_second_hello(conversation: Conversation, was: str, now: str) -> None:
    """Other rights in the same group are no reason to speak."""
    assert await conversation.feed(update(my_chat_member=membership(was, now))) == []


async def test_unblocked(conversation: Conversation) -> None:
    """A private chat that opens again hears nothing until it asks."""
    change = membership("kicked", "member", chat=PRIVATE)

    assert await conversation.feed(update(my_chat_member=change)) == []


@pytest.mark.parametrize("now", ["left", "kicked"])
async def test_removed(conversation: Conversation, now: str) -> None:
    """What was said in a group is forgotten when the bot leaves; other chats stay."""
    await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP)
    await conversation.gets("MLE tools?")

    assert await conversation.feed(update(my_chat_member=membership("member", now))) == []
    assert await conversation.store.forget(f"chat:{GROUP['id']}:") == 0
    assert await conversation.store.forget(f"anchor:{GROUP['id']}:") == 0
    assert await conversation.store.forget("") != 0


async def test_migration(conversation: Conversation, told: Told) -> None:
    """Talks go on in the supergroup that a group has become, and nothing is said of it."""
    first = await conversation.gets("@Rolewise_Bot MLE vs MLSE tools?", chat=GROUP)
    new = {**GROUP, "id": -1009, "type": "supergroup"}

    assert (
        await conversation.feed(
            update(message=message(chat=GROUP, migrate_to_chat_id=-1009)),
            update(message=message(chat=new, migrate_from_chat_id=GROUP["id"])),
        )
        == []
    )
    own = await conversation.gets("@Rolewise_Bot and education?", chat=new)
    newcomer = await conversation.gets("@Rolewise_Bot and skills?", chat=new, sender=CHI)
    assert told("MLE vs MLSE education") in own.open
    assert told("MLE vs MLSE skills") in newcomer.open
    # Of the old group nothing is left; its messages have other ids in the new one.
    assert {await conversation.store.forget(prefix) for prefix in prefixes(GROUP["id"])} == {0}
    assert await conversation.store.forget(f"anchor:-1009:{first.result['message_id']}") == 0
