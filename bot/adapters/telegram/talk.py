"""The conversation: the context of a question, the answer, and what is stored."""

import asyncio
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count, zip_longest

from telegram import Bot
from telegram.error import TelegramError

from bot import metrics
from bot.adapters.telegram import delivery, journal, place, posts, unanswered
from bot.adapters.telegram.address import Asked
from bot.adapters.telegram.allowance import Allowance, Verdict
from bot.adapters.telegram.delivery import Post, Sent
from bot.adapters.telegram.keyboard import BAD
from bot.adapters.telegram.parts import Parts
from bot.adapters.telegram.pictures import Pictures
from bot.adapters.telegram.place import Place, Target
from bot.adapters.telegram.posts import Posts, Ready
from bot.clock import today
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from bot.engine.talk.context import EMPTY, Context
from bot.render.html import escape
from bot.stores import SHOWN_FROM, Kept, Store

UNANSWERED = "unanswered"
FEEDBACK = "feedback"
LISTED = 30
PROBLEMS, SHOWN = 18, 200
"""Problems of the knowledge that are told, so that they fit a message, and letters of each."""
REFUSED = 20
"""Presses refused at the same time, so that a crowd of them leaves the machine to others."""
REMEMBERED = 1000


@dataclass(slots=True)
class Talk:
    """What all handlers share."""

    advisor: Advisor
    store: Store
    ttl: timedelta = timedelta(days=30)
    """How long a conversation is kept."""
    admins: frozenset[int] = frozenset()
    """The operators, who may see what is counted."""
    secret: bytes = b""
    """The key for the marks of people with unanswered questions, which nobody else has."""
    clock: Callable[[], datetime] = today
    load: Callable[[], Knowledge] | None = None
    """Reloads the knowledge, if that may be requested."""
    people: Allowance = field(default_factory=lambda: Allowance(20))
    """What one person asks in private."""
    members: Allowance = field(default_factory=lambda: Allowance(12))
    """What one person asks in all places that others share: fewer than the fifteen messages that
    a group takes, so that there is room for others there."""
    crowds: Allowance = field(default_factory=lambda: Allowance(1))
    """How often a group gets the notice that there is no room."""
    presses: Allowance = field(default_factory=lambda: Allowance(30))
    typed: Allowance = field(default_factory=lambda: Allowance(60))
    """Inline queries; a person who types makes one or two in a second."""
    unknown: Allowance = field(default_factory=lambda: Allowance(20, 86_400))
    """Unanswered questions of one person that are counted in a day, so that nobody fills the list
    or pushes those of others out of it."""
    parts: Parts = field(default_factory=Parts)
    pictures: Pictures = field(default_factory=Pictures)
    told: set[str] = field(default_factory=set)
    """Errors that the operators have been told about."""
    posts: Posts = field(init=False)
    answering: set[asyncio.Task[None]] = field(default_factory=set)
    """Answers to presses on their way; no update waits for them."""
    refusing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(REFUSED))
    heard: OrderedDict[Hashable, int] = field(default_factory=OrderedDict)
    """The latest messages to the bot, by the update that brought them first: one to a guest may
    come as a group's message too, and an album comes as several."""

    def __post_init__(self) -> None:
        self.posts = Posts(self.advisor)

    async def reload(self) -> list[str]:
        """Serve the knowledge as it is now, or keep the old one and return the problems."""
        if self.load is None:
            return ["there is nothing to load it from"]
        try:
            knowledge = await asyncio.to_thread(self.load)
            advisor = await asyncio.to_thread(Advisor, knowledge, posts.REMEMBERED)
            words = self.advisor.knowledge.replies
            if words["help_more"] == words["help_more_all"]:
                advisor.say_instead("help_more", "help_more_all")
            await asyncio.to_thread(advisor.warm_up)
        except Exception as error:
            lines = str(error).splitlines() or [type(error).__name__]
            return [line[:SHOWN] for line in lines[:PROBLEMS]]
        self.advisor = advisor
        self.posts = Posts(advisor)
        metrics.KNOWLEDGE.info({"version": knowledge.version})
        return []

    def verdict(self, asked: Asked) -> Verdict:
        """Return whether a question is within what its asker may ask, in private or elsewhere."""
        allowance = self.people if asked.private else self.members
        return allowance.take(asked.place.sender, asked.at.timestamp())

    async def tell_operators(self, bot: Bot, fault: BaseException | None) -> None:
        """Notify the operators of an error, the first time that it occurs."""
        where = traceback.extract_tb(fault.__traceback__)[-1:] if fault else []
        place_ = f" in {where[0].name}, line {where[0].lineno}" if where else ""
        told = f"{type(fault).__name__}{place_}"
        if told in self.told or len(self.told) >= REMEMBERED:
            return
        self.told.add(told)
        for admin in self.admins:
            with suppress(TelegramError):
                await delivery.deliver(
                    bot, Target(admin), Post(escape(self.words("fault", fault=told)))
                )

    def words(self, name: str, **values: object) -> str:
        """Return words of the bot that are no answer, by their name in the knowledge."""
        return self.advisor.knowledge.replies[name].format(**values)

    async def listing(self, name: str, page: int = 1) -> str:
        """Return one page of what was counted most under a name, for the operators.

        An unanswered question is shown only once several people have asked it.
        """
        least = SHOWN_FROM if name == UNANSWERED else 1
        every = [one for one in (await self.store.counts(name)).items() if one[1] >= least]
        shown = every[LISTED * (page - 1) : LISTED * page]
        lines = [f"{times} × {escape(key)}" for key, times in shown]  # noqa: RUF001
        if len(every) > LISTED * page:
            lines.append(self.words("listing_more", command=name, page=page + 1))
        return "\n".join(lines) or self.words("nothing_counted")

    def heard_before(self, message: Hashable, update_id: int) -> bool:
        """Tell whether a message was heard before by another update, and remember it."""
        first = self.heard.setdefault(message, update_id)
        if len(self.heard) > REMEMBERED:
            self.heard.popitem(last=False)
        return first != update_id

    async def earlier(self, asked: Asked) -> Kept | None:
        """Return what is kept of a question that has been answered before."""
        if asked.key is None:
            return None
        return await self.recall(asked.place.question(asked.key), asked.at)

    async def context(self, asked: Asked) -> Context:
        """Return the context that a question is asked in.

        A reply to an answer continues its context, whoever got it. Else the asker's own counts,
        and for a newcomer what was talked about last in the topic.
        """
        keys = [asked.place.conversation]
        if not asked.private:
            keys.append(asked.place.last)
        if asked.answer:
            keys.insert(0, asked.place.anchor(asked.answer))
        for key in keys:
            if kept := await self.recall(key, asked.at):
                own = kept.owner in {0, asked.place.sender}
                # What people say about themselves stays theirs.
                if own:
                    return kept.context
                replies = bool(asked.answer) and key == keys[0]
                return kept.context.for_another(asked.place.sender, replies=replies)
        return EMPTY

    async def answer(
        self,
        bot: Bot,
        asked: Asked,
        before: Context,
        since: int | None,
        *,
        over: int | None = None,
    ) -> Reading:
        """Answer, perhaps over an earlier message, keep what is needed, and return the reading.

        `since`: how often somebody had been forgotten before that context was looked up.
        """
        begun = time.perf_counter()
        reading, after = self.advisor.read(asked.question, before)
        ready = self.posts.ready(reading, asked.limit, "" if asked.private else bot.username)
        metrics.ENGINE_SECONDS.observe(time.perf_counter() - begun)
        target = replace(asked.target, over=over) if over is not None else asked.target
        if target.reply_to and asked.pointed and reading.passed_on and not reading.ad:
            # The asker gets to see it.
            target = replace(target, reply_to=asked.pointed)
        pointed = None
        if asked.surface == "group" and over is None and ready.digest:
            pointed = await self._point(bot, asked, ready)
        given = "" if pointed else ready.digest
        sent = [pointed] if pointed else []
        try:
            if not pointed:
                await self._send(bot, asked, target, ready, sent)
        finally:
            # What has arrived is kept, whatever becomes of the rest.
            if sent:
                after = _owned(asked, reading, before, after).showing(ready.shown, ready.noted)
                await self.keep_turn(asked, sent, (before, after, given), since)
        if reading.kind == "unknown" and not asked.notice and since == await self.forgets():
            await self._count_unanswered(asked, reading)
        return reading

    async def _send(
        self, bot: Bot, asked: Asked, target: Target, ready: Ready, sent: list[Sent]
    ) -> None:
        """Send one message after the other, over those of the earlier answer while they last.

        Each is added to `sent` when it has arrived.
        """
        first, *rest = ready.posts
        sent.append(await delivery.deliver(bot, target, first))
        chat = sent[0].chat
        earlier = await self._pages(asked, target.over)
        # An answer that could not be changed stays above the new one.
        reused = earlier[: len(rest)] if sent[0].message == target.over else []
        for post, over in zip_longest(rest, reused):
            sent.append(await delivery.deliver(bot, Target(chat, target.thread, over=over), post))
        for page in earlier:
            if page not in {one.message for one in sent}:
                await delivery.take_back(bot, chat, page)

    async def _pages(self, asked: Asked, answer: int | None) -> list[int]:
        """Return the further messages of an earlier answer; only in private it may have some.

        A button under one of them may have opened further ones of its own.
        """
        pages: list[int] = []
        opened = [answer] if answer is not None and asked.private else []
        for message in opened:
            for number in count():
                kept = await self.recall(asked.place.page(message, number), asked.at)
                if kept is None or kept.answer is None or kept.answer in pages:
                    break
                pages.append(kept.answer)
                opened.append(kept.answer)
        return pages

    async def vote(self, here: Place, message: int, vote: tuple[str, str]) -> bool:
        """Count a thumb, and a reason, once for each answer, and tell whether this one was.

        They are counted by what was asked, not by whom. A press has no date; that of the message
        may be old, or 0 for one that is too old to be read.
        """
        mark, about = vote
        reason = self.reasons().get(mark, "")
        key = here.vote(message, f"{about}?" if reason else about)
        at, since = self.clock(), await self.forgets()
        if await self.recall(key, at):
            return False
        await self.keep({key: Kept(EMPTY, owner=here.sender)}, at, since)
        await self._count(FEEDBACK, f"{BAD} {about}: {reason}" if reason else f"{mark} {about}")
        return True

    def reasons(self) -> dict[str, str]:
        """Return why an answer may be disliked: mark -> label."""
        told = (one.partition("=") for one in self.words("feedback_reasons").split("|"))
        return {mark: label for mark, _, label in told}

    async def recall(self, key: str, at: datetime) -> Kept | None:
        """Return what is kept under a key; nothing where the store fails.

        An answer without memory is better than none.
        """
        try:
            return await self.store.get(key, at)
        except Exception as error:
            journal.store_failed(error)
            return None

    async def forgets(self) -> int | None:
        """Return how often somebody has been forgotten, None where the store fails.

        Read before the context of a question is looked up, it prevents storing anything about
        people who are forgotten meanwhile.
        """
        try:
            return await self.store.forgets()
        except Exception as error:
            journal.store_failed(error)
            return None

    async def keep(self, entries: Mapping[str, Kept], at: datetime, since: int | None) -> None:
        """Keep entries, if the store can: what has been answered already needs no regret."""
        if since is None:  # perhaps somebody has asked to be forgotten
            return
        try:
            await self.store.put(entries, at, since)
        except Exception as error:
            journal.store_failed(error)

    async def forget(self, chat: int) -> None:
        """Forget all that was said in a chat."""
        await self.store.forget(*place.prefixes(chat))

    async def forget_sender(self, asked: Asked) -> None:
        """Forget everything that came from the sender, here and elsewhere."""
        sender = asked.place.sender
        self.parts.forget(sender)
        await self.store.forget_owner(sender)
        await self.store.uncount(UNANSWERED, lambda key: unanswered.mark(self.secret, key, sender))
        if asked.surface == "private":
            await self.forget(asked.place.chat)

    async def move(self, chat: int, to: int) -> None:
        """Move a group's conversations to the supergroup that it has become."""
        for old, new in place.moving(chat, to).items():
            await self.store.move(old, new)
        await self.forget(chat)

    async def _point(self, bot: Bot, asked: Asked, ready: Ready) -> Sent | None:
        """Point at the same answer if it was given here a few minutes ago."""
        earlier = await self.recall(asked.place.asked(ready.digest), asked.at)
        if not earlier or earlier.answer is None:
            return None
        # A button or an edited question may have put another answer there since.
        now = await self.recall(asked.place.anchor(earlier.answer), asked.at)
        if not now or now.context != earlier.context:
            return None
        target = replace(asked.target, reply_to=earlier.answer)
        return await delivery.point(
            bot, target, Post(self.words("repeated", title=escape(ready.title)))
        )

    async def _count_unanswered(self, asked: Asked, reading: Reading) -> None:
        """Count the words of a question that nobody here could answer, without whose they are."""
        sender = asked.place.sender
        key = unanswered.counted(asked.question.text, reading, self.advisor.knowledge)
        if key and self.unknown.take(sender, asked.at.timestamp()) is Verdict.ANSWER:
            await self._count(UNANSWERED, key, unanswered.mark(self.secret, key, sender))

    async def _count(self, name: str, key: str, asker: str = "") -> None:
        try:
            await self.store.count(name, key, self.clock(), asker)
        except Exception as error:
            journal.store_failed(error)

    async def keep_turn(
        self,
        asked: Asked,
        every: Sequence[Sent],
        told: tuple[Context, Context, str],
        since: int | None,
    ) -> None:
        """Store a turn: the context before and after it, and a digest of the answer."""
        before, after, digest = told
        if asked.place.realm == place.INLINE:
            return
        sent, *pages = every
        # The chat may have become another one (a supergroup) while it was answered.
        moved = sent.chat != asked.place.chat
        here = replace(asked.place, chat=sent.chat) if moved else asked.place
        kept = Kept(after, owner=here.sender)
        entries = {here.conversation: kept, here.last: kept}
        if sent.message is not None:
            entries[here.anchor(sent.message)] = kept
            if asked.surface == "group" and digest:
                entries.setdefault(here.asked(digest), replace(kept, answer=sent.message))
            if asked.key is not None:
                owner = here.sender
                entries[here.question(asked.key)] = Kept(before, sent.message, owner)
            for number, page in enumerate(pages):
                entries[here.page(sent.message, number)] = replace(kept, answer=page.message)
                entries[here.anchor(page.message or 0)] = kept
        await self.keep(entries, sent.at or asked.at, since)


def _owned(asked: Asked, reading: Reading, before: Context, after: Context) -> Context:
    """Return the context after a question with whose each turn is.

    What another person's message says is that person's, and says nothing about whoever passed it
    on.
    """
    if not reading.passed_on or not asked.pointed_at:
        return after.asked_by(asked.place.sender)
    return replace(after.asked_by(asked.pointed_at), told=before.told)
