"""Inline: "@bot mle vs mlse tools" in any chat offers answers to send there.

Each keystroke is a query, and what is answered is kept by Telegram for others too: no store is
asked, no context used, nothing counted.
"""

from collections.abc import Iterator
from hashlib import blake2b
from textwrap import shorten

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.ext import ContextTypes

from bot.adapters.telegram.address import whole
from bot.adapters.telegram.allowance import Verdict
from bot.adapters.telegram.delivery import content
from bot.adapters.telegram.journal import Entry
from bot.adapters.telegram.keyboard import keyboard
from bot.adapters.telegram.talk import Talk
from bot.clock import now
from bot.engine import commands
from bot.engine.answer import Answer
from bot.engine.reading import Question, Reading
from bot.render.html import html
from bot.render.plain import plain
from bot.render.reply import GROUP

MOST = 5
"""Results of one query: what fits on a screen, and in five milliseconds."""
CACHE = 300
"""Seconds that Telegram may give the same results for the same words, to anybody."""
STATEMENTS = frozenset({"explain", "compare", "check", "find", "transition", "recommend", "roles"})
"""Kinds of answers worth sending to somebody; the others only help the asker to ask."""
STARTERS = Reading("help")
"""The reading of an empty query: somebody looks at what there is."""
DESCRIPTION = 120
"""Letters of a description that a phone shows."""
TOLD_APART = 25
"""Letters of a title that any phone shows; results must differ within them."""


async def on_inline(talk: Talk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer an inline query with the best answer first, then related ones."""
    query = update.inline_query
    if query is None:
        return
    entry = Entry(update)
    if talk.typed.take(query.from_user.id, now()) is not Verdict.ANSWER:
        # The next letter asks again; nobody else should get this empty result.
        await query.answer([], cache_time=0, is_personal=True)
        return entry.ignored("too_many")
    typed = whole(query.query).strip()
    best = talk.advisor.ask(Question(typed))[0] if typed else None
    handle = context.bot.username
    # Two questions may have the same answer; Telegram takes no result twice.
    articles = (_article(answer, talk, handle) for answer in offered(talk, best))
    results = {one.id: one for one in articles}
    payload = commands.payload(typed) or "help"
    await query.answer(
        list(results.values()),
        cache_time=CACHE,
        is_personal=False,
        button=InlineQueryResultsButton(talk.words("inline_private"), start_parameter=payload),
    )
    entry.answered("inline", best.reading if best else STARTERS)


def offered(talk: Talk, best: Answer | None) -> Iterator[Answer]:
    """Yield the answer of each result, the best first; starters where nothing is typed yet."""
    given: set[str] = set()
    for answer in _answers(talk, best):
        first = _title(answer, talk)[:TOLD_APART]
        states = bool(answer.verdict) or answer.reading.kind == "roles"
        asks = answer.reading.quiz is not None
        if answer.reading.kind in STATEMENTS and states and not asks and first not in given:
            given.add(first)
            yield answer
        if len(given) == MOST:
            return


def _answers(talk: Talk, best: Answer | None) -> Iterator[Answer]:
    """Yield the answer to what is typed, to what may be asked next, and to starters."""
    asked: list[str] = []
    if best:
        yield best
        asked = [one.question for one in best.suggestions]
    if best is None or best.reading.kind not in STATEMENTS:
        asked += talk.words("inline_starters").split("|")
    for question in asked:
        yield talk.advisor.ask(Question(question))[0]


def _article(answer: Answer, talk: Talk, handle: str) -> InlineQueryResultArticle:
    reply = html(answer, GROUP)
    return InlineQueryResultArticle(
        # The same result has the same id whenever it is offered.
        blake2b(reply.text.encode(errors="replace"), digest_size=16).hexdigest(),
        _title(answer, talk),
        content(reply.text),
        reply_markup=keyboard(reply, handle=handle),
        description=_description(answer),
    )


def _title(answer: Answer, talk: Talk) -> str:
    """Return what an answer is about, what sets it apart from its neighbours first."""
    about, colon, part = answer.title.rpartition(": ")
    told = {*answer.reading.named_sections} - {talk.advisor.knowledge.section_for("what")}
    return f"{part[:1].upper()}{part[1:]}: {about}" if colon and told else answer.title


def _description(answer: Answer) -> str:
    """Return what an answer says first, in one line."""
    said = answer.verdict or plain(answer, GROUP).text.partition("\n")[2]
    return shorten(said, DESCRIPTION, placeholder="…")
