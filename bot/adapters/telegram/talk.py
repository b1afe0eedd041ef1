"""The talk: in which context a question is asked, what is answered, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from telegram import Bot

from bot.adapters.telegram import journal, place
from bot.adapters.telegram.address import Asked
from bot.adapters.telegram.delivery import Post, Sent
from bot.engine.advisor import Advisor
from bot.engine.context import EMPTY, Context
from bot.engine.reading import Reading
from bot.render.html import html
from bot.render.reply import Reply
from bot.stores import Kept, Store


@dataclass(frozen=True, slots=True)
class Talk:
    """What all handlers share."""

    advisor: Advisor
    store: Store
    post: Post = field(default_factory=Post)

    def words(self, name: str) -> Reply:
        """Return words of the bot that are no answer, by their name in the knowledge."""
        return Reply(self.advisor.knowledge.replies[name], length=0)

    async def earlier(self, asked: Asked) -> Kept | None:
        """Return what is kept of a question that has been answered before."""
        if asked.key is None:
            return None
        return await self.recall(asked.place.question(asked.key), asked.at)

    async def context(self, asked: Asked) -> Context:
        """Return the context that a question is asked in.

        A reply to an answer takes up that answer's, whoever got it. Else the asker's own counts,
        and for a newcomer what was talked about last in the topic.
        """
        keys = [asked.place.conversation, asked.place.last]
        if asked.answer:
            keys.insert(0, asked.place.anchor(asked.answer))
        for key in keys:
            if kept := await self.recall(key, asked.at):
                return kept.context
        return EMPTY

    async def answer(
        self, bot: Bot, asked: Asked, before: Context, *, over: int | None = None
    ) -> Reading:
        """Answer, perhaps in place of an earlier message, and keep what the next question needs.

        Return how the question was read.
        """
        answer, after = self.advisor.ask(asked.question, before)
        target = replace(asked.target, over=over)
        sent = await self.post.deliver(bot, target, html(answer, asked.limit))
        await self._keep_turn(asked, sent, before, after)
        return answer.reading

    async def recall(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key; nothing where the store fails.

        An answer without memory is better than none.
        """
        try:
            return await self.store.get(key, at)
        except Exception as error:
            journal.store_failed(error)
            return None

    async def keep(self, entries: Mapping[str, Kept], at: datetime) -> None:
        """Keep entries, if the store can: what has been answered already needs no regret."""
        try:
            await self.store.put(entries, at)
        except Exception as error:
            journal.store_failed(error)

    async def forget(self, chat: int) -> None:
        """Forget all that was said in a chat."""
        for prefix in place.prefixes(chat):
            await self.store.forget(prefix)

    async def _keep_turn(self, asked: Asked, sent: Sent, before: Context, after: Context) -> None:
        # The chat may have become another one (a supergroup) while it was answered.
        here = replace(asked.place, chat=sent.chat)
        keys = (here.conversation, here.last, here.anchor(sent.message))
        entries = dict.fromkeys(keys, Kept(after))
        if asked.key is not None:
            entries[here.question(asked.key)] = Kept(before, sent.message)
        await self.keep(entries, sent.at or asked.at)
