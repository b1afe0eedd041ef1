"""The engine's single entry point: ask(question, context) -> (answer, context)."""

from dataclasses import replace
from functools import cached_property, lru_cache

from bot.engine import ad, again, beside, commands, compare, fit, pick, quiz
from bot.engine.answer import Answer
from bot.engine.answers import SOURCES, ads, compose, general, typed_as
from bot.engine.answers.desk import Desk
from bot.engine.beside import FURTHER, SAID
from bot.engine.knowledge import Knowledge
from bot.engine.language import mentions
from bot.engine.language.intent import Intent, Model
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mentions
from bot.engine.language.parts import asking, questions, without
from bot.engine.language.read import read
from bot.engine.language.slots import Offer
from bot.engine.reading import CONFIDENT, REMEMBERED_LETTERS, Cue, Question, Reading
from bot.engine.talk import between, follow
from bot.engine.talk.context import ADVICE, EMPTY, Context
from bot.engine.told import told

NUMBERED = " .)#"
"""Characters around a number that picks something from a list."""
NOTHING = " \t\n?!.,"
"""Characters of a message that says nothing."""
SPOKEN = 3
"""Minimum words of a link's payload that asks about careers in general: not "data_newsletter"."""
NOBODYS = frozenset({"unknown", "smalltalk"})
"""Kinds of a link's payload that asks nothing."""
BARE = {pick.COMPARE: f"{pick.COMPARE}:"}
"""Words that open a picker, with or without its colon."""
WELCOME = Reading("help", brief=True)
KEPT = ("known", "own", "confidence", "level", "place", "kept", "tone")
"""Fields of a reading that stay the same in its alternatives."""
PART_SURE = 0.4
"""Minimum confidence of the reading of a further question."""
REST_SURE = 0.3
"""Minimum confidence of the reading of a text besides thanks."""
WHOLE = 4
"""Minimum words of a question about a job as a whole; "ML scientist??" asks nothing."""
MOST_BESIDE = 2
"""Maximum questions answered in addition to the first of a message."""
TYPICAL = (
    "MLE vs MLSE tools?",
    "and education?",
    "do I need a PhD for MLS?",
    "who uses Docker?",
    "I know Python and SQL, which role fits me?",
    "I'm a backend developer, how do I become an MLSE?",
)
"""Questions that together exercise most of the engine, to warm up its caches."""


class Advisor:
    """Answers questions from one knowledge; has no state of any conversation."""

    def __init__(self, knowledge: Knowledge, remembered: int = 0) -> None:
        """Make an advisor that caches this many of its latest readings and answers.

        Many people ask the same: the reading of a text in a situation and the answer to a reading
        never change, so both may be cached; who asked is not part of the key.

        Raises:
            ValueError: if the knowledge has no fitted weights.
        """
        if knowledge.weights is None:
            raise ValueError("the knowledge holds no fitted weights: rolewise train makes them")
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)
        self.model = Model(knowledge.weights)
        self._remembers = bool(remembered)
        self._short_text = lru_cache(remembered)(self._text)
        self._short_intent = lru_cache(remembered)(self._intent)
        self._short_read = lru_cache(remembered)(self._read)
        self._answer = lru_cache(remembered)(self._compose)

    @cached_property
    def decoder(self) -> ad.Decoder:
        """The decoder of job ads; built for the first long text."""
        return ad.Decoder(self.knowledge, self.lexicon)

    def warm_up(self) -> None:
        """Build now what would otherwise be built on first use."""
        self.lexicon.warm_up()
        context = EMPTY
        for typical in TYPICAL:
            _, context = self.ask(Question(typical), context)
        _ = self.decoder
        general.anywhere(Reading("general", words="so"), Desk(self.knowledge))
        for role in self.knowledge.roles.values():
            fit.characteristic(role.id, self.knowledge)
            for section in self.knowledge.headings:
                compare.items_of(role, section, self.knowledge)

    def say_instead(self, name: str, other: str) -> None:
        """Use one reply text in place of another, as circumstances require."""
        replies = {**self.knowledge.replies, name: self.knowledge.replies[other]}
        self.knowledge = replace(self.knowledge, replies=replies)
        self._answer.cache_clear()

    def ask(self, question: Question, context: Context = EMPTY) -> tuple[Answer, Context]:
        """Return the answer to a question, and the context that the next one needs."""
        _, answer, after = self._settled(question, context)
        return answer, after.showing(answer.shown, answer.noted)

    def read(self, question: Question, context: Context = EMPTY) -> tuple[Reading, Context]:
        """Return what a question means in its context, and the context after it."""
        reading, _, after = self._settled(question, context)
        return reading, after

    def _settled(self, question: Question, context: Context) -> tuple[Reading, Answer, Context]:
        """Return what a question means, its answer and the context after it.

        No answer is repeated: if it would be the same as the one before, the bot answers what else
        may have been meant, or says what more there is.
        """
        question = self._numbered(_forced(question), context)
        reading, talk = self._reading(question, context)
        if question.linked and not self._asks(question):
            reading, talk = WELCOME, context
        if question.quoted:
            reading, talk = self._quoted(question, reading, context)
        reading = reading.with_(known=talk.told, advised=talk.advised)
        reading = beside.as_meant(reading, self.knowledge)
        reading = self._with_beside(question, reading, talk)
        if reading.hires and not reading.words:
            reading = reading.with_(words=self.understand(question.text)[0].spoken)
        answer = self.answer(reading)
        if beside.stays(answer, talk) and (asked := self._beside_advice(question, reading, talk)):
            reading, answer = asked, self.answer(asked)
        anew = reading.kind in SAID and not (reading.manner or reading.ad or question.as_before)
        if anew and again.heard(answer, talk, named=self._names(question)):
            if cues := between.remark(self.understand(question.text)[0]):
                said = Reading("smalltalk", cues=cues)
                return said, self.answer(said), context
            kept = {name: getattr(reading, name) for name in KEPT}
            reading, answer = again.otherwise(reading, talk, kept, self.answer, self.knowledge)
        after = follow.after(reading, talk, question.at, self.knowledge)
        if after.turns != talk.turns:
            after = after.saying(again.checksum(answer))
        return reading, answer, after

    def _with_beside(self, question: Question, reading: Reading, talk: Context) -> Reading:
        """Return the reading of the first question of a message, with its further questions.

        Each question is read as a follow-up on the ones before it; what the reading of the whole
        covers is not answered twice.
        """
        openers = self.knowledge.english("openers")
        parts = questions(question.text, openers) if reading.kind in SAID else ()
        if not parts and reading.kind in ADVICE and (part := asking(question.text, openers)):
            other, _ = self._reading(Question(part, question.at), talk)
            return reading.with_(beside=(other,)) if beside.adds(other, reading) else reading
        every: list[Reading] = []
        for part in parts:
            talk = self._answered(every[-1] if every else reading, talk)
            other, _ = self._reading(Question(part, question.at), talk)
            asks = other.named_sections and not other.held
            whole = asks or other.kind == "general" or len(part.split()) >= WHOLE
            if other.kind in FURTHER and other.confidence >= PART_SURE and whole:
                same = reading if reading.covers(other) else other
                every += [same] if not any(one.covers(other) for one in every) else []
        if reading not in every or (every[0].kind == "general" and reading.roles):
            every = [reading, *(one for one in every if one is not reading)]
        first, *others = (one.with_(known=talk.told, own=reading.own) for one in every)
        return first.with_(beside=tuple(others[:MOST_BESIDE]))

    def _answered(self, reading: Reading, talk: Context) -> Context:
        """Return a talk once a reading has been answered: "what fits me? and the pay?"."""
        after = follow.after(reading, talk, talk.at, self.knowledge)
        lists = reading.kind == "recommend" and not (reading.ad or reading.quiz)
        return after.showing(self.answer(reading).shown) if lists else after

    def _beside_advice(
        self, question: Question, reading: Reading, talk: Context
    ) -> Reading | None:
        """Return the question of a message that also states facts which change no advice.

        "I know Python already. Why AWS and not GCP?" is answered on AWS; None without a question.
        """
        openers = self.knowledge.english("openers")
        part = asking(question.text, openers)
        found, intent = self.understand(part or question.text, talk)
        meant = read(found, intent, self.knowledge, follow.offer(found, talk, self.knowledge))
        if not (part or found.questions):
            return None
        sure = meant.kind in FURTHER and meant.confidence >= PART_SURE
        other = meant if sure else next(iter(reading.instead), None)
        kept = {name: getattr(reading, name) for name in KEPT}
        kept |= {"confidence": meant.confidence} if sure else {}
        return other.with_(**kept) if other else None

    def _names(self, question: Question) -> bool:
        """Tell whether a question names a job or a section."""
        found, _ = self.understand(question.text)
        return bool(found.jobs or found.sections)

    def asks(self, question: Question, context: Context) -> bool:
        """Tell whether a reply to one of our messages asks anything."""
        found, _ = self.understand(question.text)
        return between.asks(question.text, found, context, self.knowledge)

    def answer(self, reading: Reading) -> Answer:
        """Return the answer to a complete reading."""
        if reading.ad:
            return ads.decoded(reading, self.decoder.decode(reading.ad), Desk(self.knowledge))
        return self._compose(reading) if reading.tells else self._answer(reading)

    def _reading(self, question: Question, context: Context) -> tuple[Reading, Context]:
        """Return what a text means in a talk, and that talk.

        If it seems to ask nothing, the part after thanks and the like may: "thanks. And
        what do I do first?".
        """
        reading, talk = self._whole(question, context)
        rest = without(question.text, self._is_social) if reading.kind in NOBODYS else ""
        if rest and between.requests(self.understand(rest)[0], self.knowledge):
            other, after = self._whole(replace(question, text=rest), talk)
            if other.kind in SAID and other.confidence >= REST_SURE:
                return other.with_(tone=reading.tone or other.tone), after
        return reading, talk

    def _is_social(self, typed: str) -> bool:
        """Tell whether a clause greets, thanks, laughs or scolds, and asks nothing."""
        return between.social(self.understand(typed)[0])

    def _whole(self, question: Question, context: Context) -> tuple[Reading, Context]:
        """Return what a text as a whole means in a talk, and that talk."""
        if given := self._as_given(question.text):
            return given, context
        asked, _, last = question.text.rpartition(" ")
        if last == SOURCES and (sourced := self._sourced(replace(question, text=asked), context)):
            return sourced, context
        found, intent = self.understand(question.text, context)
        talk = follow.current(found, context, question, self.knowledge)
        if follow.situation(talk) != follow.situation(context):
            found, intent = self.understand(question.text, talk)
        offer = follow.offer(found, talk, self.knowledge)
        situation = () if follow.is_full(found) else follow.situation(talk)
        if self._remembers and len(question.text) <= REMEMBERED_LETTERS:
            reading = self._short_read(question.text, situation, offer)
        else:
            reading = read(found, intent, self.knowledge, offer)
        if awaited := pick.waited_ad(question.text, reading, found, talk):
            return awaited, talk
        if chosen := pick.chosen(reading, found, talk, self.knowledge):
            return self._compared(chosen), talk
        if talk.asked and quiz.parse(before := talk.asked.head) is not None:
            # An answer to the quiz; a separate question leaves the quiz.
            answered = quiz.answered(question.text, reading, before, self.knowledge)
            if answered or reading.kind in quiz.WAITS:
                return answered or quiz.waiting(before, reading, self.knowledge), talk
        if anew := told(reading, found, talk):
            return follow.stays(anew, talk.last), talk
        return follow.follow(reading, found, intent, talk), talk

    def _sourced(self, question: Question, context: Context) -> Reading | None:
        """Return a short question as a request for its sources; None for other texts."""
        reading, _ = self._reading(question, context)
        terse = self.understand(question.text)[0].terse
        short = terse or typed_as(reading, Desk(self.knowledge)) == question.text
        if not short or reading.kind not in SAID or not (reading.roles or reading.items):
            return None
        return reading.with_(manner="source", full=True)

    def _asks(self, question: Question) -> bool:
        """Tell whether a link's payload is a question, by itself."""
        alone, _ = self._reading(question, EMPTY)
        sure = not alone.unused and alone.confidence >= CONFIDENT
        named = alone.kind != "general" or len(question.text.split()) >= SPOKEN
        return alone.kind not in NOBODYS and sure and named

    def _compared(self, chosen: tuple[str, ...]) -> Reading:
        """Return the comparison of the chosen roles, or the request for another one."""
        if len(chosen) < 2:
            return pick.compared(chosen, self.knowledge)
        typed = pick.VERSUS.join(self.knowledge.pages[role].name for role in chosen)
        return read(*self.understand(typed), self.knowledge)

    def understand(self, typed: str, context: Context = EMPTY) -> tuple[Mentions, Intent]:
        """Return what a text names, and its intent in the situation of a talk."""
        return self._understood(typed, follow.situation(context))

    def _understood(self, typed: str, situation: tuple[str, ...]) -> tuple[Mentions, Intent]:
        known = self._short_intent if len(typed) <= REMEMBERED_LETTERS else self._intent
        return known(typed, situation)

    def _read(self, typed: str, situation: tuple[str, ...], offer: Offer) -> Reading:
        return read(*self._understood(typed, situation), self.knowledge, offer)

    def _intent(self, typed: str, situation: tuple[str, ...]) -> tuple[Mentions, Intent]:
        known = self._short_text if len(typed) <= REMEMBERED_LETTERS else self._text
        found, alone = known(typed)
        if not situation or follow.is_full(found):
            return found, alone
        return found, self.model.in_talk(alone, found, self.knowledge, situation)

    def _text(self, typed: str) -> tuple[Mentions, Intent]:
        found = mentions.find(typed, self.lexicon, self.knowledge)
        return found, self.model.intent(found, self.knowledge)

    def _compose(self, reading: Reading) -> Answer:
        return compose(reading, self.knowledge)

    def _as_given(self, typed: str) -> Reading | None:
        """Return the reading of a text that is no sentence: empty, the quiz, or a job ad."""
        said = typed.strip()
        if not said.strip(NOTHING) or said.casefold() == "start":
            return WELCOME
        if said[: len(ad.FORCED)].casefold() == ad.FORCED:
            return pick.ad(said[len(ad.FORCED) :])
        if picked := pick.parsed(BARE.get(said.casefold(), said), self.knowledge):
            return picked
        given = quiz.begun(typed, self.knowledge)
        if given is not None:
            return quiz.as_reading(given, self.knowledge)
        if said.casefold() in commands.OWN:  # the same in every talk
            meant = commands.COMMANDS[said.casefold()]
            picked = pick.parsed(meant, self.knowledge)
            return picked or read(*self.understand(meant), self.knowledge)
        if len(typed) < ad.LEAST:
            return None
        # The rest of the message ("does this fit me?") is about the ad.
        texts = (typed, without(typed, lambda one: one.endswith("?")))
        looks = self.decoder.looks_like_ad
        return next((pick.ad(one) for one in texts if looks(one)), None)

    def _numbered(self, question: Question, context: Context) -> Question:
        """Replace the number of a role in the last list with its name."""
        number = question.text.strip(NUMBERED)
        if not (number.isdecimal() and len(number) < 3) or context.asked or not context.last:
            return question
        listed = context.last.shown
        at = int(number)
        role = self.knowledge.roles.get(listed[at - 1]) if 0 < at <= len(listed) else None
        return replace(question, text=role.name) if role else question

    def _quoted(
        self, question: Question, reading: Reading, context: Context
    ) -> tuple[Reading, Context]:
        """Return the reading of a message that refers to another person's.

        A message with its own question is a follow-up on the one it refers to; any other
        ("maybe you know?") only passes that one on.
        """
        pointed = Question(question.quoted or "", question.at)
        other, talk = self._reading(pointed, context)
        named = reading.roles or reading.items or Cue.LACK in reading.cues
        # A comment on an ad asks what the ad is: "what is this job really?"
        if not (named or (reading.named_sections and not other.ad)):
            return other.with_(passed_on=True), context
        after = follow.after(other, talk, question.at, self.knowledge)
        if other.ad:
            found = self.answer(other)
            after = after.showing(found.shown, found.noted)
        return self._reading(replace(question, quoted=None), after)


def _forced(question: Question) -> Question:
    """Turn "ad:" in reply to a message into "ad:" with that message's text."""
    if question.quoted and question.text.strip().casefold() == ad.FORCED:
        return replace(question, text=f"{ad.FORCED} {question.quoted}", quoted=None)
    return question
