"""What is asked after each kind of advice: answered in every place, with its figures."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.context import EMPTY, Context
from bot.engine.reading import Question
from bot.files.questions import read_questions
from bot.render.json import answered
from bot.render.plain import plain
from bot.render.reply import GROUP, SCREEN
from tests.knowledge.packaged import knowledge

ADVISOR = Advisor(knowledge())
TALKS = read_questions(Path(__file__).parent / "advice_dialogues.yaml")
JOB = "I'm a backend developer and know Docker, how do I become an MLE?"


def _talk(*said: str) -> Answer:
    """Return the answer to the last of several messages, each remembered as JSON."""
    context = EMPTY
    for typed in said:
        answer, context = ADVISOR.ask(Question(typed), context)
        context = Context.load(json.loads(json.dumps(context.dump())))
    return answer


def _fits(*said: str) -> dict[str, dict[str, Any]]:
    fits = _talk(*said).data["fits"]
    assert isinstance(fits, list)
    return {one["role"]: one for one in fits}


def test_in_every_place() -> None:
    """Whatever follows advice is answered in a phone's screen, in a group, and in a terminal."""
    for talk in TALKS:
        said = [turn.says for turn in talk.turns]
        answer = _talk(*said)

        assert plain(answer).text.strip(), said
        assert 0 < len(plain(answer, GROUP).text) <= GROUP, said
        assert answer.reading.full or len(plain(answer, SCREEN).text) <= SCREEN, said
        assert said[-1] == answered(said[-1], answer)["question"]


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        (("I know Python, which role fits me?",), {"fits", "unwanted"}),
        (("quiz",), {"quiz", "theme", "left"}),
        (("quiz d1 e2 b1",), {"fits", "unwanted"}),
        (("from DA to DE",), {"start", "target", "keep", "add", "stop", "gap", "via"}),
        ((JOB,), {"start", "target", "keep", "add", "stop", "gap", "via"}),
        (("does an MLE need Java?",), {"verdicts"}),
        (("who uses Docker?",), {"hits"}),
        (("which role needs no PhD?",), {"without"}),
        (("which role pays best?",), {"ranking"}),
        (("which role has the best outlook?",), {"section", "gists"}),
        (("which roles are similar to MLE?",), {"role", "near"}),
        (("map",), {"near"}),
        (
            ("ad: we build data pipelines with Spark",),
            {"shares", "items", "title", "title_fits", "unusual", "lines"},
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
        ("from DA to DE",),
        (JOB,),
        ("does an MLE need Java?",),
        ("who uses Docker?",),
        ("which role needs no PhD?",),
        ("which role pays worst?",),
        ("which roles are similar to MLE?",),
        ("map",),
    ],
)
@pytest.mark.parametrize("typed", ["why?", "more"])
def test_why_is_the_same_again(asked: tuple[str, ...], typed: str) -> None:
    """To ask why is to ask the same again for all there is to say of it."""
    first, again = _talk(*asked), _talk(*asked, typed)

    assert (first.title, first.data) == (again.title, again.data)
    assert again.reading.full


def test_sources_of_a_list() -> None:
    """The sources of a list are those that it named."""
    first, sources = _talk("who uses Docker?"), _talk("who uses Docker?", "show the sources")
    told = "\n".join(line for block in sources.blocks for line in block.lines)

    assert all(one.publisher in told for one in first.citations)


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


def test_one_of_many() -> None:
    """Of a long list a section is asked back for, with the roles of the list to choose from."""
    listed = _talk("who uses Docker?").shown
    answer = _talk("who uses Docker?", "and education?")

    assert listed[:6] == answer.reading.choices


def test_a_start_outside_keeps_what_was_told() -> None:
    """Another target is reached from the same job with the same skills."""
    data = _talk(JOB, "what about DSE?").data

    assert ("software-engineer", "data-science-engineer") == (data["start"], data["target"])


def test_what_somebody_typed_is_not_kept() -> None:
    """Of a job outside the knowledge its listed name is kept, of one not listed nothing."""
    kept = []
    for job in ("backend developer", "zookeeper"):
        _, context = ADVISOR.ask(Question(f"I'm a {job} and know SQL, how do I become a DE?"))
        kept.append(json.dumps(context.dump()))

    assert "backend developer" in kept[0]
    assert "zookeeper" not in kept[1]


def test_to_start_over_forgets() -> None:
    """After a new beginning nothing is carried over."""
    answer = _talk("MLE tools", "start over", "and pay?")

    assert ("clarify", ()) == (answer.reading.kind, answer.reading.roles)
    assert knowledge().replies["restarted"] == _talk("MLE tools", "start over").title


@pytest.mark.parametrize(
    ("said", "kind", "roles"),
    [
        (("I know SQL, which role fits me?", "why not MLE?"), "recommend", ("MLE",)),
        (("DE vs DA pay", "why not MLE?"), "explain", ("MLE",)),
        (("I know SQL, which role fits me?", "what about RS?", "compare them"), "compare", None),
        (
            ("I know SQL, which role fits me?", "what about RS?", "which one pays more?"),
            "find",
            None,
        ),
        (("roles like DE", "without SQL"), "find", ("DE",)),
        (("which role pays best?", "the opposite?"), "find", ()),
    ],
)
def test_further_on(said: tuple[str, ...], kind: str, roles: tuple[str, ...] | None) -> None:
    """Further on in a talk the roles meant are found where they were last listed."""
    names = {role.short: role.id for role in knowledge().roles.values()}
    meant = _talk(said[0]).shown if roles is None else tuple(names[name] for name in roles)
    reading = _talk(*said).reading

    assert (kind, meant) == (reading.kind, reading.roles)


def test_a_further_dislike() -> None:
    """What is disliked too is added to what was."""
    answer = _talk("which role should I avoid if I hate statistics?", "I also hate SQL")

    assert ["statistics", "sql"] == [*answer.data["unwanted"]]  # type: ignore[misc]


def test_one_role_is_seen_beside_all() -> None:
    """How free one role is of what somebody avoids is the same alone and among all."""
    asked = "which role should I avoid if I hate statistics?"

    assert _fits(asked)["data-analyst"] == _fits(asked, "what about DA?")["data-analyst"]
