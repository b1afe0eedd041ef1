"""The labelled questions that the tests of the packaged knowledge ask.

Of those that travel with the knowledge a tenth is never trained on; `unseen` holds questions by
people who had seen neither the phrases nor the answers.
"""

from functools import cache
from pathlib import Path

from bot.build.examples import held_out, questions
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.files import packaged
from bot.files.questions import Dialogue, Turn, read_questions
from tests.knowledge.packaged import knowledge

UNSEEN = Path(__file__).parent / "unseen"
SETS = ("chat_questions", "forum_questions", "post_questions", "dialogues")
"""The files of `unseen` that hold labelled questions."""


@cache
def unseen(name: str) -> tuple[Dialogue, ...]:
    """Return one of the sets that nothing was ever fitted to."""
    return tuple(read_questions(UNSEEN / f"{name}.yaml"))


@cache
def labelled() -> tuple[Dialogue, ...]:
    """Return all labelled questions and talks of the knowledge, as they are trained on."""
    return tuple(questions(packaged(), [UNSEEN / f"{name}.yaml" for name in SETS]))


@cache
def kept_apart() -> tuple[Dialogue, ...]:
    """Return the questions that are never trained on, and the talks with such a turn."""
    return tuple(one for one in labelled() if any(map(is_kept_apart, one.turns)))


def is_kept_apart(turn: Turn) -> bool:
    """Tell whether what is said in a turn is never trained on."""
    return held_out(turn.says)


def singles(dialogues: tuple[Dialogue, ...]) -> list[Dialogue]:
    """Return the questions that stand alone."""
    return [one for one in dialogues if len(one.turns) == 1]


def talks(dialogues: tuple[Dialogue, ...]) -> list[Dialogue]:
    """Return the dialogues of several turns."""
    return [one for one in dialogues if len(one.turns) > 1]


@cache
def answered() -> tuple[tuple[str, Answer], ...]:
    """Return the questions of `unseen` with their answers, each asked in its talk."""
    advisor = Advisor(knowledge())
    found = []
    for talk in (one for name in SETS for one in unseen(name)):
        context = EMPTY
        for turn in talk.turns:
            answer, context = advisor.ask(Question(turn.says), context)
            found.append((turn.says, answer))
    return tuple(found)
