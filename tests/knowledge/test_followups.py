"""What is asked after each kind of advice: answered in every place, with its figures."""

import json

import pytest

from bot.engine.answer import Answer
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.render.html import html
from bot.render.json import answered
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from bot.stores import dump, load
from tests.knowledge.labelled import labelled, talks
from tests.knowledge.packaged import advisor, knowledge
from tests.knowledge.seen import seen

ADVISOR = advisor()
ADVICE = {"recommend", "transition"}
JOB = "I'm a backend developer and know Docker, how do I become an MLE?"


def _talk(*said: str) -> Answer:
    """Return the answer to the last of several messages, each remembered as JSON."""
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
        context = load(json.loads(json.dumps(dump(context))))
    return answer


def test_in_every_place() -> None:
    """Whatever is said around advice is answered in a phone's screen, a group and a terminal."""
    advised = [
        talk
        for talk in talks(labelled())
        if talk.chat == "private"
        and ADVICE & {label.kind for turn in talk.turns for label in turn.labels[:1]}
    ]
    long = {}

    assert len(advised) > 200
    for talk in advised[::6]:
        context = EMPTY
        for turn in talk.turns:
            answer, context = ADVISOR.ask(Question(turn.says), context)
            sizes = [seen(html(answer, limit)) for limit in (SCREEN, GROUP)]

            assert plain(answer).text.strip(), turn.says
            assert turn.says == answered(turn.says, answer)["question"]
            if sizes[1] > GROUP or (sizes[0] > SCREEN and not answer.reading.full):
                long[turn.says] = sizes

    assert {} == long


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        (("I know Python, which role fits me?",), {"fits"}),
        (("quiz",), {"quiz", "theme", "left"}),
        (("quiz d1 e2 b1",), {"fits"}),
        (("from DA to DE",), {"start", "target", "keep", "add", "gap", "via"}),
        ((JOB,), {"start", "target", "keep", "add", "gap", "via"}),
        (("does an MLE need Java?",), {"verdicts"}),
        (("who uses Docker?",), {"hits"}),
        (("which role needs no PhD?",), {"without"}),
        (("which role pays best?",), {"ranking", "country"}),
        (("which role has the best outlook?",), {"counted"}),
        (("which roles are similar to MLE?",), {"role", "near"}),
        (("map",), {"near"}),
        (
            ("ad: we build data pipelines with Spark",),
            {"ad"},
        ),
        (("ad: we use Spark and SQL", "what do I lack, I know SQL"), {"has", "lacks"}),
    ],
)
def test_figures(said: tuple[str, ...], figures: set[str]) -> None:
    """Every kind of advice has its figures for programs, also when it is asked again."""
    data = answered(said[-1], _talk(*said))["data"]

    assert figures == data.keys()
    assert data == json.loads(json.dumps(data))


@pytest.mark.parametrize(
    "asked",
    [
        ("I know Python and SQL, which role fits me?",),
        ("quiz d1 e2 b1",),
        ("does an MLE need Java?",),
        ("who uses Docker?",),
        ("which role needs no PhD?",),
        ("which role pays worst?",),
        ("which roles are similar to MLE?",),
    ],
)
@pytest.mark.parametrize("typed", ["why?", "more"])
def test_why_is_the_same_again(asked: tuple[str, ...], typed: str) -> None:
    """To ask why is to ask the same again for all there is to say of it."""
    first, again = _talk(*asked), _talk(*asked, typed)

    assert (first.title, first.data) == (again.title, again.data)
    assert again.reading.full


def test_why_one_should_go_a_way_is_whether_it_is_worth_it() -> None:
    """ "Why should I?" after the steps into a job is not answered by the steps; "more" is."""
    assert _talk(JOB, "more").title == _talk(JOB).title
    answer = _talk("from DA to DE", "why should I?")

    assert answer.title == "Data Engineer: who it suits"
    assert answer.verdict == _talk("is data engineer worth it?").verdict


def test_sources_of_a_list() -> None:
    """The sources of a list are those that it named."""
    first, sources = _talk("who uses Docker?"), _talk("who uses Docker?", "show the sources")

    assert {*first.citations} <= {*sources.citations}
    assert first.verdict != sources.verdict


def test_the_other_way_round() -> None:
    """Of a ranking the other end, of a list those who are not on it."""
    best, worst = _talk("which role pays best?"), _talk("which role pays best?", "the reverse")
    have, lack = _talk("who uses Docker?"), _talk("who uses Docker?", "the other way round")

    assert (best.shown[0], best.shown[-1]) == (worst.shown[-1], worst.shown[0])
    assert {*knowledge().roles} == {*have.shown} | {*lack.shown}
    assert not {*have.shown} & {*lack.shown}


def test_nothing_to_turn_round() -> None:
    """What has no other way round says what has."""
    answer = _talk("I know Python, which role fits me?", "and the other way round?")

    assert knowledge().replies["clarify_swap"] == answer.title
    assert not answer.blocks


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ok. Thanks, that was drier than I expected, which I mean as praise.", "thanks"),
        ("that is more honest than what the newspapers write", "remark"),
    ],
)
def test_a_remark_on_an_answer_asks_nothing(typed: str, said: str) -> None:
    """Whoever only says something of an answer is told no further fact, and the talk goes on."""
    remark, goes_on = _talk("MLE tools", typed), _talk("MLE tools", typed, "and pay?")

    assert knowledge().replies[said] == remark.title
    assert ("machine-learning-engineer",) == goes_on.reading.roles


def test_what_somebody_typed_is_not_kept() -> None:
    """Of a job that the knowledge does not list nothing is kept; what was told of items is."""
    _, context = ADVISOR.ask(Question("I'm a snailkeeper and know SQL, how do I become a DE?"))
    kept = json.dumps(dump(context))

    assert "snailkeeper" not in kept
    assert '"sql"' in kept


@pytest.mark.parametrize("before", ["MLE tools", "quiz", "from DA to DE"])
@pytest.mark.parametrize("typed", ["roles", "help", "map", "quiz"])
def test_words_of_the_bot_itself(before: str, typed: str) -> None:
    """What stands on the bot's own buttons is answered in a talk as it is without one."""
    alone, within = _talk(typed), _talk(before, typed)

    assert (alone.title, alone.blocks) == (within.title, within.blocks)


def test_to_start_over_forgets() -> None:
    """After a new beginning nothing is carried over."""
    answer = _talk("MLE tools", "start over", "and pay?")

    assert not answer.reading.roles
    assert knowledge().replies["restarted"] == _talk("MLE tools", "start over").title


def test_the_opposite_keeps_the_kind() -> None:
    """The opposite of a ranking is a ranking, among the same roles."""
    reading = _talk("which role pays best?", "the opposite?").reading

    assert ("find", (), "least") == (reading.kind, reading.roles, reading.superlative)


def test_a_further_dislike() -> None:
    """What is disliked too is added to what was."""
    answer = _talk("which role fits me if I hate statistics?", "I also hate SQL")
    first = knowledge().roles[answer.shown[0]]

    assert "recommend" == answer.reading.kind
    assert first.profile["statistics"].score <= 2
    assert "sql" not in {point.item for _, point in first.points() if point.weight == "core"}


@pytest.mark.parametrize(
    ("first", "then", "ask"),
    [
        ("how much maths does an ML engineer need?", "and for data analysts?", "skills/maths"),
        (
            "is it hard to get a first job as a data scientist?",
            "and data engineer?",
            "outlook/first-job-chances",
        ),
        ("how long to become a data engineer", "what about MLOps", "tips/how-long"),
        ("which certificates count for data engineers", "same for BI", "learning/certificates"),
    ],
)
def test_what_was_asked_stays_where_only_the_job_changes(first: str, then: str, ask: str) -> None:
    """A follow-up with nothing but another job asks the same of it, not its section as a whole."""
    _, context = ADVISOR.ask(Question(first))
    answer, _ = ADVISOR.ask(Question(then), context)

    assert answer.reading.asks[:1] == (ask,)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        (
            "Is it too late for data science at 41? How long would it take?",
            ("tips/too-late", "tips/how-long"),
        ),
    ],
)
def test_two_questions_of_a_message_are_both_answered(typed: str, asks: tuple[str, ...]) -> None:
    """Each question of a message has its answer, in the order in which they stand."""
    answer, _ = ADVISOR.ask(Question(typed))

    told = [one.asks[0] for one in (answer.reading, *answer.reading.beside)]
    assert told[: len(asks)] == [*asks]
    assert len(told) == 2
    assert any(block.label == "How long" for block in answer.blocks) is ("tips/how-long" in asks)


def test_pay_at_a_level_in_a_country_without_figures_by_job() -> None:
    """What names the level that is asked about comes before what is known of all levels."""
    asked = "what does a data engineer earn in Germany?"

    assert "entry" not in _talk(asked).text[0]
    assert "entry" in _talk(asked, "and as a junior?").text[0]
