"""Whatever is typed, the whole knowledge gives a reading and a reply."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advisor import Advisor
from bot.engine.knowledge import SECTION_OVERVIEW
from bot.engine.language.text import MAX_CHARS
from bot.engine.phrases import phrases
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.evaluation import evaluate
from bot.evaluation.typos import LONG, slip
from bot.render.html import html
from bot.render.reply import GROUP
from tests.generated import any_text, moderate
from tests.knowledge.labelled import kept_apart, labelled, singles
from tests.knowledge.packaged import advisor, knowledge

ROLES = {"explain": 1, "compare": 2, "check": 1, "transition": 1}
"""Kind -> roles that a question of it names at least."""
FOLLOW_UPS = (
    *("and pay?", "why?", "what about DSE?", "show the sources", "more", "anything else?"),
    *("the second one?", "compare the first two", "and the other way round?", "who else?"),
    *("without them", "both", "all of them", "only tools", "I meant the scientist", "back"),
)
_ADVISOR = advisor()
_SAID = [phrase for _, phrase in phrases(knowledge())]
_words = st.one_of(st.sampled_from(_SAID), st.sampled_from([".", "?", ",", "\n", "->"]), any_text)


@moderate
@given(st.lists(_words, max_size=400).map(" ".join).map(lambda typed: typed[:MAX_CHARS]))
def test_any_words_have_a_reply(typed: str) -> None:
    """However known phrases and unknown letters are mixed, there is something to send."""
    answer, context = _ADVISOR.ask(Question(typed))
    reply = html(answer, GROUP)

    assert reply.text.strip()
    assert reply.length <= MAX_CHARS
    assert html(_ADVISOR.ask(Question(typed), context)[0]).text.strip()


@moderate
@given(st.lists(st.lists(_words, max_size=9).map(" ".join), min_size=1, max_size=5))
def test_any_talk_has_replies(said: list[str]) -> None:
    """In a talk of any phrases no answer names what the knowledge lacks."""
    known = _ADVISOR.knowledge
    context = EMPTY
    for typed in said:
        answer, context = _ADVISOR.ask(Question(typed), context)

        assert html(answer).text.strip()
        assert {*answer.reading.roles} <= {*known.roles, *known.neighbours}
        assert {*answer.reading.sections} <= {*known.headings, SECTION_OVERVIEW}
        assert {*answer.reading.items} <= {*known.items}
        assert {*answer.shown} <= {*known.roles, *known.neighbours}


def test_labelled_questions_in_any_order() -> None:
    """Asked after any other, a question names as many roles as its kind needs."""
    chance = random.Random(0)  # noqa: S311  # no secret hangs on it
    said = [one.turns[0].says for one in singles(labelled())]
    context = EMPTY
    for typed in chance.sample(said, 300):
        for follow_up in (typed, chance.choice(FOLLOW_UPS)):
            reading, context = _ADVISOR.read(Question(follow_up), context)
            answer = _ADVISOR.answer(reading)
            context = context.showing(answer.shown, answer.noted)

            assert html(answer).text.strip()
            assert len(reading.roles) >= ROLES.get(reading.kind, 0), (typed, follow_up)


def test_slips_in_the_names_of_roles(advisor: Advisor) -> None:
    """With a slip in every long name, nearly as many questions are read right as without."""
    dialogues = singles(kept_apart())[::3]
    whole = evaluate(dialogues, advisor).accuracy
    (slipped,) = [
        tally
        for tally in evaluate(slip(dialogues, advisor.knowledge), advisor).by("tag")
        if tally.name == LONG
    ]

    assert slipped.share >= whole - 0.15
