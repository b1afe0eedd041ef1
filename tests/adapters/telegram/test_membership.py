"""Coming into a group, leaving it, and its becoming a supergroup."""

import pytest

from tests.telegram.build import GROUP, PRIVATE, membership, message, update
from tests.telegram.conversation import Conversation


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


async def test_migration(conversation: Conversation) -> None:
    """A group that becomes a supergroup is forgotten under its old id, and nothing is said."""
    await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP)
    new = {**GROUP, "id": -1009, "type": "supergroup"}

    assert (
        await conversation.feed(
            update(message=message(chat=GROUP, migrate_to_chat_id=-1009)),
            update(message=message(chat=new, migrate_from_chat_id=GROUP["id"])),
        )
        == []
    )
    assert await conversation.store.forget("") == 0
