"""What the bot cannot read: pictures, files, voice messages and links, and texts with them.

A text with one is a question if it says by itself what it is about; if it only points at it
("what is this job?", "/ad" alone), an answer would pretend that it had been read.
"""

import re

from telegram import Message, MessageEntity

from bot.adapters.telegram.address import NO_TEXT, Asked, shown
from bot.engine.advisor import Advisor
from bot.engine.language import text
from bot.engine.reading import Question

TEXT_ONLY = "text_only"
LINK_ONLY = "link_only"
"""Names of what is said then, in knowledge/replies.yaml."""
LONG = 200
"""Letters from which on a text with something unreadable is read on its own: an ad, a CV."""
SURE = 0.5
POINTING = frozenset(
    {
        *("this", "these", "that", "it", "here", "attached", "see", "look", "cv", "resume"),
        *("file", "pdf", "screenshot", "picture", "photo", "image", "link", "ad", "posting"),
    }
)
"""Words that refer to the attachment of a text."""
_LINKS = frozenset({MessageEntity.URL, MessageEntity.TEXT_LINK})
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+\.\S+/\S*")


def unread(message: Message, asked: Asked, advisor: Advisor) -> str:
    """Return the name of the reply to a question about something unread, "" to answer it."""
    if asked.notice == NO_TEXT:
        return TEXT_ONLY
    said = asked.question.text
    if message.caption and shown(message):
        return "" if _alone(said, advisor) else TEXT_ONLY
    target = message.reply_to_message
    if asked.pointed is None and target and asked.answer is None and not asked.private:
        wordless = shown(target) and not (target.text or target.caption)
        return TEXT_ONLY if wordless and not _alone(said, advisor) else ""
    if _links(message):
        return "" if _alone(_ADDRESS.sub(" ", said), advisor) else LINK_ONLY
    return ""


def _links(message: Message) -> bool:
    found = message.parse_entities([*_LINKS])
    return any(
        entity.type == MessageEntity.TEXT_LINK or _ADDRESS.fullmatch(words)
        for entity, words in found.items()
    )


def _alone(said: str, advisor: Advisor) -> bool:
    """Tell whether a text says by itself what it is about."""
    if len(said) >= LONG:
        return True
    reading, _ = advisor.read(Question(said))
    about = reading.roles or reading.items or reading.topic
    points = any(word.text in POINTING for word in text.words(said))
    return bool(about) and not points and reading.confidence >= SURE
