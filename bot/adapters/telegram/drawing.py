"""/picture draws the last answer, or the answer to the question typed after the command.

A picture never replaces text: its caption says what it shows.
"""

from dataclasses import replace

from telegram import Bot

from bot.adapters.telegram import delivery
from bot.adapters.telegram.address import Asked
from bot.adapters.telegram.delivery import Post
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.talk import Talk
from bot.engine import commands
from bot.engine.answers.desk import Desk
from bot.engine.answers.picture import chart
from bot.engine.reading import Reading
from bot.engine.talk.context import Context
from bot.render.html import escape


async def on_picture(talk: Talk, bot: Bot, asked: Asked, entry: Entry) -> None:
    """Send a picture, or say in one line what can be drawn."""
    since = await talk.forgets()
    before = await talk.context(asked)
    reading, after = _meant(talk, asked, before)
    shown = None
    if reading:
        shown = chart(talk.advisor.answer(reading), Desk(talk.advisor.knowledge))
    sent = await talk.pictures.deliver(bot, asked.target, shown) if shown else None
    if reading is None or sent is None:
        name = "picture_off" if shown else "picture_none"
        await delivery.deliver(bot, asked.target, Post(escape(talk.words(name))))
        return entry.ignored(name)
    after = after.asked_by(asked.place.sender)
    await talk.keep_turn(asked, [sent], (before, after, ""), since)
    entry.answered(asked.surface, reading)


def _meant(talk: Talk, asked: Asked, before: Context) -> tuple[Reading | None, Context]:
    """Return what to draw, and the context after it; None if there is no answer yet."""
    # An answer that was already given as text may be drawn.
    question = replace(asked.question, as_before=True)
    if question.text != commands.BARE["picture"]:
        return talk.advisor.read(question, before)
    if question.quoted and not asked.answer:
        return talk.advisor.read(replace(question, text=question.quoted, quoted=None), before)
    return (before.last.again() if before.last else None), before
