"""Answers prepared for Telegram; the latest are cached, because many people ask the same."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.keyboard import BAD, GOOD, keyboard
from bot.engine.advisor import Advisor
from bot.engine.reading import Reading
from bot.render.html import html_pages

REMEMBERED = 512
"""Readings, answers and their messages that a running bot caches, of each the latest: some 25 kB
for one of all. Twice as many would take twelve MiB more."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is sent for a reading, and what is known of it."""

    posts: tuple[Post, ...]
    """The messages in order; the last has the buttons."""
    shown: tuple[str, ...]
    """Roles that the answer lists."""
    noted: tuple[str, ...]
    """Items that it found in a job ad."""
    title: str
    """What it is about, in a few words."""
    digest: str
    """Equal for equal answers, "" for answers that state nothing."""


class Posts:
    """Prepares answers for one place: with a length limit, for one reader or for a group."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor
        self._remembered = lru_cache(REMEMBERED)(self._make)

    def ready(self, reading: Reading, limit: int, handle: str) -> Ready:
        """Return the answer to a reading; with the bot's `handle` for a place that is shared."""
        # A job ad, or a long question, is somebody's text: it is not remembered.
        make = self._make if reading.ad or reading.tells else self._remembered
        return make(reading, limit, handle)

    def _make(self, reading: Reading, limit: int, handle: str) -> Ready:
        answer = self._advisor.answer(reading)
        *front, reply = html_pages(answer, limit)
        words = self._advisor.knowledge.replies
        votes = {GOOD: words["feedback_good"], BAD: words["feedback_bad"]}
        markup = keyboard(reply, handle=handle, votes=None if handle else votes)
        digest = blake2b(reply.text.encode(errors="replace"), digest_size=12).hexdigest()
        return Ready(
            (
                *(Post(page.text) for page in front),
                Post(reply.text, markup),
            ),
            answer.shown,
            answer.noted,
            answer.title,
            digest if reply.asked else "",
        )
