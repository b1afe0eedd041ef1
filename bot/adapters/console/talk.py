"""A conversation, line by line; through a pipe its replies are plain text."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.commands import question
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.plain import plain
from bot.render.reply import SCREEN

GREETING = "Ask about a role, or compare two: MLE vs MLSE tools?"
LEAVE = frozenset({"exit", "quit", "/exit", "/quit"})


def talk(advisor: Advisor, lines: Iterable[str], clock: Callable[[], datetime]) -> Iterator[str]:
    """Yield a reply to each line until one says to leave.

    What would be buttons elsewhere is listed under the reply, to be typed.
    """
    for answer in answers(advisor, lines, clock):
        reply = plain(answer, SCREEN)
        offered = [one.question for one in reply.suggestions[:3]]
        if reply.more:
            offered.insert(0, reply.more)
        yield reply.text + (f"\n\nAsk next: {' | '.join(offered)}" if offered else "")


def answers(
    advisor: Advisor, lines: Iterable[str], clock: Callable[[], datetime]
) -> Iterator[Answer]:
    """Yield the answer to each line until one says to leave; empty lines are skipped."""
    context = EMPTY
    for line in lines:
        asked = line.strip()
        if asked.casefold() in LEAVE:
            return
        if not asked:
            continue
        answer, context = advisor.ask(Question(question(asked), clock()), context)
        yield answer
