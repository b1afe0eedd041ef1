"""What the library is told to leave undone."""

from telegram.ext import Application

from tests.telegram.build import message, update
from tests.telegram.conversation import Conversation

FIRST, PEOPLE = 70_000, 50


async def test_nobody_is_noted(conversation: Conversation) -> None:
    """However many people and chats there are, the application keeps no list of them."""
    for one in range(FIRST, FIRST + PEOPLE):
        person = {"id": one, "is_bot": False, "first_name": "A"}
        group = {"id": -one, "type": "group", "title": "G"}
        await conversation.feed(update(message=message("hi", chat=group, sender=person)))

    kept = [getattr(conversation.application, name, None) for name in Application.__slots__]
    sizes = [len(one) for one in kept if isinstance(one, (set, dict, list))]
    assert len(sizes) > 4
    assert max(sizes) < PEOPLE
