"""What of a reply is seen at once: all but the folded quote of doubts and sources."""

from bot.render.reply import Reply
from tests.telegram import tdlib


def seen(reply: Reply) -> int:
    """Return the characters of a reply that are seen before its quote is unfolded."""
    return len(tdlib.parse(reply.text.partition("<blockquote")[0].rstrip())["text"])
