"""The one door: ask(question, context) -> (answer, context)."""

from functools import cached_property

from bot.engine.answer import Answer
from bot.engine.compose import compose
from bot.engine.context import EMPTY, Context
from bot.engine.converse import converse
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import Question, Reading
from bot.engine.understand import understand

STRANGE_WORDS = 2
FOREIGN_SHARE = 3
"""From so many strange words on, where they are a third of all, other languages are tried."""


class Advisor:
    """Answers questions from one knowledge; holds no state of any conversation."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)

    @cached_property
    def foreign(self) -> Lexicon:
        """The lexicon with other languages too; built when somebody first writes in one."""
        return Lexicon(self.knowledge, foreign=True)

    def warm_up(self) -> None:
        """Build now what would otherwise be built when it is first asked for."""
        self.ask(Question("MLE vs MLSE tools?"))
        _ = self.foreign

    def read(self, question: Question, context: Context = EMPTY) -> tuple[Reading, Context]:
        """Return what a question means in its context, and the context after it."""
        reading = self._understood(question)
        if question.quoted:
            reading, context = self._quoted(question, reading, context)
        return converse(reading, context, question, self.knowledge)

    def ask(self, question: Question, context: Context = EMPTY) -> tuple[Answer, Context]:
        """Return the answer to a question, and the context that the next one needs."""
        reading, after = self.read(question, context)
        answer = compose(reading, self.knowledge)
        return answer, after.showing(answer.shown)

    def _understood(self, question: Question) -> Reading:
        """Return what a question means by itself, read in English or else in other languages."""
        reading = understand(question, self.lexicon, self.knowledge)
        if not _looks_foreign(question, reading):
            return reading
        other = understand(question, self.foreign, self.knowledge)
        fewer = 2 * len(other.unused) <= len(reading.unused)
        shorter = 2 * _letters(other) <= _letters(reading)
        return other if other.kind != "unknown" and (fewer or shorter) else reading

    def _quoted(
        self, question: Question, reading: Reading, context: Context
    ) -> tuple[Reading, Context]:
        """Return what a message means that points at another person's.

        A message with a question of its own is a follow-up on the one it points at; any other
        ("maybe you know?") only passes that one on.
        """
        pointed = Question(question.quoted or "", question.at)
        other, after = converse(self._understood(pointed), context, pointed, self.knowledge)
        asks = bool(reading.named_sections) and "hinted" not in reading.hints
        if asks or reading.roles or reading.items:
            return reading, after
        return other, context


def _letters(reading: Reading) -> int:
    """Return how much was not understood; words without spaces between them count as one."""
    return sum(map(len, reading.unused))


def _looks_foreign(question: Question, reading: Reading) -> bool:
    """Tell whether most of a question may not be English."""
    strange = reading.unused
    words = len(question.text.split())
    return any(not word.isascii() for word in strange) or (
        len(strange) >= STRANGE_WORDS and FOREIGN_SHARE * len(strange) >= words
    )
