"""Whether a role needs something."""

from typing import Any

import pytest

from bot.engine.answer import Answer
from bot.engine.reading import Reading
from tests.engine.answers.conftest import CHOCOLATIER, Tell, body, lines
from tests.engine.tiny import BRE, PE, PS, PSE


def _verdicts(answer: Answer) -> list[dict[str, Any]]:
    found = answer.data["verdicts"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("role", "item", "opens"),
    [
        (PE, "oven", "Yes,"),
        (PE, "rolling-pin", "Usually yes,"),
        (PE, "whisk", "It's no must"),
        (PS, "oven", "No,"),
        (PE, "robot-arm", "I found nothing"),
    ],
)
def test_the_verdict_is_first_and_the_right_way_round(
    tell: Tell, role: str, item: str, opens: str
) -> None:
    """A must is a yes, a plus no must, what is needless a no, and silence none of these."""
    answer = tell(Reading("check", (role,), ("tools",), (item,)))

    assert answer.verdict.startswith(opens)


def test_the_reason_stands_with_the_verdict(tell: Tell) -> None:
    """What the sources add to an item is in the very sentence that decides."""
    assert "at 200 degrees" in tell(Reading("check", (PE,), ("tools",), ("oven",))).verdict
    assert "others bake for them" in tell(Reading("check", (PS,), ("tools",), ("oven",))).verdict


def test_an_item_with_an_ask_of_its_own(tell: Tell) -> None:
    """Where more is asked of an item than whether, the card of that ask answers."""
    assert "crumbs" in tell(Reading("check", (PS,), ("tools",), ("b",))).verdict
    assert tell(Reading("check", (BRE,), ("education",), ("degree",))).verdict.startswith("No,")
    assert tell(Reading("check", (PS,), ("education",), ("degree",))).verdict.startswith("Yes,")


def test_a_tool_comes_with_what_to_start_with(tell: Tell) -> None:
    """Whoever asks about a tool is told which comes first, but not who asks about a skill."""
    tool = tell(Reading("check", (PS,), ("tools",), ("oven",)))
    skill = tell(Reading("check", (PS,), ("skills",), ("kneading",)))

    assert "To start" in body(tool)
    assert "To start" not in body(skill)


def test_silence_is_no_no_and_names_who_needs_it(tell: Tell) -> None:
    """What nobody names for a role is not denied; the roles that ask for it are named."""
    answer = tell(Reading("check", (PS,), ("tools",), ("robot-arm",)))

    assert "No," not in answer.verdict
    assert "pastry software engineers" in body(answer)
    assert "pastry engineers" not in body(answer)
    assert "Tasting first" in body(answer)
    assert not answer.citations


def test_what_only_a_sentence_names_plays_a_part(tell: Tell) -> None:
    """An item of a sentence is neither affirmed nor denied: the sentence is quoted."""
    answer = tell(Reading("check", (PE,), ("skills",), ("pantry-keeping",)))

    assert "Keep your pantry in order" in answer.verdict
    assert not answer.verdict.startswith(("Yes", "No"))


def test_parts_of_a_subject_count_in_part(tell: Tell) -> None:
    """Of a subject that is not named itself its parts that are asked for are named."""
    answer = tell(Reading("check", (PSE,), ("skills",), ("pantry-keeping",)))

    assert answer.verdict.startswith("In part")
    assert "kneading" in answer.verdict


def test_several_items_are_sorted_by_need(tell: Tell) -> None:
    """Of several items the verdict says which is core, which a plus, and which unknown."""
    answer = tell(Reading("check", (PE,), ("tools",), ("robot-arm", "whisk", "oven")))
    places = [answer.verdict.index(part) for part in ("oven is core", "whisk is a plus")]

    assert places == sorted(places)
    assert "nothing on Robot Arm" in answer.verdict
    assert 3 == len(lines(answer))
    assert ["untold", "bonus", "core"] == [one["weight"] for one in _verdicts(answer)]


def test_of_two_roles_the_one_that_needs_it_more(tell: Tell) -> None:
    """Of two roles the one that asks for an item more is named, whichever is named first."""
    for roles in ((PE, PS), (PS, PE)):
        verdict = tell(Reading("check", roles, ("tools",), ("oven",))).verdict

        assert "most of the pastry engineer" in verdict


def test_of_two_roles_that_need_it_alike(tell: Tell) -> None:
    """What two roles need alike is a yes for both at once, with a line for each."""
    answer = tell(Reading("check", (PE, PSE), ("tools",), ("oven",)))

    assert answer.verdict.startswith("Yes,")
    assert "pastry engineers and pastry software engineers" in answer.verdict
    assert 2 == len(lines(answer))


def test_sources_are_those_of_the_item(tell: Tell) -> None:
    """A check cites the sources that name the item for the role, and no others."""
    cited = [one.id for one in tell(Reading("check", (PSE,), ("tools",), ("whisk",))).citations]

    assert ["pe-vs-pse"] == cited


def test_a_neighbour_is_answered_from_its_own_page(tell: Tell) -> None:
    """Of a job known in short its page is told; the nearest role's needs are not taken for its."""
    reading = Reading("check", (CHOCOLATIER,), ("tools",), ("oven",), ("tools/which-tools",))
    answer = tell(reading)

    assert "marble slab" in " ".join((answer.verdict, *answer.text))
    assert "Yes" not in answer.verdict


@pytest.mark.parametrize(
    ("had", "opens", "missing"),
    [(("oven", "whisk"), "Yes", ""), (("whisk",), "Not", "oven")],
)
def test_whether_it_is_enough(tell: Tell, had: tuple[str, ...], opens: str, missing: str) -> None:
    """Whether what somebody has is enough is decided by the musts that are missing."""
    answer = tell(Reading("check", (PE,), ("tools",), had, enough=True))

    assert answer.verdict.startswith(opens)
    assert missing in answer.verdict


@pytest.mark.parametrize(
    ("items", "opens"),
    [
        (("whisk", "oven"), "I'd take oven first"),
        (("oven", "kneading"), "Either will do"),
    ],
)
def test_one_thing_or_the_other(tell: Tell, items: tuple[str, ...], opens: str) -> None:
    """Between two things that one counts which the role asks for more, else either."""
    answer = tell(Reading("check", (PE,), ("tools",), items, either=True))

    assert answer.verdict.startswith(opens)
