"""The one door: ask(question, context) -> (answer, context)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache

from bot.engine import ad, compare, fit, quiz
from bot.engine.answer import Answer
from bot.engine.compose import ads, compose
from bot.engine.compose.parts import Desk
from bot.engine.context import EMPTY, Context
from bot.engine.converse import converse
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.lexicon import Lexicon
from bot.engine.reading import PASSED_ON, Question, Reading
from bot.engine.understand import understand

STRANGE_WORDS = 2
REMEMBERED_LETTERS = 200
NUMBERED = " .)#"
"""Signs around a number that picks something from a list."""
FOREIGN_SHARE = 3
"""From so many strange words on, where they are a third of all, other languages are tried."""

TYPICAL = (
    "MLE vs MLSE tools?",
    "and education?",
    "do I need a PhD for MLS?",
    "who uses Docker?",
    "I know Python and SQL, which role fits me?",
    "I'm a backend developer, how do I become an MLSE?",
)
"""Questions that between them use most of what answers are made with."""


class Advisor:
    """Answers questions from one knowledge; holds no state of any conversation."""

    def __init__(self, knowledge: Knowledge, remembered: int = 0) -> None:
        """Make an advisor that remembers so many of its latest readings and answers.

        Many people ask the same: what a text means by itself, and what is said to a reading,
        never changes, so both may be remembered; who asked is no part of it.
        """
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)
        self._short_meaning = lru_cache(remembered)(self._find_meaning)
        self._answer = lru_cache(remembered)(self._compose)

    @cached_property
    def foreign(self) -> Lexicon:
        """The lexicon with other languages too; built when somebody first writes in one."""
        return Lexicon(self.knowledge, foreign=True)

    @cached_property
    def decoder(self) -> ad.Decoder:
        """What reads job ads; built when the first long text comes."""
        return ad.Decoder(self.knowledge, self.lexicon)

    def warm_up(self) -> None:
        """Build now what would otherwise be built when it is first asked for."""
        self.lexicon.warm_up()
        context = EMPTY
        for typical in TYPICAL:
            _, context = self.ask(Question(typical), context)
        _ = self.foreign, self.decoder
        for role in self.knowledge.roles.values():
            fit.characteristic(role.id, self.knowledge)
            for section in self.knowledge.headings:
                compare.held_in(role.id, section, self.knowledge)
                compare.counted_of(role, section, self.knowledge)

    def say_instead(self, name: str, other: str) -> None:
        """Use one of our texts in the place of another, where circumstances ask for it."""
        replies = {**self.knowledge.replies, name: self.knowledge.replies[other]}
        self.knowledge = replace(self.knowledge, replies=replies)
        self._answer.cache_clear()

    def read(self, question: Question, context: Context = EMPTY) -> tuple[Reading, Context]:
        """Return what a question means in its context, and the context after it."""
        if question.text.strip().casefold() == ad.FORCED and question.quoted:
            question = replace(question, text=f"{ad.FORCED} {question.quoted}", quoted=None)
        question = replace(question, text=self._numbered(question.text, context))
        reading = self._meaning(question.text)
        if context.asked and (before := context.asked.head):
            # An answer to the quiz; a question of its own leaves it.
            reading = quiz.answered(question.text, reading, before, self.knowledge) or reading
        if question.quoted:
            reading, context = self._quoted(question, reading, context)
        return converse(reading, context, question, self.knowledge)

    def _numbered(self, typed: str, context: Context) -> str:
        """Return the name of a role for its number in the list shown last."""
        number = typed.strip(NUMBERED)
        if not (number.isdecimal() and len(number) < 3) or context.asked or not context.last:
            return typed
        listed = context.last.shown
        at = int(number)
        role = self.knowledge.roles.get(listed[at - 1]) if 0 < at <= len(listed) else None
        return role.name if role else typed

    def ask(self, question: Question, context: Context = EMPTY) -> tuple[Answer, Context]:
        """Return the answer to a question, and the context that the next one needs."""
        reading, after = self.read(question, context)
        answer = self.answer(reading)
        return answer, after.showing(answer.shown, answer.noted)

    def answer(self, reading: Reading) -> Answer:
        """Return what to say to a complete reading."""
        if reading.ad:
            return ads.decoded(reading, self.decoder.decode(reading.ad), Desk(self.knowledge))
        return self._answer(reading)

    def _compose(self, reading: Reading) -> Answer:
        return compose(reading, self.knowledge)

    def _meaning(self, typed: str) -> Reading:
        """Return what a text means by itself; long ones are not remembered, nor any ad."""
        said = typed.lstrip()
        if said[: len(ad.FORCED)].casefold() == ad.FORCED:
            return _ad(said[len(ad.FORCED) :])
        if len(typed) <= REMEMBERED_LETTERS:
            return self._short_meaning(typed)
        return _ad(typed) if self.decoder.looks_like_ad(typed) else self._find_meaning(typed)

    def _find_meaning(self, typed: str) -> Reading:
        """Return what a text means by itself, read in English or else in other languages."""
        given = quiz.begun(typed, self.knowledge)
        if given is not None:
            return quiz.as_reading(given, self.knowledge)
        reading = understand(typed, self.lexicon, self.knowledge)
        if not (_looks_foreign(typed, reading) and self._reads_more(reading.unused)):
            return reading
        other = understand(typed, self.foreign, self.knowledge)
        fewer = 2 * len(other.unused) <= len(reading.unused)
        shorter = 2 * _letters(other) <= _letters(reading)
        return other if other.kind != "unknown" and (fewer or shorter) else reading

    def _reads_more(self, strange: Iterable[str]) -> bool:
        """Tell whether another language may make sense of words that are no English ones.

        Scripts that set no spaces are known only by parts of what looks like a word.
        """
        words = {word for every in strange for word in every.split()}
        return any(
            not word.isascii() or (not self.lexicon.knows(word) and self.foreign.knows(word))
            for word in words
        )

    def _quoted(
        self, question: Question, reading: Reading, context: Context
    ) -> tuple[Reading, Context]:
        """Return what a message means that points at another person's.

        A message with a question of its own is a follow-up on the one it points at; any other
        ("maybe you know?") only passes that one on.
        """
        pointed = Question(question.quoted or "", question.at)
        other, after = converse(self._meaning(pointed.text), context, pointed, self.knowledge)
        if other.ad:
            found = self.answer(other)
            after = after.showing(found.shown, found.noted)
        asks = bool(reading.named_sections) and "hinted" not in reading.hints
        if asks or reading.roles or reading.items:
            return reading, after
        return other.with_(hints=other.hints | {PASSED_ON}), context


def _ad(text: str) -> Reading:
    return Reading("recommend", sections=(SECTION_OVERVIEW,), ad=text.strip() or ad.FORCED)


def _letters(reading: Reading) -> int:
    """Return how much was not understood; words without spaces between them count as one."""
    return sum(map(len, reading.unused))


def _looks_foreign(typed: str, reading: Reading) -> bool:
    """Tell whether most of a question may not be English."""
    strange = reading.unused
    words = len(typed.split())
    return any(not word.isascii() for word in strange) or (
        len(strange) >= STRANGE_WORDS and FOREIGN_SHARE * len(strange) >= words
    )
