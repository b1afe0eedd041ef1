"""The one door: a question and a context in, an answer and a context out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from bot.engine.talk.context import EMPTY, Context, Turn
from bot.render.html import html
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from bot.stores import dump, load
from tests.engine.contexts import contexts
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge, with_phrases
from tests.generated import any_text, moderate, thorough
from tests.knowledge.packaged import knowledge

_TINY = tiny_knowledge()
_ADVISOR = Advisor(_TINY)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHORT = {PE: "PE", PS: "PS", PSE: "PSE", BRE: "BRE"}

Talk = list[tuple[str, str]]


def _told(reading: Reading) -> str:
    """Return a reading in one line: "check PE, PSE: tools (whisk)"; of a way only its ends."""
    roles = ", ".join(SHORT.get(role, role) for role in reading.roles)
    sections = "" if reading.kind == "transition" else " ".join(reading.sections)
    items = f" ({' '.join(reading.items)})" if reading.items else ""
    what = f"{sections}{items}{' in full' if reading.full else ''}"
    roles = f"{roles}:" if roles and what else roles
    return " ".join(part for part in (reading.kind, roles, what) if part)


def test_the_answer_has_its_reading(advisor: Advisor) -> None:
    """An answer bears the reading it answers, completed from the context."""
    _, context = advisor.ask(Question("PE vs PSE tools"))
    answer, _ = advisor.ask(Question("and education?"), context)

    assert (PE, PSE) == answer.reading.roles
    assert ("education",) == answer.reading.sections


def test_a_request_beside_thanks() -> None:
    """What stands beside thanks is answered, and thanks alone are thanks."""
    advisor = Advisor(with_phrases(_TINY, english={"orders": ("tell",)}))
    _, context = advisor.ask(Question("PE vs PSE tools"))
    beside, _ = advisor.ask(Question("thanks. Just tell me the education"), context)
    alone, _ = advisor.ask(Question("thanks, very clear."), context)

    assert ("education",) == beside.reading.sections
    assert "smalltalk" == alone.reading.kind


def test_no_earlier_answer_is_given_again(advisor: Advisor) -> None:
    """Who names nothing means something new; whoever names a section may hear it once more."""
    first, context = advisor.ask(Question("PE tools"))
    _, context = advisor.ask(Question("and education?"), context)
    named, _ = advisor.ask(Question("and the tools?"), context)
    turn = replace(context.turns[0], kind="explain")
    context = replace(context, turns=(turn, replace(turn, said=1)))
    unnamed, _ = advisor.ask(Question("hm and that?"), context)

    assert first.verdict == named.verdict
    assert unnamed.verdict != first.verdict


def test_an_ad_with_a_question_beside() -> None:
    """What is asked beside a pasted ad does not hide the ad."""
    real = Advisor(knowledge())
    ad = (
        "Senior Data Platform Engineer, hybrid. Java or Scala, Kafka, Flink, Kubernetes, AWS, "
        "Terraform, SQL, 5+ years backend. Nice: Airflow, Python. On-call rota 1 week in 6."
    )

    assert ad == real.read(Question(f"does this fit me? {ad}"))[0].ad


def test_nothing_is_kept(advisor: Advisor) -> None:
    """Without its context a question is as new, whatever was asked before."""
    advisor.ask(Question("PE vs PSE tools"))
    answer, _ = advisor.ask(Question("and education?"))

    assert answer.reading.kind == "clarify"


@pytest.mark.parametrize(
    "typed", ["hello, best paid?", "hello, and skills?", "hello, who uses a whisk?"]
)
def test_after_weeks_a_greeting_is_read_as_the_first_word(advisor: Advisor, typed: str) -> None:
    """A talk that is over tells nothing of how a question is meant, nor of what it asks."""
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    _, context = advisor.ask(Question("PE tools", noon))
    late = Question(typed, noon + timedelta(weeks=3))

    assert advisor.read(late)[0] == advisor.read(late, context)[0]


def test_warm_or_cold_an_answer_is_the_same() -> None:
    """What is built before the first question changes no answer."""
    warm = Advisor(tiny_knowledge())
    warm.warm_up()

    for typed in (
        "PE vs PSE tools",
        "kneding PE?",
        "how do I get from PE to BRE",
        "I like whisks",
    ):
        assert _ADVISOR.ask(Question(typed)) == warm.ask(Question(typed))


TALKS: dict[str, Talk] = {
    "a full question inherits nothing": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("what does a PS do", "explain PS: responsibilities"),
        ("what is the salary of a BRE", "explain BRE: salary"),
    ],
    "a section is asked of the roles of the talk": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("and education?", "compare PE, PSE: education"),
        ("and the salary?", "compare PE, PSE: salary"),
    ],
    "a bare role keeps the section": [
        ("PE tools", "explain PE: tools"),
        ("PS?", "explain PS: tools"),
        ("what about PSE", "explain PSE: tools"),
        ("same for BRE", "explain BRE: tools"),
    ],
    "'and' adds to a comparison": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("and PS", "compare PE, PSE, PS: tools"),
    ],
    "'versus' lacks its left side": [
        ("PE tools", "explain PE: tools"),
        ("vs PSE", "compare PE, PSE: tools"),
    ],
    "roles by their place in the talk": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("the second one", "explain PSE: tools"),
        ("the first one", "explain PE: tools"),
    ],
    "both, all three and all of them": [
        ("PE tools", "explain PE: tools"),
        ("PSE tools", "explain PSE: tools"),
        ("both", "compare PE, PSE: tools"),
        ("PS education", "explain PS: education"),
        ("all three, tools", "compare PE, PSE, PS: tools"),
        ("all of them, salary", "compare PE, PSE, PS: salary"),
    ],
    "a swap turns the roles": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("the other way round", "compare PSE, PE: tools"),
        ("how do I get from PE to PSE", "transition PE, PSE"),
        ("and the other way round?", "transition PSE, PE"),
    ],
    "roles are left out": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("without PS", "compare PE, PSE: tools"),
    ],
    "skills add up": [
        ("which role fits me?", "recommend overview"),
        ("I know kneading", "recommend overview (kneading)"),
        ("I also know B++", "recommend overview (kneading b++)"),
    ],
    "more of the same": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("tell me more", "compare PE, PSE: tools in full"),
    ],
    "a role answers the bot's own question": [
        ("tools?", "clarify tools"),
        ("PE", "explain PE: tools"),
    ],
    "a full question is no answer to the bot's own": [
        ("tools?", "clarify tools"),
        ("PE education", "explain PE: education"),
    ],
    "manners and help leave the talk alone": [
        ("PE tools", "explain PE: tools"),
        ("thanks", "smalltalk"),
        ("help", "help"),
        ("and education?", "explain PE: education"),
    ],
    "a word of return takes the talk up again": [
        ("PE tools", "explain PE: tools"),
        ("who won the world cup?", "unknown"),
        ("sorry, and their education?", "explain PE: education"),
    ],
    "a known role ends the excursion": [
        ("PE tools", "explain PE: tools"),
        ("who won the world cup?", "unknown"),
        ("PSE tools", "explain PSE: tools"),
        ("and education?", "explain PSE: education"),
    ],
    "without a talk nothing is carried over": [
        ("and education?", "clarify education"),
    ],
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS.keys())
def test_talk(advisor: Advisor, talk: Talk) -> None:
    """A talk is followed from turn to turn, as its title says."""
    context, held = EMPTY, []
    for says, _ in talk:
        answer, context = advisor.ask(Question(says, NOON), context)
        held.append((says, _told(answer.reading)))

    assert talk == held


@pytest.mark.parametrize("says", ["and education?", "tools", "and the salary?"])
def test_after_something_outside(advisor: Advisor, says: str) -> None:
    """After a question outside the knowledge a bare follow-up is not of the talk before it."""
    _, context = advisor.ask(Question("PE tools"))
    _, context = advisor.ask(Question("who won the world cup?"), context)
    reading, _ = advisor.read(Question(says), context)

    assert () == reading.roles


def test_what_an_answer_listed_is_talked_about(advisor: Advisor) -> None:
    """The roles that an answer lists may be pointed at as if they had been named."""
    answer, context = advisor.ask(Question("who uses a whisk?"))
    reading, _ = advisor.read(Question("the second one"), context)

    assert answer.shown[1:2] == reading.roles


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", "help"),
        (" ?! ", "help"),
        ("ad: We bake.", "recommend"),
        ("quiz", "recommend"),
    ],
)
def test_what_is_no_sentence(advisor: Advisor, typed: str, kind: str) -> None:
    """Nothing at all, the quiz and an ad are what they are, whatever was said before."""
    _, context = advisor.ask(Question("PE tools"))

    assert kind == advisor.read(Question(typed))[0].kind
    assert kind == advisor.read(Question(typed), context)[0].kind


@pytest.mark.parametrize(("number", "at"), [("1", 0), ("2.", 1), ("#3", 2)])
def test_a_number_picks_from_the_list(advisor: Advisor, number: str, at: int) -> None:
    """The number of a role in the list shown last is as good as its name."""
    answer, context = advisor.ask(Question("who uses a whisk?"))
    reading, _ = advisor.read(Question(number), context)

    assert (answer.shown[at],) == reading.roles


def test_without_weights_nothing_is_read(tiny: Knowledge) -> None:
    """A knowledge that was never fitted answers nothing, and says what makes it do so."""
    with pytest.raises(ValueError, match="rolewise train"):
        Advisor(replace(tiny, weights=None))


def test_another_text_may_be_said(tiny: Knowledge) -> None:
    """One of our texts may stand in for another, for answers remembered before too."""
    advisor = Advisor(tiny, remembered=8)
    advisor.ask(Question("help"))
    advisor.say_instead("help_title", "thanks")

    assert tiny.replies["thanks"] == advisor.ask(Question("help"))[0].title


def test_remembered_or_not_an_answer_is_the_same(tiny: Knowledge) -> None:
    """What is remembered of texts and readings changes no answer."""
    remembering = Advisor(tiny, remembered=64)
    for talk in (*TALKS.values(), *TALKS.values()):
        context = other = EMPTY
        for says, _ in talk:
            answer, context = _ADVISOR.ask(Question(says, NOON), context)
            again, other = remembering.ask(Question(says, NOON), other)

            assert (answer, context) == (again, other)


def test_reading_is_what_asking_answers(advisor: Advisor) -> None:
    """Reading and asking agree on the reading and the context after it."""
    reading, context = advisor.read(Question("PE tools"))
    answer, after = advisor.ask(Question("PE tools"))

    assert reading == answer.reading
    assert context == after


@pytest.mark.parametrize(
    ("says", "quoted", "kind", "roles", "sections"),
    [
        # the message only passes the other's question on
        ("maybe you know?", "PE vs PSE tools", "compare", (PE, PSE), ("tools",)),
        ("", "PE tools", "explain", (PE,), ("tools",)),
        # a question of its own follows up on the other's
        ("and education?", "PE vs PSE tools", "compare", (PE, PSE), ("education",)),
        ("and PS", "PE tools", "explain", (PS,), ("tools",)),
        # a full question of its own needs no other
        ("BRE skills", "PE tools", "explain", (BRE,), ("skills",)),
        # what was pointed at says nothing
        ("PE tools", "nice weather", "explain", (PE,), ("tools",)),
    ],
)
def test_quoted(
    advisor: Advisor,
    says: str,
    quoted: str,
    kind: str,
    roles: tuple[str, ...],
    sections: tuple[str, ...],
) -> None:
    """A message that points at another's is read together with that one."""
    reading, _ = advisor.read(Question(says, quoted=quoted))

    assert (kind, roles, sections) == (reading.kind, reading.roles, reading.sections)


@pytest.mark.parametrize(
    "turn",
    [
        # a role that the knowledge has no longer
        Turn("explain", ("cake-decorator",), ("tools",)),
        Turn("compare", ("cake-decorator", PE), ("tools",)),
        # a section, an item
        Turn("explain", (PE,), ("songs",)),
        Turn("check", (PE,), ("tools",), ("spoon",)),
    ],
)
def test_an_old_context_names_what_is_gone(advisor: Advisor, turn: Turn) -> None:
    """A context from before a change of the knowledge does not make a question fail."""
    for says in ("and education?", "tell me more", "what about PSE", "both", "the engineer"):
        answer, _ = advisor.ask(Question(says), Context(turns=(turn,)))

        assert answer.title


@thorough
@given(any_text)
def test_any_text_has_replies(typed: str) -> None:
    """Whatever is typed, there are words to send for a phone, a group and a terminal."""
    answer, _ = _ADVISOR.ask(Question(typed))

    assert html(answer, SCREEN).text.strip()
    assert html(answer, GROUP).text.strip()
    assert plain(answer).text.strip()


@moderate
@given(st.lists(any_text, min_size=1, max_size=4))
def test_any_conversation_has_replies(said: list[str]) -> None:
    """Whatever is typed one after another, each has its words, and the context survives."""
    context = EMPTY
    for typed in said:
        answer, context = _ADVISOR.ask(Question(typed), context)

        assert html(answer).text.strip()
        assert context == load(dump(context))


_KNOWN = """
pe ps pse bre pastry bread engineer scientist nurse xyzzy 12 ? . , -> the and
oven whisk B++ b degree tools education salary outlook compare what does do
who need which role most best i know fit me from to become not without only
first last both three all of them swap more rest instead same about meant why
"""
_words = st.sampled_from(_KNOWN.split())


@thorough
@given(st.lists(st.lists(_words, max_size=9).map(" ".join), min_size=1, max_size=4))
def test_any_words_of_ours_have_replies(said: list[str]) -> None:
    """In whatever order known words are put, in a talk of up to four turns, nothing fails."""
    context = EMPTY
    for typed in said:
        answer, context = _ADVISOR.ask(Question(typed), context)

        assert html(answer).text.strip()
        assert len(set(answer.reading.roles)) == len(answer.reading.roles)
        assert {*answer.reading.roles} <= {*_TINY.roles, *_TINY.neighbours}


@thorough
@given(contexts, st.sampled_from([says for talk in TALKS.values() for says, _ in talk]))
def test_any_context_can_be_followed(context: Context, says: str) -> None:
    """Whatever is remembered, any question can be answered after it."""
    answer, _ = _ADVISOR.ask(Question(says, NOON), context)

    assert answer.title
