"""The one door: ask(question, context) -> (answer, context)."""

from bot.engine.answer import Answer
from bot.engine.compose import compose
from bot.engine.context import EMPTY, Context
from bot.engine.converse import converse
from bot.engine.knowledge import Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import Question, Reading
from bot.engine.understand import understand


class Advisor:
    """Answers questions from one knowledge; holds no state of any conversation."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)

    def read(self, question: Question, context: Context = EMPTY) -> tuple[Reading, Context]:
        """Return what a question means in its context, and the context after it."""
        reading = understand(question, self.lexicon, self.knowledge)
        if question.quoted:
            reading, context = self._quoted(question, reading, context)
        return converse(reading, context, question, self.knowledge)

    def ask(self, question: Question, context: Context = EMPTY) -> tuple[Answer, Context]:
        """Return the answer to a question, and the context that the next one needs."""
        reading, after = self.read(question, context)
        answer = compose(reading, self.knowledge)
        return answer, after.showing(answer.shown)

    def _quoted(
        self, question: Question, reading: Reading, context: Context
    ) -> tuple[Reading, Context]:
        """Return what a message means that points at another person's.

        A message with a question of its own is a follow-up on the one it points at; any other
        ("maybe you know?") only passes that one on.
        """
        pointed = Question(question.quoted or "", question.at)
        other, after = converse(
            understand(pointed, self.lexicon, self.knowledge), context, pointed, self.knowledge
        )
        asks = bool(reading.named_sections) and "hinted" not in reading.hints
        if asks or reading.roles or reading.items:
            return reading, after
        return other, context
