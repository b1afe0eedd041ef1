"""Votes: a thumb or a reason is counted where a button of ours says so, and nowhere else.

What a press brings can be made up by whoever presses. A message that Telegram still shows bears
its buttons; of one too old for that, what is voted on must be what the bot itself would ask about.
"""

from contextlib import suppress

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.adapters.telegram.keyboard import BAD, bears, voted, with_reasons, without_votes
from bot.adapters.telegram.place import Place
from bot.adapters.telegram.talk import Talk
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from bot.render.html import html
from bot.render.layout import COUNTED

Vote = tuple[str, str]
"""A mark, and what it is about."""


def vote_of(query: CallbackQuery, advisor: Advisor) -> Vote | None:
    """Return the vote of a press; None for another press, and for a vote that is made up."""
    vote, message = voted(query.data), query.message
    if vote is None or message is None:
        return None
    if isinstance(message, Message) and message.is_accessible:
        return vote if bears(message.reply_markup, query.data) else None
    return vote if _is_ours(vote[1], advisor) else None


async def count(talk: Talk, here: Place, query: CallbackQuery, vote: Vote) -> None:
    """Count a thumb or a reason, and take them away, so that a second press finds none.

    Who dislikes an answer is asked why.
    """
    message = query.message
    if message is None:
        return
    counted = await talk.vote(here, message.message_id, vote)
    if isinstance(message, Message) and message.is_accessible and message.reply_markup:
        mark, about = vote
        left = (
            with_reasons(message.reply_markup, about, talk.reasons())
            if mark == BAD and counted
            else without_votes(message.reply_markup)
        )
        with suppress(TelegramError):
            await query.edit_message_reply_markup(left)


def _is_ours(about: str, advisor: Advisor) -> bool:
    """Tell whether something is what the bot asks about: how a question was read, or a question
    whose answer is known by the same words."""
    kind, *read = about.split()
    known = advisor.knowledge
    if kind in COUNTED and all(one in known.advice or one in known.headings for one in read):
        return True
    return html(advisor.ask(Question(about))[0]).about == about
