"""What a talk offers to a follow-up, what of it stays, and what is kept of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from bot.engine.knowledge import Knowledge
from bot.engine.language.lexicon import Lexicon
from bot.engine.language.mention import Mentions
from bot.engine.language.mentions import find
from bot.engine.language.slots import NOTHING, Offer
from bot.engine.reading import Cue, Question, Reading
from bot.engine.talk import follow
from bot.engine.talk.context import AD, EMPTY, Context, Turn
from tests.engine.contexts import contexts
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge
from tests.engine.weights import Said, intent
from tests.generated import moderate

Find = Callable[[str], Mentions]
OfferTo = Callable[..., Offer]
Follow = Callable[..., Reading]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_LEXICON = Lexicon(tiny_knowledge())
ONE = Turn("explain", (PE,), ("tools",))
TWO = Turn("compare", (PE, PSE), ("tools",))
THREE = Turn("compare", (PE, PSE, PS), ("tools",))
WAY = Turn("transition", (PE, PSE), ("overview",))
CHECK = Turn("check", (PE,), ("tools",), ("whisk",))
WHO = Turn("find", (), ("tools",), ("whisk",), shown=(PE, PS, PSE))
ADVICE = Turn("recommend", (), ("overview",), ("b++",), shown=(PSE, PE))
AN_AD = Turn("recommend", (), ("overview",), ("oven", "b++"), shown=(PSE, PE), head=AD)


def _talk(*turns: Turn) -> Context:
    return Context(turns)


@pytest.fixture(name="found")
def _found(tiny: Knowledge, lexicon: Lexicon) -> Find:
    return lambda typed: find(typed, lexicon, tiny)


@pytest.fixture(name="offer")
def _offer(tiny: Knowledge, found: Find) -> OfferTo:
    """Return what offers to a text: `offer("the second one", TWO)`."""

    def offer(typed: str, *turns: Turn, asked: Turn | None = None, outside: bool = False) -> Offer:
        return follow.offer(found(typed), Context(turns, asked, outside=outside), tiny)

    return offer


@pytest.fixture(name="followed")
def _followed(tiny: Knowledge, found: Find) -> Follow:
    """Return what completes the reading of a text: `followed("why?", Reading("find"), ONE)`."""

    def followed(typed: str, reading: Reading, *turns: Turn, **said: Said) -> Reading:
        named = found(typed)
        return follow.follow(reading, named, intent(named, tiny, said), Context(turns))

    return followed


# The talk before a question


@pytest.mark.parametrize(
    ("typed", "later", "goes_on"),
    [
        ("hello, and education?", timedelta(days=20), False),
        # without a greeting even old talk goes on, and a greeting the next day goes on too
        ("and education?", timedelta(days=20), True),
        ("hello, and education?", timedelta(days=1), True),
    ],
)
def test_a_greeting_after_weeks_begins_a_new_talk(
    tiny: Knowledge, found: Find, typed: str, later: timedelta, goes_on: bool
) -> None:
    """After a week a greeting begins anew; nothing else does."""
    context = Context((ONE,), at=NOON)
    actual = follow.current(found(typed), context, Question(typed, NOON + later), tiny)

    assert actual == (context if goes_on else EMPTY)


@pytest.mark.parametrize(
    "gone",
    [
        Turn("explain", ("cake-decorator",), ("tools",)),
        Turn("explain", (PE,), ("songs",)),
        Turn("check", (PE,), ("tools",), ("spoon",)),
        Turn("find", (), ("tools",), ("oven",), shown=(PE, "cake-decorator")),
        Turn("find", (), ("tools",), ("oven",), excluded=("spoon",)),
        Turn("explain", (PE,), ("tools",), background=("spoon",)),
        Turn("general", topic="songs"),
    ],
)
def test_what_is_gone_is_forgotten(tiny: Knowledge, found: Find, gone: Turn) -> None:
    """Turns about what the knowledge no longer holds are forgotten, others are not."""
    context = Context((ONE, gone), gone)
    actual = follow.current(found("and that"), context, Question("and that"), tiny)

    assert (ONE,) == actual.turns
    assert actual.asked is None


def test_neighbours_are_remembered(tiny: Knowledge, found: Find) -> None:
    """A job beside the roles is part of a talk as a role is."""
    context = _talk(Turn("explain", ("chocolatier",), ("tools",)))

    assert context is follow.current(found("and that"), context, Question("and that"), tiny)


@pytest.mark.parametrize(
    ("context", "told"),
    [
        (EMPTY, ()),
        (_talk(ONE), ("@talk", "@kind.explain", "@roles1", "@section.tools")),
        (_talk(CHECK), ("@talk", "@kind.check", "@roles1", "@section.tools", "@items")),
        # roles that an answer listed count as those it was about
        (_talk(WHO), ("@talk", "@kind.find", "@roles3", "@section.tools", "@items")),
        (Context(asked=Turn("clarify"), outside=True), ("@asked.clarify", "@outside")),
    ],
)
def test_situation(context: Context, told: tuple[str, ...]) -> None:
    """How a talk stands is told to the model; without one there is nothing to tell."""
    assert told == follow.situation(context)


# What it offers


def test_without_a_talk_nothing_is_offered(offer: OfferTo) -> None:
    """Nothing said before, nothing offered."""
    assert NOTHING == offer("and education?")


@pytest.mark.parametrize(
    ("turn", "roles", "items"),
    [
        (TWO, (PE, PSE), ()),
        (CHECK, (PE,), ("whisk",)),
        (WHO, (PE, PS, PSE), ("whisk",)),
        # of advice the role that was advised; what somebody has told is no item asked about
        (ADVICE, (PSE,), ()),
        # too many to be meant
        (replace(WHO, shown=(PE, PS, PSE, BRE) * 2), (), ("whisk",)),
    ],
)
def test_the_latest_turn_is_offered(
    offer: OfferTo, turn: Turn, roles: tuple[str, ...], items: tuple[str, ...]
) -> None:
    """The roles, sections and items of the latest turn are offered, with its kind."""
    actual = offer("and that?", THREE, turn)

    assert (roles, items) == (actual.roles, actual.items)
    assert (turn.sections, turn.kind) == (actual.sections, actual.kind)


def test_a_topic_is_offered(offer: OfferTo) -> None:
    """What was asked of careers in general is offered, too."""
    assert "visas" == offer("why?", Turn("general", topic="visas")).topic


def test_a_role_answers_the_bots_own_question(offer: OfferTo) -> None:
    """Asked of which role, a role takes up the question that waits, and not the talk before."""
    asked = Turn("clarify", (), ("salary",), ("whisk",))
    answer = offer("BRE", TWO, asked=asked)
    other = offer("and the skills?", TWO, asked=asked)

    assert ((), ("salary",), ("whisk",)) == (answer.roles, answer.sections, answer.items)
    assert ((PE, PSE), ("tools",)) == (other.roles, other.sections)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("and education?", False),
        ("tools", False),
        # a word of return takes the talk up again, so does a name
        ("sorry, education", True),
        ("their education", True),
        ("both", True),
        ("and the PS?", True),
        ("and a whisk?", True),
    ],
)
def test_outside_and_return(offer: OfferTo, typed: str, offered: bool) -> None:
    """After something outside the knowledge a bare follow-up belongs to that."""
    actual = offer(typed, TWO, outside=True)

    assert actual == (offer(typed, TWO) if offered else NOTHING)


@pytest.mark.parametrize(
    ("typed", "turns", "roles"),
    [
        ("both", (TWO,), (PE, PSE)),
        # two said together, or one after another
        ("both", (TWO, Turn("explain", (PS,), ("tools",))), (PE, PSE)),
        ("both", (ONE, Turn("explain", (BRE,), ("tools",))), (PE, BRE)),
        ("which of them", (ONE, Turn("explain", (BRE,), ("tools",))), (PE, BRE)),
        ("all three", (THREE, TWO), (PE, PSE, PS)),
        ("all three", (TWO, Turn("explain", (PS,), ("tools",))), (PE, PSE, PS)),
        # there are no more than one
        ("both", (ONE,), (PE,)),
        # those spoken of before a question on careers in general
        ("how much", (TWO, Turn("general", topic="layoffs")), (PE, PSE)),
        (
            "how much",
            (Turn("recommend", shown=(PE, PSE)), Turn("general", topic="layoffs")),
            (PE,),
        ),
    ],
)
def test_pointing_back_at_several(
    offer: OfferTo, typed: str, turns: tuple[Turn, ...], roles: tuple[str, ...]
) -> None:
    """As many roles are meant as are pointed at, however long ago they were said."""
    assert roles == offer(typed, *turns).roles


@pytest.mark.parametrize(
    ("typed", "turns", "part"),
    [
        ("the second one", (TWO,), (PSE,)),
        ("the first one", (THREE,), (PE,)),
        ("the third one", (THREE,), (PS,)),
        ("the middle one", (THREE,), (PSE,)),
        ("the last one", (THREE,), (PS,)),
        ("the first two", (THREE,), (PE, PSE)),
        # several in the order in which they are pointed at
        ("can the second become the first later", (TWO,), (PSE, PE)),
        ("the third one", (TWO,), ()),
        ("the first one", (ONE,), ()),
        # of those listed for a question without roles
        ("the second one", (WHO,), (PS,)),
        # the one not talked about last
        ("the other one", (TWO, ONE), (PSE,)),
        ("the other one", (TWO,), (PSE,)),
        ("the other one", (THREE, ONE), ()),
        # by a title, or a word of the name
        ("the scientist", (THREE,), (PS,)),
        ("the engineer", (THREE,), (PE, PSE)),
        ("the software one", (TWO,), (PSE,)),
        ("the engineer", (TWO,), ()),
        # a title by which the last is corrected
        ("I meant the scientist", (ONE,), (PS,)),
        ("the scientist instead", (TWO,), ()),
        # one named takes the place of the last of several, or of the one it is said of
        ("PS instead", (TWO,), (PE, PS)),
        ("I meant PS", (TWO,), (PE, PS)),
        ("PS instead of PE", (TWO,), (PSE, PS)),
        ("PS, not PE", (TWO,), (PSE, PS)),
        ("PS instead", (ONE,), ()),
        ("PS and BRE instead", (TWO,), ()),
        # all but one
        ("not the PE", (TWO,), (PSE,)),
        ("without PS", (THREE,), (PE, PSE)),
        ("without BRE", (TWO,), ()),
        # a role named is no role pointed at
        ("the first one or BRE", (TWO,), ()),
        ("and education?", (TWO,), ()),
    ],
)
def test_pointing_at_one_of_several(
    offer: OfferTo, typed: str, turns: tuple[Turn, ...], part: tuple[str, ...]
) -> None:
    """A role of the talk is pointed at by its place, its title or by what is left out."""
    assert part == offer(typed, *turns).part


# What stays


@pytest.mark.parametrize(
    ("manner", "full"),
    [("why", True), ("source", True), ("more", True), ("shorter", False), ("simpler", False)],
)
def test_manner(followed: Follow, manner: str, full: bool) -> None:
    """Where something more of the answer before is wanted, its question is asked again."""
    turn = replace(CHECK, level="senior", place="FR", asks=("tools/which-tools",))
    actual = followed("so", Reading("clarify", confidence=0.7), turn, manner=manner)

    assert (manner, full, 0.7) == (actual.manner, actual.full, actual.confidence)
    assert turn == Turn.of(actual)


@pytest.mark.parametrize(
    ("typed", "reading", "said"),
    [
        # nothing is wanted, or not surely
        ("so", Reading("clarify"), "none"),
        ("so", Reading("clarify"), {"why": 0.4, "none": 0.3, "more": 0.3}),
        # a question of its own
        ("why PS", Reading("explain", (PS,), ("outlook",)), "why"),
        # no question at all
        ("thanks", Reading("smalltalk"), "more"),
        ("frobnitz", Reading("unknown"), "more"),
    ],
)
def test_no_manner(followed: Follow, typed: str, reading: Reading, said: Said) -> None:
    """A question of its own, or none, is not one more of the answer before."""
    assert reading == followed(typed, reading, CHECK, manner=said)


def test_without_a_talk_nothing_stays(followed: Follow) -> None:
    """Where nothing was said nothing is completed."""
    reading = Reading("clarify", sections=("tools",))

    assert reading == followed("why, the other way round", reading, manner="why")


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (TWO, Reading("compare", (PSE, PE), ("tools",))),
        (WAY, Reading("transition", (PSE, PE), ("overview",))),
        # not whether a role needs it but which roles do
        (CHECK, Reading("find", (), ("tools",), ("whisk",))),
        (WHO, Reading("find", (), ("tools",), ("whisk",), negated=True)),
        (replace(WHO, negated=True), Reading("find", (), ("tools",), ("whisk",))),
        (
            Turn("find", (), ("salary",), superlative="most"),
            Reading("find", (), ("salary",), superlative="least"),
        ),
        (
            Turn("find", (), ("salary",), superlative="least"),
            Reading("find", (), ("salary",), superlative="most"),
        ),
        # one role cannot be turned
        (ONE, Reading("clarify")),
    ],
)
def test_swap(followed: Follow, turn: Turn, expected: Reading) -> None:
    """The other way round turns the roles, or asks for the opposite."""
    assert expected == followed("the other way round", Reading("clarify"), turn)


@pytest.mark.parametrize(
    ("typed", "reading", "content", "level", "place"),
    [
        # the same subject: the same level and place
        ("and education?", Reading("explain", (PE,), ("education",)), "own", "senior", "FR"),
        ("and PSE?", Reading("explain", (PSE,), ("tools",)), "kept", "senior", "FR"),
        # another is told
        ("in Germany", Reading("explain", (PE,), ("tools",), place="DE"), "own", "senior", "DE"),
        ("junior", Reading("explain", (PE,), ("tools",), level="entry"), "own", "entry", "FR"),
        # another subject, of the same person
        ("what does a PS study", Reading("explain", (PS,), ("education",)), "own", "senior", "FR"),
        # no subject
        ("thanks", Reading("smalltalk"), "own", "", ""),
    ],
)
def test_level_and_place_stay(
    followed: Follow, typed: str, reading: Reading, content: str, level: str, place: str
) -> None:
    """A level or a place told once stays until another is told."""
    turn = replace(ONE, level="senior", place="FR")
    actual = followed(typed, reading, turn, content=content)

    assert (level, place) == (actual.level, actual.place)


# The talk after an answer


@pytest.mark.parametrize(
    "reading",
    [
        Reading("explain", (PE,), ("tools",), level="senior", place="FR", asks=("salary/pay",)),
        Reading("compare", (PE, PSE), ("tools",), background=("b++",)),
        Reading("check", (PE,), ("tools",), ("whisk",)),
        Reading("find", (), ("tools",), ("whisk",), negated=True, excluded=("oven",)),
        Reading("find", (PE,), ("overview",), superlative="least", similar=True),
        Reading("recommend", (), ("overview",), ("b++",)),
        Reading("transition", (PE, PSE), ("tips",)),
        Reading("general", topic="visas"),
    ],
)
def test_a_turn_is_kept_and_asked_again(tiny: Knowledge, reading: Reading) -> None:
    """An answered question is kept whole and may be asked again."""
    after = follow.after(reading, _talk(ONE), NOON, tiny)

    assert after.last is not None
    assert reading == after.last.again()
    assert ((ONE, after.last), NOON, None) == (after.turns, after.at, after.asked)


def test_as_much_is_remembered_as_is_needed(tiny: Knowledge) -> None:
    """A talk is remembered for a number of turns, the latest last."""
    context = EMPTY
    for _ in range(follow.REMEMBERED):
        context = follow.after(Reading("explain", (PE,), ("tools",)), context, NOON, tiny)
    context = follow.after(Reading("explain", (PSE,), ("tools",)), context, None, tiny)

    assert len(context.turns) == follow.REMEMBERED
    assert context.last == Turn("explain", (PSE,), ("tools",))
    assert NOON == context.at


@pytest.mark.parametrize("kind", ["smalltalk", "help"])
def test_manners_leave_the_talk_alone(tiny: Knowledge, kind: str) -> None:
    """Manners and help change nothing of a talk."""
    context = Context((ONE,), Turn("clarify"), outside=True, at=NOON)

    assert context == follow.after(Reading(kind), context, None, tiny)


def test_something_outside(tiny: Knowledge) -> None:
    """What is not known leads outside and answers no question; a complaint does not."""
    context = Context((ONE,), Turn("clarify"))
    outside = follow.after(Reading("unknown"), context, None, tiny)
    complaint = Reading("unknown", cues=frozenset({Cue.COMPLAINT}))

    assert Context((ONE,), None, outside=True) == outside
    assert context == follow.after(complaint, context, None, tiny)
    assert not follow.after(Reading("explain", (PE,)), outside, None, tiny).outside


def test_a_question_of_the_bots_own_waits(tiny: Knowledge) -> None:
    """What was understood waits for an answer: a section for its role, advice for a skill."""
    of_which = follow.after(
        Reading("clarify", (), ("salary",), ("whisk",)), _talk(ONE), None, tiny
    )
    what = follow.after(Reading("recommend", (), ("overview",)), EMPTY, None, tiny)

    assert Context((ONE,), Turn("clarify", (), ("salary",), ("whisk",))) == of_which
    assert Turn("recommend", (), ("overview",)) == what.asked
    assert follow.after(Reading("recommend", items=("b++",)), what, None, tiny).asked is None


def test_starting_over(tiny: Knowledge) -> None:
    """To start over forgets everything but the time."""
    reading = Reading("help", cues=frozenset({Cue.RESTART}))

    assert Context(at=NOON) == follow.after(reading, Context((ONE,), at=NOON), None, tiny)


def test_the_map_of_the_roles_is_a_turn(tiny: Knowledge) -> None:
    """The map of all roles may be asked again, the mere list of them may not."""
    last = follow.after(Reading("roles", cues=frozenset({Cue.MAP})), EMPTY, None, tiny).last

    assert last is not None
    assert Reading("roles", cues=frozenset({Cue.MAP})) == last.again()


def test_the_quiz_waits_for_an_answer(tiny: Knowledge) -> None:
    """While the quiz asks, its answers so far wait; once it is done it is a turn like others."""
    asking = follow.after(Reading("recommend", quiz="quiz a1"), _talk(ONE), None, tiny)
    lost = follow.after(Reading("unknown"), asking, None, tiny)
    done = follow.after(Reading("recommend", quiz="quiz a1 b1 c1 d1"), asking, None, tiny)

    assert Context((ONE,), Turn("recommend", head="quiz a1")) == asking
    assert asking.asked == lost.asked
    assert done.asked is None or not done.asked.head.startswith("quiz a1 b1 c1 d1 ")
    assert "quiz a1 b1 c1 d1" == (done.last or ONE).head


def test_an_ad_is_a_turn() -> None:
    """After an ad that is talked about its items and what somebody has are kept."""
    reading = Reading("recommend", (PSE,), ("overview",), ("b++",), ad_items=("oven",))
    turn = Turn.of(reading)

    assert (AD, ("oven",), ("b++",)) == (turn.head, turn.items, turn.background)
    assert AD == Turn.of(Reading("recommend", ad="We bake.")).head


@moderate
@given(contexts)
def test_any_talk_can_be_gone_on_with(context: Context) -> None:
    """Whatever is remembered, what is offered is of the knowledge, and no role is named twice."""
    tiny = tiny_knowledge()
    for typed in ("both", "the second one", "and the tools?", "not the PE", "why", "swap"):
        found = find(typed, _LEXICON, tiny)
        talk = follow.current(found, context, Question(typed), tiny)
        given_ = follow.offer(found, talk, tiny)

        assert talk == context
        assert {*given_.roles, *given_.part} <= {*tiny.roles, *tiny.neighbours}
        assert follow.follow(Reading("clarify"), found, intent(found, tiny), talk).kind
