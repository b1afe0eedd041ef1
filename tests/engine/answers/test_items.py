"""Does this role need it, and which roles do."""

from dataclasses import replace
from typing import Any

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Knowledge, Point
from bot.engine.reading import Question, Reading
from tests.engine.answers.conftest import Ask, Tell
from tests.engine.tiny import BRE, PE, PS, PSE


def _lines(answer: Answer) -> list[str]:
    return [line for block in answer.blocks for line in block.lines]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        # every source on the role
        ("does a PSE need an oven", ("PSE: ", "oven", "2 of 2 articles")),
        # some
        ("does a PSE need a robot arm", ("PSE: ", "Robot Arm", "1 of 2 articles")),
        # the only one
        ("does a PE need a whisk", ("PE: ", "whisk", "the only article read whole on this role")),
        # none
        ("does a PSE need a rolling pin", ("PSE: ", "rolling pin", "not", "of the 2 articles")),
        (
            "does a PE need tasting",
            ("PE: ", "tasting", "not", "the only article read whole on this role"),
        ),
        # sources that were not read whole are counted, and their grade is told
        ("does a BRE need an oven", ("BRE: ", "oven", "1 source (guides and blogs)")),
        ("does a BRE need a whisk", ("BRE: ", "whisk", "not", "any source here")),
        # among the tips only
        ("does a PE need pantry keeping", ("PE: ", "pantry keeping", "tip", "the only article")),
    ],
)
def test_check(ask: Ask, typed: str, verdict: tuple[str, ...]) -> None:
    """A check says of each role and item how many of its sources name it."""
    line = _lines(ask(typed))[0]
    places = [line.find(part) for part in verdict]

    assert -1 not in places
    assert sorted(places) == places


def test_check_says_where(ask: Ask) -> None:
    """A check says in which sections an item stands."""
    (line,) = [one for one in _lines(ask("does a PSE need an oven")) if "PSE" in one]

    assert line.endswith("(tools, getting started)")


@pytest.mark.parametrize("typed", ["does a PSE need B", "does a PE need tasting"])
def test_silence_is_never_a_no(ask: Ask, typed: str) -> None:
    """What no source names is not denied."""
    line = _lines(ask(typed))[0]

    assert "which is not a no" in line
    assert "yes" not in line


@pytest.mark.parametrize(
    "typed", ["does a BRE need an oven", "does a BRE need a whisk", "who uses an oven"]
)
def test_nothing_is_counted_where_nothing_was_read_whole(ask: Ask, typed: str) -> None:
    """Of a role whose sources were not read whole, no count is given."""
    told = " ".join(_lines(ask(typed)))

    assert " 0 articles" not in told


@pytest.mark.parametrize(
    ("role", "item"),
    [
        # one article on the role was read whole, and does not name the item
        (PE, "robot-arm"),
        # two were
        (PSE, "rolling-pin"),
    ],
)
def test_a_source_read_in_part_is_none_of_the_articles(
    tiny: Knowledge, role: str, item: str
) -> None:
    """What only a source names that was not read whole is not ascribed to those that were."""
    known = tiny.roles[role]
    point = Point(tiny.items[item].name, ("bread-notes",), item=item)
    tools = replace(known.sections["tools"], points=(point, *known.sections["tools"].points))
    sections = {**known.sections, "tools": tools}
    roles = {**tiny.roles, role: replace(known, sections=sections)}
    advisor = Advisor(replace(tiny, roles=roles))
    asked = f"does a {known.short} need a {point.text}"
    line = _lines(advisor.ask(Question(asked))[0])[0]

    assert "not named" not in line
    assert "1 source" in line
    assert "the only article" not in line
    assert "any of" not in line
    assert " 0 of" not in line


def test_check_of_several(ask: Ask) -> None:
    """Several roles and items make a line for each pair."""
    expected = [("PE", "oven"), ("PSE", "oven"), ("PE", "whisk"), ("PSE", "whisk")]
    lines = ask("are oven and whisk needed for PE and PSE?").blocks[0].lines
    actual = [(line.split(":")[0], line.split(",")[0].split()[-1]) for line in lines]

    assert expected == actual


def test_check_names_others(ask: Ask) -> None:
    """A check names the other roles that have the item, and only those."""
    (others,) = [block for block in ask("PS oven").blocks if block.label == "Others that name it"]

    assert {"PE", "PSE", "BRE"} == {line.split(":")[0] for line in others.lines}


def test_check_gives_details(ask: Ask) -> None:
    """A check gives what the sources add to the item."""
    assert "PE, oven: at 200 degrees" in " ".join(_lines(ask("PE oven"))).replace("Oven", "oven")


def test_check_cites_also_those_that_are_silent(ask: Ask) -> None:
    """A check cites the sources that name an item, or those that were read and do not."""
    named, silent = ask("PSE whisk"), ask("PSE rolling pin")

    assert {"pe-vs-pse"} == {citation.id for citation in named.citations}
    assert {"pe-vs-pse", "ps-vs-pse"} == {citation.id for citation in silent.citations}


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("who uses a rolling pin", ["PE"]),
        # by agreement, then by name
        ("who uses a whisk", ["PE", "PS", "PSE"]),
        # all of them before some of them
        ("who needs an oven and a robot arm", ["PSE", "PE", "BRE"]),
        # among the roles named
        ("who uses whisk, PS or PE", ["PE", "PS"]),
    ],
)
def test_find(ask: Ask, typed: str, roles: list[str]) -> None:
    """The roles that have the items stand by how many they have, then by agreement."""
    actual = [line.split(":")[0] for line in _lines(ask(typed))]

    assert roles == actual


@pytest.mark.parametrize(
    ("typed", "lead"),
    [
        ("who uses a whisk", "By how many articles name it:"),
        ("who needs a robot arm and hotels", "By how many articles name it:"),
        ("who needs a robot arm and a rolling pin", "No role has all of them:"),
    ],
)
def test_find_tells_all_from_some(ask: Ask, typed: str, lead: str) -> None:
    """It is said whether any role has all the items."""
    actual = ask(typed).lead

    assert lead == actual


def test_find_among_roles_that_do_not_have_it(ask: Ask) -> None:
    """That the roles asked for do not have an item is not said of all roles."""
    answer = ask("who uses a rolling pin, PS or PSE")

    assert "None of my sources names rolling pin for a role I know." != answer.lead


@pytest.mark.parametrize(
    ("typed", "lead"),
    [
        ("which role pays most", "No pay figures for any role."),
        ("which role has the best future", "Nobody ranks outlook. What they say:"),
    ],
)
def test_nothing_is_ranked_that_no_source_ranks(ask: Ask, typed: str, lead: str) -> None:
    """A superlative is answered with what is known, or that nothing is."""
    actual = ask(typed).lead

    assert lead == actual


def test_superlative_sets_roles_side_by_side(ask: Ask) -> None:
    """A superlative shows what is said of each role that has the section."""
    expected = ["PE: More pastry every year", "PSE: Robots are coming"]
    actual = _lines(ask("which role has the best future"))

    assert expected == actual


@pytest.mark.parametrize(
    ("items", "among", "lacking"),
    [
        (("whisk",), (), [BRE]),
        (("rolling-pin",), (), [BRE, PS, PSE]),
        # of several items none is named
        (("rolling-pin", "robot-arm"), (), [BRE, PS]),
        # among the roles asked for
        (("rolling-pin",), (PS, PE), [PS]),
    ],
)
def test_find_without(
    ask: Ask,
    tell: Tell,
    tiny: Knowledge,
    items: tuple[str, ...],
    among: tuple[str, ...],
    lacking: list[str],
) -> None:
    """Roles without an item are those for which no source names it."""
    answer = tell(Reading("find", among, ("tools",), items, negated=True))
    named = sorted(name for block in answer.blocks for name in block.lines)

    assert sorted(tiny.roles[role].name for role in lacking) == named
    assert set(lacking) == set(answer.shown)
    assert tiny.replies["without_lead"].split("{")[0] in answer.lead
    assert all(ask(one.question).reading.roles[0] in lacking for one in answer.suggestions)


@pytest.mark.parametrize(
    ("item", "aside", "among", "lead"),
    [
        ("rolling-pin", ("whisk",), (), "Every role that names rolling pin also names"),
        ("oven", ("whisk", "kneading"), (), "also names whisk or kneading."),
        # of a subject only a part is named for some
        ("oven", ("whisk", "pantry-keeping"), (), "pantry keeping or a part of it."),
        ("rolling-pin", ("oven",), (PS, PSE), "names rolling pin for PS or PSE."),
    ],
)
def test_all_that_have_it_have_what_is_not_to_be_had(
    tell: Tell, item: str, aside: tuple[str, ...], among: tuple[str, ...], lead: str
) -> None:
    """Where what was excluded leaves no role over, it is not said that nobody has the rest."""
    answer = tell(Reading("find", among, ("tools",), (item,), excluded=aside))

    assert not answer.shown
    assert lead in answer.lead


@pytest.mark.parametrize(
    ("items", "named"),
    [
        (("oven", "whisk"), "names oven or whisk. "),
        # of one role only kneading is named, which is a part of it
        (("pantry-keeping", "whisk"), "or a part of it. "),
    ],
)
def test_none_is_without_one_of_several(tell: Tell, items: tuple[str, ...], named: str) -> None:
    """Where each role has one of several, or a part of one, that is said, and who asks least."""
    answer = tell(Reading("find", (), ("tools",), items, negated=True))
    fits: Any = answer.data["fits"]
    shares = [one["share"] for one in fits]

    assert named in answer.lead
    assert answer.shown
    assert shares == sorted(shares, reverse=True)
    assert [] == answer.data["without"]


def test_none_of_the_roles_asked_for_is_without(tell: Tell) -> None:
    """What holds of the roles asked for only is not said of all."""
    answer = tell(Reading("find", (PS, PE), ("tools",), ("whisk",), negated=True))

    assert {PS, PE} == {*answer.shown}
    assert answer.lead.startswith("For each of PS and PE a source names whisk. ")
